package net.strata.cli;

import java.util.Set;
import net.strata.os.Capability;
import net.strata.os.OsError;
import net.strata.os.Privileges;

/// Whom a process belongs to.
///
/// @param uid -1 where users have no numbers
record Owner(String name, int uid, int gid, Set<Capability> capabilities) {
    /// This process's.
    static Owner here() throws OsError {
        return new Owner(System.getProperty("user.name"), Privileges.uid(), Privileges.gid(),
                Privileges.capabilities());
    }

    boolean root() {
        return uid == 0;
    }
}
