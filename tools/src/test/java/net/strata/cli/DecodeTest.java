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
import java.util.stream.Stream;
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

    private static final String HTTP = Path.of("..", "captures", "samples", "http.pcapng").toString();

    /// Runs `decode` on a capture of 29 packets, of which 6, 12, 17 and 22 carry requests.
    private static String[] filtered(int status, String... options) {
        var words = new ArrayList<>(List.of("decode", HTTP));
        words.addAll(List.of(options));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int got = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false).run(words.toArray(String[]::new));
        assertThat(got).as(err.toString(UTF_8)).isEqualTo(status);
        return (out.toString(UTF_8) + err.toString(UTF_8)).lines().toArray(String[]::new);
    }

    private static final String REQUESTS = "tcp.dstport == 80 && tcp.len > 0";

    @Test
    void aFilterChoosesPacketsAndTheLimitCountsThoseChosen() {
        String[] number = {"-T", "fields", "-e", "frame.number", "-Y", REQUESTS};
        assertThat(filtered(0, number)).containsExactly("6", "12", "17", "22");
        assertThat(filtered(0, Stream.concat(Stream.of(number), Stream.of("-c", "2")).toArray(String[]::new)))
                .containsExactly("6", "12");
        assertThat(filtered(0, Stream.concat(Stream.of(number), Stream.of("--packet", "7-20")).toArray(String[]::new)))
                .containsExactly("12", "17");
    }

    /// As tshark 4.0.17 shows it: since the packet shown before.
    @Test
    void timesBetweenPacketsShownPassOverOthers() {
        assertThat(filtered(0, "-Y", REQUESTS, "-t", "dd", "-c", "2")[1]).startsWith("   12 0.008208174");
    }

    @Test
    void aBadFilterIsAnsweredWithItsPlace() {
        assertThat(filtered(2, "-Y", "tcp && ip.tt < 3")).containsExactly(
                "strata decode: -Y: no field or protocol ip.tt (strata fields lists them); did you mean ip.ttl?",
                "    tcp && ip.tt < 3", "           ^~~~~");
    }

    @Test
    void whyTellsTheTermsOfOnePacket() {
        assertThat(filtered(0, "-Y", "tcp.port == 80 && ip.ttl < 64", "--why", "6")).extracting(l -> l.substring(0, 5))
                .containsExactly("false", "true ", "false");
        assertThat(filtered(1, "-Y", "tcp", "--why", "30")).singleElement().asString().contains("no packet 30");
        assertThat(filtered(2, "--why", "3")).singleElement().asString().contains("-Y");
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

    private static String protocols(String sample, String... options) {
        var words = new ArrayList<>(List.of("decode", Path.of("..", "captures", "samples", sample).toString(), "-T",
                "fields", "-e", "frame.protocols"));
        words.addAll(List.of(options));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false).run(words.toArray(String[]::new));
        return out.toString(UTF_8) + err.toString(UTF_8);
    }

    @Test
    void decodeAsSaysWhatFollowsAPort() {
        assertThat(protocols("tls12.pcapng")).contains(":tcp:tls");
        assertThat(protocols("tls12.pcapng", "-d", "tcp.port==440-450,data")).contains(":tcp:data")
                .doesNotContain("tls");
        assertThat(protocols("tls12.pcapng", "-d", "udp.port==443,data")).contains(":tcp:tls");
        assertThat(protocols("tls12.pcapng", "-d", "tcp.port==443,data", "-d", "tcp.port==0x1bb,echo"))
                .contains(":tcp:echo");
    }

    /// UDP has DNS in another form than TCP, without a length in front.
    @Test
    void decodeAsTakesTheFormOfTheProtocolThatTheTableHas() {
        assertThat(protocols("tcp-echo.pcapng", "-d", "ip.proto==6,udp")).contains(":ip:udp");
        assertThat(protocols("tcp-echo.pcapng", "-d", "ethertype==0x800,data")).contains("eth:data")
                .doesNotContain("ip");
        assertThat(protocols("dns.pcapng", "-d", "udp.port==53:1,dns")).isEqualTo(protocols("dns.pcapng"));
    }

    @Test
    void aRuleThatCannotBeFollowedIsAnsweredInOneLine() {
        assertThat(protocols("dns.pcapng", "-d", "tcp.prot==53,dns"))
                .contains("no table tcp.prot; did you mean tcp.port?");
        assertThat(protocols("dns.pcapng", "-d", "tcp.port==53,dsn")).contains("no protocol dsn; did you mean dns?");
        assertThat(protocols("dns.pcapng", "-d", "tcp.port==70000,dns")).contains("a number up to 65535");
        assertThat(protocols("dns.pcapng", "-d", "tcp.port==9-5,dns")).contains("not 9-5");
        assertThat(protocols("dns.pcapng", "-d", "tcp.port=53")).contains("-d takes TABLE==NUMBER,PROTOCOL");
    }
}
