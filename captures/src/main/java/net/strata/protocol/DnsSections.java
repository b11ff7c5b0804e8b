package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;

import java.util.List;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// The four sections of a message, and the questions and records in them (RFC 1035 section 4.1).
final class DnsSections {
    private static final Layout question = new Layout("dns", "Query", "RFC 1035 section 4.1");
    private static final Made QUERY_NAME = question.made(Made.Form.TEXT, "qry.name", "Name",
            says("the name that is asked about"), otherwise("the answer would be about another host"));
    private static final Made QUERY_LENGTH = question.made(Made.Form.NUMBER, "qry.name.len", "Name length",
            says("characters, with the dots between labels"));
    private static final Made QUERY_LABELS = question.made(Made.Form.NUMBER, "count.labels", "Labels",
            says("parts of the name between the dots"));
    static final Uint QUERY_TYPE = question.loose(16, "qry.type", "Type", names(DnsNumbers.TYPE),
            says("kind of record wanted: A for IPv4, AAAA for IPv6 addresses"),
            otherwise("the answer would tell something else of the name"));
    private static final Uint QUERY_CLASS = question.loose(16, "qry.class", "Class", hex(), names(DnsNumbers.CLASS),
            says("family of protocols the name belongs to; nearly always IN, the Internet"),
            otherwise("the server would find no such name"));

    private static final Layout record = new Layout("dns", "Record", "RFC 1035 section 4.1.3");
    private static final Made NAME = record.made(Made.Form.TEXT, "resp.name", "Name", says("what the record is about"),
            otherwise("the data would be held for that of another host"));
    static final Uint TYPE = record.loose(16, "resp.type", "Type", names(DnsNumbers.TYPE),
            says("kind of record, which tells how its data is to be read"),
            otherwise("the data would be read as something else"));
    private static final Uint CLASS = record.loose(16, "resp.class", "Class", hex(), names(DnsNumbers.CLASS),
            says("family of protocols the record belongs to; nearly always IN, the Internet"),
            otherwise("the record would not answer the question"));
    private static final Uint TTL = record.loose(32, "resp.ttl", "Time to live",
            says("seconds it may be kept in a cache"),
            otherwise("caches would give out old data for too long, or ask too often"));
    static final Uint LENGTH = record.loose(16, "resp.len", "Data length", says("bytes of the data behind it"),
            otherwise("all records behind it would be read from the wrong place"));

    /// RFC 6762 section 5.4: the top bit of a question's class.
    private static final Layout multicastQuestion = new Layout("dns", "Class", "RFC 6762 section 5.4");
    private static final Uint UNICAST = multicastQuestion.flag("qry.qu", "Unicast wanted",
            says("the answer may come to the asker alone"));
    /// RFC 6762 section 10.2: the top bit of a record's class.
    private static final Layout multicastRecord = new Layout("dns", "Class", "RFC 6762 section 10.2");
    private static final Layout multicastOpt = new Layout("dns", "Payload size", "RFC 6891 section 6.1.2");

    static {
        multicastQuestion.uint(15, "qry.class", "Class", hex(), names(DnsNumbers.CLASS),
                says("family of protocols the name belongs to; nearly always IN, the Internet"),
                otherwise("the server would find no such name"));
        multicastRecord.flag("resp.cache_flush", "Cache flush", says("older records of this name and type are void"));
        multicastRecord.uint(15, "resp.class", "Class", hex(), names(DnsNumbers.CLASS),
                says("family of protocols the record belongs to; nearly always IN, the Internet"),
                otherwise("the record would not answer the question"));
        multicastOpt.flag("resp.cache_flush", "Cache flush", says("has no meaning here; senders set 0"));
        multicastOpt.uint(15, "rr.udp_payload_size", "UDP payload size", hex(),
                says("bytes the sender can take in one datagram"),
                otherwise("long answers would be cut off, or lost on the way"));
    }

    /// RFC 6891 section 6.1.3: what an OPT record has instead of class and time to live.
    private static final Layout opt = new Layout("dns", "EDNS", "RFC 6891 section 6.1.3");
    private static final Uint PAYLOAD = opt.loose(16, "rr.udp_payload_size", "UDP payload size",
            says("bytes the sender can take in one datagram"),
            otherwise("long answers would be cut off, or lost on the way"));
    private static final Layout edns = new Layout("dns", "EDNS", "RFC 6891 section 6.1.3");

    static {
        edns.uint(8, "resp.ext_rcode", "Higher bits of the reply code", hex(),
                says("upper 8 of the 12 bits that reply codes have with EDNS"));
        edns.uint(8, "resp.edns0_version", "EDNS version",
                says("version of the extension mechanism; only 0 is defined"));
        edns.group(16, "resp.z", "Flags", hex(), says("what the sender asks for beyond the header's flags"));
        edns.flag("resp.z.do", "DNSSEC OK", says("send DNSSEC records too"));
        edns.uint(15, "resp.z.reserved", "Reserved", hex(), says("senders set 0, receivers ignore it"));
    }

    /// RFC 2782: what the owner of an SRV record is made of.
    private static final Layout service = new Layout("dns", "Service", "RFC 2782");
    private static final Made[] OWNER = {
            service.made(Made.Form.TEXT, "srv.service", "Service", says("what is offered, such as _sip or _ldap")),
            service.made(Made.Form.TEXT, "srv.proto", "Protocol",
                    says("transport protocol it is offered over, such as _tcp or _udp")),
            service.made(Made.Form.TEXT, "srv.name", "Name", says("the domain that offers it"))};
    private static final int SRV = 33;
    private static final int OPT = 41;

    private static final Layout extraneous = new Layout("dns", "Extraneous data", "RFC 1035 section 4.1");
    private static final Octets EXTRA = extraneous.loose(Octets.Form.BYTES, "extraneous.data", "Data",
            says("bytes behind the message"));
    private static final Made EXTRA_LENGTH = extraneous.made(Made.Form.NUMBER, "extraneous.length", "Length",
            says("bytes behind the message"));
    private static final Layout broken = new Layout("dns", "Broken off", "RFC 1035 section 4.1");
    private static final Made BROKEN = broken.made(Made.Form.TEXT, "broken", "Breaks off in",
            says("the message ends before what it announces"));

    private static final Layout[] TITLES = titles("Queries", "Answers", "Authoritative nameservers",
            "Additional records");
    private static final Layout[] UPDATE_TITLES = titles("Zone", "Prerequisites", "Updates", "Additional records");

    /// Layouts of the parts told here.
    static final List<Layout> LAYOUTS = List.of(question, record, multicastQuestion, multicastRecord, multicastOpt, opt,
            edns, service, extraneous, broken);

    private final PieceReader m;
    private final boolean multicast;
    private int at;
    private boolean cut;

    DnsSections(PieceReader m, boolean multicast) {
        this.m = m;
        this.multicast = multicast;
        at = m.start + Dns.HEADER;
    }

    private static Layout[] titles(String... titles) {
        return List.of(titles).stream().map(t -> new Layout("dns", t)).toArray(Layout[]::new);
    }

    /// Tells the message's tree all sections, and what lies behind them.
    void tell() {
        Layout[] titles = Dns.update(m.data, m.start) ? UPDATE_TITLES : TITLES;
        if (Dns.stateful(m.data, m.start)) at = DnsOptions.STATEFUL.read(m, at, m.end);
        for (int i = 0; i < titles.length && !cut; i++) {
            int count = Dns.COUNTS[i].get(m.data, m.start);
            if (count > 0) section(titles[i], count, i == 0);
        }
        if (cut || at >= m.end) return;
        m.tree.open(extraneous, at, m.end);
        m.tree.field(EXTRA, at, m.end - at);
        m.tree.made(EXTRA_LENGTH, m.end - at);
        m.tree.close();
    }

    private void section(Layout title, int count, boolean questions) {
        int begin = at;
        int i = 0;
        if (at < m.end) {
            m.tree.open(title, at, sectionEnd(count, questions));
            for (; i < count && at < m.end && !cut; i++) {
                if (questions) {
                    question();
                } else {
                    record();
                }
            }
            m.tree.close();
        }
        if (i == count && !cut) return;
        breakOff(title, begin < m.end && cut ? i : i + 1, count);
    }

    private void breakOff(Layout title, int number, int count) {
        cut = true;
        if (!m.tree.wants(BROKEN)) return;
        Text text = m.text;
        text.clear();
        text.ascii(title.title()).ascii(", number ").number(number).ascii(" of ").number(count);
        m.tree.open(broken, m.end, m.end);
        m.tree.made(BROKEN, m.end, 0, text);
        m.tree.close();
    }

    private int sectionEnd(int count, boolean questions) {
        int i = at;
        for (int k = 0; k < count && i >= 0; k++)
            i = questions ? questionEnd(i) : recordEnd(i);
        return i < 0 ? m.end : i;
    }

    private int questionEnd(int from) {
        int i = m.skipName(from, m.end);
        return i < 0 || i + 4 > m.end ? -1 : i + 4;
    }

    private int recordEnd(int from) {
        int i = m.skipName(from, m.end);
        if (i < 0 || i + 10 > m.end) return -1;
        int to = i + 10 + LENGTH.get(m.data, i + 8);
        return to > m.end ? -1 : to;
    }

    private void question() {
        int to = questionEnd(at);
        int end = to < 0 ? m.end : to;
        m.tree.open(question, at, end);
        int i = m.unfold(at, m.end);
        if (i >= 0) {
            m.tree.made(QUERY_NAME, at, i - at, m.text);
            m.tree.made(QUERY_LENGTH, m.length);
            m.tree.made(QUERY_LABELS, m.labels);
            i = m.number(QUERY_TYPE, i, end);
            i = multicast ? m.row(multicastQuestion, i, end) : m.number(QUERY_CLASS, i, end);
        }
        m.tree.close();
        cut = to < 0;
        at = end;
    }

    private void record() {
        int to = recordEnd(at);
        int end = to < 0 ? m.end : to;
        int head = m.skipName(at, m.end);
        int type = head >= 0 && head + 2 <= end ? TYPE.get(m.data, head) : -1;
        Pieces d = DnsTypes.of(type);
        m.tree.open(d.layout(), at, end);
        if (type == SRV) {
            owner();
        } else {
            m.name(NAME, at, end);
        }
        int i = head(type, head, end);
        if (i >= 0) d.read(m, i, end);
        m.tree.close();
        cut = to < 0;
        at = end;
    }

    private int head(int type, int from, int end) {
        int i = m.number(TYPE, from, end);
        if (type == OPT) {
            i = multicast ? m.row(multicastOpt, i, end) : m.number(PAYLOAD, i, end);
            i = m.row(edns, i, end);
        } else {
            i = multicast ? m.row(multicastRecord, i, end) : m.number(CLASS, i, end);
            i = m.number(TTL, i, end);
        }
        return m.number(LENGTH, i, end);
    }

    /// The owner of an SRV record: service, protocol, and the name behind the second dot.
    private void owner() {
        int next = m.unfold(at, m.end);
        if (next < 0) return;
        byte[] name = m.text.bytes();
        int length = m.text.length();
        var part = new Text(length);
        int from = 0;
        for (int i = 0; i < OWNER.length && from <= length; i++) {
            int dot = from;
            while (dot < length && (name[dot] != '.' || i == OWNER.length - 1))
                dot++;
            part.clear();
            m.tree.made(OWNER[i], at, next - at, part.raw(name, from, dot - from));
            from = dot + 1;
        }
    }

    /// Whether the top bit of the class at `at` is set, which multicast DNS gives a meaning.
    static boolean top(byte[] data, int at) {
        return UNICAST.get(data, at) != 0;
    }
}
