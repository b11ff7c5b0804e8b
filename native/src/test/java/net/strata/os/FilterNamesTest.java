package net.strata.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing that libpcap would ask a name server about gets to it.
final class FilterNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"host www.example.com", "host example", "src example", "tcp and dst host example",
            "host \\tcp", "net loopback", "net example", "gateway example", "host 1.2.3.4 and example",
            "host 1.2.3.4 or (5.6.7.8 and not example)", "ether host example", "ether src example", "host 1.2.3.4.5",
            "host 10.0.0.1x", "host be:ef", "host fe80::1::x", "host:example", "src net 10/8 or example",
            "port 80 and host example", "ip host example", "(host example)", "!host example", "host 0x1g",
            "host aa-bb-cc-dd-ee-ff-00", "host abc", "arp host example", "host HOST", "host $1x", "wlan addr1 example"})
    void aNameOfAHostOrNetworkIsRefused(String text) {
        assertThat(FilterNames.refusal(text)).isEqualTo("names are not resolved, give an address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcpp", "tcp prt 80", "example", "tcp and example", "len > x", "vlan example"})
    void aWordThatIsNoKeywordIsASyntaxError(String text) {
        assertThat(FilterNames.refusal(text)).isEqualTo("syntax error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tcp", "port http", "port http or https", "tcp port (http or https)",
            "portrange ftp-ssh",
            "ip proto \\tcp", "ip proto tcp or udp", "ip protochain ospf", "host 10.0.0.1", "host 0x0a000001", "net 10",
            "net 10.0.0.0/8", "net 10.0.0.0 mask 255.0.0.0", "src or dst host 224.0.0.5", "host ::", "host fe80::1",
            "host 1:2:3:4:5:6:7:8", "host 1:2:3:4:5:6:1.2.3.4", "host ::ffff:1.2.3.4", "net fe80::/10",
            "ether host 00:11:22:33:44:55", "ether host 0-1-2-3-4-5", "ether host 0.1.2.3.4.5",
            "ether host 0011.2233.4455", "ether host 001122334455", "ether proto \\ip6", "decnet src $1f",
            "tcp[tcpflags] & (tcp-syn|tcp-ack) != 0", "ip[0:2] = 0xff", "icmp[icmptype] == icmp-echo",
            "wlan type mgt subtype beacon", "type mgt or type ctl", "dir fromds", "llc s and llc u", "ifname eth0",
            "reason match and action pass", "not tcp and (udp or !arp)"})
    void allElseIsForLibpcapToJudge(String text) {
        assertThat(FilterNames.refusal(text)).isNull();
    }
}
