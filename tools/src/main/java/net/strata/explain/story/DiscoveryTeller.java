package net.strata.explain.story;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.strata.explain.Anatomy;
import net.strata.explain.Item;
import org.jspecify.annotations.Nullable;

/// Tells who asks for an IPv6 address on a link and who answers, or how routers are found (RFC 4861, RFC 4862).
final class DiscoveryTeller implements Teller {
    private static final String HEADING = "Question and answer";
    private static final int ROUTER_SOLICITATION = 133;
    private static final int ROUTER_ADVERTISEMENT = 134;
    private static final int SOLICITATION = 135;
    private static final int OWNERS = 16;
    private static final int PREFIXES = 8;
    private static final String NOWHERE = "::";

    private final Plot plot = new Plot();
    private final Set<String> owners = new LinkedHashSet<>();
    private String target = "";
    private boolean routers;
    private boolean duplicates;
    private boolean wanted;
    private boolean taken;
    /// By the address of the asker.
    private final Pending<String> open = new Pending<>();

    @Override
    public void see(Sight s) {
        plot.count(s.time());
        int type = (int) s.number("icmpv6.type");
        routers |= type == ROUTER_SOLICITATION || type == ROUTER_ADVERTISEMENT;
        String mac = s.value("eth.src");
        boolean nameless = s.from().equals(NOWHERE);
        int from = plot.host(mac.isEmpty() ? s.from() : mac, nameless ? "" : s.from(), mac);
        if (!nameless) plot.name(from, s.from(), mac);
        boolean many = s.end().destination().many();
        String to = s.value("eth.dst");
        int destination = many ? Story.Arrow.ALL : plot.host(to.isEmpty() ? s.to() : to, s.to(), to);
        String says = switch (type) {
            case ROUTER_SOLICITATION ->
                question(s, "Is there a router? It asks all routers of the link, so as not to wait for the next "
                        + "advertisement.");
            case ROUTER_ADVERTISEMENT -> router(s, many);
            case SOLICITATION -> solicited(s, nameless, many);
            default -> advertised(s, mac);
        };
        plot.add(plot.chapter(HEADING), new Story.Arrow(s.number(), s.time(), from, destination,
                s.bare("icmpv6.type"), many ? "to group " + s.to() : "", says,
                List.of(),
                Set.of()));
    }

    private String question(Sight s, String says) {
        String mac = s.value("eth.src");
        Pending.Question before = open.ask(s.from(), s, mac);
        return (before != null && before.what().equals(mac) ? "Asks again: nobody answered. " : "") + says;
    }

    private String solicited(Sight s, boolean nameless, boolean many) {
        if (target.isEmpty()) target = s.value("icmpv6.nd.ns.target_address");
        if (nameless) {
            duplicates = true;
            return question(s,
                    "Does anybody use " + target + "? It asks from :: because this address is not its own yet: "
                            + "duplicate address detection (RFC 4862 section 5.4).");
        }
        wanted = true;
        return question(s, s.from() + " needs the link-layer address of " + target
                + (many
                        ? ", and asks the group that only hosts with the same last 24 bits of an address are in, not "
                                + "everybody as ARP does."
                        : ", and asks it alone, to see whether what it knows still holds."));
    }

    private String answering(Sight s) {
        Pending.Question question = open.answer(s.to());
        if (question == null) return "";
        String after = Say.between(question.time(), s.time());
        return " It answers packet " + question.number() + (after.isEmpty() ? "." : " after " + after + ".");
    }

    /// An advertisement that goes to all. It answers whoever asks from `::`, which has no address that it could go to.
    private String unsolicited(Sight s, String source) {
        Pending.Question question = open.waiting(NOWHERE);
        if (question == null || question.what().equals(source))
            return s.end().destination().many() ? " Nobody asked: it tells all." : " Nobody asked.";
        open.answer(NOWHERE);
        taken = true;
        return " So the address is taken, and whoever asked in packet " + question.number()
                + " must not use it. The answer goes to all, as :: is no address to answer to (RFC 4861 section 7.2.4).";
    }

    private String advertised(Sight s, String source) {
        if (target.isEmpty()) target = s.value("icmpv6.nd.na.target_address");
        String told = s.value("icmpv6.opt.target_linkaddr");
        String mac = told.isEmpty() ? source : told;
        if (owners.size() < OWNERS) owners.add(mac);
        boolean solicited = s.number("icmpv6.nd.na.flag.s") == 1;
        return target + " is at " + mac + "." + (solicited ? answering(s) : unsolicited(s, source))
                + (s.number("icmpv6.nd.na.flag.r") == 1 ? " It is a router." : "")
                + (s.number("icmpv6.nd.na.flag.o") == 1 ? " What was known before is replaced." : "");
    }

    private String router(Sight s, boolean many) {
        if (owners.size() < OWNERS) owners.add(s.from());
        long lifetime = s.number("icmpv6.nd.ra.router_lifetime");
        var says = new ArrayList<String>();
        says.add(lifetime > 0
                ? s.from() + " is a router: send through it what does not stay on the link, for " + lifetime
                        + " s from now"
                : s.from() + " tells about the link; it is no default router");
        says.addAll(prefixes(s));
        if (s.number("icmpv6.nd.ra.flag.m") == 1) says.add("addresses come by DHCPv6");
        if (s.has("icmpv6.opt.mtu")) says.add("packets of up to " + s.value("icmpv6.opt.mtu") + " bytes fit");
        List<String> servers = s.values("icmpv6.opt.rdnss");
        if (!servers.isEmpty()) says.add("names are resolved by " + Say.list(servers));
        return Say.sentences(says) + (many ? "" : answering(s));
    }

    /// What is told of prefixes, of each by its own flags (RFC 4861 section 4.6.2), and of routes (RFC 4191 section 2.3).
    private static List<String> prefixes(Sight s) {
        var says = new ArrayList<String>();
        Anatomy a = s.anatomy();
        if (a == null) return says;
        for (Item each : a.all("icmpv6.opt.prefix")) {
            if (each.parent() < 0 || says.size() == PREFIXES) break;
            Item option = a.item(each.parent());
            Item length = within(a, option, "icmpv6.opt.prefix.length");
            Item addresses = within(a, option, "icmpv6.opt.prefix.flag.a");
            String prefix = each.value() + (length == null ? "" : "/" + length.value());
            says.add(addresses == null
                    ? "it is a way to " + prefix
                    : "prefix " + prefix + ": hosts " + (addresses.number() == 1 ? "may make" : "make no")
                            + " addresses from it");
        }
        return says;
    }

    private static @Nullable Item within(Anatomy a, Item part, String name) {
        for (Item each : a.all(name))
            if (each.source() == part.source() && each.bit() >= part.bit() && each.bit() < part.bit() + part.bits())
                return each;
        return null;
    }

    @Override
    public Plot plot() {
        return plot;
    }

    @Override
    public Story end(String name) {
        var summary = new ArrayList<String>();
        if (routers) {
            summary.add(owners.isEmpty()
                    ? "No router answered."
                    : "Told by " + Say.list(List.copyOf(owners)) + ".");
        } else if (!owners.isEmpty()) {
            summary.add(target + " is at " + Say.list(List.copyOf(owners)) + "."
                    + (taken ? " Somebody else wanted it, and must not use it." : ""));
        } else if (duplicates && !wanted) {
            summary.add("Nobody said that it uses " + target + ": the asker may take it.");
        } else {
            summary.add("Nobody answered: whoever asked cannot send anything to " + target
                    + " (EHOSTUNREACH), or the answers are not in the capture.");
        }
        plot.chapter(HEADING).say(routers
                ? "A host learns from routers which prefixes its link has and where to send all else."
                : "The same as ARP for IPv4, but within ICMPv6, and to a group instead of everybody. A hop limit of 255 "
                        + "shows that no router passed it on (RFC 4861 section 11.2).");
        return plot.story(name, routers ? "Routers being found" : "Neighbour discovery: who has " + target, summary);
    }
}
