package net.strata.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.strata.demo.Demos;
import net.strata.echo.ClientProgram;
import net.strata.file.Samples;
import net.strata.filter.Filter;
import net.strata.lab.Presets;
import net.strata.os.Option;

/// Command lines that texts tell people to type.
final class LinesTyped {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    private static final List<String> SERVERS = List.of("echo", "prefix", "upper", "welcome", "greet", "discard",
            "daytime",
            "exec", "file", "icmp", "igmp");

    private LinesTyped() {}

    /// The words of a line, as a shell has them.
    static List<String> words(String line) {
        return WORD.matcher(line).results().map(m -> {
            for (int i = 1; i < 3; i++)
                if (m.group(i) != null) return m.group(i);
            return m.group(3);
        }).toList();
    }

    /// Checks that a line names a command, with options and values that there are, and with all that it needs; and that demonstrations, sessions,
    /// services, samples and socket options in it exist.
    static void check(String line) throws Exception {
        var words = new ArrayList<>(words(line));
        if (words.getFirst().equals("sudo")) words.removeFirst();
        assertThat(words.removeFirst()).isEqualTo("strata");
        Commands.Entry entry = requireNonNull(Commands.at(words.toArray(String[]::new), 0), line);
        Command command = entry.make().get();
        var known = new ArrayList<>(command.options());
        known.addAll(Common.besides(known));
        List<String> rest = words.subList(entry.words(), words.size());
        Arguments arguments = Parser.parse(known, command.elsewhere(), rest.toArray(String[]::new));
        List<String> operands = arguments.operands();
        String first = operands.isEmpty() ? "" : operands.getFirst();
        // What has no brackets has to be there.
        String needed = command.operands().replaceFirst("\\[.*", "").strip();
        if (!rest.contains("--help"))
            assertThat(operands).as(line).hasSizeGreaterThanOrEqualTo(needed.isEmpty() ? 0 : needed.split(" ").length);
        switch (entry.name()) {
            case "echo demo" -> assertThat(Demos.names()).containsAll(operands);
            case "echo lab" -> assertThat(first.isEmpty() || operands.contains(":::") || Presets.named(first) != null)
                    .as(line).isTrue();
            case "echo server" -> {
                assertThat(first.isEmpty() || SERVERS.contains(first)).as(line).isTrue();
                // A server may need an option, too.
                if (!first.isEmpty() && EchoRaw.named(first) == null) EchoServer.service(first, arguments);
            }
            case "echo client" ->
                assertThat(ClientProgram.named(first) != null || first.contains(":")).as(line).isTrue();
            case "explain" -> {
                String sample = arguments.value(ExplainSource.SAMPLE);
                if (sample != null) assertThat(Samples.named(sample)).as(line).isNotNull();
                if (arguments.has(DisplayFilters.FILTER))
                    Filter.parse(String.valueOf(arguments.value(DisplayFilters.FILTER)));
            }
            default -> {
            }
        }
        for (int i = 0; i + 1 < rest.size(); i++) {
            String[] setting = rest.get(i + 1).split("=", 2);
            if (rest.get(i).equals("--sockopt")) Option.of(setting[0]).check(setting[1]);
        }
    }
}
