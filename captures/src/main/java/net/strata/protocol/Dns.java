package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
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
    static final Uint ID = dns.uint(16, "id", "Transaction ID", hex(), varies(),
            says("pairs an answer with its query: the same in both"),
            otherwise("the answer would be taken for that to another question"));
    static final Uint FLAGS = dns.group(16, "flags", "Flags", hex(),
            says("whether it asks or answers, how to look, and how that went"));
    static final Uint RESPONSE = dns.flag("flags.response", "Response", says("1: an answer, 0: a query"),
            otherwise("an answer would be taken for a question"));
    static final Uint OPCODE = dns.uint(4, "flags.opcode", "Operation", names(DnsNumbers.OPCODE),
            says("what the server shall do; nearly always an ordinary query"),
            otherwise("the server would answer that it does not know the operation"));
    static final Uint AA = dns.flag("flags.authoritative", "Authoritative", says("from a server of the zone itself"),
            otherwise("a copy out of a cache would pass for the word of the zone's own server"));
    static final Uint TC = dns.flag("flags.truncated", "Truncated", says("did not fit: ask again over TCP"),
            otherwise("the asker would go on with half an answer"));
    static final Uint RD = dns.flag("flags.recdesired", "Recursion desired", says("ask other servers if need be"),
            otherwise("a resolver would tell only what it already knows"));
    static final Uint RA = dns.flag("flags.recavail", "Recursion available",
            says("the server asks others for its clients"),
            otherwise("the client would not know that it must ask the other servers itself"));
    static final Uint Z = dns.flag("flags.z", "Reserved", says("must be zero"),
            otherwise("some servers would drop the query"));
    static final Uint AD = dns.flag("flags.authenticated", "Authenticated",
            says("the answerer checked the signatures; in a query: tell whether you did"),
            otherwise("forged data could pass for checked"), source("RFC 4035 section 3.2.3"));
    static final Uint CD = dns.flag("flags.checkdisable", "Checking disabled",
            says("the asker checks signatures itself: send also what fails"),
            otherwise("data that fails the check would be withheld"), source("RFC 4035 section 3.2.2"));
    static final Uint RCODE = dns.uint(4, "flags.rcode", "Reply code", names(DnsNumbers.RCODE),
            says("how it went; 0: no error, 3: no such name"),
            otherwise("the asker would take a failure for a missing name"));
    static final Uint QUERIES = dns.uint(16, "count.queries", "Queries", says("number of questions; nearly always 1"),
            otherwise("the answers would be read from the wrong place"));
    static final Uint ANSWERS = dns.uint(16, "count.answers", "Answers",
            says("number of records that answer the question"),
            otherwise("records would be left out, or bytes behind them read as records"));
    static final Uint AUTHORITIES = dns.uint(16, "count.auth_rr", "Authority records",
            says("number of records about the servers in charge of the name"),
            otherwise("the asker would not learn which servers to ask next"));
    static final Uint ADDITIONALS = dns.uint(16, "count.add_rr", "Additional records",
            says("number of records that save further questions; EDNS is one"),
            otherwise("the asker would miss EDNS, or the addresses of the servers named"));

    /// RFC 4795 section 2.1.1: two bits that mean something else there.
    private static final Layout linkLocal = new Layout("dns", "Header", "RFC 4795 section 2.1.1").skip(16 + 5);
    static final Uint CONFLICT = linkLocal.flag("flags.conflict", "Conflict", says("several hosts have the name"));
    private static final Layout tentative = new Layout("dns", "Header", "RFC 4795 section 2.1.1").skip(16 + 7);
    static final Uint TENTATIVE = tentative.flag("flags.tentative", "Tentative", says("not yet known to be unique"));

    /// RFC 2136 section 2.2: what the counts mean in an update.
    private static final Layout update = new Layout("dns", "Update", "RFC 2136 section 2.2").skip(32);
    static final Uint ZONES = update.uint(16, "count.zones", "Zones", says("number of zones to change; must be 1"),
            otherwise("the server would refuse the update as malformed"));
    static final Uint PREREQUISITES = update.uint(16, "count.prerequisites", "Prerequisites",
            says("number of conditions that must hold before anything is changed"),
            otherwise("the zone would be changed though a condition does not hold"));
    static final Uint UPDATES = update.uint(16, "count.updates", "Updates", says("number of records to add or delete"),
            otherwise("changes would be left out"));

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
