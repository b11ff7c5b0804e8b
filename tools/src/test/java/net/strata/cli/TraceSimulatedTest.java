package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.strata.JsonValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every mode of `strata trace` in the networks of docs/topologies. What is expected is written from these files: a round trip is
/// the sum of the delays of the links, there and back.
final class TraceSimulatedTest {
    private static final Path FOLDER = Path.of("../docs/topologies");

    /// A command line behind `$`, of which the first word is the network; then all that is written, and the exit status if it
    /// is not 0. Lines that begin with `#` are not looked at.
    private static final String LINES = """
            $ blackhole there
            traceroute to there (10.0.9.2), 30 hops max, 60 byte packets
             1  r1 (10.0.1.1)  2.000 ms  2.000 ms  2.000 ms
             2  r2 (10.0.2.1)  6.000 ms  6.000 ms  6.000 ms
             3  r3 (10.0.3.1)  10.000 ms  10.000 ms  10.000 ms
             4  there (10.0.9.2)  12.000 ms  12.000 ms  12.000 ms

            $ blackhole -n -q 1 there
            traceroute to there (10.0.9.2), 30 hops max, 60 byte packets
             1  10.0.1.1  2.000 ms
             2  10.0.2.1  6.000 ms
             3  10.0.3.1  10.000 ms
             4  10.0.9.2  12.000 ms

            $ blackhole -n -I -f 3 -q 2 there
            traceroute to there (10.0.9.2), 30 hops max, 60 byte packets
             3  10.0.3.1  10.000 ms  10.000 ms
             4  10.0.9.2  12.000 ms  12.000 ms

            $ blackhole -n -T -m 2 there
            traceroute to there (10.0.9.2), 2 hops max, 60 byte packets
             1  10.0.1.1  2.000 ms  2.000 ms  2.000 ms
             2  10.0.2.1  6.000 ms  6.000 ms  6.000 ms

            # r1 says that its next link has 1492 bytes.
            $ blackhole -n -F -q 1 there 1500
            traceroute to there (10.0.9.2), 30 hops max, 1500 byte packets
             1  10.0.1.1  2.000 ms
             2  10.0.1.1  2.000 ms !F-1492

            $ blackhole -n -F -q 1 there 1501
            traceroute to there (10.0.9.2), 30 hops max, 1501 byte packets
             1  *  0.000 ms !F-1500

            # What may be fragmented passes the first link, too.
            $ diamond -n -q 1 -m 1 there 2000
            traceroute to there (10.0.9.2), 1 hops max, 2000 byte packets
             1  10.0.1.1  2.000 ms

            $ blackhole -n here
            traceroute to here (10.0.0.2), 30 hops max, 60 byte packets
             1  10.0.0.2  0.000 ms  0.000 ms  0.000 ms

            $ chain -n -6 -q 1 -m 1 there
            traceroute to there (2001:db8:9::2), 1 hops max, 80 byte packets
             1  2001:db8:1::1  2.000 ms

            # Labels are counted down as the time to live is, which r1 has counted down before.
            $ mpls -n -e -q 1 there
            traceroute to there (10.0.9.2), 30 hops max, 60 byte packets
             1  10.0.1.1  2.000 ms
             2  10.0.2.1 <MPLS:L=24001,E=0,S=1,T=1>  6.000 ms
             3  10.0.3.1 <MPLS:L=24017,E=0,S=1,T=1>  10.000 ms
             4  10.0.4.1  14.000 ms
             5  10.0.6.1  54.000 ms
             6  10.0.9.2  56.000 ms

            # Back: r3, x1, x2, r1: 40 + 40 + 5 + 1 ms, and 11 ms there.
            $ asymmetric -n --back -q 1 there
            traceroute to there (10.0.9.2), 30 hops max, 60 byte packets
             1  10.0.1.1  2.000 ms
             2  10.0.2.1  12.000 ms
             3  10.0.3.1 '-4'  97.000 ms
             4  10.0.9.2 '-5'  99.000 ms

            # 24 bytes of GRE and IP.
            $ tunnel -n --mtu -q 2 there
            traceroute to there (10.0.9.2), 30 hops max, 65000 byte packets
             1  10.0.1.1  2.000 ms F=1500  2.000 ms
             2  10.0.4.1  32.000 ms F=1476  32.000 ms
             3  10.0.9.2  34.000 ms  34.000 ms

            $ blackhole -n --mtu --verdict there
            traceroute to there (10.0.9.2), 30 hops max, 65000 byte packets
             1  10.0.1.1  2.000 ms F=1500  2.000 ms  2.000 ms
             2  10.0.2.1  6.000 ms F=1492  6.000 ms  6.000 ms
             3  * * *
             4  10.0.9.2  12.000 ms F=1400  12.000 ms  12.000 ms

            Big packets vanish before hop 3: packets of 1400 bytes get there, of 8 probes
              with 1401 bytes or more none does, and nobody says that they are too big.
              Connections hang as soon as they send much.
            Packets to hop 2 and farther may have 1492 bytes: 10.0.1.1 says so of one of
              1500.

            $ filtered -n -I -q 1 --verdict there
            traceroute to there (10.0.9.2), 30 hops max, 60 byte packets
             1  10.0.1.1  2.000 ms
             2  10.0.2.1  6.000 ms
             3  10.0.3.1  10.000 ms
             4  10.0.3.1  10.000 ms !X

            Hop 3 (10.0.3.1) says: communication administratively prohibited (1 time).
              Somebody decided so: a rule of a firewall there.

            $ filtered -n -m 5 --verdict there
            traceroute to there (10.0.9.2), 5 hops max, 60 byte packets
             1  10.0.1.1  2.000 ms  2.000 ms  2.000 ms
             2  10.0.2.1  6.000 ms  6.000 ms  6.000 ms
             3  10.0.3.1  10.000 ms  10.000 ms  10.000 ms
             4  * * *
             5  * * *

            Nothing answers from hop 4 on: none of 6 probes to hops 4 to 5 was answered; the
              last that answers is hop 3 (10.0.3.1). Behind it something filters the probes
              or their answers, or the host is off; --auto tries other kinds of probes.

            $ blackhole -n -q 1 -m 2 --verdict there
            traceroute to there (10.0.9.2), 2 hops max, 60 byte packets
             1  10.0.1.1  2.000 ms
             2  10.0.2.1  6.000 ms

            The way goes on behind hop 2 (10.0.2.1), the last that was probed: -m looks
              farther.

            $ blackhole -n -q 1 --verdict there
            traceroute to there (10.0.9.2), 30 hops max, 60 byte packets
             1  10.0.1.1  2.000 ms
             2  10.0.2.1  6.000 ms
             3  10.0.3.1  10.000 ms
             4  10.0.9.2  12.000 ms

            Nothing wrong is seen: 4 hops, 4 probes; none of 1 lost at the host (95 %: 0 to
              79.3 %). So few probes show little: --report -c 100 shows more.

            # 1 + 1 + 1 ms to r3; each hop farther is one link longer, and is answered from there.
            $ loop -n -q 1 -m 7 --verdict there
            traceroute to there (10.0.9.2), 7 hops max, 60 byte packets
             1  10.0.1.1  2.000 ms
             2  10.0.2.1  4.000 ms
             3  10.0.3.1  6.000 ms
             4  10.0.2.1  6.000 ms
             5  10.0.3.1  8.000 ms
             6  10.0.2.1  8.000 ms
             7  10.0.3.1  10.000 ms

            Packets go in a circle from hop 2 (10.0.2.1) on: 10.0.2.1, 10.0.3.1 and again,
              every 2 hops up to hop 7 (4 hops as those before). Their routes point to each
              other.

            $ loop -n -q 1 -m 3 --fail-if loss>50% there
            traceroute to there (10.0.9.2), 3 hops max, 60 byte packets
             1  10.0.1.1  2.000 ms
             2  10.0.2.1  4.000 ms
             3  10.0.3.1  6.000 ms
            strata trace: there: loss 100 % > 50 %
            status 1

            $ blackhole -n -q 1 --fail-if avg>12.5ms there
            traceroute to there (10.0.9.2), 30 hops max, 60 byte packets
             1  10.0.1.1  2.000 ms
             2  10.0.2.1  6.000 ms
             3  10.0.3.1  10.000 ms
             4  10.0.9.2  12.000 ms

            $ mpls -n -q 2 --verdict there
            traceroute to there (10.0.9.2), 30 hops max, 60 byte packets
             1  10.0.1.1  2.000 ms  2.000 ms
             2  10.0.2.1  6.000 ms  6.000 ms
             3  10.0.3.1  10.000 ms  10.000 ms
             4  10.0.4.1  14.000 ms  14.000 ms
             5  10.0.6.1  54.000 ms  54.000 ms
             6  10.0.9.2  56.000 ms  56.000 ms

            Delay begins at hop 5 (10.0.6.1) and stays: the median of only 2 probes rises by
              40.0 ms, from 14.0 ms to 54.0 ms, and no hop behind is below that; the
              shortest rise as much: a long link, or a queue that never empties.
            Hops 2 to 3 are in an MPLS tunnel: the probe came with labels 24001, 24017.

            $ nat -n -q 2 --verdict there
            traceroute to there (203.0.113.9), 30 hops max, 60 byte packets
             1  192.168.1.1  2.000 ms  2.000 ms
             2  198.51.100.1  12.000 ms  12.000 ms
             3  203.0.113.9  22.000 ms  22.000 ms

            Nothing wrong is seen: 3 hops, 6 probes; none of 2 lost at the host (95 %: 0 to
              65.8 %). So few probes show little: --report -c 100 shows more.
            An address translator stands between hop 1 (192.168.1.1) and hop 2
              (198.51.100.1): the probe that it quotes has another source address, source
              port, checksum.

            $ mpls -e --report -c 2 there
            Start: 2026-01-01T00:00:00+0000
            HOST: here                        Loss%   Snt   Last   Avg  Best  Wrst StDev
              1.|-- r1                         0.0%     2    2.0   2.0   2.0   2.0   0.0
              2.|-- r2                         0.0%     2    6.0   6.0   6.0   6.0   0.0
                |   +-- [MPLS: Lbl 24001 TC 0 S 1 TTL 1]
              3.|-- r3                         0.0%     2   10.0  10.0  10.0  10.0   0.0
                |   +-- [MPLS: Lbl 24017 TC 0 S 1 TTL 1]
              4.|-- r4                         0.0%     2   14.0  14.0  14.0  14.0   0.0
              5.|-- r6                         0.0%     2   54.0  54.0  54.0  54.0   0.0
              6.|-- there                      0.0%     2   56.0  56.0  56.0  56.0   0.0

            # In 11.8 s r2 answers 3 times at once and 2 times a second: 3 + 23, and 34 are missing.
            $ rate-limit -n --report -c 60 --interval 0.2 --verdict there
            Start: 2026-01-01T00:00:00+0000
            HOST: 10.0.0.2                    Loss%   Snt   Last   Avg  Best  Wrst StDev
              1.|-- 10.0.1.1                   0.0%    60    2.0   2.0   2.0   2.0   0.0
              2.|-- 10.0.2.1                  56.7%    60    6.0   6.0   6.0   6.0   0.0
              3.|-- 10.0.3.1                   0.0%    60   10.0  10.0  10.0  10.0   0.0
              4.|-- 10.0.9.2                   0.0%    60   12.0  12.0  12.0  12.0   0.0

            Nothing wrong is seen: 4 hops, 240 probes; none of 60 lost at the host (95 %: 0
              to 6.02 %).
            Hop 2 (10.0.2.1) only limits its answers: it left out 34 of 60, 56.7 % (95 %:
              44.1 to 68.4 %), and of what went on to hops 3 to 4 none of 120 was lost.
              Harmless.

            $ nat -n --report -c 3 --fields SDRANJ there
            Start: 2026-01-01T00:00:00+0000
            HOST: 192.168.1.2                   Snt Drop   Rcv   Avg  Last Jttr
              1.|-- 192.168.1.1                   3    0     3   2.0   2.0  0.0
              2.|-- 198.51.100.1                  3    0     3  12.0  12.0  0.0
              3.|-- 203.0.113.9                   3    0     3  22.0  22.0  0.0

            $ nat -n --report --csv -c 3 there
            Mtr_Version,Start_Time,Status,Host,Hop,Ip,Loss%,Snt, ,Last,Avg,Best,Wrst,StDev
            STRATA.1,1767225600,OK,there,1,192.168.1.1,0.00,3,0,2.00,2.00,2.00,2.00,0.00
            STRATA.1,1767225600,OK,there,2,198.51.100.1,0.00,3,0,12.00,12.00,12.00,12.00,0.00
            STRATA.1,1767225600,OK,there,3,203.0.113.9,0.00,3,0,22.00,22.00,22.00,22.00,0.00

            $ filtered -n --auto there
            ICMP echo       ends at hop 3, 10.0.3.1: communication administratively prohibited
            UDP port 33434  gets no answer from hop 4 on
            TCP port 443    gets there in 4 hops, and is open
            TCP port 80     gets there in 4 hops, and is open
            UDP port 53     gets no answer from hop 4 on

            traceroute to there (10.0.9.2), 30 hops max, 60 byte packets
             1  10.0.1.1  2.000 ms  2.000 ms  2.000 ms
             2  10.0.2.1  6.000 ms  6.000 ms  6.000 ms
             3  10.0.3.1  10.000 ms  10.000 ms  10.000 ms
             4  10.0.9.2  12.000 ms  12.000 ms  12.000 ms

            Some kinds of packets are filtered: ICMP echo, UDP port 33434, UDP port 53 do
              not get through, TCP port 443, TCP port 80 do.
            Nothing wrong is seen: 4 hops, 12 probes; none of 3 lost at the host (95 %: 0 to
              56.1 %). So few probes show little: --report -c 100 shows more.

            $ loop -n nobody
            strata trace: nobody: the simulated network has no such host
            status 2

            $ loop -n -i eth0 there
            strata trace: --simulate sends nothing, and takes no time: leave out -i
            status 2
            """;

    @TempDir
    private Path directory = Path.of("");

    private record Ran(int status, String out, String err) {}

    private static Ran trace(Path network, String... words) {
        var all = new ArrayList<>(List.of("trace", "--simulate", network.toString()));
        all.addAll(List.of(words));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false)
                .run(all.toArray(String[]::new));
        return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    private static Ran trace(String line) {
        String[] words = line.split(" ", 2);
        return trace(FOLDER.resolve(words[0] + ".topology"), words[1].split(" "));
    }

    static Stream<String> lines() {
        return Stream.of(LINES.split("(?m)^\\$ ")).skip(1);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void allThatIsWritten(String line) {
        String[] parts = line.split("\n", 2);
        Ran ran = trace(parts[0]);
        String all = ran.out() + ran.err() + (ran.status() == 0 ? "" : "status " + ran.status() + "\n");
        String expected = parts[1].lines().filter(each -> !each.startsWith("#")).collect(Collectors.joining("\n"));
        // Without the version.
        assertThat(all.replaceAll("(?m)^STRATA\\.[^,]*", "STRATA.1").stripTrailing())
                .isEqualTo(expected.stripTrailing());
    }

    @Test
    void theSameRunHasTheSameStatusInJson() throws IOException {
        Path file = Files.writeString(directory.resolve("net"), """
                host here 10.0.0.2
                router r1 10.0.0.1
                link here r1 1ms
                route here to any net
                """);
        assertThat(trace(file, "9.9.9.9").status()).isEqualTo(2);
        assertThat(trace(file, "--json", "9.9.9.9").status()).isEqualTo(2);
    }

    @Test
    void conditionsOnPercentilesHoldWithAutoToo() {
        assertThat(trace("chain --auto --fail-if p99>1000ms there").status()).isZero();
        assertThat(trace("chain --auto --fail-if p99>1ms there").status()).isEqualTo(1);
    }

    @Test
    void aKeptTraceByTcpReachesTheHostAgain() {
        String kept = directory.resolve("kept.pcapng").toString();
        Ran ran = trace("chain -n -T --report -c 3 --write " + kept + " there");
        var out = new ByteArrayOutputStream();
        new Main(out, System.err, Map.of(), false).run("trace", "--from", kept, "--report", "-n");
        assertThat(out.toString(UTF_8).lines().skip(1)).isEqualTo(ran.out().lines().skip(1).toList());
        assertThat(ran.out().lines().toList().getLast()).contains(" 0.0% ");
    }

    /// The three hops of which r1 sees no label, and the others one each.
    @Test
    void json() throws IOException {
        Ran ran = trace("mpls -n --json -q 1 -m 3 there");
        List<Map<String, Object>> events = JsonValues.objects(ran.out());
        assertThat(ran.status()).isZero();
        assertThat(events).allSatisfy(each -> assertThat(each).containsEntry("schema", 1L).containsEntry("path", 0L));
        assertThat(events).extracting(each -> each.get("event")).containsExactly("start", "sent", "sent", "sent",
                "answer", "answer", "answer", "hop", "hop", "hop", "end");
        assertThat(events.getFirst()).containsEntry("host", "there").containsEntry("address", "10.0.9.2")
                .containsEntry("source", "10.0.0.2").containsEntry("protocol", 17L);
        List<Map<String, Object>> answers = events.subList(4, 7);
        assertThat(answers).extracting(each -> each.get("from")).containsExactly("10.0.1.1", "10.0.2.1", "10.0.3.1");
        assertThat(answers).extracting(each -> String.valueOf(each.get("rtt_ms")))
                .containsExactly("2.000000", "6.000000", "10.000000");
        assertThat(answers).extracting(each -> each.get("ttl")).containsExactly(64L, 63L, 62L);
        assertThat(answers).extracting(each -> each.get("kind")).containsOnly("expired");
        assertThat(answers).extracting(each -> each.get("extensions")).containsExactly(null, labelled(24001),
                labelled(24017));
        assertThat(events.getLast()).containsEntry("hops", 3L).containsEntry("reached", false);
    }

    private static List<Map<String, Object>> labelled(long label) {
        return List.of(Map.of("mpls", List.of(Map.of("label", label, "tc", 0L, "bottom", true, "ttl", 1L))));
    }

    /// Each router once, at its hop and with its delay, and each link once: in which order is chance.
    @Test
    void allWays() {
        Ran tree = trace("nested-diamonds --multipath there");
        assertThat(tree.status()).isZero();
        assertThat(tree.out().lines().filter(each -> each.matches(" +\\d.*"))
                .map(each -> each.replaceAll("[^ -~]|[|`]", " ").strip().replaceAll(" +", " ").replace("-", "")))
                .containsExactlyInAnyOrder("0 here (10.0.0.2) (here)", "1 a (10.0.1.1) 2 ways per flow 2.00 ms",
                        "2 b1 (10.0.2.1) 4 ways per flow 4.00 ms", "2 b2 (10.0.2.2) 4 ways per flow 4.00 ms",
                        "3 c1 (10.0.3.1) 6.00 ms", "3 c2 (10.0.3.2) 6.00 ms", "3 c3 (10.0.3.3) 6.00 ms",
                        "3 c4 (10.0.3.4) 6.00 ms", "3 c5 (10.0.3.5) 6.00 ms", "3 c6 (10.0.3.6) 6.00 ms",
                        "3 c7 (10.0.3.7) 6.00 ms", "3 c8 (10.0.3.8) 6.00 ms", "4 d1 (10.0.4.1) 8.00 ms",
                        "4 d2 (10.0.4.2) 8.00 ms", "5 e (10.0.5.1) 10.0 ms", "6 there (10.0.9.2) 12.0 ms");
        assertThat(tree.out()).contains("diamond from a (10.0.1.1) to e (10.0.5.1): 2 to 8 wide, 4 hops long\n",
                "\n  diamond from b1 (10.0.2.1) to d1 (10.0.4.1): 4 wide, 2 hops long\n",
                "\n  diamond from b2 (10.0.2.2) to d2 (10.0.4.2): 4 wide, 2 hops long\n");
    }

    @Test
    void allWaysAsAGraph() {
        String dot = trace("nested-diamonds -n --multipath --dot there").out();
        var names = new HashMap<String, String>();
        var label = Pattern.compile(" +(n\\d+) \\[label=\"(10[.0-9]*).*").matcher("");
        var links = new ArrayList<String>();
        for (String each : dot.lines().toList()) {
            if (label.reset(each).matches()) names.put(label.group(1), label.group(2));
            String[] ends = each.strip().replace(";", "").split(" -> ", -1);
            if (ends.length == 2) links.add(names.get(ends[0]) + " " + names.get(ends[1]));
        }
        var expected = new ArrayList<>(List.of("10.0.0.2 10.0.1.1", "10.0.1.1 10.0.2.1", "10.0.1.1 10.0.2.2",
                "10.0.4.1 10.0.5.1", "10.0.4.2 10.0.5.1", "10.0.5.1 10.0.9.2"));
        for (int i = 1; i <= 8; i++) {
            int half = i <= 4 ? 1 : 2;
            expected.add("10.0.2." + half + " 10.0.3." + i);
            expected.add("10.0.3." + i + " 10.0.4." + half);
        }
        assertThat(links).containsExactlyInAnyOrderElementsOf(expected);
    }

    /// All ends well where a topology says where packets go, whatever it says.
    @Test
    void aRouteOfTheHostToItself() throws IOException {
        Path file = Files.writeString(directory.resolve("net"), """
                host here 10.0.0.2 open=33434/udp
                router r1 10.0.0.1
                link here r1 1ms
                route here to 10.0.0.2 via r1
                """);
        assertThat(trace(file, "-n", "--sport", "33434", "here")).isEqualTo(new Ran(0, """
                traceroute to here (10.0.0.2), 30 hops max, 60 byte packets
                 1  10.0.0.2  0.000 ms  0.000 ms  0.000 ms
                """, ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"router r 10.0.0.1 | FILE: needs a host, which probes come from",
            "host here 10.0.0.300 | FILE: line 1: ",
            "host here 10.0.0.2;link here r1 | FILE: line 2: there is no node 'r1' above",
            "host here 10.0.0.2;router r 10.0.0.1 silnet | FILE: line 2: a router has no 'silnet'; did you mean silent?"})
    void aMistakeInATopologyIsOneLine(String text, String answer) throws IOException {
        Path file = Files.writeString(directory.resolve("net"), text.replace(";", "\n"));
        Ran ran = trace(file, "there");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).startsWith("strata trace: " + answer.replace("FILE", file.toString()));
    }

    @Test
    void filesThatAreNone() {
        assertThat(trace(directory, "there"))
                .isEqualTo(new Ran(2, "", "strata trace: " + directory + " is a directory\n"));
        Path none = directory.resolve("none");
        assertThat(trace(none, "there")).isEqualTo(new Ran(2, "", "strata trace: " + none + ": no such file\n"));
    }
}
