package net.strata.explain.story;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.strata.explain.Anatomy;
import net.strata.explain.Item;

/// Questions and answers of DNS (RFC 1035) in words.
final class DnsTalk {
    private static final int OPEN = 1024;
    private static final int ANSWERS = 4;

    private record Question(long number, long time) {}

    private final Map<Long, Question> open = new LinkedHashMap<>();
    private boolean asked;
    private boolean answered;
    private boolean truncated;
    private boolean authoritative;
    private boolean recursive;

    String of(Sight s) {
        long id = s.number("dns.id");
        return s.number("dns.flags.response") == 1 ? answer(s, id) : question(s, id);
    }

    private static String bare(String value) {
        int parenthesis = value.lastIndexOf(" (");
        return parenthesis > 0 ? value.substring(0, parenthesis) : value;
    }

    private String question(Sight s, long id) {
        asked = true;
        if (open.size() == OPEN) open.remove(open.keySet().iterator().next());
        Question before = open.put(id, new Question(s.number(), s.time()));
        String name = s.value("dns.qry.name");
        if (name.isEmpty()) return s.info();
        String again = before == null ? "" : "; the same ID as packet " + before.number + ": asked again";
        return "asks for the " + bare(s.value("dns.qry.type")) + " record of " + name + " (ID " + s.value("dns.id")
                + ")"
                + (s.number("dns.flags.recdesired") == 1 ? ", and to ask others if need be (recursion)" : "") + again;
    }

    private String answer(Sight s, long id) {
        answered = true;
        Question question = open.remove(id);
        var says = new StringBuilder();
        if (question == null) {
            says.append("an answer, ID ").append(s.value("dns.id"));
        } else {
            String after = Say.between(question.time, s.time());
            says.append("answers packet ").append(question.number).append(" (same ID)")
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
            List<String> records = records(s);
            says.append(": ").append(records.isEmpty()
                    ? "the name exists, but has no such record"
                    : String.join("; ", records));
        }
        if (s.number("dns.flags.authoritative") == 1) says.append("; from a server of the zone itself");
        return says.toString();
    }

    /// The records that answer, in words.
    private static List<String> records(Sight s) {
        Anatomy a = s.anatomy();
        var records = new ArrayList<String>();
        if (a == null) return records;
        long count = Math.max(0, s.number("dns.count.answers"));
        long seen = 0;
        for (Item each : a.items()) {
            if (!each.name().equals("dns.resp.name")) continue;
            if (++seen > count) break;
            if (records.size() == ANSWERS) {
                records.add("and more");
                break;
            }
            records.add(record(a, each));
        }
        return records;
    }

    private static String record(Anatomy a, Item name) {
        String type = "";
        String ttl = "";
        String value = "";
        for (int i = name.id() + 1; i < a.items().size() && a.items().get(i).parent() == name.parent(); i++) {
            Item each = a.items().get(i);
            switch (each.name()) {
                case "dns.resp.name" -> {
                    return said(name, type, ttl, value);
                }
                case "dns.resp.type" -> type = bare(each.value());
                case "dns.resp.ttl" -> ttl = each.value();
                case "dns.resp.class", "dns.resp.len", "dns.resp.cache_flush" -> {
                }
                default -> {
                    if (value.isEmpty() && each.kind() != Item.Kind.PART && !each.name().endsWith(".len"))
                        value = each.value();
                }
            }
        }
        return said(name, type, ttl, value);
    }

    private static String said(Item name, String type, String ttl, String value) {
        return name.value() + " " + type + (value.isEmpty() ? "" : " " + value)
                + (ttl.isEmpty() ? "" : ", good for " + ttl + " s");
    }

    void tell(Plot plot) {
        if (!asked && !answered || plot.chapters().isEmpty()) return;
        Plot.Chapter c = plot.chapters().getFirst();
        for (Plot.Chapter each : plot.chapters())
            if (each.heading().equals(TcpTeller.DATA)) c = each;
        c.say("DNS: question and answer have the same ID; whoever asks takes no answer with another. The time a record is good "
                + "for says how long it may be kept without asking again.");
        if (authoritative) c.say("The server answers from the zone itself (authoritative), not from what it heard.");
        if (recursive) c.say("The server asks others where it does not know (recursion available).");
        if (truncated) c.say("An answer did not fit into a datagram: the same question follows over TCP.");
    }
}
