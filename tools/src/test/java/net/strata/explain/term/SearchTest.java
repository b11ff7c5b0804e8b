package net.strata.explain.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.strata.explain.term.Term.EntryFound;
import net.strata.explain.term.Term.Match;
import net.strata.explain.term.Term.Matches;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people who learn type, and the entry that they must get, or get first. Behind it stand others that must be among the
/// first five.
final class SearchTest {
    private static final int FIRST = 5;
    private static final Terms TERMS = new Terms(new Glossary());

    private static List<String> found(String typed) {
        return switch (TERMS.find(typed)) {
            case EntryFound found -> List.of(found.entry().name());
            case Matches found -> found.matches().stream().map(Match::name).limit(FIRST).toList();
            case Term other -> List.of(other.toString());
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            // Names that only a constant has word for word
            "packet loss | packet loss", "ip checksum | checksum", "ip ttl | TTL, IP", "ip mtu | MTU, IP",
            "ip options | options", "tcp congestion | congestion control, TCP", "tcp timestamp | timestamps",
            "ipv6 mtu | IPv6, MTU", "ipv6 header | IPv6", "tcp close | four-way close", "ip header | IP",
            "IP TTL | IP_TTL", "ip_ttl | IP_TTL", "ip ttl option | IP_TTL", "so_reuseaddr | SO_REUSEADDR",
            "TIME WAIT | TIME_WAIT", "tcp nodelay option | TCP_NODELAY", "tcp maxseg | TCP_MAXSEG",
            // The longest names of a text
            "mac address format | MAC address", "mac address vs ip address | MAC address, IP address",
            "mac address ip address difference | MAC address, IP address",
            "non blocking connect | non-blocking, connect",
            "blocking vs non-blocking | non-blocking, blocking", "sliding window protocol | sliding window",
            "tcp three way handshake | three-way handshake, TCP", "port number range | port",
            "what is a subnet mask | subnet", "tcp vs udp | TCP, UDP", "difference between a hub and a router | router",
            "stream socket vs datagram socket | SOCK_DGRAM, SOCK_STREAM", "path mtu discovery explained | path MTU",
            "how does slow start work | congestion control", "sequence number wrap | sequence number",
            "tcp half close shutdown | half close", "big endian little endian | byte order",
            "http keep-alive header | keepalive",
            "socket send buffer full | buffer", "ephemeral port range linux | ephemeral port",
            "sockets and ports | socket, port",
            "udp checksum zero | checksum, UDP", "connection reset by peer | ECONNRESET", "broken pipe | EPIPE",
            "default gateway address | default route", "arp request broadcast | broadcast, ARP",
            // What was missing
            "bandwidth | bandwidth", "throughput | throughput", "latency | round-trip time", "dora | DHCP",
            "max packet size | MTU", "hop count | hop limit", "address family | address family",
            "reliable delivery | reliability", "load balancer | load balancer", "encryption | encryption",
            "https | encryption",
            "keep-alive connection | long-lived connection", "jumbogram | jumbogram",
            // Words that no name has as a whole
            "retransm | retransmission", "fragments reassembled | fragmentation", "join multicast group | multicast",
            "http protocol | HTTP", "TCP协议 | TCP", "TIME_WAIT state | TIME_WAIT",
            // Chinese
            "丢包 | packet loss", "加密 | encryption", "四次握手 | four-way close", "四次挥手 | four-way close",
            "三次握手 | three-way handshake", "为什么是三次握手 | three-way handshake", "TCP三次握手 | three-way handshake, TCP",
            "长连接 | long-lived connection", "短连接 | short-lived connection",
            "长连接和短连接的区别 | long-lived connection, short-lived connection", "同步 | synchronous I/O",
            "同步和异步 | synchronous I/O, asynchronous I/O", "应用层协议 | application layer, protocol",
            "传输层和网络层的区别 | transport layer, network layer", "阻塞和非阻塞 | non-blocking, blocking",
            "IP地址和MAC地址 | MAC address, IP address", "校验和是什么 | checksum", "带宽 | bandwidth", "吞吐量 | throughput",
            "延迟 | round-trip time", "时延和带宽 | round-trip time, bandwidth", "什么是流 | SOCK_STREAM", "流量控制 | sliding window",
            "TCP和UDP的区别 | TCP, UDP", "套接字编程 | socket", "拥塞控制算法 | congestion control", "端口号范围 | port",
            "最大传输单元 | MTU", "地址族 | address family", "可靠传输 | reliability", "丢包重传 | packet loss, retransmission",
            "粘包怎么解决 | sticky packets", "子网掩码的作用 | subnet", "路由器和交换机 | router, switch",
            "滑动窗口协议 | sliding window", "负载均衡 | load balancer", "TCP断开连接 | four-way close"})
    void theFirstIsWhatWasMeant(String typed, String names) {
        List<String> found = found(typed);
        List<String> expected = List.of(names.split(", ", -1));
        assertThat(found.getFirst()).as(typed + ": " + found).isEqualTo(expected.getFirst());
        assertThat(found).containsAll(expected);
    }
}
