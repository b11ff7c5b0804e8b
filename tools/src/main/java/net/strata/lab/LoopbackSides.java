package net.strata.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.strata.os.Call;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// Whose frames those on a loopback interface are. All have the same addresses, but a port belongs to the side whose calls speak
/// of it as its own, or, if none does, to the other side of the one that speaks of it as another's.
final class LoopbackSides {
    private static final int ETHERNET = 14;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;

    private final boolean alone;
    private final Map<Integer, Side> own = new HashMap<>();
    private final Map<Integer, Side> others = new HashMap<>();

    /// @param alone whether frames that no call speaks of are the sides' all the same
    LoopbackSides(List<Made> calls, boolean alone) {
        this.alone = alone;
        for (Made made : calls)
            learn(made.side(), made.call());
    }

    private void learn(Side side, Call call) {
        if (!(call.address() instanceof SockAddr.Ip ip) || ip.port() == 0) return;
        boolean local = call.name().equals("bind") || call.name().equals("getsockname");
        if (local && call.result() >= 0) own.putIfAbsent(ip.port(), side);
        else if (!local) others.putIfAbsent(ip.port(), side.other());
    }

    /// A frame as it is captured: whose it is, is not known before the calls are.
    static Seen unsorted(byte[] frame, long time, int length) {
        return new Seen(Side.CLIENT, true, time, frame, length);
    }

    /// The same frames, each of the side that sent it, without those that are nobody's.
    List<Seen> sort(List<Seen> frames) {
        return frames.stream().map(this::sorted).filter(Objects::nonNull).toList();
    }

    private @Nullable Seen sorted(Seen seen) {
        Side sender = sender(seen.bytes(), ETHERNET);
        return sender == null ? null : new Seen(sender, true, seen.time(), seen.bytes(), seen.length());
    }

    private @Nullable Side unknown() {
        return alone ? Side.CLIENT : null;
    }

    /// @param ip where the IP header is
    private @Nullable Side sender(byte[] frame, int ip) {
        if (ip >= frame.length) return unknown();
        boolean six = (frame[ip] & 0xf0) == 0x60;
        int header = six ? 40 : (frame[ip] & 0xf) * 4;
        int protocol = at(frame, ip + (six ? 6 : 9));
        int next = ip + header;
        if (protocol == TCP || protocol == UDP) {
            Side of = owner(at(frame, next) << 8 | at(frame, next + 1));
            if (of != null) return of;
            of = owner(at(frame, next + 2) << 8 | at(frame, next + 3));
            return of == null ? unknown() : of.other();
        }
        // An error is from whom the packet was for that it quotes.
        boolean error = protocol == ICMP && header >= 20 && (at(frame, next) == 3 || at(frame, next) == 11)
                || protocol == ICMPV6 && at(frame, next) < 128;
        if (!error) return unknown();
        Side quoted = sender(frame, next + 8);
        return quoted == null ? null : quoted.other();
    }

    private @Nullable Side owner(int port) {
        Side side = own.get(port);
        return side == null ? others.get(port) : side;
    }

    private static int at(byte[] frame, int index) {
        return index < frame.length ? frame[index] & 0xff : 0;
    }
}
