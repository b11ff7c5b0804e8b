package net.strata.cli;

import net.strata.os.OsError;
import net.strata.os.Privileges;

/// The option that says whom a command becomes once its sockets are open, as tcpdump has it.
final class Dropping {
    static final Option USER = Option.value("-Z,--user", "USER",
            "become this user once sockets are open; without it the one who called sudo; root stays root");

    private Dropping() {}

    /// Gives up what privileges there are. To be called when sockets are open, and before anything is read from them.
    static void drop(Arguments arguments, Console console) throws OsError {
        console.detail(Privileges.drop(arguments.value(USER)));
    }
}
