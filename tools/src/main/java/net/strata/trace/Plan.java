package net.strata.trace;

import java.io.IOException;

/// What is sent for a path, and when: the engine asks it again whenever something happened.
public interface Plan {
    /// By which a plan sends.
    interface Prober {
        /// Sends a probe.
        Probe send(Request request) throws IOException;

        /// How many more probes may be sent now without going beyond the run's rate.
        int allowance();
    }

    /// Sends what is to be sent now.
    ///
    /// @param now by the engine's clock, in ns
    /// @return when it is to be asked again if nothing happens; [Long#MAX_VALUE] if it need not
    long act(Prober prober, long now) throws IOException;

    /// How long a probe is waited for, in ns. Asked again and again: it may change with what is learnt.
    long patience(Probe probe);

    /// The first answer to a probe came, in time.
    void answered(Answer answer);

    /// A probe will not be answered: it was waited for long enough, or the kernel did not send it.
    void lost(Probe probe);

    /// Whether all that was wanted is known. Probes that still wait are forgotten then.
    boolean isDone();
}
