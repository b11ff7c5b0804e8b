package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Checksum;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Protocol Independent Multicast version 1 (draft-ietf-idmr-pim-spec-02 section 4), whose messages are of IGMP's type
/// 0x14. Of their contents, only those of RP reachability are shown.
public final class PimVersion1 extends Protocol {
    static final int BYTES = 8;
    private static final int REACHABILITY = 4;
    private static final Names CODES = Names.from0("Query", "Register", "Register-stop", "Join/Prune",
            "RP-Reachable", "Assert", "Graft", "Graft-Ack", "Mode");
    private static final Layout pim = new Layout("pim", "Protocol Independent Multicast",
            "draft-ietf-idmr-pim-spec-02 section 4");
    static final Uint CODE = pim.skip(8).uint(8, "code", "Code", names(CODES),
            says("what the router tells or asks, such as join, register or assert"));
    static final Uint CHECKSUM = pim.uint(16, "cksum", "Checksum", hex(), varies(), says("over the whole message"));
    static final Made STATUS = pim.made(Made.Form.NUMBER, "cksum.status", "Checksum status", names(Checksum.STATUS),
            says("whether the checksum agrees with the message"));
    static final Made WHY = pim.made(Made.Form.NUMBER, "cksum.why", "Not verified", names(Checksums.WHY),
            says("why the checksum could not be checked"));
    static final Uint VERSION = pim.uint(4, "version", "Version", says("1, long replaced by 2"));
    static final Octets RESERVED = pim.skip(28).loose(Octets.Form.BYTES, "res_bytes", "Reserved", list(),
            says("senders set 0, receivers ignore it"));

    private static final Layout reachability = new Layout("pim", "RP reachability",
            "draft-ietf-idmr-pim-spec-02 section 4").skip(BYTES * 8);
    static final Octets GROUP = reachability.ipv4("group_address", "Group",
            says("group whose rendezvous point can be reached"));
    static final Octets MASK = reachability.ipv4("group_mask", "Mask",
            says("bits of the group's address that count"));
    static final Octets POINT = reachability.ipv4("rp", "Rendezvous point",
            says("address of the rendezvous point that says that it lives"));
    static final Uint HOLD = reachability.skip(16).uint(16, "holdtime", "Hold time",
            says("seconds to believe that the rendezvous point lives"));

    public PimVersion1() {
        super(pim, "PIMv1", Level.NETWORK);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(pim, c.at, c.headerEnd());
        t.field(RESERVED, c.at + 5, 3);
        if (t.wants(STATUS)) Checksums.tell(t, STATUS, WHY, Checksums.message(c));
        if (CODE.get(c) != REACHABILITY || c.end() - c.at < reachability.bytes()) return;
        t.fields(reachability, c.at, c.end());
        t.field(RESERVED, POINT.from(c.at) + 4, 2);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(CODES.of(CODE.get(c), "Unknown code"));
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(reachability);
    }
}
