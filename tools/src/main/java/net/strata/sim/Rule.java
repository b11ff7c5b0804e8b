package net.strata.sim;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import net.strata.os.SockAddr;

/// What happens to packets on a way. Times are in ns; which packets are meant is told by the number of the probe among
/// those of its host, see [Which].
@FunctionalInterface
public interface Rule {
    /// Passes on what becomes of a packet: nothing, itself, something else, or several.
    void on(Packet packet, Consumer<Packet> next);

    /// They vanish.
    static Rule lose(LongPredicate which) {
        return (packet, next) -> {
            if (!which.test(packet.count())) next.accept(packet);
        };
    }

    /// All take some time.
    static Rule delay(LongUnaryOperator nanos) {
        return (packet, next) -> next.accept(packet.later(nanos.applyAsLong(packet.count())));
    }

    /// Some take longer, so that others may overtake them.
    static Rule delay(LongPredicate which, long nanos) {
        return change(which, packet -> packet.later(nanos));
    }

    /// Copies follow them, each so much later than the one before.
    static Rule copy(LongPredicate which, int copies, long later) {
        return (packet, next) -> {
            next.accept(packet);
            for (int i = 1; which.test(packet.count()) && i <= copies; i++)
                next.accept(packet.later(i * later));
        };
    }

    /// Bits of a byte are turned over, where the message has that byte.
    ///
    /// @param at which byte of the message
    /// @param mend whether the checksum is made right again, as by a router that has bad memory
    static Rule corrupt(LongPredicate which, int at, int bits, boolean mend) {
        return change(which, packet -> {
            byte[] message = packet.message().clone();
            if (at < message.length) message[at] ^= (byte) bits;
            Packet changed = packet.message(message);
            return mend ? changed.summed() : changed;
        });
    }

    /// The message's end is left out, and its checksum is right for what is left.
    static Rule truncate(LongPredicate which, int length) {
        return change(which, packet -> packet
                .message(Arrays.copyOf(packet.message(), Math.min(length, packet.message().length))).summed());
    }

    /// They come from another address.
    static Rule from(LongPredicate which, SockAddr.Ip address) {
        return change(which, packet -> packet.from(address));
    }

    /// A router does not pass them on, but says so: they turn back as an error.
    ///
    /// @param info the four bytes behind the checksum: a pointer, an MTU, a gateway
    /// @param quoted how many bytes of the packet are in it at most, the IP header's among them
    static Rule error(LongPredicate which, SockAddr.Ip router, int type, int code, int info, int quoted) {
        return change(which, packet -> packet.error(router, type, code, info, quoted));
    }

    /// Another one goes on in their place.
    static Rule change(LongPredicate which, UnaryOperator<Packet> change) {
        return (packet, next) -> next.accept(which.test(packet.count()) ? change.apply(packet) : packet);
    }
}
