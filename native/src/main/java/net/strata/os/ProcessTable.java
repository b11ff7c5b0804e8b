package net.strata.os;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import net.strata.frame.Owner;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// The processes that have sockets open, as /proc/PID/fd shows them (proc(5)).
///
/// Sockets met on the way are remembered, and looked at again before they are told. One that is not known is sought
/// first where the last ones were found, then in processes that are new, then in all others. Of processes that share a
/// socket one is told.
final class ProcessTable implements SocketHolders {
    /// Most sockets that are remembered.
    private static final int MOST = 1 << 16;
    /// How long a socket without a process is not sought again, in ns.
    static final long PAUSE = 2_000_000_000L;
    /// Processes in which a socket was found last.
    private static final int RECENT = 4;
    private static final String SOCKET = "socket:[";

    private final Path proc;
    private final LongSupplier clock;
    private final int most;
    private final Map<Long, Place> places = new HashMap<>();
    private final ArrayDeque<Integer> recent = new ArrayDeque<>();
    private Set<Integer> seen = Set.of();

    /// Where a socket is open: /proc/`pid`/fd/`number`. With the process 0 nowhere, at the time `since`.
    private record Place(int pid, String number, long since) {}

    ProcessTable() {
        this(Path.of("/proc"), System::nanoTime, MOST);
    }

    /// @param clock in ns
    ProcessTable(Path proc, LongSupplier clock, int most) {
        this.proc = proc;
        this.clock = clock;
        this.most = most;
    }

    @Override
    public Owner holder(long inode) {
        Place place = places.get(inode);
        if (place != null) {
            if (place.pid == 0 && clock.getAsLong() - place.since < PAUSE) return Owner.UNKNOWN;
            if (place.pid != 0 && inode == socket(descriptors(place.pid).resolve(place.number)))
                return owner(place.pid);
            places.remove(inode);
        }
        Integer found = seek(inode);
        if (found == null) {
            remember(inode, new Place(0, "", clock.getAsLong()));
            return Owner.UNKNOWN;
        }
        recent.remove(found);
        recent.addFirst(found);
        if (recent.size() > RECENT) recent.removeLast();
        return owner(found);
    }

    /// The process that has a socket open, null if none can be seen to have it.
    private @Nullable Integer seek(long inode) {
        for (Integer pid : recent)
            if (look(pid, inode)) return pid;
        Set<Integer> all = processes();
        Set<Integer> before = seen;
        seen = all;
        var old = new ArrayList<Integer>();
        for (Integer pid : all) {
            if (before.contains(pid)) old.add(pid);
            else if (look(pid, inode)) return pid;
        }
        for (Integer pid : old)
            if (!recent.contains(pid) && look(pid, inode)) return pid;
        return null;
    }

    private Set<Integer> processes() {
        var pids = new HashSet<Integer>();
        for (Path each : list(proc)) {
            String name = each.getFileName().toString();
            if (Character.isDigit(name.charAt(0))) pids.add(Integer.valueOf(name));
        }
        return pids;
    }

    /// Remembers the sockets of a process.
    ///
    /// @return whether `inode` is among them
    private boolean look(int pid, long inode) {
        boolean found = false;
        for (Path each : list(descriptors(pid))) {
            long socket = socket(each);
            if (socket < 0) continue;
            remember(socket, new Place(pid, each.getFileName().toString(), 0));
            if (socket == inode) found = true;
        }
        return found;
    }

    private void remember(long inode, Place place) {
        if (places.size() >= most) places.clear();
        places.put(inode, place);
    }

    int remembered() {
        return places.size();
    }

    private Path descriptors(int pid) {
        return proc.resolve(Integer.toString(pid)).resolve("fd");
    }

    /// What is in a folder; nothing if this user may not know, or if the process is gone.
    private static List<Path> list(Path folder) {
        var all = new ArrayList<Path>();
        try (var each = Files.newDirectoryStream(folder)) {
            each.forEach(all::add);
        } catch (IOException | DirectoryIteratorException e) {
            // Then that is all.
        }
        return all;
    }

    /// The inode of the socket that a link leads to, -1 if it leads to none.
    private static long socket(Path link) {
        try {
            String target = Files.readSymbolicLink(link).toString();
            if (!target.startsWith(SOCKET) || !target.endsWith("]")) return -1;
            return Long.parseLong(target, SOCKET.length(), target.length() - 1, 10);
        } catch (IOException | NumberFormatException e) {
            return -1;
        }
    }

    private Owner owner(int pid) {
        try {
            byte[] name = Files.readAllBytes(proc.resolve(Integer.toString(pid)).resolve("comm"));
            int length = Math.max(0, name.length - 1); // a line
            return new Owner(new Text(16).text(name, 0, length).toString(), pid);
        } catch (IOException e) {
            return Owner.UNKNOWN;
        }
    }

    @Override
    public void close() {}
}
