package net.strata.lab.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.lab.Packet;
import net.strata.lab.Step;
import net.strata.lab.Timeline;

/// Which bytes are whose: a letter for every call that sends data, and where its bytes are seen again.
final class Runs {
    private static final int LETTERS = 26;

    /// Bytes that one call sent.
    ///
    /// @param number of that call
    /// @param letter `A` for the first that sends, after `Z` comes `A2`
    /// @param offset where they are in the data shown
    record Run(int number, String letter, int offset, int length) {}

    private final Map<Integer, String> letters = new HashMap<>();
    private final Map<Integer, List<Run>> received = new HashMap<>();

    Runs(Timeline timeline) {
        for (Step each : timeline.steps())
            if (sends(each)) letters.put(each.number(), letter(letters.size()));
        for (Packet packet : timeline.packets())
            for (Packet.Part part : packet.parts())
                if (part.received() != 0) deliver(part);
    }

    private static boolean sends(Step step) {
        String name = step.made().call().name();
        return step.made().call().result() > 0 && (name.startsWith("send") || name.startsWith("write"));
    }

    private static String letter(int index) {
        String letter = String.valueOf((char) ('A' + index % LETTERS));
        return index < LETTERS ? letter : letter + (index / LETTERS + 1);
    }

    /// Bytes of one call that follow each other are one run, in however many packets they came.
    private void deliver(Packet.Part part) {
        List<Run> runs = received.computeIfAbsent(part.received(), k -> new ArrayList<>());
        Run last = runs.isEmpty() ? null : runs.getLast();
        if (last != null && last.number() == part.sent())
            runs.set(runs.size() - 1, run(part.sent(), last.offset(), last.length() + part.length()));
        else
            runs.add(run(part.sent(), last == null ? 0 : last.offset() + last.length(), part.length()));
    }

    private Run run(int number, int offset, int length) {
        return new Run(number, letterOf(number), offset, length);
    }

    private String letterOf(int number) {
        return letters.getOrDefault(number, "?");
    }

    /// Which colour a run has, of eight.
    static String style(Run run) {
        char first = run.letter().charAt(0);
        return first == '?' ? "r0" : "r" + ((first - 'A') % 8 + 1);
    }

    /// What went through a call.
    List<Run> of(Step step) {
        return letters.containsKey(step.number())
                ? List.of(run(step.number(), 0, step.made().call().result()))
                : received.getOrDefault(step.number(), List.of());
    }

    /// What is in a packet.
    List<Run> of(Packet packet) {
        return packet.parts().stream().map(each -> run(each.sent(), each.offset(), each.length())).toList();
    }
}
