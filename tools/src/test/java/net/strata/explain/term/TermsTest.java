package net.strata.explain.term;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import net.strata.explain.term.Term.EntryFound;
import net.strata.explain.term.Term.FieldFound;
import net.strata.explain.term.Term.Match;
import net.strata.explain.term.Term.Matches;
import net.strata.explain.term.Term.None;
import net.strata.explain.term.Term.ValueFound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is found for what people type.
final class TermsTest {
    private static final Terms TERMS = new Terms(new Glossary());

    private static String entry(String typed) {
        return TERMS.find(typed) instanceof EntryFound found ? found.entry().name() : String.valueOf(TERMS.find(typed));
    }

    @ParameterizedTest
    @CsvSource({"SO_REUSEADDR,SO_REUSEADDR", "so_reuseaddr,SO_REUSEADDR", "three-way handshake,three-way handshake",
            "Three Way Handshake,three-way handshake", "time-wait,TIME_WAIT", "TIME WAIT,TIME_WAIT", "recv(),recv",
            "recv(2),recv", "' ttl ',TTL", "sockets,socket", "OSI,OSI", "encapsulation,encapsulation",
            "SOCK_RAW,SOCK_RAW", "IP_HDRINCL,IP_HDRINCL", "AF_UNIX,AF_UNIX", "econnrefused,ECONNREFUSED"})
    void anEntryIsFoundByItsNameHoweverItIsWritten(String typed, String name) {
        assertThat(entry(typed)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"套接字,socket", "粘包,sticky packets", "三次握手,three-way handshake", "四次挥手,four-way close",
            "封装,encapsulation", "解封装,decapsulation", "协议栈,protocol stack", "七层模型,OSI", "传输层,transport layer",
            "网络层,network layer", "端口,port", "半关闭,half close", "缓冲区,buffer", "阻塞,blocking", "非阻塞,non-blocking",
            "超时,timeout", "客户端,client", "服务器,server", "回显,echo", "原始套接字,SOCK_RAW", "数据报,datagram",
            "流,SOCK_STREAM", "字节序,byte order", "校验和,checksum", "滑动窗口,sliding window", "拥塞控制,congestion control",
            "重传,retransmission", "广播,broadcast", "组播,multicast"})
    void anEntryIsFoundByItsChineseName(String typed, String name) {
        assertThat(entry(typed)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"what is a socket,socket", "what does TIME_WAIT mean?,TIME_WAIT", "什么是粘包,sticky packets",
            "粘包是什么,sticky packets"})
    void aQuestionIsAskedByItsWords(String typed, String name) {
        assertThat(entry(typed)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"nodelay,TCP_NODELAY", "tcp.nodelay,TCP_NODELAY", "IPPROTO_TCP.TCP_NODELAY,TCP_NODELAY",
            "reuseaddr,SO_REUSEADDR"})
    void anOptionIsFoundAsItCanBeTypedInACommand(String typed, String name) {
        assertThat(entry(typed)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"tcp.window_size,tcp.window_size", "TCP.Flags.SYN,tcp.flags.syn", "frag_offset,ip.frag_offset",
            "flags.syn,tcp.flags.syn", "hw.type,arp.hw.type"})
    void aFieldIsFoundByItsNameOrTheEndOfIt(String typed, String name) {
        assertThat(TERMS.find(typed)).isInstanceOfSatisfying(FieldFound.class,
                found -> assertThat(found.field().name()).isEqualTo(name));
    }

    @Test
    void aFieldComesWithTheEntriesThatNameIt() {
        assertThat(TERMS.find("tcp.options.mss_val")).isInstanceOfSatisfying(FieldFound.class,
                found -> assertThat(found.entries()).extracting(Entry::name).contains("MSS", "three-way handshake"));
    }

    /// Meanings: IANA, "ICMP Type Numbers" (3, 8), "Protocol Numbers" (17); 0x0806 is ARP's EtherType.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"icmp.type==3|icmp.type|3|Destination unreachable|icmp.type == 3",
            "icmp.type == 3|icmp.type|3|Destination unreachable|icmp.type == 3",
            "ICMP.type = 8|icmp.type|8|Echo (ping) request|icmp.type == 8",
            "icmp.type eq 0x8|icmp.type|8|Echo (ping) request|icmp.type == 8",
            "ip.proto==udp|ip.proto|17|UDP|ip.proto == 17",
            "tcp.flags.syn==1|tcp.flags.syn|1|set|tcp.flags.syn == 1",
            "tcp.flags.syn == not set|tcp.flags.syn|0|not set|tcp.flags.syn == 0",
            "eth.type==0x0806|eth.type|2054|ARP|eth.type == 0x806",
            "proto==6|ip.proto|6|TCP|ip.proto == 6"})
    void aValueIsToldByWhatItsFieldCallsIt(String typed, String field, long number, String meaning, String filter) {
        assertThat(TERMS.find(typed)).isInstanceOfSatisfying(ValueFound.class, found -> {
            assertThat(found.field().name()).isEqualTo(field);
            assertThat(found.number()).isEqualTo(OptionalLong.of(number));
            assertThat(found.meaning()).isEqualTo(meaning);
            assertThat(found.filter()).isEqualTo(filter);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"dns.qry.name == example.org|dns.qry.name == \"example.org\"",
            "http.request.method == \"GET\"|http.request.method == \"GET\"", "ip.id==64|ip.id == 0x40"})
    void aValueWithoutANameIsAFilterAllTheSame(String typed, String filter) {
        assertThat(TERMS.find(typed)).isInstanceOfSatisfying(ValueFound.class, found -> {
            assertThat(found.meaning()).isEmpty();
            assertThat(found.filter()).isEqualTo(filter);
        });
    }

    /// Addresses: RFC 5737, RFC 1918, RFC 1112, RFC 4291 sections 2.5.6 and 2.7.1; 443 is HTTPS' port (RFC 9110 section 4.2.2); 0x12
    /// are the bits 0x10 (ACK) and 0x02 (SYN) of RFC 9293 section 3.1. A window of 0: RFC 9293 section 3.8.6.1; a checksum of 0: RFC 768.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"ip.src==192.0.2.1|ip.src == 192.0.2.1|for documentation",
            "ip.src == 10.0.0.1|ip.src == 10.0.0.1|private", "10.0.0.1|ip.addr == 10.0.0.1|private",
            "192.168.1.1|ip.addr == 192.168.1.1|private", "224.0.0.1|ip.addr == 224.0.0.1|all hosts on this link",
            "8.8.8.8|ip.addr == 8.8.8.8|public", "ff02::1|ipv6.addr == ff02::1|all hosts on this link",
            "fe80::1|ipv6.addr == fe80::1|link-local",
            "eth.dst==ff:ff:ff:ff:ff:ff|eth.dst == ff:ff:ff:ff:ff:ff|all stations",
            "33-33-00-00-00-01|eth.addr == 33-33-00-00-00-01|group", "tcp.dstport==443|tcp.dstport == 443|TLS",
            "ip.ttl==1|ip.ttl == 1|one left", "ip.ttl==64|ip.ttl == 64|many systems begin with",
            "tcp.window_size_value==0|tcp.window_size_value == 0|none now", "udp.checksum==0|udp.checksum == 0x0|none",
            "tcp.flags==0x12|tcp.flags == 0x12|set: Acknowledgment, Syn",
            "tcp.flags==0|tcp.flags == 0x0|no flag is set"})
    void aValueIsToldByWhatItMeansInAnyPacket(String typed, String filter, String meaning) {
        assertThat(TERMS.find(typed)).isInstanceOfSatisfying(ValueFound.class, found -> {
            assertThat(found.filter()).isEqualTo(filter);
            assertThat(found.meaning()).contains(meaning);
        });
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,loopback", "::1,loopback", "0.0.0.0,any address", "255.255.255.255,broadcast"})
    void anAddressWithAnEntryIsThat(String typed, String name) {
        assertThat(entry(typed)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.256", "1.2.3", "10.0.0.1.5", "::1::2", "02:00:00:00:00"})
    void whatIsNoAddressIsNoValue(String typed) {
        assertThat(TERMS.find(typed)).isNotInstanceOf(ValueFound.class);
    }

    @ParameterizedTest
    @CsvSource({"foo.bar==3,there is no field foo.bar", "tcp.windw_size == 0,there is no field tcp.windw_size",
            "xqzzy==3,there is no field xqzzy"})
    void aValueOfNoFieldIsToldSo(String typed, String why) {
        assertThat(TERMS.find(typed)).isInstanceOfSatisfying(None.class, none -> assertThat(none.why()).isEqualTo(why));
    }

    @ParameterizedTest
    @CsvSource({"MTU=1500,MTU", "TCP_NODELAY = 1,TCP_NODELAY", "nodelay=1,TCP_NODELAY"})
    void aValueOfATermIsTheTerm(String typed, String name) {
        assertThat(entry(typed)).isEqualTo(name);
    }

    @Test
    void aValueOfNoFieldComesWithTheFieldThatWasMeant() {
        assertThat(TERMS.find("tcp.windw_size == 0")).isInstanceOfSatisfying(None.class,
                none -> assertThat(none.near()).containsExactly("tcp.window_size"));
        assertThat(TERMS.find("foo.bar")).isInstanceOf(None.class);
    }

    /// ip.ttl has 8 bits.
    @Test
    void aValueThatAFieldCannotHaveIsToldAsTheFilterTellsIt() {
        assertThat(TERMS.find("ip.ttl==256")).isInstanceOfSatisfying(None.class,
                none -> assertThat(none.why()).isEqualTo("256 is too large for ip.ttl: at most 255"));
    }

    @Test
    void aProtocolIsFoundByTheBeginningOfItsFields() {
        assertThat(TERMS.find("ospf")).isInstanceOfSatisfying(EntryFound.class, found -> {
            assertThat(requireNonNull(found.protocol()).layout().prefix()).isEqualTo("ospf");
            assertThat(found.entry().name()).isEqualTo("OSPF");
        });
        assertThat(TERMS.find("tcp")).isInstanceOfSatisfying(EntryFound.class, found -> {
            assertThat(found.protocol()).isNotNull();
            assertThat(found.entry().name()).isEqualTo("TCP");
        });
    }

    private static List<Match> matches(String typed) {
        return TERMS.find(typed) instanceof Matches found ? found.matches() : List.of();
    }

    @Test
    void wordsAreSearchedForInNamesAndTexts() {
        assertThat(matches("recv timeout")).extracting(Match::name).contains("SO_RCVTIMEO", "timeout", "settimeout");
        assertThat(matches("header length")).extracting(Match::name).contains("ip.hdr_len", "tcp.hdr_len");
        assertThat(matches("join multicast")).extracting(Match::name)
                .contains("IP_ADD_MEMBERSHIP");
        assertThat(matches("关闭连接的顺序")).extracting(Match::name).contains("close");
    }

    @Test
    void whatIsCalledAsAWordComesFirst() {
        assertThat(matches("tcp vs udp")).extracting(Match::name).startsWith("TCP", "UDP");
        assertThat(matches("TCP和UDP的区别")).extracting(Match::name).startsWith("TCP", "UDP");
        assertThat(matches("recv timeout")).extracting(Match::name).startsWith("timeout", "recv");
    }

    @Test
    void theOnlyMatchIsTheAnswer() {
        assertThat(entry("ethtool")).isEqualTo("offload");
    }

    @ParameterizedTest
    @CsvSource({"ECONNREFUSE,ECONNREFUSED", "TIME WAIT state,TIME_WAIT", "listen state,LISTEN", "listen socket,listen",
            "the EADDRINUSE error,EADDRINUSE",
            "retransm,retransmission"})
    void aNameThatBeginsSoOrIsSoButForItsSortIsTheAnswer(String typed, String name) {
        assertThat(entry(typed)).isEqualTo(name);
    }

    @Test
    void severalNamesThatBeginSoComeFirst() {
        assertThat(matches("SO_RCVBU")).extracting(Match::name).startsWith("SO_RCVBUF", "SO_RCVBUFFORCE");
    }

    @Test
    void atMostTwentyMatchesAreTold() {
        assertThat(matches("length of")).hasSize(20);
    }

    @ParameterizedTest
    @CsvSource({"SO_REUSEADR,SO_REUSEADDR", "encapsualtion,encapsulation", "tcp.windw_size,tcp.window_size",
            "ECONREFUSED,ECONNREFUSED"})
    void aMistypedNameIsAnsweredByThoseNearIt(String typed, String near) {
        assertThat(TERMS.find(typed)).isInstanceOfSatisfying(None.class,
                none -> assertThat(none.near()).contains(near));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "==", "=3", "tcp==", ".", "..", "\"", "ip.src==", "xqzzy==3", "\u0000", "'", "((",
            "a.b.c.d==1", "粘", "🙂", "tcp.port == {80 443}", "ip.ttl == 99999999999999999999"})
    void anythingMayBeTyped(String typed) {
        assertThat(TERMS.find(typed)).isNotNull();
    }
}
