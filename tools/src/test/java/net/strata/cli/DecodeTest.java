package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.strata.wire.Nearest;
import org.junit.jupiter.api.Test;

final class DecodeTest {
    private static final String ECHO = Path.of("..", "captures", "samples", "tcp-echo.pcapng").toString();

    private static String decode(String... options) {
        var words = new ArrayList<>(List.of("decode", ECHO, "-c", "1"));
        words.addAll(List.of(options));
        var out = new ByteArrayOutputStream();
        new Main(out, new PrintStream(OutputStream.nullOutputStream()), Map.of(), false)
                .run(words.toArray(String[]::new));
        return out.toString(UTF_8);
    }

    @Test
    void capitalVOpensNoLayerThatCapitalOLeavesClosed() {
        assertThat(decode("-V", "-O", "tcp")).isEqualTo(decode("-O", "tcp")).contains("tcp.srcport")
                .doesNotContain("ip.ttl");
        assertThat(decode("-V")).contains("tcp.srcport", "ip.ttl");
    }

    @Test
    void stableRefusesToShowBytes() {
        assertThat(decode("--stable", "-x")).isEmpty();
        assertThat(decode("--stable", "-V")).contains("Identification: *");
    }

    /// 31 is red (ECMA-48 section 8.3.117): a reset is trouble, a SYN is not.
    @Test
    void aResetIsColouredAsTrouble() {
        String refused = Path.of("..", "captures", "samples", "tcp-refused.pcapng").toString();
        var out = new ByteArrayOutputStream();
        new Main(out, new PrintStream(OutputStream.nullOutputStream()), Map.of(), false).run("decode", refused,
                "--color",
                "always");
        assertThat(out.toString(UTF_8).lines()).filteredOn(line -> line.startsWith("\033[31m")).isNotEmpty()
                .allMatch(line -> line.contains("RST"));
    }

    @Test
    void theBeginningOfANameIsAnsweredWithTheName() {
        assertThat(Nearest.hint("dec", List.of("version", "decode"))).isEqualTo("; did you mean decode?");
    }
}
