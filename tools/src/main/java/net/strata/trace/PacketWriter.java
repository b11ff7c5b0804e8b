package net.strata.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.strata.events.KeptPackets;
import net.strata.events.Packets;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Arrivals;
import net.strata.probe.Port;
import net.strata.target.Names;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// Keeps the packets of a trace: it stands before the port, where it sees what is sent and what comes, and is told which
/// answers which, which goes into comments.
public final class PacketWriter implements Port, Watcher, AutoCloseable {
    /// How many probes are remembered, for errors that do not quote them.
    private static final int REMEMBERED = 1 << 12;

    private final Port port;
    private final Packets packets;
    private final Names names;
    private final KeptPackets file;
    private @Nullable Probe current;
    private @Nullable Arrival arrival;

    private final Map<Long, byte[]> sent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// Who answered.
    private final Set<SockAddr.Ip> responders = new LinkedHashSet<>();

    private PacketWriter(Port port, Packets packets, Names names, KeptPackets file) {
        this.port = port;
        this.packets = packets;
        this.names = names;
        this.file = file;
    }

    /// Makes the file, or empties it.
    ///
    /// @param application what writes it, with its version
    /// @param here the name of this host
    /// @param port what sends the probes
    public static PacketWriter create(Path path, String application, String here, Port port, Packets packets,
            Names names) throws IOException {
        return new PacketWriter(port, packets, names,
                KeptPackets.create(path, "the IP packets of strata trace", application, List.of(here)));
    }

    @Override
    public void sent(Probe probe) {
        current = probe;
    }

    @Override
    public void send(long number, SockAddr.Ip to, ByteBuffer message) throws IOException {
        Probe probe = current;
        if (probe != null && probe.number() == number) {
            var packet = new byte[message.remaining()];
            message.duplicate().get(packet);
            sent.put(number, packet);
            file.probe(probe, packet, about("", probe).toString());
        }
        port.send(number, to, message);
    }

    @Override
    public void receive(Arrivals arrivals, long until) throws IOException {
        port.receive(new Arrivals() {
            @Override
            public void stamped(long number, long stamp) throws IOException {
                arrivals.stamped(number, stamp);
            }

            @Override
            public void refused(long number, int errno) throws IOException {
                arrivals.refused(number, errno);
            }

            @Override
            public void received(Arrival came) throws IOException {
                arrival = came;
                arrivals.received(came);
                arrival = null;
            }
        }, until);
    }

    @Override
    public void wake() {
        port.wake();
    }

    private static Text about(String what, Probe probe) {
        return new Text(128).ascii(what).ascii("probe ").number(probe.number()).ascii(" to hop ")
                .number(probe.hops()).ascii(", flow ").number(probe.flow()).ascii(", of ")
                .text(probe.path().name());
    }

    @Override
    public void answered(Answer answer) throws IOException {
        keep(answer);
    }

    @Override
    public void again(Answer answer) throws IOException {
        keep(answer);
    }

    private void keep(Answer answer) throws IOException {
        Arrival came = arrival;
        if (came == null) return;
        if (responders.size() < REMEMBERED) responders.add(answer.from());
        Probe probe = answer.probe();
        Text comment = about("answers ", probe).ascii(", ").number(answer.rtt() / 1_000_000).put('.')
                .digits(answer.rtt() % 1_000_000, 6).ascii(" ms, clock ").ascii(answer.timing().clock());
        if (answer.isLate()) comment.ascii(", late");
        if (probe.answer() != answer) comment.ascii(", duplicate");
        byte[] quoted = sent.get(probe.number());
        byte[] packet = came.isQueued() && quoted != null
                ? packets.told(came, probe.path().to(), quoted)
                : packets.received(came, probe.path().to());
        int missing = came.isQueued() ? 0 : came.length() - (came.end() - came.message());
        file.answer(probe, file.time(probe) + answer.rtt(), packet, packet.length + missing, comment.toString());
    }

    @Override
    public void waiting() throws IOException {
        file.write();
    }

    @Override
    public void close() throws IOException {
        for (SockAddr.Ip each : responders) {
            String name = names.find(each, 0);
            if (name != null) file.name(each, name);
        }
        file.close();
    }
}
