package net.strata.explain.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.strata.craft.Draft;
import net.strata.explain.Sheet;
import net.strata.explain.story.Story.Arrow;
import net.strata.explain.story.Story.Mark;
import net.strata.file.Captures;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.live.Ink;
import net.strata.stats.Glyphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Conversations of all kinds told. Numbers of packets, bytes and streams are tshark 4.0.17's (`-z conv,tcp`, `-z conv,udp`).
class StoryTest {
    static Stream<String> samples() throws IOException {
        try (Stream<Path> files = Files.list(Told.SAMPLES)) {
            return files.map(each -> each.getFileName().toString()).filter(each -> each.matches(".*\\.pcap(ng)?"))
                    .sorted()
                    .toList().stream();
        }
    }

    @Test
    void conversationsAreThoseOfTshark() throws Exception {
        assertThat(Told.list("dns-tcp.pcapng").all().stream()
                .map(c -> c.name() + " " + c.one() + " " + c.other() + " " + c.packets() + " " + c.bytes()))
                .startsWith("tcp:0 192.0.2.1:38991 192.0.2.2:53 12 2437", "udp:0 192.0.2.1:51021 192.0.2.2:53 2 152");
        assertThat(Told.list("http.pcapng").all().getFirst()).satisfies(c -> {
            assertThat(c.packets()).isEqualTo(27);
            assertThat(c.bytes()).isEqualTo(2831);
        });
    }

    @Test
    void ofTooManyTheFirstAreTold() throws Exception {
        var frames = new ArrayList<byte[]>();
        for (int i = 0; i < 4100; i++)
            frames.add(
                    Draft.of("eth").set("eth.dst", "02:00:00:00:00:02").set("eth.src", "02:00:00:00:00:01").then("ip")
                            .set("ip.src", "192.0.2.1").set("ip.dst", "192.0.2.2").then("icmp").set("icmp.ident", i)
                            .set("icmp.seq", 1).build());
        Conversations all = Told.list(frames, 1);
        assertThat(all.all()).hasSize(4096);
        // Each of the other four has one packet.
        assertThat(all.more()).containsExactly(Map.entry(Kind.ICMP, 4L));
        var sheet = new Sheet(80);
        all.draw(sheet);
        assertThat(sheet.text(new Ink(Glyphs.ASCII, false))).endsWith("and 4 packets of more such of icmp\n");
    }

    @Test
    void aBareNumberIsTcpsIfThereIsAnyThenUdps() throws Exception {
        assertThat(Told.of("dns-tcp.pcapng", "0").name()).isEqualTo("tcp:0");
        assertThat(Told.of("dns.pcapng", "3").name()).isEqualTo("udp:3");
        assertThat(Told.of("ping.pcapng", "0").name()).isEqualTo("icmp:0");
    }

    @Test
    void whatIsNotThereIsSaidInOneLine() {
        assertThatThrownBy(() -> Told.of("ftp.pcapng", "tcp:7")).isInstanceOf(NoSuchConversation.class)
                .hasMessage("there is no conversation tcp:7: the capture has tcp:0 to tcp:2");
        assertThatThrownBy(() -> Told.of("ping.pcapng", "tcp:0")).isInstanceOf(NoSuchConversation.class)
                .hasMessageStartingWith("there is no conversation tcp:0: the capture has icmp:0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tcp", "tcp:", "tcp:-1", "x:1", "1:tcp", "tcp:12345678901", "-1"})
    void aChoiceThatIsNoneIsSaidSo(String text) {
        assertThatThrownBy(() -> Choice.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a conversation: ");
    }

    /// All conversations of all samples, at all widths: every packet has its arrow, in order, and nothing is too wide.
    @ParameterizedTest
    @MethodSource("samples")
    void everyConversationOfASampleIsTold(String sample) throws Exception {
        for (Conversation each : Told.list(sample).all()) {
            Story story = Told.of(sample, each.name());
            assertThat(story.packets()).as(each.name()).isEqualTo(each.packets());
            assertThat(story.arrows()).as(each.name()).hasSize((int) each.packets());
            assertThat(story.arrows().stream().map(Arrow::number)).as(each.name()).isSorted()
                    .startsWith(each.first()).endsWith(each.last());
            assertThat(story.arrows()).as(each.name()).allSatisfy(a -> {
                assertThat(a.says()).isNotBlank();
                assertThat(a.from()).isBetween(0, story.hosts().size() - 1);
                assertThat(a.to()).isBetween(Arrow.ALL, story.hosts().size() - 1);
            });
            for (int width : new int[]{40, 80, 200})
                assertThat(Told.drawn(story, width).lines()).as(each.name()).allMatch(line -> Ink.cells(line) <= width)
                        .allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c <= '~'));
        }
    }

    /// Seeded, so that what breaks can be repeated.
    @ParameterizedTest
    @MethodSource("samples")
    void samplesWithBytesChangedAtRandomAreTold(String sample) throws Exception {
        var random = new Random(sample.hashCode());
        var frames = new ArrayList<byte[]>();
        int link = 1;
        var batch = new Batch(1 << 20);
        try (FrameSource source = Captures.open(Told.SAMPLES.resolve(sample))) {
            while (source.read(batch)) {
                for (int i = 0; i < batch.count; i++) {
                    frames.add(Arrays.copyOfRange(batch.data, batch.offset[i], batch.offset[i] + batch.captured[i]));
                    link = batch.linkType[i];
                }
            }
        }
        for (int round = 0; round < 4; round++) {
            for (byte[] frame : frames)
                for (int i = 0; i < 1 + frame.length / 50; i++)
                    frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
            Conversations all = Told.list(frames, link);
            for (Conversation each : all.all()) {
                Story story = Told.of(frames, link, each.name());
                assertThat(story.packets()).as(each.name()).isEqualTo(each.packets());
                assertThat(Told.drawn(story, 80).lines()).as(each.name()).allMatch(line -> line.length() <= 80)
                        .allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c <= '~'));
            }
        }
    }

    @Test
    void aPacketSeenAtTwoPointsIsOnePacket() throws Exception {
        // Interfaces eth0 and eth1 of a router: TTL 64 before it, 63 behind it (tshark: ip.ttl, frame.interface_name).
        Story story = Told.of("two-interfaces.pcapng", "icmp:0");
        assertThat(Told.marked(story, Mark.COPY)).containsExactly(6L, 8L, 10L, 12L);
        assertThat(Told.arrow(story, 6).says()).contains("Packet 3 once more", "(eth1)", "TTL 63");
        assertThat(story.summary()).contains("2 requests, 2 replies.");
    }

    @Test
    void datagramsAreToldWithTheirBoundaries() throws Exception {
        Story story = Told.of("udp-echo.pcapng", "udp:0");
        assertThat(story.arrows().stream().map(Arrow::numbers)).containsExactly("Len=5", "Len=5", "Len=13", "Len=13");
        assertThat(Told.says(story, "Exchange")).contains("Boundaries are kept");
        assertThat(Told.calls(story, 3)).containsExactly("client: socket(), sendto()",
                "server: recvfrom() can return 5 bytes, if a socket is bound to port 7");
        assertThat(Told.calls(story, 4)).containsExactly("server: sendto()",
                "server: before: socket(), bind() to port 7, recvfrom()", "client: recvfrom() can return 5 bytes");
    }

    @Test
    void anErrorBelongsToTheDatagramItQuotes() throws Exception {
        Story story = Told.of("ping-closed-port.pcapng", "udp:0");
        assertThat(Told.arrow(story, 4)).satisfies(a -> {
            assertThat(a.marks()).containsExactly(Mark.ERROR);
            assertThat(a.says()).startsWith("No socket is bound to port 33434");
        });
        assertThat(Told.calls(story, 4)).containsExactly(
                "client: connected: the next call fails: ECONNREFUSED; else it is not told");
    }

    @Test
    void routersHaveColumnsOfTheirOwnBetweenTheEnds() throws Exception {
        Story story = Told.of("traceroute-icmp-tcp.pcapng", "icmp:0");
        assertThat(story.hosts().stream().map(Story.Host::address)).containsExactly("192.0.2.1", "192.0.2.2",
                "203.0.113.2",
                "203.0.113.6", "198.51.100.2");
        assertThat(Told.arrow(story, 6)).satisfies(a -> {
            assertThat(a.from()).isEqualTo(2);
            assertThat(a.says()).contains("TTL ran out", "packet 5 (seq 2)");
        });
    }

    @Test
    void repliesAreMatchedWithTheirRequests() throws Exception {
        Story story = Told.of("ping.pcapng", "icmp:0");
        // Packet 4 came 182.231 - 19.289 = 162.942 µs after packet 3; a ping of 98 bytes has 98 - 14 - 20 - 8 = 56 of data.
        assertThat(Told.arrow(story, 4).says()).contains("Answers packet 3 after 163 µs");
        assertThat(Told.arrow(story, 3).says()).contains("same 56 bytes");
        assertThat(story.summary()).contains("3 requests, 3 replies.");
    }

    @Test
    void arpTellsWhoAsksWhomAndWhatIsLearned() throws Exception {
        Story story = Told.of("arp.pcapng", "arp:0");
        assertThat(Told.arrow(story, 1).to()).isEqualTo(Arrow.ALL);
        assertThat(Told.arrow(story, 1).says()).contains("192.0.2.1 needs the MAC address of 192.0.2.2");
        assertThat(Told.arrow(story, 2).says())
                .contains("192.0.2.2 is at 02:00:00:00:00:02, answers packet 1 after 18.0 µs");
        assertThat(Told.arrow(story, 5).marks()).containsExactly(Mark.ERROR);
        Story unanswered = Told.of("arp.pcapng", "arp:2");
        assertThat(unanswered.summary().getFirst()).startsWith("Nobody answered").contains("192.0.2.99");
    }

    @Test
    void neighbourDiscoveryIsToldLikeArp() throws Exception {
        Story found = Told.of("neighbour-discovery.pcapng", "nd:0");
        assertThat(Told.arrow(found, 1).says()).contains("duplicate address detection");
        assertThat(Told.arrow(found, 12).says()).contains("is at 02:00:00:00:00:01", "answers packet 11");
        Story routers = Told.of("neighbour-discovery.pcapng", "nd:1");
        assertThat(routers.arrows().stream().map(Arrow::number)).containsExactly(7L, 10L, 13L);
    }

    @Test
    void dnsTellsQuestionAndAnswer() throws Exception {
        Story story = Told.of("dns.pcapng", "udp:0");
        assertThat(Told.arrow(story, 3).says()).contains("asks for the A record of www.example.org (ID 0x9a92)",
                "recursion");
        assertThat(Told.arrow(story, 4).says()).contains("answers packet 3 (same ID)",
                "www.example.org A 192.0.2.80, good for 600 s", "from a server of the zone itself");
        assertThat(Told.arrow(Told.of("dns-tcp.pcapng", "udp:0"), 4).says()).contains("ask again over TCP");
    }

    /// Data as tshark shows it for the same packets.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"3|10|example.org MX 10 mail.example.org",
            "4|12|example.org TXT \"v=spf1 mx -all\"", "5|14|_imap._tcp.example.org SRV 0 5 143 mail.example.org",
            "6|16|example.org CAA 0 issue example.net",
            "7|18|example.org NAPTR 100 10 s SIP+D2U \"\" _sip._udp.example.org",
            "8|20|_443._tcp.www.example.org TLSA DANE-EE (3) public key (1) SHA-256 (1) ababab"})
    void dnsTellsAllOfARecord(int stream, int packet, String record) throws Exception {
        assertThat(Told.arrow(Told.of("dns.pcapng", "udp:" + stream), packet).says()).contains(": " + record);
    }

    private static byte[] dhcp(boolean client, int type, String yours) {
        Draft draft = Draft.of("eth").set("eth.dst", client ? "ff:ff:ff:ff:ff:ff" : "02:00:00:00:00:01")
                .set("eth.src", client ? "02:00:00:00:00:01" : "02:00:00:00:00:02").then("ip")
                .set("ip.src", client ? "0.0.0.0" : "192.0.2.2").set("ip.dst", client ? "255.255.255.255" : yours)
                .then("udp")
                .set("udp.srcport", client ? 68 : 67).set("udp.dstport", client ? 67 : 68);
        var message = new byte[300];
        message[0] = (byte) (client ? 1 : 2);
        message[1] = 1;
        message[2] = 6;
        message[7] = 42;
        if (!client) {
            String[] parts = yours.split("\\.", -1);
            for (int i = 0; i < 4; i++)
                message[16 + i] = (byte) Integer.parseInt(parts[i]);
        }
        byte[] mac = {2, 0, 0, 0, 0, 1};
        System.arraycopy(mac, 0, message, 28, 6);
        byte[] options = {99, (byte) 130, 83, 99, 53, 1, (byte) type, 54, 4, (byte) 192, 0, 2, 2, 50, 4, (byte) 192, 0,
                2, 9,
                51, 4, 0, 0, 14, 16, (byte) 255};
        System.arraycopy(options, 0, message, 236, options.length);
        return draft.payload(message).build();
    }

    @Test
    void aDhcpTransactionIsOneConversationThoughItsAddressesDiffer() throws Exception {
        // RFC 2131 section 3.1: discover, offer, request, acknowledgment. A lease of 0x0e10 is 3600 s.
        Story story = Told.of(List.of(dhcp(true, 1, ""), dhcp(false, 2, "192.0.2.9"), dhcp(true, 3, ""),
                dhcp(false, 5, "192.0.2.9")), "dhcp:0");
        assertThat(story.arrows().stream().map(Arrow::label)).containsExactly("Discover", "Offer", "Request", "ACK");
        assertThat(story.hosts().stream().map(Story.Host::address)).containsExactly("02:00:00:00:00:01", "192.0.2.2");
        assertThat(story.summary()).containsExactly("The client has address 192.0.2.9.");
        assertThat(Told.says(story, "What was agreed")).contains("Address: 192.0.2.9.", "Lease: 3600 s.");
    }

    @Test
    void noControlCharacterOfAPacketGetsThrough() throws Exception {
        byte[] name = "\033]0;x\007\u0085".getBytes(StandardCharsets.ISO_8859_1);
        var message = new byte[12 + 1 + name.length + 1 + 4];
        message[5] = 1;
        message[12] = (byte) name.length;
        System.arraycopy(name, 0, message, 13, name.length);
        message[message.length - 3] = 1;
        message[message.length - 1] = 1;
        byte[] frame = Draft.of("eth").set("eth.dst", "02:00:00:00:00:02").set("eth.src", "02:00:00:00:00:01")
                .then("ip")
                .set("ip.src", "192.0.2.1").set("ip.dst", "192.0.2.2").then("udp").set("udp.srcport", 40000)
                .set("udp.dstport", 53).payload(message).build();
        Story story = Told.of(List.of(frame), "udp:0");
        assertThat(Told.arrow(story, 1).says()).contains("asks for the").doesNotContain("\033", "\007", "\u0085");
    }

    @Test
    void aStoryIsAPictureToo() throws Exception {
        var sheet = new Sheet(100);
        Told.of("tcp-echo.pcapng", "tcp:0").draw(sheet);
        var out = new ByteArrayOutputStream();
        sheet.picture("tcp-echo", out);
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("<svg").contains("SYN,\u00a0ACK")
                .endsWith("</svg>\n");
    }

    @Test
    void longGapsAreShown() throws Exception {
        // Packet 5 came 221.291 - 0.182 = 221.1 ms after packet 4.
        assertThat(Told.drawn(Told.of("ping.pcapng", "icmp:0"), 80)).contains("221 ms later");
    }
}
