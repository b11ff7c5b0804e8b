package net.strata.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import net.strata.lab.Impairment;
import net.strata.lab.Lab;
import net.strata.lab.OwnPrograms;
import net.strata.lab.Side;

/// The user's own two commands in the lab: `strata echo lab -- SERVER... ::: CLIENT...`.
final class LabCommands {
    /// Stands between the two.
    private static final String BETWEEN = ":::";
    private static final String FORM = "strata echo lab -- python3 server.py " + BETWEEN + " python3 client.py";

    private final List<String> server;
    private final List<String> client;

    private LabCommands(List<String> server, List<String> client) {
        this.server = server;
        this.client = client;
    }

    /// Whether operands are commands, and not the name of a session that Strata has.
    static boolean given(List<String> operands) {
        return operands.contains(BETWEEN);
    }

    /// Reads what stands behind `--`.
    static LabCommands of(List<String> operands) throws UsageException {
        int at = operands.indexOf(BETWEEN);
        List<String> client = operands.subList(at + 1, operands.size());
        if (at == 0) throw new UsageException("no server before " + BETWEEN + ", as in " + FORM);
        if (client.isEmpty()) throw new UsageException("no client after " + BETWEEN + ", as in " + FORM);
        if (client.contains(BETWEEN))
            throw new UsageException("the lab has two sides, so there is one " + BETWEEN + " only, as in " + FORM);
        return new LabCommands(List.copyOf(operands.subList(0, at)), List.copyOf(client));
    }

    /// Runs them, until both have ended, or the user has had enough.
    ///
    /// @param apart whether each has a network namespace of its own, or both share one and its loopback interface
    LabRun run(boolean apart, Impairment impairment, Duration limit, Console console) throws IOException {
        boolean keyboard = Boolean.getBoolean("strata.terminal.input");
        var programs = new OwnPrograms(server, client, keyboard,
                (side, error, line) -> console
                        .say(Side.SERVER == side ? "server | " + clean(line) : "client | " + clean(line)));
        try (Lab lab = apart || !impairment.none() ? Lab.openApart(impairment) : Lab.openShared()) {
            lab.limit(limit);
            return LabRun.of(() -> lab.run(programs));
        }
    }

    private static String clean(String line) {
        return line.stripTrailing().replace("\t", "    ");
    }
}
