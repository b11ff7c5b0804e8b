package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.strata.JsonValues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `strata trace --multipath` through a simulated network.
final class TraceMultipathTest {
    private static final String NETWORK = """
            host here 10.0.0.1 2001:db8::1
            router r1 10.1.0.1 2001:db8:1::1
            router a 10.2.0.1 2001:db8:2::1
            router b 10.2.0.2 2001:db8:2::2
            router r2 10.3.0.1 2001:db8:3::1
            host there 10.4.0.1 2001:db8:4::1
            host mute 10.4.0.2 silent
            link here r1 1ms
            link r1 a 1ms
            link r1 b 1ms
            link a r2 1ms
            link b r2 1ms
            link r2 there 1ms
            link r2 mute 1ms
            """;

    @TempDir
    private Path directory = Path.of("");
    private Path file = directory;

    private record Ran(int status, String out, String err) {}

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("network.txt"), NETWORK);
    }

    private Ran trace(String... more) {
        var words = new ArrayList<>(List.of("trace", "--simulate", file.toString(), "-n"));
        words.addAll(List.of(more));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false)
                .run(words.toArray(String[]::new));
        return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.4.0.1", "10.4.0.1 -I", "10.4.0.1 -T", "2001:db8:4::1", "2001:db8:4::1 -I",
            "10.4.0.1 --confidence 99"})
    void bothWaysAreFound(String words) {
        Ran ran = trace(("--multipath " + words).split(" ", 0));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        String[] parts = words.startsWith("2001")
                ? new String[]{"2001:db8:2::1", "2001:db8:2::2"}
                : new String[]{"10.2.0.1", "10.2.0.2"};
        assertThat(ran.out()).contains(parts).contains("2 ways per flow");
    }

    @Test
    void aHostThatAnswersNothingIsStatus1() {
        Ran ran = trace("--multipath", "10.4.0.2");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains("10.3.0.1").doesNotContain("*");
    }

    @Test
    void oneObjectOfJson() throws IOException {
        Ran ran = trace("--multipath", "--json", "10.4.0.1");
        List<Map<String, Object>> objects = JsonValues.objects(ran.out());
        assertThat(objects).hasSize(1);
        assertThat(objects.getFirst()).containsEntry("schema", 1L).containsEntry("reached", true)
                .containsEntry("method", "udp");
        assertThat(JsonValues.list(objects.getFirst().get("nodes"))).hasSize(6);
        assertThat(JsonValues.list(objects.getFirst().get("links"))).hasSize(6);
    }

    @Test
    void picturesHereOrInAFile() throws IOException {
        Path svg = directory.resolve("ways.svg");
        assertThat(trace("--multipath", "--svg", svg.toString(), "10.4.0.1").out()).startsWith("All ways to 10.4.0.1");
        assertThat(Files.readString(svg)).startsWith("<svg ").endsWith("</svg>\n");
        assertThat(trace("--multipath", "--svg", "-", "10.4.0.1").out()).startsWith("<svg ").endsWith("</svg>\n");
        assertThat(trace("--multipath", "--dot", "10.4.0.1").out()).startsWith("digraph ").endsWith("}\n");
    }

    @Test
    void tooFewFlowsAreSaid() {
        assertThat(trace("--multipath", "--flows", "4", "10.4.0.1").err())
                .contains("more than 4 flows are needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--dot 10.4.0.1", "--svg x 10.4.0.1", "--confidence 99 10.4.0.1", "--flows 9 10.4.0.1",
            "--multipath --confidence 90 10.4.0.1", "--multipath --flows 0 10.4.0.1",
            "--multipath --classic 10.4.0.1", "--multipath --dot --json 10.4.0.1",
            "--multipath --svg /no/such/x 10.4.0.1",
            "--multipath --svg - --dot 10.4.0.1", "--multipath"})
    void badInputIsStatus2InOneLine(String words) {
        Ran ran = trace(words.split(" ", 0));
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).hasSize(1);
    }
}
