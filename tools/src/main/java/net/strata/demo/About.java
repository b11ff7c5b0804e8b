package net.strata.demo;

import java.util.List;

/// What a demonstration says, without having been run.
///
/// @param name as it is typed: `half-close`
/// @param title in a few words, for the list
/// @param belief what most people believe
/// @param question one that the run answers
/// @param sentence how it is
/// @param sources where that is laid down: manual pages, and RFCs with their sections
public record About(String name, String title, String belief, String question, String sentence,
        List<String> sources) {}
