package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.os.Abi.*;

import java.nio.ByteBuffer;
import java.util.List;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Poll;
import net.strata.os.Socket;

/// A call of send takes what fits into the buffer.
final class ShortSend implements Demo {
    /// More than all buffers on the way hold.
    private static final int SIZE = 200_000;
    private static final int SEND_BUFFER = 16 << 10;
    private static final int RECEIVE_BUFFER = 32 << 10;

    @Override
    public About about() {
        return new About("short-send", "send takes what fits, and says how much",
                "send sends all that it is given, or fails.",
                "A program gives 200000 bytes to a socket whose calls do not wait, while nobody reads at the other end. What "
                        + "does send return?",
                "send returns how many bytes went into the send buffer; the rest is still the program's to send, so it "
                        + "belongs in a loop. When nothing fits, a socket that does not wait says EAGAIN, and poll tells by "
                        + "POLLOUT when something does. A socket that waits takes all, however long that lasts, unless a "
                        + "signal or SO_SNDTIMEO comes between.",
                List.of("send(2)", "socket(7) on SO_SNDBUF", "poll(2) on POLLOUT"));
    }

    private static void read(Stage stage) throws Exception {
        try (var connection = Kit.accepted(stage, RECEIVE_BUFFER)) {
            stage.await("full");
            Kit.recvAll(connection, 1 << 16);
        }
    }

    private static void write(Stage stage) throws OsError {
        ByteBuffer data = Kit.bytes(Kit.numbers(SIZE));
        try (var socket = Socket.socket(AF_INET, SOCK_STREAM, 0); var poll = new Poll()) {
            socket.setsockopt(Option.SO_SNDBUF, SEND_BUFFER);
            socket.connect(Kit.server(stage));
            socket.nonblocking(true);
            while (data.hasRemaining())
                if (socket.send(data, MSG_NOSIGNAL) < 0) break;
            stage.signal("full");
            poll.add(socket, POLLOUT);
            while (data.hasRemaining()) {
                poll.poll(-1);
                socket.send(data, MSG_NOSIGNAL);
            }
            socket.shutdown(SHUT_WR);
        }
    }

    @Override
    public void show(Trial trial) throws Exception {
        var session = trial.run("200000 bytes for a socket that does not wait, and a server that does not read yet",
                ShortSend::read, ShortSend::write);
        List<Step> sends = session.calls(CLIENT, "send");
        Step first = session.call(CLIENT, "send");
        int full = 0;
        while (full < sends.size() && !Session.failed(sends.get(full), Errno.EAGAIN))
            full++;
        session.show(Session.all(Session.first(full + 3, sends), Session.first(2, session.calls(CLIENT, "ppoll"))),
                List.of());
        session.say(sends.size() + " calls of send in all: " + Session.results(sends));
        int taken = first.made().call().result();
        trial.expect("the first send takes a part only", taken > 0 && taken < SIZE, Session.results(List.of(first)));
        trial.expect("when the buffers are full, send fails with EAGAIN", full < sends.size(), Session.results(sends));
        trial.expect("poll tells when there is room again, and the rest goes in further calls",
                full < sends.size() && sends.subList(full, sends.size()).stream()
                        .anyMatch(step -> step.made().call().result() > 0),
                Session.results(sends));
        String arrived = session.text(SERVER, "recv");
        trial.expect("all bytes arrive, in their order", arrived.equals(Kit.numbers(SIZE)),
                arrived.length() + " bytes arrived");
    }
}
