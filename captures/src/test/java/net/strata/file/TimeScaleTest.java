package net.strata.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeScaleTest {

    @ParameterizedTest
    @CsvSource({"6, 0, 1, 1000", "9, 0, 1, 1", "0, 0, 3, 3000000000", "12, 0, 1999, 1", "3, 2, 5, 2005000000",
            "128, 0, 3, 3000000000", "129, 0, 3, 1500000000", "160, 0, 4294967296, 1000000000",
            "6, -1, 0, -1000000000", "6, 0, -1, 9223372036854775807", "9, 1, 9223372036854775807, 9223372036854775807",
            "6, 9223372036854775807, 5, 9223372036854775807", "6, -9223372036854775808, 5, -9223372036854775807"})
    void resolutionAndOffsetGiveNanoseconds(int resolution, long offset, long stamp, long nanos) {
        assertThat(new TimeScale(resolution, offset).nanos(stamp)).isEqualTo(nanos);
    }

    /// Against exact arithmetic: floor(stamp * 10^9 / unit), at most what a long
    /// holds.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 6, 8, 9, 10, 12, 18, 19, 20, 27, 28, 29, 127, 0x80, 0x81, 0x9f, 0xa0, 0xbf, 0xc0,
            0xc1, 0xd0, 0xff})
    void everyResolutionIsExact(int resolution) {
        BigInteger unit = BigInteger.valueOf((resolution & 0x80) != 0 ? 2 : 10).pow(resolution & 0x7f);
        var scale = new TimeScale(resolution, 0);
        var random = new Random(resolution);
        for (int i = 0; i < 500; i++) {
            long stamp = random.nextLong() >>> random.nextInt(64);
            BigInteger exact = new BigInteger(Long.toUnsignedString(stamp)).multiply(BigInteger.valueOf(1_000_000_000))
                    .divide(unit);
            // Whole seconds from 9223372036 on are the last a long has no room for.
            boolean fits = exact.compareTo(BigInteger.valueOf(9_223_372_036L * 1_000_000_000L)) < 0;
            if (fits) assertThat(scale.nanos(stamp)).as("%d", stamp).isEqualTo(exact.longValueExact());
            else
                assertThat(scale.nanos(stamp)).isGreaterThanOrEqualTo(9_223_372_036L * 1_000_000_000L);
        }
    }
}
