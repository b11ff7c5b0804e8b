package net.strata.cli;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.strata.decode.Bindings;
import net.strata.decode.DecodeAs;
import net.strata.decode.Protocol;
import net.strata.frame.AdvisedSource;
import net.strata.frame.FrameSource;
import net.strata.protocol.Protocols;
import net.strata.wire.Nearest;
import org.jspecify.annotations.Nullable;

/// The option that says what follows a number, as tshark has it: `-d tcp.port==8000-8010,http`.
final class Deciding {
    static final Option AS = Option.value("-d,--decode-as", "TABLE==NUMBER,PROTOCOL",
            "decode as: what follows a number, as in tcp.port==8000-8010,http; may be repeated");
    private static final int HIGHEST = 0xffff;

    private Deciding() {}

    /// What the user says, null if nothing.
    static @Nullable DecodeAs of(Arguments arguments) throws UsageException {
        List<String> rules = arguments.values(AS);
        if (rules.isEmpty()) return null;
        var said = new DecodeAs();
        for (String rule : rules)
            add(said, rule, arguments.name(AS));
        return said;
    }

    /// The source, with what the user says of its frames.
    static FrameSource advised(FrameSource source, @Nullable DecodeAs said) {
        return said == null ? source : new AdvisedSource(source, said);
    }

    private static void add(DecodeAs said, String rule, String option) throws UsageException {
        int equals = rule.indexOf("==");
        int comma = rule.indexOf(',', equals + 1);
        if (equals < 1 || comma < 0)
            throw new UsageException(option + " takes TABLE==NUMBER,PROTOCOL, as in tcp.port==8888,http, not " + rule);
        Bindings table = table(rule.substring(0, equals), option);
        int[] range = range(rule.substring(equals + 2, comma), option);
        said.say(table, range[0], range[1], protocol(rule.substring(comma + 1), table, option));
    }

    private static Bindings table(String name, String option) throws UsageException {
        Bindings table = Protocols.table(name);
        if (table != null) return table;
        Set<String> known = Protocols.tables();
        String hint = Nearest.hint(name, known);
        throw new UsageException(option + ": no table " + name
                + (hint.isEmpty() ? "; there are " + String.join(", ", known) : hint));
    }

    private static Protocol protocol(String name, Bindings table, String option) throws UsageException {
        Protocol p = Protocols.named(name, table);
        if (p != null) return p;
        Set<String> known = Protocols.all().stream().map(each -> each.layout().prefix())
                .collect(Collectors.toCollection(TreeSet::new));
        throw new UsageException(option + ": no protocol " + name + Nearest.hint(name, known));
    }

    /// The first and the last number of `5`, `0x5-0x8`, or `5:4`, which is four from 5 on.
    private static int[] range(String text, String option) throws UsageException {
        try {
            int colon = text.indexOf(':');
            int dash = text.indexOf('-');
            int end = colon < 0 ? dash : colon;
            int first = Integer.decode(end < 0 ? text : text.substring(0, end));
            int second = end < 0 ? first : Integer.decode(text.substring(end + 1));
            int last = colon < 0 ? second : Math.addExact(first, second - 1);
            if (first >= 0 && first <= last && last <= HIGHEST) return new int[]{first, last};
        } catch (NumberFormatException | ArithmeticException e) {
            // Answered below.
        }
        throw new UsageException(
                option + " takes a number up to " + HIGHEST + ", or a range such as 8000-8010, not " + text);
    }
}
