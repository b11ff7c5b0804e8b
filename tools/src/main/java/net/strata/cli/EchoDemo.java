package net.strata.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import net.strata.demo.About;
import net.strata.demo.Check;
import net.strata.demo.Demo;
import net.strata.demo.DemoText;
import net.strata.demo.Demos;
import net.strata.demo.Evidence;
import net.strata.demo.Outcome;
import net.strata.demo.Session;
import net.strata.demo.Sticky;
import net.strata.demo.Trial;
import net.strata.lab.OwnNamespaces;
import net.strata.lab.Packet;
import net.strata.lab.Side;
import net.strata.lab.TextView;
import net.strata.lab.page.Page;
import net.strata.live.Ink;
import net.strata.os.Call;
import net.strata.os.Errno;
import net.strata.wire.Nearest;

/// `strata echo demo`: what most people believe of sockets, and how it is.
final class EchoDemo implements Command {
    static final String NAME = "echo demo";
    private static final Option JSON = Option.flag("--json", "one JSON object each, with all evidence: docs/json.md");
    private static final Option NO_WAIT = Option.flag("--no-wait",
            "show the answer at once; on a terminal it waits for Enter");
    private static final Option HTML = Option.value("--html", "FILE",
            "also write each run's whole session as a page; of several runs, FILE-1, FILE-2 and so on");
    private static final Option VERBOSE = Option.flag("--verbose", "show the whole session of each run, too");
    private static final Option WRITES = Option.value("--writes", "N", "of sticky: how often send is called; 5");
    private static final Option SIZE = Option.value("--size", "BYTES", "of sticky: with how many bytes each; 4");
    private static final Option RECV = Option.value("--recv", "BYTES", "of sticky: for how many recv is called; 6");
    private static final int MOST_WRITES = 20;
    /// So many of these fit into a receive buffer.
    private static final int LARGEST = 1400;
    private static final int MOST_RECVS = 100;
    private static final int SCHEMA = 1;
    private static final String ALL = "all";

    @Override
    public List<Option> options() {
        return List.of(JSON, NO_WAIT, HTML, WRITES, SIZE, RECV, VERBOSE);
    }

    @Override
    public String operands() {
        return "[NAME...]";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("strata echo demo", "what there is, a line each"),
                new Example("strata echo demo half-close", "one of them: belief, question, run, evidence, answer"),
                new Example("strata echo demo sticky --writes 3 --size 100 --recv 64", "with sizes of your own"),
                new Example("strata echo demo reset --html reset.html", "and pages to step through"),
                new Example("strata echo demo all --json", "all of them, for programs"));
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        List<Demo> chosen = chosen(arguments.operands());
        Map<String, Integer> numbers = numbers(arguments, chosen);
        String file = arguments.value(HTML);
        if (OutputFile.HERE.equals(file))
            throw new UsageException("--html needs the name of a file: a demonstration may make several pages");
        if (chosen.isEmpty()) {
            for (Demo demo : Demos.ALL)
                console.out().line(String.format("%-14s", demo.about().name()) + demo.about().title());
            return Status.DONE;
        }
        OptionalInt done = OwnNamespaces.enter();
        if (done.isPresent()) return done.getAsInt();
        List<Session> sessions = new ArrayList<>();
        int status = Status.DONE;
        boolean first = true;
        for (Demo demo : chosen) {
            Outcome outcome = arguments.has(JSON)
                    ? Trial.of(demo, numbers)
                    : told(demo, numbers, arguments, console, first);
            if (arguments.has(JSON)) Json.line(json(outcome), console.out());
            console.out().flush();
            if (outcome.refuted()) status = Status.NEGATIVE;
            else if (!outcome.holds() && status == Status.DONE) status = Status.FAILED;
            first = false;
            if (file != null) sessions.addAll(outcome.sessions());
        }
        if (file != null) pages(sessions, file);
        return status;
    }

    /// Runs a demonstration and shows it.
    private static Outcome told(Demo demo, Map<String, Integer> numbers, Arguments arguments, Console console,
            boolean first) throws IOException {
        var ink = new Ink(WholeTerminal.glyphs(), console.color());
        if (!first) console.out().line("");
        int width = TerminalWidth.of(console);
        lines(DemoText.question(demo.about(), width), console.out());
        if (console.terminal() && Boolean.getBoolean("strata.terminal.input") && !arguments.has(NO_WAIT))
            await(console.out());
        console.out().flush();
        Outcome outcome = Trial.of(demo, numbers);
        lines(DemoText.answer(outcome, ink, width), console.out());
        if (arguments.has(VERBOSE)) for (Session session : outcome.sessions()) {
            var whole = new StringBuilder();
            TextView.write(session.timeline(), ink, width, true, whole);
            console.out().line("\nAll of the run: " + session.title());
            console.out().text(whole.toString());
        }
        return outcome;
    }

    private static void pages(List<Session> sessions, String file) throws IOException {
        int dot = file.endsWith(".html") ? file.length() - ".html".length() : file.length();
        for (int i = 0; i < sessions.size(); i++) {
            String number = sessions.size() == 1 ? "" : "-" + (i + 1);
            Session session = sessions.get(i);
            OutputFile.write(file.substring(0, dot) + number + file.substring(dot),
                    out -> Page.write(session.timeline(), out));
        }
    }

    /// The sizes that the user wants for the demonstration that has some; empty for the usual ones.
    private static Map<String, Integer> numbers(Arguments arguments, List<Demo> chosen) throws UsageException {
        int writes = (int) arguments.number(WRITES, 1, MOST_WRITES, 5);
        int size = (int) arguments.number(SIZE, 1, LARGEST, 4);
        int recv = (int) arguments.number(RECV, 1, MOST_WRITES * LARGEST, 6);
        List<Option> given = List.of(WRITES, SIZE, RECV).stream().filter(arguments::has).toList();
        if (given.isEmpty()) return Map.of();
        if (chosen.stream().noneMatch(Sticky.class::isInstance))
            throw new UsageException(given.getFirst().name() + " is for strata echo demo sticky");
        if (writes * size / recv > MOST_RECVS)
            throw new UsageException(
                    "--recv " + recv + " is too little: " + writes * size + " bytes would be more than "
                            + MOST_RECVS + " recvs");
        return Map.of(Sticky.WRITES, writes, Sticky.SIZE, size, Sticky.RECV, recv);
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

    private static void await(Output out) throws IOException {
        out.text("\nEnter shows the answer. ");
        out.flush();
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
        all.put("hidden", check.hidden());
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
                all.put("enter_ns", call.enter() - start);
                all.put("exit_ns", call.exit() - start);
                all.put("number", called.step().number());
            }
            case Evidence.Sent sent -> {
                Packet packet = sent.packet();
                Side from = packet.from();
                all.put("packet", packet.summary());
                all.put("from", from);
                all.put("protocol", packet.protocol());
                all.put("left_ns", packet.left() - start);
                all.put("lost", packet.lost());
                all.put("number", packet.number());
            }
        }
        return all;
    }
}
