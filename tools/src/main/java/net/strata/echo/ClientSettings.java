package net.strata.echo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import net.strata.os.Abi;
import net.strata.os.Option;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// How a client reaches a server, and what its socket is like.
///
/// @param targets the addresses of the server: the next is tried where one does not answer
/// @param type such as [Abi#SOCK_STREAM]
/// @param timeout how long connecting, sending and an answer may take; zero is for ever
/// @param nonblocking whether no call waits, but poll(2) alone
/// @param delay between connecting and the first message
/// @param halfClose whether the client tells its end after the last message, and reads on (shutdown(2))
/// @param receiveSize bytes that one recv takes at most
public record ClientSettings(List<Target> targets, int type, Duration timeout, boolean nonblocking, Duration delay,
        boolean halfClose, int receiveSize) {
    private static final int RECEIVE_SIZE = 1 << 16;
    private static final List<String> ON = List.of("on", "1", "true", "yes");

    /// An address of the server.
    ///
    /// @param own what the client's own socket is bound to; null if that is left to the kernel
    /// @param options of the socket
    public record Target(SockAddr server, @Nullable SockAddr own, List<Setting> options) {
        /// Whether the kernel chooses the client's address: another one for each socket.
        boolean isAnybody() {
            return own == null || own.equals(SockAddr.Un.UNNAMED);
        }
    }

    /// A client as simple as can be: its calls wait, and for ever.
    public static ClientSettings of(SockAddr server, int type) {
        return new ClientSettings(List.of(new Target(server, null, List.of())), type, Duration.ZERO, false,
                Duration.ZERO, false, RECEIVE_SIZE);
    }

    /// The same, with the end told after the last message.
    public ClientSettings withHalfClose() {
        return new ClientSettings(targets, type, timeout, nonblocking, delay, true, receiveSize);
    }

    /// Whether datagrams to an address go to many hosts, each of which may answer from its own: to a multicast group, or with
    /// SO_BROADCAST.
    boolean toMany(Target target) {
        if (isStream() || !(target.server() instanceof SockAddr.Ip ip)) return false;
        return ip.toInetAddress().isMulticastAddress()
                || target.options().stream().anyMatch(each -> each.option() == Option.SO_BROADCAST
                        && ON.contains(each.value().toLowerCase(Locale.ROOT)));
    }

    /// Whether that is so of one of the addresses.
    public boolean toMany() {
        return targets.stream().anyMatch(this::toMany);
    }

    boolean isStream() {
        return type == Abi.SOCK_STREAM;
    }
}
