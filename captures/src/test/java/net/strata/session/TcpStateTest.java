package net.strata.session;

import static net.strata.session.Packets.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.Facts;
import net.strata.protocol.Tcp;
import org.junit.jupiter.api.Test;

final class TcpStateTest {
    private static final int SYN = Tcp.SYN_BIT;
    private static final int ACK = Tcp.ACK_BIT;
    private static final int FIN = Tcp.FIN_BIT;
    private static final int RST = Tcp.RST_BIT;
    private static final boolean RIGHT = true;
    private static final boolean LEFT = false;

    private final Packets packets = new Packets();

    /// What is found out about one more segment, its numbers relative.
    private Seen see(boolean right, int seq, int ack, int flags, int shift) {
        Facts f = packets.see(tcp(right, seq, ack, flags, shift));
        return new Seen(f.stream[0], seq - f.seqBase[0], ack - f.ackBase[0], f.windowShift[0]);
    }

    private Seen see(boolean right, int seq, int ack, int flags) {
        return see(right, seq, ack, flags, -1);
    }

    private record Seen(int stream, int seq, int ack, int shift) {}

    private static Seen numbers(int stream, int seq, int ack, int shift) {
        return new Seen(stream, seq, ack, shift);
    }

    /// RFC 9293 section 3.4: a SYN takes the first number, data starts with the next.
    @Test
    void numbersCountFromTheSyn() {
        int none = Facts.SHIFT_NONE;
        assertThat(see(RIGHT, 1000, 0, SYN)).isEqualTo(numbers(0, 0, 0, none));
        assertThat(see(LEFT, 5000, 1001, SYN | ACK)).isEqualTo(numbers(0, 0, 1, none));
        assertThat(see(RIGHT, 1001, 5001, ACK)).isEqualTo(numbers(0, 1, 1, none));
        assertThat(see(LEFT, 5001, 1101, ACK)).isEqualTo(numbers(0, 1, 101, none));
    }

    @Test
    void numbersWrapAroundAtTheEndOf32Bits() {
        see(RIGHT, -1, 0, SYN);
        assertThat(see(RIGHT, 9, 0, 0).seq()).isEqualTo(10);
    }

    @Test
    void withoutASynTheFirstSegmentSeenHasNumberOne() {
        int unknown = Facts.SHIFT_UNKNOWN;
        assertThat(see(RIGHT, 1000, 5000, ACK)).isEqualTo(numbers(0, 1, 1, unknown));
        assertThat(see(LEFT, 5000, 1010, ACK)).isEqualTo(numbers(0, 1, 11, unknown));
        assertThat(see(RIGHT, 1010, 5005, ACK)).isEqualTo(numbers(0, 11, 6, unknown));
    }

    @Test
    void theSameSynAgainIsARetransmission() {
        see(RIGHT, 1000, 0, SYN);
        assertThat(see(RIGHT, 1000, 0, SYN).stream()).isZero();
        see(LEFT, 5000, 1001, SYN | ACK);
        assertThat(see(LEFT, 5000, 1001, SYN | ACK)).isEqualTo(numbers(0, 0, 1, Facts.SHIFT_NONE));
    }

    @Test
    void anotherSynBetweenTheSamePortsIsAnotherConversation() {
        see(RIGHT, 1000, 0, SYN);
        see(RIGHT, 1001, 0, RST);
        assertThat(see(RIGHT, 7000, 0, SYN)).isEqualTo(numbers(1, 0, 0, Facts.SHIFT_NONE));
        assertThat(see(LEFT, 9000, 7001, SYN | ACK)).isEqualTo(numbers(1, 0, 1, Facts.SHIFT_NONE));
    }

    @Test
    void behindAFinEvenTheSameNumberBeginsAnotherConversation() {
        see(RIGHT, 1000, 0, SYN);
        see(LEFT, 5000, 1001, FIN | ACK);
        assertThat(see(RIGHT, 1000, 0, SYN).stream()).isEqualTo(1);
    }

    /// RFC 7323 section 2.2: both sides must send the option to enable scaling in either direction.
    @Test
    void windowsAreScaledIfBothSidesAsk() {
        see(RIGHT, 1000, 0, SYN, 7);
        see(LEFT, 5000, 1001, SYN | ACK, 3);
        assertThat(see(RIGHT, 1001, 5001, ACK).shift()).isEqualTo(7);
        assertThat(see(LEFT, 5001, 1001, ACK).shift()).isEqualTo(3);
    }

    @Test
    void windowsAreNotScaledIfOneSideDoesNotAsk() {
        see(RIGHT, 1000, 0, SYN, 7);
        see(LEFT, 5000, 1001, SYN | ACK);
        assertThat(see(RIGHT, 1001, 5001, ACK).shift()).isEqualTo(Facts.SHIFT_NONE);
        assertThat(see(LEFT, 5001, 1001, ACK).shift()).isEqualTo(Facts.SHIFT_NONE);
    }

    @Test
    void theShiftOfASideWhoseSynWasNotSeenIsUnknown() {
        see(LEFT, 5000, 1001, SYN | ACK, 3);
        assertThat(see(RIGHT, 1001, 5001, ACK).shift()).isEqualTo(Facts.SHIFT_UNKNOWN);
        assertThat(see(LEFT, 5001, 1001, ACK).shift()).isEqualTo(3);
    }

    /// RFC 7323 section 2.3: a larger shift count is to be taken as 14.
    @Test
    void aShiftAbove14Is14() {
        see(RIGHT, 1000, 0, SYN, 15);
        see(LEFT, 5000, 1001, SYN | ACK, 255);
        assertThat(see(RIGHT, 1001, 5001, ACK).shift()).isEqualTo(14);
        assertThat(see(LEFT, 5001, 1001, ACK).shift()).isEqualTo(14);
    }
}
