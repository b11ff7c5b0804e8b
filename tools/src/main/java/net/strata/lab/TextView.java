package net.strata.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import net.strata.live.Ink;
import net.strata.os.Call;
import net.strata.stats.Glyphs;
import net.strata.stats.Units;

/// A session as text for a terminal: what it is, the calls and packets of both sides on one axis of time, what each step
/// did; with details also each call in C, Java and Python, and what each layer adds to a packet.
public final class TextView {
    /// A terminal with fewer columns than these has no room for three lanes.
    static final int NARROW = 60;
    private static final int WIDEST = 160;
    private static final int LEAST = 30;
    private static final int INDENT = 4;
    /// So many calls of one step are told one by one.
    private static final int MOST_TOLD = 3;

    private final Timeline timeline;
    private final Ink ink;
    private final int width;
    private final Appendable out;

    private TextView(Timeline timeline, Ink ink, int width, Appendable out) {
        this.timeline = timeline;
        this.ink = ink;
        this.width = Math.clamp(width, LEAST, WIDEST);
        this.out = out;
    }

    /// Writes it.
    ///
    /// @param width columns that there are
    /// @param details whether each call's forms and each packet's layers are told
    public static void write(Timeline timeline, Ink ink, int width, boolean details, Appendable out)
            throws IOException {
        var view = new TextView(timeline, ink, width, out);
        var letters = new Letters(timeline);
        view.head();
        out.append('\n');
        new Ladder(timeline, letters, ink, view.width, out).write();
        out.append('\n');
        view.roles();
        if (details) {
            view.forms();
            view.layers();
        }
        view.legend(letters);
        view.faults();
    }

    private void head() throws IOException {
        Origin origin = timeline.recording().origin();
        title(Brief.clean(origin.name()) + ": client, packets and server on one axis of time");
        String place = switch (origin.place()) {
            case NAMESPACES -> "Each side in a network namespace of its own";
            case LOOPBACK -> "Both sides on the loopback interface";
        };
        para(place + addresses(origin) + "; " + Brief.clean(origin.system()) + ".");
        Impairment harm = origin.impairment();
        if (!harm.none()) para("On the way " + harm(harm) + "; seed " + harm.seed() + ".");
        ClockOffset clock = timeline.recording().clock();
        para("Times are in ms since the " + (timeline.steps().isEmpty() ? "beginning" : "first call")
                + ". The clock of packets is ahead of that of calls by "
                + clock.offset() + " ns, give or take " + clock.error()
                + " ns: so far may a packet stand beside its place.");
        if (timeline.packets().isEmpty()) para(Says.noPackets(timeline));
    }

    private static String harm(Impairment harm) {
        var parts = new ArrayList<String>();
        if (harm.loss() > 0) parts.add(Spans.percent(harm.loss()) + " of the packets are lost");
        if (harm.delay() > 0) parts.add("each takes " + Spans.of(harm.delay()) + " more");
        if (harm.reorder() > 0) parts.add(Spans.percent(harm.reorder()) + " are overtaken by the next");
        return String.join(", ", parts);
    }

    private static String addresses(Origin origin) {
        if (origin.clientAddresses().isEmpty() && origin.serverAddresses().isEmpty()) return "";
        return ": client " + Brief.clean(String.join(", ", origin.clientAddresses())) + ", server "
                + Brief.clean(String.join(", ", origin.serverAddresses()));
    }

    private void title(String text) throws IOException {
        for (String line : new Words().text(text, Ink.BOLD).lines(width, 0, ink))
            out.append(line.stripTrailing()).append('\n');
    }

    private void para(String text) throws IOException {
        lines(new Words().text(text), 0);
    }

    private void lines(Words words, int indent) throws IOException {
        for (String line : words.lines(width, indent, ink))
            out.append(line.stripTrailing()).append('\n');
    }

    /// The server's six steps and the client's four, and what each caused.
    private void roles() throws IOException {
        for (Side side : List.of(Side.SERVER, Side.CLIENT)) {
            List<String> roles = timeline.steps().stream().map(Step::role).filter(r -> r.startsWith(side + " "))
                    .distinct().sorted().toList();
            if (roles.isEmpty()) continue;
            title(side == Side.SERVER ? "The server's six steps" : "The client's four steps");
            for (String role : roles)
                role(role, timeline.steps().stream().filter(step -> step.role().equals(role)).toList());
            out.append('\n');
        }
    }

    private void role(String role, List<Step> steps) throws IOException {
        String[] words = role.split(" ", 3);
        String name = role.substring(role.indexOf(": ") + 2);
        List<Integer> caused = steps.stream().flatMap(step -> step.caused().stream()).distinct().sorted().toList();
        var line = new Words().text(words[1] + " " + name, Ink.BOLD);
        Step first = steps.getFirst();
        line.text(steps.size() == 1
                ? "(call " + first.number() + ")"
                : "(" + steps.size() + " calls from " + first.number() + ")", Ink.DIM);
        line.text(steps.size() == 1 ? sentence(first) : together(steps));
        if (!caused.isEmpty()) line.text("Packets: " + numbers(caused) + ".", Ink.DIM);
        lines(line, INDENT);
    }

    private static String sentence(Step step) {
        return step.says().isEmpty() ? "" : step.says() + ".";
    }

    /// What several calls did: what they moved in all, and each of the others, unless those are too many.
    private static String together(List<Step> steps) {
        var sums = new ArrayList<String>();
        var rest = new ArrayList<>(steps);
        for (Act act : List.of(Act.RECEIVE, Act.SEND)) {
            List<Step> moved = steps.stream().filter(step -> moves(step, act)).toList();
            if (moved.size() < 2) continue;
            long bytes = moved.stream().mapToLong(step -> step.made().call().result()).sum();
            sums.add((act == Act.RECEIVE ? "got " : "gave ") + Units.count(bytes, "byte") + " in " + moved.size()
                    + " calls");
            rest.removeAll(moved);
        }
        var text = new StringJoiner(" ");
        if (!sums.isEmpty()) text.add(String.join(", ", sums) + ".");
        for (Step step : rest.subList(0, Math.min(rest.size(), MOST_TOLD)))
            text.add("Call " + step.number() + ": " + sentence(step));
        if (rest.size() > MOST_TOLD) text.add("And " + Units.count(rest.size() - MOST_TOLD, "more call") + ".");
        return text.toString();
    }

    /// Whether a call took bytes, or gave some, which nobody else takes or gives again.
    private static boolean moves(Step step, Act act) {
        Call call = step.made().call();
        return Act.of(call.name()) == act && call.result() > 0
                && call.arguments().stream().noneMatch(each -> each.contains("MSG_PEEK"));
    }

    private static String numbers(List<Integer> all) {
        int shown = 12;
        String text = all.stream().limit(shown).map(String::valueOf).collect(Collectors.joining(", "));
        return all.size() > shown ? text + " and " + (all.size() - shown) + " more" : text;
    }

    private void forms() throws IOException {
        title("The calls in C, Java and Python");
        for (Step step : timeline.steps()) {
            lines(new Words().text(step.number() + " " + step.made().side(), Ink.BOLD).text(sentence(step)), INDENT);
            form("C", step.c());
            form("Java", step.java());
            form("Python", step.python());
        }
        out.append('\n');
    }

    private void form(String language, String code) throws IOException {
        if (!code.isEmpty())
            out.append("    ").append(ink.sgr(Ink.DIM, ink.padded(language, 7)))
                    .append(Words.shown(Brief.printable(code), ink))
                    .append('\n');
    }

    private void layers() throws IOException {
        if (timeline.packets().isEmpty()) return;
        title("What each layer adds to the packets, in bytes");
        for (Packet packet : timeline.packets()) {
            var parts = new ArrayList<String>();
            int all = 0;
            for (Packet.Layer layer : packet.layers()) {
                parts.add(layer.name() + " " + layer.length());
                all += layer.length();
            }
            lines(new Words().text(packet.number() + "", Ink.BOLD).text(String.join(" + ", parts) + " = " + all),
                    INDENT);
        }
        out.append('\n');
    }

    private void legend(Letters letters) throws IOException {
        boolean unicode = ink.glyphs() == Glyphs.UNICODE;
        String text = (unicode ? "\u250c \u2502 \u2514" : "+ | +") + " a call that lasts; " + (unicode ? "\u2022" : "*")
                + " one that is back at once; " + (unicode ? "\u2190" : "<-")
                + " the packet that let it return; "
                + (timeline.recording().origin().place() == Origin.Place.LOOPBACK
                        ? ""
                        : "behind an arrow, how long the packet took; ")
                + (unicode ? "\u2717" : "x") + " lost; in capitals, TCP's state.";
        if (!letters.none()) text += " a5: 5 bytes of the first call that sent some, b7: 7 of the second.";
        lines(new Words().text(text, Ink.DIM), 0);
    }

    private void faults() throws IOException {
        for (String fault : timeline.faults())
            lines(new Words().text("Out of order: " + fault + ".", Ink.RED), 0);
    }
}
