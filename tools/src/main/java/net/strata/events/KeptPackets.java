package net.strata.events;

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
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// The packets of a run in a pcapng file.
///
/// A probe's time is the kernel's stamp, which is known only after it was sent; so packets are held back for some time,
/// some thousands at most. An answer's time is its probe's and the round trip, so that the file says what was measured.
public final class KeptPackets implements AutoCloseable {
    /// How long packets wait for others that were stamped before them, and probes for their stamps, in ns.
    private static final long ORDERING = 200_000_000;
    private static final long STAMPING = 1_000_000_000;
    private static final int HELD = 8192;
    private static final long HELD_BYTES = 32 << 20;
    /// How many times that were not the kernel's are remembered.
    private static final int REMEMBERED = 1 << 16;
    private static final int FRAMES = 512;

    private final Recording file;
    private final Named source;
    private final Batch batch = new Batch(1 << 16, FRAMES);
    private final RecordBuffer records = new RecordBuffer(1 << 16);
    private final ArrayDeque<Held> probes = new ArrayDeque<>();
    private final ArrayDeque<Held> answers = new ArrayDeque<>();
    private long heldBytes;
    private long newest;
    private boolean ended;
    /// A probe whose packet is kept.
    public interface Sent {
        /// Which one of the run, from 0.
        long number();

        /// When it left the kernel, by the system's clock, in ns since the epoch; 0 if the kernel did not say.
        long stamp();

        /// When it was handed to the port, by the system's clock.
        long sentWall();

        boolean isAnswered();

        /// Whether the kernel did not send it.
        boolean isRefused();
    }

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
    private record Held(Sent probe, long time, byte[] packet, int length, @Nullable String comment) {}

    /// What the file says beside the packets.
    private static final class Named implements FrameSource {
        private final List<Notes.Name> names = new ArrayList<>();
        private final Notes notes;
        private final String words;

        Named(String words, String application, List<String> comments) {
            this.words = words;
            notes = new Notes(List.of(new Notes.Section(null, null, application, comments)), names, List.of(),
                    Map.of());
        }

        @Override
        public boolean read(Batch b) {
            return false;
        }

        @Override
        public List<Interface> interfaces() {
            return List.of(new Interface(null, words, LinkType.RAW, 0, List.of()));
        }

        @Override
        public Notes notes() {
            return notes;
        }

        @Override
        public void close() {}
    }

    private KeptPackets(Named source, Recording file) {
        this.source = source;
        this.file = file;
    }

    /// Makes the file, or empties it.
    ///
    /// @param words what packets these are
    /// @param application what writes it, with its version
    /// @param comments on the whole
    public static KeptPackets create(Path path, String words, String application, List<String> comments)
            throws IOException {
        var source = new Named(words, application, comments);
        var writer = CaptureWriter.of(CaptureWriter.Format.PCAPNG, source, Integer.MAX_VALUE);
        return new KeptPackets(source, new SingleFile(writer, CaptureFile.create(path, writer)));
    }

    /// Notes what an address is called.
    public void name(SockAddr.Ip address, String name) {
        if (name.equals(address.host())) return;
        source.names.add(new Notes.Name(ByteBuffer.wrap(address.bytes()),
                List.of(new Text(64).text(name).toString())));
    }

    /// Keeps a probe's packet.
    public void probe(Sent probe, byte[] packet, @Nullable String comment) throws IOException {
        hold(probes, new Held(probe, 0, packet, packet.length, comment), probe.sentWall());
    }

    /// Keeps what came for a probe.
    ///
    /// @param length of the packet, though less of it may have come
    public void answer(Sent probe, long time, byte[] packet, int length, String comment) throws IOException {
        hold(answers, new Held(probe, time, packet, length, comment), time);
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
    public long time(Sent probe) {
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
    private boolean unknown(Sent probe) {
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
        long time = next.time == 0 ? time(next.probe) : next.time;
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

    /// Writes what need not be held back any more.
    public void write() throws IOException {
        write(false);
    }

    /// Writes all that is held, and ends the file.
    public void end() throws IOException {
        if (ended) return;
        ended = true;
        write(true);
        file.end();
    }

    /// Writes what is still held, also where the run came to no good end, as when nobody reads its text any more.
    @Override
    public void close() throws IOException {
        try (file) {
            end();
        }
    }
}
