package net.strata.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.strata.live.HopScreen.Form;
import net.strata.live.HopScreen.Look;
import net.strata.live.HopScreen.Order;
import net.strata.os.SockAddr;
import net.strata.sim.InternetPort;
import net.strata.sim.Topology;
import net.strata.stats.Glyphs;
import net.strata.trace.HopByHop;
import net.strata.trace.HopTable;
import net.strata.trace.IpHeader;
import net.strata.trace.Path;
import net.strata.trace.Rounds;
import net.strata.trace.Tracer;
import net.strata.trace.Udp;
import net.strata.trace.Waits;
import net.strata.trace.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Screens of a simulated run: hop 1 answers after 2 ms, hop 2 after 6, the host after 16.
final class HopScreenTest {
    private static final String NETWORK = """
            host here 10.0.0.2
            router r1 10.0.0.1
            router r2 10.0.2.1
            host there 10.0.1.2
            link here r1 1ms
            link r1 r2 2ms
            link r2 there 5ms
            """;

    private static Way way(int rounds) throws Exception {
        var port = new InternetPort(Topology.parse(NETWORK), 1);
        var table = new HopTable(true, 256);
        var method = new Udp(new IpHeader(0, 0, List.of()), 50000, 33434, false);
        var tracer = new Tracer(new Tracer.Settings(1_000_000, 100, 100, 0, 0), port, port, port::wall,
                table);
        var path = new Path(0, "there", SockAddr.ip("10.0.0.2", 0), SockAddr.ip("10.0.1.2", 0), method);
        if (rounds == 0) table.began(path);
        else {
            tracer.add(path, new Rounds(new HopByHop.Settings(1, 30, 3, 100, 0, 60, false, Waits.USUAL), rounds,
                    1_000_000_000));
            tracer.run();
        }
        return table.of(path);
    }

    private static List<String> lines(Way way, int width, int height, Form form, Order order) {
        return new HopScreen(way,
                new Look(width, height, 3_725, false, true, 0, 1, form, order, SockAddr.Ip::host),
                new Ink(Glyphs.UNICODE, false)).lines(0);
    }

    @Test
    void eachHopHasItsLine() throws Exception {
        assertThat(lines(way(5), 80, 7, Form.LATENCY, Order.PATH)).containsExactly(
                "there (10.0.1.2) by UDP                                                  1:02:05",
                "hop ms       loss %   sent  last   avg  best   max stdev",
                "  1 10.0.0.1      0      5  2.00  2.00  2.00  2.00 0.000 ▄▄▄▄▄",
                "  2 10.0.2.1      0      5  6.00  6.00  6.00  6.00 0.000 ▄▄▄▄▄",
                "  3 10.0.1.2      0      5  16.0  16.0  16.0  16.0 0.000 ▄▄▄▄▄", "",
                "q quit  p pause  r reset  d view  o order  n names  ? keys");
    }

    @Test
    void theSlowestCanComeFirst() throws Exception {
        assertThat(lines(way(2), 80, 7, Form.PICTURE, Order.LATENCY)).element(2).asString().startsWith("  3 10.0.1.2");
    }

    @Test
    void whoAnsweredIsShownWithHowOften() throws Exception {
        assertThat(lines(way(2), 80, 7, Form.ADDRESSES, Order.PATH)).element(2).asString().endsWith("10.0.0.1 (2)");
    }

    @Test
    void beforeTheFirstAnswerItSaysSo() throws Exception {
        assertThat(lines(way(0), 80, 7, Form.LATENCY, Order.PATH)).element(2).asString().contains("nobody");
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "200, 50", "40, 10", "20, 5", "10, 3", "3, 2", "1, 1", "300, 100"})
    void aScreenIsAsHighAsItIsAndNoWider(int width, int height) throws Exception {
        Way way = way(20);
        for (Form form : Form.values()) {
            for (Order order : Order.values()) {
                List<String> lines = lines(way, width, height, form, order);
                assertThat(lines).hasSize(height).allSatisfy(
                        line -> assertThat(Ink.cells(line)).isLessThanOrEqualTo(Math.max(width, 4)));
            }
        }
    }
}
