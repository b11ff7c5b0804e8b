package net.strata.os;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A socket of the kernel (socket(7)), with the calls of C under their names.
///
/// **Results.** The calls that send, receive and connect return what C's do, or, where that is no failure for this caller,
/// the negated number of the error: `-EAGAIN` where a call would have to wait and may not, `-EINPROGRESS` from connect.
/// [#expect] says which others are no failure. All else throws [OsError]. Calls that a signal interrupted are made again.
///
/// **Buffers.** As in [java.nio.channels]: from position to limit is sent or filled, and the position moves over what was.
/// Data outside the heap ([ByteBuffer#allocateDirect]) is not copied.
///
/// **Threads.** A socket may be used by several at once, and closed by any: see [Descriptor#close]. A call on a closed one
/// throws [IllegalStateException], and so does one that ends because the socket is closed meanwhile.
///
/// **Errors that come back.** With IP_RECVERR or IPV6_RECVERR an ICMP error for a packet that was sent waits in the error
/// queue, and has the next call on the socket fail once: that call sends, or receives, nothing. (Of raw sockets only errors
/// do that by which hosts or protocols cannot be reached.) So whoever pings calls [#expectIcmpErrors], reads the error queue
/// when a call returns one of them and when [Abi#POLLERR] is told, and makes the call again.
///
/// **A full send buffer** (SO_SNDBUF) has a sender wait, or be told EAGAIN if it may not. But some sockets never wait: ICMPv6
/// datagram sockets are told EAGAIN all the same, and raw sockets, unless they have IP_HDRINCL, ENOBUFS. There
/// [Abi#POLLOUT] tells when there is room again, or the sender tries later.
public final class Socket extends SocketOptions {
    private final int family;
    private final int type;
    /// A bit for each errno that callers want to see as a result; those below 128 are all that sockets have.
    private volatile long expectedLow = 1L << Errno.EAGAIN;
    private volatile long expectedHigh = 1L << Errno.EINPROGRESS - 64;

    /// What came, and from whom.
    ///
    /// @param length as [#recv] returns it: negative for an expected error
    /// @param from an [SockAddr.Other] of family 0 where the kernel gives none
    public record Received(int length, SockAddr from) {}

    /// A connection that was taken, and whose it is.
    public record Accepted(Socket connection, SockAddr from) {}

    private Socket(int fd, int family, int type) {
        super(fd);
        this.family = family;
        this.type = type;
    }

    /// Opens a socket (socket(2)). Programs that this one starts do not inherit it.
    ///
    /// @param family such as [Abi#AF_INET]
    /// @param type such as [Abi#SOCK_STREAM]
    /// @param protocol 0 for the usual one, or such as [Abi#IPPROTO_ICMP]; for [Abi#AF_PACKET] see [#htons]
    /// @throws OsError EPERM for a raw or packet socket without CAP_NET_RAW; EACCES for an ICMP datagram socket of a user whose
    /// group is not in `net.ipv4.ping_group_range`
    public static Socket socket(int family, int type, int protocol) throws OsError {
        Linux.require();
        int fd = Kernel.socket(family, type | Abi.SOCK_CLOEXEC, protocol);
        if (fd < 0)
            throw Failure.of("socket(" + CallText.family(family) + ", " + CallText.type(type) + ", "
                    + CallText.protocol(family, protocol) + ")", -fd);
        return Calls.opened(new Socket(fd, family, type & ~Abi.SOCK_NONBLOCK));
    }

    /// A descriptor of its own for a packet socket that belongs to another, such as libpcap.
    static Socket ofPackets(int fd) throws OsError {
        int own = Kernel.fcntl(fd, Abi.F_DUPFD_CLOEXEC, 0);
        if (own < 0) throw Failure.of("fcntl(fd, F_DUPFD_CLOEXEC)", -own);
        return new Socket(own, Abi.AF_PACKET, Abi.SOCK_RAW);
    }

    /// A number of 16 bits in network byte order (byteorder(3)), in which a packet socket takes its protocol:
    /// `socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL))`.
    public static int htons(int number) {
        return Short.toUnsignedInt(Short.reverseBytes((short) number));
    }

    /// Such as [Abi#AF_INET].
    public int family() {
        return family;
    }

    /// Such as [Abi#SOCK_STREAM].
    public int type() {
        return type;
    }

    /// Has calls return these errors, negated, instead of throwing them: nothing is allocated for what happens often.
    /// -EAGAIN and -EINPROGRESS are returned anyway.
    ///
    /// @param errnos such as [Errno#ECONNREFUSED], from 1 to 127
    public Socket expect(int... errnos) {
        for (int errno : errnos) {
            if (errno <= 0 || errno >= 128) throw new IllegalArgumentException("errno " + errno);
            if (errno < 64) expectedLow |= 1L << errno;
            else
                expectedHigh |= 1L << errno - 64;
        }
        return this;
    }

    /// Expects all that an ICMP error has calls fail with (Linux, icmp_err_convert), of either version of IP.
    public Socket expectIcmpErrors() {
        return expect(Errno.EACCES, Errno.ECONNREFUSED, Errno.EHOSTDOWN, Errno.EHOSTUNREACH, Errno.EMSGSIZE,
                Errno.ENETUNREACH, Errno.ENONET, Errno.ENOPROTOOPT, Errno.EOPNOTSUPP, Errno.EPROTO);
    }

    private boolean failed(int result) {
        if (result >= 0) return false;
        checkOpen();
        int errno = -result;
        return ((errno < 64 ? expectedLow >>> errno : expectedHigh >>> errno - 64) & 1) == 0;
    }

    /// A call that [#close] ended, by shutting down, came to nothing.
    private void checkOpen() {
        if (!isOpen()) throw new IllegalStateException(this + " is closed");
    }

    /// Gives the socket its local address (bind(2)).
    ///
    /// @throws OsError EADDRINUSE, EADDRNOTAVAIL, EACCES, ENODEV and others
    public void bind(SockAddr address) throws OsError {
        int fd = hold();
        try {
            var scratch = Scratch.here();
            Failure.check(Kernel.bind(fd, scratch.address(), scratch.put(address)), "bind(fd, " + address + ")");
        } finally {
            release();
        }
    }

    /// Connects: for a stream, reaches the other side; for datagrams, sets whom to send to and receive from (connect(2)).
    ///
    /// @return 0, or -EINPROGRESS if the socket does not wait: then [Abi#POLLOUT] tells that it is done, and the option
    /// SO_ERROR how
    public int connect(SockAddr address) throws OsError {
        int fd = hold();
        try {
            var scratch = Scratch.here();
            int length = scratch.put(address);
            int r = Kernel.connect(fd, scratch.address(), length);
            // To a unix socket a signal has it not happen; elsewhere it goes on.
            while (r == -Errno.EINTR && family == Abi.AF_UNIX)
                r = Kernel.connect(fd, scratch.address(), length);
            if (r == -Errno.EINTR) r = awaitConnected(fd);
            if (failed(r)) throw Failure.of("connect(fd, " + address + ")", -r);
            return r;
        } finally {
            release();
        }
    }

    /// What a connection came to that goes on after a signal.
    private static int awaitConnected(int fd) {
        var scratch = Scratch.here();
        Block block = scratch.data(Abi.SIZEOF_POLLFD);
        block.bytes.putInt(0, fd).putShort(Abi.POLLFD_EVENTS, (short) Abi.POLLOUT);
        int r;
        do
            r = Kernel.ppoll(block.address, 1, 1, 0);
        while (r == -Errno.EINTR);
        scratch.length(4);
        r = Kernel.getsockopt(fd, Option.SO_ERROR.level.number, Option.SO_ERROR.number, block.address,
                scratch.lengthAddress());
        return r < 0 ? r : -block.bytes.getInt(0);
    }

    /// Lets connections come (listen(2)).
    ///
    /// @param backlog how many may wait that were not accepted yet; the kernel's limit is `net.core.somaxconn`
    public void listen(int backlog) throws OsError {
        int fd = hold();
        try {
            Failure.check(Kernel.listen(fd, backlog), "listen(fd, " + backlog + ")");
        } finally {
            release();
        }
    }

    /// Waits for a connection and takes it: a socket of its own (accept(2)).
    ///
    /// @throws OsError also EAGAIN, if this socket does not wait: [#accept4] is for those
    public Socket accept() throws OsError {
        Socket connection = accept4(0);
        if (connection == null) throw Failure.of("accept(fd)", Errno.EAGAIN);
        return connection;
    }

    /// Takes the next connection if there is one (accept4(2)).
    ///
    /// @param flags [Abi#SOCK_NONBLOCK] for a connection whose calls do not wait, or 0
    /// @return null where it would have to wait and may not, or for another expected error
    public @Nullable Socket accept4(int flags) throws OsError {
        return take(flags, 0, 0);
    }

    /// As [#accept4], and tells the other side's address, which [#getpeername] knows only as long as there is a connection.
    public @Nullable Accepted acceptFrom(int flags) throws OsError {
        var scratch = Scratch.here().room();
        Socket connection = take(flags, scratch.address(), scratch.lengthAddress());
        return connection == null ? null : new Accepted(connection, scratch.get());
    }

    private @Nullable Socket take(int flags, long address, long lengthAddress) throws OsError {
        int fd = hold();
        try {
            int r = Kernel.accept4(fd, address, lengthAddress, flags | Abi.SOCK_CLOEXEC);
            if (failed(r)) throw Failure.of("accept(fd)", -r);
            return r < 0 ? null : Calls.opened(new Socket(r, family, type));
        } finally {
            release();
        }
    }

    /// Ends one direction or both (shutdown(2)): the other side of a stream sees the end of it.
    ///
    /// @param how such as [Abi#SHUT_WR]
    public void shutdown(int how) throws OsError {
        int fd = hold();
        try {
            Failure.check(Kernel.shutdown(fd, how), "shutdown(fd, "
                    + (how == Abi.SHUT_RD ? "SHUT_RD" : how == Abi.SHUT_WR ? "SHUT_WR" : "SHUT_RDWR") + ")");
        } finally {
            release();
        }
    }

    /// Sends to the address that it is connected to (send(2)).
    ///
    /// @param flags such as [Abi#MSG_MORE]
    /// @return how many bytes the kernel took: of a stream perhaps not all; or an expected error, negated
    public int send(ByteBuffer data, int flags) throws OsError {
        return sendto(data, flags, null);
    }

    /// Sends to an address (sendto(2)). Otherwise as [#send].
    public int sendto(ByteBuffer data, int flags, @Nullable SockAddr to) throws OsError {
        int fd = hold();
        try {
            var scratch = Scratch.here();
            int n = data.remaining();
            // What a thread copies to stays with the thread; the caller's buffer is used below.
            long at = data.isDirect() ? Block.address(data) + data.position() : scratch.copy(data);
            int r = Kernel.sendto(fd, at, n, flags, to == null ? 0 : scratch.address(),
                    to == null ? 0 : scratch.put(to));
            if (r > 0) data.position(data.position() + r);
            if (failed(r))
                throw Failure.of((to == null ? "send" : "sendto") + "(fd, " + n + " bytes, "
                        + CallText.flags(flags) + (to == null ? ")" : ", " + to + ")"), -r);
            return r;
        } finally {
            release();
        }
    }

    /// Receives (recv(2)).
    ///
    /// @param flags such as [Abi#MSG_PEEK]
    /// @return how many bytes; 0 at the end of a stream, or for an empty datagram; with [Abi#MSG_TRUNC] the datagram's length,
    /// though the buffer may be shorter; or an expected error, negated
    public int recv(ByteBuffer into, int flags) throws OsError {
        return receive(into, flags, null);
    }

    /// Receives, and tells who sent it (recvfrom(2)). Otherwise as [#recv].
    public Received recvfrom(ByteBuffer into, int flags) throws OsError {
        var scratch = Scratch.here().room();
        int r = receive(into, flags, scratch);
        return new Received(r, r < 0 ? new SockAddr.Other(Abi.AF_UNSPEC) : scratch.get());
    }

    private int receive(ByteBuffer into, int flags, @Nullable Scratch address) throws OsError {
        if (into.isReadOnly()) throw new IllegalArgumentException("the buffer is for reading only");
        int fd = hold();
        try {
            int n = into.remaining();
            Block copy = into.isDirect() ? null : Scratch.here().data(n);
            long at = copy == null ? Block.address(into) + into.position() : copy.address;
            int r = Kernel.recvfrom(fd, at, n, flags, address == null ? 0 : address.address(),
                    address == null ? 0 : address.lengthAddress());
            if (r == 0) checkOpen();
            if (failed(r))
                throw Failure.of((address == null ? "recv" : "recvfrom") + "(fd, " + n + " bytes, "
                        + CallText.flags(flags) + ")", -r);
            int filled = Math.clamp(r, 0, n);
            if (copy != null) into.put(into.position(), copy.bytes, 0, filled);
            into.position(into.position() + filled);
            return r;
        } finally {
            release();
        }
    }

    /// Sends a message: its data from position to limit, to its address if it has one, with its control messages
    /// (sendmsg(2)).
    ///
    /// @return as [#send]; the data's position moves
    public int sendmsg(Message message, int flags) throws OsError {
        int fd = hold();
        try {
            message.prepareToSend();
            int r = Kernel.sendmsg(fd, message.header(), flags);
            if (r > 0) message.sent(r);
            if (failed(r)) throw Failure.of("sendmsg(fd, " + message + ", " + CallText.flags(flags) + ")", -r);
            return r;
        } finally {
            release();
        }
    }

    /// Receives a message: its data from 0 to limit, who sent it, control messages and flags (recvmsg(2)). With
    /// [Abi#MSG_ERRQUEUE] it is one of the error queue, which never waits: see [Control#error].
    ///
    /// Descriptors that the other side of a unix socket passes are closed.
    ///
    /// @return as [#recv]
    public int recvmsg(Message message, int flags) throws OsError {
        int fd = hold();
        try {
            message.prepareToReceive();
            // Others do not know that flag.
            int passing = family == Abi.AF_UNIX ? Abi.MSG_CMSG_CLOEXEC : 0;
            int r = Kernel.recvmsg(fd, message.header(), flags | passing);
            message.received(r);
            if (r >= 0 && family == Abi.AF_UNIX) message.control().closeDescriptors();
            if (r == 0) checkOpen();
            if (failed(r)) throw Failure.of("recvmsg(fd, " + message + ", " + CallText.flags(flags) + ")", -r);
            return r;
        } finally {
            release();
        }
    }

    /// Sends some of a batch of messages in one call (sendmmsg(2)).
    ///
    /// @param from the first
    /// @param count how many; the kernel takes at most 1024
    /// @return how many were sent: fewer if one failed, whose error the next call has; or an expected error of the first,
    /// negated
    public int sendmmsg(Messages messages, int from, int count, int flags) throws OsError {
        int fd = hold();
        try {
            long header = messages.prepareToSend(from, count);
            int r = Kernel.sendmmsg(fd, header, count, flags);
            messages.sent(from, r);
            if (failed(r))
                throw Failure.of("sendmmsg(fd, " + messages.get(from) + ", ..., " + count + ", "
                        + CallText.flags(flags) + ")", -r);
            return r;
        } finally {
            release();
        }
    }

    /// Receives as many messages as there are, at most a batch (recvmmsg(2)). A socket that waits does so until the batch is
    /// full, or, with [Abi#MSG_WAITFORONE], until there is one.
    ///
    /// @return how many were received, or an expected error, negated
    public int recvmmsg(Messages messages, int flags) throws OsError {
        int fd = hold();
        try {
            long header = messages.prepareToReceive();
            int passing = family == Abi.AF_UNIX ? Abi.MSG_CMSG_CLOEXEC : 0;
            int r = Kernel.recvmmsg(fd, header, messages.count(), flags | passing);
            messages.received(r);
            if (family == Abi.AF_UNIX) for (int i = 0; i < r; i++)
                messages.get(i).control().closeDescriptors();
            // One that is shut down gives empty messages without end.
            if (r > 0 && messages.get(r - 1).length() == 0) checkOpen();
            if (failed(r))
                throw Failure.of("recvmmsg(fd, messages, " + messages.count() + ", "
                        + CallText.flags(flags) + ", NULL)", -r);
            return r;
        } finally {
            release();
        }
    }

    /// The socket's own address (getsockname(2)).
    public SockAddr getsockname() throws OsError {
        int fd = hold();
        try {
            var scratch = Scratch.here().room();
            Failure.check(Kernel.getsockname(fd, scratch.address(), scratch.lengthAddress()), "getsockname(fd)");
            return scratch.get();
        } finally {
            release();
        }
    }

    /// The address it is connected to (getpeername(2)).
    public SockAddr getpeername() throws OsError {
        int fd = hold();
        try {
            var scratch = Scratch.here().room();
            Failure.check(Kernel.getpeername(fd, scratch.address(), scratch.lengthAddress()), "getpeername(fd)");
            return scratch.get();
        } finally {
            release();
        }
    }

    /// Whether calls come back with -EAGAIN and -EINPROGRESS where they would have to wait (O_NONBLOCK, fcntl(2)). A new
    /// socket's calls wait.
    public void nonblocking(boolean on) throws OsError {
        int fd = hold();
        try {
            int flags = Kernel.fcntl(fd, Abi.F_GETFL, 0);
            Failure.check(flags, "fcntl(fd, F_GETFL)");
            int wanted = on ? flags | Abi.O_NONBLOCK : flags & ~Abi.O_NONBLOCK;
            Failure.check(Kernel.fcntl(fd, Abi.F_SETFL, wanted),
                    "fcntl(fd, F_SETFL, " + (on ? "O_NONBLOCK" : "0") + ")");
        } finally {
            release();
        }
    }

    @Override
    void interrupt(int number) {
        Kernel.shutdown(number, Abi.SHUT_RDWR);
    }

    @Override
    public String toString() {
        return "socket " + fileno() + " (" + CallText.family(family) + ", " + CallText.type(type) + ")";
    }
}
