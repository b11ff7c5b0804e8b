package net.strata.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.strata.lab.Letters;
import net.strata.lab.Packet;
import net.strata.lab.Spans;
import net.strata.lab.Step;
import net.strata.live.Ink;
import net.strata.os.Call;
import net.strata.stats.Glyphs;
import net.strata.stats.Units;

/// A demonstration in words, as lines for a terminal.
public final class DemoText {
    private static final int HEAD = 10;
    private static final long MILLI = 1_000_000;
    /// A call that took longer was waiting.
    private static final long WAITED = 20 * MILLI;

    /// An address as C has it, with its length.
    private static final Pattern SOCKADDR = Pattern.compile("\\{sin6?_family=[^}]*}(, \\[?\\d+]?)?");

    private DemoText() {}

    /// What comes before the run, for a terminal with so many columns.
    public static List<String> question(About about, int width) {
        var lines = new ArrayList<String>();
        lines.add(about.name() + ": " + about.title());
        lines.add("");
        paragraph("belief", about.belief(), width, lines);
        paragraph("question", about.question(), width, lines);
        return lines;
    }

    /// What comes after it.
    ///
    /// @param ink the colours that sends have
    public static List<String> answer(Outcome outcome, Ink ink, int width) {
        var lines = new ArrayList<String>();
        for (Session session : outcome.sessions()) {
            if (session.evidence().isEmpty()) continue;
            lines.add("");
            lines.add("run: " + session.title());
            for (Evidence each : session.evidence())
                lines.add(line(each, session, ink, width));
        }
        lines.add("");
        for (Check check : outcome.checks()) {
            paragraph(check.seen() ? "seen" : check.hidden() ? "hidden" : "NOT SEEN", check.expectation(), width,
                    lines);
            if (check.hidden()) paragraph("", "cannot be seen here: " + check.saw(), width, lines);
            else if (!check.seen()) paragraph("", "but: " + check.saw(), width, lines);
        }
        paragraph("so it is", outcome.about().sentence(), width, lines);
        paragraph("source", String.join("; ", outcome.about().sources()), width, lines);
        return lines;
    }

    private static String line(Evidence evidence, Session session, Ink ink, int width) {
        long start = session.timeline().start();
        return switch (evidence) {
            case Evidence.Said said -> "  " + said.words();
            case Evidence.Cut cut -> "  " + pad(cut.what(), HEAD) + cut(cut, ink, width);
            case Evidence.Called called -> time(called.time() - start) + pad(called.step().made().side().toString(), 18)
                    + call(called.step());
            case Evidence.Sent sent -> time(sent.time() - start)
                    + pad(sent.packet().from() + (ink.glyphs() == Glyphs.UNICODE ? " → " : " -> ")
                            + sent.packet().from().other(), 18)
                    + packet(sent.packet());
        };
    }

    /// Bytes of the first send as `a`, of the second as `b`; of many, their number in front.
    private static String cut(Evidence.Cut cut, Ink ink, int width) {
        boolean counted = cut.groups().stream().flatMap(List::stream).mapToInt(Evidence.Cut.Piece::length).sum() > width
                - 2 * HEAD;
        var groups = new StringJoiner(" ");
        for (List<Evidence.Cut.Piece> group : cut.groups()) {
            var pieces = new StringBuilder("[");
            for (Evidence.Cut.Piece piece : group) {
                String letter = Character.toString('a' + piece.send());
                String shown = counted ? piece.length() + letter : letter.repeat(piece.length());
                if (counted && pieces.length() > 1) pieces.append(' ');
                pieces.append(ink.sgr(Letters.COLORS.get(piece.send() % Letters.COLORS.size()), shown));
            }
            groups.add(pieces.append(']'));
        }
        return groups.toString();
    }

    private static String time(long nanos) {
        return String.format("%10s ms  ", Spans.moment(nanos));
    }

    private static String call(Step step) {
        Call call = step.made().call();
        long lasted = call.exit() - call.enter();
        return SOCKADDR.matcher(call.toString()).replaceAll(Matcher.quoteReplacement(String.valueOf(call.address())))
                + (lasted < WAITED ? "" : String.format(Locale.ROOT, "  after %.0f ms", (double) lasted / MILLI));
    }

    /// A packet in a few words: `TCP FIN, ACK, 5 bytes, sent again, lost`.
    static String packet(Packet packet) {
        Packet.Segment segment = packet.segment();
        String what = packet.protocol() + " " + (segment == null
                ? packet.summary()
                : String.join(", ", segment.flags())
                        + (segment.length() == 0 ? "" : ", " + Units.count(segment.length(), "byte"))
                        + (segment.again() ? ", sent again" : ""));
        return what + (packet.lost() ? ", lost" : "");
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    /// Words behind a head, in lines that are not too long.
    private static void paragraph(String head, String words, int width, List<String> lines) {
        var line = new StringBuilder(pad(head, HEAD));
        for (String word : words.split(" ", -1)) {
            if (line.length() + word.length() > width) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(HEAD));
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
    }
}
