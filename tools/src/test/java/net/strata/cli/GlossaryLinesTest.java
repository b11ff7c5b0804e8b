package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import net.strata.explain.term.Entry;
import net.strata.explain.term.Glossary;
import net.strata.file.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The command lines and the packets that the glossary's entries name.
final class GlossaryLinesTest {
    static Stream<Entry.Command> commands() {
        return new Glossary().all().stream().flatMap(entry -> entry.commands().stream()).distinct();
    }

    static Stream<Entry.Sample> samples() {
        return new Glossary().all().stream().map(Entry::sample).filter(Objects::nonNull).distinct();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandLineCanBeTyped(Entry.Command command) {
        assertThatCode(() -> LinesTyped.check(command.line())).as(command.line()).doesNotThrowAnyException();
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
