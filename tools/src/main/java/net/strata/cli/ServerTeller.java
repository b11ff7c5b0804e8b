package net.strata.cli;

import java.io.IOException;
import net.strata.echo.Connection;
import net.strata.echo.Plain;
import net.strata.echo.ServerWatcher;
import net.strata.echo.SocketFacts;
import net.strata.os.Abi;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.jspecify.annotations.Nullable;

/// Tells the user of `strata echo server` what happens.
///
/// @param name of the server
/// @param facts whether it is wanted what sockets say of themselves
record ServerTeller(String name, boolean facts, Arguments arguments, Console console) implements ServerWatcher {
    @Override
    public void listening(Socket socket, SockAddr at) throws OsError {
        Dropping.drop(arguments, console);
        console.say(name + " listening on " + at + (socket.type() == Abi.SOCK_DGRAM ? ", datagrams" : ""));
        if (facts) show(socket);
    }

    private void show(Socket socket) throws OsError {
        for (String line : SocketFacts.of(socket).lines())
            console.error("  " + line);
    }

    @Override
    public void accepted(Connection client) {
        client(client, "accept, from " + name(client.peer()));
        if (!facts) return;
        try {
            show(client.socket());
        } catch (OsError e) {
            console.error("  " + e.getMessage());
        }
    }

    @Override
    public void received(Connection client, int bytes) {
        client(client, "recv " + bytes);
    }

    @Override
    public void sent(Connection client, int bytes) {
        client(client, "send " + bytes);
    }

    @Override
    public void ended(Connection client) {
        client(client, "recv 0: it says nothing more");
    }

    @Override
    public void closed(Connection client, @Nullable IOException failure) {
        if (failure == null) client(client, "close");
        else
            console.say("client " + client.number() + ": "
                    + (failure instanceof OsError e
                            ? Plain.text(e, client.peer(), Abi.SOCK_STREAM)
                            : failure.getMessage()));
    }

    private static String name(SockAddr address) {
        return address.equals(SockAddr.Un.UNNAMED) ? "a socket without a name" : address.toString();
    }

    private void client(Connection client, String what) {
        console.detail("client " + client.number() + ": " + what);
    }

    @Override
    public void datagram(SockAddr from, int bytes, int answered) {
        console.detail(name(from) + ": recvfrom " + bytes + (answered < 0 ? ", not answered" : ", sendto " + answered));
    }

    @Override
    public void trouble(String what) {
        console.say(what);
    }
}
