package net.strata.echo;

import java.util.function.Consumer;
import net.strata.os.Errno;
import net.strata.os.Link;
import net.strata.os.Netlink;
import net.strata.os.OsError;

/// When a link is down. A packet socket that is bound to it is told so once (ENETDOWN, packet(7)), and receives again when
/// the link is up.
final class Downtime {
    /// How often it is looked whether that is over.
    private static final long LOOK_NANOS = 1_000_000_000;

    private final Link link;
    private final Consumer<String> told;
    private boolean down;

    /// @param told is told when it begins and ends: one line
    Downtime(Link link, Consumer<String> told) {
        this.link = link;
        this.told = told;
    }

    /// How long poll may wait.
    long nanos() {
        return down ? LOOK_NANOS : -1;
    }

    /// Takes note of what receiving returned.
    void returned(int result) {
        if (result != -Errno.ENETDOWN || down) return;
        down = true;
        told.accept(link.name() + " is down: nothing comes until it is up");
    }

    /// Looks whether it is over.
    ///
    /// @throws OsError also if the link is gone
    void look() throws OsError {
        if (!down) return;
        try (Netlink netlink = Netlink.open()) {
            down = !netlink.link(link.index()).isUp();
        } catch (OsError e) {
            throw e.errno() == Errno.ENODEV ? new OsError(link.name() + " is gone") : e;
        }
        if (!down) told.accept(link.name() + " is up again");
    }
}
