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
        var call = Calls.enter("socket", -1);
        int r = result(Libc.Sockets.socket(family, type, protocol));
        if (call != null)
            call.back().with(CallText.family(family)).with(CallText.type(type))
                    .with(CallText.protocol(family, protocol)).end(r);
        return r;
    }

    /// Never again after EINTR: Linux has closed it by then (close(2)).
    static int close(int fd) {
        var call = Calls.enter("close", fd);
        int r = result(Libc.Sockets.close(fd));
        if (call != null) call.back().end(r);
        return r;
    }

    /// Closes what no program opened: nobody is told.
    static int closeOwn(int fd) {
        return result(Libc.Sockets.close(fd));
    }

    static int bind(int fd, long address, int length) {
        var call = Calls.enter("bind", fd);
        int r = result(Libc.Sockets.bind(fd, address, length));
        if (call != null) call.back().withAddress(address, length).end(r);
        return r;
    }

    /// -EINTR is left to the caller: an Internet socket's connection goes on by itself, and connecting again would be
    /// -EALREADY (connect(2)).
    static int connect(int fd, long address, int length) {
        var call = Calls.enter("connect", fd);
        int r = result(Libc.Sockets.connect(fd, address, length));
        if (call != null) call.back().withAddress(address, length).end(r);
        return r;
    }

    static int getsockname(int fd, long address, long length) {
        var call = Calls.enter("getsockname", fd);
        int r = result(Libc.Sockets.getsockname(fd, address, length));
        if (call != null) call.back().withFilled(address, length, r).end(r);
        return r;
    }

    static int getpeername(int fd, long address, long length) {
        var call = Calls.enter("getpeername", fd);
        int r = result(Libc.Connections.getpeername(fd, address, length));
        if (call != null) call.back().withFilled(address, length, r).end(r);
        return r;
    }

    static int setsockopt(int fd, int level, int option, long value, int length) {
        var call = Calls.enter("setsockopt", fd);
        int r = result(Libc.Sockets.setsockopt(fd, level, option, value, length));
        if (call != null) call.back().withOption(level, option, value, length, true).with(length).end(r);
        return r;
    }

    static int getsockopt(int fd, int level, int option, long value, long length) {
        var call = Calls.enter("getsockopt", fd);
        int r = result(Libc.Sockets.getsockopt(fd, level, option, value, length));
        if (call != null) {
            int filled = Calls.number(length);
            call.back().withOption(level, option, value, filled, r >= 0).with("[" + filled + "]").end(r);
        }
        return r;
    }

    static int fcntl(int fd, int command, long argument) {
        var call = Calls.enter("fcntl", fd);
        int r = result(Libc.Sockets.fcntl(fd, command, argument));
        if (call != null) call.back().with(CallText.fcntl(command)).with(CallText.fcntl(command, argument)).end(r);
        return r;
    }

    static int listen(int fd, int backlog) {
        var call = Calls.enter("listen", fd);
        int r = result(Libc.Connections.listen(fd, backlog));
        if (call != null) call.back().with(backlog).end(r);
        return r;
    }

    static int accept4(int fd, long address, long lengthAddress, int flags) {
        int r;
        do {
            var call = Calls.enter("accept4", fd);
            r = result(Libc.Connections.accept4(fd, address, lengthAddress, flags));
            if (call != null)
                call.back().withFilled(address, lengthAddress, r).with(CallText.acceptFlags(flags)).end(r);
        } while (r == -Errno.EINTR);
        return r;
    }

    static int shutdown(int fd, int how) {
        var call = Calls.enter("shutdown", fd);
        int r = result(Libc.Connections.shutdown(fd, how));
        if (call != null) call.back().with(CallText.shutdown(how)).end(r);
        return r;
    }

    static int sendto(int fd, long data, int length, int flags, long address, int addressLength) {
        int r;
        do {
            var call = Calls.enter(address == 0 ? "send" : "sendto", fd);
            r = result(Libc.Transfers.sendto(fd, data, length, flags, address, addressLength));
            if (call != null) {
                // What a call that failed would have sent is shown.
                call.back().withData(data, length, r < 0 ? length : r).with(CallText.flags(flags));
                if (address != 0) call.withAddress(address, addressLength);
                call.end(r);
            }
        } while (r == -Errno.EINTR);
        return r;
    }

    static int recvfrom(int fd, long data, int length, int flags, long address, long addressLength) {
        int r;
        do {
            var call = Calls.enter(address == 0 ? "recv" : "recvfrom", fd);
            r = result(Libc.Transfers.recvfrom(fd, data, length, flags, address, addressLength));
            if (call != null) {
                call.back().withData(data, length, r).with(CallText.flags(flags));
                if (address != 0) call.withFilled(address, addressLength, r);
                call.end(r);
            }
        } while (r == -Errno.EINTR);
        return r;
    }

    static int sendmsg(int fd, long message, int flags) {
        int r;
        do {
            var call = Calls.enter("sendmsg", fd);
            r = result(Libc.Messages.sendmsg(fd, message, flags));
            if (call != null) call.back().withMessage(message, r, true).with(CallText.flags(flags)).end(r);
        } while (r == -Errno.EINTR);
        return r;
    }

    static int recvmsg(int fd, long message, int flags) {
        int r;
        do {
            var call = Calls.enter("recvmsg", fd);
            r = result(Libc.Messages.recvmsg(fd, message, flags));
            if (call != null) call.back().withMessage(message, r, false).with(CallText.flags(flags)).end(r);
        } while (r == -Errno.EINTR);
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
    ///
    /// @param shown how many of them a watcher is told of: a [Poll]'s own bell is none of the program's
    static int ppoll(long fds, int count, int shown, long timeout) {
        var call = Calls.enter("ppoll", -1);
        int r = result(Libc.Waiting.ppoll(fds, count, timeout, 0));
        if (call != null) call.back().withDescriptors(fds, shown).withTime(timeout).with("NULL").end(r);
        return r;
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

    static int unshare(int flags) {
        return result(Libc.Files.unshare(flags));
    }
}
