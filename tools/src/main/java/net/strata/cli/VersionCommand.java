package net.strata.cli;

import java.io.IOException;
import java.util.List;

/// `strata version`, and `strata --version`.
final class VersionCommand implements Command {
    @Override
    public List<Example> examples() {
        return List.of(new Example("strata version", "the version, Java's and the system's"));
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        var surplus = arguments.operand();
        if (surplus != null) throw new UsageException("takes no argument: what is " + surplus + " for?");
        console.out().line("strata " + version());
        console.out().line("Java " + System.getProperty("java.runtime.version") + ", " + System.getProperty("os.name")
                + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
        return Status.DONE;
    }

    /// From the manifest; classes outside a jar have none.
    static String version() {
        var version = VersionCommand.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
