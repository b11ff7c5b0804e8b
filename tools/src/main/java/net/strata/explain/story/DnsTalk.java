package net.strata.explain.story;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.strata.explain.Anatomy;
import net.strata.explain.Item;
import net.strata.wire.Octets;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// Questions and answers of DNS (RFC 1035) in words.
final class DnsTalk {
    /// What a sentence about an answer begins with whose question is known.
    static final String ANSWERS = "answers packet ";
    /// What a sentence about an answer begins with that nobody waits for.
    static final String UNASKED = "an answer to no open question of this capture";
    private static final int RECORDS = 4;
    /// Characters of a record's data that are shown, about.
    private static final int LONGEST = 80;
    private static final int QUERY = 0;
    private static final int PORT = 53;
    private static final int HEADER = 12;
    /// Bytes of the length in front of a message over TCP.
    private static final int LENGTH = 2;
    private static final long NO_ID = -1;
    /// Multicast DNS has no use for IDs: its questions and answers have 0 (RFC 6762 section 18.1).
    private static final int MULTICAST = 5353;

    /// By the ID.
    private final Pending<Long> open = new Pending<>();
    private final @Nullable Part[] parts = new Part[2];
    private boolean matching;
    private boolean asked;
    private boolean answered;
    private boolean truncated;
    private boolean authoritative;
    private boolean recursive;

    String of(Sight s) {
        if (s.number("dns.flags.opcode") != QUERY) return s.info();
        boolean multicast = s.end().source().port() == MULTICAST || s.end().destination().port() == MULTICAST;
        long id = multicast ? NO_ID : s.number("dns.id");
        matching |= !multicast;
        return s.number("dns.flags.response") == 1 ? answer(s, id) : question(s, id);
    }

    private String question(Sight s, long id) {
        asked = true;
        String name = s.value("dns.qry.name");
        if (name.isEmpty()) return s.info();
        String wanted = "asks for the " + s.bare("dns.qry.type") + " record of " + name;
        Pending.Question before = id == NO_ID ? null : open.ask(id, s, wanted);
        String again = before == null
                ? ""
                : "; the same ID as packet " + before.number()
                        + (before.what().equals(wanted) ? ": asked again" : ", which asks something else");
        return wanted + (id == NO_ID ? "" : " (ID " + s.value("dns.id") + ")")
                + (s.number("dns.flags.recdesired") == 1 ? ", and to ask others if need be (recursion)" : "") + again;
    }

    private String answer(Sight s, long id) {
        answered = true;
        Pending.Question question = open.answer(id);
        var says = new StringBuilder();
        if (question == null) {
            says.append(id == NO_ID ? "an answer" : UNASKED + " (ID " + s.value("dns.id") + ")");
        } else {
            String after = Say.between(question.time(), s.time());
            says.append(ANSWERS).append(question.number()).append(" (same ID)")
                    .append(after.isEmpty() ? "" : " after " + after);
        }
        if (s.number("dns.flags.truncated") == 1) {
            truncated = true;
            return says.append(": it did not fit, ask again over TCP").toString();
        }
        authoritative |= s.number("dns.flags.authoritative") == 1;
        recursive |= s.number("dns.flags.recavail") == 1;
        long code = s.number("dns.flags.rcode");
        if (code > 0) {
            says.append(": ").append(code == 3 ? "there is no such name (NXDOMAIN)" : s.value("dns.flags.rcode"));
        } else {
            List<String> records = records(s, Math.max(0, s.number("dns.count.answers")));
            says.append(": ").append(records.isEmpty() ? nothing(s) : String.join("; ", records));
        }
        if (s.number("dns.flags.authoritative") == 1) says.append("; from a server of the zone itself");
        return says.toString();
    }

    /// A message over TCP of which more is to come.
    ///
    /// @param number of the packet in which it began
    /// @param seq of the next byte
    /// @param left so many bytes are to come
    private record Part(long number, long seq, int left) {}

    /// What a segment says that has but a part of a message, whose length stands in front of it (RFC 1035 section 4.2.2);
    /// empty if it is none.
    String part(Sight s, boolean client) {
        Sight.Segment segment = s.segment();
        if (segment == null || s.end().source().port() != PORT && s.end().destination().port() != PORT) return "";
        int side = client ? 0 : 1;
        Part begun = parts[side];
        long next = segment.seq() + s.payload() & 0xffff_ffffL;
        if (begun != null) {
            if (segment.seq() != begun.seq || s.payload() > begun.left) return "";
            int left = begun.left - s.payload();
            parts[side] = left == 0 ? null : new Part(begun.number, next, left);
            return (left == 0 ? "the rest" : "more") + " of the DNS message that began in packet " + begun.number;
        }
        if (s.data().length < LENGTH + HEADER) return "";
        var data = ByteBuffer.wrap(s.data());
        int length = Short.toUnsignedInt(data.getShort());
        int left = LENGTH + length - s.payload();
        if (left <= 0) return "";
        parts[side] = new Part(s.number(), next, left);
        Pending.Question question = open.waiting((long) Short.toUnsignedInt(data.getShort()));
        boolean response = data.get() < 0;
        return "the first " + Say.bytes(s.payload() - LENGTH) + " of a DNS message of " + Say.bytes(length)
                + (response && question != null ? ", which " + ANSWERS + question.number() + " (same ID)" : "");
    }

    /// An answer without records that answer: the name has none of this type, or other servers know (RFC 1034 section
    /// 4.3.2, RFC 2308 section 2.2).
    private static String nothing(Sight s) {
        List<String> authority = records(s, Math.max(0, s.number("dns.count.auth_rr")));
        boolean refers = s.number("dns.flags.authoritative") != 1 && s.has("dns.ns") && !s.has("dns.soa.mname");
        return refers
                ? "no answer, but a referral to servers that know more: " + String.join("; ", authority)
                : "the name exists, but has no such record";
    }

    /// The first records, in words.
    private static List<String> records(Sight s, long count) {
        Anatomy a = s.anatomy();
        var records = new ArrayList<String>();
        if (a == null) return records;
        long seen = 0;
        for (Item each : a.items()) {
            if (!each.name().equals("dns.resp.type")) continue;
            if (++seen > count) break;
            if (records.size() == RECORDS) {
                records.add("and more");
                break;
            }
            records.add(record(each, a.children(a.item(each.parent()))));
        }
        return records;
    }

    /// A record, its data about as a zone file has it (RFC 1035 section 5.1): `example.org MX 10 mail.example.org`.
    ///
    /// @param all that the record is made of: its owner, the type, and, behind its length, the data
    private static String record(Item type, List<Item> all) {
        int at = all.indexOf(type);
        // An owner may be in several, as that of a service is.
        String owner = all.subList(0, at).stream().map(Item::value).collect(Collectors.joining("."));
        String ttl = "";
        int data = all.size();
        for (int i = at; i < data; i++) {
            if (all.get(i).name().equals("dns.resp.ttl")) ttl = all.get(i).value();
            if (all.get(i).name().equals("dns.resp.len")) data = i + 1;
        }
        var words = new StringBuilder();
        for (int i = data; i < all.size(); i++) {
            Item each = all.get(i);
            if (words.length() > LONGEST || each.kind() == Item.Kind.PART) {
                words.append(" ...");
                break;
            }
            // Bytes that are told twice are told by their pieces; what no byte holds was computed here.
            boolean extra = each.label().endsWith("length")
                    || each.kind() == Item.Kind.GENERATED && each.bits() == 0
                    || all.subList(i + 1, all.size()).stream().anyMatch(part -> lies(part, each));
            if (!extra) words.append(' ').append(word(each));
        }
        return owner + " " + Sight.bare(type) + words + (ttl.isEmpty() ? "" : ", good for " + ttl + " s");
    }

    private static boolean lies(Item part, Item whole) {
        return part.bits() > 0 && whole.bit() <= part.bit() && part.bit() < whole.bit() + whole.bits();
    }

    private static String word(Item item) {
        String value = item.value();
        if (item.field() instanceof Uint && value.startsWith("0x")) return Long.toString(item.number());
        boolean text = item.field() instanceof Octets o && o.form() == Octets.Form.TEXT;
        if (text && (value.isEmpty() || value.indexOf(' ') >= 0)) return '"' + value + '"';
        return value.length() > LONGEST ? value.substring(0, LONGEST) + "..." : value;
    }

    void tell(Plot plot) {
        if (!asked && !answered || plot.chapters().isEmpty()) return;
        Plot.Chapter c = plot.chapters().getFirst();
        for (Plot.Chapter each : plot.chapters())
            if (each.heading().equals(TcpTeller.DATA)) c = each;
        c.say("DNS: " + (matching
                ? "question and answer have the same ID; whoever asks takes no answer with another."
                : "by multicast, IDs are 0: an answer belongs to whoever wants its records (RFC 6762 section 18.1).")
                + " The time a record is good for says how long it may be kept without asking again.");
        if (authoritative) c.say("The server answers from the zone itself (authoritative), not from what it heard.");
        if (recursive) c.say("The server asks others where it does not know (recursion available).");
        if (truncated) c.say("An answer did not fit into a datagram: the same question can be asked again over TCP.");
    }
}
