package net.strata.ping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class PayloadTest {
    private static final long NONCE = 0xa1a2a3a4a5a6a7a8L;

    private static byte[] written(Payload payload, int size) {
        ByteBuffer into = ByteBuffer.allocate(size);
        payload.write(size, NONCE, into);
        return into.array();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void theNonceStandsBeforeThePatternWhereThereIsRoom() {
        var counting = new Payload(new byte[0], 300);
        assertThat(hex(written(counting, 12))).isEqualTo("a1a2a3a4a5a6a7a8" + "08090a0b");
        assertThat(hex(written(counting, 8))).isEqualTo("a1a2a3a4a5a6a7a8");
        assertThat(hex(written(counting, 7))).isEqualTo("00010203040506");
        assertThat(written(counting, 300)[299]).isEqualTo((byte) 299);
        assertThat(hex(written(new Payload(new byte[]{1, 2, 3}, 20), 12))).isEqualTo("a1a2a3a4a5a6a7a8" + "03010203");
    }

    @Test
    void anyByteThatDiffersIsFound() {
        for (int size : new int[]{1, 7, 8, 9, 16, 17, 56}) {
            var payload = new Payload(new byte[]{0x5a, 0x11, 7}, 56);
            byte[] sent = written(payload, size);
            ByteBuffer data = ByteBuffer.allocate(3 + size).put(3, sent);
            assertThat(payload.corruption(size, NONCE, data, 3, 3 + size)).isNull();
            for (int i = 0; i < size; i++) {
                data.put(3 + i, (byte) (sent[i] ^ 0x10));
                Corruption corruption = Objects.requireNonNull(payload.corruption(size, NONCE, data, 3, 3 + size));
                assertThat(corruption.first()).isEqualTo(i);
                assertThat(corruption.length()).isEqualTo(size);
                assertThat(corruption.expected(i)).isEqualTo(sent[i] & 0xff);
                assertThat(corruption.got(i)).isEqualTo(sent[i] & 0xff ^ 0x10);
                data.put(3 + i, sent[i]);
            }
        }
    }

    @Test
    void whatIsMissingOrTooMuchIsNotCompared() {
        var payload = new Payload(new byte[0], 56);
        ByteBuffer data = ByteBuffer.allocate(80).put(0, written(payload, 56));
        assertThat(payload.corruption(56, NONCE, data, 0, 80)).isNull();
        assertThat(payload.corruption(56, NONCE, data, 0, 20)).isNull();
        assertThat(payload.corruption(56, NONCE, data, 0, 5)).isNull();
        data.put(19, (byte) 0);
        assertThat(Objects.requireNonNull(payload.corruption(56, NONCE, data, 0, 20)).length()).isEqualTo(20);
        assertThat(payload.corruption(56, NONCE, data, 0, 19)).isNull();
    }

    @Test
    void thePatternInPlaceOfTheNonceIsACorruption() {
        var payload = new Payload(new byte[0], 16);
        ByteBuffer data = ByteBuffer.wrap(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"));
        assertThat(Objects.requireNonNull(payload.corruption(16, NONCE, data, 0, 16)).first()).isZero();
    }
}
