package net.strata.file;

import java.time.ZoneId;

/// When a file of a capture ends and the next begins: as soon as either limit is reached.
///
/// With a limit in bytes, `files` is how many are kept: the oldest goes when another begins. Without one it is how many
/// are written in all.
///
/// @param bytes most that a file has, 0 for any number
/// @param seconds how long the time is that a file covers, 0 for any
/// @param files how many files, 0 for any number
/// @param zone whose clock the times go by
public record Rotation(long bytes, long seconds, int files, ZoneId zone) {
    /// Whether the oldest file goes when there are too many.
    boolean keepsLast() {
        return files > 0 && bytes > 0;
    }

    /// Whether the capture ends when there are too many.
    boolean ends() {
        return files > 0 && bytes == 0;
    }
}
