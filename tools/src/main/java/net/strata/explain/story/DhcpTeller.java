package net.strata.explain.story;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.strata.explain.story.Story.Mark;

/// Tells how a host gets its address and more: DHCP (RFC 2131), DHCPv6 (RFC 8415).
final class DhcpTeller implements Teller {
    private static final String HEADING = "Discover, offer, request, acknowledge";
    private static final String HEADING6 = "Solicit, advertise, request, reply";
    private static final String AGREED = "What was agreed";
    private static final int CLIENT = 0;
    private static final int NAK = 6;
    private static final int AGREEMENTS = 12;
    private static final String NOWHERE = "0.0.0.0";

    private final Plot plot = new Plot();
    private final Set<String> offers = new LinkedHashSet<>();
    private final Map<String, String> agreed = new LinkedHashMap<>();
    private final Set<String> steps = new LinkedHashSet<>();
    private String client = "";
    private boolean six;
    private boolean refused;
    private boolean renewal;

    @Override
    public void see(Sight s) {
        plot.count(s.time());
        six |= s.has("dhcpv6.msgtype");
        if (client.isEmpty()) {
            client = six ? s.value("dhcpv6.msgtype").isEmpty() ? s.from() : clientOf(s) : s.value("dhcp.hw.mac_addr");
            if (client.isEmpty()) client = s.from();
            plot.host("client", "client", client);
        }
        if (six) six(s);
        else
            four(s);
    }

    private static String clientOf(Sight s) {
        return Membership.serves((int) s.number("dhcpv6.msgtype")) ? s.to() : s.from();
    }

    private void four(Sight s) {
        boolean reply = s.number("dhcp.type") == 2;
        String relay = s.value("dhcp.ip.relay");
        boolean relayed = !relay.isEmpty() && !relay.equals(NOWHERE);
        boolean byRelay = relayed
                && (reply ? s.to().equals(relay) : s.from().equals(relay) || !s.end().destination().many());
        int relaying = relayed ? plot.host("relay " + relay, "relay agent", relay) : CLIENT;
        int from = reply ? server(s) : byRelay ? relaying : CLIENT;
        boolean all = s.end().destination().many();
        int to = all ? Story.Arrow.ALL : reply ? byRelay ? relaying : CLIENT : plot.host(s.to(), "server", s.to());
        int type = (int) s.number("dhcp.option.dhcp");
        String label = s.bare(type < 0 ? "dhcp.type" : "dhcp.option.dhcp");
        if (steps.size() < AGREEMENTS) steps.add(label);
        Set<Mark> marks = type == NAK ? EnumSet.of(Mark.ERROR) : EnumSet.noneOf(Mark.class);
        plot.add(plot.chapter(HEADING),
                new Story.Arrow(s.number(), s.time(), from, to, label, all ? "to everybody" : "",
                        Say.sentence(four(s, type, all)) + (byRelay ? byRelay(reply, relay) : ""), List.of(),
                        Set.copyOf(marks)));
    }

    private static String byRelay(boolean reply, String relay) {
        return reply
                ? " It goes to relay agent " + relay + ", which passes it on to the client."
                : " Relay agent " + relay + " passed it on: what the client sends does not leave its link.";
    }

    private int server(Sight s) {
        String identifier = s.value("dhcp.option.dhcp_server_id");
        String address = identifier.isEmpty() ? s.from() : identifier;
        return plot.host(address, "server", address);
    }

    private String four(Sight s, int type, boolean all) {
        String yours = s.value("dhcp.ip.your");
        String wanted = s.value("dhcp.option.requested_ip_address");
        String server = s.value("dhcp.option.dhcp_server_id");
        String own = s.value("dhcp.ip.client");
        return switch (type) {
            case 1 -> "Is there a DHCP server? The client has no address yet"
                    + (all ? " and asks everybody from " + s.from() : "")
                    + (wanted.isEmpty() ? "" : "; it would like " + wanted) + hostname(s);
            case 2 -> {
                if (offers.size() < AGREEMENTS) offers.add(yours);
                yield "The server offers " + yours + lease(s)
                        + ". Nothing is agreed yet; the client may choose among several "
                        + "offers";
            }
            case 3 -> requested(wanted, server, own, all);
            case 4 -> "The client has found that somebody else uses the address, and does not take it";
            case 5 -> {
                agree(s);
                yield "Agreed: the client now has " + (yours.equals(NOWHERE) ? own : yours) + lease(s);
            }
            case NAK -> {
                refused = true;
                yield "The server refuses: the client must begin anew"
                        + (s.has("dhcp.option.message") ? " (\"" + s.value("dhcp.option.message") + "\")" : "");
            }
            case 7 -> "The client gives its address " + own + " back";
            case 8 -> "The client has address " + own + " already and only asks for the rest";
            default -> s.info();
        };
    }

    private String requested(String wanted, String server, String own, boolean all) {
        if (!server.isEmpty() && !wanted.isEmpty())
            return "The client asks for " + wanted + ", from server " + server
                    + (all ? ". It tells everybody, so that other servers take their offers back" : "");
        renewal = true;
        return own.isEmpty() || own.equals(NOWHERE)
                ? "The client has had " + wanted + " before, and asks whether it may go on using it"
                : "The client uses " + own + " and asks to keep it for longer";
    }

    private static String hostname(Sight s) {
        String name = s.value("dhcp.option.hostname");
        return name.isEmpty() ? "" : "; it calls itself \"" + name + "\"";
    }

    private static String lease(Sight s) {
        long seconds = s.number("dhcp.option.ip_address_lease_time");
        return seconds < 0 ? "" : " for " + seconds(seconds);
    }

    private static String seconds(long seconds) {
        return seconds == 0xffff_ffffL ? "ever" : seconds + " s";
    }

    private void agree(Sight s) {
        put("address", List.of(s.value("dhcp.ip.your")));
        put("lease", s.values("dhcp.option.ip_address_lease_time").stream().map(each -> each + " s").toList());
        put("renewal after", s.values("dhcp.option.renewal_time_value").stream().map(each -> each + " s").toList());
        put("subnet mask", s.values("dhcp.option.subnet_mask"));
        put("router", s.values("dhcp.option.router"));
        put("name servers", s.values("dhcp.option.domain_name_server"));
        put("domain", s.values("dhcp.option.domain_name"));
        put("server", s.values("dhcp.option.dhcp_server_id"));
    }

    private void put(String what, List<String> values) {
        if (values.isEmpty() || values.getFirst().isEmpty() || agreed.size() >= AGREEMENTS) return;
        agreed.put(what, Say.list(values));
    }

    private void six(Sight s) {
        int type = (int) s.number("dhcpv6.msgtype");
        boolean answer = Membership.serves(type);
        boolean many = s.end().destination().many();
        int from = answer ? plot.host(s.from(), "server", s.from()) : CLIENT;
        int to = many ? Story.Arrow.ALL : answer ? CLIENT : plot.host(s.to(), "server", s.to());
        String label = s.bare("dhcpv6.msgtype");
        if (label.isEmpty()) label = s.protocol();
        if (steps.size() < AGREEMENTS) steps.add(label.toLowerCase(Locale.ROOT));
        String address = Say.list(s.values("dhcpv6.iaaddr.ip"));
        String prefix = Say.list(s.values("dhcpv6.iaprefix.pref_addr"));
        String what = address.isEmpty() ? prefix.isEmpty() ? "" : "prefix " + prefix : "address " + address;
        String says = switch (type) {
            case 1 -> "Is there a DHCPv6 server? The client asks the group of all servers and relay agents";
            case 2 -> "The server is ready to give " + (what.isEmpty() ? "what was asked for" : what);
            case 3 -> "The client asks this server for " + (what.isEmpty() ? "what it offered" : what);
            case 5 -> "The client asks its server to let it keep " + (what.isEmpty() ? "what it has" : what);
            case 6 -> "The client's own server is silent: it asks any server to let it keep "
                    + (what.isEmpty() ? "what it has" : what);
            case 7 -> {
                agreeSix(s);
                yield "The server gives " + (what.isEmpty() ? "what was asked for" : what);
            }
            case 8 -> "The client gives back " + (what.isEmpty() ? "what it had" : what);
            case 9 -> "Somebody else uses " + (what.isEmpty() ? "the address" : what) + ": the client does not take it";
            case 11 -> "The client has an address already and only asks for the rest";
            default -> s.info();
        };
        String status = s.value("dhcpv6.status_code");
        String failed = status.isEmpty() || s.number("dhcpv6.status_code") == 0 ? "" : "; status " + status;
        plot.add(plot.chapter(HEADING6), new Story.Arrow(s.number(), s.time(), from, to, label,
                many ? "to group " + s.to() : "", Say.sentence(says + failed), List.of(), Set.of()));
    }

    private void agreeSix(Sight s) {
        put("address", s.values("dhcpv6.iaaddr.ip"));
        put("prefix", s.values("dhcpv6.iaprefix.pref_addr"));
        put("valid for", s.values("dhcpv6.iaaddr.valid_lifetime").stream().map(each -> each + " s").toList());
        put("name servers", s.values("dhcpv6.dns_server"));
        put("domains", s.values("dhcpv6.search_list_entry"));
    }

    @Override
    public Plot plot() {
        return plot;
    }

    @Override
    public Story end(String name) {
        if (!agreed.isEmpty()) {
            Plot.Chapter c = plot.after(plot.chapters().getLast().heading(), AGREED);
            agreed.forEach((what, value) -> c.say(Say.sentence(what + ": " + value)));
        }
        Plot.Chapter first = plot.chapters().getFirst();
        first.say(six
                ? "The client speaks from its link-local address, which it made by itself, to a group; all messages of one "
                        + "client are shown."
                : "All messages have the same transaction ID, by which the client knows what is meant for it: as long as it "
                        + "has no address, addresses cannot tell.");
        var summary = new ArrayList<String>();
        if (offers.size() > 1) summary.add(Say.count(offers.size(), "offer") + " were made.");
        summary.add(outcome());
        if (renewal) summary.add("The client had the address before.");
        return plot.story(name, (six ? "DHCPv6" : "DHCP") + ": client " + client + ": " + String.join(", ", steps),
                summary);
    }

    private String outcome() {
        String address = agreed.get("address");
        if (address != null && !address.equals(NOWHERE)) return "The client has address " + address + ".";
        if (!agreed.isEmpty()) return "The client learned what it asked for.";
        return refused ? "The server refused." : "Nothing was agreed in this capture.";
    }
}
