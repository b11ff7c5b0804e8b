package net.strata.explain.story;

import static net.strata.explain.story.Told.arrow;
import static net.strata.explain.story.Told.calls;
import static net.strata.explain.story.Told.opened;
import static net.strata.explain.story.Told.segment;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.strata.explain.story.Story.Mark;
import org.junit.jupiter.api.Test;

/// Segments that come again, and why. Frames are a millisecond apart; numbers of packets of a sample are tshark 4.0.17's.
class TcpRepeatsTest {
    private static final int ACK = 0x10;
    private static final int PSH_ACK = 0x18;

    private static Story asked(int duplicates, int pause) throws Exception {
        byte[] lost = segment(true, 1000, 5000, ACK, 10);
        byte[] asks = segment(false, 5000, 1000, ACK, 0);
        var frames = new ArrayList<byte[]>(List.of(lost, segment(true, 1010, 5000, ACK, 10)));
        for (int i = 0; i < duplicates; i++)
            frames.add(asks);
        for (int i = 0; i < pause; i++)
            frames.add(segment(true, 1020 + i, 5000, ACK, 1));
        frames.add(lost);
        frames.add(lost);
        return opened(frames.toArray(byte[][]::new));
    }

    /// RFC 5681 section 3.2: the third duplicate ACK asks, and once; what is lost again waits for the timer. The third of
    /// three ACKs with the number of the handshake's is its third duplicate.
    @Test
    void threeDuplicateAcksAskOnceAndSoon() throws Exception {
        assertThat(arrow(asked(3, 0), 9).says()).contains("3 duplicate ACKs asked for it");
        assertThat(arrow(asked(3, 0), 10).says()).contains("nothing new was acknowledged in time");
        assertThat(arrow(asked(2, 0), 8).says()).contains("nothing new was acknowledged in time");
        // 30 ms behind the last duplicate ACK: tshark calls that no fast retransmission either (its bound is 20 ms).
        assertThat(arrow(asked(3, 30), 39).says()).contains("nothing new was acknowledged in time");
    }

    /// tshark: packet 93 repeats bytes 40545 to 41992 like 87 does, and packet 92 has SACK up to 60002: the FIN, packet 91.
    @Test
    void aRepeatIsLostIfWhatWasSentBehindItArrived() throws Exception {
        Story story = Told.of("tcp-loss-sender.pcapng", "tcp:0");
        assertThat(arrow(story, 93).says()).contains("Bytes 40545 to 41992",
                "the repeat in packet 87 was lost as well");
        assertThat(arrow(story, 87).says()).contains("3 duplicate ACKs asked for it");
    }

    @Test
    void aRepeatMayHaveNewBytesAtItsEnd() throws Exception {
        Story story = opened(segment(true, 1000, 5000, PSH_ACK, 10), segment(true, 1000, 5000, PSH_ACK, 15),
                segment(false, 5000, 1015, ACK, 0), segment(true, 1000, 5000, PSH_ACK, 18));
        assertThat(arrow(story, 5).says()).startsWith("Bytes 1 to 10 again, with bytes 11 to 15 new behind");
        assertThat(calls(story, 5)).containsExactly("client: send(), or more of an earlier one",
                "server: recv() can return this, if it did not before");
        assertThat(calls(story, 7)).containsExactly("client: send(), or more of an earlier one",
                "server: recv() can return 3 bytes");
        assertThat(story.summary().getFirst()).startsWith("The client sent 18 bytes");
    }

    @Test
    void sameNumbersAreNotTheSameBytes() throws Exception {
        byte[] one = segment(true, 1000, 5000, PSH_ACK, 10);
        byte[] other = one.clone();
        other[other.length - 1] = 1;
        assertThat(arrow(opened(one, other), 5).says()).contains("but with other content");
        assertThat(arrow(opened(one, one), 5).says()).doesNotContain("content", "the same");
        assertThat(arrow(opened(one, other), 5).marks()).contains(Mark.RETRANSMISSION);
    }

    /// A call may give more than one segment takes, and Linux sets PSH within one as well.
    @Test
    void onlyTheFirstDataIsSurelyTheBeginningOfACall() throws Exception {
        Story story = Told.of("tcp-zero-window.pcapng", "tcp:0");
        assertThat(story.arrows().stream().filter(a -> a.from() == 0).flatMap(a -> a.calls().stream())
                .map(Story.Call::text).filter("send()"::equals)).hasSize(1);
        Story late = Told.of(List.of(segment(true, 7000, 5000, PSH_ACK, 5), segment(false, 5000, 7005, ACK, 0)),
                "tcp:0");
        assertThat(calls(late, 1)).contains("client: send(), or more of an earlier one");
    }
}
