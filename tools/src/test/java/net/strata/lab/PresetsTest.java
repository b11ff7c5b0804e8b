package net.strata.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.strata.Needs;
import net.strata.echo.Setting;
import net.strata.os.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every preset in the lab, and the recordings of them that come with Strata. These are made again, as root, by
/// `mvn test -pl captures,native,tools -Dtest=PresetsTest -Dsurefire.failIfNoSpecifiedTests=false -Dlab.record`
final class PresetsTest {
    private static final boolean RECORD = System.getProperty("lab.record") != null;
    private static final Path RECORDED = Path.of("src/main/resources/net/strata/lab/recorded");
    private static final int RUNS = 50;

    static Stream<String> names() {
        return Presets.ALL.stream().map(Preset::name);
    }

    private static Preset named(String name) {
        return Objects.requireNonNull(Presets.named(name), name);
    }

    private static Recording run(Lab lab, String name) throws IOException {
        Preset.Pair pair = named(name).pair();
        return lab.run(name, pair.server(), pair.client());
    }

    /// All that a side's calls of a stream or of datagrams received.
    private static String received(Timeline t, Side side) {
        var all = new StringBuilder();
        for (Step step : t.steps())
            if (step.made().side() == side && step.made().call().name().startsWith("recv"))
                all.append(new String(step.made().call().data(), StandardCharsets.ISO_8859_1));
        return all.toString();
    }

    private static void check(String name, Timeline t) {
        assertThat(t.faults()).as(name).isEmpty();
        assertThat(t.steps()).as(name).isNotEmpty().noneMatch(step -> step.says().isEmpty());
        assertThat(t.recording().notes()).as(name).isEmpty();
        assertThat(t.packets()).as(name).noneMatch(p -> p.why().isEmpty() || p.lost());
        String heard = switch (name) {
            case "echo", "echo-inet6", "echo-udp", "echo-unix", "echo-unix-datagram", "greet" -> "hello";
            case "prefix" -> "Echo=>hello";
            case "upper", "upper-one-shot", "upper-conversation" -> "HELLO";
            case "welcome" -> "welcome to server!";
            case "exec" -> "hello\n";
            case "file" -> "OK 280\nGood morning!\n";
            case "daytime" -> "20";
            case "ping", "icmp" -> "hello";
            case "discard", "multicast", "igmp" -> "";
            case "refused" -> {
                assertThat(t.steps()).as(name).filteredOn(step -> step.made().call().name().equals("connect"))
                        .extracting(step -> step.made().call().result()).containsOnly(-Errno.ECONNREFUSED);
                yield "";
            }
            default -> throw new AssertionError("nobody knows what is heard of " + name);
        };
        if (heard.isEmpty()) assertThat(received(t, Side.CLIENT)).as(name).isEmpty();
        else
            assertThat(received(t, Side.CLIENT)).as(name).contains(heard);
        if (name.equals("icmp")) answersPings(t);
        if (name.equals("igmp")) hearsOfGroups(t);
        else if (heard.isEmpty() && !name.equals("refused"))
            assertThat(received(t, Side.SERVER)).as(name).contains("hello");
        if (name.startsWith("echo-unix")) {
            assertThat(t.packets()).isEmpty();
            return;
        }
        assertThat(t.packets()).as(name).isNotEmpty();
        if (t.packets().stream().noneMatch(p -> p.segment() != null) || name.equals("refused")) return;
        assertThat(t.steps()).as(name).extracting(Step::role).contains("server 4 of 6: accept",
                "client 2 of 4: connect");
        for (Step step : t.steps()) {
            if (step.made().call().name().equals("connect")) assertThat(step.caused()).as(name + " SYN").isNotEmpty();
            if (step.made().call().name().equals("connect")) assertThat(step.releasedBy()).as(name).isNotZero();
        }
        // Every byte of data was given by a call and taken by one.
        for (Packet p : t.packets())
            if (p.segment() != null && !p.segment().again())
                assertThat(p.parts().stream().mapToInt(Packet.Part::length).sum()).as(name + " packet " + p.number())
                        .isEqualTo(p.segment().length());
    }

    private static Stream<Packet> from(Timeline t, Side side, String protocol) {
        return t.packets().stream().filter(p -> p.from() == side && p.protocol().equals(protocol));
    }

    /// The kernel of the server has no part in it: all that its side sends, a call of the program caused.
    private static void answersPings(Timeline t) {
        assertThat(from(t, Side.SERVER, "ICMP")).hasSize(1);
        assertThat(t.packets()).filteredOn(p -> p.from() == Side.SERVER)
                .allMatch(p -> t.steps().get(p.cause() - 1).made().call().name().equals("sendto"));
        assertThat(received(t, Side.SERVER)).contains("hello");
    }

    /// The calls that join and leave each caused a report, and the listener received both. Reports come again now and then.
    private static void hearsOfGroups(Timeline t) {
        assertThat(from(t, Side.CLIENT, "IGMP").map(Packet::why)).contains("joins the group", "leaves the group");
        assertThat(t.steps()).filteredOn(step -> step.made().side() == Side.SERVER
                && step.made().call().name().equals("recvfrom")
                && step.made().call().arguments().toString().contains("AF_PACKET"))
                .hasSizeGreaterThanOrEqualTo(2).extracting(step -> new String(step.made().call().data(),
                        StandardCharsets.ISO_8859_1))
                .allMatch(packet -> packet.endsWith("\u00ef\1\1\1"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void runs(String name) throws IOException {
        Needs.here().root();
        try (Lab lab = Lab.open(Impairment.NONE)) {
            Recording first = run(lab, name);
            check(name, Timeline.of(first));
            Recording second = run(lab, name);
            check(name, Timeline.of(second));
        }
        // In one of its own, where nobody knows anybody's link address yet.
        if (RECORD)
            try (Lab lab = Lab.open(Impairment.NONE)) {
                record(name, run(lab, name));
            }
    }

    private static void record(String name, Recording recording) throws IOException {
        Files.createDirectories(RECORDED);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(RECORDED.resolve(name + ".jsonl.gz")))) {
            Recordings.write(recording, out);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void cameWithStrata(String name) throws IOException {
        if (RECORD) return;
        Recording recording = Recorded.read(name);
        assertThat(recording.origin().name()).isEqualTo(name);
        check(name, Timeline.of(recording));
    }

    @Test
    void noPacketIsBeforeItsCauseNorAfterWhatItReleased() throws IOException {
        Needs.here().root();
        try (Lab lab = Lab.open(Impairment.NONE)) {
            for (int i = 0; i < RUNS; i++) {
                Timeline t = Timeline.of(run(lab, "echo"));
                assertThat(t.faults()).as("run " + i).isEmpty();
                assertThat(received(t, Side.CLIENT)).isEqualTo("hello");
            }
        }
    }

    @Test
    void whatIsLostIsSentAgain() throws IOException {
        Needs.here().root();
        var impairment = new Impairment(0.3, 1_000_000, 0, 3);
        try (Lab lab = Lab.open(impairment)) {
            var messages = Stream.generate(() -> "hello").limit(20).toList();
            Preset.Pair pair = named("prefix").pair(new Preset.Choice(messages, List.of()));
            Timeline t = Timeline.of(lab.run("prefix", pair.server(), pair.client()));
            assertThat(t.faults()).isEmpty();
            assertThat(received(t, Side.CLIENT)).isEqualTo("Echo=>hello".repeat(20));
            assertThat(t.packets()).anyMatch(Packet::lost)
                    .anyMatch(p -> p.segment() != null && p.segment().again() && p.why().startsWith("sent again"));
        }
    }

    @Test
    void allArrivesWithNagleAndWithout() throws IOException {
        Needs.here().root();
        var impairment = new Impairment(0, 20_000_000, 0, 1);
        try (Lab lab = Lab.open(impairment)) {
            for (int on = 0; on < 2; on++) {
                Preset.Pair pair = named("echo").pair(new Preset.Choice(List.of("one", "two", "three"),
                        List.of(Setting.parse("nodelay=" + on))));
                Timeline t = Timeline.of(lab.run("echo", pair.server(), pair.client()));
                assertThat(received(t, Side.CLIENT)).isEqualTo("onetwothree");
                assertThat(t.faults()).isEmpty();
            }
        }
    }
}
