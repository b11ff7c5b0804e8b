package net.strata.os;

/// Numbers and structure layouts of Linux's C headers, under their names there; a layout's field is its offset in bytes.
///
/// They are those of x86-64 and of 64-bit Arm, where all of these are alike. A test compiles a C program against the
/// headers and compares every one. Options have their numbers in [Option], failures in [Errno].
///
/// Meant for `import static`, so that calls read as in C: `socket(AF_INET, SOCK_STREAM, 0)`.
public final class Abi {
    /// Families of addresses (address_families(7)).
    public static final int AF_UNSPEC = 0;
    public static final int AF_UNIX = 1;
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;
    public static final int AF_NETLINK = 16;
    public static final int AF_PACKET = 17;

    /// Types of sockets (socket(2)).
    public static final int SOCK_STREAM = 1;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_RAW = 3;
    public static final int SOCK_SEQPACKET = 5;
    /// Or-ed to a type, or given to accept4: calls do not wait.
    public static final int SOCK_NONBLOCK = 0x800;
    static final int SOCK_CLOEXEC = 0x80000;

    /// Protocols above IP (protocols(5)), and for [#AF_INET] and [#AF_INET6] those of sockets.
    public static final int IPPROTO_IP = 0;
    public static final int IPPROTO_ICMP = 1;
    public static final int IPPROTO_IGMP = 2;
    public static final int IPPROTO_TCP = 6;
    public static final int IPPROTO_UDP = 17;
    public static final int IPPROTO_IPV6 = 41;
    public static final int IPPROTO_ICMPV6 = 58;
    /// A raw socket that only sends, whole IP packets (raw(7)).
    public static final int IPPROTO_RAW = 255;

    /// EtherTypes (packet(7)). As the protocol of a packet socket they are in network byte order: see [Socket#htons].
    public static final int ETH_P_ALL = 0x0003;
    public static final int ETH_P_IP = 0x0800;
    public static final int ETH_P_ARP = 0x0806;
    public static final int ETH_P_IPV6 = 0x86dd;
    /// Where a packet socket's packet went (packet(7), `sll_pkttype`).
    public static final int PACKET_HOST = 0;
    public static final int PACKET_BROADCAST = 1;
    public static final int PACKET_MULTICAST = 2;
    public static final int PACKET_OTHERHOST = 3;
    public static final int PACKET_OUTGOING = 4;
    /// What a membership of a packet socket has an interface pass up (packet(7)).
    static final int PACKET_MR_ALLMULTI = 2;

    /// The netlink protocol of routes, links and addresses (rtnetlink(7)).
    public static final int NETLINK_ROUTE = 0;

    /// What [Socket#shutdown] ends (shutdown(2)).
    public static final int SHUT_RD = 0;
    public static final int SHUT_WR = 1;
    public static final int SHUT_RDWR = 2;

    /// Flags of the send and recv calls, and of what they received (send(2), recv(2)).
    public static final int MSG_OOB = 0x1;
    public static final int MSG_PEEK = 0x2;
    public static final int MSG_DONTROUTE = 0x4;
    public static final int MSG_CTRUNC = 0x8;
    public static final int MSG_TRUNC = 0x20;
    public static final int MSG_DONTWAIT = 0x40;
    public static final int MSG_EOR = 0x80;
    public static final int MSG_WAITALL = 0x100;
    public static final int MSG_CONFIRM = 0x800;
    public static final int MSG_ERRQUEUE = 0x2000;
    public static final int MSG_NOSIGNAL = 0x4000;
    public static final int MSG_MORE = 0x8000;
    public static final int MSG_WAITFORONE = 0x10000;

    /// Events of [Poll] (poll(2)).
    public static final int POLLIN = 0x1;
    public static final int POLLPRI = 0x2;
    public static final int POLLOUT = 0x4;
    public static final int POLLERR = 0x8;
    public static final int POLLHUP = 0x10;
    public static final int POLLNVAL = 0x20;
    public static final int POLLRDHUP = 0x2000;

    /// Values of IP_MTU_DISCOVER and IPV6_MTU_DISCOVER (ip(7)).
    public static final int IP_PMTUDISC_DONT = 0;
    public static final int IP_PMTUDISC_WANT = 1;
    public static final int IP_PMTUDISC_DO = 2;
    public static final int IP_PMTUDISC_PROBE = 3;
    public static final int IP_PMTUDISC_INTERFACE = 4;
    public static final int IP_PMTUDISC_OMIT = 5;

    /// Leases of flow labels (IPV6_FLOWLABEL_MGR, linux/in6.h).
    static final int SIZEOF_IN6_FLOWLABEL_REQ = 32;
    static final int FLR_LABEL = 16;
    static final int FLR_ACTION = 20;
    static final int FLR_SHARE = 21;
    static final int FLR_FLAGS = 22;
    static final int IPV6_FL_A_GET = 0;
    static final int IPV6_FL_F_CREATE = 1;
    static final int IPV6_FL_S_ANY = 255;

    /// Values of SO_TIMESTAMPING (Linux, Documentation/networking/timestamping.rst).
    public static final int SOF_TIMESTAMPING_TX_HARDWARE = 1 << 0;
    public static final int SOF_TIMESTAMPING_TX_SOFTWARE = 1 << 1;
    public static final int SOF_TIMESTAMPING_RX_HARDWARE = 1 << 2;
    public static final int SOF_TIMESTAMPING_RX_SOFTWARE = 1 << 3;
    public static final int SOF_TIMESTAMPING_SOFTWARE = 1 << 4;
    public static final int SOF_TIMESTAMPING_RAW_HARDWARE = 1 << 6;
    public static final int SOF_TIMESTAMPING_OPT_ID = 1 << 7;
    public static final int SOF_TIMESTAMPING_TX_SCHED = 1 << 8;
    public static final int SOF_TIMESTAMPING_TX_ACK = 1 << 9;
    public static final int SOF_TIMESTAMPING_OPT_CMSG = 1 << 10;
    public static final int SOF_TIMESTAMPING_OPT_TSONLY = 1 << 11;
    public static final int SOF_TIMESTAMPING_OPT_PKTINFO = 1 << 13;

    /// Levels of control messages (cmsg(3)); those of the Internet protocols are their `IPPROTO_` numbers.
    public static final int SOL_SOCKET = 1;
    public static final int SOL_PACKET = 263;
    /// Types of control messages at level [#SOL_SOCKET]; elsewhere they have the names of options.
    public static final int SCM_CREDENTIALS = 2;
    public static final int SCM_TIMESTAMP = 29;
    public static final int SCM_TIMESTAMPNS = 35;
    public static final int SCM_TIMESTAMPING = 37;
    static final int SCM_TS_OPT_ID = 81;
    /// At level [#SOL_SOCKET], from a unix socket: descriptors.
    static final int SCM_RIGHTS = 1;
    static final int MSG_CMSG_CLOEXEC = 0x40000000;
    /// At level [#SOL_PACKET].
    public static final int PACKET_TX_TIMESTAMP = 16;

    /// Where an entry of the error queue comes from (linux/errqueue.h).
    public static final int SO_EE_ORIGIN_NONE = 0;
    public static final int SO_EE_ORIGIN_LOCAL = 1;
    public static final int SO_EE_ORIGIN_ICMP = 2;
    public static final int SO_EE_ORIGIN_ICMP6 = 3;
    public static final int SO_EE_ORIGIN_TIMESTAMPING = 4;
    public static final int SO_EE_ORIGIN_ZEROCOPY = 5;
    public static final int SO_EE_ORIGIN_TXTIME = 6;
    static final int SO_EE_RFC4884_FLAG_INVALID = 1;
    /// Which moment a transmit stamp is of (linux/errqueue.h).
    public static final int SCM_TSTAMP_SND = 0;
    public static final int SCM_TSTAMP_SCHED = 1;
    public static final int SCM_TSTAMP_ACK = 2;

    static final int F_GETFL = 3;
    static final int F_SETFL = 4;
    static final int F_DUPFD_CLOEXEC = 1030;
    static final int O_RDONLY = 0;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int EFD_NONBLOCK = 0x800;
    static final int EFD_CLOEXEC = 0x80000;
    static final int CLONE_NEWNET = 0x40000000;

    /// As long as any address (`struct sockaddr_storage`).
    static final int SIZEOF_SOCKADDR = 128;
    static final int SIZEOF_SOCKADDR_IN = 16;
    static final int SIN_PORT = 2;
    static final int SIN_ADDR = 4;
    static final int SIZEOF_SOCKADDR_IN6 = 28;
    static final int SIN6_PORT = 2;
    static final int SIN6_FLOWINFO = 4;
    static final int SIN6_ADDR = 8;
    static final int SIN6_SCOPE_ID = 24;
    static final int SIZEOF_SOCKADDR_UN = 110;
    static final int SUN_PATH = 2;
    static final int SIZEOF_SOCKADDR_LL = 20;
    static final int SLL_PROTOCOL = 2;
    static final int SLL_IFINDEX = 4;
    static final int SLL_HATYPE = 8;
    static final int SLL_PKTTYPE = 10;
    static final int SLL_HALEN = 11;
    static final int SLL_ADDR = 12;
    static final int SIZEOF_SOCKADDR_NL = 12;
    static final int NL_PID = 4;
    static final int NL_GROUPS = 8;

    /// Messages (sendmsg(2), sendmmsg(2), cmsg(3)).
    static final int MSG_NAME = 0;
    static final int MSG_NAMELEN = 8;
    static final int MSG_IOV = 16;
    static final int MSG_IOVLEN = 24;
    static final int MSG_CONTROL = 32;
    static final int MSG_CONTROLLEN = 40;
    static final int MSG_FLAGS = 48;
    static final int SIZEOF_MMSGHDR = 64;
    static final int MMSG_LEN = 56;
    static final int SIZEOF_IOVEC = 16;
    static final int IOV_LEN = 8;
    static final int SIZEOF_CMSGHDR = 16;
    static final int CMSG_LEVEL = 8;
    static final int CMSG_TYPE = 12;
    static final int SIZEOF_SOCK_EXTENDED_ERR = 16;
    static final int EE_ORIGIN = 4;
    static final int EE_TYPE = 5;
    static final int EE_CODE = 6;
    static final int EE_INFO = 8;
    static final int EE_DATA = 12;
    static final int EE_RFC4884_FLAGS = 14;
    static final int SIZEOF_SCM_TIMESTAMPING = 48;
    static final int SIZEOF_IN_PKTINFO = 12;
    static final int IPI_ADDR = 8;
    static final int SIZEOF_IN6_PKTINFO = 20;
    static final int IPI6_IFINDEX = 16;

    static final int SIZEOF_POLLFD = 8;
    static final int POLLFD_EVENTS = 4;
    static final int POLLFD_REVENTS = 6;
    static final int SIZEOF_TIMESPEC = 16;
    static final int TIMESPEC_NSEC = 8;
    static final int SIZEOF_TIMEVAL = 16;
    static final int TIMEVAL_USEC = 8;
    static final int SIZEOF_LINGER = 8;
    static final int LINGER_SECONDS = 4;
    static final int SIZEOF_SOCK_FPROG = 16;
    static final int SOCK_FPROG_FILTER = 8;
    static final int SIZEOF_IP_MREQN = 12;
    static final int IP_MREQN_IFINDEX = 8;
    static final int SIZEOF_PACKET_MREQ = 16;
    static final int MR_TYPE = 4;
    static final int SIZEOF_IPV6_MREQ = 20;
    static final int IPV6_MREQ_IFINDEX = 16;

    /// Netlink messages (netlink(7)).
    static final int SIZEOF_NLMSGHDR = 16;
    static final int NLMSG_TYPE = 4;
    static final int NLMSG_FLAGS = 6;
    static final int NLMSG_SEQ = 8;
    static final int NLMSG_ERROR = 2;
    static final int NLMSG_DONE = 3;
    static final int NLM_F_REQUEST = 0x1;
    static final int NLM_F_ACK = 0x4;
    static final int NLM_F_DUMP_INTR = 0x10;
    static final int NLM_F_EXCL = 0x200;
    static final int NLM_F_CREATE = 0x400;
    static final int NLM_F_DUMP = 0x300;
    /// Without the bits of an attribute's type that are no part of its number.
    static final int NLA_TYPE_MASK = ~0xc000;
    static final int RTM_NEWLINK = 16;
    static final int RTM_DELLINK = 17;
    static final int RTM_GETLINK = 18;
    static final int RTM_NEWADDR = 20;
    static final int RTM_GETADDR = 22;
    static final int RTM_GETROUTE = 26;
    static final int RTM_GETNEIGH = 30;

    /// Links (rtnetlink(7)).
    static final int SIZEOF_IFINFOMSG = 16;
    static final int IFI_TYPE = 2;
    static final int IFI_INDEX = 4;
    static final int IFI_FLAGS = 8;
    static final int IFLA_ADDRESS = 1;
    static final int IFLA_IFNAME = 3;
    static final int IFLA_MTU = 4;
    static final int IFLA_LINK = 5;
    static final int IFLA_QDISC = 6;
    static final int IFLA_MASTER = 10;
    static final int IFLA_TXQLEN = 13;
    static final int IFLA_OPERSTATE = 16;
    static final int IFLA_LINKINFO = 18;
    static final int IFLA_IFALIAS = 20;
    static final int IFLA_STATS64 = 23;
    static final int IFLA_NET_NS_FD = 28;
    static final int IFLA_PROMISCUITY = 30;
    static final int IFLA_INFO_KIND = 1;
    static final int IFLA_INFO_DATA = 2;
    static final int IFI_CHANGE = 12;
    static final int VETH_INFO_PEER = 1;
    static final int STATS_RX_PACKETS = 0;
    static final int STATS_TX_PACKETS = 8;
    static final int STATS_RX_BYTES = 16;
    static final int STATS_TX_BYTES = 24;
    static final int STATS_RX_ERRORS = 32;
    static final int STATS_TX_ERRORS = 40;
    static final int STATS_RX_DROPPED = 48;
    static final int STATS_TX_DROPPED = 56;
    static final int STATS_MULTICAST = 64;
    static final int STATS_COLLISIONS = 72;
    static final int STATS_RX_MISSED_ERRORS = 120;
    static final int STATS_TX_CARRIER_ERRORS = 136;
    static final int IFNAMSIZ = 16;
    /// By name (netdevice(7)).
    static final int SIOCGIFINDEX = 0x8933;
    static final int SIOCETHTOOL = 0x8946;
    static final int SIZEOF_IFREQ = 40;
    static final int IFR_IFINDEX = 16;
    static final int IFR_DATA = 16;
    static final int IFF_UP = 0x1;
    static final int IFF_LOOPBACK = 0x8;

    /// What an interface does in the kernel's place, on or off (linux/ethtool.h).
    static final int ETHTOOL_GLINK = 0x0a;
    static final int ETHTOOL_SRXCSUM = 0x15;
    static final int ETHTOOL_STXCSUM = 0x17;
    static final int ETHTOOL_SSG = 0x19;
    static final int ETHTOOL_STSO = 0x1f;
    static final int ETHTOOL_SGSO = 0x24;
    static final int ETHTOOL_SGRO = 0x2c;
    static final int SIZEOF_ETHTOOL_VALUE = 8;
    static final int ETHTOOL_DATA = 4;

    /// Addresses of links (rtnetlink(7)).
    static final int SIZEOF_IFADDRMSG = 8;
    static final int IFA_PREFIXLEN = 1;
    static final int IFA_FLAGS_8 = 2;
    static final int IFA_SCOPE = 3;
    static final int IFA_INDEX = 4;
    static final int IFA_ADDRESS = 1;
    static final int IFA_LOCAL = 2;
    static final int IFA_LABEL = 3;
    static final int IFA_BROADCAST = 4;
    static final int IFA_CACHEINFO = 6;
    static final int IFA_FLAGS = 8;
    static final int IFA_F_NODAD = 0x2;
    static final int IFA_VALID = 4;

    /// Routes (rtnetlink(7)).
    static final int SIZEOF_RTMSG = 12;
    static final int RTM_DST_LEN = 1;
    static final int RTM_SRC_LEN = 2;
    static final int RTM_TYPE = 7;
    static final int RTA_DST = 1;
    static final int RTA_SRC = 2;
    static final int RTA_OIF = 4;
    static final int RTA_GATEWAY = 5;
    static final int RTA_PREFSRC = 7;
    static final int RTA_METRICS = 8;
    static final int RTA_MARK = 16;
    static final int RTA_VIA = 18;
    static final int RTAX_MTU = 2;
    static final int RTAX_HOPLIMIT = 10;

    /// Neighbours (rtnetlink(7)).
    static final int SIZEOF_NDMSG = 12;
    static final int NDM_IFINDEX = 4;
    static final int NDM_STATE = 8;
    static final int NDM_FLAGS = 10;
    static final int NDA_DST = 1;
    static final int NDA_LLADDR = 2;
    static final int NTF_ROUTER = 0x80;

    /// Users and rights (getpwnam(3), prctl(2), capget(2)).
    static final int SIZEOF_PASSWD = 48;
    static final int PW_UID = 16;
    static final int PW_GID = 20;
    static final int PR_SET_NO_NEW_PRIVS = 38;
    static final int PR_CAP_AMBIENT = 47;
    static final int PR_CAP_AMBIENT_CLEAR_ALL = 4;
    /// The one that has 64 bits.
    static final int CAPABILITY_VERSION_3 = 0x20080522;

    private Abi() {}
}
