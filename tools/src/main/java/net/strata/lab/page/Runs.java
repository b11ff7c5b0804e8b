package net.strata.lab.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    Runs(Timeline timeline) {
        letters = new Letters(timeline);
    }

    /// Bytes of one call that follow each other are one run.
    private void add(List<Run> runs, int sent, int offset, int length) {
        Run last = runs.isEmpty() ? null : runs.getLast();
        if (last != null && last.number() == sent && last.offset() + last.length() == offset)
            runs.set(runs.size() - 1, run(sent, last.offset(), last.length() + length));
        else
            runs.add(run(sent, offset, length));
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
                : received(step);
    }

    private List<Run> received(Step step) {
        var runs = new ArrayList<Run>();
        int offset = 0;
        for (Packet.Part each : letters.takenBy(step.number())) {
            add(runs, each.sent(), offset, each.length());
            offset += each.length();
        }
        return runs;
    }

    /// What is in a packet.
    List<Run> of(Packet packet) {
        var runs = new ArrayList<Run>();
        for (Packet.Part each : packet.parts())
            add(runs, each.sent(), each.offset(), each.length());
        return runs;
    }
}
