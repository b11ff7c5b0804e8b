package net.strata.echo;

import static net.strata.os.Abi.AF_UNIX;
import static net.strata.os.Abi.SOCK_DGRAM;
import static net.strata.os.Abi.SOCK_STREAM;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.jspecify.annotations.Nullable;

/// A server, of streams or of datagrams: socket, bind, listen, accept, recv and send, close.
///
/// ```java
/// try (var server = new Server(Services.echo(), SockAddr.ip("127.0.0.1", 50007)).clients(1)) {
///     server.run();
/// }
/// ```
///
/// What is chosen is chosen before [#run], which comes back when all clients were served, or after [#close], which any
/// thread may call.
public final class Server implements AutoCloseable {
    /// What is done with the socket before it is bound, such as setting options.
    public interface Setup {
        void on(Socket socket) throws OsError;
    }

    /// What is received at once: as in most tutorials, or for datagrams as much as there can be.
    private static final int USUAL = 1024;
    private static final int DATAGRAM = 65535;
    private static final int MOST_THREADS = 256;
    private static final int MOST_POLLED = 4096;
    /// How long no client is accepted when there are no descriptors for them.
    static final long SHORTAGE_MILLIS = 100;

    private final Service service;
    private final SockAddr at;
    private int type = SOCK_STREAM;
    private Engine engine = Engine.ONE;
    private int backlog = 5;
    private int size;
    private int most;
    private long clients;
    private Duration patience;
    private boolean nonblocking;
    private boolean peers;
    private Setup setup = socket -> {
    };
    private ServerWatcher watcher = new ServerWatcher() {
    };

    private final Set<Connection> live = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();
    private long accepted;
    private boolean shortage;
    private boolean told;
    private @Nullable Socket listener;
    private boolean closed;

    /// A server of a service at an address, one client after the other.
    ///
    /// @throws IllegalArgumentException if only this host may ask that service, and the address is for others too
    public Server(Service service, SockAddr at) {
        if (service.local() && !isLocal(at))
            throw new IllegalArgumentException(service.name() + " serves this host alone, and " + at
                    + " is not a loopback address");
        this.service = service;
        this.at = at;
        patience = service.patience();
    }

    private static boolean isLocal(SockAddr address) {
        return address.family() == AF_UNIX
                || address instanceof SockAddr.Ip ip && ip.toInetAddress().isLoopbackAddress();
    }

    /// Serves by datagrams.
    public Server datagrams() {
        if (!service.datagrams()) throw new IllegalArgumentException(service.name() + " needs a stream");
        type = SOCK_DGRAM;
        return this;
    }

    public Server engine(Engine chosen) {
        engine = chosen;
        return this;
    }

    /// How many may wait to be accepted (listen(2)).
    public Server backlog(int places) {
        backlog = places;
        return this;
    }

    /// How many bytes are received at once at most.
    public Server size(int bytes) {
        size = bytes;
        return this;
    }

    /// How many clients have a connection at once, where there can be more than one. Others wait to be accepted.
    public Server most(int connections) {
        most = connections;
        return this;
    }

    /// Ends after so many clients, or datagrams; 0 is as the service has it.
    public Server clients(long number) {
        clients = number;
        return this;
    }

    /// Closes a connection on which nothing went either way for so long; zero is never.
    public Server patience(Duration time) {
        patience = time;
        return this;
    }

    /// Has calls come back that would have to wait, and tries them again after a moment. With [Engine#POLL] they do anyway.
    public Server nonblocking(boolean on) {
        nonblocking = on;
        return this;
    }

    /// Has accept tell each client's address. Without that it is asked for when it is wanted, and not known any more of those
    /// who reset the connection before.
    public Server peers(boolean on) {
        peers = on;
        return this;
    }

    public Server setup(Setup options) {
        setup = options;
        return this;
    }

    public Server watcher(ServerWatcher told) {
        watcher = told;
        return this;
    }

    /// Serves. Once only.
    ///
    /// @throws IOException if it cannot listen there
    public void run() throws IOException {
        try (Socket socket = Socket.socket(at.family(), type, 0)) {
            if (!opened(socket)) return;
            if (type == SOCK_STREAM && at.family() != AF_UNIX) socket.setsockopt(Option.SO_REUSEADDR, 1);
            setup.on(socket);
            socket.bind(at);
            Path file = at instanceof SockAddr.Un un && !un.name().isEmpty() && un.name().charAt(0) != 0
                    ? Path.of(un.name())
                    : null;
            Object made = key(file);
            try {
                serve(socket);
            } finally {
                // The name of a unix socket is a file, which closing leaves there.
                if (file != null && made != null && made.equals(key(file))) delete(file);
            }
        } catch (IllegalStateException e) {
            if (!isClosed()) throw e; // a call that close() ended
        } finally {
            close();
        }
    }

    /// What tells a file from another that got its name (its inode); null if there is none.
    private static @Nullable Object key(@Nullable Path file) {
        try {
            return file == null
                    ? null
                    : Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    private void delete(Path name) {
        try {
            Files.deleteIfExists(name);
        } catch (IOException e) {
            watcher.trouble(name + " stays there: remove it before the next server takes that name");
        }
    }

    private void serve(Socket socket) throws IOException {
        OsError.prepare();
        if (type == SOCK_STREAM) socket.listen(backlog);
        boolean chosen = at instanceof SockAddr.Ip ip && ip.port() == 0 || SockAddr.Un.UNNAMED.equals(at);
        watcher.listening(socket, chosen ? socket.getsockname() : at);
        if (type == SOCK_DGRAM) new DatagramLoop(this, socket, at).run();
        else if (engine == Engine.POLL) new PollLoop(this, socket).run();
        else
            new AcceptLoop(this, socket, engine == Engine.THREAD).run();
    }

    private synchronized boolean opened(Socket socket) {
        listener = socket;
        return !closed;
    }

    /// Ends it: nobody is accepted any more, and what is open is closed.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (listener != null) listener.close();
            notifyAll();
        }
        for (Connection each : live)
            each.socket().close();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /// How many clients were accepted, or datagrams received.
    public synchronized long served() {
        return accepted;
    }

    public long received() {
        return bytesIn.get();
    }

    public long sent() {
        return bytesOut.get();
    }

    /// Whether all that it was to serve are there.
    boolean isEnough() {
        // One client may send any number of datagrams.
        long most = clients > 0 || type == SOCK_DGRAM ? clients : service.clients();
        return most > 0 && served() >= most;
    }

    /// Whether one more may have a connection.
    boolean hasRoom() {
        return live.size() < (most > 0 ? most : engine == Engine.POLL ? MOST_POLLED : MOST_THREADS);
    }

    /// Whether the last client could not be accepted for want of descriptors or memory.
    boolean isShort() {
        return shortage;
    }

    int size() {
        return size > 0 ? size : type == SOCK_STREAM ? USUAL : DATAGRAM;
    }

    Duration patience() {
        return patience;
    }

    boolean nonblocking() {
        return nonblocking;
    }

    Service service() {
        return service;
    }

    ServerWatcher watcher() {
        return watcher;
    }

    void count(long in, long out) {
        bytesIn.addAndGet(in);
        bytesOut.addAndGet(out);
    }

    synchronized long next() {
        return ++accepted;
    }

    /// Accepts a client.
    ///
    /// @param flags as of accept4(2)
    /// @return null if there is none, or none that can be served now: [#isShort] tells
    @Nullable
    Connection accept(Socket from, int flags) throws OsError {
        shortage = false;
        Socket socket;
        SockAddr peer = null;
        try {
            if (peers || service.local()) {
                var taken = from.acceptFrom(flags);
                socket = taken == null ? null : taken.connection();
                peer = taken == null ? null : taken.from();
            } else {
                socket = from.accept4(flags);
            }
        } catch (OsError e) {
            if (!isPassing(e)) throw e;
            return null;
        }
        if (socket == null) return null;
        var client = new Connection(socket, peer, next(), service.conversations().get(), watcher);
        live.add(client);
        if (isClosed()) socket.close();
        watcher.accepted(client);
        if (service.local() && !isLocal(client.peer())) {
            watcher.trouble(client.peer() + " is not this host: not served");
            over(client, null);
            return null;
        }
        return client;
    }

    /// Whether accept(2) may succeed another time.
    private boolean isPassing(OsError e) {
        return switch (e.errno()) {
            case Errno.EMFILE, Errno.ENFILE, Errno.ENOBUFS, Errno.ENOMEM -> {
                shortage = true;
                tellShortage(String.valueOf(e.getMessage()));
                yield true;
            }
            // The client has gone again, or its network has (accept(2)).
            case Errno.ECONNABORTED, Errno.EPROTO, Errno.ENETDOWN, Errno.ENOPROTOOPT, Errno.EHOSTDOWN, Errno.ENONET,
                    Errno.EHOSTUNREACH, Errno.EOPNOTSUPP, Errno.ENETUNREACH, Errno.EPERM ->
                true;
            default -> false;
        };
    }

    /// Says once that there is not enough of something for all clients.
    void tellShortage(String what) {
        if (!told) watcher.trouble("clients have to wait: " + what);
        told = true;
    }

    /// A connection is over.
    ///
    /// @param failure null if all was said
    void over(Connection client, @Nullable IOException failure) {
        count(client.received(), client.sent());
        client.close(isClosed() ? null : failure);
        live.remove(client);
        synchronized (this) {
            notifyAll();
        }
    }

    /// What a client did who waited for too long.
    String silence() {
        return "nothing came or went for " + patience.toMillis() / 1e3 + " s";
    }

    /// Waits for a time, or until it is closed.
    synchronized void rest(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        try {
            for (long left = millis; left > 0 && !closed; left = (end - System.nanoTime()) / 1_000_000)
                wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    /// Waits until one more may have a connection.
    synchronized void awaitRoom() {
        try {
            while (!hasRoom() && !closed)
                wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    /// Waits until no connection is left.
    synchronized void awaitAll() {
        try {
            while (!live.isEmpty())
                wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }
}
