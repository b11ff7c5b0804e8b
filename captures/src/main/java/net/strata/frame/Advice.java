package net.strata.frame;

/// What a user says of frames that nothing in them says. It travels with them, so that all who decode them agree; who
/// gives it and who reads it know what it is.
public interface Advice {}
