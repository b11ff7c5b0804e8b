package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Octets.Form.IPV4;
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
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// NetBIOS name service (RFC 1002 section 4.2): messages like those of DNS, about names of computers on the local
/// network.
public final class Nbns extends Protocol {
    private static final int HEADER = 12;
    private static final int NB = 32;
    private static final int STATUS = 33;
    private static final int RECORD = 10;
    private static final int NAME_BYTES = 16;
    private static final Names OPERATION = new Names("""
            0 Name query
            5 Registration
            6 Release
            7 Wait for acknowledgment
            8 Refresh
            9 Refresh (alternate)
            15 Multi-homed registration""");
    private static final Names TYPES = new Names("""
            1 A
            2 NS
            10 NULL
            32 NB
            33 NBSTAT""");

    private static final Layout nbns = new Layout("nbns", "NetBIOS Name Service", "RFC 1002 section 4.2");
    static final Uint ID = nbns.uint(16, "id", "Transaction ID", hex(), varies(),
            says("pairs an answer with its request: the same in both"));
    static final Uint FLAGS = nbns.group(16, "flags", "Flags", hex(),
            says("whether it asks or answers, what about, and how that went"));
    static final Uint RESPONSE = nbns.flag("flags.response", "Response", says("1: an answer, 0: a request"));
    static final Uint OPCODE = nbns.uint(4, "flags.opcode", "Operation", names(OPERATION),
            says("whether a name is asked for, claimed, kept or given up"));
    static final Uint AA = nbns.flag("flags.authoritative", "Authoritative", says("from a name server"));
    static final Uint TC = nbns.flag("flags.truncated", "Truncated", says("did not fit: ask again over TCP"));
    static final Uint RD = nbns.flag("flags.recdesired", "Recursion desired",
            says("the name server shall find the answer itself"));
    static final Uint RA = nbns.flag("flags.recavail", "Recursion available",
            says("the sender is a name server that can do so"));
    static final Uint BROADCAST = nbns.skip(2).flag("flags.broadcast", "Broadcast",
            says("1: sent to all hosts of the network, 0: to one"));
    static final Uint RCODE = nbns.uint(4, "flags.rcode", "Reply code", names("No error", "Malformed request",
            "Server failure", "No such name", "Not implemented", "Refused", "Name is owned by another node",
            "Name is in conflict"), says("how it went; 0: no error"));
    static final Uint QUERIES = nbns.uint(16, "count.queries", "Queries", says("number of questions; 0 in answers"));
    static final Uint ANSWERS = nbns.uint(16, "count.answers", "Answers", says("number of records that answer"));
    static final Uint AUTHORITIES = nbns.uint(16, "count.auth_rr", "Authority records",
            says("number of records about name servers"));
    static final Uint ADDITIONALS = nbns.uint(16, "count.add_rr", "Additional records",
            says("number of further records, such as the address claimed for a name"));
    private static final Field[] ASK = {ID, FLAGS, RESPONSE, OPCODE, TC, RD, BROADCAST, QUERIES, ANSWERS, AUTHORITIES,
            ADDITIONALS};

    private static final Layout record = new Layout("nbns", "Name", "RFC 1002 section 4.2.1");
    static final Made NAME = record.made(Made.Form.TEXT, "name", "Name",
            says("name that is asked about or told of; the byte in angle brackets tells what for"));
    static final Uint TYPE = record.loose(16, "type", "Type", names(TYPES), says("what is asked or told of the name"));
    static final Uint CLASS = record.loose(16, "class", "Class", says("always 1, the Internet"));
    static final Uint TTL = record.loose(32, "ttl", "Time to live", says("seconds that the name may be kept"));
    static final Uint LENGTH = record.loose(16, "data_length", "Data length", says("bytes of the data behind it"));
    static final Octets DATA = record.loose(BYTES, "data", "Data", says("data of a type that has no description here"));
    static final Octets ADDRESS = record.loose(IPV4, "addr", "Address", list(),
            says("address of a host that has the name"));

    private static final Names NODES = Names.from0("B node", "P node", "M node", "H node");
    private static final Layout owner = new Layout("nbns", "Owner", "RFC 1002 section 4.2.2");
    static final Uint OWNER_FLAGS = owner.group(16, "nb_flags", "Flags", hex(), says("whose name it is"));
    static final Uint GROUP = owner.flag("nb_flags.group", "Group", says("several hosts share the name"));
    static final Uint NODE = owner.uint(2, "nb_flags.ont", "Node type", names(NODES),
            says("how its owner makes names known: B by broadcast, P by a server, M and H by both"));

    private static final Layout own = new Layout("nbns", "Own name", "RFC 1002 section 4.2.18");
    static final Made OWN_NAME = own.made(Made.Form.TEXT, "netbios_name", "Name",
            says("name the host has; the byte in angle brackets tells what for"));
    static final Uint OWN_FLAGS = own.group(16, "name_flags", "Flags", hex(), says("how the host holds the name"));
    static final Uint OWN_GROUP = own.flag("name_flags.group", "Group", says("several hosts share the name"));
    static final Uint OWN_NODE = own.uint(2, "name_flags.ont", "Node type", names(NODES),
            says("how the host makes names known: B by broadcast, P by a server, M and H by both"));
    static final Uint DEREGISTERED = own.flag("name_flags.drg", "Being given up",
            says("the host is about to give the name up"));
    static final Uint CONFLICT = own.flag("name_flags.cnf", "In conflict", says("another host claims the same name"));
    static final Uint ACTIVE = own.flag("name_flags.act", "Active", says("the name is in use"));
    static final Uint PERMANENT = own.flag("name_flags.prm", "Permanent",
            says("the name of the host itself, which stays"));
    private static final Layout status = new Layout("nbns", "Status", "RFC 1002 section 4.2.18");
    static final Uint COUNT = status.loose(8, "number_of_names", "Number of names", says("how many names follow"));
    static final Octets UNIT = status.mac("unit_id", "Hardware address", says("address of the host's network card"));

    static {
        owner.skip(13); // bits of the flags that have no name
        own.skip(9);
        status.uint(8, "jumpers", "Jumpers", hex(), says("jumpers set on the network card"));
        status.uint(8, "test_result", "Test result", hex(), says("what the network card's test of itself found"));
        status.uint(16, "version_number", "Version", hex(), says("version of the NetBIOS program"));
        status.uint(16, "period_of_statistics", "Period of statistics", hex(),
                says("how long the counters behind it have been counting"));
        status.uint(16, "num_crcs", "CRC errors", says("frames that came with a wrong checksum"));
        status.uint(16, "num_alignment_errors", "Alignment errors", says("frames that came with an incomplete byte"));
        status.uint(16, "num_collisions", "Collisions", says("times that two hosts sent at once"));
        status.uint(16, "num_send_aborts", "Send aborts", says("frames given up while they were sent"));
        status.uint(32, "num_good_sends", "Good sends", says("frames sent without error"));
        status.uint(32, "num_good_receives", "Good receives", says("frames received without error"));
        status.uint(16, "numretransmits", "Retransmits", says("frames that had to be sent again"));
        status.uint(16, "num_no_resource_conditions", "No resources", says("times that there was no room for a frame"));
        status.uint(16, "numcommand_blocks", "Command blocks", says("commands that may still be given at once"));
        status.uint(16, "numpending_sessions", "Pending sessions", says("sessions that wait to be set up"));
        status.uint(16, "max_num_pending_sessions", "Most pending sessions", says("sessions that may wait at once"));
        status.uint(16, "max_total_sessions_possible", "Most sessions", says("sessions that may be open at once"));
        status.uint(16, "session_data_packet_size", "Session packet size",
                says("most bytes of a session that go into one packet"));
    }

    public Nbns() {
        super(nbns, "NBNS", Level.APPLICATION);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        if (RESPONSE.is(c)) {
            t.fields(nbns, c.at, c.end());
        } else {
            for (Field f : ASK)
                t.field(f, c.at, 2);
        }
        if (!t.wantsParts()) return;
        var m = new PieceReader(c.data, c.at, c.end(), t, c.scratch());
        int at = c.at + HEADER;
        for (int i = QUERIES.get(c); i > 0 && at >= 0 && at < c.end(); i--)
            at = name(m, at, false);
        for (int i = ANSWERS.get(c) + AUTHORITIES.get(c) + ADDITIONALS.get(c); i > 0 && at >= 0 && at < c.end(); i--)
            at = name(m, at, true);
    }

    /// A question, or a record.
    ///
    /// @return where it ends, -1 if it breaks off
    private static int name(PieceReader m, int from, boolean data) {
        int at = m.skipName(from, m.end);
        int head = data ? RECORD : 4;
        if (at < 0 || at + head > m.end) return -1;
        int end = at + head + (data ? LENGTH.get(m.data, at + 8) : 0);
        int to = Math.min(end, m.end);
        m.tree.open(record, from, to);
        if (m.unfold(from, m.end) >= 0) m.tree.made(NAME, from, at - from, readable(m.text));
        m.number(CLASS, m.number(TYPE, at, to), to);
        if (data) {
            m.number(LENGTH, m.number(TTL, at + 4, to), to);
            data(m, TYPE.get(m.data, at), at + RECORD, to);
        }
        m.tree.close();
        return end <= m.end ? end : -1;
    }

    private static void data(PieceReader m, int type, int from, int to) {
        if (type == NB) {
            for (int at = from; at + 6 <= to; at += 6) {
                m.tree.fields(owner, at, to);
                m.tree.field(ADDRESS, at + 2, 4);
            }
        } else if (type == STATUS && from < to) {
            status(m, from, to);
        } else if (from < to) {
            m.tree.field(DATA, from, to - from);
        }
    }

    private static void status(PieceReader m, int from, int to) {
        m.tree.field(COUNT, from, 1);
        int at = from + 1;
        int rest = at + COUNT.get(m.data, from) * (NAME_BYTES + 2);
        m.tree.fields(status, rest, to);
        for (; at + NAME_BYTES + 2 <= Math.min(rest, to); at += NAME_BYTES + 2) {
            m.tree.open(own, at, at + NAME_BYTES + 2);
            m.text.clear();
            m.tree.made(OWN_NAME, at, NAME_BYTES, write(m.text, m.data, at));
            m.tree.fields(own, at + NAME_BYTES, to);
            m.tree.close();
        }
    }

    /// Turns a name whose first label is coded into readable form.
    private static Text readable(Text name) {
        int coded = 2 * NAME_BYTES;
        int length = name.length();
        if (length < coded || length > coded && name.bytes()[coded] != '.') return name;
        byte[] plain = plain(name.bytes(), 0);
        if (plain == null) return name;
        var scope = new Text(length).raw(name.bytes(), coded, length - coded);
        name.clear();
        return write(name, plain, 0).append(scope);
    }

    /// A name that holds half a byte in each of 32 letters (RFC 1001 section 14.1), null if it does not.
    private static byte @Nullable [] plain(byte[] coded, int from) {
        byte[] plain = new byte[NAME_BYTES];
        for (int i = 0; i < 2 * NAME_BYTES; i++) {
            int half = coded[from + i] - 'A';
            if (half < 0 || half > 15) return null;
            plain[i / 2] = (byte) (plain[i / 2] << 4 | half);
        }
        return plain;
    }

    /// Appends fifteen characters without the spaces at their end, and the last byte in angle brackets.
    private static Text write(Text out, byte[] data, int from) {
        int end = from + NAME_BYTES - 1;
        while (end > from && data[end - 1] == ' ')
            end--;
        for (int i = from; i < end; i++) {
            if (data[i] >= ' ' && data[i] < 0x7f) {
                out.text(data, i, 1);
            } else {
                out.put('<').hex(data[i], 2).put('>');
            }
        }
        return out.put('<').hex(data[from + NAME_BYTES - 1], 2).put('>');
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(OPERATION.of(OPCODE.get(c), "Unknown operation"));
        if (RESPONSE.is(c)) out.ascii(" response");
        int at = c.at + HEADER;
        int type = at + 2 + 2 * NAME_BYTES;
        if (type + 2 > c.end() || c.data[at] != 2 * NAME_BYTES) return true;
        out.put(' ').ascii(TYPES.of(TYPE.get(c.data, type), "Unknown"));
        byte[] name = plain(c.data, at + 1);
        if (name != null) write(out.put(' '), name, 0);
        int address = type + RECORD + 2;
        if (RESPONSE.is(c) && TYPE.get(c.data, type) == NB && address + 4 <= c.end()) {
            out.put(' ').ipv4(c.data, address);
        }
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(record, owner, own, status);
    }
}
