package net.strata.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import net.strata.lab.Impairment;
import net.strata.lab.Lab;
import net.strata.lab.Origin;
import net.strata.lab.Program;
import net.strata.lab.Recording;
import net.strata.lab.Timeline;
import org.jspecify.annotations.Nullable;

/// What a demonstration is given to show its point: a lab to run programs in, and somebody to tell what was expected.
public final class Trial implements AutoCloseable {
    private final String name;
    private final Map<String, Integer> numbers;
    private final List<Session> sessions = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private @Nullable Lab lab;
    private Impairment impairment = Impairment.NONE;
    private boolean captures = true;
    /// Why the programs of the last run could not do their work here; empty if they could.
    private String obstacle = "";

    private Trial(String name, Map<String, Integer> numbers) {
        this.name = name;
        this.numbers = numbers;
    }

    /// Runs a demonstration.
    ///
    /// @param numbers what the user chose, by the names that [#number] is asked for
    public static Outcome of(Demo demo, Map<String, Integer> numbers) {
        try (var trial = new Trial(demo.about().name(), numbers)) {
            try {
                demo.show(trial);
            } catch (NoSuchElementException | IndexOutOfBoundsException e) {
                trial.expectPackets("every call is made and every packet sent", false, String.valueOf(e.getMessage()));
            } catch (Missing e) {
                if (e.here) trial.obstacle = String.valueOf(e.getMessage());
                trial.expectPackets("the programs run to their end", false, String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                trial.expect("the programs run to their end", false, String.valueOf(e.getMessage()));
            }
            return new Outcome(demo.about(), List.copyOf(trial.sessions), List.copyOf(trial.checks));
        }
    }

    /// Runs two programs, and reads what was recorded.
    ///
    /// @param title what is run, in a few words
    Session run(String title, Program server, Program client) throws Missing {
        return run(title, Impairment.NONE, server, client);
    }

    /// The same over a network that harms packets.
    Session run(String title, Impairment wanted, Program server, Program client) throws Missing {
        obstacle = "";
        var session = new Session(title, Timeline.of(recorded(wanted, server, client)));
        sessions.add(session);
        // The host's own loopback allows an ordinary user less than a namespace of his own.
        boolean own = session.timeline().recording().origin().place() == Origin.Place.NAMESPACES;
        for (Recording.Note note : session.timeline().recording().notes())
            if (note.failed()) {
                if (!own && obstacle.isEmpty()) obstacle = text(note);
                expect("the programs run to their end: " + title, false, text(note));
            } else {
                session.say(text(note));
            }
        return session;
    }

    private static String text(Recording.Note note) {
        return "note of the " + (note.side() == null ? "lab" : note.side()) + ": " + note.text();
    }

    private Recording recorded(Impairment wanted, Program server, Program client) throws Missing {
        try {
            Lab where = lab;
            if (where == null || !wanted.equals(impairment)) {
                close();
                lab = where = Lab.open(wanted);
                impairment = wanted;
                captures = where.captures();
            }
            return where.run("demo " + name, server, client);
        } catch (IOException e) {
            throw new Missing(String.valueOf(e.getMessage()), true);
        }
    }

    /// Whether the user chose any number.
    boolean chosen() {
        return !numbers.isEmpty();
    }

    /// A number that the user may choose.
    int number(String option, int otherwise) {
        return numbers.getOrDefault(option, otherwise);
    }

    /// Tells what was expected, and whether it was seen.
    ///
    /// @param saw what was seen, in words: what the user is told where it is not the expected
    void expect(String expectation, boolean seen, String saw) {
        boolean hidden = !seen && !obstacle.isEmpty();
        checks.add(new Check(expectation, seen, hidden, hidden ? obstacle : saw));
    }

    /// The same of something that only packets tell, which an empty capture must not.
    void expectPackets(String expectation, boolean seen, String saw) {
        if (captures) expect(expectation, seen, saw);
        else
            checks.add(new Check(expectation, false, true, "no packets can be captured"));
    }

    @Override
    public void close() {
        if (lab != null) lab.close();
        lab = null;
    }
}
