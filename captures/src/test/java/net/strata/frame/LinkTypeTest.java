package net.strata.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkTypeTest {

    /// From https://www.tcpdump.org/linktypes.html
    @ParameterizedTest
    @CsvSource({"0, NULL", "1, ETHERNET", "9, PPP", "12, RAW", "14, RAW", "101, RAW", "108, LOOP", "113, LINUX_SLL",
            "127, IEEE802_11_RADIOTAP", "147, USER0", "162, USER15", "228, IPV4", "229, IPV6", "231, DBUS",
            "276, LINUX_SLL2", "289, ATSC_ALP"})
    void namesAreThoseOfTheRegistry(int number, String name) {
        assertThat(LinkType.name(number)).isEqualTo(name);
        assertThat(LinkType.description(number)).isNotEmpty();
    }

    @Test
    void aNumberThatIsNotRegisteredSaysSo() {
        assertThat(LinkType.name(4711)).isEqualTo("UNREGISTERED");
        assertThat(LinkType.name(-2)).isEqualTo("UNREGISTERED");
        assertThat(LinkType.description(208)).isEqualTo("Unregistered link type");
    }

    @Test
    void everyRegisteredNumberHasANameAndADescription() {
        for (int i = 0; i < 400; i++) {
            assertThat(LinkType.name(i)).matches("[A-Z0-9_]+");
            assertThat(LinkType.description(i)).isNotBlank();
        }
    }
}
