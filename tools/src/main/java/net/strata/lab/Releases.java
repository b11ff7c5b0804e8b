package net.strata.lab;

import java.util.List;
import net.strata.os.Errno;
import org.jspecify.annotations.Nullable;

/// Which packets let the calls of a TCP connection return.
final class Releases {
    private static final long MILLISECOND = 1_000_000;
    /// The smallest send buffer that Linux gives (socket(7)), and what it gives at first (tcp_wmem, tcp(7)).
    private static final long LEAST_BUFFER = 4096;
    private static final long USUAL_BUFFER = 16384;

    private Releases() {}

    /// Finds which packets let calls return.
    static void find(Connection connection) {
        Deed connect = connection.connect;
        Deed accept = connection.accept;
        if (connect != null) connect(connect, connection);
        if (accept != null) accept.brought(connection.completed);
        connection.socks.forEach((side, sock) -> {
            for (Deed deed : sock.deeds)
                release(deed, sock, connection.flow(side), connection.flow(side.other()));
        });
    }

    private static void connect(Deed deed, Connection connection) {
        if (deed.failed(Errno.EINPROGRESS)) return;
        Flow answers = connection.flow(connection.opener.other());
        if (!deed.failed())
            deed.brought(answers.syn == null ? null : firstCome(connection, answers.from, TcpFlags.SYN));
        else if (deed.failed(Errno.ECONNREFUSED)) deed.brought(firstCome(connection, answers.from, TcpFlags.RST));
    }

    private static @Nullable Passage firstCome(Connection connection, Side from, int flag) {
        for (Passage p : connection.packets)
            if (p.from == from && p.has(flag) && !p.lost()) return p;
        return null;
    }

    private static void release(Deed deed, Sock sock, Flow out, Flow in) {
        switch (deed.act) {
            case RECEIVE -> {
                int result = deed.call.result();
                if (result > 0)
                    deed.brought(in.bringing(deed.says("MSG_WAITALL") ? deed.from + result - 1 : deed.from));
                else if (result == 0) deed.brought(in.ended);
                else if (deed.failed(Errno.ECONNRESET)) deed.brought(in.reset);
            }
            case SEND -> {
                if (filled(deed, sock, out)) deed.brought(room(deed, out));
            }
            case CLOSE -> {
                if (!sock.option("SO_LINGER", deed.enter()).isEmpty() && deed.latest() - deed.enter() > MILLISECOND)
                    deed.brought(room(deed, out));
            }
            default -> {
            }
        }
    }

    /// Whether a sending call may have had to wait: there was so much that the send buffer was full.
    private static boolean filled(Deed deed, Sock sock, Flow out) {
        if (deed.call.result() <= 0 || deed.latest() - deed.enter() < MILLISECOND) return false;
        Passage last = before(out.acknowledgments, deed.enter());
        long kept = deed.from + deed.call.result() - (last == null ? 0 : last.ack - 1);
        return kept > (!sock.option("SO_SNDBUF", deed.enter()).isEmpty() ? LEAST_BUFFER : USUAL_BUFFER);
    }

    /// The last acknowledgment that came while a call lasted.
    private static @Nullable Passage room(Deed deed, Flow out) {
        Passage last = before(out.acknowledgments, deed.latest());
        return last != null && last.arrived >= deed.enter() ? last : null;
    }

    /// The last packet that came before a time.
    private static @Nullable Passage before(List<Passage> all, long time) {
        int before = Sorted.upTo(all, p -> p.arrived, time);
        return before == 0 ? null : all.get(before - 1);
    }
}
