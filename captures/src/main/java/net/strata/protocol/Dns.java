package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Domain Name System (RFC 1035 section 4; AD and CD: RFC 4035 section 3.2; EDNS: RFC 6891; updates: RFC 2136), its
/// multicast form (RFC 6762), and link-local multicast name resolution (RFC 4795).
///
/// Names and records are read when a view asks for them: [DnsSections].
public final class Dns extends Protocol {
    /// Bytes of the header.
    static final int HEADER = 12;
    private static final Layout dns = new Layout("dns", "Domain Name System", "RFC 1035 section 4");
    static final Uint ID = dns.uint(16, "id", "Transaction ID", hex(), varies(), says("the same in query and answer"));
    static final Uint FLAGS = dns.group(16, "flags", "Flags", hex());
    static final Uint RESPONSE = dns.flag("flags.response", "Response", says("an answer, not a query"));
    static final Uint OPCODE = dns.uint(4, "flags.opcode", "Operation", names(DnsNumbers.OPCODE));
    static final Uint AA = dns.flag("flags.authoritative", "Authoritative", says("from a server of the zone itself"));
    static final Uint TC = dns.flag("flags.truncated", "Truncated", says("did not fit: ask again over TCP"));
    static final Uint RD = dns.flag("flags.recdesired", "Recursion desired", says("ask other servers if need be"));
    static final Uint RA = dns.flag("flags.recavail", "Recursion available", says("the server asks others"));
    static final Uint Z = dns.flag("flags.z", "Reserved", says("must be zero"));
    static final Uint AD = dns.flag("flags.authenticated", "Authenticated", says("signatures were checked"));
    static final Uint CD = dns.flag("flags.checkdisable", "Checking disabled", says("signatures need no check"));
    static final Uint RCODE = dns.uint(4, "flags.rcode", "Reply code", names(DnsNumbers.RCODE));
    static final Uint QUERIES = dns.uint(16, "count.queries", "Queries");
    static final Uint ANSWERS = dns.uint(16, "count.answers", "Answers");
    static final Uint AUTHORITIES = dns.uint(16, "count.auth_rr", "Authority records");
    static final Uint ADDITIONALS = dns.uint(16, "count.add_rr", "Additional records");

    /// RFC 4795 section 2.1.1: two bits that mean something else there.
    private static final Layout linkLocal = new Layout("dns", "Header", "RFC 4795 section 2.1.1").skip(16 + 5);
    static final Uint CONFLICT = linkLocal.flag("flags.conflict", "Conflict", says("several hosts have the name"));
    private static final Layout tentative = new Layout("dns", "Header").skip(16 + 7);
    static final Uint TENTATIVE = tentative.flag("flags.tentative", "Tentative", says("not yet known to be unique"));

    /// RFC 2136 section 2.2: what the counts mean in an update.
    private static final Layout update = new Layout("dns", "Update", "RFC 2136 section 2.2").skip(32);
    static final Uint ZONES = update.uint(16, "count.zones", "Zones");
    static final Uint PREREQUISITES = update.uint(16, "count.prerequisites", "Prerequisites");
    static final Uint UPDATES = update.uint(16, "count.updates", "Updates");

    static final Uint[] COUNTS = {QUERIES, ANSWERS, AUTHORITIES, ADDITIONALS};
    private static final Field[] UPDATE_COUNTS = {ZONES, PREREQUISITES, UPDATES, ADDITIONALS};
    private static final Field[] ASK = {ID, FLAGS, RESPONSE, OPCODE, TC, RD, Z, CD};
    private static final Field[] ASK_AD = {ID, FLAGS, RESPONSE, OPCODE, TC, RD, Z, AD, CD};
    private static final Field[] ANSWER = {ID, FLAGS, RESPONSE, OPCODE, AA, TC, RD, RA, Z, AD, CD, RCODE};
    private static final Field[] LOCAL_ASK = {ID, FLAGS, RESPONSE, OPCODE, CONFLICT, TC, TENTATIVE};
    private static final Field[] LOCAL_ANSWER = {ID, FLAGS, RESPONSE, OPCODE, CONFLICT, TC, TENTATIVE, RCODE};
    private static final int UPDATE = 5;
    private static final int STATEFUL = 6;

    /// Over UDP, to a server.
    static final Dns UNICAST = new Dns(dns, "DNS");
    static final Dns MULTICAST = new Dns(new Layout("mdns", "Multicast Domain Name System").skip(HEADER * 8), "MDNS");
    static final Dns LINK_LOCAL = new Dns(
            new Layout("llmnr", "Link-local Multicast Name Resolution").skip(HEADER * 8), "LLMNR");

    private Dns(Layout layout, String label) {
        super(layout, label, Level.APPLICATION);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        fields(this, c, c.at, c.end(), t);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        new DnsInfo(c.data, c.at, c.end(), equals(MULTICAST), c.scratch(), out).write();
        return true;
    }

    /// Tells the tree a message.
    static void fields(Protocol p, Cursor c, int start, int end, Tree t) {
        header(p, c.data, start, t);
        new DnsSections(new PieceReader(c.data, start, end, t, c.scratch()), p.equals(MULTICAST)).tell();
    }

    /// Only what the kind of message gives a meaning is told.
    private static void header(Protocol p, byte[] data, int start, Tree t) {
        boolean response = RESPONSE.get(data, start) != 0;
        if (p.equals(LINK_LOCAL)) {
            tell(response ? LOCAL_ANSWER : LOCAL_ASK, start, t);
        } else if (!response) {
            tell(AD.get(data, start) != 0 ? ASK_AD : ASK, start, t);
        } else if (!update(data, start)) {
            t.fields(dns, start, start + HEADER);
            return;
        } else {
            tell(ANSWER, start, t);
        }
        tell(update(data, start) ? UPDATE_COUNTS : COUNTS, start, t);
    }

    private static void tell(Field[] fields, int start, Tree t) {
        for (Field f : fields)
            t.field(f, start, 2);
    }

    /// Whether the message asks to change a zone, or answers that.
    static boolean update(byte[] data, int start) {
        return OPCODE.get(data, start) == UPDATE;
    }

    /// Whether the message is about its connection (RFC 8490).
    static boolean stateful(byte[] data, int start) {
        return OPCODE.get(data, start) == STATEFUL;
    }

    @Override
    public List<Layout> parts() {
        return allParts();
    }

    static List<Layout> allParts() {
        List<Layout> all = new ArrayList<>(List.of(dns, linkLocal, tentative, update));
        all.addAll(DnsSections.LAYOUTS);
        all.addAll(DnsTypes.layouts());
        all.addAll(DnsOptions.STATEFUL.layouts());
        return all;
    }
}
