package net.strata.explain.story;

import static net.strata.explain.story.Told.opened;
import static net.strata.explain.story.Told.segment;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What recv() can return, where data gets lost. Which segments those are is what their numbers show; tshark 4.0.17 has the
/// same repeats (`tcp.analysis.retransmission`).
class TcpDeliveryTest {
    private static final int ACK = 0x10;
    private static final int PSH_ACK = 0x18;
    private static final int FIN_ACK = 0x11;

    /// Packets 9, 45, 58, 77 and 87 are dropped behind the capture: the ACKs from 14, 40, 48, 61 and 80 on ask for them. 87
    /// repeats 63, and is dropped too: packet 92 tells by SACK of the FIN, 91, and still lacks it.
    @Test
    void whatWasLostIsNotReadable() throws Exception {
        Story story = Told.of("tcp-loss-sender.pcapng", "tcp:0");
        for (long lost : new long[]{9, 10, 15, 63, 87, 88})
            assertThat(Told.calls(story, lost)).as("packet " + lost).noneMatch(each -> each.contains("recv"));
        for (long fills : new long[]{36, 45, 58, 77, 93})
            assertThat(Told.calls(story, fills)).containsExactly(
                    "server: recv() can return this, and what waited behind it");
        assertThat(Told.calls(story, 91)).containsExactly("client: close() or shutdown(SHUT_WR)",
                "server: recv() will return 0 once all before it is there");
    }

    @Test
    void duplicateAcksTakeBackWhatIsBehindTheHole() throws Exception {
        byte[] asks = segment(false, 5000, 1010, ACK, 0);
        Story story = opened(segment(true, 1000, 5000, ACK, 10), segment(true, 1010, 5000, ACK, 10),
                segment(true, 1020, 5000, FIN_ACK, 10), asks, asks, asks, asks, segment(true, 1010, 5000, ACK, 10));
        assertThat(Told.calls(story, 4)).containsExactly("client: send()", "server: recv() can return 10 bytes");
        assertThat(Told.calls(story, 5)).noneMatch(each -> each.startsWith("server"));
        assertThat(Told.calls(story, 6)).noneMatch(each -> each.startsWith("server"));
        assertThat(Told.calls(story, 11)).containsExactly("server: recv() can return this, and what waited behind it");
    }

    /// Nothing tells which of both arrived, or both.
    @Test
    void ofARepeatThatNobodyAskedForItIsNotKnownWhetherItIsTheFirst() throws Exception {
        byte[] data = segment(true, 1000, 5000, PSH_ACK, 10);
        Story story = opened(data, data, segment(false, 5000, 1010, ACK, 0), data);
        assertThat(Told.calls(story, 4)).containsExactly("client: send()");
        assertThat(Told.calls(story, 5)).containsExactly("server: recv() can return this, if it did not before");
        assertThat(Told.calls(story, 7)).isEmpty();
    }

    @Test
    void aRepeatedFinMayBeTheFirstToArrive() throws Exception {
        byte[] fin = segment(true, 1000, 5000, FIN_ACK, 0);
        Story story = opened(fin, fin);
        assertThat(Told.calls(story, 4)).containsExactly("client: close() or shutdown(SHUT_WR)");
        assertThat(Told.calls(story, 5)).containsExactly("server: recv() will return 0, if it did not before");
    }

    /// RFC 9293 section 3.6: what comes behind CLOSE is answered by a reset, and so nobody reads it.
    @Test
    void dataThatAResetAnswersIsNotRead() throws Exception {
        Story story = opened(segment(true, 1000, 5000, FIN_ACK, 0), segment(false, 5000, 1001, ACK, 0),
                segment(false, 5000, 1001, PSH_ACK, 3), segment(true, 1001, 0, 0x04, 0));
        assertThat(Told.calls(story, 6)).containsExactly("server: send()");
        Story forgotten = opened(segment(true, 1000, 5000, PSH_ACK, 5), segment(false, 5000, 1005, ACK, 0),
                segment(true, 1005, 5000, PSH_ACK, 5), segment(false, 5000, 0, 0x04, 0));
        assertThat(Told.calls(forgotten, 4)).contains("server: recv() can return 5 bytes");
        assertThat(Told.calls(forgotten, 6)).noneMatch(each -> each.startsWith("server"));
        // This reset acknowledges the data: it was there.
        Story received = opened(segment(true, 1000, 5000, PSH_ACK, 5), segment(false, 5000, 1005, 0x14, 0));
        assertThat(Told.calls(received, 4)).contains("server: recv() can return 5 bytes");
    }
}
