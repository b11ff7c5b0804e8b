package net.strata.explain.term;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A term, explained.
///
/// @param name as people type it: `SO_REUSEADDR`, `three-way handshake`
/// @param others other names, in English and Chinese
/// @param text what it is, a paragraph each
/// @param corrections what is often said of it wrongly, and how it is
/// @param sources where it is laid down: RFCs with their sections, manual pages, POSIX
/// @param related names of other entries
/// @param commands command lines that show it, and what they show
/// @param fields names of fields that show it
/// @param sample packets that show it, null if none do
public record Entry(String name, List<String> others, Kind kind, List<String> text, List<Correction> corrections,
        List<String> sources, List<String> related, List<Command> commands, List<String> fields,
        @Nullable Sample sample) {
    /// Something that is often said, and what is so.
    public record Correction(String wrong, String right) {}

    /// A command line, and what it shows; empty where the command says enough.
    public record Command(String line, String shows) {}

    /// Those packets of a sample that a display filter chooses.
    ///
    /// @param name of a file of captures/samples, without its ending
    public record Sample(String name, String filter) {}
}
