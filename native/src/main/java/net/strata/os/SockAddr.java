package net.strata.os;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.strata.wire.Text;

/// The address of a socket, of one family: a `struct sockaddr` of C, with the names that C has for the families' own.
///
/// As text they are what a user would type: `192.0.2.1:80`, `[2001:db8::1]:80`, `/run/app.socket`, `@app`. Without a port
/// an Internet address stands alone: `192.0.2.1`, `fe80::1%2`.
public sealed interface SockAddr {
    /// Such as [Abi#AF_INET].
    int family();

    /// An Internet address: a host and a port, where port 0 says nothing of a port.
    sealed interface Ip extends SockAddr {
        /// From 0 to 65535.
        int port();

        /// The same host with another port.
        Ip port(int port);

        /// The host's bytes in network order: 4 or 16.
        byte[] bytes();

        /// The host alone, without port and scope.
        String host();

        /// The host for java.net, for looking up its name.
        default InetAddress toInetAddress() {
            try {
                return this instanceof In6 six && six.scope != 0
                        ? Inet6Address.getByAddress(null, bytes(), six.scope)
                        : InetAddress.getByAddress(bytes());
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e); // of 4 or 16 bytes there is always one
            }
        }
    }

    /// IPv4 (ip(7)).
    ///
    /// @param address its four bytes as a number: 0x7f000001 is 127.0.0.1
    /// @param port from 0 to 65535
    record In(int address, int port) implements Ip {
        public In {
            checkPort(port);
        }

        @Override
        public int family() {
            return Abi.AF_INET;
        }

        @Override
        public In port(int other) {
            return new In(address, other);
        }

        @Override
        public byte[] bytes() {
            return ByteBuffer.allocate(4).putInt(address).array();
        }

        @Override
        public String host() {
            return new Text(16).ipv4(bytes(), 0).toString();
        }

        @Override
        public String toString() {
            return port == 0 ? host() : host() + ":" + port;
        }
    }

    /// IPv6 (ipv6(7)).
    ///
    /// @param high its first eight bytes
    /// @param low its last eight bytes
    /// @param port from 0 to 65535
    /// @param flowinfo the flow label, 0 for none
    /// @param scope the index of the interface that a link-local address belongs to, else 0
    record In6(long high, long low, int port, int flowinfo, int scope) implements Ip {
        public In6 {
            checkPort(port);
        }

        @Override
        public int family() {
            return Abi.AF_INET6;
        }

        @Override
        public In6 port(int other) {
            return new In6(high, low, other, flowinfo, scope);
        }

        @Override
        public byte[] bytes() {
            return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        }

        @Override
        public String host() {
            return new Text(40).ipv6(bytes(), 0).toString();
        }

        @Override
        public String toString() {
            String scoped = scope == 0 ? host() : host() + "%" + Integer.toUnsignedString(scope);
            return port == 0 ? scoped : "[" + scoped + "]:" + port;
        }
    }

    /// A unix socket (unix(7)).
    ///
    /// @param name a path; with a first character of 0, a name in the abstract namespace; empty for a socket without a
    /// name. In UTF-8 at most 107 bytes.
    record Un(String name) implements SockAddr {
        /// Of a socket that was not bound. Binding to it lets the kernel choose an abstract name.
        public static final Un UNNAMED = new Un("");

        public Un {
            int longest = Abi.SIZEOF_SOCKADDR_UN - Abi.SUN_PATH - 1;
            if (name.getBytes(StandardCharsets.UTF_8).length > longest)
                throw new IllegalArgumentException(
                        "a unix socket's name has at most " + longest + " bytes: " + name);
            if (name.lastIndexOf('\0') > 0 && !isAbstract(name))
                throw new IllegalArgumentException("a path has no character 0");
        }

        /// A name that is no path and vanishes with its socket.
        public static Un abstractName(String name) {
            return new Un("\0" + name);
        }

        private static boolean isAbstract(String name) {
            return name.startsWith("\0");
        }

        @Override
        public int family() {
            return Abi.AF_UNIX;
        }

        /// As ss(8) has it: `@` before an abstract name, `*` for none. What cannot be printed is escaped.
        @Override
        public String toString() {
            if (name.isEmpty()) return "*";
            boolean hidden = isAbstract(name);
            return (hidden ? "@" : "") + new Text(64).text(hidden ? name.substring(1) : name);
        }
    }

    /// A packet socket's: an interface, and of a packet also where it came from (packet(7)).
    ///
    /// @param protocol the EtherType, in the order of the host: [Abi#ETH_P_ALL]
    /// @param ifindex the interface's index, 0 for any
    /// @param hatype the type of its hardware (ARPHRD_), filled in by the kernel
    /// @param pkttype where the packet went, such as [Abi#PACKET_OUTGOING], filled in by the kernel
    /// @param address the hardware address as a number, its first byte the highest of those there are
    /// @param halen how many bytes that address has, from 0 to 8
    record Ll(int protocol, int ifindex, int hatype, int pkttype, long address, int halen) implements SockAddr {
        public Ll {
            if (halen < 0 || halen > Long.BYTES) throw new IllegalArgumentException("hardware address of " + halen);
        }

        /// For bind: all packets of a protocol on an interface.
        public Ll(int protocol, int ifindex) {
            this(protocol, ifindex, 0, 0, 0, 0);
        }

        /// For sending to a hardware address of at most 8 bytes.
        public static Ll to(int protocol, int ifindex, byte[] mac) {
            long address = 0;
            for (byte b : mac)
                address = address << 8 | b & 0xff;
            return new Ll(protocol, ifindex, 0, 0, address, mac.length);
        }

        /// The hardware address.
        public byte[] mac() {
            var mac = new byte[halen];
            for (int i = 0; i < halen; i++)
                mac[i] = (byte) (address >> 8 * (halen - 1 - i));
            return mac;
        }

        @Override
        public int family() {
            return Abi.AF_PACKET;
        }

        @Override
        public String toString() {
            String mac = halen == 0 ? "" : " " + HexFormat.ofDelimiter(":").formatHex(mac());
            return "0x" + HexFormat.of().toHexDigits((short) protocol) + " on interface " + ifindex + mac;
        }
    }

    /// A netlink socket's (netlink(7)).
    ///
    /// @param pid the port, 0 for the kernel
    /// @param groups multicast groups, a bit each
    record Nl(int pid, int groups) implements SockAddr {
        @Override
        public int family() {
            return Abi.AF_NETLINK;
        }

        @Override
        public String toString() {
            return "netlink port " + Integer.toUnsignedString(pid);
        }
    }

    /// The address of a family that is not known here, or none at all (a connected TCP socket's recvmsg gives none).
    ///
    /// @param family its number, 0 where there is none
    record Other(int family) implements SockAddr {
        @Override
        public String toString() {
            return family == 0 ? "no address" : "address of family " + family;
        }
    }

    /// An Internet address from a literal: no name is looked up.
    ///
    /// @param host such as `192.0.2.1`, `2001:db8::1` or `fe80::1%eth0`
    /// @throws IllegalArgumentException if it is none, or names an interface that is not there
    static Ip ip(String host, int port) {
        return of(InetAddress.ofLiteral(host), port);
    }

    /// An Internet address that java.net looked up.
    static Ip of(InetAddress host, int port) {
        ByteBuffer bytes = ByteBuffer.wrap(host.getAddress());
        return host instanceof Inet6Address six
                ? new In6(bytes.getLong(), bytes.getLong(), port, 0, six.getScopeId())
                : new In(bytes.getInt(), port);
    }

    private static void checkPort(int port) {
        if (port >>> 16 != 0) throw new IllegalArgumentException("a port is from 0 to 65535: " + port);
    }
}
