package net.strata.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.strata.frame.Facts;
import org.junit.jupiter.api.Test;

/// Fragments of 8 bytes and more, of a protocol that is not decoded further (RFC 791 section 3.2).
final class FragmentsTest {
    private static final int EXPERIMENT = 253;
    private static final int LARGEST = 65_535;

    private final Packets packets = new Packets();

    /// What is whole with one more fragment, empty if nothing is.
    private String see(int id, int offset, boolean more, String text) {
        return see(Packets.ip(Packets.LEFT, Packets.RIGHT, EXPERIMENT, id, offset, more,
                text.getBytes(StandardCharsets.US_ASCII)));
    }

    private String see(byte[] packet) {
        Facts f = packets.see(packet);
        return f.rows == 0
                ? ""
                : new String(packets.batch.data, f.wholeAt[0], f.wholeLength[0], StandardCharsets.US_ASCII);
    }

    @Test
    void fragmentsInOrderAreWholeWithTheLast() {
        assertThat(see(1, 0, true, "aaaaaaaa")).isEmpty();
        assertThat(see(1, 8, true, "bbbbbbbb")).isEmpty();
        assertThat(see(1, 16, false, "ccc")).isEqualTo("aaaaaaaabbbbbbbbccc");
    }

    @Test
    void fragmentsInAnyOtherOrderAreWholeWithTheOneThatWasMissing() {
        assertThat(see(1, 16, false, "ccc")).isEmpty();
        assertThat(see(1, 8, true, "bbbbbbbb")).isEmpty();
        assertThat(see(1, 0, true, "aaaaaaaa")).isEqualTo("aaaaaaaabbbbbbbbccc");
        assertThat(see(2, 8, true, "bbbbbbbb")).isEmpty();
        assertThat(see(2, 0, true, "aaaaaaaa")).isEmpty();
        assertThat(see(2, 16, false, "ccc")).isEqualTo("aaaaaaaabbbbbbbbccc");
    }

    @Test
    void aPacketWithAMissingFragmentIsNeverWhole() {
        assertThat(see(1, 0, true, "aaaaaaaa")).isEmpty();
        assertThat(see(1, 16, false, "ccc")).isEmpty();
        assertThat(see(1, 0, true, "aaaaaaaa")).isEmpty();
        assertThat(see(1, 16, false, "ccc")).isEmpty();
    }

    @Test
    void aFragmentSeenTwiceCountsOnce() {
        see(1, 0, true, "aaaaaaaa");
        assertThat(see(1, 0, true, "xxxxxxxx")).isEmpty();
        assertThat(see(1, 8, false, "b")).isEqualTo("aaaaaaaab");
    }

    @Test
    void whereFragmentsOverlapTheFirstKeepsItsBytes() {
        see(1, 8, true, "bbbbbbbb");
        see(1, 0, true, "aaaaaaaaAAAAAAAAAAAAAAAA");
        assertThat(see(1, 16, false, "cccccccccc")).isEqualTo("aaaaaaaabbbbbbbbAAAAAAAAcc");
    }

    @Test
    void packetsAreToldApartByIdentificationAddressesAndProtocol() {
        see(1, 0, true, "aaaaaaaa");
        byte[] end = {'b'};
        assertThat(see(2, 8, false, "b")).isEmpty();
        assertThat(see(Packets.ip(Packets.RIGHT, Packets.LEFT, EXPERIMENT, 1, 8, false, end))).isEmpty();
        assertThat(see(Packets.ip(Packets.LEFT, Packets.RIGHT, EXPERIMENT + 1, 1, 8, false, end))).isEmpty();
        assertThat(see(1, 8, false, "b")).isEqualTo("aaaaaaaab");
    }

    @Test
    void anIdentificationMayBeUsedAgain() {
        see(1, 0, true, "aaaaaaaa");
        see(1, 8, false, "b");
        assertThat(see(1, 8, false, "d")).isEmpty();
        assertThat(see(1, 0, true, "cccccccc")).isEqualTo("ccccccccd");
    }

    /// A packet has at most 65535 bytes (RFC 791 section 3.1): at offset 65528 there is room for 7.
    @Test
    void aFragmentBeyondTheLargestPacketIsLeftOut() {
        String half = "x".repeat(65_528 / 2 / 8 * 8);
        see(1, 0, true, half);
        see(1, half.length(), true, half + "x".repeat(65_528 - 2 * half.length()));
        assertThat(see(1, 65_528, false, "12345678")).isEmpty();
        assertThat(see(1, 65_528, false, "1234567")).hasSize(LARGEST).endsWith("xx1234567");
    }

    /// 512 packets may wait at a time.
    @Test
    void theOldestPacketIsGivenUpWhenTooManyWait() {
        for (int id = 0; id < 513; id++)
            see(id, 0, true, "aaaaaaaa");
        assertThat(see(0, 8, false, "b")).isEmpty();
        assertThat(see(512, 8, false, "b")).isEqualTo("aaaaaaaab");
    }

    @Test
    void aPacketOfOneFragmentEachEightBytesIsWhole() {
        byte[] expected = new byte[LARGEST / 8 * 8];
        String whole = "";
        for (int at = expected.length - 8; at >= 0; at -= 8) {
            byte[] piece = new byte[8];
            Arrays.fill(piece, (byte) ('a' + at / 8 % 26));
            System.arraycopy(piece, 0, expected, at, 8);
            whole = see(1, at, at + 8 < expected.length, new String(piece, StandardCharsets.US_ASCII));
        }
        assertThat(whole).isEqualTo(new String(expected, StandardCharsets.US_ASCII));
    }

    /// Pieces that never touch make no packet, and no more memory than a packet has.
    @Test
    void everySecondFragmentStaysIncomplete() {
        for (int at = 0; at < LARGEST - 16; at += 16)
            assertThat(see(1, at, true, "aaaaaaaa")).isEmpty();
        assertThat(see(1, 65_528, false, "end")).isEmpty();
    }
}
