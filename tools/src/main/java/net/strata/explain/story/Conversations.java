package net.strata.explain.story;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.decode.Cursor;
import net.strata.explain.Sheet;
import net.strata.explain.Style;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.lab.Spans;
import net.strata.live.Ink;
import net.strata.protocol.Protocols;
import net.strata.session.Session;

/// The conversations of a capture.
///
/// @param all by kind, then by number; of each kind at most [#MOST]
/// @param more of kinds that have more: of TCP and UDP how many conversations, of others how many packets of such
/// @param packets how many frames the capture has
public record Conversations(List<Conversation> all, Map<Kind, Long> more, long packets) {
    /// So many of a kind are told.
    public static final int MOST = Membership.MOST;
    private static final int ARENA = 1 << 20;

    /// One that is counted.
    private static final class Counted {
        private final String one;
        private final String other;
        private long packets;
        private long bytes;
        private final long first;
        private long last;
        private final long from;
        private long to;

        Counted(String one, String other, long first, long from) {
            this.one = one;
            this.other = other;
            this.first = first;
            this.from = from;
        }
    }

    /// Reads a capture to its end. The source remains open.
    public static Conversations list(FrameSource source) throws IOException {
        var session = new Session();
        var batch = new Batch(ARENA);
        var cursor = new Cursor(Protocols.DATA, null);
        var membership = new Membership();
        Map<Kind, Map<Integer, Counted>> known = new EnumMap<>(Kind.class);
        Map<Kind, Long> highest = new EnumMap<>(Kind.class);
        long packets = 0;
        while (source.read(batch)) {
            session.see(batch);
            for (int i = 0; i < batch.count; i++) {
                packets++;
                cursor.walk(batch, i, Protocols.link(batch.linkType[i]));
                for (Membership.Member each : membership.of(cursor)) {
                    highest.merge(each.kind(), (long) each.number(), Math::max);
                    count(batch, i, each, cursor, known.computeIfAbsent(each.kind(), _ -> new HashMap<>()));
                }
            }
        }
        return conversations(known, highest, membership, packets);
    }

    private static void count(Batch batch, int i, Membership.Member member, Cursor c, Map<Integer, Counted> known) {
        long number = batch.firstNumber + i;
        long time = batch.time[i];
        Counted counted = known.get(member.number());
        if (counted == null) {
            if (known.size() == MOST) return;
            var ends = Names.of(c, member);
            counted = new Counted(ends.one(), ends.other(), number, time);
            known.put(member.number(), counted);
        }
        counted.packets++;
        counted.bytes += batch.length[i];
        counted.last = number;
        counted.to = time;
    }

    private static Conversations conversations(Map<Kind, Map<Integer, Counted>> known, Map<Kind, Long> highest,
            Membership membership, long packets) {
        var all = new ArrayList<Conversation>();
        Map<Kind, Long> more = new EnumMap<>(Kind.class);
        known.forEach((kind, each) -> {
            each.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
                Counted c = entry.getValue();
                all.add(new Conversation(kind, entry.getKey(), c.one, c.other, c.packets, c.bytes, c.first, c.last,
                        c.from,
                        c.to));
            });
            long missing = kind == Kind.TCP || kind == Kind.UDP
                    ? highest.getOrDefault(kind, 0L) + 1 - each.size()
                    : membership.dropped(kind);
            if (missing > 0) more.put(kind, missing);
        });
        return new Conversations(List.copyOf(all), Map.copyOf(more), packets);
    }

    /// Draws them as a table, with what to choose each by.
    public void draw(Sheet sheet) {
        sheet.line(Say.count(packets, "packet") + ", " + Say.count(all.size(), "conversation")
                + (more.isEmpty() ? "" : " shown, and more"), Style.BOLD);
        if (all.isEmpty()) {
            sheet.paragraph(sheet.height(), 0, sheet.width(),
                    "None that could be told: no TCP, UDP, ICMP requests, ARP, neighbour discovery or DHCP.",
                    Style.PLAIN);
            return;
        }
        int width = Math.max(40, sheet.width());
        boolean wide = width >= 72;
        int numbers = wide ? 34 : 12;
        int ends = Math.min(all.stream().mapToInt(each -> Ink.cells(ends(each))).max().orElse(0), width - 10 - numbers);
        Kind kind = null;
        for (Conversation each : all) {
            if (each.kind() != kind) {
                kind = each.kind();
                sheet.line();
                int row = sheet.height();
                sheet.put(row, 0, kind.title(), Style.BOLD);
                int from = 10 + ends;
                if (Ink.cells(kind.title()) < from) right(sheet, row, from + 9, "packets", Style.SOFT);
                if (wide) {
                    right(sheet, row, from + 20, "bytes", Style.SOFT);
                    right(sheet, row, from + 32, "lasted", Style.SOFT);
                }
            }
            row(sheet, each, ends, wide);
        }
        for (Kind each : Kind.values()) {
            Long missing = more.get(each);
            if (missing == null) continue;
            sheet.line();
            sheet.line(each == Kind.TCP || each == Kind.UDP
                    ? "and " + missing + " more of " + each
                    : "and " + Say.count(missing, "packet") + " of more such of " + each, Style.SOFT);
        }
    }

    private static String ends(Conversation each) {
        return each.other().isEmpty() ? each.one() : each.one() + " \u2192 " + each.other();
    }

    private static void row(Sheet sheet, Conversation each, int ends, boolean wide) {
        int row = sheet.height();
        sheet.put(row, 0, each.name(), Style.BOLD);
        sheet.put(row, 10, Sheet.fit(ends(each), ends), Style.PLAIN);
        right(sheet, row, 10 + ends + 9, Long.toString(each.packets()), Style.PLAIN);
        if (!wide) return;
        right(sheet, row, 10 + ends + 20, Long.toString(each.bytes()), Style.PLAIN);
        if (each.packets() > 1 && each.from() != Batch.NO_TIME)
            right(sheet, row, 10 + ends + 32, Spans.of(each.lasted()), Style.PLAIN);
    }

    private static void right(Sheet sheet, int row, int end, String text, Style style) {
        sheet.put(row, Math.max(0, end - Ink.cells(text)), text, style);
    }
}
