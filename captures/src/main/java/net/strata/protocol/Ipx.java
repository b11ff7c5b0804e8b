package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Internetwork Packet Exchange (Novell, "IPX Router Specification" chapter 2).
public final class Ipx extends Protocol {
    private static final Layout ipx = new Layout("ipx", "Internetwork Packet Exchange",
            "Novell IPX Router Specification chapter 2");
    static final Uint CHECKSUM = ipx.uint(16, "checksum", "Checksum", hex(),
            says("over the packet; 0xffff: none was made, as is usual"));
    static final Uint LEN = ipx.uint(16, "len", "Length",
            says("bytes of header and data, even where the frame is padded"));
    static final Uint HOPS = ipx.uint(8, "hops", "Transport control",
            says("routers passed so far; RIP drops the packet at 16"));
    static final Uint TYPE = ipx.uint(8, "packet_type", "Packet type",
            names(new Names("0 IPX\n1 RIP\n4 PEP\n5 SPX\n17 NCP\n20 NetBIOS broadcast")),
            says("which protocol the data are of; most go by the socket instead"));
    static final Octets DST_NET = ipx.bytes(4, "dst.net", "Destination network",
            says("number of the network meant; 0: the one it is sent on"));
    static final Octets DST_NODE = ipx.mac("dst.node", "Destination node",
            says("the host's hardware address; all ones: every host"));
    static final Uint DST_SOCKET = ipx.uint(16, "dst.socket", "Destination socket", hex(),
            says("the service meant, like a port; 0x0451: file server"));
    static final Octets SRC_NET = ipx.bytes(4, "src.net", "Source network",
            says("number of the network it comes from; 0: not known to the sender"));
    static final Octets SRC_NODE = ipx.mac("src.node", "Source node",
            says("hardware address of the host that sent it"));
    static final Uint SRC_SOCKET = ipx.uint(16, "src.socket", "Source socket", hex(), says("the program that sent it"));

    public Ipx() {
        super(ipx, "IPX", Level.NETWORK);
    }

    @Override
    public void walk(Cursor c) {
        c.limit(LEN.get(c), LEN);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("Socket 0x").hex(SRC_SOCKET.get(c), 4).arrow().ascii("0x").hex(DST_SOCKET.get(c), 4);
        return true;
    }
}
