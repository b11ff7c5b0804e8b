package net.strata.os;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Makes and changes links (rtnetlink(7), ip-link(8)), in the network namespace that it was opened in. One thread uses it at a
/// time. Needs CAP_NET_ADMIN over the namespace.
public final class Links implements AutoCloseable {
    private static final byte[] VETH = "veth".getBytes(StandardCharsets.US_ASCII);
    /// What an interface may do in the kernel's place: checksums, and cutting and joining packets.
    private static final int[] OFFLOADS = {Abi.ETHTOOL_SRXCSUM, Abi.ETHTOOL_STXCSUM, Abi.ETHTOOL_SSG, Abi.ETHTOOL_STSO,
            Abi.ETHTOOL_SGSO, Abi.ETHTOOL_SGRO};

    private final Netlink netlink;

    private Links(Netlink netlink) {
        this.netlink = netlink;
    }

    public static Links open() throws OsError {
        return new Links(Netlink.open());
    }

    /// One end of a pair.
    ///
    /// @param mac its hardware address, such as `02:00:00:00:00:01`
    public record End(String name, String mac) {}

    /// Makes two links of which each has come in what the other sends (veth(4)): one here, one in another namespace.
    public void pair(End here, End there, PrivateNetwork other) throws OsError {
        try (Descriptor namespace = other.descriptor()) {
            ByteBuffer request = netlink.request(Abi.RTM_NEWLINK, Abi.NLM_F_ACK | Abi.NLM_F_CREATE | Abi.NLM_F_EXCL,
                    Abi.SIZEOF_IFINFOMSG);
            put(request, here);
            int info = begin(request, Abi.IFLA_LINKINFO);
            Netlink.attribute(request, Abi.IFLA_INFO_KIND, VETH);
            int data = begin(request, Abi.IFLA_INFO_DATA);
            int peer = begin(request, Abi.VETH_INFO_PEER);
            request.put(new byte[Abi.SIZEOF_IFINFOMSG]);
            put(request, there);
            Netlink.attribute(request, Abi.IFLA_NET_NS_FD, OptionText.integer(namespace.hold()));
            end(request, peer);
            end(request, data);
            end(request, info);
            try {
                netlink.change("RTM_NEWLINK(" + here.name + ", veth)", request);
            } finally {
                namespace.release();
            }
        }
    }

    private static void put(ByteBuffer request, End end) {
        Netlink.attribute(request, Abi.IFLA_IFNAME, (end.name + '\0').getBytes(StandardCharsets.UTF_8));
        Netlink.attribute(request, Abi.IFLA_ADDRESS, HexFormat.ofDelimiter(":").parseHex(end.mac));
    }

    /// Begins an attribute that holds others.
    private static int begin(ByteBuffer request, int type) {
        int at = request.position();
        request.putShort((short) 0).putShort((short) type);
        return at;
    }

    private static void end(ByteBuffer request, int begun) {
        request.putShort(begun, (short) (request.position() - begun));
    }

    /// Switches a link on.
    public void up(String name) throws OsError {
        ByteBuffer request = request(Abi.RTM_NEWLINK, name);
        request.putInt(Abi.SIZEOF_NLMSGHDR + Abi.IFI_FLAGS, Abi.IFF_UP);
        request.putInt(Abi.SIZEOF_NLMSGHDR + Abi.IFI_CHANGE, Abi.IFF_UP);
        netlink.change("RTM_NEWLINK(" + name + ", up)", request);
    }

    /// Sets how long an IP packet may be that a link carries.
    public void mtu(String name, int bytes) throws OsError {
        ByteBuffer request = request(Abi.RTM_NEWLINK, name);
        Netlink.attribute(request, Abi.IFLA_MTU, OptionText.integer(bytes));
        netlink.change("RTM_NEWLINK(" + name + ", mtu " + bytes + ")", request);
    }

    /// Removes a link; the other end of a pair goes with it.
    public void remove(String name) throws OsError {
        netlink.change("RTM_DELLINK(" + name + ")", request(Abi.RTM_DELLINK, name));
    }

    private ByteBuffer request(int type, String name) throws OsError {
        int index = netlink.link(name).index();
        ByteBuffer request = netlink.request(type, Abi.NLM_F_ACK, Abi.SIZEOF_IFINFOMSG);
        return request.putInt(Abi.SIZEOF_NLMSGHDR + Abi.IFI_INDEX, index);
    }

    /// Gives a link an address. Nothing is sent to find out whether another has it.
    ///
    /// @param prefix how many of its bits all hosts on the link share
    public void address(String name, SockAddr.Ip address, int prefix) throws OsError {
        int index = netlink.link(name).index();
        ByteBuffer request = netlink.request(Abi.RTM_NEWADDR, Abi.NLM_F_ACK | Abi.NLM_F_CREATE | Abi.NLM_F_EXCL,
                Abi.SIZEOF_IFADDRMSG);
        request.put(Abi.SIZEOF_NLMSGHDR, (byte) address.family());
        request.put(Abi.SIZEOF_NLMSGHDR + Abi.IFA_PREFIXLEN, (byte) prefix);
        request.put(Abi.SIZEOF_NLMSGHDR + Abi.IFA_FLAGS_8, (byte) Abi.IFA_F_NODAD);
        request.putInt(Abi.SIZEOF_NLMSGHDR + Abi.IFA_INDEX, index);
        Netlink.attribute(request, Abi.IFA_LOCAL, address.bytes());
        Netlink.attribute(request, Abi.IFA_ADDRESS, address.bytes());
        if (address instanceof SockAddr.In in)
            Netlink.attribute(request, Abi.IFA_BROADCAST, new SockAddr.In(in.address() | -1 >>> prefix, 0).bytes());
        netlink.change("RTM_NEWADDR(" + address.host() + "/" + prefix + ")", request);
    }

    /// Has the kernel itself compute checksums, and cut what it sends to the link's MTU, so that what is captured is what a
    /// wire would carry (ethtool -K). What the link cannot do anyway stays as it is.
    public void plain(String name) throws OsError {
        for (int offload : OFFLOADS)
            ethtool(name, offload);
    }

    /// Has the kernel notice at once that a link can carry packets now: by itself it may take a second, in which addresses of
    /// IPv6 are not used (Linux' Documentation/networking/operstates.rst).
    public void notice(String name) throws OsError {
        ethtool(name, Abi.ETHTOOL_GLINK);
    }

    private static void ethtool(String name, int command) throws OsError {
        try (Socket socket = Socket.socket(Abi.AF_INET, Abi.SOCK_DGRAM, 0)) {
            Block value = new Block(Abi.SIZEOF_ETHTOOL_VALUE);
            value.bytes.putInt(0, command).putInt(Abi.ETHTOOL_DATA, 0);
            Block request = new Block(Abi.SIZEOF_IFREQ);
            request.bytes.put(0, name.getBytes(StandardCharsets.UTF_8));
            request.bytes.putLong(Abi.IFR_DATA, value.address);
            int r = Kernel.ioctl(socket.hold(), Abi.SIOCETHTOOL, request.address);
            socket.release();
            if (r < 0 && r != -Errno.EOPNOTSUPP) throw Failure.of("ioctl(fd, SIOCETHTOOL, " + name + ")", -r);
        }
    }

    /// How many packets a link has sent.
    public long sent(String name) throws OsError {
        return netlink.link(name).statistics().txPackets();
    }

    @Override
    public void close() {
        netlink.close();
    }
}
