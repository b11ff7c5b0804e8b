package net.strata.demo;

/// What was expected of the runs.
///
/// @param expectation in words
/// @param seen whether the evidence has it
/// @param saw what the evidence has, in words
public record Check(String expectation, boolean seen, String saw) {}
