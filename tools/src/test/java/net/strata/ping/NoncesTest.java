package net.strata.ping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class NoncesTest {
    private final Random random = new Random(1);

    @Test
    void aNonceTellsItsNumber() {
        for (int i = 0; i < 1000; i++) {
            var nonces = new Nonces(random.nextLong(), random.nextLong());
            long any = random.nextLong();
            for (long number : new long[]{i, any, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
                assertThat(nonces.number(nonces.nonce(number))).isEqualTo(number);
                assertThat(nonces.nonce(nonces.number(number))).isEqualTo(number);
            }
        }
    }

    @Test
    void nobodyElsesNonceHasANumberThatWasGivenOut() {
        for (int i = 0; i < 1000; i++) {
            long one = random.nextLong();
            long other = random.nextLong();
            var mine = new Nonces(one, other);
            // Of a million probes; by chance it happens once in 2^44 times.
            for (Nonces stranger : new Nonces[]{new Nonces(one ^ 1, other ^ 2), new Nonces(one, other ^ 1L << i % 64),
                    new Nonces(other, one)}) {
                assertThat(mine.number(stranger.nonce(i))).matches(number -> number < 0 || number >= 1 << 20);
            }
            assertThat(mine.number(i)).matches(number -> number < 0 || number >= 1 << 20);
        }
    }

    @Test
    void noncesAreAlikeIfHalfOfTheirBytesAre() {
        assertThat(Nonces.alike(0x0123456789abcdefL, 0x0123456789abcdefL)).isTrue();
        assertThat(Nonces.alike(0x0123456789abcdefL, 0x01ff45ff89ffcdffL)).isTrue();
        assertThat(Nonces.alike(0x0123456789abcdefL, 0x01ff45ff89ffceffL)).isFalse();
        assertThat(Nonces.alike(0x0123456789abcdefL, 0)).isFalse();
    }
}
