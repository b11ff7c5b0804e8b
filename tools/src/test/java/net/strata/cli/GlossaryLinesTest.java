package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.strata.demo.Demos;
import net.strata.echo.ClientProgram;
import net.strata.explain.term.Entry;
import net.strata.explain.term.Glossary;
import net.strata.file.Samples;
import net.strata.lab.Presets;
import net.strata.os.Option;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The command lines and the packets that the glossary's entries name.
final class GlossaryLinesTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    static Stream<Entry.Command> commands() {
        return new Glossary().all().stream().flatMap(entry -> entry.commands().stream()).distinct();
    }

    static Stream<Entry.Sample> samples() {
        return new Glossary().all().stream().map(Entry::sample).filter(Objects::nonNull).distinct();
    }

    /// The words of a line, as a shell has them.
    private static List<String> words(String line) {
        return WORD.matcher(line).results().map(m -> m.group(1) == null ? m.group(2) : m.group(1)).toList();
    }

    /// Command, options and their values; of `echo` the name of the demonstration, session, service or program too.
    @ParameterizedTest
    @MethodSource("commands")
    void aCommandLineCanBeTyped(Entry.Command command) {
        List<String> words = new ArrayList<>(words(command.line()));
        if (words.getFirst().equals("sudo")) words.removeFirst();
        assertThat(words.removeFirst()).isEqualTo("strata");
        Commands.Entry entry = requireNonNull(Commands.at(words.toArray(String[]::new), 0));
        var known = new ArrayList<>(entry.make().get().options());
        known.addAll(Common.besides(known));
        var rest = words.subList(entry.words(), words.size());
        assertThatCode(() -> {
            Arguments arguments = Parser.parse(known, Map.of(), rest.toArray(String[]::new));
            List<String> operands = arguments.operands();
            String first = operands.isEmpty() ? "" : operands.getFirst();
            switch (entry.name()) {
                case "echo demo" -> assertThat(Demos.names()).contains(first);
                case "echo lab" -> assertThat(first.isEmpty() || operands.contains(":::")
                        || Presets.named(first) != null).as(first).isTrue();
                case "echo server" ->
                    assertThat(first).isIn("", "echo", "prefix", "upper", "welcome", "greet", "discard",
                            "daytime", "exec", "file", "icmp", "igmp");
                case "echo client" -> assertThat(ClientProgram.named(first) != null || first.contains(":")).isTrue();
                case "explain" -> {
                    var sample = arguments.value(ExplainSource.SAMPLE);
                    assertThat(sample == null || Samples.named(sample) != null).isTrue();
                }
                default -> assertThat(entry.name()).doesNotContain("echo ");
            }
            for (int i = 0; i < rest.size(); i++)
                if (rest.get(i).equals("--sockopt"))
                    Option.of(rest.get(i + 1).split("=", 2)[0]).check(
                            rest.get(i + 1).split("=", 2)[1]);
        }).as(command.line()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleHasPacketsThatTheFilterChooses(Entry.Sample sample) throws Exception {
        Samples.Sample file = requireNonNull(Samples.named(sample.name()));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false).run("decode", "-Y",
                sample.filter(), Path.of("..", "captures", "samples", file.file()).toString());
        assertThat(err.toString(UTF_8)).isEmpty();
        assertThat(status).isZero();
        assertThat(out.toString(UTF_8)).isNotEmpty();
    }
}
