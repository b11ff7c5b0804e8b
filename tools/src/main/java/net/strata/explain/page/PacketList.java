package net.strata.explain.page;

import java.util.List;
import net.strata.explain.Anatomy;
import net.strata.explain.Item;
import net.strata.explain.Layer;
import net.strata.frame.Batch;
import net.strata.page.Markup;
import net.strata.wire.Checksum;

/// The packets in a table, one a row.
final class PacketList {
    private static final int LONGEST = 160;
    private static final String[] HEADS = {"No.", "Time", "From", "To", "Protocol", "Length", "Sums", "Info"};

    private final List<Anatomy> packets;
    private final Markup out;

    PacketList(List<Anatomy> packets, Markup out) {
        this.packets = packets;
        this.out = out;
    }

    void write() {
        out.open("section", "class", "list", "aria-label", "Packets").line();
        // Roles: where there is little room, rows are laid out otherwise, and browsers then forget the table.
        out.open("table", "id", "packets", "role", "table", "aria-label", "Packets").open("thead", "role", "rowgroup")
                .open("tr", "role", "row");
        for (String each : HEADS)
            out.element("th", each, "role", "columnheader");
        out.close().close().line().open("tbody", "role", "rowgroup").line();
        for (Anatomy each : packets)
            row(each);
        out.close().close().close().line();
    }

    private void row(Anatomy packet) {
        out.open("tr", "role", "row", "id", "r" + packet.number());
        out.open("td", "class", "no", "role", "rowheader")
                .element("a", Long.toString(packet.number()), "href", "#p" + packet.number()).close();
        cell("time", time(packet));
        cell("from", end(packet, false));
        cell("to", end(packet, true));
        cell("protocol", packet.protocol());
        cell("length", Integer.toString(packet.length()));
        String sums = sums(packet);
        cell(sums.equals("bad") ? "sums wrong" : "sums", sums);
        cell("info", cut(packet.info()));
        out.close().line();
    }

    private void cell(String name, String text) {
        out.element("td", text, "class", name, "role", "cell");
    }

    static String cut(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0,
                        LONGEST))) + "\u2026";
    }

    /// Seconds since the first packet.
    private String time(Anatomy packet) {
        long start = packets.getFirst().time();
        if (packet.time() == Batch.NO_TIME || start == Batch.NO_TIME) return "";
        return Ladders.seconds(packet.time() - start);
    }

    /// The innermost address that it comes from, or goes to.
    private static String end(Anatomy packet, boolean to) {
        String end = "";
        for (Layer each : packet.own()) {
            int item = to ? each.receiver() : each.sender();
            if (item >= 0) end = packet.item(item).value();
        }
        return end;
    }

    /// What its checksums are: bad if one is, good if one is and none is bad.
    private static String sums(Anatomy packet) {
        String sums = "";
        for (Item each : packet.items()) {
            if (!each.name().endsWith("checksum.status") || packet.layers().get(each.layer()).quoted()) continue;
            if (each.number() == Checksum.BAD) return "bad";
            if (each.number() == Checksum.GOOD) sums = "good";
        }
        return sums;
    }
}
