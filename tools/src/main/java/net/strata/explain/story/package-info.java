/// Conversations told as stories: parts with sentences, and arrows between hosts, each with what it means, what either side
/// knows after it, and the socket calls behind it.
@org.jspecify.annotations.NullMarked
package net.strata.explain.story;
