package net.strata.os;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One call of a socket program, as it was made: `bind(3, {…}, 16) = 0`.
///
/// @param name of the function in C
/// @param arguments as C text, data in quotes with its escapes, cut with `...` where it is long
/// @param fd the descriptor that it was about, -1 if it makes one
/// @param result what the kernel returned: 0 or more, or the number of the error, negated
/// @param address the one given, or the one that came back; null if neither
/// @param data the bytes that went through: those that the kernel took, or gave; at most [Calls#KEPT], and perhaps fewer than
/// the result says
/// @param enter when it was made, in ns of [System#nanoTime]
/// @param exit when it was back
/// @param thread the name of the thread that made it
/// @param tcp what the kernel knew of the connection right after; null if it is none, or closed
@SuppressWarnings("ArrayRecordComponent") // nobody changes the bytes, and nobody compares such records
public record Call(String name, List<String> arguments, int fd, int result, @Nullable SockAddr address, byte[] data,
        long enter, long exit, String thread, @Nullable TcpInfo tcp) {

    /// What it failed with, such as `ECONNREFUSED`; null if it did not.
    public @Nullable Errno error() {
        return result < 0 ? Errno.of(-result) : null;
    }

    @Override
    public String toString() {
        Errno error = error();
        return name + "(" + String.join(", ", arguments) + ") = " + (error == null ? result : "-1 " + error.name());
    }
}
