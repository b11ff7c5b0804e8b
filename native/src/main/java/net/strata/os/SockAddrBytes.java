package net.strata.os;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Addresses as the kernel has them, in memory of the machine's byte order, read within bounds.
final class SockAddrBytes {
    private SockAddrBytes() {}

    /// Writes an address.
    ///
    /// @param at where, with [Abi#SIZEOF_SOCKADDR] bytes of room
    /// @return its length
    static int put(ByteBuffer b, int at, SockAddr address) {
        b.putShort(at, (short) address.family());
        // No pattern switch: what those are made of is not in the ahead-of-time cache.
        if (address instanceof SockAddr.In in) return put(b, at, in);
        if (address instanceof SockAddr.In6 in6) return put(b, at, in6);
        if (address instanceof SockAddr.Ll ll) return put(b, at, ll);
        if (address instanceof SockAddr.Un un) return put(b, at, un);
        if (address instanceof SockAddr.Nl nl) return put(b, at, nl);
        throw new IllegalArgumentException(address + " cannot be used");
    }

    private static int put(ByteBuffer b, int at, SockAddr.In in) {
        putPort(b, at + Abi.SIN_PORT, in.port());
        b.putInt(at + Abi.SIN_ADDR, Integer.reverseBytes(in.address()));
        b.putLong(at + Abi.SIN_ADDR + 4, 0);
        return Abi.SIZEOF_SOCKADDR_IN;
    }

    private static int put(ByteBuffer b, int at, SockAddr.In6 in6) {
        putPort(b, at + Abi.SIN6_PORT, in6.port());
        b.putInt(at + Abi.SIN6_FLOWINFO, Integer.reverseBytes(in6.flowinfo()));
        b.putLong(at + Abi.SIN6_ADDR, Long.reverseBytes(in6.high()));
        b.putLong(at + Abi.SIN6_ADDR + 8, Long.reverseBytes(in6.low()));
        b.putInt(at + Abi.SIN6_SCOPE_ID, in6.scope());
        return Abi.SIZEOF_SOCKADDR_IN6;
    }

    private static int put(ByteBuffer b, int at, SockAddr.Un un) {
        byte[] name = un.name().getBytes(StandardCharsets.UTF_8);
        b.put(at + Abi.SUN_PATH, name);
        boolean path = name.length > 0 && name[0] != 0;
        if (path) b.put(at + Abi.SUN_PATH + name.length, (byte) 0);
        return Abi.SUN_PATH + name.length + (path ? 1 : 0);
    }

    private static int put(ByteBuffer b, int at, SockAddr.Ll ll) {
        putPort(b, at + Abi.SLL_PROTOCOL, ll.protocol());
        b.putInt(at + Abi.SLL_IFINDEX, ll.ifindex());
        b.putShort(at + Abi.SLL_HATYPE, (short) ll.hatype());
        b.put(at + Abi.SLL_PKTTYPE, (byte) ll.pkttype());
        b.put(at + Abi.SLL_HALEN, (byte) ll.halen());
        b.putLong(at + Abi.SLL_ADDR, 0);
        b.put(at + Abi.SLL_ADDR, ll.mac());
        return Abi.SIZEOF_SOCKADDR_LL;
    }

    private static int put(ByteBuffer b, int at, SockAddr.Nl nl) {
        b.putShort(at + 2, (short) 0);
        b.putInt(at + Abi.NL_PID, nl.pid());
        b.putInt(at + Abi.NL_GROUPS, nl.groups());
        return Abi.SIZEOF_SOCKADDR_NL;
    }

    /// Reads an address.
    ///
    /// @param length as the kernel gave it: more than there was room for if it was cut
    static SockAddr get(ByteBuffer b, int at, int length) {
        int n = Math.min(length, Math.min(Abi.SIZEOF_SOCKADDR, b.capacity() - at));
        if (n < 2) return new SockAddr.Other(0);
        int family = Short.toUnsignedInt(b.getShort(at));
        return switch (family) {
            case Abi.AF_INET -> n < Abi.SIN_ADDR + 4
                    ? new SockAddr.Other(family)
                    : new SockAddr.In(Integer.reverseBytes(b.getInt(at + Abi.SIN_ADDR)),
                            port(b, at + Abi.SIN_PORT));
            case Abi.AF_INET6 -> n < Abi.SIN6_SCOPE_ID + 4
                    ? new SockAddr.Other(family)
                    : new SockAddr.In6(Long.reverseBytes(b.getLong(at + Abi.SIN6_ADDR)),
                            Long.reverseBytes(b.getLong(at + Abi.SIN6_ADDR + 8)), port(b, at + Abi.SIN6_PORT),
                            Integer.reverseBytes(b.getInt(at + Abi.SIN6_FLOWINFO)),
                            b.getInt(at + Abi.SIN6_SCOPE_ID));
            case Abi.AF_UNIX -> unix(b, at, Math.min(n, Abi.SIZEOF_SOCKADDR_UN));
            case Abi.AF_PACKET -> n < Abi.SLL_ADDR ? new SockAddr.Other(family) : packet(b, at, n);
            case Abi.AF_NETLINK -> n < Abi.SIZEOF_SOCKADDR_NL
                    ? new SockAddr.Other(family)
                    : new SockAddr.Nl(b.getInt(at + Abi.NL_PID), b.getInt(at + Abi.NL_GROUPS));
            default -> new SockAddr.Other(family);
        };
    }

    /// The family of an address, 0 if there is none. Like the rest below it allocates nothing.
    static int family(ByteBuffer b, int at, int length) {
        return length < 2 ? Abi.AF_UNSPEC : Short.toUnsignedInt(b.getShort(at));
    }

    /// An IPv4 address as a number, 0 if it is none.
    static int inet(ByteBuffer b, int at, int length) {
        return is(Abi.AF_INET, b, at, length, Abi.SIN_ADDR + 4) ? Integer.reverseBytes(b.getInt(at + Abi.SIN_ADDR)) : 0;
    }

    /// Eight bytes of an IPv6 address, 0 if it is none.
    ///
    /// @param half 0 for the first eight, 8 for the last
    static long inet6(ByteBuffer b, int at, int length, int half) {
        return is(Abi.AF_INET6, b, at, length, Abi.SIN6_SCOPE_ID + 4)
                ? Long.reverseBytes(b.getLong(at + Abi.SIN6_ADDR + half))
                : 0;
    }

    /// What a link-local IPv6 address belongs to, else 0.
    static int scope(ByteBuffer b, int at, int length) {
        return is(Abi.AF_INET6, b, at, length, Abi.SIN6_SCOPE_ID + 4) ? b.getInt(at + Abi.SIN6_SCOPE_ID) : 0;
    }

    private static boolean is(int family, ByteBuffer b, int at, int length, int least) {
        return length >= least && b.getShort(at) == family;
    }

    /// A path ends at its first 0 or at the end; an abstract name may hold zeros.
    private static SockAddr unix(ByteBuffer b, int at, int n) {
        var name = new byte[n - Abi.SUN_PATH];
        b.get(at + Abi.SUN_PATH, name);
        int length = name.length;
        if (length > 0 && name[0] != 0) {
            length = 0;
            while (length < name.length && name[length] != 0)
                length++;
        }
        String text = new String(name, 0, length, StandardCharsets.UTF_8);
        // One of 108 bytes, or one that is not UTF-8, cannot be told whole.
        boolean told = length < Abi.SIZEOF_SOCKADDR_UN - Abi.SUN_PATH
                && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), Arrays.copyOf(name, length));
        return told ? new SockAddr.Un(text) : new SockAddr.Other(Abi.AF_UNIX);
    }

    private static SockAddr packet(ByteBuffer b, int at, int n) {
        int halen = Math.min(b.get(at + Abi.SLL_HALEN) & 0xff, Math.min(Long.BYTES, n - Abi.SLL_ADDR));
        long address = 0;
        for (int i = 0; i < halen; i++)
            address = address << 8 | b.get(at + Abi.SLL_ADDR + i) & 0xff;
        return new SockAddr.Ll(port(b, at + Abi.SLL_PROTOCOL), b.getInt(at + Abi.SLL_IFINDEX),
                Short.toUnsignedInt(b.getShort(at + Abi.SLL_HATYPE)), b.get(at + Abi.SLL_PKTTYPE) & 0xff, address,
                halen);
    }

    private static int port(ByteBuffer b, int at) {
        return (b.get(at) & 0xff) << 8 | b.get(at + 1) & 0xff;
    }

    private static void putPort(ByteBuffer b, int at, int port) {
        b.put(at, (byte) (port >> 8)).put(at + 1, (byte) port);
    }
}
