package net.strata.explain.story;

import static net.strata.explain.story.Told.opened;
import static net.strata.explain.story.Told.segment;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.strata.craft.Draft;
import net.strata.explain.story.Story.Arrow;
import net.strata.explain.story.Story.Mark;
import org.junit.jupiter.api.Test;

/// TCP connections told. Numbers, flags and marks of samples are what tshark 4.0.17 has for them (`-z flow,tcp,standard`,
/// `tcp.analysis`).
class TcpStoryTest {
    @Test
    void aLadderHasWhatTsharksFlowHas() throws Exception {
        Story story = Told.of("tcp-echo.pcapng", "tcp:0");
        assertThat(story.hosts()).containsExactly(new Story.Host("client", "192.0.2.1:59356"),
                new Story.Host("server", "192.0.2.2:8888"));
        assertThat(story.arrows().stream()
                .map(a -> a.number() + (a.from() == 0 ? " > " : " < ") + a.label() + " "
                        + a.numbers().replaceAll(" Win=\\d+", "")))
                .containsExactly("1 > SYN Seq=0 Len=0", "2 < SYN, ACK Seq=0 Ack=1 Len=0", "3 > ACK Seq=1 Ack=1 Len=0",
                        "4 > PSH, ACK Seq=1 Ack=1 Len=14", "5 < ACK Seq=1 Ack=15 Len=0",
                        "6 < PSH, ACK Seq=1 Ack=15 Len=14", "7 > ACK Seq=15 Ack=15 Len=0",
                        "8 > PSH, ACK Seq=15 Ack=15 Len=12", "9 < PSH, ACK Seq=15 Ack=27 Len=12",
                        "10 > FIN, ACK Seq=27 Ack=27 Len=0", "11 < PSH, ACK Seq=27 Ack=28 Len=14",
                        "12 < FIN, ACK Seq=41 Ack=28 Len=0", "13 > ACK Seq=28 Ack=42 Len=0");
    }

    @Test
    void partsFollowTheConnectionsLife() throws Exception {
        Story story = Told.of("tcp-echo.pcapng", "tcp:0");
        assertThat(story.parts().stream().map(Story.Part::heading)).containsExactly("Handshake", "What was agreed",
                "Data",
                "End");
        assertThat(story.parts().stream().map(part -> part.rows().size())).containsExactly(3, 0, 6, 4);
    }

    @Test
    void anAcknowledgmentTellsUpToWhichByteTheOtherSideHasAll() throws Exception {
        Story story = Told.of("tcp-echo.pcapng", "tcp:0");
        // Ack=15 asks for byte 15: bytes 1 to 14 are there.
        assertThat(Told.arrow(story, 5).says())
                .isEqualTo(
                        "The client now knows that the server has all up to byte 14, which is all that has come by here so far.");
        // Packets 6 and 7 of tcp-zero-window have bytes 1 to 1448 and 1449 to 2896; packet 8 has Ack=1449.
        assertThat(Told.arrow(Told.of("tcp-zero-window.pcapng", "0"), 8).says())
                .contains("all up to byte 1448; bytes 1449 to 2896 may still be on the way");
    }

    @Test
    void whoeverClosesFirstKeepsTimeWait() throws Exception {
        Story client = Told.of("tcp-echo.pcapng", "tcp:0");
        assertThat(Told.says(client, "End")).contains("The client closed first (packet 10), so it keeps TIME-WAIT");
        Story server = Told.of("dns-tcp.pcapng", "tcp:0");
        assertThat(Told.says(server, "End")).contains("The server closed first (packet 14), so it keeps TIME-WAIT");
    }

    @Test
    void optionsAreWhatBothOffered() throws Exception {
        String agreed = Told.says(Told.of("dns-tcp.pcapng", "tcp:0"), "What was agreed");
        // tshark: MSS 1220 and 1460, both WS=1024, SACK_PERM and timestamps; 1220 - 12 bytes of timestamps is 1208.
        assertThat(agreed).contains("the client takes 1220 and the server takes 1460", "so 1208 remain",
                "windows count in units of 1024 bytes", "RFC 2018", "RFC 7323 section 3");
    }

    @Test
    void callsAreImplied() throws Exception {
        Story story = Told.of("tcp-echo.pcapng", "tcp:0");
        assertThat(Told.calls(story, 1)).containsExactly("client: socket(), connect()");
        assertThat(Told.calls(story, 2)).containsExactly("server: before: socket(), bind() to port 8888, listen()",
                "client: connect() returns 0");
        assertThat(Told.calls(story, 3)).containsExactly("server: accept() can return");
        assertThat(Told.calls(story, 4)).containsExactly("client: send()", "server: recv() can return 14 bytes");
        assertThat(Told.calls(story, 5)).isEmpty();
        assertThat(Told.calls(story, 10)).containsExactly("client: close() or shutdown(SHUT_WR)",
                "server: recv() will return 0");
        assertThat(story.arrows().stream().flatMap(a -> a.calls().stream())).allMatch(Story.Call::implied);
    }

    @Test
    void aRefusalIsToldAsSuch() throws Exception {
        Story story = Told.of("tcp-refused.pcapng", "tcp:0");
        assertThat(story.arrows().stream().map(Arrow::label)).containsExactly("SYN", "RST, ACK");
        assertThat(Told.calls(story, 4)).containsExactly("client: connect() fails: ECONNREFUSED");
        assertThat(story.summary()).contains("The server's kernel refused the connection.");
    }

    /// At packet 24 tshark sees a keep-alive, for it has no data; but the window is 0, and so Linux probes it
    /// (net/ipv4/tcp_output.c, tcp_xmit_probe_skb).
    @Test
    void zeroWindowsAreThoseOfTshark() throws Exception {
        Story story = Told.of("tcp-zero-window.pcapng", "tcp:0");
        assertThat(Told.marked(story, Mark.RETRANSMISSION)).containsExactly(16L, 20L);
        assertThat(Told.marked(story, Mark.WINDOW_FULL)).containsExactly(15L, 16L, 19L, 20L, 22L, 32L, 39L, 46L, 53L,
                60L);
        assertThat(Told.marked(story, Mark.ZERO_WINDOW)).containsExactly(23L, 25L);
        assertThat(Told.marked(story, Mark.ZERO_WINDOW_PROBE)).containsExactly(24L);
        assertThat(Told.marked(story, Mark.KEEP_ALIVE)).isEmpty();
        assertThat(Told.arrow(story, 25).says()).contains("Answers the window probe",
                "The server has no room left: the client must wait");
        assertThat(Told.marked(story, Mark.WINDOW_UPDATE)).containsExactly(26L);
        assertThat(Told.marked(story, Mark.DUPLICATE_ACK)).isEmpty();
    }

    @Test
    void lossesSeenAtTheReceiverAreThoseOfTshark() throws Exception {
        Story story = Told.of("tcp-loss-receiver.pcapng", "tcp:0");
        assertThat(Told.marked(story, Mark.RETRANSMISSION)).containsExactly(34L, 42L, 54L, 71L, 82L, 86L);
        assertThat(Told.marked(story, Mark.GAP)).containsExactly(12L, 24L, 36L, 48L, 60L, 69L);
        assertThat(Told.marked(story, Mark.DUPLICATE_ACK)).containsExactly(17L, 19L, 21L, 23L, 25L, 27L, 29L, 31L, 33L,
                37L,
                39L, 41L, 45L, 47L, 49L, 51L, 53L, 57L, 59L, 62L, 65L, 68L, 74L, 76L, 78L, 81L, 83L);
        assertThat(Told.marked(story, Mark.WINDOW_UPDATE)).containsExactly(13L, 15L, 70L, 85L);
        // Bytes 4345 to 5792 were jumped over: packet 12 begins with 5793, the one before ended with 4344.
        assertThat(Told.arrow(story, 12).says()).contains("Bytes 4345 to 5792 have not come by here");
    }

    /// At packet 88 tshark sees bytes out of order; they had been here before, and the receiver's SACKs told that they lack.
    @Test
    void lossesSeenAtTheSenderAreThoseOfTshark() throws Exception {
        Story story = Told.of("tcp-loss-sender.pcapng", "tcp:0");
        assertThat(Told.marked(story, Mark.RETRANSMISSION)).containsExactly(36L, 45L, 58L, 77L, 87L, 88L, 93L);
        assertThat(Told.marked(story, Mark.GAP)).isEmpty();
        assertThat(Told.arrow(story, 36).says()).contains("duplicate ACKs asked for it (fast retransmit");
        assertThat(Told.arrow(story, 88).says()).contains("by its SACKs the server has later bytes, but not these");
    }

    @Test
    void loopbackIsKnownAsSuch() throws Exception {
        assertThat(Told.of("loopback-offload.pcapng", "tcp:0").summary())
                .contains("Both ends are on one host: the packets went over its loopback interface.");
    }

    @Test
    void tlsBecomesPartsOfTheStory() throws Exception {
        Story story = Told.of("tls13.pcapng", "tcp:0");
        assertThat(story.parts().stream().map(Story.Part::heading)).containsExactly("Handshake", "What was agreed",
                "TLS handshake", "Encrypted data", "End");
        // tshark: supported_version 0x0304, cipher suite 0x1302, server name, ALPN; packet 8 has the first encrypted record.
        assertThat(Told.says(story, "TLS handshake")).contains("wants www.example.org", "h2 or http/1.1",
                "The server chooses TLS 1.3 (0x0304) with TLS_AES_256_GCM_SHA384 (0x1302)", "From packet 8 on");
        String before = Told.says(Told.of("tls12.pcapng", "tcp:0"), "TLS handshake");
        assertThat(before).contains("The server chooses TLS 1.2 (0x0303)", "From packet 10 on",
                "certificates went in clear");
    }

    @Test
    void dnsOverTcpIsTold() throws Exception {
        assertThat(Told.arrow(Told.of("dns-tcp.pcapng", "tcp:0"), 8).says())
                .contains("asks for the TXT record of long.example.org (ID 0xe2e8)");
    }

    @Test
    void aLongStoryKeepsItsBeginningAndItsEnd() throws Exception {
        var frames = new ArrayList<byte[]>();
        frames.add(segment(true, 999, 0, 0x02, 0));
        frames.add(segment(false, 4999, 1000, 0x12, 0));
        frames.add(segment(true, 1000, 5000, 0x10, 0));
        for (int i = 0; i < 6000; i++)
            frames.add(segment(true, 1000 + i * 10L, 5000, 0x10, 10));
        frames.add(segment(true, 61000, 5000, 0x11, 0));
        frames.add(segment(false, 5000, 61001, 0x11, 0));
        frames.add(segment(true, 61001, 5001, 0x10, 0));
        Story story = Told.of(frames, "tcp:0");
        assertThat(story.packets()).isEqualTo(6006);
        // 900 rows from the beginning and 100 from the end; the others are counted.
        assertThat(story.arrows()).hasSize(1000);
        assertThat(story.parts().stream().flatMap(part -> part.rows().stream()).filter(Story.Skip.class::isInstance))
                .singleElement().extracting(row -> ((Story.Skip) row).packets()).isEqualTo(5006L);
        assertThat(story.arrows().getLast().number()).isEqualTo(6006);
        assertThat(Told.says(story, "End")).contains("The client closed first");
        assertThat(Told.says(story, "Data")).contains("sent 60000 bytes in 6000 segments");
    }

    @Test
    void bothKeepTimeWaitIfTheirFinsCross() throws Exception {
        Story story = Told.of(List.of(segment(true, 999, 0, 0x02, 0), segment(false, 4999, 1000, 0x12, 0),
                segment(true, 1000, 5000, 0x10, 0), segment(true, 1000, 5000, 0x11, 0),
                segment(false, 5000, 1000, 0x11, 0),
                segment(true, 1001, 5001, 0x10, 0), segment(false, 5001, 1001, 0x10, 0)), "tcp:0");
        assertThat(Told.says(story, "End")).contains("both keep TIME-WAIT");
    }

    @Test
    void numbersThatWrapGoOn() throws Exception {
        // The first sequence number is 2^32 - 10: its 30 bytes wrap.
        long first = (1L << 32) - 10;
        Story story = Told.of(List.of(segment(true, first, 0, 0x02, 0), segment(false, 4999, first + 1, 0x12, 0),
                segment(true, first + 1, 5000, 0x10, 0), segment(true, first + 1, 5000, 0x10, 20),
                segment(true, first + 21, 5000, 0x10, 10), segment(false, 5000, first + 31, 0x10, 0)), "tcp:0");
        assertThat(story.arrows()).allMatch(a -> a.marks().isEmpty());
        assertThat(Told.arrow(story, 6).says())
                .contains("all up to byte 30, which is all that has come by here so far");
    }

    @Test
    void aCaptureThatBeginsLateSaysSo() throws Exception {
        Story story = Told.of(List.of(segment(true, 7000, 5000, 0x18, 5), segment(false, 5000, 7005, 0x10, 0)),
                "tcp:0");
        assertThat(story.parts().getFirst().heading()).isEqualTo("Before the capture");
        assertThat(story.hosts().getLast().address()).isEqualTo("192.0.2.2:9");
    }

    @Test
    void aResetOfAnExistingConnectionIsNoRefusal() throws Exception {
        Story story = Told.of(List.of(segment(true, 999, 0, 0x02, 0), segment(false, 4999, 1000, 0x12, 0),
                segment(true, 1000, 5000, 0x10, 0), segment(false, 5000, 1000, 0x14, 0)), "tcp:0");
        assertThat(Told.says(story, "End")).contains("The server reset the connection", "without TIME-WAIT");
        assertThat(Told.calls(story, 4)).contains("client: the next call fails: ECONNRESET");
    }

    /// tshark: the FIN of either sample has Seq=60001, so 60000 bytes are before it.
    @Test
    void bytesThatCameAgainAreCountedOnce() throws Exception {
        for (String sample : List.of("tcp-loss-receiver.pcapng", "tcp-loss-sender.pcapng"))
            assertThat(Told.of(sample, "tcp:0").summary().getFirst())
                    .startsWith("The client sent 60000 bytes, the server sent 11 bytes, ");
    }

    @Test
    void aCallReceivesWhatHasNoHoleBeforeIt() throws Exception {
        Story story = Told.of("tcp-loss-receiver.pcapng", "tcp:0");
        assertThat(Told.calls(story, 6)).containsExactly("client: send()", "server: recv() can return 1448 bytes");
        assertThat(Told.calls(story, 8)).contains("client: send(), or more of an earlier one");
        // Packet 12 has PSH, and is behind a gap; packet 14 has the next bytes.
        assertThat(Told.calls(story, 12)).containsExactly("client: send(), or more of an earlier one");
        assertThat(Told.calls(story, 14)).containsExactly("client: send(), or more of an earlier one");
        // Packet 34 fills the gap before 5793; bytes 5793 to 14480 are there: 14480 - 4344 = 10136.
        assertThat(Told.calls(story, 34)).containsExactly("server: recv() can return 10136 bytes");
        // At the sender no gap is seen, but SACK tells of one until packet 36 fills it; another is before packet 38.
        Story sender = Told.of("tcp-loss-sender.pcapng", "tcp:0");
        assertThat(Told.calls(sender, 36)).containsExactly("server: recv() can return this, and what waited behind it");
        assertThat(Told.calls(sender, 38)).containsExactly("client: send(), or more of an earlier one");
    }

    @Test
    void whatSackToldToBeThereIsNotOnTheWay() throws Exception {
        // tshark: packet 35 has Ack=14481 and SACK 15929-23169.
        assertThat(Told.arrow(Told.of("tcp-loss-receiver.pcapng", "tcp:0"), 35).says())
                .contains("all up to byte 14480, and behind a hole bytes 15929 to 23168 (SACK)",
                        "; bytes 14481 to 15928 may still be on the way");
    }

    @Test
    void aFinMayBeAllThatIsOutstanding() throws Exception {
        Story story = opened(segment(true, 1000, 5000, 0x18, 3), segment(true, 1003, 5000, 0x11, 0),
                segment(false, 5000, 1003, 0x10, 0));
        assertThat(Told.arrow(story, 6).says()).endsWith("has all up to byte 3; its FIN may still be on the way.");
    }

    @Test
    void aResetBehindTheEndIsLate() throws Exception {
        Story story = opened(segment(true, 1000, 5000, 0x11, 0), segment(false, 5000, 1001, 0x11, 0),
                segment(true, 1001, 5001, 0x10, 0), segment(false, 5001, 0, 0x04, 0));
        assertThat(Told.says(story, "End")).contains("The client closed first (packet 4), so it keeps TIME-WAIT",
                "The reset (packet 7) came when both had closed already");
        assertThat(Told.calls(story, 7)).isEmpty();
    }

    @Test
    void dataIsUnreadOnlyIfSomeCameBehindTheFin() throws Exception {
        Story without = opened(segment(true, 1000, 5000, 0x11, 0), segment(true, 1001, 0, 0x04, 0));
        assertThat(Told.arrow(without, 5).says()).doesNotContain("nobody will read");
        Story with = opened(segment(true, 1000, 5000, 0x11, 0), segment(false, 5000, 1001, 0x18, 4),
                segment(true, 1001, 0, 0x04, 0));
        assertThat(Told.arrow(with, 6).says()).contains("has closed already, and nobody will read what came");
    }

    @Test
    void aRepeatedSynTellsNothingOfTheVantage() throws Exception {
        byte[] again = segment(false, 4999, 1000, 0x12, 0);
        Story story = opened(again, again, again, again, again, again);
        assertThat(story.summary()).noneMatch(each -> each.startsWith("The capture was taken"));
        assertThat(story.parts().stream().map(Story.Part::heading)).containsExactly("Handshake", "What was agreed");
        assertThat(Told.arrow(story, 4).says()).contains("the confirmation did not reach the server in time");
    }

    /// RFC 9293 section 3.5, figure 7: SYN, SYN, SYN+ACK, SYN+ACK.
    @Test
    void bothMayOpen() throws Exception {
        Story story = Told.of(List.of(segment(true, 999, 0, 0x02, 0), segment(false, 4999, 0, 0x02, 0),
                segment(false, 4999, 1000, 0x12, 0), segment(true, 999, 5000, 0x12, 0),
                segment(true, 1000, 5000, 0x18, 2)), "tcp:0");
        assertThat(Told.marked(story, Mark.RETRANSMISSION)).isEmpty();
        assertThat(Told.says(story, "Handshake")).contains("Both asked at the same time");
        assertThat(Told.calls(story, 3)).containsExactly("client: connect() returns 0");
        assertThat(Told.calls(story, 4)).containsExactly("server: connect() returns 0");
        assertThat(story.parts().getLast().heading()).isEqualTo("Data");
    }

    @Test
    void oneDirectionAloneSaysSo() throws Exception {
        Story story = Told.of(List.of(segment(true, 999, 0, 0x02, 0), segment(true, 1000, 5000, 0x10, 0),
                segment(true, 1000, 5000, 0x18, 5)), "tcp:0");
        assertThat(Told.arrow(story, 2).says()).startsWith("Acknowledges what is not in the capture");
        assertThat(story.summary().getFirst()).contains("nothing of the server is in the capture");
        assertThat(Told.says(story, "Data")).contains("what arrived is not known");
    }

    @Test
    void aFinIsRepeatedForOneOfTwoReasons() throws Exception {
        byte[] fin = segment(true, 1000, 5000, 0x11, 0);
        Story story = opened(fin, fin, segment(false, 5000, 1001, 0x10, 0), fin);
        assertThat(Told.arrow(story, 5).says()).contains("no acknowledgment of its FIN has come by here");
        assertThat(Told.arrow(story, 7).says()).contains("the acknowledgment of its FIN did not reach it in time");
    }

    @Test
    void aSynWithDataMayBeRefusedToo() throws Exception {
        Story story = Told.of(List.of(segment(true, 999, 0, 0x02, 5), segment(false, 0, 1000, 0x14, 0)), "tcp:0");
        assertThat(Told.arrow(story, 2).says()).startsWith("Nobody listens on this port");
        assertThat(story.summary()).contains("The server's kernel refused the connection.");
    }

    @Test
    void aSocketMayBeConnectedWithItself() throws Exception {
        byte[] frame = Draft.of("eth").set("eth.dst", "02:00:00:00:00:02").set("eth.src", "02:00:00:00:00:01")
                .then("ip").set("ip.src", "127.0.0.1").set("ip.dst", "127.0.0.1").then("tcp").set("tcp.srcport", 5000)
                .set("tcp.dstport", 5000).set("tcp.flags", 2).build();
        Story story = Told.of(List.of(frame), "tcp:0");
        assertThat(story.hosts()).containsExactly(new Story.Host("", "127.0.0.1:5000"));
        assertThat(story.summary().getFirst()).startsWith("A socket that is connected with itself");
        assertThat(Told.drawn(story, 80)).contains("SYN");
    }

    @Test
    void whatWasAcknowledgedButNotSeenIsNotAllThatWasSeen() throws Exception {
        // Bytes 1 to 10 are there, 11 to 30 are not, 31 to 35 are.
        Story story = opened(segment(true, 1000, 5000, 0x10, 10), segment(false, 5000, 1030, 0x10, 0),
                segment(true, 1030, 5000, 0x18, 5));
        assertThat(Told.arrow(story, 5).says()).isEqualTo("The client now knows that the server has all up to byte 30. "
                + "It acknowledges bytes that are not in the capture.");
        assertThat(story.summary().getFirst())
                .startsWith("The client sent 15 bytes and 20 more that did not come by here");
    }

    /// A prober that sends the next byte itself (RFC 9293 section 3.8.6.1), which is taken in the end.
    @Test
    void theByteOfAWindowProbeMayBeTaken() throws Exception {
        byte[] closed = Draft.of("eth").set("eth.dst", "02:00:00:00:00:02").set("eth.src", "02:00:00:00:00:01")
                .then("ip")
                .set("ip.src", "192.0.2.2").set("ip.dst", "192.0.2.1").then("tcp").set("tcp.srcport", 9)
                .set("tcp.dstport", 40000).set("tcp.seq_raw", 5000).set("tcp.ack_raw", 1010).set("tcp.flags", 0x10)
                .set("tcp.window_size_value", 0).build();
        Story story = opened(segment(true, 1000, 5000, 0x10, 10), closed, segment(true, 1010, 5000, 0x10, 1),
                segment(false, 5000, 1011, 0x10, 0), segment(true, 1011, 5000, 0x18, 9));
        assertThat(Told.marked(story, Mark.ZERO_WINDOW_PROBE)).containsExactly(6L);
        assertThat(story.arrows()).noneMatch(a -> a.marks().contains(Mark.GAP) || a.marks().contains(Mark.UNSEEN));
        assertThat(story.summary().getFirst()).startsWith("The client sent 20 bytes,");
    }
}
