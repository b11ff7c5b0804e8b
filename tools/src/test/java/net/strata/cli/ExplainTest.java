package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.strata.TestNetwork;
import net.strata.file.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `strata explain` as its users type it.
final class ExplainTest {
    /// RFC 792: an echo request, type 8, over IPv4 (RFC 791) from 10.0.0.1 to 10.0.0.2. Header checksum: 4500 + 001c + 0001 +
    /// 4001 + 0a00 + 0001 + 0a00 + 0002 = 9921, its complement 66de. ICMP: 0800 + 0001 + 0001 = 0802, complement f7fd.
    private static final String ECHO = "45 00 00 1c 00 01 00 00 40 01 66 de 0a 00 00 01 0a 00 00 02 08 00 f7 fd 00 01 00 01";
    private static final Path SAMPLES = Path.of("..", "captures", "samples");

    private record Ended(int status, String out, String err) {}

    private static Ended strata(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false).run(words);
        return new Ended(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    private static Ended explain(String... words) {
        var all = new String[words.length + 1];
        all[0] = "explain";
        System.arraycopy(words, 0, all, 1, words.length);
        return strata(all);
    }

    @Test
    void bytesThatBeginWith4AreIp() {
        Ended echo = explain("--hex", ECHO);
        assertThat(echo.err).isEmpty();
        assertThat(echo.status).isZero();
        assertThat(echo.out)
                .contains("IPv4 packet, 20 header + 8 bytes", "ICMP message", "icmp.type", "Time to live: 64",
                        "overhead: 28 of 28 bytes")
                .doesNotContain("Ethernet");
        assertThat(echo.out).contains("Checksum status: Good").doesNotContain("Checksum status: Bad");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4500001c0001000040 0166de0a0000010a0000020800f7fd00010001",
            "0x0000:  4500 001c 0001 0000 4001 66de 0a00 0001\n0x0010:  0a00 0002 0800 f7fd 0001 0001",
            "45:00:00:1c:00:01:00:00:40:01:66:de:0a:00:00:01:0a:00:00:02:08:00:f7:fd:00:01:00:01"})
    void bytesAreTakenAsPeopleCopyThem(String bytes) {
        assertThat(explain("--hex", bytes).out).isEqualTo(explain("--hex", ECHO).out);
    }

    /// As tshark -x, xxd and hexdump -C write the same bytes.
    @ParameterizedTest
    @ValueSource(strings = {
            """
                    0000  45 00 00 1c 00 01 00 00 40 01 66 de 0a 00 00 01   E.......@.f.....
                    0010  0a 00 00 02 08 00 f7 fd 00 01 00 01               ............
                    """, """
                    00000000: 4500 001c 0001 0000 4001 66de 0a00 0001  E.......@.f.....
                    00000010: 0a00 0002 0800 f7fd 0001 0001            ............
                    """, """
                    00000000  45 00 00 1c 00 01 00 00  40 01 66 de 0a 00 00 01  |E.......@.f.....|
                    00000010  0a 00 00 02 08 00 f7 fd  00 01 00 01              |............|
                    0000001c
                    """})
    void dumpsWithOffsetsAndCharactersAreTaken(String dump) {
        assertThat(explain("--hex", dump).out).isEqualTo(explain("--hex", ECHO).out);
    }

    @Test
    void otherBytesAreEthernetUnlessSaid() {
        String arp = "ffffffffffff 020000000001 0806 0001 0800 06 04 0001 020000000001 c0000201 000000000000 c0000202";
        assertThat(explain("--hex", arp).out).contains("Who has 192.0.2.2? Tell 192.0.2.1");
        assertThat(explain("--hex", "00000000" + ECHO, "--link", "loop").out).doesNotContain("Ethernet");
        assertThat(explain("--hex", ECHO, "--link", "228").out).contains("10.0.0.1");
    }

    @Test
    void aPacketIsChosenByNumberOrByFilter() {
        String file = SAMPLES.resolve("tcp-echo.pcapng").toString();
        // tshark -r tcp-echo.pcapng -Y tcp.len>0 begins with frame 4, 14 bytes of data.
        Ended byNumber = explain(file, "--packet", "4");
        assertThat(byNumber.out).startsWith("Packet 4: TCP ").contains("tcp.len");
        assertThat(explain(file, "-Y", "tcp.len > 0").out).isEqualTo(byNumber.out);
        assertThat(explain("--sample", "tcp-echo", "--packet", "4").out).isEqualTo(byNumber.out);
        Ended none = explain(file, "--packet", "99");
        assertThat(none.status).isEqualTo(Status.NEGATIVE);
        assertThat(none.err).isEqualTo("strata explain: " + file + " has no packet 99\n");
        assertThat(explain(file, "--packet", "1", "-Y", "udp").err)
                .isEqualTo("strata explain: " + file + " has no packet 1 that udp chooses\n");
        assertThat(explain(file, "--route", "--packet", "99").err)
                .isEqualTo("strata explain: " + file + " has no packet 99\n");
    }

    /// The window of a SYN is never scaled (RFC 7323 section 2.2).
    @Test
    void aScaledWindowIsShownWhereItIsScaled() {
        assertThat(explain("tcp.window_size").out).contains("Packets that show it", "[ACK]").doesNotContain("[SYN]",
                "[SYN, ACK]");
    }

    @Test
    void onlyTheViewsThatAreAskedForAreShown() {
        String layers = explain("--hex", ECHO, "--view", "layers").out;
        assertThat(layers).contains("OSI 3 network | TCP/IP internet").doesNotContain("ip.ttl");
        assertThat(explain("--hex", ECHO, "--view", "words").out).contains("ip.ttl").doesNotContain("\u2514");
        assertThat(explain("--hex", ECHO, "--view", "layers", "--model", "tcpip").out).contains("TCP/IP internet")
                .doesNotContain("OSI");
        assertThat(explain("--hex", ECHO, "--view", "layers", "--model", "five").out).contains("3 network")
                .doesNotContain("OSI");
        assertThat(explain("--hex", ECHO, "--view", "layers", "--model", "osi").out).contains("OSI 3 network")
                .doesNotContain("TCP/IP");
    }

    @Test
    void aCaptureWithoutAChoiceShowsItsConversations() {
        Ended all = explain("--sample", "dns");
        assertThat(all.status).isZero();
        assertThat(all.out).contains("udp:0", "--stream", "--packet");
    }

    @Test
    void aCaptureOfOnePacketShowsIt(@TempDir Path folder) throws Exception {
        Path one = folder.resolve("one.pcap");
        String sample = SAMPLES.resolve("dns.pcapng").toString();
        assertThat(strata("decode", sample, "-c", "1", "-F", "pcap", "-w", one.toString()).status).isZero();
        assertThat(explain(one.toString()).out).startsWith("Packet 1: ").contains("In one paragraph");
        assertThat(explain(one.toString(), "--view", "layers").out).doesNotContain("In one paragraph");
    }

    /// A pipe can be opened once: what is asked of it first must not eat it.
    @Test
    void aPipeIsRead(@TempDir Path folder) throws Exception {
        Path pipe = folder.resolve("pipe");
        TestNetwork.run("mkfifo", pipe.toString());
        for (String[] words : new String[][]{{}, {"--packet", "1"}, {"--stream", "0"}, {"--html", "-"}}) {
            var line = new String[words.length + 1];
            line[0] = pipe.toString();
            System.arraycopy(words, 0, line, 1, words.length);
            Thread writer = Thread.startVirtualThread(() -> {
                try {
                    Files.write(pipe, Files.readAllBytes(SAMPLES.resolve("udp-echo.pcapng")));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            Ended ended = explain(line);
            writer.join();
            assertThat(ended.status).as(ended.err).isZero();
            assertThat(ended.out).contains("192.0.2.1");
        }
    }

    @Test
    void aConversationIsToldByItsNumber() {
        Ended story = explain("--sample", "tcp-echo", "--stream", "0");
        assertThat(story.status).isZero();
        assertThat(story.out).contains("Handshake", "SYN, ACK", "FIN");
        assertThat(explain("--sample", "tcp-echo", "--stream", "tcp:0").out).isEqualTo(story.out);
        assertThat(explain("--sample", "tcp-echo", "--stream", "7").status).isEqualTo(Status.NEGATIVE);
    }

    @Test
    void samplesAreListed() throws Exception {
        String list = explain("--samples").out;
        for (Samples.Sample each : Samples.all())
            assertThat(list).contains(each.name() + " ");
        assertThat(explain("--sample", "tcp-ehco").err).contains("did you mean tcp-echo");
    }

    @Test
    void everyViewIsAPictureToo(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("packet.svg");
        assertThat(explain("--hex", ECHO, "--svg", file.toString()).out).isEmpty();
        String svg = Files.readString(file);
        assertThat(svg).startsWith("<svg").contains("ip.ttl").contains("</svg>");
        assertThat(explain("--hex", ECHO, "--svg", "-").out).isEqualTo(svg);
        assertThat(explain("--sample", "tcp-echo", "--stream", "0", "--svg", "-").out).startsWith("<svg");
    }

    @Test
    void checksumsAreAddedUp() {
        Ended sums = explain("--hex", ECHO, "--checksum");
        // 4500 + 001c + 0001 + 0000 + 4001 + 0a00 + 0001 + 0a00 + 0002 = 9921; ffff - 9921 = 66de.
        assertThat(sums.out).contains("9921", "66de", "f7fd").doesNotContain("OSI");
    }

    @Test
    void termsAreToldInEnglishAndChinese() {
        Ended english = explain("three-way", "handshake");
        assertThat(english.status).isZero();
        assertThat(english.out).contains("SYN", "RFC 9293 section 3.5", "strata explain --sample tcp-echo --packet 1");
        assertThat(explain("\u4e09\u6b21\u63e1\u624b").out).isEqualTo(english.out);
        assertThat(explain("tcp.window_size").out).contains("RFC 7323", "Window");
        assertThat(explain("icmp.type==3").out).contains("Destination unreachable", "ping-closed-port");
        assertThat(explain("ECONNREFUSED").out).contains("error", "RST");
        Ended none = explain("nosuchthingatall");
        assertThat(none.status).isEqualTo(Status.NEGATIVE);
        assertThat(none.err).startsWith("strata explain: nothing is called nosuchthingatall");
    }

    /// The TTL is 64 at the client, and a router and a NAT each take one away (RFC 1812 section 5.3.1).
    @Test
    void aMessageIsFollowedThroughARouterAndANat() {
        Ended route = explain("--route", "--width", "120");
        assertThat(route.status).isZero();
        assertThat(route.out).containsPattern("ip\\.ttl +Time to live +64 +\\S 63 +\\S 62");
        assertThat(explain("--sample", "tcp-echo", "--route").out).contains("one point only");
    }

    @Test
    void aSessionOfTheLabIsToldBesideItsCalls(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("echo.json"), strata("echo", "lab", "--recorded", "--json").out);
        Ended told = explain(file.toString());
        assertThat(told.err).isEmpty();
        assertThat(told.out).contains("connect(", "SYN, ACK", "accept");
        assertThat(explain(file.toString(), "--html", "-").out)
                .isEqualTo(strata("echo", "lab", "--recorded", "--html", "-").out);
        assertThat(explain(file.toString(), "--packet", "1").status).isEqualTo(Status.FAILED);
    }

    @Test
    void packetsBecomeAPage(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("page.html");
        assertThat(explain("--sample", "dns", "--html", file.toString()).out).isEmpty();
        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").contains("dns.qry.name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--hex 4 | 4 is an odd number of digits", "--hex xy | not a hexadecimal digit",
            "--hex 45 --sample dns | leave out all but one", "--link RAW --sample dns | add --hex",
            "--hex 45 --link ETHERNTE | did you mean ETHERNET", "--next icmp | add -i IF",
            "--packet 0 --sample dns | --packet", "--sample dns --stream x | not a conversation",
            "--sample dns --stream 0 --packet 1 | --packet says nothing about a conversation",
            "--sample dns --stream 0 --html x | --html says nothing about a conversation",
            "--sample dns --stream 0 --checksum | --checksum says nothing about a conversation",
            "--route --html x | --html says nothing about a message on its way",
            "ttl --html x | --html says nothing about a term",
            "ttl --route | says nothing about a term", "ttl --packet 3 | says nothing about a term",
            "ttl --netns x | add -i IF",
            "--samples --packet 3 | says nothing about the list", "--samples foo | leave out foo",
            "-i lo -Y tcp --next icmp | says nothing about the next packet",
            "--sample dns --html x --svg y | says nothing about a page",
            "--hex 45 --view words --model six | both, osi, tcpip", "'' | what shall be explained",
            "--sample dns extra | leave out extra",
            "--hex 45 --view layer | did you mean layers", "--sample dns --view layers | choose one with --packet N",
            "--hex 45 --model six | both, osi, tcpip or five", "/no/such/file | no such file",
            "nofile.pcap | no such file", "--hex 45 --width 9 | --width",
            "-i lo --packet 3 | --packet says nothing about the next packet"})
    void whatMakesNoSenseIsAnsweredInOneLine(String line, String says) {
        Ended ended = explain(line.replace("''", "").split(" ", -1));
        assertThat(ended.status).isEqualTo(Status.FAILED);
        assertThat(ended.out).isEmpty();
        assertThat(ended.err).startsWith("strata explain: ").contains(says);
    }
}
