package net.strata.demo;

/// What was expected of the runs.
///
/// @param expectation in words
/// @param seen whether the evidence has it
/// @param hidden whether it cannot be seen here at all: nothing is known then of what the kernel does
/// @param saw what the evidence has, in words; or why it cannot be seen
public record Check(String expectation, boolean seen, boolean hidden, String saw) {}
