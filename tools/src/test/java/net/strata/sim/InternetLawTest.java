package net.strata.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import net.strata.os.SockAddr;
import org.junit.jupiter.api.Test;

/// What holds in whatever network, over random ones.
final class InternetLawTest {
    private static final String THERE = "10.9.9.9";

    /// Layers of routers, each joined with some of the next layer, and whatever else may be said of them.
    private static String random(long seed, boolean plain) {
        var random = new SplittableRandom(seed);
        var text = new StringBuilder("host here 10.0.0.2 2001:db8::2\n");
        var layers = new ArrayList<List<String>>();
        layers.add(List.of("here"));
        int routers = 0;
        for (int layer = 1 + random.nextInt(6); layer > 0; layer--) {
            var names = new ArrayList<String>();
            for (int i = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1; i > 0; i--) {
                String name = "r" + ++routers;
                names.add(name);
                text.append("router " + name + " 10.1." + routers + ".1 2001:db8:1:" + routers + "::1");
                if (!plain)
                    text.append(List.of("", "", " silent", " interfaces", " quote=28", " slow=1ms..9ms", " dscp=7")
                            .get(random.nextInt(7)));
                text.append('\n');
            }
            layers.add(names);
        }
        layers.add(List.of("there"));
        text.append("host there " + THERE + " 2001:db8::9 open=80,53/udp\n");
        for (int i = 1; i < layers.size(); i++)
            for (String a : layers.get(i - 1))
                for (String b : layers.get(i))
                    text.append("link " + a + " " + b + " " + (1 + random.nextInt(9)) + "ms\n");
        if (plain) return text.toString();
        for (int i = random.nextInt(4); i > 0; i--)
            text.append(
                    List.of("balance r1 packet", "filter r1 udp 33440 prohibit", "nat r1 198.51.100.1 for here ports",
                            "nat r1 198.51.100.2 for here raw", "tunnel r1 there gre", "route r1 to here via here",
                            "filter there tcp 81 reset").get(random.nextInt(7)) + "\n");
        return text.toString();
    }

    private static byte[] probe(Seen seen, SplittableRandom random) {
        String to = random.nextInt(4) == 0 ? "2001:db8::9" : THERE;
        int hops = 1 + random.nextInt(9);
        return switch (random.nextInt(4)) {
            case 0 -> seen.echo(to, hops);
            case 1 -> seen.syn(to, hops, 80 + random.nextInt(2));
            case 2 -> seen.udp(to, hops, 53, 100 * random.nextInt(14));
            default -> seen.udp(to, hops, 33434 + random.nextInt(20), 12);
        };
    }

    private static List<byte[]> run(Seen seen, long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var internet = new Internet(seen.topology, seed);
        var came = new ArrayList<byte[]>();
        for (int i = 0; i < 100; i++)
            internet.enter(probe(seen, random), i);
        internet.run(Long.MAX_VALUE, (_, packet) -> came.add(packet));
        assertThat(internet.next()).isEqualTo(Long.MAX_VALUE);
        return came;
    }

    @Test
    void allThatComesIsSoundAndTheSameForASeed() throws Exception {
        for (long seed = 0; seed < 300; seed++) {
            var seen = new Seen(random(seed, false), seed);
            List<byte[]> came = run(seen, seed);
            for (byte[] each : came) {
                assertThat(Ip.sound(each)).isTrue();
                assertThat(Ip.soundMessage(each)).isTrue();
            }
            assertThat(run(seen, seed).toArray(byte[][]::new)).isDeepEqualTo(came.toArray(byte[][]::new));
        }
    }

    /// In networks where nobody is silent and nothing is lost, each probe has one answer, from where the truth says, over links that
    /// the truth knows.
    @Test
    void everyAnswerIsTrueInAThousandNetworks() throws Exception {
        for (long seed = 0; seed < 1000; seed++) {
            var seen = new Seen(random(seed, true), seed);
            var truth = new Truth(seen.topology, seed);
            var links = new HashSet<String>();
            for (Truth.Link each : truth.links(SockAddr.ip(THERE, 0)))
                links.add(each.hops() + " " + each.from().name() + " " + each.to().name());
            for (int flow = 0; flow < 10; flow++) {
                String before = "here";
                List<Truth.Hop> path = truth.path(seen.udp(THERE, 1, 33434 + flow, 12));
                for (int hops = 1; hops <= path.size(); hops++) {
                    var answer = seen.only(seen.udp(THERE, hops, 33434 + flow, 12));
                    Truth.Hop hop = path.get(hops - 1);
                    assertThat(hop.address()).isEqualTo(SockAddr.ip(answer.from(), 0));
                    assertThat(links).contains(hops + " " + before + " " + hop.name());
                    before = hop.name();
                }
                assertThat(before).isEqualTo("there");
            }
        }
    }

    @Test
    void anyBytesWhatsoever() throws Exception {
        for (long seed = 0; seed < 2000; seed++) {
            var random = new SplittableRandom(seed);
            var seen = new Seen(random(seed % 50, false), seed);
            var internet = new Internet(seen.topology, seed);
            for (int i = 0; i < 20; i++) {
                byte[] packet = probe(seen, random);
                for (int n = random.nextInt(4); n > 0; n--)
                    packet[Ip.HEADER + random.nextInt(packet.length - Ip.HEADER)] = (byte) random.nextInt();
                if (random.nextInt(3) == 0) packet[random.nextInt(Ip.HEADER)] = (byte) random.nextInt();
                byte[] cut = Arrays.copyOf(packet, 1 + random.nextInt(packet.length));
                if (random.nextBoolean()) packet = cut;
                if (packet.length >= 60 && !Ip.six(packet)) {
                    Ip.put16(packet, 2, packet.length);
                    if ((packet[0] & 0xf) >= 5) Ip.seal(packet);
                }
                internet.enter(packet, i);
            }
            int[] came = {0};
            internet.run(Long.MAX_VALUE, (_, _) -> came[0]++);
            assertThat(came[0]).isLessThanOrEqualTo(20);
        }
    }
}
