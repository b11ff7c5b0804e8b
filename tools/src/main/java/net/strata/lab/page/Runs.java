package net.strata.lab.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.strata.lab.Letters;
import net.strata.lab.Packet;
import net.strata.lab.Step;
import net.strata.lab.Timeline;

/// Which bytes are whose: a letter for every call that sends data, and where its bytes are seen again.
final class Runs {
    private static final int COLOURS = 8;

    /// Bytes that one call sent.
    ///
    /// @param number of that call
    /// @param letter `A` for the first that sends
    /// @param offset where they are in the data shown
    record Run(int number, String letter, int offset, int length) {}

    private final Letters letters;
    private final Map<Integer, List<Run>> received = new HashMap<>();

    Runs(Timeline timeline) {
        letters = new Letters(timeline);
        for (Packet packet : timeline.packets())
            for (Packet.Part part : packet.parts())
                if (part.received() != 0) deliver(part);
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
        return new Run(number, letters.of(number).toUpperCase(Locale.ROOT), offset, length);
    }

    /// Which colour a run has, of eight.
    static String style(Run run) {
        return run.letter().isEmpty()
                ? "r0"
                : "r" + ((run.letter().charAt(run.letter().length() - 1) - 'A') % COLOURS + 1);
    }

    /// What went through a call.
    List<Run> of(Step step) {
        return !letters.of(step.number()).isEmpty()
                ? List.of(run(step.number(), 0, step.made().call().result()))
                : received.getOrDefault(step.number(), List.of());
    }

    /// What is in a packet.
    List<Run> of(Packet packet) {
        return packet.parts().stream().map(each -> run(each.sent(), each.offset(), each.length())).toList();
    }
}
