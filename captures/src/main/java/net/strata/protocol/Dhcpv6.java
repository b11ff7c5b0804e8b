package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Dynamic Host Configuration Protocol for IPv6 (RFC 8415 sections 8 and 9).
public final class Dhcpv6 extends Protocol {
    private static final int RELAY_FORWARD = 12;
    private static final int RELAY_REPLY = 13;

    private static final Layout dhcpv6 = new Layout("dhcpv6", "Dynamic Host Configuration Protocol for IPv6",
            "RFC 8415 section 8");
    static final Uint TYPE = dhcpv6.uint(8, "msgtype", "Message", names(Dhcpv6Numbers.MESSAGE),
            says("which step it is: Solicit, Advertise, Request, Reply are the usual four"),
            otherwise("the receiver would drop it, or do something else"));

    private static final Layout client = new Layout("dhcpv6", "Message", "RFC 8415 section 8").skip(8);
    static final Uint ID = client.uint(24, "xid", "Transaction ID", hex(), varies(),
            says("chosen by the client; the same in all of an exchange"),
            otherwise("the client would take the answer for another host's and drop it"));

    private static final Layout relay = new Layout("dhcpv6", "Relayed message", "RFC 8415 section 9").skip(8);
    static final Uint HOPS = relay.uint(8, "hopcount", "Hop count", says("relay agents it came through before"));
    static final Octets LINK = relay.ipv6("linkaddr", "Link address", says("tells the server the client's link"));
    static final Octets PEER = relay.ipv6("peeraddr", "Peer address", says("where the message came from"));

    public Dhcpv6() {
        super(dhcpv6, "DHCPv6", Level.APPLICATION);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        message(new PieceReader(c.data, c.at, c.end(), t, c.scratch()), c.at, c.end());
    }

    /// A message between two places, which relay agents may have put into another.
    static int message(PieceReader m, int at, int to) {
        int next = m.row(dhcpv6, at, to);
        if (next < 0) return to;
        Layout rest = relayed(m.data, at) ? relay : client;
        m.tree.fields(rest, at, to);
        if (at + rest.bytes() <= to && m.tree.wantsParts()) Dhcpv6Options.OPTIONS.read(m, at + rest.bytes(), to);
        return to;
    }

    private static boolean relayed(byte[] data, int at) {
        int type = TYPE.get(data, at);
        return type == RELAY_FORWARD || type == RELAY_REPLY;
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int at = c.at;
        int end = c.end();
        for (int depth = 0; depth <= PieceList.DEEPEST; depth++) {
            out.utf8(Dhcpv6Numbers.MESSAGE.of(TYPE.get(c.data, at), "Unknown message"));
            boolean relayed = relayed(c.data, at);
            int options = at + (relayed ? relay : client).bytes();
            if (options > end) return true;
            if (!relayed) {
                out.ascii(" XID: ").varyingHex(ID.get(c.data, at), 6);
                Dhcpv6Options.info(c, out, options, end);
                return true;
            }
            out.ascii(" L: ").ipv6(c.data, LINK.from(at)).put(' ');
            at = Dhcpv6Options.relayed(c, options, end);
            if (at < 0) return true;
            end = Math.min(end, at + Dhcpv6Options.length(c, at));
            if (at >= end) return true;
        }
        return true;
    }

    static List<Layout> messageLayouts() {
        return List.of(client, relay);
    }

    @Override
    public List<Layout> parts() {
        List<Layout> all = new ArrayList<>(messageLayouts());
        all.addAll(Dhcpv6Options.OPTIONS.layouts());
        return all;
    }
}
