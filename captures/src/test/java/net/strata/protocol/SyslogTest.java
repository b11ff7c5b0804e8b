package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Expected values are those of tshark 4.0.17 on the same bytes.
class SyslogTest {
    private static Decoded syslog(String text) {
        return new DnsBytes().raw(text.getBytes(StandardCharsets.ISO_8859_1)).udp(514);
    }

    /// The first example of RFC 3164 section 5.4.
    @Test
    void theOldFormHasTimeHostAndTag() {
        var d = syslog("<34>Oct 11 22:14:15 mymachine su: 'su root' failed\0");
        assertThat(d.layers()).endsWith("udp", "syslog");
        assertThat(d.get("syslog.facility")).isEqualTo("4");
        assertThat(d.get("syslog.level")).isEqualTo("2");
        assertThat(d.get("syslog.msg")).isEqualTo("Oct 11 22:14:15 mymachine su: 'su root' failed");
        assertThat(d.get("syslog.timestamp_rfc3164")).isEqualTo("Oct 11 22:14:15");
        assertThat(d.get("syslog.hostname")).isEqualTo("mymachine");
        assertThat(d.get("syslog.procid")).isEqualTo("su");
        assertThat(d.get("syslog.msgid")).isEqualTo(": 'su root' failed");
        assertThat(d.info()).isEqualTo("AUTH.CRIT: Oct 11 22:14:15 mymachine su: 'su root' failed");
    }

    /// After the second example of RFC 5424 section 6.5.
    @Test
    void theNewFormHasAVersion() {
        var d = syslog("<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog 1234 ID47 [a@1 b=\"c\"] hello");
        assertThat(d.get("syslog.facility")).isEqualTo("20");
        assertThat(d.get("syslog.level")).isEqualTo("5");
        assertThat(d.get("syslog.version")).isEqualTo("1");
        assertThat(d.get("syslog.timestamp")).isEqualTo("Oct 11, 2003 22:14:15.003000000 UTC");
        assertThat(d.get("syslog.hostname")).isEqualTo("mymachine.example.com");
        assertThat(d.get("syslog.appname")).isEqualTo("evntslog");
        assertThat(d.get("syslog.procid")).isEqualTo("1234");
        assertThat(d.get("syslog.msgid")).isEqualTo("ID47 [a@1 b=\"c\"] hello");
        assertThat(d.info()).startsWith("LOCAL4.NOTICE: 1 2003-10-11T22:14:15.003Z mymachine");
    }

    @ParameterizedTest
    @CsvSource({"no priority, '', no priority", "<999>x, 124, UNKNOWN.DEBUG: x", "<13x, 1, USER.NOTICE: x",
            "<0>, 0, 'KERN.EMERG: '", "<>x, '', <>x", "<1234>x, 15, 'CRON.ERR: 4>x'"})
    void thePriorityMayBeMissingOrWrong(String text, String facility, String info) {
        var d = syslog(text);
        assertThat(d.get("syslog.facility")).isEqualTo(facility);
        assertThat(d.info()).isEqualTo(info);
    }

    /// A time zone name of old, a hyphen instead of a time, and what breaks off.
    @ParameterizedTest
    @ValueSource(strings = {"<1>1 - - - - - -", "<1>1 ", "<1>1 2003-", "<1>1 x y", "<1>Oct 11 22:14:15 ",
            "<1>Oct 11 22:14:15 host", "<1>Oct 11 22:14:1"})
    void aMessageThatBreaksOffIsReadSoFar(String text) {
        var d = syslog(text);
        assertThat(d.get("syslog.msg")).isEqualTo(text.substring(3));
        assertThat(d.fields()).doesNotContainKey("syslog.timestamp");
    }

    @Test
    void controlCharactersAreEscaped() {
        assertThat(syslog("<1>a\33[2Jb").info()).isEqualTo("KERN.ALERT: a\\x1b[2Jb");
    }
}
