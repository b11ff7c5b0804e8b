package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// OpenFlow, the header of its messages (OpenFlow Switch Specification 1.0.0 section 5.1 and 1.3.5 section 7.1): how a
/// controller tells switches what to do.
public final class OpenFlow extends MessageProtocol {
    private static final Names TYPES_1_0 = Names.from0("Hello", "Error", "Echo request", "Echo reply", "Vendor",
            "Features request", "Features reply", "Get config request", "Get config reply", "Set config", "Packet in",
            "Flow removed", "Port status", "Packet out", "Flow modify", "Port modify", "Statistics request",
            "Statistics reply", "Barrier request", "Barrier reply", "Queue config request", "Queue config reply");
    private static final Names TYPES = Names.from0("Hello", "Error", "Echo request", "Echo reply", "Experimenter",
            "Features request", "Features reply", "Get config request", "Get config reply", "Set config", "Packet in",
            "Flow removed", "Port status", "Packet out", "Flow modify", "Group modify", "Port modify", "Table modify",
            "Multipart request", "Multipart reply", "Barrier request", "Barrier reply", "Queue config request",
            "Queue config reply", "Role request", "Role reply", "Get async request", "Get async reply", "Set async",
            "Meter modify");
    private static final int NEWEST = 6;

    private static final Layout openflow = new Layout("openflow", "OpenFlow", "OpenFlow 1.0.0 section 5.1");
    static final Uint VERSION = openflow.skip(1).uint(7, "version", "Version", hex(),
            says("version of the protocol: 1 is 1.0, 4 is 1.3"));
    static final Uint LENGTH = openflow.skip(8).uint(16, "length", "Length",
            says("bytes of the message, this header included"));
    static final Uint XID = openflow.uint(32, "xid", "Transaction ID", varies(),
            says("chosen by who asks, the same in the answer"));
    private static final Layout first = new Layout("openflow_1_0", "Type", "OpenFlow 1.0.0 section 5.1").skip(8);
    static final Uint TYPE_1_0 = first.uint(8, "type", "Type", names(TYPES_1_0),
            says("what the controller orders or asks, or the switch tells"));
    private static final Layout later = new Layout("openflow_v4", "Header", "OpenFlow 1.3.5 section 7.1");
    static final Uint LATER_VERSION = later.uint(8, "version", "Version", hex(),
            says("version of the protocol: 4 is 1.3, 6 is 1.5"));
    static final Uint TYPE = later.uint(8, "type", "Type", names(TYPES),
            says("what the controller orders or asks, or the switch tells"));
    static final Uint LATER_LENGTH = later.uint(16, "length", "Length",
            says("bytes of the message, this header included"));
    static final Uint LATER_XID = later.uint(32, "xid", "Transaction ID", varies(),
            says("chosen by who asks, the same in the answer"));

    public OpenFlow() {
        super(openflow, "OpenFlow");
    }

    @Override
    int length(Cursor c) {
        int version = LATER_VERSION.get(c);
        return version >= 1 && version <= NEWEST ? LENGTH.get(c) : 0;
    }

    @Override
    public void fields(Cursor c, Tree t) {
        if (VERSION.get(c) == 1) {
            t.field(VERSION, c.at, 1);
            t.field(TYPE_1_0, c.at, 1);
            t.field(LENGTH, c.at, 2);
            t.field(XID, c.at, 4);
        } else {
            t.fields(later, c.at, c.headerEnd());
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii((VERSION.get(c) == 1 ? TYPES_1_0 : TYPES).of(TYPE.get(c), "Message"));
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(first, later);
    }
}
