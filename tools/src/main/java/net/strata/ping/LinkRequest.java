package net.strata.ping;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.AF_PACKET;
import static net.strata.os.Abi.IPPROTO_ICMPV6;
import static net.strata.os.Abi.SOCK_DGRAM;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.strata.os.Abi;
import net.strata.os.Netlink;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.probe.Arrival;
import net.strata.probe.LivePort;
import net.strata.probe.Sockets;
import org.jspecify.annotations.Nullable;

/// Asks a link who has an address: ARP (RFC 826) for IPv4, neighbour solicitations (RFC 4861) for IPv6. A host answers that
/// filters all else.
///
/// Answers do not say which request they are for: the newest is taken.
public final class LinkRequest implements Method, Wording {
    private static final int ARP = 0x0806;
    private static final int ARP_LENGTH = 28;
    private static final int ETHERNET = 1;
    private static final int IPV4 = 0x0800;
    private static final int MAC = 6;
    private static final int REQUEST = 1;
    private static final int REPLY = 2;
    private static final byte[] ALL = HexFormat.of().parseHex("ffffffffffff");
    private static final int SOLICITATION = 135;
    private static final int ADVERTISEMENT = 136;
    private static final int SOLICITED = 0x40;
    private static final int SOLICITATION_LENGTH = 32;
    public static final int LARGEST = SOLICITATION_LENGTH;
    private static final int ADVERTISEMENT_LENGTH = 24;
    private static final int SOURCE_OPTION = 1;
    private static final int TARGET_OPTION = 2;
    /// No router lowered it: it comes from the link (RFC 4861 section 7.1.2).
    private static final int HOPS = 255;
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    private final Neighbourhood places;
    /// How many hardware addresses are remembered that claim one address.
    private static final int MOST_CLAIMS = 16;

    private final Map<SockAddr.Ip, Set<String>> answered = new HashMap<>();

    LinkRequest(Neighbourhood places) {
        this.places = places;
    }

    /// Opens sockets, in the network namespace of the links.
    ///
    /// @param device the link to ask on; null for those that routes say
    /// @param targets those that are known already; each has to be on a link
    public static LinkRequest open(LivePort live, @Nullable String device, List<SockAddr.Ip> targets, boolean four,
            boolean six) throws OsError {
        Netlink netlink = Netlink.open();
        live.closing(netlink::close);
        var places = new Neighbourhood(netlink, device == null ? 0 : netlink.link(device).index());
        for (SockAddr.Ip target : targets)
            places.of(target);
        var requests = new LinkRequest(places);
        if (four) {
            Socket socket = Socket.socket(AF_PACKET, SOCK_DGRAM, Socket.htons(ARP));
            live.add(Sockets.roomy(socket), false, ARP_LENGTH, AF_INET, requests::everybody);
        }
        if (six) {
            Socket socket = Sockets.raw(AF_INET6, IPPROTO_ICMPV6);
            live.add(socket, false, SOLICITATION_LENGTH, AF_INET6, requests::group);
            socket.setsockopt(Option.ICMP6_FILTER, Sockets.passing(ADVERTISEMENT));
            socket.setsockopt(Option.IPV6_MULTICAST_HOPS, HOPS);
            Sockets.headers(socket);
        }
        return requests;
    }

    private SockAddr everybody(SockAddr.Ip target) {
        Neighbourhood.Place place = place(target);
        return SockAddr.Ll.to(ARP, place == null ? 0 : place.link().index(), ALL);
    }

    /// The multicast group of all that may have the address (RFC 4291 section 2.7.1).
    private SockAddr group(SockAddr.Ip target) {
        Neighbourhood.Place place = place(target);
        long low = target instanceof SockAddr.In6 six ? six.low() & 0xffffff : 0;
        return new SockAddr.In6(0xff02_0000_0000_0000L, 0x0000_0001_ff00_0000L | low, 0, 0,
                place == null ? 0 : place.link().index());
    }

    /// Null if it is on no link any more: the kernel will not send what is for no interface.
    private Neighbourhood.@Nullable Place place(SockAddr.Ip target) {
        try {
            return places.of(target);
        } catch (OsError e) {
            return null;
        }
    }

    @Override
    public void write(Probe probe, long nonce, ByteBuffer into) {
        SockAddr.Ip target = probe.target().address();
        Neighbourhood.Place place = place(target);
        byte[] mac = place == null ? new byte[MAC] : place.link().macBytes();
        if (target instanceof SockAddr.In6) {
            into.put((byte) SOLICITATION).put((byte) 0).putShort((short) 0).putInt(0).put(target.bytes())
                    .put((byte) SOURCE_OPTION).put((byte) 1).put(mac);
            return;
        }
        SockAddr.Ip source = place == null ? null : place.source();
        into.putShort((short) ETHERNET).putShort((short) IPV4).put((byte) MAC).put((byte) 4)
                .putShort((short) REQUEST).put(mac).put(source == null ? new byte[4] : source.bytes())
                .put(new byte[MAC]).put(target.bytes());
    }

    @Override
    public boolean read(Arrival arrival, Reading into) {
        into.sequence = -1;
        return !arrival.isQueued()
                && (arrival.family() == Abi.AF_INET6 ? advertised(arrival, into) : told(arrival, into));
    }

    private static boolean told(Arrival arrival, Reading into) {
        ByteBuffer b = arrival.bytes();
        int at = arrival.message();
        if (arrival.end() - at < ARP_LENGTH || b.getShort(at + 2) != IPV4 || b.getShort(at + 4) != (MAC << 8 | 4)
                || b.getShort(at + 6) != REPLY)
            return false;
        arrival.from(0, b.getInt(at + 14), 0);
        into.destination = arrival.source();
        return true;
    }

    private static boolean advertised(Arrival arrival, Reading into) {
        ByteBuffer b = arrival.bytes();
        int at = arrival.message();
        if (arrival.end() - at < ADVERTISEMENT_LENGTH || (b.get(at) & 0xff) != ADVERTISEMENT || b.get(at + 1) != 0
                || arrival.hops() != HOPS || (b.get(at + 4) & SOLICITED) == 0)
            return false;
        arrival.from(b.getLong(at + 8), b.getLong(at + 16),
                arrival.source() instanceof SockAddr.In6 six ? six.scope() : 0);
        into.destination = arrival.source();
        return true;
    }

    /// The hardware address that an answer tells, empty if it tells none.
    static String mac(Arrival arrival) {
        ByteBuffer b = arrival.bytes();
        int at = arrival.message();
        var mac = new byte[MAC];
        if (arrival.family() == Abi.AF_INET) {
            b.get(at + 8, mac);
            return COLONS.formatHex(mac);
        }
        // Options: kind, length in units of eight bytes (RFC 4861 section 4.6).
        for (int option = at + ADVERTISEMENT_LENGTH; option + 8 <= arrival.end();) {
            int length = (b.get(option + 1) & 0xff) * 8;
            if (length == 0) return "";
            if (b.get(option) == TARGET_OPTION) {
                b.get(option + 2, mac);
                return COLONS.formatHex(mac);
            }
            option += length;
        }
        return "";
    }

    @Override
    public String sends(int size, int options, boolean six) {
        return six ? "neighbour solicitation: " + SOLICITATION_LENGTH + " bytes" : "ARP: " + ARP_LENGTH + " bytes";
    }

    @Override
    public String sequence() {
        return "seq";
    }

    @Override
    public int shortest(int size) {
        return ADVERTISEMENT_LENGTH;
    }

    @Override
    public void note(Reply reply, @Nullable Arrival arrival) {
        String mac = arrival == null ? "" : mac(arrival);
        if (mac.isEmpty()) return;
        Set<String> all = answered.computeIfAbsent(reply.from(), from -> new LinkedHashSet<>());
        if (all.size() < MOST_CLAIMS) all.add(mac);
    }

    @Override
    public void told(Reply reply, @Nullable Arrival arrival, StringBuilder line) {
        String mac = arrival == null ? "" : mac(arrival);
        if (mac.isEmpty()) return;
        line.append(" mac=").append(mac);
        Set<String> all = answered.get(reply.from());
        if (all != null && !all.iterator().next().equals(mac)) line.append(" (DIFFERENT HARDWARE ADDRESS!)");
    }

    @Override
    public List<String> ended() {
        var lines = new ArrayList<String>();
        answered.forEach((address, all) -> {
            if (all.size() > 1)
                lines.add(address.host() + " is claimed by " + all.size() + (all.size() < MOST_CLAIMS ? "" : " or more")
                        + " hardware addresses: "
                        + String.join(", ", all));
        });
        return lines;
    }
}
