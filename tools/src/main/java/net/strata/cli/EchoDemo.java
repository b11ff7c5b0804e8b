package net.strata.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.strata.demo.About;
import net.strata.demo.Check;
import net.strata.demo.Demo;
import net.strata.demo.DemoText;
import net.strata.demo.Demos;
import net.strata.demo.Evidence;
import net.strata.demo.Outcome;
import net.strata.demo.Session;
import net.strata.demo.Trial;
import net.strata.lab.Packet;
import net.strata.lab.Side;
import net.strata.os.Call;
import net.strata.os.Errno;
import net.strata.wire.Nearest;

/// `strata echo demo`: what most people believe of sockets, and how it is.
final class EchoDemo implements Command {
    static final String NAME = "echo demo";
    private static final Option JSON = Option.flag("--json", "one JSON object each, with all evidence: docs/json.md");
    private static final Option NO_WAIT = Option.flag("--no-wait",
            "show the answer at once; on a terminal it waits for Enter");
    private static final int SCHEMA = 1;
    private static final String ALL = "all";

    @Override
    public List<Option> options() {
        return List.of(JSON, NO_WAIT);
    }

    @Override
    public String operands() {
        return "[NAME...]";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("strata echo demo", "what there is, a line each"),
                new Example("strata echo demo half-close", "one of them: belief, question, run, evidence, answer"),
                new Example("strata echo demo all --json", "all of them, for programs"));
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        List<Demo> chosen = chosen(arguments.operands());
        if (chosen.isEmpty()) {
            for (Demo demo : Demos.ALL)
                console.out().line(String.format("%-14s", demo.about().name()) + demo.about().title());
            return Status.DONE;
        }
        boolean waits = console.terminal() && Boolean.getBoolean("strata.terminal.input") && !arguments.has(NO_WAIT);
        boolean holds = true;
        boolean first = true;
        for (Demo demo : chosen) {
            Outcome outcome;
            if (arguments.has(JSON)) {
                outcome = Trial.of(demo, Map.of());
                Json.line(json(outcome), console.out());
            } else {
                if (!first) console.out().line("");
                lines(DemoText.question(demo.about()), console.out());
                if (waits) await(console);
                console.out().flush();
                outcome = Trial.of(demo, Map.of());
                lines(DemoText.answer(outcome, console.color()), console.out());
            }
            console.out().flush();
            holds &= outcome.holds();
            first = false;
        }
        return holds ? Status.DONE : Status.NEGATIVE;
    }

    private static List<Demo> chosen(List<String> names) throws UsageException {
        List<Demo> chosen = new ArrayList<>();
        for (String name : names) {
            if (name.equals(ALL)) return Demos.ALL;
            Demo demo = Demos.named(name);
            if (demo == null) {
                String hint = Nearest.hint(name, Demos.names());
                throw new UsageException(
                        "no demonstration " + name + (hint.isEmpty() ? "; strata echo demo lists them" : hint));
            }
            chosen.add(demo);
        }
        return chosen;
    }

    private static void await(Console console) throws IOException {
        console.out().text("\nEnter shows the answer. ");
        console.out().flush();
        int read;
        do
            read = System.in.read();
        while (read >= 0 && read != '\n');
    }

    private static void lines(List<String> lines, Output out) throws IOException {
        for (String line : lines)
            out.line(line);
    }

    private static Map<String, ?> json(Outcome outcome) {
        Map<String, Object> all = new LinkedHashMap<>();
        About about = outcome.about();
        all.put("schema", SCHEMA);
        all.put("name", about.name());
        all.put("title", about.title());
        all.put("belief", about.belief());
        all.put("question", about.question());
        all.put("sentence", about.sentence());
        all.put("sources", about.sources());
        all.put("holds", outcome.holds());
        all.put("runs", outcome.sessions().stream().map(EchoDemo::json).toList());
        all.put("checks", outcome.checks().stream().map(EchoDemo::json).toList());
        return all;
    }

    private static Map<String, ?> json(Check check) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("expected", check.expectation());
        all.put("seen", check.seen());
        all.put("saw", check.saw());
        return all;
    }

    private static Map<String, ?> json(Session session) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("title", session.title());
        all.put("calls", session.timeline().steps().size());
        all.put("packets", session.timeline().packets().size());
        all.put("evidence", session.evidence().stream().map(each -> json(each, session.timeline().start())).toList());
        return all;
    }

    private static Map<String, ?> json(Evidence evidence, long start) {
        Map<String, Object> all = new LinkedHashMap<>();
        switch (evidence) {
            case Evidence.Said said -> all.put("says", said.words());
            case Evidence.Cut cut -> {
                all.put("cut", cut.what());
                all.put("groups", cut.groups().stream().map(group -> group.stream()
                        .map(piece -> Map.of("send", piece.send() + 1, "length", piece.length())).toList()).toList());
            }
            case Evidence.Called called -> {
                Call call = called.step().made().call();
                Errno error = call.error();
                all.put("call", call.toString());
                all.put("side", called.step().made().side());
                all.put("name", call.name());
                all.put("result", call.result());
                if (error != null) all.put("errno", error.name());
                all.put("enter", call.enter() - start);
                all.put("exit", call.exit() - start);
                all.put("number", called.step().number());
            }
            case Evidence.Sent sent -> {
                Packet packet = sent.packet();
                Side from = packet.from();
                all.put("packet", packet.summary());
                all.put("from", from);
                all.put("protocol", packet.protocol());
                all.put("left", packet.left() - start);
                all.put("lost", packet.lost());
                all.put("number", packet.number());
            }
        }
        return all;
    }
}
