package net.strata.explain.story;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.strata.explain.story.Story.Mark;

/// Tells who asks for an IPv4 address on a link, and who answers (RFC 826, RFC 5227).
final class ArpTeller implements Teller {
    private static final String HEADING = "Question and answer";
    private static final int REQUEST = 1;
    private static final int REPLY = 2;
    private static final int OWNERS = 16;
    private static final String PROBE = "probe";

    private final Plot plot = new Plot();
    /// Who has claimed the address, and in which packet first.
    private final Map<String, Long> owners = new LinkedHashMap<>();
    private String address = "";
    /// By the MAC address of the asker.
    private final Pending<String> open = new Pending<>();
    private boolean wanted;
    private boolean probed;

    @Override
    public void see(Sight s) {
        plot.count(s.time());
        long operation = s.number("arp.opcode");
        String mac = value(s, "arp.src.hw_mac", "arp.src.hw");
        String own = value(s, "arp.src.proto_ipv4", "arp.src.proto");
        String target = value(s, "arp.dst.proto_ipv4", "arp.dst.proto");
        if (address.isEmpty()) address = operation == REQUEST ? target : own;
        boolean probe = s.has("arp.isprobe");
        int from = plot.host(mac, probe || own.isEmpty() ? "" : own, mac);
        if (!probe && !own.isEmpty()) plot.name(from, own, mac);
        String to = s.value("eth.dst");
        boolean all = to.isEmpty() || to.equals("ff:ff:ff:ff:ff:ff");
        int destination = all ? Story.Arrow.ALL : plot.host(to, "", to);
        var marks = EnumSet.noneOf(Mark.class);
        boolean claims = operation == REPLY || s.has("arp.isannouncement") || s.has("arp.isgratuitous");
        String conflict = claims ? claim(s, mac, own, marks) : "";
        String says = s.has("arp.isannouncement") || s.has("arp.isgratuitous")
                ? announced(s, own, mac)
                : operation == REQUEST
                        ? asked(s, own, mac, target, probe, all)
                        : operation == REPLY ? answered(s, own, mac, target, all) : Say.sentence(s.info());
        plot.add(plot.chapter(HEADING), new Story.Arrow(s.number(), s.time(), from, destination,
                operation == REQUEST ? "ARP request" : operation == REPLY ? "ARP reply" : "ARP",
                all ? "to everybody" : "", says + conflict, List.of(), Set.copyOf(marks)));
    }

    private static String value(Sight s, String one, String other) {
        String value = s.value(one);
        return value.isEmpty() ? s.value(other) : value;
    }

    private String claim(Sight s, String mac, String own, Set<Mark> marks) {
        if (owners.size() < OWNERS) owners.putIfAbsent(mac, s.number());
        if (owners.size() < 2 || !owners.containsKey(mac) || owners.get(mac) != s.number()) return "";
        marks.add(Mark.ERROR);
        return " Another host has claimed " + own + " before: either the address moved, or two have it.";
    }

    private static String announced(Sight s, String own, String mac) {
        return "Nobody asked: " + own + " tells everybody that it is at " + mac
                + (s.has("arp.isannouncement") ? " (announcement, RFC 5227 section 3)" : " (gratuitous ARP)")
                + ". Hosts that know another MAC address for it correct that.";
    }

    private String asked(Sight s, String own, String mac, String target, boolean probe, boolean all) {
        Pending.Question before = open.ask(mac, s, probe ? PROBE : "");
        probed |= probe;
        wanted |= !probe;
        if (probe)
            return "Does anybody use " + target
                    + "? The asker does not tell an address of its own: it wants to use this one, "
                    + "if nobody answers (RFC 5227 section 2.1).";
        String who = own + " needs the MAC address of " + target + " to send it a frame, and asks "
                + (all ? "everybody on the link" : "it alone, to see whether what it knows still holds") + ".";
        if (before != null && before.what().isEmpty()) {
            String since = Say.between(before.time(), s.time());
            who = "Asks again" + (since.isEmpty() ? "" : " after " + since) + ": nobody answered.";
        }
        return who
                + " Whoever hears this can learn that " + own + " is at " + mac + ".";
    }

    private String answered(Sight s, String own, String mac, String target, boolean all) {
        Pending.Question question = open.answer(value(s, "arp.dst.hw_mac", "arp.dst.hw"));
        String after = question == null ? "" : Say.between(question.time(), s.time());
        return "I have it: " + own + " is at " + mac
                + (question == null
                        ? ""
                        : ", answers packet " + question.number() + (after.isEmpty() ? "" : " after " + after))
                + (all ? ". It goes to everybody on the link. " : ". It goes to the asker alone. ")
                + (question != null && question.what().equals(PROBE)
                        ? "So the address is taken: the asker must not use it (RFC 5227 section 2.1.1)."
                        : "With it, " + target + " can send its frame, and keeps what it learned for a while.");
    }

    @Override
    public Plot plot() {
        return plot;
    }

    @Override
    public Story end(String name) {
        var summary = new ArrayList<String>();
        if (owners.isEmpty() && probed && !wanted) {
            summary.add("Nobody said that it uses " + address + ": the asker may take it.");
        } else if (owners.isEmpty()) {
            summary.add("Nobody answered: whoever asked cannot send anything to " + address
                    + " (EHOSTUNREACH), or the answers are not in the capture.");
        } else {
            summary.add(address + " is at " + Say.list(List.copyOf(owners.keySet())) + ".");
        }
        if (owners.size() > 1) summary.add("More than one host claimed it.");
        Plot.Chapter c = plot.chapter(HEADING);
        c.say("IP knows where a packet goes, the link only knows MAC addresses: ARP finds the one for the other. It has no "
                + "IP header, so it does not pass any router. Nothing proves that an answer is true.");
        return plot.story(name, "ARP: who has " + address, summary);
    }
}
