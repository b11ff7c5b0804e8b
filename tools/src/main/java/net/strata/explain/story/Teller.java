package net.strata.explain.story;

/// Tells a conversation while its packets come, in order. What it keeps is bounded, however many come.
interface Teller {
    void see(Sight sight);

    /// What it has told so far.
    Plot plot();

    /// The story, once all packets have been seen.
    ///
    /// @param name as [Choice] has it
    Story end(String name);
}
