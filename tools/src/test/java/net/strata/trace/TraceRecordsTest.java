package net.strata.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.strata.JsonValues;
import net.strata.cli.Output;
import net.strata.events.Moment;
import net.strata.events.Packets;
import net.strata.file.Captures;
import net.strata.frame.FrameSource;
import net.strata.os.SockAddr;
import net.strata.sim.InternetPort;
import net.strata.sim.Topology;
import net.strata.target.Names;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A simulated run, and what its record says of it.
final class TraceRecordsTest {
    private static final String NETWORK = """
            host here 10.0.0.2
            router r1 10.0.0.1
            router r2 10.0.2.1
            router r3 10.0.3.1
            host there 10.0.1.2
            link here r1 1ms
            link r1 r2 2ms..3ms loss=20%
            link r2 r3 10ms..20ms
            link r3 there 5ms..7ms loss=10%
            """;

    @TempDir
    java.nio.file.Path folder = java.nio.file.Path.of("");

    private final Names names = new Names() {
        @Override
        public @Nullable String find(SockAddr.Ip address, long waitNanos) {
            return address.host().equals("10.0.2.1") ? "a \"name\"" : null;
        }

        @Override
        public boolean isKnown(SockAddr.Ip address) {
            return true;
        }
    };

    /// @param table is told of the same run
    private byte[] record(long seed, HopTable table) throws Exception {
        return run(seed, folder.resolve("not-read"), table);
    }

    private byte[] run(long seed, java.nio.file.Path packets, HopTable table) throws Exception {
        var port = new InternetPort(Topology.parse(NETWORK), seed);
        var bytes = new ByteArrayOutputStream();
        var out = new Output(bytes);
        var events = new TraceEvents(out, port, port::wall, () -> "here", names);
        try (var writer = PacketWriter.create(packets, "test", "here", port,
                new Packets(_ -> SockAddr.ip("10.0.0.2", 0)), names)) {
            run(port, writer, Watcher.all(List.of(writer, table, events)));
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static void run(InternetPort port, PacketWriter through, Watcher watcher) throws IOException {
        var method = new Udp(new IpHeader(0, 0, List.of()), 50000, 33434, false);
        var tracer = new Tracer(new Tracer.Settings(1_000_000, 100, 100, 0, 0), through, port, port::wall,
                watcher);
        tracer.add(new Path(0, "there", SockAddr.ip("10.0.0.2", 0), SockAddr.ip("10.0.1.2", 0), method),
                new Rounds(new HopByHop.Settings(1, 30, 3, 100, 0, 60, false, Waits.USUAL), 20, 1_000_000_000));
        tracer.run();
    }

    private static List<String> report(HopTable table, Names names) {
        var lines = new ArrayList<String>();
        for (Way each : table.ways())
            lines.addAll(MtrReport.lines(each, new MtrReport.Look("here", true, true,
                    HopField.parse("LDRSNBAWVGJMXI"), address -> {
                        String name = names.find(address, 0);
                        return name == null ? address.host() : name;
                    }, null)));
        return lines;
    }

    private static TraceReplay replay(byte[] record, Watcher watcher, Moment moment) throws IOException {
        var replay = new TraceReplay(moment);
        replay.read(new ByteArrayInputStream(record), "record", watcher);
        return replay;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aRecordHasTheReportOfItsRun(long seed) throws Exception {
        var then = new HopTable(true, 0);
        byte[] record = record(seed, then);
        var now = new HopTable(true, 0);
        TraceReplay replay = replay(record, now, new Moment());
        assertThat(report(now, replay)).isEqualTo(report(then, names)).hasSize(5);
        assertThat(now.ways().getFirst().hop(2).lost()).isPositive();
        assertThat(replay.here()).isEqualTo("here");
        assertThat(replay.missed()).isZero();
        for (int hop = 1; hop <= 4; hop++)
            assertThat(now.ways().getFirst().hop(hop).snapshot())
                    .isEqualTo(then.ways().getFirst().hop(hop).snapshot());
    }

    /// Packets and comments have all that a report needs.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void soHaveItsPackets(long seed) throws Exception {
        var then = new HopTable(true, 0);
        java.nio.file.Path file = folder.resolve("packets");
        run(seed, file, then);
        var now = new HopTable(true, 0);
        CaptureReplay replay;
        try (FrameSource source = Captures.open(file)) {
            replay = CaptureReplay.read(source, now);
        }
        assertThat(report(now, replay)).isEqualTo(report(then, names)).hasSize(5);
        assertThat(replay.here()).isEqualTo("here");
    }

    @Test
    void aRecordToldAgainIsTheSameBytes() throws Exception {
        byte[] record = record(7, new HopTable(false, 0));
        var moment = new Moment();
        var bytes = new ByteArrayOutputStream();
        var out = new Output(bytes);
        var replay = new TraceReplay(moment);
        replay.read(new ByteArrayInputStream(record), "record",
                new TraceEvents(out, moment::elapsed, moment::wall, replay::here, replay));
        out.flush();
        assertThat(bytes.toString(UTF_8)).isEqualTo(new String(record, UTF_8));
    }

    @Test
    void everyLineIsAnObjectOfItsOwn() throws Exception {
        String record = new String(record(1, new HopTable(false, 0)), UTF_8);
        assertThat(JsonValues.objects(record)).hasSameSizeAs(record.lines().toList())
                .allSatisfy(event -> assertThat(event).containsKeys("schema", "event", "time", "elapsed", "path"));
        assertThat(record.lines().filter(line -> line.contains("\"event\":\"hop\""))).hasSize(4);
        assertThat(record).contains("\"name\":\"a \\\"name\\\"\"", "\"reached\":true", "\"kind\":\"expired\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"schema\":9}", "[]", "{", "{\"schema\":1,\"event\":\"sent\"}",
            "{\"schema\":1,\"event\":\"sent\",\"time\":1,\"elapsed\":0,\"path\":3,\"hop\":1,\"flow\":0,\"bytes\":9,\"probe\":1,\"key\":1}",
            "{\"schema\":1,\"event\":\"start\",\"time\":1e99,\"elapsed\":0}"})
    void whatIsNoRecordIsRefusedInALine(String text) {
        assertThatThrownBy(() -> replay(text.getBytes(UTF_8), new HopTable(false, 0), new Moment()))
                .isInstanceOf(IOException.class).hasMessageStartingWith("record, line 1: ");
    }

    @Test
    void whatIsAboutAnUnknownProbeIsCounted() throws Exception {
        String text = "{\"schema\":1,\"event\":\"lost\",\"time\":1,\"elapsed\":0,\"path\":0,\"probe\":5}";
        assertThat(replay(text.getBytes(UTF_8), new HopTable(false, 0), new Moment()).missed()).isEqualTo(1);
    }
}
