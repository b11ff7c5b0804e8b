/// What is wrong on a way, said in words with their evidence.
///
/// [Evidence] is what is known of a way's hops, [Verdicts] what follows from it: each rule is a class of its own over
/// numbers, and knows neither the network nor time.
@NullMarked
package net.strata.trace.verdict;

import org.jspecify.annotations.NullMarked;
