package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.os.Abi.AF_UNIX;
import static net.strata.os.Abi.SOCK_STREAM;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import net.strata.lab.Origin;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;

/// Sockets whose addresses are files.
final class UnixSockets implements Demo {
    private static final int SIZEOF_UCRED = 12;
    private static final int BINDS = 5;
    private static final int CONNECTS = 3;
    private static final SockAddr.Un HIDDEN = SockAddr.Un
            .abstractName("strata-demo-" + ProcessHandle.current().pid());

    @Override
    public About about() {
        return new About("unix", "a unix socket is a file, and sends no packets",
                "Talking to the same machine goes through the network, over 127.0.0.1 or another way; and when a server has "
                        + "ended, its address is free.",
                "Two programs talk over a unix socket, each in a network of its own. Which packets pass? And what becomes of "
                        + "the file when the server ends?",
                "The kernel copies from one program to the other: there is no packet, no address, no port; a file's path is "
                        + "the name, and its permissions say who may connect. It stays when the server ends, so the next bind "
                        + "fails with EADDRINUSE until somebody removes it. A name that begins with a zero byte is no file and "
                        + "vanishes with its socket, but belongs to a network namespace. SO_PEERCRED tells which process, user "
                        + "and group is at the other end: the kernel says so, not the peer.",
                List.of("unix(7)", "network_namespaces(7) on abstract names"));
    }

    private static Socket stream() throws OsError {
        return Socket.socket(AF_UNIX, SOCK_STREAM, 0);
    }

    /// Binds a socket that is good for nothing else: what came of it is recorded.
    private static void tryBind(SockAddr.Un name) throws OsError {
        try (Socket socket = stream()) {
            socket.bind(name);
        } catch (OsError e) {
            if (e.errno() != Errno.EADDRINUSE) throw e;
        }
    }

    private static void serve(Stage stage, AtomicReference<ByteBuffer> credentials) throws Exception {
        SockAddr.Un name = stage.path("echo.socket");
        try (Socket listener = stream()) {
            listener.bind(name);
            listener.listen(1);
            try (Socket connection = listener.accept()) {
                credentials.set(connection.getsockopt(Option.SO_PEERCRED, SIZEOF_UCRED));
                Kit.sendAll(connection,
                        new String(Kit.recvAll(connection, 100), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        tryBind(name);
        stage.signal("ended");
        stage.await("refused");
        Files.delete(Path.of(name.name()));
        tryBind(name);
        try (Socket listener = stream()) {
            listener.bind(HIDDEN);
            listener.listen(1);
            stage.signal("hidden");
            stage.await("tried");
        }
        tryBind(HIDDEN);
    }

    private static void ask(Stage stage) throws Exception {
        SockAddr.Un name = stage.path("echo.socket");
        try (Socket socket = stream()) {
            socket.connect(name);
            Kit.sendAll(socket, "who am I?");
            socket.shutdown(net.strata.os.Abi.SHUT_WR);
            Kit.recvAll(socket, 100);
        }
        stage.await("ended");
        tryConnect(name);
        stage.signal("refused");
        stage.await("hidden");
        tryConnect(HIDDEN);
        stage.signal("tried");
    }

    private static void tryConnect(SockAddr.Un name) throws OsError {
        try (Socket socket = stream()) {
            socket.expect(Errno.ECONNREFUSED).connect(name);
        }
    }

    @Override
    public void show(Trial trial) throws Exception {
        var credentials = new AtomicReference<>(ByteBuffer.allocate(SIZEOF_UCRED));
        var session = trial.run("a talk over a file, and what is left of it", stage -> serve(stage, credentials),
                UnixSockets::ask);
        ByteBuffer peer = credentials.get();
        session.show(Session.all(session.calls(CLIENT, "socket", "connect", "send", "recv"),
                session.calls(SERVER, "bind", "accept4", "recv", "send")), session.timeline().packets());
        session.say(
                "the client is process " + peer.getInt(0) + ", user " + peer.getInt(4) + ", group " + peer.getInt(8));
        List<Step> binds = session.calls(SERVER, "bind");
        List<Step> connects = session.calls(CLIENT, "connect");
        if (binds.size() != BINDS || connects.size() != CONNECTS)
            throw new Missing(binds.size() + " calls of bind, and " + connects.size() + " of connect");
        trial.expectPackets("what is sent comes back, and no packet passes",
                session.text(CLIENT, "recv").equals("who am I?") && session.timeline().packets().isEmpty(),
                session.timeline().packets().size() + " packets");
        trial.expect("the kernel says which process is at the other end",
                peer.getInt(0) == ProcessHandle.current().pid(), "process " + peer.getInt(0));
        trial.expect("when the server has ended, its file is still there: bind fails with EADDRINUSE, connect with "
                + "ECONNREFUSED",
                Session.failed(binds.get(1), Errno.EADDRINUSE) && Session.failed(connects.get(1), Errno.ECONNREFUSED),
                Session.results(Session.all(binds, connects)));
        trial.expect("once the file is removed, bind succeeds", Session.result(binds.get(2)).equals("0"),
                Session.results(binds));
        trial.expect("an abstract name is free as soon as its socket is closed",
                Session.result(binds.get(4)).equals("0"), Session.results(binds));
        if (session.timeline().recording().origin().place() == Origin.Place.NAMESPACES)
            trial.expect("an abstract name is not known in another network namespace",
                    Session.failed(connects.get(2), Errno.ECONNREFUSED), Session.results(connects));
    }
}
