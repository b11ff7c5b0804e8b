package net.strata.explain.term;

import java.util.List;
import java.util.OptionalLong;
import net.strata.decode.Protocol;
import net.strata.protocol.FieldIndex;
import org.jspecify.annotations.Nullable;

/// What was found for something that a user typed.
public sealed interface Term {
    /// An entry of the glossary.
    ///
    /// @param protocol the protocol whose name it has, null if there is none
    record EntryFound(Entry entry, @Nullable Protocol protocol) implements Term {}

    /// A field.
    ///
    /// @param entries those of the glossary that name it
    record FieldFound(FieldIndex.Entry field, List<Entry> entries) implements Term {}

    /// A value of a field.
    ///
    /// @param value as it was typed
    /// @param number the value as a number, if it is one
    /// @param meaning what the field's description calls it; empty if it has no name for it
    /// @param filter the display filter that finds it
    record ValueFound(FieldIndex.Entry field, String value, OptionalLong number, String meaning,
            String filter, List<Entry> entries) implements Term {}

    /// Several things, the best first.
    record Matches(String typed, List<Match> matches) implements Term {}

    /// Nothing.
    ///
    /// @param near names that are spelt nearly like it
    /// @param why what is wrong with it, where that is known; else empty
    record None(String typed, List<String> near, String why) implements Term {}

    /// One of several things.
    ///
    /// @param what `socket option`, `field`, `protocol`
    /// @param name what to type for it
    /// @param says what it is, in a clause
    record Match(String what, String name, String says) {}
}
