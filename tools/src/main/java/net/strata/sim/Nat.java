package net.strata.sim;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.strata.os.SockAddr;
import net.strata.wire.Checksum;
import org.jspecify.annotations.Nullable;

/// Address translation at a node (RFC 3022): of the sources of packets from within, or of the destinations of packets to a
/// public address of a host within. Answers are translated back.
final class Nat {
    /// What a topology says of it.
    ///
    /// @param address what others see
    /// @param inside who is hidden behind it, by id
    /// @param inward whether packets to the address are for the one inside; else packets from inside are translated
    /// @param ports whether source ports are always replaced; else only if two are the same
    /// @param raw whether what errors quote is not translated back
    record Rule(SockAddr.Ip address, int inside, boolean inward, boolean ports, boolean raw) {}

    /// One end of a flow, as those outside see it, or as it is.
    private record End(SockAddr.Ip address, int protocol, int port) {}

    private static final int FLOWS = 1 << 14;
    private static final int FIRST_PORT = 20_000;

    private final Topology topology;
    private final List<Rule> rules;
    /// Ends inside, by what those outside see, and the other way round.
    private final LinkedHashMap<End, End> inner = new LinkedHashMap<>();
    private final Map<End, End> outer = new HashMap<>();
    private int ports;

    Nat(Topology topology, List<Rule> rules) {
        this.topology = topology;
        this.rules = rules;
    }

    /// A packet leaves the node: its source is hidden.
    void leave(byte[] packet) {
        if (rules.isEmpty()) return;
        if (Ip.isError(packet)) {
            quoted(packet, false);
            return;
        }
        End source = end(packet, true);
        End seen = source == null ? null : seen(source);
        if (seen != null) rewrite(packet, true, seen);
    }

    private @Nullable End seen(End source) {
        End known = outer.get(source);
        if (known != null) return known;
        Node owner = topology.owner(source.address);
        for (Rule each : rules) {
            if (owner == null || owner.id() != each.inside || each.address.family() != source.address.family())
                continue;
            if (each.inward) return new End(each.address, source.protocol, source.port);
            var seen = new End(each.address, source.protocol, source.port);
            while (each.ports && seen.port == source.port || inner.containsKey(seen))
                seen = new End(each.address, source.protocol, FIRST_PORT + ports++ % (65536 - FIRST_PORT));
            remember(seen, source);
            return seen;
        }
        return null;
    }

    private void remember(End seen, End source) {
        if (inner.size() >= FLOWS) outer.remove(inner.pollFirstEntry().getValue());
        inner.put(seen, source);
        outer.put(source, seen);
    }

    private @Nullable End within(End seen) {
        End known = inner.get(seen);
        if (known != null) return known;
        for (Rule each : rules) {
            if (!each.inward || !each.address.equals(seen.address)) continue;
            SockAddr.Ip to = topology.address(topology.nodes().get(each.inside), each.address.family());
            if (to != null) return new End(to, seen.protocol, seen.port);
        }
        return null;
    }

    /// A packet comes for an address of the node: if it is for somebody inside, it is for them now.
    ///
    /// @return whether it is
    boolean come(byte[] packet) {
        if (rules.isEmpty()) return false;
        if (Ip.isError(packet)) return quoted(packet, true);
        End destination = end(packet, false);
        End within = destination == null ? null : within(destination);
        if (within != null) rewrite(packet, false, within);
        return within != null;
    }

    /// Translates an error, and what it quotes.
    ///
    /// @param in whether it is about a packet from inside, whose source is to be found again; else about one to inside, whose
    /// destination was replaced
    private boolean quoted(byte[] packet, boolean in) {
        int from = Ip.message(packet) + 8;
        byte[] quote = Arrays.copyOfRange(packet, Math.min(from, packet.length), packet.length);
        if (quote.length < (Ip.six(packet) ? Ip.HEADER6 : Ip.HEADER) || Ip.six(quote) != Ip.six(packet)) return false;
        End quoted = end(quote, in);
        if (quoted == null) return false;
        End real = in ? within(quoted) : seen(quoted);
        if (real == null) return false;
        boolean translated = !rules.getFirst().raw;
        long before = Checksum.fold(Ip.sum(packet));
        if (translated) rewrite(quote, in, real);
        System.arraycopy(quote, 0, packet, from, quote.length);
        int at = Ip.message(packet) + 2;
        Ip.put16(packet, at, Ip.adjusted(Ip.u16(packet, at), before, Checksum.fold(Ip.sum(packet))));
        if (in) rewrite(packet, false, new End(real.address, 0, -1));
        else if (Ip.source(packet).equals(quoted.address)) rewrite(packet, true, new End(real.address, 0, -1));
        return true;
    }

    /// What tells a flow's end: the port, or of ICMP echoes the identifier. Null if the message has none.
    private static @Nullable End end(byte[] packet, boolean source) {
        int at = port(packet, source);
        if (at < 0 || at + 2 > packet.length) return null;
        return new End(source ? Ip.source(packet) : Ip.destination(packet), Ip.protocol(packet), Ip.u16(packet, at));
    }

    private static int port(byte[] packet, boolean source) {
        int at = Ip.message(packet);
        return switch (Ip.protocol(packet)) {
            case Ip.UDP, Ip.TCP -> at + (source ? 0 : 2);
            case Ip.ICMP, Ip.ICMPV6 -> at + 4;
            default -> -1;
        };
    }

    /// Writes another end, with sums that are as right as before (RFC 1624).
    private static void rewrite(byte[] packet, boolean source, End to) {
        int address = source ? Ip.sourceAt(packet) : Ip.destinationAt(packet);
        int width = Ip.width(packet);
        int port = port(packet, source);
        boolean ported = to.port >= 0 && port >= 0 && port + 2 <= packet.length;
        int protocol = Ip.protocol(packet);
        long addresses = Checksum.fold(Checksum.sum(packet, address, width, 0));
        long before = (protocol == Ip.ICMP ? 0 : addresses) + (ported ? Ip.u16(packet, port) : 0);
        System.arraycopy(to.address.bytes(), 0, packet, address, width);
        if (ported) Ip.put16(packet, port, to.port);
        long addressed = Checksum.fold(Checksum.sum(packet, address, width, 0));
        long after = (protocol == Ip.ICMP ? 0 : addressed) + (ported ? Ip.u16(packet, port) : 0);
        if (!Ip.six(packet)) Ip.put16(packet, 10, Ip.adjusted(Ip.u16(packet, 10), addresses, addressed));
        int at = Ip.checksumAt(protocol);
        int sum = Ip.message(packet) + at;
        if (at < 0 || sum + 2 > packet.length || protocol == Ip.UDP && Ip.u16(packet, sum) == 0) return;
        Ip.put16(packet, sum, Ip.adjusted(Ip.u16(packet, sum), before, after));
    }
}
