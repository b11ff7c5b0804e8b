package net.strata.explain.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import net.strata.craft.Draft;
import net.strata.explain.story.Story.Mark;
import net.strata.file.Captures;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import org.junit.jupiter.api.Test;

/// What the tellers must not claim. Packets are crafted as the RFC has them that a test names.
class TellersTest {
    private static final String HERE = "02:00:00:00:00:01";
    private static final String THERE = "02:00:00:00:00:02";
    private static final String ALL = "ff:ff:ff:ff:ff:ff";
    private static final String ONE = "192.0.2.1";
    private static final String TWO = "192.0.2.2";
    private static final int NULL_LOOPBACK = 0;

    private static Draft ip(String source, String destination) {
        return Draft.of("eth").set("eth.src", HERE).set("eth.dst", THERE).then("ip").set("ip.src", source)
                .set("ip.dst", destination);
    }

    private static byte[] icmp(String source, String destination, int type, int seq) {
        return ip(source, destination).then("icmp").set("icmp.type", type).set("icmp.ident", 7).set("icmp.seq", seq)
                .build();
    }

    private static Draft udp(String source, int from, String destination, int to) {
        return ip(source, destination).then("udp").set("udp.srcport", from).set("udp.dstport", to);
    }

    private static byte[] hex(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts).replaceAll("[ :]", ""));
    }

    /// RFC 826: Ethernet, IPv4.
    private static byte[] arp(String to, int operation, String mac, String address, String askedMac, String asked) {
        return hex(to, mac, "0806 0001 0800 06 04", "%04x".formatted(operation), mac, address, askedMac, asked);
    }

    private static List<byte[]> sample(String name) throws Exception {
        var frames = new ArrayList<byte[]>();
        var batch = new Batch(1 << 20);
        try (FrameSource source = Captures.open(Told.SAMPLES.resolve(name))) {
            while (source.read(batch))
                for (int i = 0; i < batch.count; i++)
                    frames.add(Arrays.copyOfRange(batch.data, batch.offset[i], batch.offset[i] + batch.captured[i]));
        }
        return frames;
    }

    @Test
    void allPacketsOfWhatHasNoPortsAreTakenApart() throws Exception {
        // 3000 requests and as many replies, each with a number of its own.
        List<byte[]> frames = IntStream.range(0, 6000)
                .mapToObj(i -> i % 2 == 0 ? icmp(ONE, TWO, 8, i / 2) : icmp(TWO, ONE, 0, i / 2)).toList();
        assertThat(Told.of(frames, "icmp:0").summary()).contains("3000 requests, 3000 replies.");
    }

    @Test
    void thePeersTtlIsThatOfItsOwnHeader() throws Exception {
        byte[] inside = Draft.of("ip").set("ip.src", ONE).set("ip.dst", TWO).set("ip.ttl", 63).then("icmp")
                .set("icmp.seq", 1).build();
        byte[] frame = ip("198.51.100.1", "198.51.100.2").set("ip.ttl", 10).set("ip.proto", 4).payload(inside).build();
        assertThat(Told.of(List.of(frame), "icmp:0").arrows().getFirst().numbers()).isEqualTo("seq=1 ttl=63");
    }

    /// Captures of tunnels and of all interfaces of a BSD have this link type, too.
    @Test
    void aLoopbackLinkTypeAloneDoesNotPutBothEndsOnOneHost() throws Exception {
        byte[] frame = udp(ONE, 40000, TWO, 9).build();
        byte[] family = {2, 0, 0, 0};
        byte[] framed = Arrays.copyOf(family, frame.length - 14 + 4);
        System.arraycopy(frame, 14, framed, 4, frame.length - 14);
        assertThat(Told.of(List.of(framed), NULL_LOOPBACK, "udp:0").summary())
                .noneMatch(each -> each.contains("loopback"));
    }

    @Test
    void draftsOfTls13AreTls13() throws Exception {
        // The same handshake with the version of draft 28, 0x7f1c, in the supported_versions of the Server Hello.
        List<byte[]> frames = sample("tls13.pcapng");
        for (byte[] frame : frames)
            replace(frame, hex("002b 0002 0304"), hex("002b 0002 7f1c"));
        assertThat(Told.says(Told.of(frames, "tcp:0"), "TLS handshake")).contains("0x7f1c",
                "all but the hellos, any certificate included");
    }

    private static void replace(byte[] in, byte[] from, byte[] to) {
        for (int i = 0; i + from.length <= in.length; i++)
            if (Arrays.equals(in, i, i + from.length, from, 0, from.length))
                System.arraycopy(to, 0, in, i, to.length);
    }

    @Test
    void theCertificateIsTheServersOwn() throws Exception {
        // tshark: the certificate in packet 8 has the subject CN=www.example.org.
        assertThat(Told.says(Told.of("tls12.pcapng", "tcp:0"), "TLS handshake"))
                .contains("The server's certificate is for CN=www.example.org.", "certificates went in clear");
    }

    @Test
    void certificatesGoInClearOnlyWhereThereAreAny() throws Exception {
        // A handshake message of type 11 becomes one of type 99, which nobody has assigned.
        List<byte[]> frames = sample("tls12.pcapng");
        for (byte[] frame : frames)
            replace(frame, hex("0b 0001bc 0001b9"), hex("63 0001bc 0001b9"));
        assertThat(Told.says(Told.of(frames, "tcp:0"), "TLS handshake")).contains("From packet 10 on")
                .doesNotContain("certificate");
    }

    private static byte[] tcp(boolean client, long seq, byte[] data) {
        return ip(client ? ONE : TWO, client ? TWO : ONE).then("tcp").set("tcp.srcport", client ? 40000 : 443)
                .set("tcp.dstport", client ? 443 : 40000).set("tcp.seq_raw", seq).set("tcp.flags", 0x18).payload(data)
                .build();
    }

    /// RFC 8446 sections 4.1.4 and 2: a retry, and a client that is asked for its certificate.
    @Test
    void aRetryAndAClientsCertificateAreTold() throws Exception {
        byte[] frame = sample("tls13.pcapng").get(5);
        byte[] hello = Arrays.copyOfRange(frame, 14 + 20 + 32, frame.length);
        byte[] retry = hex("16 0303 0038 02 000034 0303",
                "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c",
                "00 1302 00 000c 002b00020304 003300020017");
        byte[] change = hex("14 0303 0001 01");
        byte[] chosen = hex("16 0303 0034 02 000030 0303", "11".repeat(32), "00 1302 00 0008 002b00020304 00170000");
        byte[] secret = hex("17 0303 0004 01020304");
        var second = new byte[change.length + hello.length];
        System.arraycopy(change, 0, second, 0, change.length);
        System.arraycopy(hello, 0, second, change.length, hello.length);
        byte[] flight = Arrays.copyOf(secret, 3 * secret.length);
        System.arraycopy(secret, 0, flight, secret.length, secret.length);
        System.arraycopy(secret, 0, flight, 2 * secret.length, secret.length);
        int asked = 1 + hello.length;
        Story story = Told.of(List.of(tcp(true, 1, hello), tcp(false, 1, retry), tcp(true, asked, second),
                tcp(false, 1 + retry.length, chosen), tcp(false, 1 + retry.length + chosen.length, secret),
                tcp(true, asked + second.length, flight),
                tcp(true, asked + second.length + flight.length, secret)), "tcp:0");
        assertThat(Told.arrow(story, 2).says())
                .contains("Hello Retry Request: the client must ask again with a key share for group secp256r1")
                .doesNotContain("Server Hello");
        assertThat(Told.arrow(story, 3).says()).contains("change cipher spec, without a meaning in TLS 1.3",
                "Client Hello, the second, as the server asked: offers TLS 1.3").doesNotContain("Finished");
        assertThat(Told.arrow(story, 4).says()).contains("Server Hello: chooses TLS 1.3");
        assertThat(Told.arrow(story, 6).says())
                .contains("the rest of the client's handshake (Finished; certificate and "
                        + "proof before it if the server asked for them), or data behind it")
                .doesNotContain("data of the application");
        assertThat(Told.arrow(story, 7).says()).contains("data of the application");
        assertThat(Told.says(story, "TLS handshake")).contains("again with a key share for group secp256r1",
                "From packet 5 on it is encrypted: all but the hellos");
    }

    @Test
    void earlyDataIsNotTheEndOfTheHandshake() throws Exception {
        // The Client Hello of packet 6, and behind it a record of application data (23), as RFC 8446 section 2.3 has it.
        byte[] hello = sample("tls13.pcapng").get(5);
        byte[] data = hex("17 0303 0004 01020304");
        byte[] both = Arrays.copyOf(hello, hello.length + data.length);
        System.arraycopy(data, 0, both, hello.length, data.length);
        both[16] = (byte) ((both.length - 14) >> 8);
        both[17] = (byte) (both.length - 14);
        assertThat(Told.of(List.of(both), "tcp:0").arrows().getFirst().says()).contains("early data (0-RTT)")
                .doesNotContain("Finished");
    }

    private static byte[] dns(int id, int flags, String name, int authorities, byte[] authority) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        return hex("%04x%04x0001 0000%04x0000".formatted(id, flags, authorities), "%02x".formatted(text.length),
                HexFormat.of().formatHex(text), "00 0001 0001", HexFormat.of().formatHex(authority));
    }

    @Test
    void aReferralIsNoAnswerThatThereIsNone() throws Exception {
        // RFC 1034 section 4.3.2: name servers in the authority section, no start of authority, and not authoritative.
        byte[] servers = hex("c00c 0002 0001 0000003c 0004 01 61 c00c");
        List<byte[]> frames = List.of(udp(ONE, 5000, TWO, 53).payload(dns(1, 0, "b", 0, new byte[0])).build(),
                udp(TWO, 53, ONE, 5000).payload(dns(1, 0x8000, "b", 1, servers)).build(),
                udp(TWO, 53, ONE, 5000).payload(dns(1, 0x8400, "b", 1, servers)).build());
        Story story = Told.of(frames, "udp:0");
        assertThat(Told.arrow(story, 2).says()).contains("answers packet 1 (same ID) after 1.00 ms: no answer, but a "
                + "referral to servers that know more: b NS a.b, good for 60 s.");
        assertThat(Told.arrow(story, 3).says()).contains("the name exists, but has no such record");
    }

    @Test
    void multicastDnsHasNoIds() throws Exception {
        // RFC 6762 section 18.1: the ID is 0 in all of them.
        Story story = Told.of(List.of(udp(ONE, 5353, "224.0.0.251", 5353).payload(dns(0, 0, "a", 0, new byte[0]))
                .build(),
                udp(ONE, 5353, "224.0.0.251", 5353).payload(dns(0, 0, "b", 0, new byte[0])).build()), "udp:0");
        assertThat(Told.arrow(story, 2).says()).contains("asks for the A record of b").doesNotContain("ID", "again");
        assertThat(Told.says(story, "Exchange")).doesNotContain("same ID");
    }

    @Test
    void aNotificationAsksForNothing() throws Exception {
        // RFC 1996 section 3: operation 4.
        assertThat(Told.of(List.of(udp(ONE, 5000, TWO, 53).payload(dns(1, 4 << 11, "a", 0, new byte[0])).build()),
                "udp:0").arrows().getFirst().says()).contains("Zone change notification").doesNotContain("asks for");
    }

    @Test
    void oneDatagramBackDoesNotAnswerTwo() throws Exception {
        byte[] data = {1, 2, 3};
        List<byte[]> frames = List.of(udp(ONE, 4000, TWO, 4001).payload(data).build(),
                udp(ONE, 4000, TWO, 4001).payload(data).build(), udp(TWO, 4001, ONE, 4000).payload(data).build());
        assertThat(Told.arrow(Told.of(frames, "udp:0"), 3).says())
                .contains("Something comes back for 2 datagrams").doesNotContain("now the client can know");
        assertThat(Told.arrow(Told.of(frames.subList(1, 3), "udp:0"), 2).says())
                .contains("now the client can know that what it sent arrived");
    }

    @Test
    void aTransferFromAnotherPortIsAnAnswerAllTheSame() throws Exception {
        // RFC 1350 section 4: the server answers from a port of its own.
        List<byte[]> frames = List.of(udp(ONE, 4000, TWO, 69).payload(hex("0001 61 00 6f63746574 00")).build(),
                udp(TWO, 4001, ONE, 4000).payload(hex("0003 0001 61")).build());
        assertThat(Told.of(frames, "udp:0").summary())
                .contains("Nothing came back from that port: whether anything arrived cannot be known.");
    }

    @Test
    void anAnswerThatNobodyWaitsForTellsNothingOfWhatWasAsked() throws Exception {
        // RFC 5452 section 9.1: an answer with another ID is not for the question.
        Story story = Told.of(List.of(udp(ONE, 5000, TWO, 53).payload(dns(4, 0, "a", 0, new byte[0])).build(),
                udp(TWO, 53, ONE, 5000).payload(dns(9, 0x8400, "a", 0, new byte[0])).build(),
                udp(TWO, 53, ONE, 5000).payload(dns(4, 0x8400, "a", 0, new byte[0])).build()), "udp:0");
        assertThat(Told.arrow(story, 2).says()).contains("an answer to no open question of this capture (ID 0x0009)")
                .doesNotContain("can know", "Nothing acknowledges");
        assertThat(Told.arrow(story, 3).says()).contains("answers packet 1", "now the client can know");
    }

    @Test
    void allRepliesAreCounted() throws Exception {
        Story alone = Told.of(List.of(icmp(TWO, ONE, 0, 1), icmp(TWO, ONE, 0, 2)), "icmp:0");
        assertThat(alone.summary()).contains("0 requests, 2 replies.").noneMatch(each -> each.contains("without"));
        assertThat(Told.arrow(alone, 1).says()).isEqualTo("A reply to no request that is in the capture.");
        Story twice = Told.of(List.of(icmp(ONE, TWO, 8, 1), icmp(TWO, ONE, 0, 1), icmp(TWO, ONE, 0, 1),
                icmp(ONE, TWO, 8, 2)), "icmp:0");
        assertThat(twice.summary()).contains("2 requests, 2 replies.", "1 request without an answer.");
        assertThat(Told.arrow(twice, 3).says()).isEqualTo("One more reply to a request that was answered in packet 2.");
    }

    @Test
    void eachPrefixHasItsOwnFlags() throws Exception {
        // RFC 4861 sections 4.2 and 4.6.2: L and A for the first prefix, L alone for the second; RFC 4191: a route.
        String advertisement = "86 00 0000 40 00 0708 00000000 00000000";
        String[] options = {"03 04 40 c0 00000e10 00000708 00000000 20010db8000100000000000000000000",
                "03 04 40 80 00000e10 00000708 00000000 20010db8000200000000000000000000",
                "18 02 40 00 00000e10 20010db800030000"};
        byte[] body = hex(advertisement, String.join("", options));
        byte[] frame = hex(ALL, HERE, "86dd 60000000", "%04x".formatted(body.length), "3a ff",
                "fe800000000000000000000000000001 ff020000000000000000000000000001", HexFormat.of().formatHex(body));
        assertThat(Told.of(List.of(frame), "nd:0").arrows().getFirst().says()).contains(
                "refix 2001:db8:1::/64: hosts may make addresses from it.",
                "refix 2001:db8:2::/64: hosts make no addresses from it.", "t is a way to 2001:db8:3::/64.");
    }

    @Test
    void anotherHostsQuestionIsNoRepetition() throws Exception {
        Story story = Told.of(List.of(arp(ALL, 1, HERE, "c0000201", "000000000000", "c0000209"),
                arp(ALL, 1, THERE, "c0000202", "000000000000", "c0000209"),
                arp(ALL, 1, HERE, "c0000201", "000000000000", "c0000209"),
                arp(ALL, 2, "02:00:00:00:00:09", "c0000209", THERE, "c0000202")), "arp:0");
        assertThat(Told.arrow(story, 2).says()).startsWith("192.0.2.2 needs the MAC address of 192.0.2.9");
        assertThat(Told.arrow(story, 3).says()).startsWith("Asks again after 2.00 ms: nobody answered.");
        assertThat(Told.arrow(story, 4).says()).contains("answers packet 2 after 2.00 ms. It goes to everybody");
    }

    @Test
    void anAddressThatNobodyClaimsIsFree() throws Exception {
        // RFC 5227 section 2.1.1: probes have no address of their own, and silence means that nobody uses it.
        byte[] probe = arp(ALL, 1, HERE, "00000000", "000000000000", "c0000209");
        assertThat(Told.of(List.of(probe, probe), "arp:0").summary())
                .containsExactly("Nobody said that it uses 192.0.2.9: the asker may take it.");
        Story taken = Told.of(List.of(probe, arp(HERE, 2, THERE, "c0000209", HERE, "00000000")), "arp:0");
        assertThat(Told.arrow(taken, 2).says()).contains("answers packet 1", "the address is taken")
                .doesNotContain("0.0.0.0");
    }

    @Test
    void anAddressThatSomebodyHasIsTaken() throws Exception {
        // RFC 4861 section 7.2.4: to all nodes, S = 0, as the question came from ::. Flags 0x20: override only.
        String target = "20010db8000000000000000000000005";
        byte[] question = hex("3333ff000005", HERE, "86dd 60000000 0018 3a ff", "00".repeat(16),
                "ff0200000000000000000001ff000005", "87 00 0000 00000000", target);
        byte[] answer = hex("333300000001", THERE, "86dd 60000000 0020 3a ff", target,
                "ff020000000000000000000000000001", "88 00 0000 20000000", target, "0201", THERE);
        Story story = Told.of(List.of(question, answer), "nd:0");
        assertThat(Told.arrow(story, 1).says()).contains("It asks from :: because this address is not its own yet");
        assertThat(Told.arrow(story, 2).says()).contains("the address is taken", "packet 1")
                .doesNotContain("Nobody asked");
        assertThat(story.summary()).containsExactly(
                "2001:db8::5 is at 02:00:00:00:00:02. Somebody else wanted it, and must not use it.");
    }

    @Test
    void requestsAreToldByWhatTheyAskFor() throws Exception {
        // RFC 792: 13 is a timestamp request. RFC 950: 17 is an address mask request.
        assertThat(Told.of(List.of(icmp(ONE, TWO, 13, 1)), "icmp:0").arrows().getFirst().says())
                .startsWith("Asks what time it is there").doesNotContain("back");
        assertThat(Told.of(List.of(icmp(ONE, TWO, 17, 1)), "icmp:0").arrows().getFirst().says())
                .startsWith("Asks for the subnet mask");
        assertThat(Told.of(List.of(icmp(ONE, TWO, 8, 1)), "icmp:0").arrows().getFirst().says())
                .startsWith("Asks for the same 0 bytes back");
    }

    private static byte[] about(int type, int code, byte[] frame) {
        byte[] quoted = Arrays.copyOfRange(frame, 14, frame.length);
        return ip("192.0.2.254", ONE).then("icmp").set("icmp.type", type).set("icmp.code", code).payload(quoted)
                .build();
    }

    @Test
    void aRedirectIsNoErrorAndAnErrorConcernsOneRequest() throws Exception {
        byte[] first = icmp(ONE, TWO, 8, 1);
        byte[] second = icmp(ONE, TWO, 8, 2);
        // RFC 792: 5 is a redirect, 11 time exceeded.
        Story redirected = Told.of(List.of(first, about(5, 1, first), icmp(TWO, ONE, 0, 1)), "icmp:0");
        assertThat(redirected.summary()).contains("1 request, 1 reply.");
        assertThat(Told.marked(redirected, Mark.ERROR)).isEmpty();
        Story lost = Told.of(List.of(first, about(11, 0, first), second), "icmp:0");
        assertThat(lost.summary()).contains("2 requests, 0 replies, 1 error.", "1 request without an answer.");
        byte[] datagram = udp(ONE, 4000, TWO, 4001).build();
        assertThat(Told.of(List.of(datagram, about(5, 1, datagram)), "udp:0").summary())
                .noneMatch(each -> each.contains("error")).anyMatch(each -> each.startsWith("Nothing came back"));
    }

    @Test
    void whoAsksIsNoClientWhereThereIsNoService() throws Exception {
        Story story = Told.of(List.of(ip(ONE, TWO).set("ip.ttl", 64).then("icmp").set("icmp.ident", 7).build(),
                ip(TWO, ONE).set("ip.ttl", 60).then("icmp").set("icmp.type", 0).set("icmp.ident", 7).build()),
                "icmp:0");
        assertThat(story.summary()).contains("The capture was taken on the asker's link: its packets come with TTL 64, "
                + "which no router has counted down, the other side's with 60.");
    }

    @Test
    void aRelayedDiscoveryIsNotToldAsABroadcast() throws Exception {
        // RFC 2131 section 4.1: the relay agent sets giaddr, here 192.0.2.254, and sends to the server alone.
        var message = new byte[300];
        byte[] head = hex("01 01 06 01 0000002a 0000 0000 00000000 00000000 00000000 c00002fe", HERE);
        System.arraycopy(head, 0, message, 0, head.length);
        System.arraycopy(hex("63825363 350101 ff"), 0, message, 236, 8);
        byte[] frame = udp("192.0.2.254", 67, "198.51.100.2", 67).payload(message).build();
        assertThat(Told.of(List.of(frame), "dhcp:0").arrows().getFirst().says())
                .isEqualTo(
                        "Is there a DHCP server? The client has no address yet. Relay agent 192.0.2.254 passed it on: "
                                + "what the client sends does not leave its link.");
    }

    @Test
    void aMessageInTwoSegmentsIsToldInBoth() throws Exception {
        // tshark: packets 10 and 12 carry 1208 and 385 bytes, 2 of them the length (RFC 1035 section 4.2.2), and packet 12
        // has the answer to packet 8: 1208 - 2 = 1206 and 1208 + 385 - 2 = 1591.
        Story story = Told.of("dns-tcp.pcapng", "tcp:0");
        assertThat(Told.arrow(story, 10).says())
                .contains("the first 1206 bytes of a DNS message of 1591 bytes, which answers packet 8 (same ID)");
        assertThat(Told.arrow(story, 12).says()).contains("the rest of the DNS message that began in packet 10")
                .doesNotContain("xxx");
    }

    @Test
    void aDatagramThatAnErrorIsAboutIsReadByNobody() throws Exception {
        // tshark: packet 4 is a time exceeded message about packet 3.
        Story story = Told.of("traceroute.pcapng", "udp:0");
        assertThat(Told.calls(story, 3)).containsExactly("client: socket(), sendto()");
    }

    @Test
    void anErrorMayQuoteEightBytesOfTcp() throws Exception {
        // RFC 792: the IP header and 64 bits. 3, 13 is communication administratively prohibited (RFC 1812).
        byte[] syn = ip(ONE, TWO).then("tcp").set("tcp.srcport", 40000).set("tcp.dstport", 80).set("tcp.flags", 2)
                .build();
        byte[] error = about(3, 13, Arrays.copyOf(syn, 14 + 20 + 8));
        Story story = Told.of(List.of(syn, error), "tcp:0");
        assertThat(story.packets()).isEqualTo(2);
        assertThat(Told.marked(story, Mark.ERROR)).containsExactly(2L);
        assertThat(Told.list(List.of(syn, error), 1).all().getFirst().packets()).isEqualTo(2);
    }
}
