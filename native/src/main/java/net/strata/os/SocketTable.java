package net.strata.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table of sockets in /proc/net (proc(5)): a line each, with local and remote address and port in hexadecimal. It
/// stays that of the network namespace of the thread that opened it.
///
/// Tables of ICMP datagram and raw sockets are short, and cannot be asked otherwise.
final class SocketTable implements AutoCloseable {
    /// More is not read.
    private static final int MOST = 1 << 18;
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int INODE = 9;

    private final @Nullable FileChannel file;
    private final ByteBuffer text = ByteBuffer.allocate(4096);

    /// @param name such as `raw6`; where there is no such table it is empty
    SocketTable(String name) {
        this(Path.of("/proc/thread-self/net", name));
    }

    SocketTable(Path path) {
        file = open(path);
    }

    private static @Nullable FileChannel open(Path path) {
        try {
            return FileChannel.open(path);
        } catch (IOException e) {
            return null;
        }
    }

    /// The sockets that an end of a flow may belong to, by their inodes.
    ///
    /// @param port what stands in the place of the local port: an ICMP datagram socket's identifier, a raw socket's
    /// protocol
    List<Long> find(Flow f, int end, int port) throws IOException {
        var found = new ArrayList<Long>();
        for (String line : read().split("\n", -1)) {
            String[] words = line.strip().split(" +", INODE + 2);
            if (words.length > INODE && matches(words[LOCAL], f, end, port) && matches(words[REMOTE], f, 1 - end, 0))
                found.add(Long.valueOf(words[INODE]));
        }
        return found;
    }

    private String read() throws IOException {
        var all = new StringBuilder();
        if (file == null) return "";
        file.position(0);
        while (all.length() < MOST && file.read(text.clear()) > 0)
            all.append(StandardCharsets.ISO_8859_1.decode(text.flip()));
        return all.toString();
    }

    /// @param port 0 for any
    private static boolean matches(String word, Flow f, int end, int port) {
        int colon = word.indexOf(':');
        if (colon != f.addressLength() * 2) return false;
        if (port != 0 && Integer.parseInt(word, colon + 1, word.length(), 16) != port) return false;
        long low = colon == 8 ? group(word, 0) : group(word, 16) << 32 | group(word, 24);
        long high = colon == 8 ? 0 : group(word, 0) << 32 | group(word, 8);
        return low == 0 && high == 0 || low == f.low(end) && high == f.high(end);
    }

    /// Four bytes of an address, which stand in the order of the machine.
    private static long group(String word, int at) {
        int group = Integer.parseUnsignedInt(word, at, at + 8, 16);
        return Integer.toUnsignedLong(
                ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(group) : group);
    }

    @Override
    public void close() {
        try {
            if (file != null) file.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
