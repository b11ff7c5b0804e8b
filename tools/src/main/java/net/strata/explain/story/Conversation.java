package net.strata.explain.story;

import net.strata.frame.Batch;

/// A conversation, in numbers.
///
/// @param kind and `number`: what to choose it by
/// @param one and `other`: its ends, or what it is about and who asked; as a person reads them
/// @param packets how many frames belong to it, errors that quote it included
/// @param bytes of those frames on the wire
/// @param first and `last`: number of its first and last packet, from 1
/// @param from and `to`: their times, ns since the epoch, or [Batch#NO_TIME]
public record Conversation(Kind kind, int number, String one, String other, long packets, long bytes, long first,
        long last, long from, long to) {

    /// How long it lasted, in ns; 0 where times are not known.
    public long lasted() {
        return from == Batch.NO_TIME || to == Batch.NO_TIME ? 0 : to - from;
    }

    /// As [Choice#parse] reads it.
    public String name() {
        return kind + ":" + number;
    }
}
