package net.strata.os;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Watches the socket calls of programs: every one that [Kernel] makes for a thread that is watched.
///
/// Nobody pays for it who is not watched. A watched thread's calls are stamped right before and right after the kernel is
/// entered; the rest is done when it is back. Calls for batches ([Socket#sendmmsg]) are not watched.
public final class Calls {
    /// Most bytes of a call's data that are kept.
    public static final int KEPT = 1 << 16;
    private static final int SHOWN = 32;
    private static final int SHOWN_DESCRIPTORS = 8;
    @SuppressWarnings("restricted") // what calls were given by address is read there
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final InheritableThreadLocal<@Nullable Watcher> HERE = new InheritableThreadLocal<>();
    private static volatile boolean watched;

    /// Is told of calls, by the thread that makes them.
    public interface Watcher {
        /// A call begins, and may last.
        ///
        /// @param fd -1 if it makes one
        default void entered(String name, int fd) {}

        /// A call is back.
        void returned(Call call);

        /// There is a new socket, right after the call was told of that made it.
        default void opened(Socket socket) {}
    }

    /// What a watched thread does.
    public interface Work {
        void run() throws Exception;
    }

    private Calls() {}

    /// Does some work, and has a watcher told of every socket call in it, also of threads that it starts.
    public static void watch(Watcher watcher, Work work) throws Exception {
        Watcher before = HERE.get();
        watched = true;
        HERE.set(watcher);
        try {
            work.run();
        } finally {
            HERE.set(before);
        }
    }

    /// Tells of a socket that a watched thread has opened.
    static Socket opened(Socket socket) {
        Watcher watcher = watched ? HERE.get() : null;
        if (watcher != null) watcher.opened(socket);
        return socket;
    }

    /// Makes one call of each kind in vain, so that the first ones that somebody watches take no longer than others.
    public static void warm() throws Exception {
        watch(call -> {
        }, () -> {
            Block block = new Block(1024);
            long at = block.address;
            block.bytes.putShort(0, (short) Abi.AF_INET);
            Kernel.socket(-1, 0, 0);
            Kernel.bind(-1, at, Abi.SIZEOF_SOCKADDR_IN);
            Kernel.connect(-1, at, Abi.SIZEOF_SOCKADDR_IN);
            Kernel.getsockname(-1, at, at);
            Kernel.getpeername(-1, at, at);
            Kernel.setsockopt(-1, Option.SO_REUSEADDR.level.number, Option.SO_REUSEADDR.number, at, Integer.BYTES);
            Kernel.getsockopt(-1, 0, 0, at, at);
            Kernel.fcntl(-1, Abi.F_GETFL, 0);
            Kernel.listen(-1, 0);
            Kernel.accept4(-1, 0, 0, 0);
            Kernel.shutdown(-1, 0);
            Kernel.sendto(-1, at, 0, 0, 0, 0);
            Kernel.recvfrom(-1, at, 0, 0, 0, 0);
            Kernel.ppoll(at, 0, 0, at + Abi.SIZEOF_SOCKADDR);
            Kernel.close(-1);
        });
    }

    /// Begins a call.
    ///
    /// @return null if nobody watches
    static @Nullable Entered enter(String name, int fd) {
        if (!watched) return null;
        Watcher watcher = HERE.get();
        if (watcher == null) return null;
        watcher.entered(name, fd);
        return new Entered(watcher, name, fd, System.nanoTime());
    }

    /// A number that the kernel left in memory.
    static int number(long at) {
        return MEMORY.get(ValueLayout.JAVA_INT_UNALIGNED, at);
    }

    /// A call that the kernel is working at.
    static final class Entered {
        private final Watcher watcher;
        private final String name;
        private final int fd;
        private final long enter;
        private final List<String> arguments = new ArrayList<>();
        private long exit;
        private @Nullable SockAddr address;
        private byte[] data = {};

        private Entered(Watcher watcher, String name, int fd, long enter) {
            this.watcher = watcher;
            this.name = name;
            this.fd = fd;
            this.enter = enter;
        }

        /// It is back: first of all, so that only the kernel's time counts.
        Entered back() {
            exit = System.nanoTime();
            if (fd >= 0) arguments.add(Integer.toString(fd));
            return this;
        }

        Entered with(String argument) {
            arguments.add(argument);
            return this;
        }

        Entered with(long number) {
            return with(Long.toString(number));
        }

        /// An address in memory and its length, both as arguments.
        Entered withAddress(long at, int length) {
            return at == 0 ? with("NULL").with(0) : withAddress(at, length, Integer.toString(length));
        }

        /// An address that the kernel fills in, with its length in memory.
        Entered withFilled(long at, long lengthAt, int result) {
            if (at == 0) return with("NULL").with("NULL");
            if (result < 0) return with("{}").with("[]");
            int length = number(lengthAt);
            return withAddress(at, length, "[" + length + "]");
        }

        private Entered withAddress(long at, int length, String shown) {
            address = SockAddrBytes.get(bytes(at, Math.min(length, Abi.SIZEOF_SOCKADDR)), 0, length);
            return with(CallText.address(address)).with(shown);
        }

        /// Data, of which the kernel took or gave so many bytes.
        Entered withData(long at, int size, int moved) {
            data = copy(at, Math.clamp(moved, 0, Math.min(size, KEPT)));
            return with(CallText.data(data, moved)).with(size);
        }

        /// Bytes of which there is no buffer of one piece.
        Entered withMessage(long header, int moved, boolean sent) {
            var iov = MEMORY.get(ValueLayout.JAVA_LONG_UNALIGNED, header + Abi.MSG_IOV);
            long at = MEMORY.get(ValueLayout.JAVA_LONG_UNALIGNED, iov);
            int size = (int) MEMORY.get(ValueLayout.JAVA_LONG_UNALIGNED, iov + Abi.IOV_LEN);
            long name = MEMORY.get(ValueLayout.JAVA_LONG_UNALIGNED, header);
            int length = number(header + Abi.MSG_NAMELEN);
            String to = "NULL";
            if (name != 0 && length > 0 && (sent || moved >= 0)) {
                address = SockAddrBytes.get(bytes(name, Math.min(length, Abi.SIZEOF_SOCKADDR)), 0, length);
                to = CallText.address(address);
            }
            data = copy(at, Math.clamp(moved, 0, Math.min(size, KEPT)));
            String flags = sent || moved < 0 ? "" : ", msg_flags=" + CallText.flags(number(header + Abi.MSG_FLAGS));
            return with("{msg_name=" + to + ", msg_iov=[{" + CallText.data(data, moved) + ", " + size + "}]" + flags
                    + "}");
        }

        /// The `struct pollfd`s.
        Entered withDescriptors(long at, int count) {
            var all = new StringJoiner(", ", "[", "]");
            ByteBuffer b = bytes(at, Math.min(count, SHOWN_DESCRIPTORS) * Abi.SIZEOF_POLLFD);
            for (int i = 0; i < Math.min(count, SHOWN_DESCRIPTORS); i++) {
                int slot = i * Abi.SIZEOF_POLLFD;
                all.add(CallText.pollfd(b.getInt(slot), b.getShort(slot + Abi.POLLFD_EVENTS),
                        b.getShort(slot + Abi.POLLFD_REVENTS)));
            }
            if (count > SHOWN_DESCRIPTORS) all.add("...");
            return with(all.toString()).with(count);
        }

        /// A `struct timespec`, or none.
        Entered withTime(long at) {
            if (at == 0) return with("NULL");
            ByteBuffer b = bytes(at, Abi.SIZEOF_TIMESPEC);
            return with("{tv_sec=" + b.getLong(0) + ", tv_nsec=" + b.getLong(Abi.TIMESPEC_NSEC) + "}");
        }

        /// An option: its level, its name, its value.
        Entered withOption(int level, int option, long at, int length, boolean told) {
            Option known = Option.numbered(level, option);
            with(known == null ? Integer.toString(level) : known.level.name());
            with(known == null ? Integer.toString(option) : known.name());
            if (!told) return with("{}");
            ByteBuffer value = bytes(at, Math.clamp(length, 0, SHOWN));
            boolean number = known == null ? length == 4 : known.kind == Option.Kind.BOOL;
            if (number && length >= 4) return with("[" + value.getInt() + "]");
            return with(known == null ? "{" + length + " bytes}" : "[" + OptionText.text(known, value) + "]");
        }

        void end(int result) {
            watcher.returned(new Call(name, List.copyOf(arguments), fd, result, address, data, enter, exit,
                    Thread.currentThread().getName(), tcp(fd >= 0 ? fd : result)));
        }

        /// An accepted or made socket has its own state; a closed one none.
        private @Nullable TcpInfo tcp(int number) {
            if (number < 0 || name.equals("close") || name.equals("ppoll")) return null;
            Block block = new Block(TcpInfo.SIZE + 4);
            block.bytes.putInt(TcpInfo.SIZE, TcpInfo.SIZE);
            int r = Libc.Sockets.getsockopt(number, Option.TCP_INFO.level.number, Option.TCP_INFO.number, block.address,
                    block.address + TcpInfo.SIZE);
            return r < 0 ? null : TcpInfo.of(block.bytes.limit(block.bytes.getInt(TcpInfo.SIZE)));
        }

        private static byte[] copy(long at, int length) {
            var bytes = new byte[length];
            MemorySegment.copy(MEMORY, ValueLayout.JAVA_BYTE, at, bytes, 0, length);
            return bytes;
        }

        private static ByteBuffer bytes(long at, int length) {
            return ByteBuffer.wrap(copy(at, length)).order(ByteOrder.nativeOrder());
        }
    }
}
