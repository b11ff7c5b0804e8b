package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.little;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// What macOS puts before a frame: the interface and the process it belongs to (bsd/net/pktap.h of XNU).
public final class Pktap extends Protocol {
    private static final Layout pktap = new Layout("pktap", "Packet tap", "tcpdump.org, LINKTYPE_PKTAP");
    static final Uint LENGTH = pktap.uint(32, "hdrlen", "Header length", little(),
            says("bytes of this header, after which the frame begins"));
    static final Uint RECORD = pktap.uint(32, "rectype", "Record type", little(), says("1: a packet follows"));
    static final Uint LINK = pktap.uint(32, "dlt", "Link type", little(), says("link type of the frame that follows"));
    static final Octets INTERFACE = pktap.loose(Octets.Form.TEXT, "ifname", "Interface",
            says("interface that the packet passed, such as en0"));
    static final Uint FLAGS = pktap.skip(24 * 8).uint(32, "flags", "Flags", hex(), little(),
            says("0x1: the packet came in, 0x2: it went out"));
    static final Uint FAMILY = pktap.uint(32, "pfamily", "Protocol family", little(),
            says("protocol inside as macOS numbers it: 2 IPv4, 30 IPv6"));
    static final Uint HEADER = pktap.uint(32, "llhdrlen", "Link-layer header length", little(),
            says("bytes that the link layer put before the packet"));
    static final Uint TRAILER = pktap.uint(32, "lltrlrlen", "Link-layer trailer length", little(),
            says("bytes that the link layer put behind the packet"));
    static final Uint PROCESS = pktap.uint(32, "pid", "Process", little(), varies(),
            says("number of the process that the packet's socket belongs to"));
    static final Octets COMMAND = pktap.loose(Octets.Form.TEXT, "cmdname", "Command",
            says("name of the process that the packet's socket belongs to"));
    static final Uint SERVICE = pktap.skip(20 * 8).uint(32, "svc_class", "Service class", little(),
            says("how urgently the packet is sent, from background to voice"));
    static final Uint TYPE = pktap.uint(16, "iftype", "Interface type", little(),
            says("kind of interface as SNMP numbers it; 6 is Ethernet"));
    static final Uint UNIT = pktap.uint(16, "ifunit", "Interface unit", little(),
            says("number at the end of the interface's name"));
    static final Uint ACTING = pktap.uint(32, "epid", "Effective process", little(), varies(),
            says("number of the process for which another sent it"));
    static final Octets ACTING_COMMAND = pktap.loose(Octets.Form.TEXT, "ecmdname", "Effective command",
            says("name of the process for which another sent it"));
    private static final int INTERFACE_AT = 12;
    private static final int INTERFACE_SIZE = 24;
    private static final int COMMAND_AT = 56;
    private static final int COMMAND_SIZE = 20;
    private static final int ACTING_AT = 88;

    public Pktap() {
        super(pktap, "PKTAP", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        int length = LENGTH.get(c);
        c.header(length, LENGTH);
        if (RECORD.get(c) == 1) c.next(Protocols.link(LINK.get(c)));
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(pktap, c.at, c.headerEnd());
        string(c, t, INTERFACE, INTERFACE_AT, INTERFACE_SIZE);
        string(c, t, COMMAND, COMMAND_AT, COMMAND_SIZE);
        string(c, t, ACTING_COMMAND, ACTING_AT, COMMAND_SIZE);
    }

    /// A text that ends at its first zero.
    private static void string(Cursor c, Tree t, Octets field, int offset, int most) {
        int from = c.at + offset;
        int end = Math.min(from + most, c.headerEnd());
        int at = from;
        while (at < end && c.data[at] != 0)
            at++;
        if (from < end) t.field(field, from, at - from);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("Process ").varying(PROCESS.get(c));
        return true;
    }
}
