package net.strata.explain.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.strata.decode.Level;
import net.strata.explain.Item;
import net.strata.explain.route.Lane.Change;
import net.strata.explain.route.Lane.Row;
import net.strata.wire.Auto;
import org.jspecify.annotations.Nullable;

/// What lies between a point and the one before, and why it changed what it changed.
final class Passage {
    /// A change, or what did not change, and why.
    record Line(char sign, String text) {}

    /// Where a header differs in more fields than this, the others are not explained.
    private static final int MOST_FIELDS = 64;

    private final Comparison all;
    private final int point;
    /// Reasons that were given already: each is given once.
    private final Set<String> told;
    private final List<Line> lines = new ArrayList<>();
    /// Fields that changed while their header stayed.
    private final List<Row> changed = new ArrayList<>();
    /// Routers between, as the TTL tells.
    private final long hops;

    Passage(Comparison all, int point, Set<String> told) {
        this.all = all;
        this.point = point;
        this.told = told;
        long taken = 0;
        for (Lane lane : all.lanes()) {
            if (lane.protocol.level() == Level.LINK) continue;
            for (Row row : lane.rows()) {
                if (row.change(point) == Change.CHANGED) changed.add(row);
                if (role(row) == Role.TTL && isAtBoth(row)) taken = number(row, point - 1) - number(row, point);
            }
        }
        hops = taken;
    }

    private static Role role(Row row) {
        return Role.of(row.any().item().field());
    }

    private boolean isAtBoth(Row row) {
        return row.cells().get(point - 1) != null && row.cells().get(point) != null;
    }

    private static long number(Row row, int point) {
        Lane.Cell cell = row.cells().get(point);
        return cell == null ? 0 : cell.item().number();
    }

    private boolean translated() {
        return changed.stream().anyMatch(row -> role(row).isTranslated());
    }

    private boolean forwarded() {
        return hops > 0;
    }

    /// Who stands between the two points.
    String who() {
        String tunnel = tunnel();
        if (!tunnel.isEmpty()) return tunnel;
        if (forwarded() && hops == 1) return translated() ? "a NAT, which is a router, too" : "a router";
        if (forwarded()) return hops + " routers" + (translated() ? ", of which one is a NAT" : "");
        if (translated()) return "a NAT that takes no hop away";
        if (hops < 0)
            return "no way: the TTL is higher than before, so the order of the points is another";
        if (!changed.isEmpty()) return "somebody who does more than forward, and takes no hop away";
        return all.lanes().stream()
                .anyMatch(lane -> lane.change(point) == Change.NEW || lane.change(point) == Change.ADDED
                        || lane.change(point) == Change.GONE)
                                ? "no router, as the TTL is the same: a switch, or the like"
                                : "nobody who changes packets: a wire, or a switch";
    }

    /// Whether network headers were put around the packet, taken off, or replaced by those of another protocol.
    private String tunnel() {
        List<Lane> inner = all.lanes().stream().filter(lane -> lane.protocol.level() == Level.NETWORK).toList();
        boolean added = inner.stream().anyMatch(lane -> lane.change(point) == Change.ADDED);
        boolean gone = inner.stream().anyMatch(lane -> lane.change(point) == Change.GONE);
        if (added && gone) return "a translator or a gateway: the message travels in another network protocol";
        return added ? "the entry of a tunnel" : gone ? "the exit of a tunnel" : "";
    }

    /// What changed and why, then what did not though it does elsewhere.
    List<Line> lines() {
        all.lanes().forEach(this::explain);
        var kept = new LinkedHashMap<String, String>();
        for (Lane lane : all.lanes())
            for (Row row : lane.rows())
                if (row.change(point) == Change.SAME && !row.constant() && lane.protocol.level() != Level.LINK)
                    kept.merge(kept(row, translated()), row.name() + " " + row.value(point),
                            (one, other) -> one + ", " + other);
        kept.forEach((why, values) -> line(Change.SAME, values + once(why)));
        return lines;
    }

    /// A reason where it is needed first, afterwards a reference to it.
    private String once(String why) {
        return ": " + (told.add(why) ? why : "as above");
    }

    private void explain(Lane lane) {
        Change change = lane.change(point);
        boolean link = lane.protocol.level() == Level.LINK;
        String title = lane.protocol.layout().title();
        switch (change) {
            case ADDED -> line(change, title + values(lane, point) + once((link
                    ? "it belongs to this link alone, and is taken off at its end"
                    : "put around the whole packet, to carry it through another network") + specified(lane)));
            case GONE -> line(change, title + values(lane, point - 1) + once(link
                    ? "it belonged to the link before"
                    : "it has carried the packet through another network, and has done its work"));
            case NEW -> line(change, title + ", a new header: " + differences(lane) + once(renewed()));
            case CHANGED -> lane.rows().stream()
                    .filter(row -> row.change(point) != Change.SAME && row.change(point) != Change.NONE)
                    .limit(MOST_FIELDS)
                    .forEach(row -> line(row.change(point), became(row) + once(why(lane, row))));
            default -> {
            }
        }
    }

    private String differences(Lane lane) {
        return lane.rows().stream().filter(row -> row.change(point) == Change.CHANGED).limit(MOST_FIELDS)
                .map(this::became)
                .collect(Collectors.joining(", "));
    }

    private String renewed() {
        return forwarded()
                ? "a link's addresses mean stations of that link only, so a router takes the frame off and makes a new one"
                        + " for the next link, from its own station to that of the next hop (RFC 1812 section 5.2.1.2)"
                : "it belongs to its link, and is made anew for the next";
    }

    private static String specified(Lane lane) {
        String source = lane.protocol.layout().source();
        return source.isEmpty() ? "" : " (" + source + ")";
    }

    /// What distinguishes a header that is there at one of the two points only: its addresses and ports, or else the first
    /// that are not zero.
    private static String values(Lane lane, int at) {
        List<Row> rows = lane.rows().stream().filter(row -> row.cells().get(at) != null && number(row, at) != 0
                || role(row).isTranslated()).toList();
        List<Row> ends = rows.stream().filter(row -> role(row).isTranslated()).toList();
        String values = (ends.isEmpty() ? rows : ends).stream().limit(3).map(row -> row.name() + " " + row.value(at))
                .collect(Collectors.joining(", "));
        return values.isEmpty() ? "" : " with " + values;
    }

    private String became(Row row) {
        return switch (row.change(point)) {
            case ADDED -> row.name() + " " + row.value(point);
            case GONE -> row.name() + " " + row.value(point - 1);
            default -> row.name() + " " + row.value(point - 1) + " \u2192 " + row.value(point);
        };
    }

    private String why(Lane lane, Row row) {
        if (row.change(point) != Change.CHANGED) return "this part of the header is at one of the two points only";
        return switch (role(row)) {
            case TTL -> forwarded()
                    ? "each router takes one away, so that a packet that goes in circles comes to an end " + (v6(row)
                            ? "(RFC 8200 section 3)"
                            : "(RFC 1812 section 5.3.1)")
                    : "it never grows on the way: the points are in another order, or the packet is not the same";
            case HEADER_CHECKSUM -> "it covers the header, in which something changed" + sum(lane, row,
                    "RFC 1812 section 4.2.2.5");
            case CHECKSUM -> "it covers addresses, ports and payload, of which some changed" + sum(lane, row,
                    "RFC 3022 section 4.2");
            case MESSAGE_CHECKSUM -> "it covers the whole message, in which something changed" + sum(lane, row,
                    "RFC 3022 section 4.2");
            case SOURCE -> "the NAT puts its own address in place of the sender's, so that answers come to it"
                    + " (RFC 3022 section 2.2)" + secluded(row, point - 1);
            case DESTINATION -> "the NAT finds in its table which host behind it is meant, and puts that host's address"
                    + " in place of its own (RFC 3022 section 2.2)" + secluded(row, point);
            case SOURCE_PORT -> "the NAT takes a port by which it will know the answers among those for all hosts"
                    + " behind it (RFC 3022 section 2.2)";
            case DESTINATION_PORT -> "by this port the NAT knew whose it is, and puts that host's own port in its place"
                    + " (RFC 3022 section 2.2)";
            case QUERY_ID -> "ICMP has no ports: a NAT tells queries apart by this number (RFC 3022 section 2.2)";
            case SERVICE ->
                "routers may mark packets anew for the treatment they shall get (RFC 2474 section 3, RFC 3168"
                        + " section 5)";
            default -> "neither forwarding nor address translation asks for this: somebody on the way did more";
        };
    }

    private static boolean v6(Row row) {
        return row.name().startsWith("ipv6.");
    }

    /// Whether the address is one that only its own network knows (RFC 1918 section 3).
    private static String secluded(Row row, int at) {
        String address = row.value(at);
        return address.matches("10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*")
                ? "; " + address + " is private: it means nothing outside its own network (RFC 1918 section 3)"
                : "";
    }

    private String sum(Lane lane, Row row, String source) {
        Increment increment = Increment.of(all, lane, row, point);
        if (increment == null) return " (" + source + ")";
        if (!increment.holds())
            return "; but it does not follow from the one before, which gives " + increment.text()
                    + ": one of the two was not finished yet, or more changed than the headers";
        return "; it follows from the old one, and from each word before and now: " + increment.text() + " (" + source
                + ", RFC 1624 equation 3)";
    }

    private static String kept(Row row, boolean translated) {
        if (isChecksum(row)) return unchanged(row, translated);
        return switch (role(row)) {
            case SOURCE, DESTINATION, SOURCE_PORT, DESTINATION_PORT ->
                "it names an end of the conversation, not the next"
                        + " hop; who only forwards leaves it alone (RFC 1812 section 5.2.1.2)";
            case HEADER_CHECKSUM -> "nothing in the header changed";
            case TTL -> "no router took one away";
            default -> "nobody here had reason to touch it";
        };
    }

    private void line(Change change, String text) {
        lines.add(new Line(change.sign, text));
    }

    /// What is the same at all points and why: the message, and what its two ends agree on.
    static List<Line> lasting(Comparison all) {
        var lines = new ArrayList<Line>();
        int bytes = all.payload(0);
        if (bytes > 0)
            lines.add(new Line(Change.SAME.sign, "payload, " + bytes + (bytes == 1 ? " byte" : " bytes")
                    + ": it belongs to the two ends; a NAT must look into it only where it carries addresses itself,"
                    + " as that of FTP does (RFC 3022 section 4.4)"));
        var reasons = new LinkedHashMap<String, String>();
        boolean translated = all.lanes().stream().flatMap(lane -> lane.rows().stream())
                .anyMatch(row -> role(row).isTranslated() && row.isChanged());
        for (Lane lane : all.lanes())
            for (Row row : lane.rows()) {
                String why = row.constant() ? lasting(row, translated) : "";
                String value = row.name() + " " + row.any().item().value();
                if (!why.isEmpty()) reasons.merge(why, value, (one, other) -> one + ", " + other);
            }
        reasons.forEach((why, values) -> lines.add(new Line(Change.SAME.sign, values + ": " + why)));
        return lines;
    }

    private static String lasting(Row row, boolean translated) {
        if (isChecksum(row)) return unchanged(row, translated);
        return switch (role(row)) {
            case SOURCE, SOURCE_PORT -> "the sender is known by it to all on the way";
            case DESTINATION, DESTINATION_PORT -> "the receiver is known by it to all on the way";
            case SEQUENCE ->
                "it counts bytes of data, and nobody on the way adds or removes any (RFC 9293 section 3.4)";
            case FRAGMENT_ID ->
                "by it the receiver knows which fragments belong together (RFC 791 section 3.1, RFC 8200"
                        + " section 4.5)";
            default -> "";
        };
    }

    /// Whether it is a checksum over more than the header.
    private static boolean isChecksum(Row row) {
        return role(row) == Role.CHECKSUM || role(row) == Role.MESSAGE_CHECKSUM;
    }

    /// Why a checksum has not changed.
    ///
    /// @param translated whether addresses or ports have
    private static String unchanged(Row row, boolean translated) {
        Item checksum = row.any().item();
        boolean none = checksum.number() == 0 && checksum.field() != null
                && checksum.field().meta().absent() == Auto.NONZERO_CHECKSUM;
        if (none)
            return "the sender computed none"
                    + (translated ? ", so a NAT leaves it zero (RFC 768, RFC 3022 section 4.1)" : " (RFC 768)");
        if (translated)
            return "addresses or ports have changed without it: either the changes cancel each other out, or it was not"
                    + " finished at these points";
        return role(row) == Role.CHECKSUM
                ? "the TTL is not in what it covers, and all that is has stayed"
                : "nothing that it covers has changed";
    }
}
