package net.strata.session;

import static net.strata.session.Packets.LEFT;
import static net.strata.session.Packets.RIGHT;
import static net.strata.session.Packets.udp;
import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.Facts;
import org.junit.jupiter.api.Test;

final class SessionTest {
    private final Packets packets = new Packets();

    private int stream(byte[] packet) {
        return packets.see(packet).stream[0];
    }

    @Test
    void bothDirectionsAreOneConversation() {
        assertThat(stream(udp(LEFT, 5000, RIGHT, 53))).isZero();
        assertThat(stream(udp(RIGHT, 53, LEFT, 5000))).isZero();
        assertThat(stream(udp(RIGHT, 5000, LEFT, 53))).isEqualTo(1);
        assertThat(stream(udp(LEFT, 53, RIGHT, 5000))).isEqualTo(1);
    }

    @Test
    void oneHostTalkingToItselfIsToldApartByPorts() {
        assertThat(stream(udp(LEFT, 1, LEFT, 2))).isZero();
        assertThat(stream(udp(LEFT, 2, LEFT, 1))).isZero();
        assertThat(stream(udp(LEFT, 1, LEFT, 3))).isEqualTo(1);
    }

    @Test
    void addressesWithTheirHighestBitSetAreInOrderToo() {
        assertThat(stream(udp(0xc0000201, 7, LEFT, 9))).isZero();
        assertThat(stream(udp(LEFT, 9, 0xc0000201, 7))).isZero();
    }

    @Test
    void tcpAndUdpCountTheirConversationsEachForItself() {
        assertThat(stream(udp(LEFT, 40000, RIGHT, 80))).isZero();
        assertThat(stream(Packets.tcp(true, 1, 0, 2, -1))).isZero();
        assertThat(stream(udp(LEFT, 40001, RIGHT, 80))).isEqualTo(1);
    }

    /// Packets are 1000 ns apart.
    @Test
    void timesAreSinceTheFirstAndThePreviousFrameOfTheConversation() {
        Facts first = packets.see(udp(LEFT, 1, RIGHT, 2));
        assertThat(first.sinceFirst[0]).isZero();
        assertThat(first.sincePrevious[0]).isZero();
        packets.see(udp(LEFT, 1, RIGHT, 2));
        packets.see(udp(LEFT, 1, RIGHT, 9));
        Facts third = packets.see(udp(RIGHT, 2, LEFT, 1));
        assertThat(third.sinceFirst[0]).isEqualTo(3000);
        assertThat(third.sincePrevious[0]).isEqualTo(2000);
    }
}
