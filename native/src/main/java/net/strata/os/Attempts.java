package net.strata.os;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/// Opens sockets and closes them again, to see who may. Nothing is sent.
public final class Attempts {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int AF_PACKET = 17;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_RAW = 3;
    private static final int IPPROTO_ICMP = 1;
    private static final int IPPROTO_ICMPV6 = 58;

    private Attempts() {}

    /// What is opened; [#call] tells it as in C.
    public enum Kind {
        RAW_IPV4("socket(AF_INET, SOCK_RAW, IPPROTO_ICMP)", AF_INET, SOCK_RAW, IPPROTO_ICMP), //
        RAW_IPV6("socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6)", AF_INET6, SOCK_RAW, IPPROTO_ICMPV6), //
        ECHO_IPV4("socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP)", AF_INET, SOCK_DGRAM, IPPROTO_ICMP), //
        ECHO_IPV6("socket(AF_INET6, SOCK_DGRAM, IPPROTO_ICMPV6)", AF_INET6, SOCK_DGRAM, IPPROTO_ICMPV6), //
        PACKET("socket(AF_PACKET, SOCK_RAW, 0)", AF_PACKET, SOCK_RAW, 0);

        private final String call;
        private final int family;
        private final int type;
        private final int protocol;

        Kind(String call, int family, int type, int protocol) {
            this.call = call;
            this.family = family;
            this.type = type;
            this.protocol = protocol;
        }

        public String call() {
            return call;
        }
    }

    /// Throws what hinders it.
    public static void open(Kind kind) throws OsError {
        if (!Privileges.isLinux()) throw new OsError("sockets of this kind are opened on Linux only");
        Libpcap.quicken();
        NativeLibrary libc = NativeLibrary.getProcess();
        int fd = libc.getFunction("socket").invokeInt(new Object[]{kind.family, kind.type, kind.protocol});
        if (fd < 0) throw new OsError(kind.call, Native.getLastError(), null);
        libc.getFunction("close").invokeInt(new Object[]{fd});
    }
}
