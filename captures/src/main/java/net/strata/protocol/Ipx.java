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
    private static final Layout ipx = new Layout("ipx", "Internetwork Packet Exchange");
    static final Uint CHECKSUM = ipx.uint(16, "checksum", "Checksum", hex(), says("0xffff: none"));
    static final Uint LEN = ipx.uint(16, "len", "Length", says("bytes, header and data"));
    static final Uint HOPS = ipx.uint(8, "hops", "Transport control", says("routers passed"));
    static final Uint TYPE = ipx.uint(8, "packet_type", "Packet type",
            names(new Names("0 IPX\n1 RIP\n4 PEP\n5 SPX\n17 NCP\n20 NetBIOS broadcast")));
    static final Octets DST_NET = ipx.bytes(4, "dst.net", "Destination network");
    static final Octets DST_NODE = ipx.mac("dst.node", "Destination node");
    static final Uint DST_SOCKET = ipx.uint(16, "dst.socket", "Destination socket", hex());
    static final Octets SRC_NET = ipx.bytes(4, "src.net", "Source network");
    static final Octets SRC_NODE = ipx.mac("src.node", "Source node");
    static final Uint SRC_SOCKET = ipx.uint(16, "src.socket", "Source socket", hex());

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
