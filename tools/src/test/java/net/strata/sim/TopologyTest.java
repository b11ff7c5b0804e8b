package net.strata.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import net.strata.os.Abi;
import net.strata.os.SockAddr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The language of topologies, and its mistakes.
final class TopologyTest {
    /// What stands before the line that is wrong, which is the fifth.
    private static final String BEFORE = """
            host a 10.0.0.1
            router b 10.0.0.2 # a comment
            router c 10.0.0.3
            link a b 1ms
            """;

    @Test
    void namesAndAddresses() throws Exception {
        Topology t = Topology.parse(BEFORE + "link b:10.9.0.1,2001:db8::9 c/ge-0/0/1:10.9.0.2\r\n\n  # nothing\n");
        assertThat(t.source(Abi.AF_INET)).isEqualTo(SockAddr.ip("10.0.0.1", 0));
        assertThat(t.source(Abi.AF_INET6)).isNull();
        assertThat(t.address("b", Abi.AF_INET6)).isEqualTo(SockAddr.ip("2001:db8::9", 0));
        assertThat(t.address("nobody", Abi.AF_INET)).isNull();
        assertThat(t.name(SockAddr.ip("10.9.0.2", 80))).isEqualTo("c");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "hots x | a line does not begin with 'hots'; did you mean host?",
            "host | needs a name", "host 9 | a name is letters, digits, dots and dashes, not '9'",
            "host to | a name is letters, digits, dots and dashes, not 'to'",
            "router a | there is a node a already", "router x 10.0.0.1 | 10.0.0.1 is the address of a node already",
            "router x 127.0.0.1 | 127.0.0.1 is no address of a node",
            "router x 224.0.0.1 | 224.0.0.1 is no address of a node",
            "router x 10.0.0.256 | a router has no '10.0.0.256'",
            "router x silnet | a router has no 'silnet'; did you mean silent?",
            "router x silent=no | 'silent' has no value",
            "router x ttl=0 | a time to live is a number from 1 to 255, not '0'",
            "router x answers=ten | answers are like 10/s, 10/s:5 with a burst, or 50%, not 'ten'",
            "router x answers=10/s:0 | a burst is a number from 1 to 1000000, not '0'",
            "router x ttl=9 ttl=8 | has 'ttl' twice", "router x ttl>9 | only what is said of links has directions",
            "router x open=80/sctp | an open port is of tcp or udp, not 'sctp'",
            "host x dscp=8 | a host has no 'dscp'",
            "link a | needs the name of a node", "link a toto | there is no node 'toto' above",
            "link a a | a link joins two nodes, not a with itself",
            "link a b 5 | a time is like 5ms, 200us or 1.5s, not '5'",
            "link a b 7ms..5ms | the range '7ms..5ms' ends before it begins",
            "link a b 2000000000s | a time is like 5ms, 200us or 1.5s, not '2000000000'",
            "link a b 4000s | a time is an hour at most, not '4000s'",
            "link a b loss=2 | a share is from 0% to 100%, not '2'",
            "link a b loss=101% | a share is from 0% to 100%, not '101'",
            "link a b mtu=9 | an MTU is a number from 68 to 65535, not '9'",
            "link a b speed=1 | a link has no 'speed'", "link a:10.0.0 b | expected an address, not '10.0.0'",
            "net 10.0.0.0/33 at b | a prefix length is a number from 0 to 32, not '33'",
            "net 10.0.0.0/8 b | expected 'at', not 'b'",
            "route b to a via c | there is no link between b and c above",
            "route b to toto via a | there is no node 'toto' above",
            "route b to a nowhere | a route goes via a neighbour, or is net, host, port, prohibit or drop, not 'nowhere'",
            "balance b evenly | sharing is flow, packet, destination, first, not 'evenly'",
            "filter b igmp drop | what is filtered is any, udp, tcp, icmp, echo, errors, not 'igmp'",
            "filter b icmp 7 drop | only udp and tcp have ports", "filter b udp reset | only tcp can be reset",
            "filter b udp 80..70 drop | a last port is a number from 80 to 65535, not '70'",
            "lsp a b | a label-switched path has from 3 to 64 routers",
            "lsp a b c | there is no link between b and c above",
            "nat b 10.1.1.1 of a | expected 'for', not 'of'", "tunnel a b ssl | a tunnel is ipip, gre, not 'ssl'",
            "link a b 1ms fast extra=1 | a link has no 'fast'",
            "balance b flow seed=0 | a seed is a number from 1 to 2147483647, not '0'"})
    void aMistakeIsOneLineWithItsNumber(String line, String why) {
        assertThatThrownBy(() -> Topology.parse(BEFORE + line)).isInstanceOf(TopologyException.class)
                .hasMessage("line 5: " + why);
    }

    @Test
    void aTopologyNeedsAHost() {
        assertThatThrownBy(() -> Topology.parse("router a 10.0.0.1\n"))
                .hasMessage("needs a host, which probes come from");
    }

    @Test
    void controlCharactersAreEscaped() {
        assertThatThrownBy(() -> Topology.parse("\u001b[31mhost")).hasMessageNotContaining("\u001b");
    }

    @Test
    void filesAreBounded(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("large");
        Files.write(file, new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> Topology.read(file)).hasMessage("a topology has 1048576 bytes at most");
        Files.write(file, new byte[]{'#', (byte) 0xff});
        assertThatThrownBy(() -> Topology.read(file)).hasMessage("a topology is a text in UTF-8, and this is none");
        var nodes = new StringBuilder("host a\n");
        for (int i = 0; i < 5000; i++)
            nodes.append("router r").append(i).append('\n');
        assertThatThrownBy(() -> Topology.parse(nodes.toString()))
                .hasMessage("line 4097: a topology has 4096 nodes at most");
    }

    /// Lines of words that belong to the language, in any order: a topology, or one line that says why not.
    @Test
    void anyWordsWhatsoever() {
        String[] words = {"host", "router", "link", "net", "route", "balance", "filter", "lsp", "nat", "tunnel", "a",
                "b",
                "c", "to", "via", "at", "for", "any", "10.0.0.1", "2001:db8::1", "10.0.0.0/8", "a:10.0.0.7", "1ms",
                "loss>1%", "=", "a/:", "labels=,", "gre", "udp", "1..2", "drop", "-1", "%", "open=", "/", "..", "code=",
                "0x10", "flow", "seed=1"};
        for (int seed = 0; seed < 20_000; seed++) {
            var random = new SplittableRandom(seed);
            var text = new StringBuilder(
                    seed % 2 == 0 ? "host a 10.0.0.1\nrouter b\nrouter c\nlink a b\nlink b c\n" : "");
            for (int i = random.nextInt(12); i > 0; i--)
                text.append(words[random.nextInt(words.length)]).append(random.nextInt(6) == 0 ? '\n' : ' ');
            try {
                assertThat(Topology.parse(text.toString())).isNotNull();
            } catch (TopologyException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
            }
        }
    }
}
