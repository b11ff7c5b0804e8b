package net.strata.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.strata.echo.Setting;
import net.strata.lab.Impairment;
import org.jspecify.annotations.Nullable;

/// What a run in the lab is like: what happens to packets on their way, and options of the sockets.
///
/// @param label what is different from other runs, empty if there is only one
record LabSettings(String label, Impairment impairment, List<Setting> options) {
    private static final long USUAL_SEED = 46;
    static final Option LOSS = Option.value("--loss", "PERCENT", "have so many of 100 packets lost on their way: 20%");
    static final Option DELAY = Option.value("--delay", "TIME", "how much longer each packet takes: 50ms");
    static final Option REORDER = Option.value("--reorder", "PERCENT", "have so many of 100 overtaken by the next");
    static final Option SEED = Option.value("--seed", "N",
            "chooses which packets are lost or overtaken; with the same number the same; " + USUAL_SEED);
    static final Option VARY = Option.value("--vary", "NAME=A,B...",
            "run once with each value, and show what differs: nodelay=0,1; also loss, delay, reorder, seed");

    static final List<Option> OPTIONS = List.of(LOSS, DELAY, REORDER, SEED, SocketLetters.SOCKOPT, VARY);
    private static final int MOST = 8;
    private static final double ALL = 100;

    /// One, or with `--vary` several.
    static List<LabSettings> of(Arguments arguments) throws UsageException {
        var impairment = new Impairment(share(arguments.value(LOSS), arguments.name(LOSS)),
                Seconds.nanos(arguments, DELAY, 0), share(arguments.value(REORDER), arguments.name(REORDER)),
                arguments.number(SEED, Long.MIN_VALUE, Long.MAX_VALUE, USUAL_SEED));
        var one = new LabSettings("", impairment.none() ? Impairment.NONE : impairment,
                SocketLetters.typed(arguments));
        if (arguments.values(VARY).size() > 1) throw new UsageException("--vary one thing at a time");
        String vary = arguments.value(VARY);
        return vary == null ? List.of(one) : one.varied(vary, impairment);
    }

    private List<LabSettings> varied(String vary, Impairment given) throws UsageException {
        int equals = vary.indexOf('=');
        if (equals < 1 || equals == vary.length() - 1)
            throw new UsageException("--vary takes a name and values such as nodelay=0,1, not " + vary);
        String name = vary.substring(0, equals);
        String[] values = vary.substring(equals + 1).split(",", -1);
        if (values.length > MOST) throw new UsageException("--vary takes " + MOST + " values at most");
        var all = new ArrayList<LabSettings>();
        for (String value : values)
            all.add(with(name, value, given));
        return all;
    }

    private LabSettings with(String name, String value, Impairment i) throws UsageException {
        String label = name + "=" + value;
        Impairment changed = switch (name.toLowerCase(Locale.ROOT)) {
            case "loss" -> new Impairment(share(value, label), i.delay(), i.reorder(), i.seed());
            case "delay" -> new Impairment(i.loss(), Seconds.of(value, label), i.reorder(), i.seed());
            case "reorder" -> new Impairment(i.loss(), i.delay(), share(value, label), i.seed());
            case "seed" -> new Impairment(i.loss(), i.delay(), i.reorder(), seed(value));
            default -> null;
        };
        if (changed != null)
            return new LabSettings(label, changed.none() ? Impairment.NONE : changed, options);
        var more = new ArrayList<>(options);
        more.add(SocketLetters.setting(VARY, label));
        return new LabSettings(label, impairment, List.copyOf(more));
    }

    private static long seed(String value) throws UsageException {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new UsageException("a seed is a whole number, not " + value);
        }
    }

    private static double share(@Nullable String text, String option) throws UsageException {
        if (text == null) return 0;
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        try {
            double percent = number.matches("[0-9]{1,3}(\\.[0-9]{1,6})?|\\.[0-9]{1,6}")
                    ? Double.parseDouble(number)
                    : -1;
            if (percent >= 0 && percent <= ALL) return percent / ALL;
        } catch (NumberFormatException e) {
            // Answered below.
        }
        throw new UsageException(option + " takes percent from 0 to 100, not " + text);
    }
}
