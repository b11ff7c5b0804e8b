package net.strata.lab;

import java.io.IOException;
import java.util.List;
import net.strata.os.OsError;

/// A network of two sides, for one session after another: two namespaces, the link between them, captures at both ends,
/// two clocks.
public final class Lab implements AutoCloseable {
    private Lab() {}

    /// @throws OsError if this process may not make network namespaces
    public static Lab open(Impairment impairment) throws OsError {
        throw new OsError("not yet " + impairment);
    }

    /// Runs two programs of ours.
    ///
    /// @param name for the recording
    public Recording run(String name, Program server, Program client) throws IOException {
        throw new IOException(name + server + client);
    }

    /// Runs any two commands, whose calls strace(1) tells.
    public Recording run(List<String> server, List<String> client) throws IOException {
        throw new IOException("" + server + client);
    }

    @Override
    public void close() {}
}
