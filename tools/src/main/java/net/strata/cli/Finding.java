package net.strata.cli;

import java.util.List;

/// What came of an attempt.
///
/// @param tried a call or a command, as it was made
/// @param why it does not work, or what was seen if it does
/// @param grants commands that grant it, any of them
record Finding(Ability ability, boolean works, String tried, String why, List<String> grants) {}
