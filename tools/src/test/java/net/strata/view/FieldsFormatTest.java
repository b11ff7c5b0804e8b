package net.strata.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.strata.frame.Batch;
import net.strata.frame.LinkType;
import net.strata.session.Session;
import net.strata.wire.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The settings of tshark's `-E`, see tshark(1).
final class FieldsFormatTest {
    /// IPv4 with the addresses 10.0.0.1 and 10.0.0.2, and a protocol for experiments (RFC 3692).
    private static final byte[] PACKET = {0x45, 0, 0, 20, 0, 0, 0, 0, 64, (byte) 253, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2};

    private static String shown(FieldsFormat format) {
        var view = new FieldsView(List.of("ip.addr", "tcp.port", "ip.ttl"), format, false);
        var batch = new Batch(64);
        System.arraycopy(PACKET, 0, batch.data, 0, PACKET.length);
        batch.used = PACKET.length;
        batch.add(0, PACKET.length, PACKET.length, 0, 9, LinkType.IPV4, 0);
        new Session().see(batch);
        var out = new Text(64);
        view.head(out);
        view.frame(batch, 0, out);
        return out.toString();
    }

    @Test
    void withoutSettingsATabIsBetweenFieldsAndACommaBetweenValues() {
        assertThat(shown(FieldsFormat.DEFAULT)).isEqualTo("10.0.0.1,10.0.0.2\t\t64\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"header=n|10.0.0.1,10.0.0.2 TAB TAB 64",
            "occurrence=f|10.0.0.1 TAB TAB 64",
            "occurrence=l|10.0.0.2 TAB TAB 64", "occurrence=a|10.0.0.1,10.0.0.2 TAB TAB 64",
            "separator=;|10.0.0.1,10.0.0.2;;64", "separator=/t|10.0.0.1,10.0.0.2 TAB TAB 64",
            "separator=/s|10.0.0.1,10.0.0.2 SP SP 64", "aggregator=/s|10.0.0.1 SP 10.0.0.2 TAB TAB 64",
            "aggregator=+|10.0.0.1+10.0.0.2 TAB TAB 64", "quote=n|10.0.0.1,10.0.0.2 TAB TAB 64",
            "quote=d|\"10.0.0.1,10.0.0.2\" TAB TAB \"64\"", "quote=s|'10.0.0.1,10.0.0.2' TAB TAB '64'"})
    void aSettingChangesOneThing(String setting, String line) {
        assertThat(shown(FieldsFormat.DEFAULT.with(setting)))
                .isEqualTo(line.replace(" ", "").replace("TAB", "\t").replace("SP", " ") + "\n");
    }

    @Test
    void theHeaderHasTheNamesOfTheFields() {
        assertThat(shown(FieldsFormat.DEFAULT.with("header=y").with("separator=,").with("occurrence=f")))
                .isEqualTo("ip.addr,tcp.port,ip.ttl\n10.0.0.1,,64\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "header", "header=", "header=x", "occurrence=x", "separator=", "aggregator=", "quote=x",
            "colour=y", "=y"})
    void anyOtherSettingIsToldInOneLine(String setting) {
        assertThatThrownBy(() -> FieldsFormat.DEFAULT.with(setting)).isInstanceOf(IllegalArgumentException.class)
                .message().isNotBlank().doesNotContain("\n");
    }
}
