package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Option;
import net.strata.decode.Protocol;
import net.strata.decode.Tlvs;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Link Aggregation Control Protocol (IEEE 802.1AX-2014 clause 6.4.2): which links between two systems act as one.
public final class Lacp extends Protocol {
    private static final int ACTOR = 1;
    private static final int PARTNER = 2;
    private static final int FIRST = 1;
    private static final Layout lacp = new Layout("lacp", "Link Aggregation Control Protocol",
            "IEEE 802.1AX-2014 clause 6.4.2");
    static final Uint VERSION = lacp.uint(8, "version", "Version", hex(),
            says("1 or 2; receivers take later versions as well"));
    static final Octets PAD = lacp.loose(Octets.Form.BYTES, "pad", "Padding", says("rest of the message, zeros"));

    private static final Layout head = new Layout("lacp", "Element");
    static final Uint TYPE = head.uint(8, "tlv_type", "Type", hex(),
            names("Terminator", "Actor", "Partner", "Collector"),
            says("whom the element describes: the sender, the other side, or its receiving part"));
    static final Uint LENGTH = head.uint(8, "tlv_length", "Length", hex(),
            says("bytes of the element, type and length included; 0 at the terminator"));

    private static final Layout actor = new Layout("lacp", "Actor");
    private static final Port ACTOR_PORT = new Port(actor, "actor");
    private static final Layout partner = new Layout("lacp", "Partner");
    private static final Port PARTNER_PORT = new Port(partner, "partner");

    private static final Layout collector = new Layout("lacp", "Collector").skip(16);
    static final Uint MAX_DELAY = collector.uint(16, "collector.max_delay", "Max delay",
            says("most that received frames are held back, in units of 10 µs"));
    static final Octets COLLECTOR_RESERVED = collector.bytes(12, "coll_reserved", "Reserved",
            says("senders set 0, receivers ignore it"));

    private static final Layout other = new Layout("lacp", "Element");
    static final Octets VALUE = other.loose(Octets.Form.BYTES, "vendor", "Value",
            says("the element's value as it came"));

    private static final Tlvs ELEMENTS = new Tlvs(head, TYPE, LENGTH, 0, new Option(other, VALUE))
            .add(new Option(new Layout("lacp", "Terminator")), 0).add(ACTOR_PORT, ACTOR).add(PARTNER_PORT, PARTNER)
            .add(new Option(collector), 3).endsWith(0);

    public Lacp() {
        super(lacp, "LACP", Level.LINK);
    }

    /// What is known of the port at one end of the link.
    private static final class Port extends Option {
        final Octets system;
        final Uint port;
        final Uint key;

        Port(Layout l, String who) {
            super(l);
            l.skip(16).uint(16, who + ".sys_priority", "System priority",
                    says("the system with the lower one chooses which links are used"));
            system = l.mac(who + ".sysid", "System", varies(),
                    says("address that names the system; with the priority it makes its identity"));
            key = l.uint(16, who + ".key", "Key", says("ports of a system with the same key may form one link"));
            l.uint(16, who + ".port_priority", "Port priority",
                    says("if not all links can be used, those with the lowest come first"));
            port = l.uint(16, who + ".port", "Port", says("number of the port at its system"));
            l.group(8, who + ".state", "State", hex(), says("how far the port has come on the way into the aggregate"));
            String state = who + ".state.";
            l.flag(state + "expired", "Expired", says("nothing came in time; the partner is given a last, short time"));
            l.flag(state + "defaulted", "Defaulted", says("what is told of the partner was configured, not heard"));
            l.flag(state + "distributing", "Distributing", says("the port may send frames on the link"));
            l.flag(state + "collecting", "Collecting", says("the port accepts frames from the link"));
            l.flag(state + "synchronization", "In sync", says("the link belongs to the right aggregate"));
            l.flag(state + "aggregation", "Aggregatable",
                    says("the link may be joined with others; clear: only used alone"));
            l.flag(state + "timeout", "Short timeout", says("wants a message each second; clear: every 30 seconds"));
            l.flag(state + "activity", "Active",
                    says("sends regularly in any case; clear: only if the other side does"));
            l.bytes(3, who + ".reserved", "Reserved", says("senders set 0, receivers ignore it"));
        }

        void info(Cursor c, Text out, int at) {
            out.varyingMac(c.data, system.from(at), 6).ascii(" P: ").number(port.get(c.data, at));
            out.ascii(" K: ").number(key.get(c.data, at));
        }
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(lacp, c.at, c.headerEnd());
        int from = c.at + FIRST;
        int end = ELEMENTS.find(c.data, from, c.end(), 0);
        if (end >= 0 && end + head.bytes() < c.end()) t.field(PAD, end + 2, c.end() - end - 2);
        ELEMENTS.fields(c, t, from, c.end());
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.put('v').number(VERSION.get(c));
        port(c, out, ACTOR_PORT, ACTOR, " ACTOR ");
        port(c, out, PARTNER_PORT, PARTNER, " PARTNER ");
        return true;
    }

    private static void port(Cursor c, Text out, Port port, int type, String who) {
        int at = ELEMENTS.find(c.data, c.at + FIRST, c.end(), type);
        if (at >= 0 && at + port.layout().bytes() <= c.end()) port.info(c, out.ascii(who), at);
    }

    @Override
    public List<Layout> parts() {
        return ELEMENTS.layouts();
    }
}
