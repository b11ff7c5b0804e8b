package net.strata.echo;

import static net.strata.os.Abi.AF_PACKET;
import static net.strata.os.Abi.ETH_P_ARP;
import static net.strata.os.Abi.ETH_P_IP;
import static net.strata.os.Abi.PACKET_BROADCAST;
import static net.strata.os.Abi.PACKET_HOST;
import static net.strata.os.Abi.POLLIN;
import static net.strata.os.Abi.SOCK_DGRAM;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import net.strata.craft.Draft;
import net.strata.os.Errno;
import net.strata.os.Link;
import net.strata.os.LinkAddress;
import net.strata.os.Netlink;
import net.strata.os.OsError;
import net.strata.os.Poll;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.probe.Icmp;

/// Answers echo requests (RFC 792) for IPv4 addresses that the kernel does not have. It listens to a link with packet
/// sockets, tells who asks by ARP (RFC 826) that the addresses are at this interface, and makes the answers itself; the
/// kernel, whose addresses they are not, drops the same packets.
///
/// Not answered: what is not whole and right (lengths, both checksums), fragments, packets that came for another hardware
/// address or for all, and those whose source no other host can have (RFC 1122 section 3.2.1.3).
public final class IcmpResponder implements AutoCloseable {
    private static final int ARP_BYTES = 28;
    private static final int IP_BYTES = 20;
    private static final int ICMP_BYTES = 8;
    private static final int REQUEST = 1;
    private static final int ECHO = 8;
    private static final int LONGEST = 65535;

    /// Is told what was asked and answered.
    public interface Watcher {
        /// Packets arrive from now on.
        default void listening(Link link) throws OsError {}

        /// Somebody was told the hardware address of an address.
        default void told(SockAddr.In who, SockAddr.In address) {}

        /// An echo request was answered.
        ///
        /// @param bytes of the ICMP message
        default void answered(SockAddr.In who, SockAddr.In address, int ident, int sequence, int bytes) {}

        /// Something for these addresses was not answered: why.
        default void ignored(String why) {}

        /// Something that the user should know: one line.
        default void trouble(String what) {}
    }

    private final String device;
    private final Set<SockAddr.In> addresses;
    private final Watcher watcher;
    private final ByteBuffer packet = ByteBuffer.allocateDirect(LONGEST);
    private final Poll poll;
    /// What this host has itself, which also tells what all hosts of its networks are.
    private List<LinkAddress> own = List.of();
    private volatile boolean closed;

    /// A responder for addresses on a link.
    ///
    /// @param addresses with port 0
    public IcmpResponder(String device, Set<SockAddr.In> addresses, Watcher watcher) throws OsError {
        this.device = device;
        this.addresses = Set.copyOf(addresses);
        this.watcher = watcher;
        poll = new Poll();
    }

    /// Answers until it is closed.
    ///
    /// @throws OsError also if the kernel has one of the addresses, or no host can have it
    public void run() throws IOException {
        try (poll) {
            Link link = link();
            try (Socket arp = open(ETH_P_ARP, link); Socket ip = open(ETH_P_IP, link)) {
                run(arp, ip, link);
            }
        }
    }

    private Link link() throws OsError {
        try (Netlink netlink = Netlink.open()) {
            Link link = netlink.link(device);
            own = netlink.addresses();
            for (SockAddr.In each : addresses) {
                if (isOwn(each))
                    throw new OsError(each.host() + " is this host's own address: its kernel answers for it");
                if (!canBeHost(each))
                    throw new OsError(each.host() + " is no host's address, but a group's, a network's or nobody's");
            }
            return link;
        }
    }

    private boolean isOwn(SockAddr.In address) {
        return own.stream().anyMatch(each -> each.address().equals(address));
    }

    /// Whether another host can have an address: none has those of 0.0.0.0/8 and 127.0.0.0/8, of groups, of what is reserved
    /// behind them, and a network's first and last.
    private boolean canBeHost(SockAddr.In address) {
        int first = address.address() >>> 24;
        if (first == 0 || first == 127 || first >= 224) return false;
        for (LinkAddress each : own)
            // Networks of two have no such addresses (RFC 3021).
            if (each.address() instanceof SockAddr.In here && each.prefixLength() < 31) {
                int hosts = -1 >>> each.prefixLength();
                int host = address.address() & hosts;
                if (((address.address() ^ here.address()) & ~hosts) == 0 && (host == 0 || host == hosts)) return false;
            }
        return true;
    }

    private void run(Socket arp, Socket ip, Link link) throws OsError {
        poll.add(arp, POLLIN);
        poll.add(ip, POLLIN);
        var any = new SockAddr.In(0, 0);
        reply(any, any, 0, 0, 0).build(); // what a first packet takes to be built, nobody shall wait for
        watcher.listening(link);
        var downtime = new Downtime(link, watcher::trouble);
        while (!closed) {
            for (var ready : poll.poll(downtime.nanos())) {
                Socket socket = ready.descriptor() == arp ? arp : ip;
                var got = socket.recvfrom(packet.clear(), 0);
                downtime.returned(got.length());
                if (socket == arp) resolve(arp, got, link);
                else
                    answer(ip, got);
            }
            downtime.look();
        }
    }

    /// Unbound it would receive from all links at first.
    private static Socket open(int protocol, Link link) throws OsError {
        Socket socket = Socket.socket(AF_PACKET, SOCK_DGRAM, 0);
        try {
            socket.bind(new SockAddr.Ll(protocol, link.index()));
            socket.nonblocking(true);
            return socket.expect(Errno.ENETDOWN);
        } catch (OsError e) {
            socket.close();
            throw e;
        }
    }

    /// ARP, of Ethernet for IPv4: hardware type, protocol type, sizes, operation, then the two ends.
    private void resolve(Socket socket, Socket.Received got, Link link) {
        if (got.length() < ARP_BYTES || packet.getInt(2) != 0x0800_0604 || packet.getShort(6) != REQUEST) return;
        var target = new SockAddr.In(packet.getInt(24), 0);
        if (!addresses.contains(target) || !(got.from() instanceof SockAddr.Ll from)) return;
        if (from.pkttype() != PACKET_HOST && from.pkttype() != PACKET_BROADCAST) return;
        var asks = new SockAddr.In(packet.getInt(14), 0);
        var mac = new byte[6];
        packet.get(8, mac);
        boolean sent = send(socket, Draft.of("arp").set("arp.opcode", 2).set("arp.src.hw_mac", link.mac())
                .set("arp.src.proto_ipv4", target.host())
                .set("arp.dst.hw_mac", HexFormat.ofDelimiter(":").formatHex(mac))
                .set("arp.dst.proto_ipv4", asks.host()), SockAddr.Ll.to(ETH_P_ARP, from.ifindex(), mac));
        if (sent) watcher.told(asks, target);
    }

    private void answer(Socket socket, Socket.Received got) {
        if (got.length() < IP_BYTES || !(got.from() instanceof SockAddr.Ll from)) return;
        var to = new SockAddr.In(packet.getInt(16), 0);
        if (from.pkttype() != PACKET_HOST || !addresses.contains(to)) return;
        var who = new SockAddr.In(packet.getInt(12), 0);
        int at = (packet.get(0) & 0xf) * 4;
        int end = packet.getShort(2) & 0xffff;
        String fault = fault(at, end, got.length());
        if (fault.isEmpty() && (addresses.contains(who) || isOwn(who) || !canBeHost(who)))
            fault = "no other host can have that address";
        if (!fault.isEmpty()) {
            watcher.ignored("from " + who.host() + ": " + fault);
            return;
        }
        int ident = packet.getShort(at + 4) & 0xffff;
        int sequence = packet.getShort(at + 6) & 0xffff;
        var data = new byte[end - at - ICMP_BYTES];
        packet.get(at + ICMP_BYTES, data);
        if (send(socket, reply(to, who, packet.get(1) & 0xff, ident, sequence).payload(data),
                SockAddr.Ll.to(ETH_P_IP, from.ifindex(), from.mac())))
            watcher.answered(who, to, ident, sequence, end - at);
    }

    private static Draft reply(SockAddr.In from, SockAddr.In to, int service, int ident, int sequence) {
        return Draft.of("ip").set("ip.dsfield", service).set("ip.flags.df", 1).set("ip.src", from.host())
                .set("ip.dst", to.host()).then("icmp").set("icmp.type", 0).set("icmp.ident", ident)
                .set("icmp.seq", sequence);
    }

    /// What is wrong with the packet; empty if nothing.
    private String fault(int at, int end, int length) {
        if (packet.get(0) >> 4 != 4 || at < IP_BYTES || end < at || end > length) return "no whole IPv4 packet";
        if (Icmp.checksum(packet, 0, at) != 0) return "the IP header's checksum is wrong";
        if ((packet.getShort(6) & 0x3fff) != 0) return "a fragment";
        if (packet.get(9) != Icmp.ICMP) return "no ICMP, but IP protocol " + (packet.get(9) & 0xff);
        if (end - at < ICMP_BYTES) return "no whole ICMP message";
        if (Icmp.checksum(packet, at, end) != 0) return "the ICMP checksum is wrong";
        int type = packet.get(at) & 0xff;
        return type == ECHO ? "" : "no echo request, but ICMP type " + type;
    }

    private boolean send(Socket socket, Draft draft, SockAddr to) {
        try {
            return socket.sendto(ByteBuffer.wrap(draft.build()), 0, to) >= 0;
        } catch (OsError e) {
            watcher.ignored(String.valueOf(e.getMessage()));
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        poll.wake();
    }
}
