package net.strata.os;

import com.sun.jna.Native;

/// The one place that calls the kernel for sockets: whoever wants to watch every call does it here.
///
/// Calls return what the kernel itself does: 0 or more, or the number of the error, negated. Those that a signal
/// interrupted are made again (signal(7)).
final class Kernel {
    private Kernel() {}

    private static int result(int returned) {
        return returned < 0 ? -Native.getLastError() : returned;
    }

    private static int result(long returned) {
        return returned < 0 ? -Native.getLastError() : (int) returned;
    }

    static int socket(int family, int type, int protocol) {
        return result(Libc.Sockets.socket(family, type, protocol));
    }

    /// Never again after EINTR: Linux has closed it by then (close(2)).
    static int close(int fd) {
        return result(Libc.Sockets.close(fd));
    }

    static int bind(int fd, long address, int length) {
        return result(Libc.Sockets.bind(fd, address, length));
    }

    /// -EINTR is left to the caller: an Internet socket's connection goes on by itself, and connecting again would be
    /// -EALREADY (connect(2)).
    static int connect(int fd, long address, int length) {
        return result(Libc.Sockets.connect(fd, address, length));
    }

    static int getsockname(int fd, long address, long length) {
        return result(Libc.Sockets.getsockname(fd, address, length));
    }

    static int getpeername(int fd, long address, long length) {
        return result(Libc.Connections.getpeername(fd, address, length));
    }

    static int setsockopt(int fd, int level, int option, long value, int length) {
        return result(Libc.Sockets.setsockopt(fd, level, option, value, length));
    }

    static int getsockopt(int fd, int level, int option, long value, long length) {
        return result(Libc.Sockets.getsockopt(fd, level, option, value, length));
    }

    static int fcntl(int fd, int command, long argument) {
        return result(Libc.Sockets.fcntl(fd, command, argument));
    }

    static int listen(int fd, int backlog) {
        return result(Libc.Connections.listen(fd, backlog));
    }

    static int accept4(int fd, int flags) {
        int r;
        do
            r = result(Libc.Connections.accept4(fd, 0, 0, flags));
        while (r == -Errno.EINTR);
        return r;
    }

    static int shutdown(int fd, int how) {
        return result(Libc.Connections.shutdown(fd, how));
    }

    static int sendto(int fd, long data, int length, int flags, long address, int addressLength) {
        int r;
        do
            r = result(Libc.Transfers.sendto(fd, data, length, flags, address, addressLength));
        while (r == -Errno.EINTR);
        return r;
    }

    static int recvfrom(int fd, long data, int length, int flags, long address, long addressLength) {
        int r;
        do
            r = result(Libc.Transfers.recvfrom(fd, data, length, flags, address, addressLength));
        while (r == -Errno.EINTR);
        return r;
    }

    static int sendmsg(int fd, long message, int flags) {
        int r;
        do
            r = result(Libc.Messages.sendmsg(fd, message, flags));
        while (r == -Errno.EINTR);
        return r;
    }

    static int recvmsg(int fd, long message, int flags) {
        int r;
        do
            r = result(Libc.Messages.recvmsg(fd, message, flags));
        while (r == -Errno.EINTR);
        return r;
    }

    static int sendmmsg(int fd, long messages, int count, int flags) {
        int r;
        do
            r = result(Libc.Batches.sendmmsg(fd, messages, count, flags));
        while (r == -Errno.EINTR);
        return r;
    }

    static int recvmmsg(int fd, long messages, int count, int flags) {
        int r;
        do
            r = result(Libc.Batches.recvmmsg(fd, messages, count, flags, 0));
        while (r == -Errno.EINTR);
        return r;
    }

    /// -EINTR is left to the caller, who knows how much of the time is left.
    static int ppoll(long fds, int count, long timeout) {
        return result(Libc.Waiting.ppoll(fds, count, timeout, 0));
    }

    static int eventfd(int flags) {
        return result(Libc.Waiting.eventfd(0, flags));
    }

    static int read(int fd, long data, int length) {
        return result(Libc.Waiting.read(fd, data, length));
    }

    static int write(int fd, long data, int length) {
        return result(Libc.Waiting.write(fd, data, length));
    }

    static int ioctl(int fd, int request, long argument) {
        return result(Libc.Devices.ioctl(fd, request, argument));
    }

    static int open(long path, int flags) {
        return result(Libc.Files.open(path, flags, 0));
    }

    static int setns(int fd, int type) {
        return result(Libc.Files.setns(fd, type));
    }
}
