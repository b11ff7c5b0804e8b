package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.strata.wire.Layout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables of header lines.
class HeadersTest {
    @ParameterizedTest
    @ValueSource(strings = {"host host Host", "host host Host: whom it is for [RFC 9110"})
    void aRowThatIsNoneIsNamed(String row) {
        var layout = new Layout("x", "X", "RFC 9110");
        assertThatThrownBy(() -> new Headers(layout, row)).hasMessageContaining(row);
    }
}
