package net.strata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.strata.ChildJava;
import net.strata.Needs;
import net.strata.sim.Topology;
import net.strata.sim.Tun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Long paths in real time, beside traceroute: twelve routers, each 4 ms from the next, so that a hop adds 8 ms to the round
/// trip; three of them silent.
final class TraceOverTunTest {
    private static final List<Integer> SILENT = List.of(3, 7, 8);
    private static final Pattern HOP = Pattern.compile("^ ?([0-9]+)  (\\S+)");
    private static final Pattern TIME = Pattern.compile("([0-9.]+) ms");

    @TempDir
    private Path folder;

    private static String topology() {
        var text = new StringBuilder("host here 10.0.0.2\n");
        for (int i = 1; i <= 12; i++)
            text.append("router r" + i + " 10.0." + i + ".1" + (SILENT.contains(i) ? " silent" : "") + "\n");
        text.append("host there 10.0.99.2\nhost nobody 10.0.98.2 silent\n");
        for (int i = 0; i < 12; i++)
            text.append("link " + (i == 0 ? "here" : "r" + i) + " r" + (i + 1) + " 4ms\n");
        return text.append("link r12 there 4ms\nlink r12 nobody 4ms\n").toString();
    }

    /// What a trace shows: who answers, and after how many ms first.
    private record Shown(List<String> hops, List<Double> times) {
        static Shown of(Stream<String> lines) {
            var hops = new ArrayList<String>();
            var times = new ArrayList<Double>();
            lines.forEach(line -> {
                Matcher hop = HOP.matcher(line);
                if (!hop.find()) return;
                hops.add(hop.group(1) + " " + hop.group(2));
                Matcher time = TIME.matcher(line);
                times.add(time.find() ? Double.valueOf(time.group(1)) : Double.NaN);
            });
            return new Shown(hops, times);
        }
    }

    private static Shown traceroute(Tun tun, String... words) {
        return Shown
                .of(tun.in(Stream.concat(Stream.of("traceroute"), Stream.of(words)).toArray(String[]::new)).lines());
    }

    private Shown strata(Tun tun, String... words) throws Exception {
        var java = new ChildJava(folder);
        var ran = java.run(List.of("ip", "netns", "exec", tun.namespace()), Map.of(), "net.strata.cli.Main",
                Stream.concat(Stream.of("trace"), Stream.of(words)).toList());
        assertThat(ran.err()).isEmpty();
        return Shown.of(ran.out().stream());
    }

    @Test
    void thePathIsWhole() throws Exception {
        Needs.here().root();
        Needs.here().program("traceroute");
        try (var tun = new Tun(Topology.parse(topology()), 1)) {
            Shown theirs = traceroute(tun, "-n", "10.0.99.2");
            Shown ours = strata(tun, "-n", "10.0.99.2");
            assertThat(ours.hops()).isEqualTo(theirs.hops()).hasSize(13).contains("1 10.0.1.1", "3 *", "13 10.0.99.2");
            for (int hop = 1; hop <= 13; hop++)
                if (!SILENT.contains(hop)) assertThat(ours.times().get(hop - 1)).isGreaterThanOrEqualTo(8.0 * hop);
        }
    }

    @Test
    void aHostThatNeverAnswersIsGivenUp() throws Exception {
        Needs.here().root();
        Needs.here().program("traceroute");
        try (var tun = new Tun(Topology.parse(topology()), 1)) {
            Shown theirs = traceroute(tun, "-n", "-w", "2,3,10", "10.0.98.2");
            Shown ours = strata(tun, "-n", "-w", "2,3,10", "10.0.98.2");
            assertThat(ours.hops()).isEqualTo(theirs.hops()).hasSize(30);
        }
    }
}
