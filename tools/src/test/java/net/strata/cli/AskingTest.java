package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.strata.Needs;
import net.strata.TestNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `strata ping` by other ways than echoes, from 10.1.0.1 to 10.1.0.2, whose links take 1400 bytes there. Times are `T`.
class AskingTest {
    private static TestNetwork network;
    private static String here;

    @BeforeAll
    static void build() throws IOException {
        Needs.here().program("ping");
        network = new TestNetwork();
        here = network.namespace();
        String there = network.namespace();
        network.link(here, "a0", List.of("10.1.0.1/24", "fd01::1/64"), there, "b0",
                List.of("10.1.0.2/24", "fd01::2/64"));
        network.in(here, "ip", "link", "set", "a0", "mtu", "1400");
        network.in(there, "ip", "link", "set", "b0", "address", "02:00:00:00:00:02");
        network.in(here, "ip", "route", "add", "10.2.0.0/24", "via", "10.1.0.2");
        // A link that was just made may take a second to carry the first packet.
        network.in(here, "ping", "-c", "1", "-w", "9", "10.1.0.2");
        network.in(here, "ping", "-c", "1", "-w", "9", "fd01::2");
    }

    @AfterAll
    static void tearDown() {
        if (network != null) network.close();
    }

    private record Ran(int status, List<String> out, String err) {}

    private static Ran ping(String words) {
        var all = new ArrayList<>(List.of("ping", "--netns", here));
        all.addAll(List.of(words.split(" ")));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false).run(all.toArray(String[]::new));
        return new Ran(status, out.toString(UTF_8).lines().map(AskingTest::masked).toList(), err.toString(UTF_8));
    }

    private static String masked(String line) {
        return line.replaceAll("time=[0-9.]+ ms", "time=T ms").replaceAll("time \\d+ms", "time Tms")
                .replaceAll("= [0-9./]+ ms", "= T ms").replaceAll("(receive|transmit)=\\d+", "$1=T")
                .replaceAll("[+-][0-9.]+±[0-9.]+ ms", "T±T ms");
    }

    private static List<String> lines(String host, String... first) {
        var all = new ArrayList<>(List.of(first));
        all.addAll(List.of("", "--- " + host + " ping statistics ---",
                "1 packets transmitted, 1 received, 0% packet loss, time Tms", "rtt min/avg/max/mdev = T ms"));
        return all;
    }

    @Test
    void byTcpAPortIsOpenOrClosed() {
        Ran ran = ping("--tcp 7 -c 1 10.1.0.2");
        assertThat(ran.out).isEqualTo(lines("10.1.0.2", "PING 10.1.0.2 (10.1.0.2) TCP port 7: 24(44) bytes",
                "20 bytes from 10.1.0.2: tcp_seq=1 ttl=64 flags=RA (closed) time=T ms"));
        assertThat(ran.status).isZero();
        assertThat(ping("--tcp 7 -c 1 fd01::2").out).isEqualTo(lines("fd01::2",
                "PING fd01::2(fd01::2) TCP port 7: 24 bytes",
                "20 bytes from fd01::2: tcp_seq=1 ttl=64 flags=RA (closed) time=T ms"));
    }

    @Test
    void sourceTtlAndInterfaceHoldForOtherWaysToo() {
        assertThat(ping("--tcp 7 -c 1 -I a0 -I 10.1.0.1 -t 9 10.1.0.2").out).isEqualTo(lines("10.1.0.2",
                "PING 10.1.0.2 (10.1.0.2) from 10.1.0.1 a0: TCP port 7: 24(44) bytes",
                "20 bytes from 10.1.0.2: tcp_seq=1 ttl=64 flags=RA (closed) time=T ms"));
        assertThat(ping("--udp 7 -c 1 -I 10.1.0.1 -s 5 10.1.0.2").out).isEqualTo(lines("10.1.0.2",
                "PING 10.1.0.2 (10.1.0.2) from 10.1.0.1 : UDP port 7: 5(33) bytes of data.",
                "5 bytes from 10.1.0.2: udp_seq=1 ttl=64 port unreachable (closed) time=T ms"));
    }

    @Test
    void byUdpThatAPortIsClosedIsAnAnswer() {
        assertThat(ping("--udp 7 -c 1 10.1.0.2").out).isEqualTo(lines("10.1.0.2",
                "PING 10.1.0.2 (10.1.0.2) UDP port 7: 56(84) bytes of data.",
                "56 bytes from 10.1.0.2: udp_seq=1 ttl=64 port unreachable (closed) time=T ms"));
        assertThat(ping("--udp 7 -c 1 fd01::2").out).isEqualTo(lines("fd01::2",
                "PING fd01::2(fd01::2) UDP port 7: 56 data bytes",
                "56 bytes from fd01::2: udp_seq=1 ttl=64 port unreachable (closed) time=T ms"));
    }

    @Test
    void timestampsTellTheOffsetOfTheOtherClock_evenWithoutTheirLines() {
        List<String> expected = lines("10.1.0.2", "PING 10.1.0.2 (10.1.0.2) ICMP timestamp: 20(40) bytes.",
                "20 bytes from 10.1.0.2: icmp_seq=1 ttl=64 receive=T transmit=T offset=T±T ms time=T ms");
        expected.add("its clock is ahead of this one by T±T ms");
        assertThat(ping("--icmp-timestamp -c 1 10.1.0.2").out).isEqualTo(expected);
        expected.remove(1);
        assertThat(ping("--icmp-timestamp -q -c 1 10.1.0.2").out).isEqualTo(expected);
    }

    @Test
    void aLinkIsAskedForHardwareAddresses() {
        assertThat(ping("--arp -c 1 10.1.0.2").out)
                .isEqualTo(lines("10.1.0.2", "PING 10.1.0.2 (10.1.0.2) ARP: 28 bytes",
                        "28 bytes from 10.1.0.2: seq=1 mac=02:00:00:00:00:02 time=T ms"));
        assertThat(ping("--arp -c 1 -I a0 fd01::2").out).isEqualTo(lines("fd01::2",
                "PING fd01::2(fd01::2) from fd01::1 a0: neighbour solicitation: 32 bytes",
                "32 bytes from fd01::2: seq=1 ttl=255 mac=02:00:00:00:00:02 time=T ms"));
    }

    @Test
    void sizesGoUpByStepsOnce() {
        assertThat(ping("--sweep-size 16..40:12 -i 0.01 10.1.0.2").out).startsWith(
                "PING 10.1.0.2 (10.1.0.2) 16..40 bytes of data",
                "24 bytes from 10.1.0.2: icmp_seq=1 ttl=64 time=T ms",
                "36 bytes from 10.1.0.2: icmp_seq=2 ttl=64 time=T ms",
                "48 bytes from 10.1.0.2: icmp_seq=3 ttl=64 time=T ms", "");
    }

    @Test
    void thePathMtuIsOneLine() {
        Ran ran = ping("--pmtu 10.1.0.2");
        assertThat(ran.out).containsExactly("path MTU to 10.1.0.2: 1400 bytes, the link's own");
        assertThat(ran.status).isZero();
        assertThat(ping("--pmtu fd01::2").out).containsExactly("path MTU to fd01::2: 1400 bytes, the link's own");
    }

    @Test
    void whatCanBeAskedOfANodeIsListed() {
        Ran ran = ping("-N help");
        assertThat(ran.status).isZero();
        assertThat(ran.out).contains("  name (or fqdn)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--tcp 7 --udp 7 10.1.0.2 | --tcp and --udp: one way to ask at a time",
            "--tcp 7 --pmtu 10.1.0.2 | --pmtu searches by echoes: leave out --tcp",
            "--arp --sweep-size 1..9 10.1.0.2 | --sweep-size: what --arp sends carries no data",
            "--tcp 0 10.1.0.2 | --tcp takes a whole number from 1 to 65535, not 0",
            "--udp http 10.1.0.2 | --udp takes a whole number from 1 to 65535, not http",
            "--icmp-timestamp fd01::2 | ICMPv6 has no timestamps: --icmp-timestamp is for IPv4",
            "--arp 10.2.0.1 | 10.2.0.1 is not on a link of this host, but behind the router 10.1.0.2: ARP and "
                    + "neighbour discovery ask on a link only",
            "--arp 10.1.0.1 | 10.1.0.1 is an address of this host: there is nobody to ask on a link",
            "-N name 10.1.0.2 | node information queries (-N) are ICMPv6's: an IPv4 host has none",
            "-N nmae fd01::2 | -N takes fqdn, ipv4, ipv4-all, ipv6, ipv6-all, ipv6-compatible, ipv6-global, "
                    + "ipv6-linklocal, ipv6-sitelocal, name, subject-ipv6=, subject-ipv4=, subject-name=, subject-fqdn=, "
                    + "not nmae; did you mean name?",
            "-N name -N ipv4 fd01::2 | -N asks for one kind of thing: names, IPv6 addresses or IPv4 addresses",
            "-N subject-ipv4=10.1.0.2 fd01::2 | -N says of whom, but not what is asked for: -N help",
            "-N name -N subject-ipv4=fd01::2 fd01::2 | -N subject-ipv4=fd01::2: an address of the other family",
            "-N name -N subject-name=a..b fd01::2 | -N subject-name=a..b: inappropriate subject name: a..b",
            "--sweep-size 9..3 10.1.0.2 | --sweep-size takes A..B or A..B:STEP, from 0 to 65507, not 9..3",
            "--sweep-size 1..9:0 10.1.0.2 | --sweep-size takes A..B or A..B:STEP, from 0 to 65507, not 1..9:0"})
    void aMistakeIsAnsweredInOneLineWithStatusTwo(String line, String answer) {
        Ran ran = ping("-c 1 " + line);
        assertThat(ran.err).isEqualTo("strata ping: " + answer + "\n");
        assertThat(ran.out).isEmpty();
        assertThat(ran.status).isEqualTo(2);
    }
}
