package net.strata.ping;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.strata.file.CaptureFile;
import net.strata.file.CaptureWriter;
import net.strata.file.RecordBuffer;
import net.strata.file.Recording;
import net.strata.file.SingleFile;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.LinkType;
import net.strata.frame.Notes;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Arrivals;
import net.strata.probe.Port;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// Keeps the packets of a run in a pcapng file: it stands before the port, where it sees probes, and is told what their
/// answers are, which goes into comments on them.
///
/// A probe's time is the kernel's stamp, which is known only after it was sent; so packets are held back for some time,
/// some thousands at most. An answer's time is its probe's and the round trip, so that the file says what was measured.
public final class PacketWriter implements Port, Watcher, AutoCloseable {
    /// How long packets wait for others that were stamped before them, and probes for their stamps, in ns.
    private static final long ORDERING = 200_000_000;
    private static final long STAMPING = 1_000_000_000;
    private static final int HELD = 8192;
    private static final long HELD_BYTES = 32 << 20;
    /// How many times that were not the kernel's are remembered.
    private static final int REMEMBERED = 1 << 16;
    private static final int FRAMES = 512;

    private final Port port;
    private final Packets packets;
    private final Recording file;
    private final Named source;
    private final Batch batch = new Batch(1 << 16, FRAMES);
    private final RecordBuffer records = new RecordBuffer(1 << 16);
    private final ArrayDeque<Held> probes = new ArrayDeque<>();
    private final ArrayDeque<Held> answers = new ArrayDeque<>();
    private long heldBytes;
    private long newest;
    private boolean ended;
    private @Nullable Probe current;

    /// When probes were sent of which the kernel had not said it when that was needed, by their numbers.
    private final Map<Long, Long> times = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// A packet that is not written yet.
    ///
    /// @param time of an answer; a probe's is asked when it is written
    /// @param length of the packet, though less of it may have come
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Held(Probe probe, long time, byte[] packet, int length, @Nullable String comment) {}

    /// What the file says beside the packets.
    private static final class Named implements FrameSource {
        private final List<Notes.Name> names = new ArrayList<>();
        private final Notes notes;

        Named(String application) {
            notes = new Notes(List.of(new Notes.Section(null, null, application, List.of())), names, List.of(),
                    Map.of());
        }

        @Override
        public boolean read(Batch b) {
            return false;
        }

        @Override
        public List<Interface> interfaces() {
            return List.of(new Interface(null, "the IP packets of strata ping", LinkType.RAW, 0, List.of()));
        }

        @Override
        public Notes notes() {
            return notes;
        }

        @Override
        public void close() {}
    }

    private PacketWriter(Port port, Packets packets, Named source, Recording file) {
        this.port = port;
        this.packets = packets;
        this.source = source;
        this.file = file;
    }

    /// Makes the file, or empties it.
    ///
    /// @param application what writes it, with its version
    /// @param port what sends the probes
    public static PacketWriter create(Path path, String application, Port port, Packets packets) throws IOException {
        var source = new Named(application);
        var writer = CaptureWriter.of(CaptureWriter.Format.PCAPNG, source, Integer.MAX_VALUE);
        return new PacketWriter(port, packets, source, new SingleFile(writer, CaptureFile.create(path, writer)));
    }

    @Override
    public void started(Target target) {
        if (!target.name().equals(target.address().host()))
            source.names.add(new Notes.Name(ByteBuffer.wrap(target.address().bytes()), List.of(shown(target))));
    }

    private static String shown(Target target) {
        return new Text(64).text(target.name()).toString();
    }

    @Override
    public void sent(Probe probe) {
        current = probe;
    }

    @Override
    public void send(long number, SockAddr.Ip to, ByteBuffer message) throws IOException {
        Probe probe = current;
        if (probe != null && probe.number() == number) {
            byte[] packet = packets.sent(to, message);
            hold(probes, new Held(probe, 0, packet, packet.length, null), probe.sentWall());
        }
        port.send(number, to, message);
    }

    @Override
    public void receive(Arrivals arrivals, long until) throws IOException {
        port.receive(arrivals, until);
    }

    @Override
    public void wake() {
        port.wake();
    }

    @Override
    public void replied(Reply reply, @Nullable Arrival arrival) throws IOException {
        if (arrival == null) return;
        Text comment = about("answers", reply.probe()).ascii(", ").number(reply.rtt() / 1_000_000).put('.')
                .digits(reply.rtt() % 1_000_000, 6).ascii(" ms, clock ").ascii(reply.timing().clock());
        if (reply.duplicate()) comment.ascii(", duplicate");
        if (reply.late()) comment.ascii(", late");
        if (reply.reordered()) comment.ascii(", reordered");
        if (reply.elsewhere()) comment.ascii(", from another address");
        if (reply.checksumWrong()) comment.ascii(", wrong checksum");
        Corruption corruption = reply.corruption();
        if (corruption != null) comment.ascii(", data differ from byte ").number(corruption.first()).ascii(" on");
        answer(reply.probe(), time(reply.probe()) + reply.rtt(), arrival, comment);
    }

    @Override
    public void failed(Trouble trouble, @Nullable Arrival arrival) throws IOException {
        keep("is an error for", trouble, arrival);
    }

    @Override
    public void advised(Trouble trouble, @Nullable Arrival arrival) throws IOException {
        keep("is advice on", trouble, arrival);
    }

    private void keep(String what, Trouble trouble, @Nullable Arrival arrival) throws IOException {
        if (arrival == null) return;
        long time = Math.max(trouble.wall(), time(trouble.probe()));
        answer(trouble.probe(), time, arrival, about(what, trouble.probe()));
    }

    private static Text about(String what, Probe probe) {
        return new Text(128).ascii(what).ascii(" probe ").number(probe.number()).ascii(" (sequence number ")
                .number(probe.sequence()).ascii(") of ").text(probe.target().name());
    }

    private void answer(Probe probe, long time, Arrival arrival, Text comment) throws IOException {
        byte[] packet = packets.received(arrival, probe.target().address());
        int length = packet.length + arrival.length() - (arrival.end() - arrival.message());
        hold(answers, new Held(probe, time, packet, length, comment.toString()), time);
    }

    private void hold(ArrayDeque<Held> queue, Held packet, long time) throws IOException {
        queue.add(packet);
        heldBytes += packet.packet.length;
        newest = Math.max(newest, time);
        if (isFull()) write(false);
        while (isFull())
            write(take(true));
    }

    private boolean isFull() {
        return probes.size() + answers.size() > HELD || heldBytes > HELD_BYTES;
    }

    /// When a probe was sent, by the system's clock. It is asked when that is needed first, and stays so.
    private long time(Probe probe) {
        Long said = times.get(probe.number());
        if (said != null) return said;
        if (probe.stamp() != 0) return probe.stamp();
        times.put(probe.number(), probe.sentWall());
        return probe.sentWall();
    }

    /// Takes the next packet. Probes keep their order, answers theirs, and none comes before its probe.
    ///
    /// @param all whether nothing more is waited for
    private @Nullable Held take(boolean all) {
        while (!probes.isEmpty() && probes.peek().probe.isRefused())
            heldBytes -= probes.remove().packet.length;
        Held probe = probes.peek();
        Held answer = answers.peek();
        if (answer != null && (probe == null || answer.probe.number() < probe.probe.number()
                && (!all && unknown(probe.probe) || answer.time < time(probe.probe))))
            return all || answer.time <= newest - ORDERING ? removed(answers) : null;
        if (probe == null || !all && (unknown(probe.probe) || time(probe.probe) > newest - ORDERING)) return null;
        return removed(probes);
    }

    /// Whether the kernel may still say when it was sent.
    private boolean unknown(Probe probe) {
        return probe.stamp() == 0 && !probe.isAnswered() && probe.sentWall() > newest - STAMPING;
    }

    private Held removed(ArrayDeque<Held> queue) {
        Held packet = queue.remove();
        heldBytes -= packet.packet.length;
        return packet;
    }

    private void write(boolean all) throws IOException {
        for (Held next = take(all); next != null; next = take(all))
            write(next);
        flush();
    }

    private void write(@Nullable Held next) throws IOException {
        if (next == null) return;
        int length = next.packet.length;
        batch.reserve(length);
        System.arraycopy(next.packet, 0, batch.data, batch.used, length);
        long time = next.comment == null ? time(next.probe) : next.time;
        batch.add(batch.used, length, next.length, time, 9, LinkType.RAW, 0);
        batch.used += length;
        if (next.comment != null) batch.comment(batch.count - 1, List.of(next.comment));
        if (batch.full()) flush();
    }

    private void flush() throws IOException {
        if (batch.count == 0) return;
        CaptureException trouble = file.prepare(batch, records);
        if (trouble != null) throw trouble;
        file.frames(batch, records);
        file.write(batch, records);
        records.clear();
        batch.clear();
    }

    @Override
    public void waiting() throws IOException {
        write(false);
    }

    @Override
    public void ended() throws IOException {
        if (ended) return;
        ended = true;
        write(true);
        file.end();
    }

    /// Writes what is still held, also where the run came to no good end, as when nobody reads its text any more.
    @Override
    public void close() throws IOException {
        try (file) {
            ended();
        }
    }
}
