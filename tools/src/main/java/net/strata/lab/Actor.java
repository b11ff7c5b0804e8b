package net.strata.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import net.strata.os.Call;
import net.strata.os.Calls;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.stats.Units;
import org.jspecify.annotations.Nullable;

/// One side of a session at work: its program, on threads of its own, and what it calls.
final class Actor implements Stage, Calls.Watcher {
    /// Calls in which programs wait for others.
    private static final Set<String> LASTING = Set.of("accept4", "recv", "recvfrom", "recvmsg", "ppoll");
    private static final long PATIENCE_MILLIS = 2000;

    private final Side side;
    private final Network network;
    private final Session session;
    private final Path folder;
    private final ThreadGroup group;
    private final Thread main;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    Actor(Side side, Network network, Session session, Path folder, Program program) {
        this.side = side;
        this.network = network;
        this.session = session;
        this.folder = folder;
        group = new ThreadGroup(side.toString());
        main = Thread.ofPlatform().group(group).name(side.toString()).daemon().unstarted(() -> perform(program));
    }

    /// Starts the program.
    void start() throws Exception {
        network.call(side, () -> {
            main.start();
            return side;
        });
    }

    private void perform(Program program) {
        boolean done = false;
        try {
            if (session.awaitTurn(side)) {
                Calls.watch(this, () -> program.run(this));
                awaitOthers();
                done = true;
            } else {
                session.failed(side, "was not started, as the server had failed");
            }
        } catch (InterruptedException | IllegalStateException e) {
            if (!cut) session.failed(side, told(e));
        } catch (IOException e) {
            session.failed(side, told(e));
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            session.failed(side, told(e));
        } finally {
            leave();
            session.ended(side, !done);
        }
    }

    private static String told(Throwable e) {
        return e instanceof IOException && e.getMessage() != null ? "ended: " + e.getMessage() : "ended: " + e;
    }

    /// A process is there as long as any of its threads.
    private void awaitOthers() throws InterruptedException {
        while (group.activeCount() > 1)
            Thread.sleep(1);
    }

    /// As a process that ends, it leaves its sockets to the kernel.
    private void leave() {
        long open = sockets.stream().filter(Socket::isOpen).count();
        if (open > 0 && !cut)
            session.failed(side,
                    "ended with " + Units.count(open, "socket") + " open, which the kernel closes");
        sockets.forEach(Socket::close);
        sockets.clear();
    }

    /// Has the program end.
    ///
    /// @return false if it did not
    boolean cut() throws InterruptedException {
        cut = true;
        sockets.forEach(Socket::close);
        group.interrupt();
        return main.join(java.time.Duration.ofMillis(PATIENCE_MILLIS));
    }

    boolean isAlive() {
        return main.isAlive();
    }

    @Override
    public void entered(String name, int fd) {
        if (LASTING.contains(name)) session.waits(side);
    }

    @Override
    public void returned(Call call) {
        session.add(new Made(side, call));
    }

    @Override
    public void opened(Socket socket) {
        sockets.removeIf(known -> !known.isOpen());
        sockets.add(socket);
        if (cut) socket.close();
    }

    @Override
    public Side side() {
        return side;
    }

    @Override
    public SockAddr.Ip address(Side of, int family, int port) {
        return network.address(of, family).port(network.port(port));
    }

    @Override
    public String device() {
        return network.device(side);
    }

    @Override
    public SockAddr.Un path(String name) {
        return new SockAddr.Un(folder.resolve(name).toString());
    }

    @Override
    public void signal(String what) {
        session.signal(side, what);
    }

    @Override
    public void await(String what) throws InterruptedException {
        session.waits(side);
        session.await(side.other(), what);
    }

    @Override
    public void pause(long nanos) throws InterruptedException {
        session.waits(side);
        TimeUnit.NANOSECONDS.sleep(nanos);
    }

    @Override
    public void note(String text) {
        session.note(side, text);
    }
}
