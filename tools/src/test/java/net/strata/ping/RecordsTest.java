package net.strata.ping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.strata.cli.Output;
import net.strata.file.Captures;
import net.strata.events.Moment;
import net.strata.events.Packets;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A run, and the same run told again from what it kept of itself.
final class RecordsTest {
    private static final int SIZE = 56;
    private static final int COUNT = 60;
    /// What would break out of a line, out of a text of JSON, or move a terminal's cursor.
    private static final String HOSTILE = "a\"b\\c\nd\u001b[2Je\u0000f\u202eg\ud800h\u00e4";

    private record Run(Counted told, String events) {}

    /// Sends probes to hosts through a network that does everything to them, and keeps the run.
    private static Run run(boolean refuses, Path packets, String... addresses) throws IOException {
        var port = new ScriptedPort(refuses);
        var out = new ByteArrayOutputStream();
        var told = new Counted();
        Packets.Sources here = to -> to instanceof SockAddr.In6 ? ScriptedPort.HERE6 : ScriptedPort.HERE;
        try (var output = new Output(out);
                var writer = PacketWriter.create(packets, "test", port, new Packets(here))) {
            Watcher all = Watcher.all(List.of(told, writer, new JsonEvents(output, port::now, port::wall)));
            var plan = new Regular(10_000_000, COUNT, Long.MAX_VALUE, 1, false, 0, ScriptedPort.TIMEOUT, 300_000_000);
            var pinger = new Pinger(new Pinger.Settings(0, Long.MAX_VALUE, SIZE + 8, n -> SIZE),
                    new Echo(new Payload(new byte[0], SIZE), 77, 77), plan, writer, port::now, port::wall, all,
                    new long[]{1, 2});
            for (int i = 0; i < addresses.length; i++)
                pinger.add(new Target(i, i == 0 ? "first.example" : addresses[i], SockAddr.ip(addresses[i], 0)));
            pinger.run();
        }
        return new Run(told, out.toString(UTF_8));
    }

    private static String again(String events) throws IOException {
        var moment = new Moment();
        var out = new ByteArrayOutputStream();
        var in = new ByteArrayInputStream(events.getBytes(UTF_8));
        try (var output = new Output(out)) {
            EventReplay.read(in, "events", new Replay(new JsonEvents(output, moment::elapsed, moment::wall), moment));
        }
        return out.toString(UTF_8);
    }

    private static Counted fromEvents(String events) throws IOException {
        var told = new Counted();
        EventReplay.read(new ByteArrayInputStream(events.getBytes(UTF_8)), "events", new Replay(told, new Moment()));
        return told;
    }

    private static Counted fromCapture(byte[] capture) throws IOException {
        var told = new Counted();
        try (var source = Captures.open(new ByteArrayInputStream(capture), "capture")) {
            CaptureReplay.read(source, ScriptedPort.TIMEOUT, new Replay(told, new Moment()));
        }
        return told;
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.7", "2001:db8::7", "198.51.100.7 198.51.100.8 198.51.100.9",
            "198.51.100.7 2001:db8::7"})
    void bothRecordsTellWhatTheRunTold(String addresses, @TempDir Path folder) throws IOException {
        Path packets = folder.resolve("run.pcapng");
        Run run = run(false, packets, addresses.split(" "));
        Counted events = fromEvents(run.events);
        assertThat(events.events).isEqualTo(run.told.events);
        assertThat(events.snapshots()).isEqualTo(run.told.snapshots());
        Counted capture = fromCapture(Files.readAllBytes(packets));
        assertThat(capture.events).isEqualTo(run.told.events);
        assertThat(capture.snapshots()).isEqualTo(run.told.snapshots());
    }

    /// Of twelve probes one is lost, one has an error, one is late, one answered twice, one damaged, one out of order. The
    /// last late reply comes when the run is over.
    @Test
    void theRunHasAllThatCanHappen(@TempDir Path folder) throws IOException {
        var told = run(false, folder.resolve("run.pcapng"), "198.51.100.7").told;
        var snapshot = Objects.requireNonNull(told.snapshots().get("first.example"));
        assertThat(snapshot.sent()).isEqualTo(COUNT);
        assertThat(snapshot.errors()).isEqualTo(COUNT / 12);
        assertThat(snapshot.late()).isEqualTo(COUNT / 12 - 1);
        assertThat(snapshot.duplicates()).isEqualTo(COUNT / 12);
        assertThat(snapshot.corrupted()).isEqualTo(COUNT / 12);
        assertThat(snapshot.reordered()).isEqualTo(COUNT / 12);
        assertThat(snapshot.received()).isEqualTo(COUNT - 3 * (COUNT / 12));
        assertThat(snapshot.loss().lost()).isEqualTo(3 * (COUNT / 12));
    }

    @Test
    void eventsToldAgainAreTheSameBytes(@TempDir Path folder) throws IOException {
        String events = run(true, folder.resolve("run.pcapng"), "198.51.100.7", "2001:db8::7").events;
        assertThat(again(events)).isEqualTo(events);
    }

    @Test
    void everyEventKeepsToItsSchema(@TempDir Path folder) throws IOException {
        String events = run(true, folder.resolve("run.pcapng"), "198.51.100.7", "2001:db8::7").events;
        assertThat(EventSchema.check(events)).contains("start", "sent", "reply", "error", "refused", "lost",
                "summary", "end");
    }

    /// One probe and its answer, then the reader of the text is gone.
    @Test
    void packetsAreKeptWhenNobodyReadsTheEvents(@TempDir Path folder) throws IOException {
        Path packets = folder.resolve("run.pcapng");
        var port = new ScriptedPort(false);
        Watcher gone = new Watcher() {
            @Override
            public void replied(Reply reply, @Nullable Arrival arrival) throws IOException {
                throw new IOException("gone");
            }
        };
        assertThatThrownBy(() -> {
            try (var writer = PacketWriter.create(packets, "test", port, new Packets(to -> ScriptedPort.HERE))) {
                var plan = new Regular(10_000_000, 1, Long.MAX_VALUE, 1, false, 0, ScriptedPort.TIMEOUT, 300_000_000);
                var pinger = new Pinger(new Pinger.Settings(0, Long.MAX_VALUE, SIZE + 8, n -> SIZE),
                        new Echo(new Payload(new byte[0], SIZE), 77, 77), plan, writer, port::now, port::wall,
                        Watcher.all(List.of(writer, gone)), new long[]{1, 2});
                pinger.add(new Target(0, "198.51.100.7", SockAddr.ip("198.51.100.7", 0)));
                pinger.run();
            }
        }).hasMessage("gone");
        assertThat(fromCapture(Files.readAllBytes(packets)).events).hasSize(1);
    }

    @Test
    void anyHostNameIsATextOnOneLine() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var output = new Output(out)) {
            var json = new JsonEvents(output, () -> 0, () -> 0);
            json.started(new Target(0, HOSTILE, ScriptedPort.HERE));
            json.unresolved(HOSTILE, HOSTILE);
            json.ended();
        }
        String events = out.toString(UTF_8);
        assertThat(EventSchema.check(events)).contains("start", "unresolved", "summary", "end");
        assertThat(events.lines()).hasSize(4);
        assertThat(events).doesNotContain("\u001b", "\u0000", "\u202e");
        assertThat(again(events)).doesNotContain("\u001b", "\\u001b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5 | not an event
            {"schema":2} | schema 2
            {"event":"start"} | no number schema
            {"schema":1,"event":"sent","time":1,"elapsed":0,"target":3,"probe":0,"seq":1,"bytes":1} | target 3
            {"schema":1,"event":"start","time":1e999999999,"elapsed":0} | time is out of range
            {"schema":1,"event":"start","time":1,"elapsed":1e-999999999,"target":0,"host":"x","address":"y"} | no address: y
            {"schema":1,"event":"start","time":1,"elapsed":0,"target":0,"host":7} | no host
            {"schema":1, | Unexpected end-of-input
            """)
    void aDamagedEventIsAnsweredWithItsLine(String line, String why) {
        assertThatThrownBy(() -> fromEvents("{\"schema\":1,\"event\":\"other\",\"time\":0,\"elapsed\":0}\n" + line))
                .isInstanceOf(IOException.class).hasMessageContaining("events, line 2: ").hasMessageContaining(why)
                .message().doesNotContain("\n");
    }

    /// Sums of such times would be no times any more.
    @ParameterizedTest
    @ValueSource(strings = {"86400000.000001", "-0.000001", "9000000000000"})
    void aRoundTripOfMoreThanADayIsNone(String millis) {
        String run = """
                {"schema":1,"event":"start","time":1,"elapsed":0,"target":0,"host":"x","address":"192.0.2.1"}
                {"schema":1,"event":"sent","time":1,"elapsed":0,"target":0,"probe":0,"seq":1,"bytes":56}
                {"schema":1,"event":"reply","time":2,"elapsed":1,"target":0,"probe":0,"seq":1,"from":"192.0.2.1",\
                "bytes":64,"ttl":64,"timing":"kernel","rtt_ms":MILLIS}
                """.replace("MILLIS", millis);
        assertThatThrownBy(() -> fromEvents(run)).isInstanceOf(IOException.class)
                .hasMessageContaining("events, line 3: ").hasMessageContaining("longer than a day");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverIsInARecordItIsReadOrRefused(long seed, @TempDir Path folder) throws IOException {
        Path packets = folder.resolve("run.pcapng");
        byte[] events = run(true, packets, "198.51.100.7", "2001:db8::7").events.getBytes(UTF_8);
        byte[] capture = Files.readAllBytes(packets);
        var random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            readOrRefuse(() -> fromCapture(changed(capture, random)));
            readOrRefuse(() -> fromEvents(new String(changed(events, random), UTF_8)));
        }
    }

    private interface Reading {
        Counted read() throws IOException;
    }

    private static void readOrRefuse(Reading reading) {
        try {
            assertThat(reading.read().snapshots().values()).allMatch(each -> each.received() <= each.sent());
        } catch (IOException e) {
            assertThat(e).hasMessageContaining(": ");
        }
    }

    private static byte[] changed(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        for (int i = random.nextInt(20); i >= 0; i--)
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        return changed;
    }
}
