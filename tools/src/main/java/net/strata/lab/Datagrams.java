package net.strata.lab;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// Datagrams and raw packets: which call sent each, and which took it. They are found by their content and their order.
final class Datagrams {
    /// So many that are not taken are looked through.
    private static final int NEAR = 512;
    private static final int UDP = 17;
    private static final int ETHERNET = 14;

    /// @param number the port that a datagram goes to; of raw sockets, the protocol; of packet sockets 0
    private record Key(Side side, Way way, int number) {}

    private enum Way {
        UDP, RAW, PACKET
    }

    private final List<Passage> packets;
    private final List<Deed> deeds;
    private final long error;

    /// @param error of the clocks
    Datagrams(List<Passage> packets, List<Deed> deeds, long error) {
        this.packets = packets;
        this.deeds = deeds;
        this.error = error;
    }

    void understand() {
        sent();
        received();
        new Refusals(packets, deeds, error).understand();
    }

    private static @Nullable Way way(Deed deed) {
        Sock sock = deed.sock;
        if (sock == null || sock.isUnix() || sock.isTcp()) return null;
        if (sock.isPacket()) return Way.PACKET;
        return sock.isRaw() || sock.takesIcmp() ? Way.RAW : Way.UDP;
    }

    private static int protocol(Sock sock) {
        return switch (sock.protocol) {
            case "IPPROTO_ICMP" -> 1;
            case "IPPROTO_IGMP" -> 2;
            case "IPPROTO_TCP" -> 6;
            case "IPPROTO_UDP" -> UDP;
            case "IPPROTO_ICMPV6" -> 58;
            default -> 255;
        };
    }

    private void sent() {
        Map<Key, Deque<Deed>> calls = new HashMap<>();
        for (Deed deed : deeds) {
            Way way = way(deed);
            if (way == null || deed.act != Act.SEND || deed.failed() || deed.sock == null) continue;
            int number = switch (way) {
                case UDP -> deed.call.address() instanceof SockAddr.Ip to ? to.port() : deed.sock.remotePort;
                case RAW -> protocol(deed.sock);
                case PACKET -> 0;
            };
            calls.computeIfAbsent(new Key(deed.side(), way, number), _ -> new ArrayDeque<>()).add(deed);
        }
        Map<String, List<Passage>> fragments = new HashMap<>();
        for (Passage p : packets) {
            if (!p.fragment.isEmpty() && p.whole == null) {
                fragments.computeIfAbsent(p.fragment, _ -> new ArrayList<>()).add(p);
                continue;
            }
            if (p.cause != null) continue;
            Deed deed = sender(p, calls);
            if (deed == null) continue;
            if (p.whole != null)
                for (Passage part : fragments.getOrDefault(p.fragment, List.of()))
                part.causedBy(deed, "a fragment of what " + deed.call.name() + " gave");
            p.causedBy(deed, p.whole != null
                    ? "the last fragment of what " + deed.call.name() + " gave"
                    : "carries what " + deed.call.name() + " gave");
            if (p.kind == Passage.Kind.UDP) p.parts.add(new Packet.Part(0, p.dataLength, deed.number, 0));
            Sock sock = deed.sock;
            if (sock != null && sock.localPort < 0 && p.kind == Passage.Kind.UDP) sock.localPort = p.sourcePort;
        }
    }

    private @Nullable Deed sender(Passage p, Map<Key, Deque<Deed>> calls) {
        Predicate<Deed> inTime = deed -> deed.enter() <= p.left + Reader.SLACK;
        Deed deed = p.kind != Passage.Kind.UDP
                ? null
                : take(calls.get(new Key(p.from, Way.UDP, p.destinationPort)),
                        inTime.and(d -> same(d, p) && from(d, p)), true);
        if (deed == null)
            deed = take(calls.get(new Key(p.from, Way.RAW, p.ipProtocol)), inTime.and(d -> raw(d, p)), true);
        if (deed == null) deed = take(calls.get(new Key(p.from, Way.RAW, 255)), inTime.and(d -> raw(d, p)), true);
        if (deed == null) deed = take(calls.get(new Key(p.from, Way.PACKET, 0)), inTime.and(d -> raw(d, p)), true);
        return deed;
    }

    private static boolean from(Deed deed, Passage p) {
        Sock sock = deed.sock;
        return sock == null || sock.localPort < 0 || sock.localPort == p.sourcePort;
    }

    private static <T> @Nullable T take(@Nullable Deque<T> queue, Predicate<T> fits, boolean remove) {
        if (queue == null) return null;
        Iterator<T> each = queue.iterator();
        for (int i = 0; i < NEAR && each.hasNext(); i++) {
            T found = each.next();
            if (!fits.test(found)) continue;
            if (remove) each.remove();
            return found;
        }
        return null;
    }

    /// Whether a call moved the data of a datagram, or as much of it as there was room for.
    private static boolean same(Deed deed, Passage p) {
        int result = deed.call.result();
        if (result != p.dataLength && (deed.act == Act.SEND || result > p.dataLength || !cut(deed))) return false;
        byte[] data = deed.call.data();
        byte[] source = p.whole != null ? p.whole : p.bytes;
        int at = p.whole != null ? 0 : p.dataAt;
        int n = Math.min(Math.min(data.length, p.dataLength), source.length - at);
        for (int i = 0; i < n; i++)
            if (data[i] != source[at + i]) return false;
        return true;
    }

    /// Whether a call that takes may have left something of a datagram: it filled the room that it gave.
    private static boolean cut(Deed deed) {
        String name = deed.call.name();
        boolean plain = name.equals("recv") || name.equals("recvfrom") || name.equals("read");
        return !plain || deed.argument(2).equals(Integer.toString(deed.call.result()));
    }

    /// Whether a call moved a packet: as a whole, from its IP header on, or what is behind that; a packet socket without link
    /// headers, all behind that of Ethernet.
    private static boolean raw(Deed deed, Passage p) {
        int result = deed.call.result();
        boolean ip = p.ipAt >= 0 && (result == p.ipEnd - p.ipAt || result == p.ipEnd - p.ipPayloadAt);
        boolean frame = result == p.length
                || deed.sock != null && deed.sock.isPacket() && result == p.length - ETHERNET;
        if (!ip && !frame) return false;
        byte[] data = deed.call.data();
        int end = ip ? p.ipEnd : p.bytes.length;
        if (data.length != result || end > p.bytes.length) return true;
        for (int i = 1; i <= Math.min(4, result); i++)
            if (data[result - i] != p.bytes[end - i]) return false;
        return true;
    }

    private void received() {
        Map<Key, Deque<Passage>> came = new HashMap<>();
        var inOrder = new ArrayList<Passage>();
        for (Passage p : packets)
            if (!p.lost()) inOrder.add(p);
        inOrder.sort(Comparator.comparingLong(p -> p.arrived));
        for (Passage p : inOrder) {
            Side to = p.from.other();
            if (p.kind == Passage.Kind.UDP) add(came, new Key(to, Way.UDP, p.destinationPort), p);
            if (p.ipProtocol >= 0) add(came, new Key(to, Way.RAW, p.ipProtocol), p);
            add(came, new Key(to, Way.PACKET, 0), p);
        }
        var calls = new ArrayList<Deed>();
        for (Deed deed : deeds)
            if (deed.act == Act.RECEIVE && !deed.failed() && way(deed) != null) calls.add(deed);
        calls.sort(Comparator.comparingLong(Deed::latest));
        for (Deed deed : calls)
            received(deed, came);
    }

    private static void add(Map<Key, Deque<Passage>> came, Key key, Passage p) {
        came.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(p);
    }

    private void received(Deed deed, Map<Key, Deque<Passage>> came) {
        Way way = way(deed);
        Sock sock = deed.sock;
        if (way == null || sock == null) return;
        Predicate<Passage> inTime = p -> p.arrived <= deed.latest() + Reader.SLACK;
        Predicate<Passage> fits = way == Way.UDP ? p -> same(deed, p) && sender(deed, p) : p -> raw(deed, p);
        int number = way == Way.UDP ? sock.localPort : way == Way.RAW ? protocol(sock) : 0;
        Passage found = take(came.get(new Key(deed.side(), way, number)), inTime.and(fits), !deed.says("MSG_PEEK"));
        if (found == null) return;
        deed.brought(found);
        if (deed.says("MSG_PEEK") || found.parts.size() != 1) return;
        Packet.Part part = found.parts.getFirst();
        if (part.received() == 0)
            found.parts.set(0, new Packet.Part(part.offset(), part.length(), part.sent(), deed.number));
    }

    private static boolean sender(Deed deed, Passage p) {
        return !(deed.call.address() instanceof SockAddr.Ip from) || from.port() == p.sourcePort;
    }
}
