package net.strata.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What a trace shows, or where it comes from, and the options that it has a use for. Of several that hold at a time, as
/// `--from` and `--csv` do, each has to take an option.
enum TraceMode {
    REPORT("--report", ""), CSV("--csv", ""), LIVE("--live", ""), MULTIPATH("--multipath", ""), AUTO("--auto",
            "tries ICMP, UDP and TCP, and sizes"),
    /// In traceroute's lines.
    LINES("", ""),
    /// The events of a report or of traceroute's lines, which always have what routers add to their errors.
    JSON("--json", ""), FROM("--from", "sends nothing"), SIMULATE("--simulate", "sends nothing, and takes no time");

    /// How and where packets are sent, whatever they are.
    private static final List<Option> PROBES = List.of(TypedHost.IPV4, TypedHost.IPV6, TypedHost.NUMERIC,
            TraceLetters.FIRST, TraceLetters.LAST, TraceLetters.AT_ONCE, TraceLetters.WAIT, TraceLetters.GAP,
            TraceLetters.SOURCE, TraceLetters.DEVICE, TraceLetters.TOS, TraceLetters.LABEL, TraceLetters.WHOLE,
            TraceLetters.GATEWAYS, TraceLetters.MARK, TraceLetters.DEBUG, Namespace.OPTION, Dropping.USER,
            Simulated.SIMULATE, Simulated.SEED);
    /// What they are.
    private static final List<Option> METHODS = List.of(TraceLetters.ICMP, TraceLetters.TCP, TraceLetters.UDP,
            TraceLetters.METHOD, TraceLetters.PORT, TraceLetters.SOURCE_PORT);
    private static final List<Option> ROUNDS = List.of(TraceRounds.REPORT, TraceRounds.COUNT, TraceRounds.INTERVAL);
    private static final List<Option> SYSTEMS = List.of(TraceSetup.SYSTEMS, TraceSetup.SYSTEMS_FILE);
    private static final List<Option> WORDS = List.of(TraceVerdict.VERDICT, TraceVerdict.FAIL_IF);

    private final String name;
    private final String does;

    /// @param name the option that asks for it
    /// @param does why it does not take others, empty if that is plain
    TraceMode(String name, String does) {
        this.name = name;
        this.does = does;
    }

    /// The options that it has a use for.
    private Set<Option> takes() {
        return switch (this) {
            case REPORT -> all(PROBES, METHODS, ROUNDS, SYSTEMS, WORDS, List.of(TraceLetters.CLASSIC,
                    TraceRounds.WIDE, TraceRounds.FIELDS, TraceRounds.BOTH, Traceroute.EXTENSIONS, TraceVerdict.MTU,
                    TraceRecords.JSON, TraceRecords.WRITE, TraceRecords.FROM));
            case CSV -> all(PROBES, METHODS, ROUNDS, SYSTEMS, List.of(TraceLetters.CLASSIC, TraceRounds.CSV,
                    TraceRounds.FIELDS, TraceRounds.BOTH, TraceVerdict.FAIL_IF, TraceRecords.WRITE,
                    TraceRecords.FROM));
            case LIVE -> all(PROBES, METHODS, WORDS, List.of(TraceLetters.CLASSIC, WholeTerminal.OPTION,
                    TraceRounds.COUNT, TraceRounds.INTERVAL, TraceRecords.WRITE));
            case MULTIPATH -> all(PROBES, METHODS, TraceMultipath.OPTIONS,
                    List.of(TraceRecords.JSON, TraceRecords.WRITE));
            case AUTO -> all(PROBES, SYSTEMS, WORDS,
                    List.of(TraceAuto.AUTO, TraceLetters.QUERIES, Traceroute.EXTENSIONS, Traceroute.BACK));
            case LINES -> all(PROBES, METHODS, SYSTEMS, WORDS, List.of(TraceLetters.CLASSIC, TraceLetters.QUERIES,
                    Traceroute.EXTENSIONS, Traceroute.BACK, TraceVerdict.MTU, TraceRecords.JSON,
                    TraceRecords.WRITE));
            case JSON -> all(PROBES, METHODS, ROUNDS, WORDS, List.of(TraceLetters.CLASSIC, TraceLetters.QUERIES,
                    Traceroute.EXTENSIONS, TraceVerdict.MTU, TraceRecords.JSON, TraceRecords.WRITE,
                    TraceRecords.FROM));
            case FROM -> all(SYSTEMS, WORDS, List.of(TraceRecords.FROM, TraceRounds.REPORT, TraceRounds.CSV,
                    TraceRounds.WIDE, TraceRounds.FIELDS, TraceRounds.BOTH, TraceRecords.JSON, TraceLetters.DEBUG,
                    TypedHost.NUMERIC, Traceroute.EXTENSIONS));
            case SIMULATE -> {
                Set<Option> all = all(new Trace().options());
                all.removeAll(List.of(TraceLetters.SOURCE, TraceLetters.DEVICE, TraceLetters.MARK, Namespace.OPTION,
                        WholeTerminal.OPTION));
                yield all;
            }
        };
    }

    @SafeVarargs
    private static Set<Option> all(Collection<Option>... groups) {
        var all = new HashSet<Option>();
        for (Collection<Option> each : groups)
            all.addAll(each);
        return all;
    }

    /// What the command line asks for.
    ///
    /// @throws UsageException there is an option of which that has no use
    static Set<TraceMode> of(Arguments arguments) throws UsageException {
        var modes = EnumSet.of(shown(arguments));
        if (arguments.has(TraceRecords.FROM)) modes.add(FROM);
        if (arguments.has(Simulated.SIMULATE)) modes.add(SIMULATE);
        if (arguments.has(TraceRecords.JSON) && !modes.contains(MULTIPATH)) modes.add(JSON);
        // Where it comes from says most.
        for (TraceMode each : List.copyOf(modes).reversed())
            each.check(arguments);
        if (arguments.has(TraceVerdict.MTU) && !arguments.has(TraceVerdict.VERDICT))
            for (TraceMode each : List.of(REPORT, JSON))
            if (modes.contains(each))
                throw new UsageException("--mtu is not for " + each.name + " without --verdict");
        return modes;
    }

    private static TraceMode shown(Arguments arguments) {
        if (arguments.has(TraceAuto.AUTO)) return AUTO;
        if (arguments.has(TraceMultipath.MULTIPATH)) return MULTIPATH;
        if (arguments.has(WholeTerminal.OPTION)) return LIVE;
        if (arguments.has(TraceRounds.CSV)) return CSV;
        return arguments.has(TraceRounds.REPORT) || arguments.has(TraceRecords.FROM) ? REPORT : LINES;
    }

    private void check(Arguments arguments) throws UsageException {
        Set<Option> takes = takes();
        for (Option each : new Trace().options()) {
            if (!arguments.has(each) || takes.contains(each)) continue;
            String option = arguments.name(each);
            throw new UsageException(this == LINES
                    ? option + " is for " + takers(each)
                    : does.isEmpty() ? option + " is not for " + name : name + " " + does + ": leave out " + option);
        }
    }

    /// The modes that show what an option is about.
    private static String takers(Option option) {
        var takers = new ArrayList<>(Stream.of(REPORT, CSV, LIVE, MULTIPATH, AUTO)
                .filter(each -> each.takes().contains(option)).map(each -> each.name).toList());
        String last = takers.removeLast();
        return takers.isEmpty() ? last : String.join(", ", takers) + " and " + last;
    }
}
