package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Cisco's VLAN Trunking Protocol, as Cisco's manuals have it: switches of a domain agree on their VLANs.
public final class Vtp extends Protocol {
    private static final int SUMMARY = 1;
    private static final int SUBSET = 2;
    private static final int REQUEST = 3;
    private static final int DOMAIN_BYTES = 32;
    private static final Names CODES = Names.from0("", "Summary Advertisement", "Subset Advertisement",
            "Advertisement Request", "Join/Prune Message");
    private static final Layout vtp = new Layout("vtp", "VLAN Trunking Protocol",
            "Cisco: Understanding VLAN Trunk Protocol (VTP)");
    static final Uint VERSION = vtp.uint(8, "version", "Version", hex(),
            says("1, 2 or 3; switches of one domain should speak the same"));
    static final Uint CODE = vtp.uint(8, "code", "Code", hex(), names(CODES),
            says("what follows: a summary, some of the VLANs, a request, or a join"));
    static final Uint FOLLOWERS = vtp.loose(8, "followers", "Followers",
            says("how many messages with the VLANs themselves follow the summary"));
    static final Uint SEQUENCE = vtp.loose(8, "seq_num", "Sequence number",
            says("which message with VLANs this is, counted from 1"));
    static final Octets RESERVED = vtp.loose(Octets.Form.BYTES, "reserved", "Reserved",
            says("unused in this kind of message"));
    static final Uint DOMAIN_LENGTH = vtp.skip(8).uint(8, "md_len", "Domain length",
            says("bytes of the domain's name; the rest of its 32 bytes is zero"));
    static final Octets DOMAIN = vtp.loose(Octets.Form.TEXT, "md", "Management domain",
            says("switches with the same name share one list of VLANs"));
    private static final int REST = 4 + DOMAIN_BYTES;

    private static final Layout summary = new Layout("vtp", "Summary advertisement").skip(REST * 8);
    static final Uint REVISION = summary.uint(32, "conf_rev_num", "Configuration revision",
            says("the higher number is the newer list of VLANs, and replaces the older"));
    static final Octets UPDATER = summary.ipv4("upd_id", "Updater",
            says("address of the switch that changed the list last"));
    static final Octets TIME = summary.text(12, "upd_ts", "Update time", varies(),
            says("when the list was changed last, from year to second"));
    static final Octets DIGEST = summary.bytes(16, "md5_digest", "MD5 digest",
            says("over the list and the domain's password, if it has one"));

    private static final Layout vlan = new Layout("vtp", "VLAN");
    static final Uint VLAN_LENGTH = vlan.uint(8, "vlan_info.len", "Length",
            says("bytes that tell of this VLAN, this one included"));
    static final Uint STATUS = vlan.uint(8, "vlan_info.status", "Status", hex(),
            says("0: in operation, 1: suspended"));
    static final Uint TYPE = vlan.uint(8, "vlan_info.vlan_type", "Type", hex(),
            names("", "Ethernet", "FDDI", "TrCRF", "FDDI-net", "TrBRF"),
            says("kind of network that the VLAN is for"));
    static final Uint NAME_LENGTH = vlan.uint(8, "vlan_info.vlan_name_len", "Name length",
            says("bytes of the name, without the zeros that pad it"));
    static final Uint ID = vlan.uint(16, "vlan_info.isl_vlan_id", "VLAN", hex(),
            says("number of the VLAN, as trunks mark frames with it"));
    static final Uint MTU = vlan.uint(16, "vlan_info.mtu_size", "MTU",
            says("bytes of the largest packet in the VLAN"));
    static final Uint INDEX = vlan.uint(32, "vlan_info.802_10_index", "802.10 index", hex(),
            says("number that marks the VLAN's frames on FDDI (IEEE 802.10)"));
    static final Octets NAME = vlan.loose(Octets.Form.TEXT, "vlan_info.vlan_name", "Name",
            says("what the operator calls the VLAN, in up to 32 characters"));

    private static final Layout request = new Layout("vtp", "Request").skip(REST * 8);
    static final Uint START = request.uint(16, "start_value", "Start value", hex(),
            says("the first message with VLANs that is still wanted"));

    public Vtp() {
        super(vtp, "VTP", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(vtp, c.at, c.headerEnd());
        int code = CODE.get(c);
        switch (code) {
            case SUMMARY -> t.field(FOLLOWERS, c.at + 2, 1);
            case SUBSET -> t.field(SEQUENCE, c.at + 2, 1);
            default -> t.field(RESERVED, c.at + 2, 1);
        }
        if (c.end() - c.at < REST) return;
        int name = Math.min(DOMAIN_LENGTH.get(c), DOMAIN_BYTES);
        t.field(DOMAIN, c.at + 4, TextOption.untilZero(c.data, c.at + 4, c.at + 4 + name));
        if (code == SUMMARY) t.fields(summary, c.at, c.end());
        if (code == REQUEST) t.fields(request, c.at, c.end());
        if (code == SUBSET && c.at + REST + 4 <= c.end()) {
            t.field(REVISION, c.at, 4);
            vlans(c, t, c.at + REST + 4);
        }
    }

    private static void vlans(Cursor c, Tree t, int from) {
        for (int at = from; at + vlan.bytes() <= c.end();) {
            int end = Math.min(at + Math.max(VLAN_LENGTH.get(c.data, at), vlan.bytes()), c.end());
            t.open(vlan, at, end);
            t.fields(vlan, at, end);
            int name = at + vlan.bytes();
            t.field(NAME, name, Math.min(NAME_LENGTH.get(c.data, at), end - name));
            t.close();
            at = end;
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(CODES.of(CODE.get(c), "Unknown code"));
        if (CODE.get(c) == SUMMARY && c.end() - c.at >= REST + 4)
            out.ascii(", Revision: ").number(REVISION.value(c.data, c.at));
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(summary, vlan, request);
    }
}
