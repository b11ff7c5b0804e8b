package net.strata.ping;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.strata.os.SockAddr;
import net.strata.sim.Network;
import net.strata.sim.Packet;

/// Packets of somebody who knows what [Run] sends.
final class Answers {
    private static final SockAddr.In ROUTER = Run.in(9);
    private static final SockAddr.In6 ROUTER6 = new SockAddr.In6(1, 2, 0, 0, 0);
    private static final int NONCE = 8;

    private Answers() {}

    /// An echo message.
    ///
    /// @param data begins with a nonce, or not
    static Packet echo(int type, int ident, int sequence, byte[] data, SockAddr.Ip from, SockAddr.Ip to) {
        byte[] message = ByteBuffer.allocate(8 + data.length).putInt(type << 24).putShort((short) ident)
                .putShort((short) sequence).put(data).array();
        return new Packet(-1, 0, from, to, 0, 64, message).summed();
    }

    static byte[] nonce(long nonce) {
        return ByteBuffer.allocate(NONCE).putLong(nonce).array();
    }

    /// What a raw socket is given of a packet.
    static byte[] given(Packet packet) {
        return packet.to() instanceof SockAddr.In6 ? packet.message() : packet.withHeader();
    }

    /// The reply to a probe, and errors that quote it whole and in part, each as a raw socket is given it.
    static List<byte[]> all(SockAddr.Ip host, int sequence, byte[] data) {
        boolean six = host instanceof SockAddr.In6;
        SockAddr.Ip home = six ? Network.HOME6 : Network.HOME;
        SockAddr.Ip router = six ? ROUTER6 : ROUTER;
        int ident = six ? Run.IDENT6 : Run.IDENT;
        Packet request = echo(six ? 128 : 8, ident, sequence, data, home, host);
        List<byte[]> all = new ArrayList<>();
        all.add(given(echo(six ? 129 : 0, ident, sequence, data, host, home)));
        all.add(given(request.error(router, six ? 1 : 3, 1, 0, Integer.MAX_VALUE)));
        all.add(given(request.error(router, six ? 3 : 11, 0, 0, six ? 48 : 28)));
        return all;
    }
}
