package net.strata.echo;

import java.time.Duration;
import java.util.function.Supplier;

/// What a server does for its clients, whatever the sockets are.
///
/// @param name such as `echo`
/// @param port where it is found unless another is chosen
/// @param says what it does, in a few words
/// @param datagrams whether it can do that over datagrams too
/// @param local whether only this host may ask it
/// @param clients how many it serves before it ends, 0 for no end
/// @param patience how long it waits for a client that says nothing; zero is for ever
/// @param conversations makes what it says to one client
public record Service(String name, int port, String says, boolean datagrams, boolean local, long clients,
        Duration patience, Supplier<Conversation> conversations) {

    Service(String name, int port, String says, Supplier<Conversation> conversations) {
        this(name, port, says, true, false, 0, Duration.ZERO, conversations);
    }

    Service streamsOnly() {
        return new Service(name, port, says, false, local, clients, patience, conversations);
    }

    Service localOnly() {
        return new Service(name, port, says, datagrams, true, clients, patience, conversations);
    }

    /// For where nobody else is who could ask it.
    public Service anywhere() {
        return new Service(name, port, says, datagrams, false, clients, patience, conversations);
    }

    Service once() {
        return new Service(name, port, says, datagrams, local, 1, patience, conversations);
    }

    Service patience(Duration time) {
        return new Service(name, port, says, datagrams, local, clients, time, conversations);
    }
}
