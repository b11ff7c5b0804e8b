package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.unit;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// What multiple spanning tree appends to a BPDU (IEEE 802.1Q-2018 clause 14.4): the region, and a message for each
/// tree instance.
final class Mstp {
    private static final int AT = 36;
    /// Bytes behind the length up to the first instance.
    private static final int REGION = 64;
    private static final int NAME_AT = 39;

    private static final Layout mst = new Layout("mstp", "MST extension", "IEEE 802.1Q-2018 clause 14.4").skip(AT * 8);
    static final Uint LENGTH = mst.uint(16, "version_3_length", "Version 3 length",
            says("bytes that follow: 64, and 16 for each tree instance"));
    static final Uint FORMAT = mst.uint(8, "config_format_selector", "Configuration format",
            says("how the region is described; 0"));
    static final Octets NAME = mst.loose(Octets.Form.TEXT, "config_name", "Configuration name",
            says("name of the region the bridge counts itself to"));
    static final Uint REVISION = mst.skip(32 * 8).uint(16, "config_revision_level", "Configuration revision",
            says("chosen by the operator; must be the same in all the region"));
    static final Octets DIGEST = mst.bytes(16, "config_digest", "Configuration digest",
            says("tells whether two bridges map VLANs to trees alike"));
    static final Uint COST = mst.uint(32, "cist_internal_root_path_cost", "CIST internal root path cost",
            says("cost of the way to the regional root, within the region"));
    static final Uint PRIO = mst.uint(4, "cist_bridge.prio", "CIST bridge priority", unit(4096),
            says("priority of the sending bridge, a multiple of 4096; lower wins"));
    static final Uint EXT = mst.uint(12, "cist_bridge.ext", "CIST bridge system ID extension",
            says("number of the tree the bridge ID is for; 0: the common one"));
    static final Octets HW = mst.mac("cist_bridge.hw", "CIST bridge address", varies(),
            says("address of the sending bridge"));
    static final Uint HOPS = mst.uint(8, "cist_remaining_hops", "CIST remaining hops",
            says("bridges left within the region before the message is dropped"));
    static final Uint VERSION_4_LENGTH = mst.loose(16, "version_4_length", "Version 4 length",
            says("bytes of what 802.1aq adds behind the instances"));

    private static final Layout instance = new Layout("mstp", "MST instance", "IEEE 802.1Q-2018 clause 14.4.1");
    static final Uint FLAGS = instance.uint(8, "msti.flags", "Flags", hex(),
            says("role and state of the sending port in this tree, and whether it changed"));
    static final Uint ROOT_PRIO = instance.uint(4, "msti.priority", "Priority", hex(),
            says("priority of the regional root in this tree; lower wins"));
    static final Uint ID = instance.uint(12, "msti.msti_id", "Instance",
            says("number of the tree; each has its own VLANs"));
    static final Octets ROOT_HW = instance.mac("msti.root.hw", "Regional root", varies(),
            says("address of the bridge that is the root of this tree in the region"));
    static final Uint ROOT_COST = instance.uint(32, "msti.root_cost", "Internal root path cost",
            says("cost of the way to that root"));
    static final Uint BRIDGE_PRIO = instance.uint(4, "msti.bridge_priority", "Bridge priority",
            says("priority of the sending bridge in this tree; lower wins"));
    static final Uint PORT_PRIO = instance.skip(4).uint(4, "msti.port_priority", "Port priority",
            says("priority of the sending port in this tree; lower wins"));
    static final Uint INSTANCE_HOPS = instance.skip(4).uint(8, "msti.remaining_hops", "Remaining hops",
            says("bridges left before what is told of this tree is dropped"));

    private Mstp() {}

    static boolean present(Cursor c) {
        return c.end() - c.at >= mst.bytes();
    }

    /// Bytes of the whole BPDU.
    static int bytes(Cursor c) {
        int bytes = AT + 2 + Math.max(LENGTH.get(c), REGION);
        int more = c.at + bytes;
        if (Stp.VERSION.get(c) < 4 || more + 2 > c.end()) return bytes;
        return bytes + 2 + VERSION_4_LENGTH.get(c.data, more);
    }

    static void fields(Cursor c, Tree t) {
        int end = Math.min(c.at + AT + 2 + Math.max(LENGTH.get(c), REGION), c.end());
        t.open(mst, c.at + AT, c.end());
        t.fields(mst, c.at, end);
        t.field(NAME, c.at + NAME_AT, TextOption.untilZero(c.data, c.at + NAME_AT, c.at + NAME_AT + 32));
        if (Stp.VERSION.get(c) >= 4 && end + 2 <= c.end()) t.field(VERSION_4_LENGTH, end, 2);
        for (int at = c.at + mst.bytes(); at + instance.bytes() <= end; at += instance.bytes()) {
            t.open(instance, at, at + instance.bytes());
            t.fields(instance, at, end);
            Stp.flags(t, at, true);
            t.close();
        }
        t.close();
    }

    static List<Layout> layouts() {
        return List.of(mst, instance);
    }
}
