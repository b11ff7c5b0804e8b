package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The field names are those of tshark 4.0.17; it has none for Discard.
class ServiceTest {
    @ParameterizedTest
    @CsvSource({"7, echo, echo.data, 48690d0a", "9, discard, discard.data, 48690d0a",
            "13, daytime, daytime.string, Hi\\r\\n", "19, chargen, chargen.data, Hi\\r\\n"})
    void aServiceIsKnownByItsPort(int port, String layer, String field, String value) {
        var d = new DnsBytes().hex("48690d0a").udp(port);
        assertThat(d.layers()).endsWith("udp", layer);
        assertThat(d.get(field)).isEqualTo(value);
        assertThat(d.info()).isEqualTo("Response"); // the port is that of the source
    }
}
