package net.strata.trace;

import static net.strata.os.Abi.*;

import java.nio.ByteBuffer;
import net.strata.os.Message;
import net.strata.os.Netlink;
import net.strata.os.Netns;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Poll;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.probe.Icmp;

/// A router of its own that answers whatever it is to forward with time exceeded, and quotes as the last byte of the
/// destination's address says.
final class Labeller implements AutoCloseable {
    /// It quotes an IP header and eight bytes, as many routers do.
    static final int SHORT = 1;
    /// Then [#OBJECTS], behind 128 bytes, with a length.
    static final int LABELLED = 2;
    /// The same without a length.
    static final int GUESSED = 3;
    static final String OBJECTS = "000c0101" + "03e8aafe" + "00003101" + "001c020f" + "00000007" + "00010000c0000201"
            + "0865746830202000" + "000005dc" + "0008fd07ffffffff";

    private final Socket tap;
    private final Socket four;
    private final Socket six;
    private final Thread thread;

    /// @param device where packets come from
    static Labeller start(String namespace, String device) throws Exception {
        return Netns.call(namespace, () -> {
            try (Netlink netlink = Netlink.open()) {
                return new Labeller(netlink.link(device).index());
            }
        });
    }

    private Labeller(int device) throws OsError {
        tap = Socket.socket(AF_PACKET, SOCK_DGRAM, 0);
        tap.setsockopt(Option.PACKET_IGNORE_OUTGOING, 1);
        tap.bind(new SockAddr.Ll(ETH_P_ALL, device));
        four = Socket.socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
        six = Socket.socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6);
        thread = Thread.ofPlatform().name("labeller").start(this::answer);
    }

    private void answer() {
        Message m = Message.of(2048, 64);
        try (var poll = new Poll()) {
            poll.add(tap, POLLIN);
            while (tap.isOpen()) {
                for (var each : poll.poll(-1)) {
                    if (!each.has(POLLIN)) return;
                    tap.recvmsg(m, 0);
                    answer(m.data());
                }
            }
        } catch (OsError e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(ByteBuffer b) throws OsError {
        boolean v6 = b.limit() >= 48 && b.get(0) >>> 4 == 6;
        if (b.limit() < 28 || !v6 && b.get(0) >>> 4 != 4) return;
        // What is not for the nets behind it is its own, or of the link.
        if (v6 ? b.getInt(24) != 0x20010db8 || b.getShort(28) != 9 : b.getShort(16) != (short) 0xcb00) return;
        SockAddr.Ip from = v6
                ? new SockAddr.In6(b.getLong(8), b.getLong(16), 0, 0, 0)
                : new SockAddr.In(b.getInt(12), 0);
        (v6 ? six : four).sendto(error(b, v6), 0, from);
    }

    private static ByteBuffer error(ByteBuffer packet, boolean v6) {
        int how = packet.get(v6 ? 39 : 19);
        byte[] structure = how == SHORT ? new byte[0] : ExtensionsTest.structure(OBJECTS);
        int quoted = how == SHORT ? (v6 ? 48 : 28) : 128;
        ByteBuffer error = ExtensionsTest.message(v6, how == LABELLED ? v6 ? 16 : 32 : 0, quoted, structure);
        error.put(8, packet, 0, Math.min(quoted, packet.limit()));
        return v6 ? error : error.putShort(2, (short) Icmp.checksum(error, 0, error.capacity()));
    }

    @Override
    public void close() {
        tap.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        four.close();
        six.close();
    }
}
