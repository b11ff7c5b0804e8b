package net.strata.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.strata.os.TcpInfo;

/// Finds out what caused what in a recording.
final class Reader {
    /// A packet is taken for one that a call caused though it seems to have left so long before: then that is a fault.
    static final long SLACK = 10_000_000;

    private final Recording recording;
    private final long error;

    Reader(Recording recording) {
        this.recording = recording;
        error = Math.max(0, recording.clock().error());
    }

    Timeline read() {
        List<Deed> deeds = deeds();
        var sockets = new Sockets();
        sockets.follow(deeds);
        List<Passage> packets = Sightings.pair(recording);
        Decoding.decode(packets, recording.origin().link());
        if (recording.origin().place() == Origin.Place.LOOPBACK) tellSides(packets, sockets);
        var connections = new Connections(packets, error);
        connections.understand(deeds);
        new Datagrams(packets, deeds, error).understand();
        Neighbours.understand(packets, deeds);
        new Waits(packets, connections).understand(deeds);
        for (Deed deed : deeds)
            deed.state = state(deed, connections);
        return timeline(deeds, packets, connections);
    }

    private List<Deed> deeds() {
        var calls = new ArrayList<>(recording.calls());
        calls.sort(Comparator.comparingLong(made -> made.call().enter()));
        var deeds = new ArrayList<Deed>();
        for (Made made : calls)
            deeds.add(new Deed(deeds.size() + 1, made));
        return deeds;
    }

    /// On loopback both sides have one address: a packet is of the server's if it comes from a port of the server's. Pings
    /// have no port: who has a socket for them asks, and the other's kernel answers.
    private static void tellSides(List<Passage> packets, Sockets sockets) {
        Set<Side> ping = EnumSet.noneOf(Side.class);
        for (Sock sock : sockets.all)
            if (sock.takesIcmp() || sock.isRaw() && sock.protocol.equals("IPPROTO_RAW")) ping.add(sock.side);
        Side asker = ping.equals(EnumSet.of(Side.SERVER)) ? Side.SERVER : Side.CLIENT;
        Set<Integer> ports = new HashSet<>();
        for (Sock sock : sockets.all)
            if (sock.side == Side.SERVER && !sock.accepted && sock.localPort > 0) ports.add(sock.localPort);
        for (Passage p : packets) {
            if (p.kind == Passage.Kind.ICMP) p.from = ofIcmp(p, asker, ports);
            else if (ports.contains(p.sourcePort)) p.from = Side.SERVER;
            else if (ports.contains(p.destinationPort)) p.from = Side.CLIENT;
        }
    }

    private static Side ofIcmp(Passage p, Side asker, Set<Integer> ports) {
        if (p.quotedSourcePort >= 0) return ports.contains(p.quotedSourcePort) ? Side.CLIENT : Side.SERVER;
        boolean answers = p.type == (p.protocol.equals("ICMPv6") ? 129 : 0);
        return answers ? asker.other() : asker;
    }

    /// What the kernel said right after the call, unless that was so late that packets had changed it by then.
    private static String state(Deed deed, Connections connections) {
        Sock sock = deed.opened != null ? deed.opened : deed.sock;
        TcpInfo info = deed.tcp();
        String told = info == null || deed.act == Act.ACCEPT ? "" : TcpState.ofKernel(info.stateName());
        if (sock == null || !sock.isTcp()) return told;
        if (sock.listens) {
            if (deed.act == Act.CLOSE && deed.last) return TcpState.CLOSED.toString();
            if (deed.act == Act.LISTEN && told.isEmpty() && !deed.failed()) return TcpState.LISTEN.toString();
        }
        Connection connection = connections.get(sock.stream);
        if (connection == null || deed.act == Act.SOCKET) return told;
        String derived = connection.state(sock.side, deed.back());
        // To the kernel a socket in TIME-WAIT is closed.
        if (told.equals(TcpState.CLOSED.toString()) && derived.equals(TcpState.TIME_WAIT.toString())) return derived;
        boolean later = !derived.isEmpty() && connection.becomes(sock.side, deed.back(), told);
        return told.isEmpty() || later ? derived : told;
    }

    private Timeline timeline(List<Deed> deeds, List<Passage> packets, Connections connections) {
        var says = new Says(connections, packets);
        var steps = new ArrayList<Step>();
        for (Deed deed : deeds) {
            var forms = new Forms(deed);
            steps.add(new Step(deed.number, deed.made, Roles.of(deed), List.copyOf(deed.caused()),
                    deed.releasedBy == null ? 0 : deed.releasedBy.number, deed.state, says.of(deed), forms.c(),
                    forms.java(),
                    forms.python()));
        }
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (Deed deed : deeds) {
            start = Math.min(start, deed.enter());
            end = Math.max(end, deed.latest());
        }
        if (start == Long.MAX_VALUE) start = first(packets);
        for (Passage p : packets)
            end = Math.max(end, p.lost() ? p.left : p.arrived);
        if (start == Long.MAX_VALUE) start = end = 0;
        return new Timeline(recording, List.copyOf(steps), packets.stream().map(Passage::packet).toList(), start, end,
                faults(deeds, packets));
    }

    /// When a session without calls began.
    private long first(List<Passage> packets) {
        long first = packets.isEmpty() ? Long.MAX_VALUE : packets.getFirst().left;
        for (Recording.Note note : recording.notes())
            first = Math.min(first, note.time());
        long began = recording.origin().began();
        return began > 0 && first != Long.MAX_VALUE ? Math.min(first, began - recording.clock().offset()) : first;
    }

    /// Where a packet left before the call that caused it, or came after the call that it let return.
    private List<String> faults(List<Deed> deeds, List<Passage> packets) {
        var faults = new ArrayList<String>();
        for (Deed deed : deeds) {
            for (int number : deed.caused()) {
                long early = deed.enter() - packets.get(number - 1).left;
                if (early > error)
                    faults.add("packet " + number + " left " + Spans.of(early) + " before call " + deed.number + ", "
                            + deed.call.name() + ", which caused it");
            }
            Passage by = deed.releasedBy;
            if (by != null && by.arrived - deed.latest() > error)
                faults.add("packet " + by.number + " came " + Spans.of(by.arrived - deed.latest()) + " after call "
                        + deed.number + ", " + deed.call.name() + ", which it let return");
        }
        return List.copyOf(faults);
    }
}
