package net.strata.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.strata.frame.Owner;
import org.jspecify.annotations.Nullable;

/// Who has a local address already, so that another may not bind to it. Told from /proc (proc(5)), for messages: what is
/// found may be gone when it is read.
///
/// @param owner [Owner#UNKNOWN] if this user cannot see it
/// @param waiting whether it is no socket any more, but the end of a connection that must be remembered a while
/// (TIME-WAIT: RFC 9293 section 3.6.1)
public record PortHolder(Owner owner, boolean waiting) {
    private static final String TIME_WAIT = "06";
    private static final int MOST_LINES = 100_000;

    /// The holder of an address; null if none is found.
    ///
    /// @param type such as [Abi#SOCK_STREAM]
    public static @Nullable PortHolder of(SockAddr address, int type) {
        String inode = switch (address) {
            case SockAddr.Ip ip -> {
                String table = type == Abi.SOCK_STREAM ? "tcp" : "udp";
                String found = find(table, line -> ipInode(line, ip.port()));
                yield found != null ? found : find(table + "6", line -> ipInode(line, ip.port()));
            }
            case SockAddr.Un un -> {
                String shown = un.name().startsWith("\0") ? "@" + un.name().substring(1) : un.name();
                yield find("unix", line -> unixInode(line, shown));
            }
            default -> null;
        };
        if (inode == null) return null;
        if (inode.equals("0")) return new PortHolder(Owner.UNKNOWN, true);
        return new PortHolder(new ProcessTable().holder(Long.parseLong(inode)), false);
    }

    private interface Finder {
        @Nullable
        String inode(String line);
    }

    private static @Nullable String find(String table, Finder finder) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/thread-self/net", table), StandardCharsets.ISO_8859_1)) {
            String waiting = null;
            for (String line : (Iterable<String>) lines.skip(1).limit(MOST_LINES)::iterator) {
                String inode = finder.inode(line);
                if (inode == null) continue;
                if (!inode.equals("0")) return inode;
                waiting = inode;
            }
            return waiting;
        } catch (IOException e) {
            return null;
        }
    }

    /// `sl local_address rem_address st ... inode`, in hexadecimal; a connection that waits for its end has no inode.
    private static @Nullable String ipInode(String line, int port) {
        String[] words = line.strip().split(" +", 11);
        if (words.length < 10 || port != Integer.parseInt(words[1].substring(words[1].indexOf(':') + 1), 16))
            return null;
        return words[3].equals(TIME_WAIT) || !words[9].equals("0") ? words[9] : null;
    }

    /// `Num RefCount Protocol Flags Type St Inode Path`.
    private static @Nullable String unixInode(String line, String path) {
        String[] words = line.strip().split(" +", 8);
        String bytes = new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return words.length == 8 && words[7].equals(bytes) ? words[6] : null;
    }
}
