package net.strata.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import net.strata.fping.FpingText;
import net.strata.fping.Style.Mode;
import net.strata.ping.Echo;
import net.strata.ping.EchoSockets;
import net.strata.ping.Payload;
import net.strata.ping.Pinger;
import net.strata.ping.Plan;
import net.strata.probe.Clock;
import net.strata.probe.LivePort;
import net.strata.target.Expression;
import net.strata.target.TargetException;

/// `strata ping --fping`: whether hosts answer, in fping's letters, lines and exit statuses.
final class Fping implements Command {
    static final String NAME = "ping --fping";
    /// How many addresses `-g` gives at most, as in fping 5.2 and later.
    private static final long MOST = 131072;

    @Override
    public List<Option> options() {
        return FpingLine.OPTIONS;
    }

    @Override
    public String operands() {
        return "[TARGET...]";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("strata ping --fping -a -g 10.0.0.0/24", "the hosts of a network that are alive"),
                new Example("strata ping --fping -C 5 -q a b", "the round trip times of two hosts, for programs"));
    }

    @Override
    public int failed(Throwable failure) {
        return failure instanceof UsageException || failure instanceof Care.Refusal
                ? FpingText.USAGE
                : FpingText.SYSTEM;
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        var line = new FpingLine(arguments);
        line.check();
        checkTargets(arguments);
        int ident = Math.max(1, Secret.random().getShort() & 0xffff);
        try (var port = line.showsTimes() ? new LivePort() : new LivePort().untimed();
                var in = input(arguments);
                Hosts hosts = Namespace.in(arguments, () -> Hosts.open(arguments, port, line.family(),
                        arguments.has(FpingLine.ALL_ADDRESSES),
                        new EchoSockets(port, ident, line::setUp, false, line.size() + 8)))) {
            Dropping.drop(arguments, console);
            return run(arguments, line, port, hosts, in, console);
        }
    }

    private static void checkTargets(Arguments arguments) throws UsageException {
        int operands = arguments.operands().size();
        boolean file = arguments.has(FpingLine.FILE);
        boolean generate = arguments.has(FpingLine.GENERATE);
        if (file && generate) throw new UsageException("specify only one of f, g");
        if (file && operands > 0)
            throw new UsageException("targets stand in the file or on the command line, not both");
        if (generate
                && (operands == 0 || operands > 2 || operands == 1 && !arguments.operands().getFirst().contains("/")))
            throw new UsageException("-g takes a network, such as 10.0.0.0/24, or the first and the last address");
    }

    /// Where targets are read from; nothing if they stand on the command line.
    private static InputStream input(Arguments arguments) throws IOException {
        String file = arguments.value(FpingLine.FILE);
        if (file == null && !arguments.operands().isEmpty()) return InputStream.nullInputStream();
        return file == null || file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
    }

    private static int run(Arguments arguments, FpingLine line, LivePort port, Hosts opened, InputStream in,
            Console console) throws IOException, UsageException {
        ByteBuffer random = Secret.random();
        int size = line.size();
        byte[] pattern = new byte[line.isRandom() ? Math.max(size, 1) : 1];
        if (line.isRandom()) new SplittableRandom(random.getLong()).nextBytes(pattern);
        Plan plan = line.plan();
        var text = new FpingText(line.style(), plan, console.out(), console.err(), Clock.SYSTEM, LivePort::wall);
        var hosts = new FpingHosts(opened, text, line);
        add(arguments, opened, in, text);
        boolean rounds = line.mode() != Mode.ANSWER;
        if (rounds || line.reverses(true)) hosts.collect();
        if (rounds) hosts.checkRate();
        if (hosts.areNone()) return text.status();
        // Retries do not wait for their turn, as in fping: only hosts do that are new.
        if (!rounds) hosts.pace(line.interval(), line.retries() + 1);
        var pinger = new Pinger(
                new Pinger.Settings(rounds ? line.interval() : 0, Long.MAX_VALUE, size + 8, n -> size),
                new Echo(new Payload(pattern, size), opened.sockets.ident(), opened.sockets.ident6()), plan, port,
                Clock.SYSTEM, LivePort::wall, text, new long[]{random.getLong(), random.getLong()});
        port.pace(line.interval());
        pinger.feed(hosts);
        text.whenEnough(pinger::stop);
        try (var signals = new Interrupts()) {
            signals.on("INT", pinger::stop);
            signals.on("USR1", () -> {
                text.ask();
                port.wake();
            });
            pinger.run();
        }
        return text.status();
    }

    private static void add(Arguments arguments, Hosts opened, InputStream in, FpingText text)
            throws IOException, UsageException {
        List<String> operands = arguments.operands();
        if (arguments.has(FpingLine.GENERATE)) {
            generate(operands, opened);
        } else if (operands.isEmpty()) {
            String file = arguments.value(FpingLine.FILE);
            opened.targets.read(in, file == null || file.equals("-") ? "standard input" : file);
        }
        for (String each : arguments.has(FpingLine.GENERATE) ? List.<String>of() : operands) {
            try {
                opened.targets.add(each);
            } catch (TargetException e) {
                text.unresolved(each, e.why());
            }
        }
        opened.targets.end();
    }

    private static void generate(List<String> operands, Hosts opened) throws UsageException {
        String first = operands.getFirst();
        try {
            Expression.Span span;
            if (operands.size() == 2) {
                span = Expression.range(first, operands.get(1), opened.links::index);
            } else {
                String mask = first.substring(first.indexOf('/') + 1);
                if (first.indexOf(':') < 0 && !mask.matches("0*([1-9]|[12][0-9]|3[0-2])"))
                    throw new UsageException("netmask must be between 1 and 32 (is: " + mask + ")");
                span = (Expression.Span) Expression.parse(first, opened.links::index);
            }
            if (span.count() > MOST) throw new UsageException("-g parameter generates too many addresses");
            if (operands.size() == 2) opened.targets.addRange(first, operands.get(1));
            else
                opened.targets.add(first);
        } catch (TargetException e) {
            throw new UsageException("can't parse address " + e.getMessage());
        }
    }
}
