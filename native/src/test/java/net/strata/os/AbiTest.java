package net.strata.os;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import net.strata.Needs;
import net.strata.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every number and layout is that of the C headers of the machine that the test runs on.
final class AbiTest {
    @TempDir
    Path folder = Path.of("");

    private static final String HEADERS = """
            #define _GNU_SOURCE
            #include <stdio.h>
            #include <stddef.h>
            #include <errno.h>
            #include <fcntl.h>
            #include <poll.h>
            #include <pwd.h>
            #include <sched.h>
            #include <time.h>
            #include <sys/eventfd.h>
            #include <sys/prctl.h>
            #include <sys/socket.h>
            #include <sys/time.h>
            #include <sys/un.h>
            #include <linux/in.h>
            #include <linux/in6.h>
            #include <linux/capability.h>
            #include <linux/errqueue.h>
            #include <linux/ethtool.h>
            #include <linux/filter.h>
            #include <linux/icmp.h>
            #include <linux/icmpv6.h>
            #include <linux/if.h>
            #include <linux/ipv6.h>
            #include <linux/if_addr.h>
            #include <linux/if_ether.h>
            #include <linux/if_link.h>
            #include <linux/if_packet.h>
            #include <linux/neighbour.h>
            #include <linux/net_tstamp.h>
            #include <linux/netlink.h>
            #include <linux/rtnetlink.h>
            #include <linux/sockios.h>
            #include <linux/tcp.h>
            #include <linux/udp.h>
            #include <linux/veth.h>
            // Not for programs, but part of the interface all the same (linux/socket.h).
            #define SCM_TIMESTAMPING_SIZE (3 * sizeof(struct timespec))
            #ifndef ICMP6_FILTER
            #define ICMP6_FILTER ICMPV6_FILTER
            #endif
            // From Linux 6.13 on.
            #ifndef SCM_TS_OPT_ID
            #define SCM_TS_OPT_ID 81
            #endif
            #ifndef SCM_CREDENTIALS
            #define SCM_CREDENTIALS 2
            #endif
            """;

    /// What is not called as in C: sizes and offsets.
    private static final Map<String, String> LAYOUT = """
            SIZEOF_SOCKADDR sizeof(struct sockaddr_storage)
            SIZEOF_SOCKADDR_IN sizeof(struct sockaddr_in)
            SIN_PORT offsetof(struct sockaddr_in, sin_port)
            SIN_ADDR offsetof(struct sockaddr_in, sin_addr)
            SIZEOF_SOCKADDR_IN6 sizeof(struct sockaddr_in6)
            SIN6_PORT offsetof(struct sockaddr_in6, sin6_port)
            SIN6_FLOWINFO offsetof(struct sockaddr_in6, sin6_flowinfo)
            SIN6_ADDR offsetof(struct sockaddr_in6, sin6_addr)
            SIN6_SCOPE_ID offsetof(struct sockaddr_in6, sin6_scope_id)
            SIZEOF_SOCKADDR_UN sizeof(struct sockaddr_un)
            SUN_PATH offsetof(struct sockaddr_un, sun_path)
            SIZEOF_SOCKADDR_LL sizeof(struct sockaddr_ll)
            SLL_PROTOCOL offsetof(struct sockaddr_ll, sll_protocol)
            SLL_IFINDEX offsetof(struct sockaddr_ll, sll_ifindex)
            SLL_HATYPE offsetof(struct sockaddr_ll, sll_hatype)
            SLL_PKTTYPE offsetof(struct sockaddr_ll, sll_pkttype)
            SLL_HALEN offsetof(struct sockaddr_ll, sll_halen)
            SLL_ADDR offsetof(struct sockaddr_ll, sll_addr)
            SIZEOF_SOCKADDR_NL sizeof(struct sockaddr_nl)
            NL_PID offsetof(struct sockaddr_nl, nl_pid)
            NL_GROUPS offsetof(struct sockaddr_nl, nl_groups)
            MSG_NAME offsetof(struct msghdr, msg_name)
            MSG_NAMELEN offsetof(struct msghdr, msg_namelen)
            MSG_IOV offsetof(struct msghdr, msg_iov)
            MSG_IOVLEN offsetof(struct msghdr, msg_iovlen)
            MSG_CONTROL offsetof(struct msghdr, msg_control)
            MSG_CONTROLLEN offsetof(struct msghdr, msg_controllen)
            MSG_FLAGS offsetof(struct msghdr, msg_flags)
            SIZEOF_MMSGHDR sizeof(struct mmsghdr)
            MMSG_LEN offsetof(struct mmsghdr, msg_len)
            SIZEOF_IOVEC sizeof(struct iovec)
            IOV_LEN offsetof(struct iovec, iov_len)
            SIZEOF_CMSGHDR CMSG_LEN(0)
            CMSG_LEVEL offsetof(struct cmsghdr, cmsg_level)
            CMSG_TYPE offsetof(struct cmsghdr, cmsg_type)
            SIZEOF_SOCK_EXTENDED_ERR sizeof(struct sock_extended_err)
            EE_ORIGIN offsetof(struct sock_extended_err, ee_origin)
            EE_TYPE offsetof(struct sock_extended_err, ee_type)
            EE_CODE offsetof(struct sock_extended_err, ee_code)
            EE_INFO offsetof(struct sock_extended_err, ee_info)
            EE_DATA offsetof(struct sock_extended_err, ee_data)
            EE_RFC4884_FLAGS offsetof(struct sock_extended_err, ee_rfc4884.flags)
            SIZEOF_SCM_TIMESTAMPING SCM_TIMESTAMPING_SIZE
            SIZEOF_IN_PKTINFO sizeof(struct in_pktinfo)
            IPI_ADDR offsetof(struct in_pktinfo, ipi_addr)
            SIZEOF_IN6_PKTINFO sizeof(struct in6_pktinfo)
            IPI6_IFINDEX offsetof(struct in6_pktinfo, ipi6_ifindex)
            SIZEOF_PACKET_MREQ sizeof(struct packet_mreq)
            MR_TYPE offsetof(struct packet_mreq, mr_type)
            SIZEOF_POLLFD sizeof(struct pollfd)
            POLLFD_EVENTS offsetof(struct pollfd, events)
            POLLFD_REVENTS offsetof(struct pollfd, revents)
            SIZEOF_TIMESPEC sizeof(struct timespec)
            TIMESPEC_NSEC offsetof(struct timespec, tv_nsec)
            SIZEOF_TIMEVAL sizeof(struct timeval)
            TIMEVAL_USEC offsetof(struct timeval, tv_usec)
            SIZEOF_LINGER sizeof(struct linger)
            LINGER_SECONDS offsetof(struct linger, l_linger)
            SIZEOF_SOCK_FPROG sizeof(struct sock_fprog)
            SOCK_FPROG_FILTER offsetof(struct sock_fprog, filter)
            SIZEOF_IP_MREQN sizeof(struct ip_mreqn)
            IP_MREQN_IFINDEX offsetof(struct ip_mreqn, imr_ifindex)
            SIZEOF_IPV6_MREQ sizeof(struct ipv6_mreq)
            IPV6_MREQ_IFINDEX offsetof(struct ipv6_mreq, ipv6mr_ifindex)
            SIZEOF_IN6_FLOWLABEL_REQ sizeof(struct in6_flowlabel_req)
            FLR_LABEL offsetof(struct in6_flowlabel_req, flr_label)
            FLR_ACTION offsetof(struct in6_flowlabel_req, flr_action)
            FLR_SHARE offsetof(struct in6_flowlabel_req, flr_share)
            FLR_FLAGS offsetof(struct in6_flowlabel_req, flr_flags)
            SIZEOF_NLMSGHDR sizeof(struct nlmsghdr)
            NLMSG_TYPE offsetof(struct nlmsghdr, nlmsg_type)
            NLMSG_FLAGS offsetof(struct nlmsghdr, nlmsg_flags)
            NLMSG_SEQ offsetof(struct nlmsghdr, nlmsg_seq)
            SIZEOF_IFINFOMSG sizeof(struct ifinfomsg)
            IFI_TYPE offsetof(struct ifinfomsg, ifi_type)
            IFI_INDEX offsetof(struct ifinfomsg, ifi_index)
            IFI_FLAGS offsetof(struct ifinfomsg, ifi_flags)
            IFI_CHANGE offsetof(struct ifinfomsg, ifi_change)
            STATS_RX_PACKETS offsetof(struct rtnl_link_stats64, rx_packets)
            STATS_TX_PACKETS offsetof(struct rtnl_link_stats64, tx_packets)
            STATS_RX_BYTES offsetof(struct rtnl_link_stats64, rx_bytes)
            STATS_TX_BYTES offsetof(struct rtnl_link_stats64, tx_bytes)
            STATS_RX_ERRORS offsetof(struct rtnl_link_stats64, rx_errors)
            STATS_TX_ERRORS offsetof(struct rtnl_link_stats64, tx_errors)
            STATS_RX_DROPPED offsetof(struct rtnl_link_stats64, rx_dropped)
            STATS_TX_DROPPED offsetof(struct rtnl_link_stats64, tx_dropped)
            STATS_MULTICAST offsetof(struct rtnl_link_stats64, multicast)
            STATS_COLLISIONS offsetof(struct rtnl_link_stats64, collisions)
            STATS_RX_MISSED_ERRORS offsetof(struct rtnl_link_stats64, rx_missed_errors)
            STATS_TX_CARRIER_ERRORS offsetof(struct rtnl_link_stats64, tx_carrier_errors)
            SIZEOF_IFADDRMSG sizeof(struct ifaddrmsg)
            IFA_PREFIXLEN offsetof(struct ifaddrmsg, ifa_prefixlen)
            IFA_FLAGS_8 offsetof(struct ifaddrmsg, ifa_flags)
            IFA_SCOPE offsetof(struct ifaddrmsg, ifa_scope)
            IFA_INDEX offsetof(struct ifaddrmsg, ifa_index)
            IFA_VALID offsetof(struct ifa_cacheinfo, ifa_valid)
            SIZEOF_RTMSG sizeof(struct rtmsg)
            RTM_DST_LEN offsetof(struct rtmsg, rtm_dst_len)
            RTM_SRC_LEN offsetof(struct rtmsg, rtm_src_len)
            RTM_TYPE offsetof(struct rtmsg, rtm_type)
            SIZEOF_NDMSG sizeof(struct ndmsg)
            NDM_IFINDEX offsetof(struct ndmsg, ndm_ifindex)
            NDM_STATE offsetof(struct ndmsg, ndm_state)
            NDM_FLAGS offsetof(struct ndmsg, ndm_flags)
            CAPABILITY_VERSION_3 _LINUX_CAPABILITY_VERSION_3
            SIZEOF_IFREQ sizeof(struct ifreq)
            IFR_IFINDEX offsetof(struct ifreq, ifr_ifindex)
            IFR_DATA offsetof(struct ifreq, ifr_data)
            SIZEOF_ETHTOOL_VALUE sizeof(struct ethtool_value)
            ETHTOOL_DATA offsetof(struct ethtool_value, data)
            SIZEOF_PASSWD sizeof(struct passwd)
            PW_UID offsetof(struct passwd, pw_uid)
            PW_GID offsetof(struct passwd, pw_gid)""".lines().map(line -> line.split(" ", 2))
            .collect(toMap(parts -> parts[0], parts -> parts[1]));

    @Test
    void numbersAndLayoutsAreThoseOfTheHeaders() throws Exception {
        Needs.here().program("gcc");
        // By a C expression each.
        var ours = new LinkedHashMap<String, Integer>();
        for (Field field : Abi.class.getDeclaredFields())
            if (Modifier.isStatic(field.getModifiers()))
                ours.put(LAYOUT.getOrDefault(field.getName(), field.getName()), field.getInt(null));
        for (Option option : Option.values())
            ours.put(option.name(), option.number);
        for (Option.Level level : Option.Level.values())
            ours.put(level.name(), level.number);
        Capability[] capabilities = Capability.values();
        for (int bit = 0; bit < capabilities.length; bit++)
            ours.put(capabilities[bit].toString(), bit);
        for (int number = 1; number < 134; number++) {
            Errno errno = Errno.of(number);
            if (errno.name().startsWith("E")) ours.put(errno.name(), number);
        }
        Map<String, Integer> theirs = compiled(ours.keySet());
        assertThat(theirs.keySet()).isEqualTo(ours.keySet());
        ours.forEach((name, number) -> assertThat(number).as(name).isEqualTo(theirs.get(name)));
        assertThat(ours.keySet()).containsAll(LAYOUT.values());
        assertThat(ours.size()).isGreaterThan(400);
    }

    private Map<String, Integer> compiled(Iterable<String> expressions) throws Exception {
        var program = new StringBuilder(HEADERS).append("int main(void) {\n");
        for (String e : expressions)
            program.append("printf(\"%lld\\t%s\\n\", (long long) (").append(e).append("), \"").append(e)
                    .append("\");\n");
        program.append("return 0;\n}\n");
        Path source = folder.resolve("probe.c");
        Files.writeString(source, program);
        String binary = folder.resolve("probe").toString();
        TestNetwork.run("gcc", "-o", binary, source.toString());
        return TestNetwork.run(binary).lines().map(line -> line.split("\t", 2))
                .collect(toMap(parts -> parts[1], parts -> (int) Long.parseLong(parts[0])));
    }

    @Test
    void otherSystemsAreRefusedInOneLine() {
        assertThat(Linux.refusal("Linux", "amd64")).isNull();
        assertThat(Linux.refusal("Linux", "aarch64")).isNull();
        assertThat(Linux.refusal("Mac OS X", "aarch64")).isEqualTo("sockets need Linux, and this is Mac OS X");
        assertThat(Linux.refusal("Linux", "riscv64"))
                .isEqualTo("sockets need a 64-bit x86 or Arm processor, and this is riscv64");
    }
}
