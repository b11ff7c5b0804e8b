package net.strata.os;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/// The functions of libc, as C declares them; a pointer is a long. In groups, since JNA takes about 0.1 ms to map each:
/// a program maps what it uses. Only [Kernel] calls them.
final class Libc {
    private Libc() {}

    private static void map(Class<?> group) {
        Libpcap.quicken();
        Native.register(group, NativeLibrary.getProcess());
    }

    static final class Sockets {
        static {
            map(Sockets.class);
        }

        private Sockets() {}

        static native int socket(int family, int type, int protocol);
        static native int close(int fd);
        static native int bind(int fd, long address, int length);
        static native int connect(int fd, long address, int length);
        static native int getsockname(int fd, long address, long length);
        static native int setsockopt(int fd, int level, int option, long value, int length);
        static native int getsockopt(int fd, int level, int option, long value, long length);
        static native int fcntl(int fd, int command, long argument);
    }

    static final class Connections {
        static {
            map(Connections.class);
        }

        private Connections() {}

        static native int listen(int fd, int backlog);
        static native int accept4(int fd, long address, long length, int flags);
        static native int shutdown(int fd, int how);
        static native int getpeername(int fd, long address, long length);
    }

    static final class Transfers {
        static {
            map(Transfers.class);
        }

        private Transfers() {}

        static native long sendto(int fd, long data, long length, int flags, long address, int addressLength);
        static native long recvfrom(int fd, long data, long length, int flags, long address, long addressLength);
    }

    static final class Messages {
        static {
            map(Messages.class);
        }

        private Messages() {}

        static native long sendmsg(int fd, long message, int flags);

        static native long recvmsg(int fd, long message, int flags);
    }

    static final class Batches {
        static {
            map(Batches.class);
        }

        private Batches() {}

        static native int sendmmsg(int fd, long messages, int count, int flags);

        static native int recvmmsg(int fd, long messages, int count, int flags, long timeout);
    }

    static final class Waiting {
        static {
            map(Waiting.class);
        }

        private Waiting() {}

        static native int ppoll(long fds, long count, long timeout, long signals);
        static native int eventfd(int value, int flags);
        static native long read(int fd, long data, long length);
        static native long write(int fd, long data, long length);
    }

    static final class Devices {
        static {
            map(Devices.class);
        }

        private Devices() {}

        static native int ioctl(int fd, long request, long argument);
    }

    static final class Files {
        static {
            map(Files.class);
        }

        private Files() {}

        static native int open(long path, int flags, int mode);
        static native int setns(int fd, int type);
        static native int unshare(int flags);
    }
}
