package net.strata.cli;

import java.io.IOException;
import java.util.List;

/// `strata echo` without more: what there is under that name.
public final class Echo implements Command {
    static final String NAME = "echo";

    @Override
    public List<Example> examples() {
        return List.of(new Example("strata echo", "which commands there are"));
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        String word = arguments.operand();
        if (word != null) throw new UsageException("no command echo " + word + "; strata echo lists those there are");
        boolean first = true;
        for (var entry : Commands.ALL) {
            if (!entry.name().startsWith(NAME + " ")) continue;
            if (!first) console.out().line("");
            first = false;
            console.out().line("strata " + entry.name() + ": " + entry.summary());
            for (var example : entry.make().get().examples())
                console.out().line("  " + example.line());
        }
        return Status.DONE;
    }
}
