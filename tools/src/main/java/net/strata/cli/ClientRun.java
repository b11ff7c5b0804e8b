package net.strata.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import net.strata.echo.Client;
import net.strata.echo.ClientSettings;
import net.strata.echo.Source;
import net.strata.echo.Duplex;
import net.strata.os.OsError;
import org.jspecify.annotations.Nullable;

/// One run of `echo client`, from the first call to the exit status.
///
/// @param counts whether it was asked to count
record ClientRun(ClientSettings settings, ClientMessages messages, ClientOutput output, boolean counts) {
    private static final List<String> ENDING = List.of("INT", "TERM", "HUP");

    /// Does it, and gives the exit status.
    int run() throws IOException {
        boolean typed = messages.fromInput() && output.isForPeople() && ClientPrompt.isPossible();
        try (var prompt = typed ? ClientPrompt.open() : null) {
            if (prompt != null) output.to(prompt::above);
            return run(prompt);
        }
    }

    private int run(@Nullable ClientPrompt prompt) throws IOException {
        Source<ByteBuffer> lines = prompt == null ? messages.lines(System.in) : prompt.source(messages::line);
        Interrupts.Work work;
        Client client;
        if (messages.oneByOne()) {
            client = new Client(settings).every(Duration.ofNanos(messages.interval()));
            work = () -> client.run(messages.requests(lines, settings.toMany()), output);
        } else {
            var duplex = new Duplex(settings, messages.silence());
            client = duplex.client();
            work = () -> duplex.run(lines, output);
        }
        Runnable stop = () -> {
            client.stop();
            if (prompt != null) prompt.stop();
        };
        if (prompt != null) prompt.onInterrupt(client::stop);
        int signalled;
        try {
            signalled = Interrupts.endOn(ENDING, work, stop);
        } catch (OsError e) {
            throw new IOException(client.explain(e), e);
        }
        output.end(client.outcome(), counts);
        if (signalled != Status.DONE) return signalled;
        if (prompt != null && prompt.isInterrupted()) return Status.INTERRUPTED;
        return output.isSilent() ? Status.NEGATIVE : Status.DONE;
    }
}
