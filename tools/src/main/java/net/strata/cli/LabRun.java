package net.strata.cli;

import java.io.IOException;
import java.util.ArrayList;
import net.strata.lab.Recording;

/// What was recorded in the lab.
///
/// @param interrupted whether the user ended it by SIGINT: then it is what was recorded until then
record LabRun(Recording recording, boolean interrupted) {
    LabRun(Recording recording) {
        this(recording, false);
    }

    /// What is done in the lab. It ends, and has recorded something, when its thread is interrupted.
    interface Work {
        Recording run() throws IOException;
    }

    static LabRun of(Work work) throws IOException {
        var recording = new ArrayList<Recording>();
        boolean interrupted = Interrupts.end(() -> recording.add(work.run()), Thread.currentThread()::interrupt);
        // The user has ended the programs, not the command, which may still have files to write.
        Thread.interrupted();
        return new LabRun(recording.getFirst(), interrupted);
    }
}
