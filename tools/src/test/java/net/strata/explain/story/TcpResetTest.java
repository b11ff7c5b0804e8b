package net.strata.explain.story;

import static net.strata.explain.story.Told.arrow;
import static net.strata.explain.story.Told.calls;
import static net.strata.explain.story.Told.opened;
import static net.strata.explain.story.Told.segment;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.strata.explain.story.Story.Arrow;
import org.junit.jupiter.api.Test;

/// Resets, and segments of no connection, by RFC 9293 sections 3.5.1 to 3.5.3; errors are Linux's (net/ipv4/tcp_input.c,
/// tcp_reset).
class TcpResetTest {
    private static final int ACK = 0x10;
    private static final int PSH_ACK = 0x18;
    private static final int FIN_ACK = 0x11;
    private static final int RST = 0x04;
    private static final int RST_ACK = 0x14;

    /// In CLOSE-WAIT the end was received: tcp_reset() sets EPIPE there, and recv() keeps returning 0.
    @Test
    void whoeverHasTheFinAlreadyGetsNoConnectionReset() throws Exception {
        byte[] fin = segment(true, 1000, 5000, FIN_ACK, 0);
        Story story = opened(fin, segment(false, 5000, 1001, ACK, 0), segment(true, 1001, 5000, RST_ACK, 0));
        assertThat(calls(story, 6)).containsExactly("client: close() with bytes unread or SO_LINGER 0",
                "server: recv() still returns 0; the next send() fails: EPIPE");
        assertThat(calls(opened(fin, segment(true, 1001, 5000, RST_ACK, 0)), 5))
                .contains(
                        "server: the next call fails: ECONNRESET; if the FIN has come, recv() returns 0 and send() fails: "
                                + "EPIPE");
        assertThat(calls(opened(fin, segment(false, 5000, 1001, RST_ACK, 0)), 5))
                .contains("client: closed before; after shutdown(SHUT_WR) recv() fails: ECONNRESET");
    }

    /// RFC 9293 section 3.5.1, figure 9 and section 3.5.2, group 1: SEQ is the number acknowledged, and there is no ACK.
    @Test
    void aHostWithoutTheConnectionAnswersSo() throws Exception {
        byte[] data = segment(true, 1000, 5000, PSH_ACK, 5);
        Story story = opened(data, segment(false, 5000, 0, RST, 0));
        assertThat(arrow(story, 5).says()).startsWith("The server answers that it has no such connection");
        assertThat(calls(story, 5)).containsExactly("server: no such socket: no call",
                "client: the next call fails: ECONNRESET");
        // With ACK, or with another number, or when nothing was to answer, that is not known.
        for (Story other : List.of(opened(data, segment(false, 5000, 1005, RST_ACK, 0)),
                opened(data, segment(false, 5010, 0, RST, 0)),
                opened(data, segment(false, 5000, 1005, ACK, 0), segment(false, 5000, 0, RST, 0))))
            assertThat(other.arrows().getLast().says()).startsWith("The server breaks the connection off");
    }

    @Test
    void keepAlivesThatNobodyAnsweredAreNamed() throws Exception {
        byte[] probe = segment(true, 999, 5000, ACK, 0);
        byte[] reset = segment(true, 1000, 5000, RST_ACK, 0);
        Story story = opened(probe, probe, probe, reset);
        assertThat(arrow(story, 7).says())
                .startsWith("The client breaks the connection off, after 3 keep-alives that nobody answered");
        assertThat(calls(story, 7).getFirst()).startsWith("client: the next call fails: ETIMEDOUT; or close()");
        Story answered = opened(probe, segment(false, 5000, 1000, ACK, 0), reset);
        assertThat(arrow(answered, 6).says()).doesNotContain("keep-alive");
    }

    @Test
    void aSecondResetEndsNothing() throws Exception {
        byte[] data = segment(true, 1000, 5000, PSH_ACK, 5);
        Story story = opened(data, segment(false, 5000, 0, RST, 0), segment(true, 1005, 5000, PSH_ACK, 5),
                segment(false, 5000, 0, RST, 0), segment(true, 1010, 5000, RST_ACK, 0));
        assertThat(arrow(story, 7).says()).isEqualTo(
                "The server resets once more, as an answer to what has come since: the connection was gone already.");
        assertThat(arrow(story, 8).says()).isEqualTo("The client resets, too: the connection was gone already.");
        assertThat(calls(story, 7)).isEmpty();
        assertThat(calls(story, 8)).isEmpty();
    }

    /// RFC 9293 section 3.5.1, figure 9: a SYN, an ACK of the older connection, a reset with the number of that ACK.
    @Test
    void anOlderConnectionIsForgotten() throws Exception {
        Story story = Told.of(List.of(segment(true, 77777, 0, 0x02, 0), segment(false, 5001, 1006, ACK, 0),
                segment(true, 1006, 0, RST, 0)), "tcp:0");
        assertThat(arrow(story, 2).says()).startsWith("It acknowledges numbers of an older connection");
        assertThat(arrow(story, 3).says()).contains("tells the server to forget that");
        assertThat(Told.says(story, "Handshake")).contains("which it must forget first");
        assertThat(story.summary().getFirst()).doesNotContain("reset the connection");
    }

    /// RFC 9293 section 3.10.7.4: if the ACK bit is off, drop the segment.
    @Test
    void aSegmentWithoutAckIsDropped() throws Exception {
        for (int flags : new int[]{0x00, 0x29, 0x08}) {
            Story story = opened(segment(true, 1000, 0, flags, 5), segment(true, 1000, 5000, PSH_ACK, 5));
            assertThat(arrow(story, 4).says()).startsWith("A segment without ACK").contains("dropped");
            assertThat(arrow(story, 4).calls()).isEmpty();
            assertThat(calls(story, 5)).contains("server: recv() can return 5 bytes");
            assertThat(story.arrows()).extracting(Arrow::says).doesNotContain("");
        }
    }
}
