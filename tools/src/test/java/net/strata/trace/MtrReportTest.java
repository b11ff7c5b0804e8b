package net.strata.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The form is that of mtr 0.95, as it prints such ways.
final class MtrReportTest {
    private static final long MS = 1_000_000;

    private final HopTable table = new HopTable(false, 0);
    private final Path path = Made.path(0);
    private long number;

    MtrReportTest() {
        table.began(path);
    }

    private void answered(int hop, Kind kind, SockAddr.In from, double... rtts) {
        for (double rtt : rtts) {
            Probe probe = Made.probe(path, number++, hop, 0);
            table.sent(probe);
            table.answered(Made.answer(probe, kind, from, (long) (rtt * MS)));
        }
    }

    private void lost(int hop, int count) {
        for (int i = 0; i < count; i++) {
            Probe probe = Made.probe(path, number++, hop, 0);
            table.sent(probe);
            probe.lost = true;
            table.lost(probe);
        }
    }

    private List<String> report(boolean wide, String fields, @Nullable Function<SockAddr.Ip, String> systems) {
        return MtrReport.lines(table.of(path), look(wide, fields, systems));
    }

    private static MtrReport.Look look(boolean wide, String fields,
            @Nullable Function<SockAddr.Ip, String> systems) {
        return new MtrReport.Look("vm", wide, false, HopField.parse(fields), SockAddr.Ip::host, systems);
    }

    /// Hop 1: 1, 2, 3 ms: average 2, deviation of the sample 1. Hop 3: 1 of 3 lost; the sign is where the next column begins
    /// if all are lost.
    @Test
    void aReportHasTheFormOfMtr() {
        answered(1, Kind.EXPIRED, Made.router(1, 1), 1, 2, 3);
        lost(2, 3);
        answered(3, Kind.REACHED, Made.HOST, 10, 30);
        lost(3, 1);
        assertThat(report(false, "LS NABWV", null)).containsExactly(
                "HOST: vm                          Loss%   Snt   Last   Avg  Best  Wrst StDev",
                "  1.|-- 10.0.1.1                   0.0%     3    3.0   2.0   1.0   3.0   1.0",
                "  2.|-- ???                       100.0     3    0.0   0.0   0.0   0.0   0.0",
                "  3.|-- 10.0.0.255                33.3%     3   30.0  20.0  10.0  30.0  14.1");
    }

    @Test
    void aWideReportHasRoomForNames() {
        answered(1, Kind.EXPIRED, Made.router(1, 1), 1);
        answered(2, Kind.REACHED, Made.router(99, 200), 1);
        assertThat(report(true, "LS", null)).containsExactly( //
                "HOST: vm          Loss%   Snt", //
                "  1.|-- 10.0.1.1     0.0%     1", //
                "  2.|-- 10.0.99.200  0.0%     1");
    }

    @Test
    void numbersOfAutonomousSystemsStandBeforeNames() {
        answered(1, Kind.EXPIRED, Made.router(1, 1), 1);
        lost(2, 1);
        answered(3, Kind.REACHED, Made.HOST, 1);
        Function<SockAddr.Ip, String> systems = a -> a.equals(Made.HOST) ? "64500" : "???";
        assertThat(report(true, "LS", systems)).containsExactly(
                "HOST: vm                  Loss%   Snt",
                "  1. AS???    10.0.1.1     0.0%     1",
                "  2. AS???    ???         100.0     1",
                "  3. AS64500  10.0.0.255   0.0%     1");
        assertThat(report(false, "LS", systems)).containsExactly(
                "HOST: vm                          Loss%   Snt",
                "  1. AS???    10.0.1.1             0.0%     1",
                "  2. AS???    ???                 100.0     1",
                "  3. AS64500  10.0.0.255           0.0%     1");
    }

    /// Round trips 333, 123, 123 ms: differences 210 and 0, mean 105, largest 210, J = 210/16 * 15/16 = 12.3; the geometric
    /// mean is the third root of 333 * 123 * 123 = 5 037 957: 171.4.
    @Test
    void allColumnsOfMtrAreThere() {
        answered(1, Kind.REACHED, Made.HOST, 333, 123, 123);
        lost(1, 1);
        assertThat(report(false, "LDRSNBAWVGJMXI", null)).containsExactly(
                "HOST: vm                          Loss% Drop   Rcv   Snt  Last  Best   Avg  Wrst StDev Gmean Jttr Javg Jmax Jint",
                "  1.|-- 10.0.0.255                25.0%    1     3     4 123.0 123.0 193.0 333.0 121.2 171.4  0.0 105. 210. 12.3");
    }

    @Test
    void behindTheFarthestThatAnsweredOneSilentHopIsShown() {
        answered(2, Kind.EXPIRED, Made.router(2, 1), 1);
        for (int hop = 3; hop < 9; hop++)
            lost(hop, 1);
        assertThat(MtrReport.hops(table.of(path))).extracting(Hop::hops).containsExactly(2, 3);
    }

    @Test
    void whoElseAnsweredIsShownBelow() {
        answered(1, Kind.EXPIRED, Made.router(1, 1), 1);
        answered(1, Kind.EXPIRED, Made.router(1, 2), 1);
        answered(1, Kind.EXPIRED, Made.router(1, 3), 1);
        lost(2, 1);
        assertThat(report(false, "S", null)).containsExactly("HOST: vm                            Snt",
                "  1.|-- 10.0.1.3                      3", "    |  `|-- 10.0.1.1", "    |   |-- 10.0.1.2",
                "  2.|-- ???                           1");
        assertThat(report(false, "S", _ -> "7")).containsExactly("HOST: vm                            Snt",
                "  1. AS7      10.0.1.3                3", "     AS7      10.0.1.1", "     AS7      10.0.1.2",
                "  2. AS???    ???                     1");
    }

    @Test
    void aLetterThatIsNoneIsNamed() {
        assertThatThrownBy(() -> HopField.parse("LQ")).hasMessage("Q");
        assertThat(HopField.letters()).isEqualTo("LDRSNBAWVGJMXI");
    }

    @Test
    void valuesThatAreSeparatedHaveMtrsColumns() {
        answered(1, Kind.REACHED, Made.HOST, 0.1234, 0.1);
        MtrReport.Look look = look(false, "LS NABWV", null);
        assertThat(MtrCsv.header(look))
                .isEqualTo("Mtr_Version,Start_Time,Status,Host,Hop,Ip,Loss%,Snt, ,Last,Avg,Best,Wrst,StDev");
        assertThat(MtrCsv.rows(table.of(path), look, "STRATA", 1_795_296_074_500_000_000L)).containsExactly(
                "STRATA,1795296074,OK,host0,1,10.0.0.255,0.00,2,0,0.10,0.11,0.10,0.12,0.02");
    }

    @Test
    void aNameWithACommaIsQuoted() {
        answered(1, Kind.REACHED, Made.HOST, 1);
        var look = new MtrReport.Look("vm", false, false, HopField.parse("S"), _ -> "a,\"b", _ -> "1,2");
        assertThat(MtrCsv.rows(table.of(path), look, "V", 0)).containsExactly(
                "V,0,OK,host0,1,\"a,\"\"b\",\"AS1,2\",1");
    }
}
