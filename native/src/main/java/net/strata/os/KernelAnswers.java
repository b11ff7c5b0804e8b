package net.strata.os;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A netlink socket (netlink(7)) for questions that the kernel answers at once, in one message each. It belongs to the
/// network namespace of the thread that opened it.
final class KernelAnswers implements AutoCloseable {
    /// Bytes of a message's header.
    static final int HEADER = 16;
    private static final short NLM_F_REQUEST = 1;
    private static final int NLMSG_ERROR = 2;
    private static final int MOST = 8192;

    private final Socket socket;
    private final ByteBuffer request = ByteBuffer.allocateDirect(512).order(ByteOrder.nativeOrder());
    private final ByteBuffer answer = ByteBuffer.allocateDirect(MOST).order(ByteOrder.nativeOrder());
    private int sequence;

    /// @param protocol such as [Abi#NETLINK_ROUTE]
    KernelAnswers(int protocol) throws OsError {
        socket = Socket.socket(Abi.AF_NETLINK, Abi.SOCK_RAW, protocol);
    }

    /// An empty request, for what stands behind the header.
    ByteBuffer request() {
        return request.clear().position(HEADER);
    }

    /// Asks what was put into the [#request].
    ///
    /// @return the answer, to be read by absolute offsets before the next question; empty if the kernel has none
    ByteBuffer ask(int type) throws OsError {
        request.flip().putInt(0, request.limit()).putShort(4, (short) type).putShort(6, NLM_F_REQUEST)
                .putInt(8, ++sequence).putInt(12, 0);
        socket.send(request, 0);
        for (;;) {
            int received = socket.recv(answer.clear(), Abi.MSG_DONTWAIT);
            if (received < 0) return answer.limit(0);
            if (received < HEADER || answer.getInt(8) != sequence) continue;
            return answer.limit(answer.getShort(4) == NLMSG_ERROR ? 0 : received);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
