package net.strata.echo;

import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.AF_UNIX;
import static net.strata.os.Abi.MSG_DONTWAIT;

import java.nio.ByteBuffer;
import net.strata.os.Message;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.jspecify.annotations.Nullable;

/// The socket of a server of datagrams: receives one, and sends an answer to where it came from.
///
/// A socket that is bound to all addresses of its host would send from the one that the route says, and a client hears only
/// the one that it asked. There the kernel is asked for whom each datagram was (IP_PKTINFO, ip(7); IPV6_RECVPKTINFO, RFC
/// 3542 section 6), and the answer goes from there.
final class Datagrams {
    /// What fits into no datagram is sent all the same, for the kernel to say so.
    private static final int LONGEST = 65_535;
    private static final int CONTROL_BYTES = 256;

    private final Socket socket;
    private final ByteBuffer room;
    /// What comes, and the answer; null where the socket has one address.
    private final @Nullable Message in;
    private final @Nullable Message out;
    private SockAddr from = new SockAddr.Other(0);
    private SockAddr.@Nullable Ip asked;

    /// @param at what the socket is bound to
    /// @param size how many bytes of a datagram are received
    Datagrams(Socket socket, SockAddr at, int size) throws OsError {
        this.socket = socket;
        if (at instanceof SockAddr.Ip ip && ip.toInetAddress().isAnyLocalAddress()) {
            socket.setsockopt(socket.family() == AF_INET6 ? Option.IPV6_RECVPKTINFO : Option.IP_PKTINFO, 1);
            in = Message.of(size, CONTROL_BYTES);
            out = Message.of(LONGEST, CONTROL_BYTES);
            room = in.data();
        } else {
            in = null;
            out = null;
            room = ByteBuffer.allocateDirect(size);
        }
    }

    /// Receives one.
    ///
    /// @return as [Socket#recv]
    int receive() throws OsError {
        if (in == null) {
            var got = socket.recvfrom(room.clear(), 0);
            from = got.from();
            if (got.length() >= 0) room.flip();
            return got.length();
        }
        int r = socket.recvmsg(in, 0);
        from = in.from();
        asked = in.control().destination();
        return r;
    }

    /// What came.
    ByteBuffer data() {
        return room;
    }

    /// From whom.
    SockAddr from() {
        return from;
    }

    /// Answers what came last.
    ///
    /// @return as [Socket#send]; -EAGAIN of a unix socket, or of one that does not block
    int answer(ByteBuffer data) throws OsError {
        if (out != null && asked != null && data.remaining() <= out.data().capacity()) {
            out.data().clear().put(data.duplicate()).flip();
            out.control().clear().from(asked, 0);
            try {
                return socket.sendmsg(out.to(from), 0);
            } catch (OsError _) {
                // All hosts of a network or a group were asked: from such an address nobody sends. Other reasons come again.
            }
        }
        // A unix socket would wait for a client whose queue is full.
        return socket.sendto(data, from.family() == AF_UNIX ? MSG_DONTWAIT : 0, from);
    }
}
