package net.strata.os;

import java.nio.ByteBuffer;
import java.util.List;

/// Options of IPv4 headers as the option IP_OPTIONS takes them: what a socket sends has them from then on, and so has the
/// answer of whom is asked for an echo (RFC 791 section 3.1, RFC 1122 section 3.2.2.6; ip(7)).
public final class IpOptions {
    private IpOptions() {}

    /// Who forwards the packet writes down its address: nine at most.
    public static byte[] recordRoute() {
        return padded(Abi.IPOPT_RR, 9, List.of());
    }

    /// Who forwards the packet writes down the time, in ms since midnight UT: nine times at most.
    public static byte[] timestamps() {
        return timestamps(40, Abi.IPOPT_TS_TSONLY, List.of());
    }

    /// Who forwards the packet writes down its address and the time: four at most.
    public static byte[] timestampsAndAddresses() {
        return timestamps(36, Abi.IPOPT_TS_TSANDADDR, List.of());
    }

    /// These write down the time.
    ///
    /// @param hosts in the order in which the packet meets them; four at most
    public static byte[] timestampsOf(List<SockAddr.In> hosts) {
        if (hosts.isEmpty() || hosts.size() > 4)
            throw new IllegalArgumentException("a header has room for the times of 1 to 4 hosts, not " + hosts.size());
        return timestamps(4 + 8 * hosts.size(), Abi.IPOPT_TS_PRESPEC, hosts);
    }

    /// The packet goes by these, one after the other, to where it is sent. Few routers allow that.
    ///
    /// @param strict whether by no others
    /// @param hosts nine at most
    public static byte[] sourceRoute(boolean strict, List<SockAddr.In> hosts) {
        if (hosts.isEmpty() || hosts.size() > 9)
            throw new IllegalArgumentException("a header has room for a route of 1 to 9 hosts, not " + hosts.size());
        return padded(strict ? Abi.IPOPT_SSRR : Abi.IPOPT_LSRR, hosts.size(), hosts);
    }

    /// An option of addresses, which are not written down yet where there are none, behind what makes it end at a multiple
    /// of 4.
    private static byte[] padded(int type, int addresses, List<SockAddr.In> hosts) {
        int length = 3 + 4 * addresses;
        var option = new byte[1 + length];
        ByteBuffer b = ByteBuffer.wrap(option).put((byte) Abi.IPOPT_NOP).put((byte) type).put((byte) length)
                .put((byte) 4);
        for (SockAddr.In host : hosts)
            b.putInt(host.address());
        return option;
    }

    private static byte[] timestamps(int length, int flag, List<SockAddr.In> hosts) {
        var option = new byte[length];
        ByteBuffer b = ByteBuffer.wrap(option).put((byte) Abi.IPOPT_TS).put((byte) length).put((byte) 5)
                .put((byte) flag);
        for (SockAddr.In host : hosts)
            b.putInt(host.address()).putInt(0);
        return option;
    }
}
