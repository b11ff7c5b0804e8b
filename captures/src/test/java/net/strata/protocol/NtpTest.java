package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values are those of tshark 4.0.17 on the same bytes, where nothing else is said.
class NtpTest {
    private static final String TIMES = "e1234567 80000000 0000000000000000 00000001 40000000 e1234567 ffffffff";

    private static Decoded ntp(String hex) {
        return new DnsBytes().hex(hex).udp(123);
    }

    /// 0xe1234567 - 2208988800 = 1568196327 s after 1970. A clear top bit counts from 2036-02-07 06:28:16 on.
    @Test
    void aServersAnswerHasFourTimes() {
        var d = ntp("24 01 06 ec 00000010 00000020 47505300" + TIMES);
        assertThat(d.layers()).endsWith("udp", "ntp");
        assertThat(d.get("ntp.flags")).isEqualTo("0x24");
        assertThat(d.get("ntp.flags.li")).isEqualTo("0");
        assertThat(d.get("ntp.flags.vn")).isEqualTo("4");
        assertThat(d.get("ntp.flags.mode")).isEqualTo("4");
        assertThat(d.get("ntp.stratum")).isEqualTo("1");
        assertThat(d.get("ntp.ppoll")).isEqualTo("6");
        assertThat(d.get("ntp.precision")).isEqualTo("236");
        assertThat(d.get("ntp.rootdelay")).isEqualTo("16");
        assertThat(d.get("ntp.rootdispersion")).isEqualTo("32");
        assertThat(d.get("ntp.refid")).isEqualTo("47505300");
        assertThat(d.get("ntp.reftime")).isEqualTo("Sep 11, 2019 10:05:27.500000000 UTC");
        assertThat(d.get("ntp.org")).isEqualTo("NULL");
        assertThat(d.get("ntp.rec")).isEqualTo("Feb  7, 2036 06:28:17.250000000 UTC");
        assertThat(d.get("ntp.xmt")).isEqualTo("Sep 11, 2019 10:05:27.999999999 UTC");
        assertThat(d.info()).isEqualTo("NTP Version 4, server, reference GPS");
    }

    /// RFC 5905 section 7.4.
    @Test
    void stratum0IsAKissOfDeath() {
        assertThat(ntp("e4 00 06 ec 00000000 00000000 52415445" + TIMES).info())
                .isEqualTo("NTP Version 4, server, kiss-o'-death RATE");
    }

    @Test
    void extensionsComeBeforeTheAuthenticator() {
        var d = ntp("23 00 06 20" + "00".repeat(44) + "01040024" + "ab".repeat(32) + "02040010" + "cd".repeat(12)
                + "00000001" + "ee".repeat(16));
        assertThat(d.get("ntp.ext.type")).isEqualTo("0x0104,0x0204");
        assertThat(d.get("ntp.ext.length")).isEqualTo("36,16");
        assertThat(d.get("ntp.ext.value")).isEqualTo("ab".repeat(32) + "," + "cd".repeat(12));
        assertThat(d.get("ntp.keyid")).isEqualTo("00000001");
        assertThat(d.get("ntp.mac")).isEqualTo("ee".repeat(16));
        assertThat(d.info()).isEqualTo("NTP Version 4, client");
    }

    @Test
    void aControlMessageReadsTheStatusOfPeers() {
        var d = ntp("16 81 0044 0618 0000 0000 0008 5cbb 961a 5cbc f43a");
        assertThat(d.get("ntp.ctrl.flags2")).isEqualTo("0x81");
        assertThat(d.get("ntp.ctrl.flags2.r")).isEqualTo("1");
        assertThat(d.get("ntp.ctrl.flags2.opcode")).isEqualTo("1");
        assertThat(d.get("ntp.ctrl.sequence")).isEqualTo("68");
        assertThat(d.get("ntp.ctrl.status")).isEqualTo("0x0618,0x961a,0xf43a");
        assertThat(d.get("ntp.ctrl.sys_status.clksrc")).isEqualTo("6");
        assertThat(d.get("ntp.ctrl.sys_status.count")).isEqualTo("1");
        assertThat(d.get("ntp.ctrl.sys_status.code")).isEqualTo("8");
        assertThat(d.get("ntp.ctrl.associd")).isEqualTo("0,23739,23740");
        assertThat(d.get("ntp.ctrl.peer_status.reach")).isEqualTo("1,1");
        assertThat(d.get("ntp.ctrl.peer_status.selection")).isEqualTo("6,4");
        assertThat(d.info()).isEqualTo("NTP Version 2, control");
    }

    @Test
    void aPrivateMessageHasAHeaderOfItsOwn() {
        var d = ntp("97 00 03 2a 0001 0048");
        assertThat(d.get("ntp.priv.flags.r")).isEqualTo("1");
        assertThat(d.get("ntp.flags.vn")).isEqualTo("2");
        assertThat(d.get("ntp.flags.mode")).isEqualTo("7");
        assertThat(d.get("ntp.priv.impl")).isEqualTo("3");
        assertThat(d.get("ntp.priv.reqcode")).isEqualTo("42");
        assertThat(d.get("ntp.priv.numitems")).isEqualTo("1");
        assertThat(d.get("ntp.priv.itemsize")).isEqualTo("72");
        assertThat(d.info()).isEqualTo("NTP Version 2, private");
    }

    @ParameterizedTest
    @CsvSource({"23", "2301", "2301 06ec", "1681", "1681 0044 0618 0000 0000 ffff 5c", "1784"})
    void aMessageThatBreaksOffIsReadSoFar(String hex) {
        assertThat(ntp(hex).all("ntp.flags.mode")).hasSize(1);
    }
}
