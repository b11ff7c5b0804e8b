package net.strata.echo;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.jspecify.annotations.Nullable;

/// A server that runs in a thread of its own, and what it told.
final class Served implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Server server;
    private final CompletableFuture<SockAddr> at = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    /// Why connections failed, and troubles.
    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    final List<Long> closed = Collections.synchronizedList(new ArrayList<>());

    /// The addresses of clients whose connections are closed.
    final List<SockAddr> peers = Collections.synchronizedList(new ArrayList<>());

    private Served(Server server) {
        this.server = server;
        server.watcher(new ServerWatcher() {
            @Override
            public void listening(Socket socket, SockAddr address) {
                at.complete(address);
            }

            @Override
            public void closed(Connection client, @Nullable IOException failure) {
                if (failure != null) told.add(String.valueOf(failure.getMessage()));
                peers.add(client.peer());
                synchronized (closed) {
                    closed.add(client.number());
                    closed.notifyAll();
                }
            }

            @Override
            public void trouble(String what) {
                synchronized (told) {
                    told.add(what);
                    told.notifyAll();
                }
            }
        });
    }

    static Served start(Server server) {
        var served = new Served(server);
        Thread.ofPlatform().name("server").start(() -> {
            try {
                server.run();
                served.end.complete(null);
            } catch (Throwable e) {
                served.at.completeExceptionally(e);
                served.end.completeExceptionally(e);
            }
        });
        served.at();
        return served;
    }

    SockAddr at() {
        return await(at);
    }

    /// Waits until a client's connection is closed.
    void awaitClosed(long number) {
        await(closed, () -> closed.contains(number));
    }

    /// Waits until it told of a trouble.
    void awaitTold() {
        await(told, () -> !told.isEmpty());
    }

    private static void await(Object of, BooleanSupplier what) {
        synchronized (of) {
            try {
                while (!what.getAsBoolean())
                    of.wait();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /// Waits until it ended by itself.
    Served ended() {
        await(end);
        return this;
    }

    Server server() {
        return server;
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<T> what) {
        try {
            return what.get(PATIENCE_SECONDS, SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.close();
        ended();
    }
}
