package net.strata.os;

import java.io.IOException;
import java.util.HashSet;
import net.strata.frame.Owner;
import org.jspecify.annotations.Nullable;

/// From a flow to its sockets, from these to processes.
final class ProcessLookup implements FlowOwners {
    /// Of more raw sockets than this no owner is sought.
    private static final int MOST_SOCKETS = 8;

    private final FlowSockets sockets;
    private final SocketHolders holders;

    ProcessLookup(FlowSockets sockets, SocketHolders holders) {
        this.sockets = sockets;
        this.holders = holders;
    }

    @Override
    public Ends find(Flow f, @Nullable String device) throws IOException {
        FlowSockets.Found first = sockets.find(f, Flow.FIRST, device);
        FlowSockets.Found second = sockets.find(f, Flow.SECOND, device);
        return new Ends(owner(first), owner(second), first.settled() && second.settled());
    }

    /// Where several sockets get the packet they are told if they are all one process's.
    private @Nullable Owner owner(FlowSockets.Found found) throws IOException {
        var owners = new HashSet<Owner>();
        if (found.inodes().size() <= MOST_SOCKETS)
            for (long inode : found.inodes())
            owners.add(holders.holder(inode));
        return owners.size() == 1 ? owners.iterator().next() : null;
    }
}
