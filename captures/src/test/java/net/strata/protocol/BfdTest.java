package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.decode.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values are those of tshark 4.0.17 on the same bytes.
class BfdTest {
    private static Decoded bfd(String flags, int length, String rest) {
        return new DnsBytes().hex("21" + flags + "03").u8(length)
                .hex("0de60837 00000009 000f4240 000493e0 000493e1" + rest).udp(3784);
    }

    @Test
    void aControlPacketTellsStateAndIntervals() {
        var d = bfd("6c", 24, "");
        assertThat(d.layers()).endsWith("udp", "bfd");
        assertThat(d.get("bfd.version")).isEqualTo("1");
        assertThat(d.get("bfd.diag")).isEqualTo("0x01");
        assertThat(d.get("bfd.sta")).isEqualTo("0x01");
        assertThat(d.get("bfd.flags")).isEqualTo("0x6c");
        assertThat(d.get("bfd.flags.p")).isEqualTo("1");
        assertThat(d.get("bfd.flags.f")).isEqualTo("0");
        assertThat(d.get("bfd.flags.c")).isEqualTo("1");
        assertThat(d.get("bfd.flags.a")).isEqualTo("1");
        assertThat(d.get("bfd.detect_time_multiplier")).isEqualTo("3");
        assertThat(d.get("bfd.message_length")).isEqualTo("24");
        assertThat(d.get("bfd.my_discriminator")).isEqualTo("0x0de60837");
        assertThat(d.get("bfd.your_discriminator")).isEqualTo("0x00000009");
        assertThat(d.get("bfd.desired_min_tx_interval")).isEqualTo("1000000");
        assertThat(d.get("bfd.required_min_rx_interval")).isEqualTo("300000");
        assertThat(d.get("bfd.required_min_echo_interval")).isEqualTo("300001");
        assertThat(d.info()).isEqualTo("Diag: Control Detection Time Expired, State: Down, Flags: 0x2c");
    }

    @ParameterizedTest
    @CsvSource({"01 09 02 736563726574, auth.password, secret",
            "02 18 02 00 00000005 01020304050607080910111213141516, auth.seq_num, 0x00000005",
            "02 18 02 00 00000005 01020304050607080910111213141516, checksum, 01020304050607080910111213141516",
            "04 1c 07 00 00000005 0102030405060708091011121314151617181920, auth.key, 7"})
    void authenticationFollows(String hex, String name, String value) {
        var d = bfd("44", 24 + hex.replace(" ", "").length() / 2, hex);
        assertThat(d.get("bfd." + name)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"''", "01", "02 18 02", "05 1c 02 00 00"})
    void authenticationThatBreaksOffIsReadSoFar(String hex) {
        var d = bfd("44", 24 + hex.replace(" ", "").length() / 2, hex);
        assertThat(d.all("bfd.flags.a")).containsExactly("1");
        assertThat(d.problem()).isNull();
    }

    @Test
    void aLengthThatCannotBeIsNoted() {
        assertThat(bfd("40", 23, "").problem()).extracting(Problem::kind).isEqualTo(Problem.Kind.SMALL);
    }
}
