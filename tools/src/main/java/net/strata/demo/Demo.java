package net.strata.demo;

/// A demonstration.
public interface Demo {
    About about();

    /// Runs what shows it, and tells the trial what was expected and what was seen.
    ///
    /// @throws Exception if a run cannot be made, or lacks what is asked of it
    void show(Trial trial) throws Exception;
}
