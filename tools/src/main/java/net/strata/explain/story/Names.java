package net.strata.explain.story;

import net.strata.decode.Cursor;
import net.strata.protocol.Dhcp;
import net.strata.protocol.Tcp;
import net.strata.protocol.Udp;
import net.strata.view.Speaker;
import net.strata.wire.Text;

/// What to call the ends of a conversation, from a packet of it.
///
/// @param other empty if there is but one to name
record Names(String one, String other) {
    private static final int SYN_ACK = Tcp.SYN_BIT | Tcp.ACK_BIT;

    /// From the frame that a cursor has walked. Where it is an answer, or quotes, the ends are turned.
    static Names of(Cursor c, Membership.Member member) {
        if (member.kind() == Kind.ARP || member.kind() == Kind.ND) return subject(c);
        c.select(member.layer());
        String source = address(c, c.source());
        String destination = address(c, c.destination());
        return switch (c.protocol()) {
            case Tcp _ -> {
                int flags = Tcp.FLAGS.get(c);
                boolean turn = (flags & SYN_ACK) == SYN_ACK
                        || (flags & Tcp.SYN_BIT) == 0 && Tcp.SRC_PORT.get(c) < Tcp.DST_PORT.get(c);
                yield turned(turn, end(source, Tcp.SRC_PORT.get(c)), end(destination, Tcp.DST_PORT.get(c)));
            }
            case Udp _ -> new Names(end(source, Udp.SRC_PORT.get(c)), end(destination, Udp.DST_PORT.get(c)));
            case Dhcp _ -> new Names("client " + mac(c) + ", transaction " + hex(c, 4, 4), "");
            default -> member.kind() == Kind.DHCP
                    ? new Names("client " + source, "")
                    : echo(Membership.replies(Membership.type(c))
                            ? new Names(destination, source)
                            : new Names(source, destination), hex(c, 4, 2));
        };
    }

    private static Names turned(boolean turn, String one, String other) {
        return turn ? new Names(other, one) : new Names(one, other);
    }

    private static Names echo(Names ends, String identifier) {
        return new Names(ends.one, ends.other + ", identifier " + identifier);
    }

    /// ARP and neighbour discovery say themselves what they are about.
    private static Names subject(Cursor c) {
        var speaker = new Speaker(false);
        speaker.find(c);
        return new Names(speaker.info().toString(), "");
    }

    private static String mac(Cursor c) {
        var text = new Text(24);
        if (c.at + 34 <= c.end()) text.mac(c.data, c.at + 28, 6);
        return text.toString();
    }

    private static String hex(Cursor c, int from, int count) {
        var text = new Text(16).ascii("0x");
        if (c.at + from + count <= c.end()) text.hex(c.data, c.at + from, count);
        return text.toString();
    }

    private static String end(String address, int port) {
        return new Sight.End(address, port).toString();
    }

    /// An address of the cursor's layer, as a person reads it.
    static String address(Cursor c, int at) {
        var text = new Text(48);
        switch (c.addressLength()) {
            case 4 -> text.ipv4(c.data, at);
            case 16 -> text.ipv6(c.data, at);
            case 0 -> {
            }
            default -> text.mac(c.data, at, c.addressLength());
        }
        return text.toString();
    }
}
