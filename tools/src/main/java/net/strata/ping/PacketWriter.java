package net.strata.ping;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import net.strata.events.KeptPackets;
import net.strata.events.Packets;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Arrivals;
import net.strata.probe.Port;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// Keeps the packets of a run: it stands before the port, where it sees probes, and is told what their answers are, which goes
/// into comments on them.
public final class PacketWriter implements Port, Watcher, AutoCloseable {
    private final Port port;
    private final Packets packets;
    private final KeptPackets file;
    private @Nullable Probe current;

    private PacketWriter(Port port, Packets packets, KeptPackets file) {
        this.port = port;
        this.packets = packets;
        this.file = file;
    }

    /// Makes the file, or empties it.
    ///
    /// @param application what writes it, with its version
    /// @param port what sends the probes
    public static PacketWriter create(Path path, String application, Port port, Packets packets) throws IOException {
        return new PacketWriter(port, packets,
                KeptPackets.create(path, "the IP packets of strata ping", application, List.of()));
    }

    @Override
    public void started(Target target) {
        file.name(target.address(), target.name());
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
            file.probe(probe, packet, null);
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
        answer(reply.probe(), file.time(reply.probe()) + reply.rtt(), arrival, comment);
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
        long time = Math.max(trouble.wall(), file.time(trouble.probe()));
        answer(trouble.probe(), time, arrival, about(what, trouble.probe()));
    }

    private static Text about(String what, Probe probe) {
        return new Text(128).ascii(what).ascii(" probe ").number(probe.number()).ascii(" (sequence number ")
                .number(probe.sequence()).ascii(") of ").text(probe.target().name());
    }

    private void answer(Probe probe, long time, Arrival arrival, Text comment) throws IOException {
        byte[] packet = packets.received(arrival, probe.target().address());
        int length = packet.length + arrival.length() - (arrival.end() - arrival.message());
        file.answer(probe, time, packet, length, comment.toString());
    }

    @Override
    public void waiting() throws IOException {
        file.write();
    }

    @Override
    public void ended() throws IOException {
        file.end();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
