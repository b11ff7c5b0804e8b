package net.strata.target;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// Names and addresses of hosts. A call may take long; many threads call at once.
public interface Resolver {
    /// All addresses of a name, the one to prefer first; at least one.
    ///
    /// @throws UnknownHostException if there is none; the message says why
    List<SockAddr.Ip> addresses(String name) throws UnknownHostException;

    /// The name of an address, null if it has none.
    @Nullable
    String name(SockAddr.Ip address);

    /// What java.net asks: getaddrinfo(3) and getnameinfo(3), hence nsswitch.conf(5) and, as a rule, /etc/hosts and DNS.
    ///
    /// - The order of addresses is that of getaddrinfo, which is iputils' and fping's, only where Java runs with
    ///   `-Djava.net.preferIPv6Addresses=system`, as the launcher has it; by itself Java puts IPv4 first.
    /// - Java counts a name of an address only if the name also has that address.
    /// - Servers are asked from the network namespace of the thread that calls. Which servers, /etc/resolv.conf says in the
    ///   calling thread's mount namespace: a thread that only changed its network namespace reads the file of before, and
    ///   not the /etc/netns/NAME/resolv.conf that `ip netns exec` would have put in its place (ip-netns(8)).
    Resolver SYSTEM = new Resolver() {
        @Override
        public List<SockAddr.Ip> addresses(String name) throws UnknownHostException {
            return Arrays.stream(InetAddress.getAllByName(name)).map(a -> SockAddr.of(a, 0)).toList();
        }

        @Override
        public @Nullable String name(SockAddr.Ip address) {
            InetAddress host = address.toInetAddress();
            String name = host.getCanonicalHostName();
            return name.equals(host.getHostAddress()) ? null : name;
        }
    };
}
