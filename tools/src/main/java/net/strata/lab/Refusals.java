package net.strata.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.os.Errno;
import org.jspecify.annotations.Nullable;

/// Which errors of ICMP made calls on datagram sockets fail (udp(7), ip(7)): the kernel keeps an error for the next call, and
/// remembers what size fits.
final class Refusals {
    /// So many errors of one socket are kept in mind.
    private static final int NEAR = 64;
    /// The headers of IPv4 and UDP.
    private static final int HEADERS = 28;
    private static final int HEADERS_6 = 48;

    private record Place(Side side, int port) {}

    /// An error that came.
    private static final class Refusal {
        final Passage packet;
        boolean told;

        Refusal(Passage packet) {
            this.packet = packet;
        }
    }

    /// Those of one socket, in the order of coming.
    private static final class Kept {
        final List<Refusal> all = new ArrayList<>();
        private int first;

        /// Those that no call has told, or the last of all.
        List<Refusal> latest() {
            while (first < all.size() - 1 && all.get(first).told)
                first++;
            return all.subList(first, Math.min(all.size(), first + NEAR));
        }
    }

    private final Map<Place, Kept> all = new HashMap<>();
    private final List<Deed> deeds;
    private final long error;

    Refusals(List<Passage> packets, List<Deed> deeds, long error) {
        this.deeds = deeds;
        this.error = error;
        for (Passage p : packets)
            if (p.quotedProtocol == 17 && !p.lost())
                all.computeIfAbsent(new Place(p.from.other(), p.quotedSourcePort), _ -> new Kept()).all
                        .add(new Refusal(p));
    }

    void understand() {
        if (all.isEmpty()) return;
        for (Deed deed : deeds) {
            if (deed.sock == null || deed.sock.isTcp()) continue;
            Kept errors = all.get(new Place(deed.side(), deed.sock.localPort));
            if (errors == null) continue;
            switch (deed.act) {
                case SEND, RECEIVE -> moves(deed, errors);
                case GET_OPTION -> {
                    // Who asks for the error has it.
                    if (deed.says("SO_ERROR")) pending(deed, errors, Refusals::pending);
                }
                default -> {
                }
            }
        }
    }

    private void moves(Deed deed, Kept errors) {
        if (deed.failed() && deed.brought == null) {
            Refusal by = pending(deed, errors, Refusals::fails);
            if (by == null && deed.failed(Errno.EMSGSIZE) && deed.act == Act.SEND) by = remembered(deed, errors);
            if (by != null) deed.brought(by.packet);
        } else if (!deed.failed()) {
            // One that succeeds shows that there was none.
            for (Refusal each : errors.latest())
                each.told |= each.packet.arrived < deed.enter() - error;
        }
    }

    private interface Fits {
        boolean test(Deed deed, Passage packet);
    }

    /// The first error that had come when a call was back, and that no call has told yet.
    private @Nullable Refusal pending(Deed deed, Kept errors, Fits fits) {
        for (Refusal each : errors.latest())
            if (!each.told && each.packet.arrived <= deed.latest() + error && fits.test(deed, each.packet)) {
                each.told = true;
                return each;
            }
        return null;
    }

    private static boolean pending(Deed deed, Passage packet) {
        return packet.arrived <= deed.enter() && !deed.argument(3).equals("[0]");
    }

    /// What an error makes calls fail with.
    private static boolean fails(Deed deed, Passage p) {
        if (p.protocol.equals("ICMPv6"))
            return switch (p.type) {
                case 1 -> deed.failed(switch (p.code) {
                    case 0 -> Errno.ENETUNREACH;
                    case 1, 5, 6 -> Errno.EACCES;
                    case 4 -> Errno.ECONNREFUSED;
                    default -> Errno.EHOSTUNREACH;
                });
                case 2 -> deed.failed(Errno.EMSGSIZE);
                default -> false;
            };
        if (p.type != 3) return p.type == 11 && deed.failed(Errno.EHOSTUNREACH);
        return deed.failed(switch (p.code) {
            case 0, 6, 9, 11 -> Errno.ENETUNREACH;
            case 2 -> Errno.ENOPROTOOPT;
            case 3 -> Errno.ECONNREFUSED;
            case 4 -> Errno.EMSGSIZE;
            case 7 -> Errno.EHOSTDOWN;
            default -> Errno.EHOSTUNREACH;
        });
    }

    /// The kernel remembers what fits. It is that which a send fails of if it is too large for that, but no larger than what
    /// left before.
    private @Nullable Refusal remembered(Deed deed, Kept errors) {
        String given = deed.argument(2);
        if (!given.matches("\\d{1,9}")) return null;
        int length = Integer.parseInt(given);
        for (Refusal each : errors.latest().reversed()) {
            Passage p = each.packet;
            boolean four = !p.protocol.equals("ICMPv6");
            boolean tooBig = four ? p.type == 3 && p.code == 4 : p.type == 2;
            if (tooBig && p.arrived <= deed.enter() + error && length <= p.quotedLength
                    && length + (four ? HEADERS : HEADERS_6) > p.fits)
                return each;
        }
        return null;
    }
}
