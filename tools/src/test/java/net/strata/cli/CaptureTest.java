package net.strata.cli;

import static net.strata.os.Abi.AF_PACKET;
import static net.strata.os.Abi.SOCK_RAW;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.strata.ChildJava;
import net.strata.Needs;
import net.strata.TestNetwork;
import net.strata.file.Captures;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.frame.LinkType;
import net.strata.frame.Notes;

import net.strata.os.Netlink;
import net.strata.os.Netns;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Captures of frames that cross a veth pair between two namespaces, from `sender` to `receiver`.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CaptureTest {
    /// Of an Ethernet frame without VLAN tag, checksum left out (IEEE 802.3).
    private static final int SMALLEST = 60;
    private static final int LARGEST = 1514;

    @TempDir
    Path folder = Path.of("");

    private TestNetwork network;
    private String sender = "";
    private String receiver = "";

    CaptureTest() throws IOException {
        network = new TestNetwork();
    }

    @BeforeEach
    void aLinkThatNothingElseUses() throws IOException {
        Needs.here().library("pcap");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        sender = network.namespace();
        receiver = network.namespace();
        for (String each : List.of(sender, receiver))
            network.in(each, "sysctl", "-q", "-w", "net.ipv6.conf.default.disable_ipv6=1");
        network.link(sender, "out0", List.of(), receiver, "in0", List.of());
    }

    @AfterEach
    void remove() {
        network.close();
    }

    private CaptureRun capture(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("--netns", receiver));
        all.addAll(List.of(words));
        return CaptureRun.start(List.of(), Map.of(), all);
    }

    /// Sends frames out of `out0`.
    private void send(List<byte[]> frames) throws Exception {
        Netns.call(sender, () -> {
            int index = index("out0");
            try (Socket socket = Socket.socket(AF_PACKET, SOCK_RAW, 0)) {
                var to = new SockAddr.Ll(0, index, 0, 0, 0, 6);
                for (byte[] frame : frames)
                    socket.sendto(ByteBuffer.wrap(frame), 0, to);
            }
            return null;
        });
    }

    private static int index(String name) throws IOException {
        try (Netlink netlink = Netlink.open()) {
            return netlink.links().stream().filter(link -> link.name().equals(name)).findFirst().orElseThrow().index();
        }
    }

    /// A frame for everybody of a local experimental EtherType (0x88b5, IEEE 802), its number in front.
    private static byte[] frame(int number, int length) {
        byte[] frame = new byte[length];
        Arrays.fill(frame, 0, 6, (byte) 0xff);
        frame[6] = 2;
        ByteBuffer.wrap(frame).putShort(12, (short) 0x88b5).putInt(14, number);
        return frame;
    }

    private static List<byte[]> frames(int count) {
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < count; i++)
            frames.add(frame(i, SMALLEST));
        return frames;
    }

    /// @param bytes as a heap buffer, since buffers are equal if their bytes are
    private record Captured(ByteBuffer bytes, int length) {
        int number() {
            return bytes.getInt(14);
        }
    }

    private static List<Captured> read(Path file) throws IOException {
        List<Captured> all = new ArrayList<>();
        try (FrameSource source = Captures.open(file)) {
            var b = new Batch(1 << 18);
            while (source.read(b))
                for (int i = 0; i < b.count; i++)
                    all.add(new Captured(
                            ByteBuffer.wrap(Arrays.copyOfRange(b.data, b.offset[i], b.offset[i] + b.captured[i])),
                            b.length[i]));
        }
        return all;
    }

    @Test
    void theFileHoldsWhatTcpdumpsHolds() throws Exception {
        Needs.here().program("tcpdump");
        Path ours = folder.resolve("ours.pcapng");
        Path theirs = folder.resolve("theirs.pcap");
        var random = new Random(1);
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 3000; i++)
            frames.add(frame(i, random.nextInt(SMALLEST, LARGEST + 1)));
        Process tcpdump = new ProcessBuilder("ip", "netns", "exec", receiver, "env", "--default-signal=INT", "tcpdump",
                "-Z", "root", "-c", "3000", "-s", "200", "-B", "16384", "-i", "in0", "-w", theirs.toString())
                .redirectErrorStream(true).start();
        try (CaptureRun run = capture("-i", "in0", "-s", "200", "-w", ours.toString()).listening()) {
            assertThat(tcpdump.inputReader().readLine()).contains("listening on in0");
            send(frames);
            assertThat(run.signal("INT").ended()).isZero();
            assertThat(tcpdump.waitFor()).isZero();
            assertThat(run.count("captured")).isEqualTo(3000);
            assertThat(run.count("dropped by kernel")).isZero();
        } finally {
            tcpdump.destroyForcibly();
        }
        List<Captured> captured = read(ours);
        assertThat(captured).isEqualTo(read(theirs));
        assertThat(captured).extracting(Captured::length).isEqualTo(frames.stream().map(f -> f.length).toList());
        assertThat(captured).allMatch(c -> c.bytes.capacity() == Math.min(200, c.length));
    }

    @Test
    void allThatWasSentIsCapturedOrCountedAsDropped() throws Exception {
        Path file = folder.resolve("all.pcapng");
        List<byte[]> frames = frames(60_000);
        // A buffer so small that some may be lost.
        try (CaptureRun run = capture("-i", "in0", "-B", "1024", "-w", file.toString()).listening()) {
            send(frames);
            assertThat(run.signal("TERM").ended()).isZero();
            long captured = run.count("captured");
            long dropped = run.count("dropped by kernel");
            assertThat(captured + dropped).isEqualTo(60_000).isEqualTo(run.count("received by filter"));
            assertThat(read(file)).hasSize((int) captured);
            try (FrameSource source = Captures.open(file)) {
                var b = new Batch(1 << 18);
                while (source.read(b))
                    assertThat(source.interfaces().getFirst().name()).isEqualTo("in0");
                assertThat(source.notes().statistics().values()).singleElement()
                        .extracting(Notes.Statistics::received, Notes.Statistics::dropped)
                        .containsExactly(60_000L, dropped);
            }
        }
    }

    @Test
    void framesAreShownAsDecodeShowsThem() throws Exception {
        try (CaptureRun run = capture("-i", "in0", "-c", "2", "--output", "fields", "--field", "frame.number",
                "--field", "eth.type", "--field", "frame.len").listening()) {
            send(List.of(frame(1, 60), frame(2, 70), frame(3, 80)));
            assertThat(run.ended()).isZero();
            assertThat(run.lines()).containsExactly("1\t0x88b5\t60", "2\t0x88b5\t70");
            assertThat(run.count("captured")).isEqualTo(2);
        }
    }

    @Test
    void captureFiltersRunInTheKernelAndDisplayFiltersHere() throws Exception {
        try (CaptureRun run = capture("-i", "in0", "--duration", "20", "--until", "frame.len == 90", "-Y",
                "frame.len > 70", "--json", "greater", "65").listening()) {
            send(List.of(frame(1, 60), frame(2, 70), frame(3, 80), frame(4, 90), frame(5, 100)));
            assertThat(run.ended()).isZero();
            assertThat(run.lines()).hasSize(2).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
            assertThat(run.lines().getLast()).contains("\"frame.len\":90");
            assertThat(run.count("chosen by the display filter")).isEqualTo(2);
        }
    }

    @Test
    void directionsAreToldApart() throws Exception {
        try (CaptureRun run = capture("-i", "in0", "-Q", "out", "--duration", "1s").listening()) {
            send(frames(3));
            assertThat(run.ended()).isZero();
            assertThat(run.lines()).isEmpty();
        }
        try (CaptureRun run = capture("-i", "in0", "-Q", "in", "-c", "3").listening()) {
            send(frames(3));
            assertThat(run.ended()).isZero();
            assertThat(run.lines()).hasSize(3);
        }
    }

    @Test
    void severalInterfacesGoIntoOneFileAndAnyNamesThem() throws Exception {
        Path file = folder.resolve("both.pcapng");
        try (CaptureRun run = capture("-i", "lo", "-i", "in0", "-c", "3", "-w", file.toString()).listening()
                .listening()) {
            send(frames(3));
            assertThat(run.ended()).isZero();
        }
        try (FrameSource source = Captures.open(file)) {
            var b = new Batch(1 << 18);
            assertThat(source.read(b)).isTrue();
            assertThat(Arrays.copyOf(b.interfaceId, 3)).containsOnly(1);
            assertThat(source.interfaces()).extracting(i -> i.name()).containsExactly("lo", "in0");
        }
        Path any = folder.resolve("any.pcap");
        try (CaptureRun run = capture("-i", "any", "-c", "1", "-w", any.toString()).listening()) {
            send(frames(1));
            assertThat(run.ended()).isZero();
        }
        try (FrameSource source = Captures.open(any)) {
            var b = new Batch(1 << 18);
            assertThat(source.read(b)).isTrue();
            assertThat(b.linkType[0]).isEqualTo(LinkType.LINUX_SLL2);
        }
    }

    @Test
    void anInterfaceThatGoesEndsTheCaptureAndLosesNothing() throws Exception {
        Path file = folder.resolve("gone.pcapng");
        try (CaptureRun run = capture("-i", "in0", "-w", file.toString()).listening()) {
            send(frames(5));
            network.in(receiver, "ip", "link", "del", "in0");
            assertThat(run.ended()).isEqualTo(2);
            assertThat(run.said()).anyMatch(line -> line.startsWith("strata capture: in0: "));
            assertThat(run.count("captured")).isEqualTo(5);
        }
        assertThat(read(file)).hasSize(5);
    }

    @Test
    void otherInterfacesGoOn() throws Exception {
        network.link(sender, "out1", List.of(), receiver, "in1", List.of());
        try (CaptureRun run = capture("-i", "in1", "-i", "in0", "-c", "1").listening().listening()) {
            network.in(receiver, "ip", "link", "del", "in1");
            run.says("goes on without it");
            send(frames(1));
            assertThat(run.ended()).isZero();
            assertThat(run.lines()).hasSize(1);
        }
    }

    @Test
    void aFullDiskIsToldAndTheFileStaysReadable() throws Exception {
        Needs.here().program("mount");
        Path disk = Files.createDirectory(folder.resolve("disk"));
        TestNetwork.run("mount", "-t", "tmpfs", "-o", "size=256k,mode=777", "strata-test", disk.toString());
        try (CaptureRun run = capture("-i", "in0", "-w", disk.resolve("full.pcapng").toString()).listening()) {
            send(frames(20_000));
            assertThat(run.ended()).isEqualTo(2);
            assertThat(run.said()).anyMatch(line -> line.contains("full.pcapng") && line.contains("space"));
            List<Captured> kept = read(disk.resolve("full.pcapng"));
            assertThat(kept.size()).isBetween(1000, 19_999);
            for (int i = 0; i < kept.size(); i++)
                assertThat(kept.get(i).number()).isEqualTo(i);
        } finally {
            TestNetwork.run("umount", disk.toString());
        }
    }

    @Test
    void rotatedFilesHoldEveryFrameOnceAndBelongToTheCallerOfSudo() throws Exception {
        List<String> words = List.of("--netns", receiver, "-i", "in0", "-C", "100KB", "-w",
                folder.resolve("part.pcapng").toString());
        try (CaptureRun run = CaptureRun.start(List.of(), Map.of("SUDO_UID", "65533", "SUDO_GID", "65532"), words)
                .listening()) {
            send(frames(5000));
            assertThat(run.signal("INT").ended()).isZero();
            assertThat(run.count("captured")).isEqualTo(5000);
        }
        List<Path> files;
        try (var list = Files.list(folder)) {
            files = list.sorted().toList();
        }
        // 92 bytes a record: 5000 of them are 460 000 bytes, in files of at most 100 000.
        assertThat(files).hasSizeBetween(5, 6);
        List<Integer> numbers = new ArrayList<>();
        for (Path file : files) {
            assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(65533);
            assertThat(Files.size(file)).isLessThanOrEqualTo(100_000);
            for (Captured c : read(file))
                numbers.add(c.number());
        }
        assertThat(numbers).hasSize(5000).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aRingIsWrittenOnASignal() throws Exception {
        Path file = folder.resolve("ring.pcapng");
        try (CaptureRun run = capture("-i", "in0", "--ring", "60s,1MB", "-w", file.toString()).listening()) {
            send(frames(100));
            run.signal("USR1").says("ring.pcapng");
            assertThat(read(file)).hasSize(100);
            assertThat(run.signal("INT").ended()).isZero();
        }
    }

    @Test
    void withoutPrivilegeOneLineSaysWhatIsMissing() throws Exception {
        Needs.here().program("setpriv");
        ChildJava.Ran ran = new ChildJava(folder).run(ChildJava.asNobody(), Map.of(), "net.strata.cli.Main",
                List.of("capture", "-i", "lo"));
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).singleElement().asString()
                .startsWith("strata capture: cannot capture on lo: it needs CAP_NET_RAW");
    }

    @Test
    void mistakesAreOneLineEach() throws IOException {
        var mistakes = """
                -i lo tcp prot 80            | at "prot"
                -i nothere0                  | no such interface
                -i lo --netns nothere        | nothere
                -i lo -c 0                   | -c takes
                -i lo -Q up                  | -Q takes
                -i lo --duration 5x          | --duration takes
                -i lo -w x.pcap --processes  | --processes
                -i lo -r x                   | strata decode FILE
                -i lo --ring 60s             | -w
                -i lo --write=               | the name of a file
                -i lo -Z nobody-here         | nobody-here
                """;
        for (String line : mistakes.lines().toList()) {
            String typed = line.substring(0, line.indexOf('|')).strip();
            String answer = line.substring(line.indexOf('|') + 1).strip();
            try (CaptureRun run = CaptureRun.start(List.of(), Map.of(), List.of(typed.split(" ", -1)))) {
                assertThat(run.ended()).as(typed).isEqualTo(2);
                assertThat(run.said()).as(typed).singleElement().asString().contains(answer);
            }
        }
    }

    @Test
    void theEndComesAtOnceOnAnIdleInterface() throws IOException {
        try (CaptureRun run = capture("-i", "in0").listening()) {
            assertThat(run.signal("INT").ended()).isZero();
            assertThat(run.said()).containsSubsequence("0 packets captured", "0 packets received by filter",
                    "0 packets dropped by kernel");
        }
    }

}
