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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `strata trace` says in words, in a simulated network.
final class TraceVerdictTest {
    private record Ran(int status, String out, String err) {
        /// Words, wherever lines are broken.
        String words() {
            return out.replaceAll("\\s+", " ");
        }
    }

    /// Seven links, the way there and back 14 ms to 28 ms.
    private static final String CHAIN = """
            host here 10.0.0.2
            router r1 10.0.1.1
            router r2 10.0.2.1
            router r3 10.0.3.1
            router r4 10.0.4.1
            host there 10.0.5.1 open=80
            link here r1 1ms..2ms
            link r1 r2 1ms..2ms
            link r2 r3 1ms..2ms
            link r3 r4 1ms..2ms
            link r4 there 1ms..2ms
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private Ran trace(String topology, String... words) throws IOException {
        Path file = Files.writeString(directory.resolve("net.txt"), topology);
        var all = new ArrayList<>(List.of("trace", "--simulate", file.toString(), "there"));
        all.addAll(List.of(words));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false).run(all.toArray(String[]::new));
        return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    @Test
    void wordsStandBelowTheLinesOfTraceroute() throws IOException {
        Ran plain = trace(CHAIN);
        Ran said = trace(CHAIN, "--verdict");
        assertThat(said.status()).isZero();
        assertThat(said.out()).startsWith(plain.out() + "\n");
        assertThat(said.words()).contains("Nothing wrong is seen: 5 hops, 15 probes; none of 3 lost at the host"
                + " (95 %: 0 to 56.1 %). So few probes show little: --report -c 100 shows more.");
        assertThat(said.out().lines()).allMatch(each -> each.length() <= 80);
    }

    @Test
    void aReportSaysWhoLoses() throws IOException {
        Ran ran = trace(CHAIN.replace("link r2 r3 1ms..2ms", "link r2 r3 1ms..2ms loss=20%"), "--report", "-c", "60",
                "--verdict");
        assertThat(ran.words()).contains("The path loses, there or on the way back, from hop 3 (10.0.3.1) on:");
    }

    /// 0.6 of the answers wanted each second come, and all where half as many are wanted,
    /// but for the first, right after the others.
    @Test
    void aHostThatLosesIsAskedAtHalfTheRate() throws IOException {
        Ran ran = trace(CHAIN.replace("open=80", "answers=0.6/s"), "--report", "-c", "60", "--verdict");
        assertThat(ran.words()).contains("The host, hop 5 (10.0.5.1), only limits its answers:",
                "and when asked at half the rate 1 of 50");
    }

    @Test
    void verdictsAreEventsToo() throws IOException {
        Ran ran = trace(CHAIN + "route r3 to there prohibit\n", "--json", "--verdict");
        assertThat(ran.out().lines().filter(each -> each.contains("\"event\":\"verdict\""))).singleElement().asString()
                .startsWith(
                        "{\"schema\":1,\"event\":\"verdict\",\"path\":0,\"verdict\":\"prohibited\",\"trouble\":true,"
                                + "\"hop\":3,\"address\":\"10.0.3.1\"");
    }

    /// What r3 cannot send on it says; what r4 cannot it drops.
    @Test
    void sizesAlongTheWay() throws IOException {
        Ran ran = trace(CHAIN.replace("link r3 r4 1ms..2ms", "link r3 r4 1ms..2ms mtu=1450").replace(
                "link r4 there 1ms..2ms", "link r4 there 1ms..2ms mtu=1391 blackhole"), "--mtu", "--verdict");
        assertThat(ran.out()).contains("30 hops max, 65000 byte packets");
        assertThat(ran.out().lines().filter(each -> each.startsWith(" 1 ")).findFirst().orElse("")).contains(" F=1500");
        assertThat(ran.out().lines().filter(each -> each.startsWith(" 4 ")).findFirst().orElse("")).contains(" F=1450");
        assertThat(ran.words()).contains("Big packets vanish before hop 5: packets of 1391 bytes get there,",
                "Packets to hop 4 and farther may have 1450 bytes: 10.0.3.1 says so of one of 1500.");
    }

    @Test
    void autoTellsWhichKindsGetThrough() throws IOException {
        Ran ran = trace(CHAIN + "filter r2 udp to there prohibit\nfilter r3 echo to there drop\n", "--auto");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("ICMP echo       gets no answer from hop 4 on\n",
                "UDP port 33434  ends at hop 2, 10.0.2.1: communication administratively prohibited\n",
                "TCP port 80     gets there in 5 hops, and is open\n",
                "TCP port 443    gets there in 5 hops, and is closed\n", "\ntraceroute to there (10.0.5.1)");
        assertThat(ran.words()).contains("Some kinds of packets are filtered: ICMP echo, UDP port 33434, UDP port 53 do"
                + " not get through, TCP port 443, TCP port 80 do.");
    }

    @Test
    void autoFindsWhereBigPacketsVanish() throws IOException {
        Ran ran = trace(CHAIN.replace("link r3 r4 1ms..2ms", "link r3 r4 1ms..2ms mtu=1400 blackhole"), "--auto");
        assertThat(ran.words()).contains("Big packets vanish before hop 4: packets of 1400 bytes get there,");
    }

    @Test
    void whereNoKindGetsThroughTheStatusSaysSo() throws IOException {
        Ran ran = trace(CHAIN + "filter r3 any to there drop\n", "--auto");
        assertThat(ran.status()).isEqualTo(Status.NEGATIVE);
        assertThat(ran.words()).contains("Nothing answers from hop 4 on");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"avg > 5ms | 1", "avg > 5s | 0", "loss > 1% | 0", "received < 3 | 0"})
    void aConditionIsAboutTheHost(String condition, int status) throws IOException {
        Ran ran = trace(CHAIN, "--fail-if", condition);
        assertThat(ran.status()).isEqualTo(status);
        assertThat(ran.err().isEmpty()).isEqualTo(status == 0);
    }

    @Test
    void aHostThatIsNotReachedLosesAll() throws IOException {
        Ran ran = trace(CHAIN + "route r3 to there drop\n", "--fail-if", "loss > 1%");
        assertThat(ran.status()).isEqualTo(Status.NEGATIVE);
        assertThat(ran.err()).isEqualTo("strata trace: there: loss 100 % > 1 %\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--auto -T | strata trace: --auto tries ICMP, UDP and TCP, and sizes: leave out -T",
            "--report --csv --verdict | strata trace: --verdict is not for --csv",
            "--multipath --verdict | strata trace: --verdict is not for --multipath"})
    void modesThatDoNotGoTogether(String words, String line) throws IOException {
        Ran ran = trace(CHAIN, words.split(" "));
        assertThat(ran.status()).isEqualTo(Status.FAILED);
        assertThat(ran.err().lines().findFirst().orElse("")).isEqualTo(line);
    }
}
