package net.strata.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The options of a pcapng block: code, length, value padded to 4 bytes, until
/// code 0 or the end of the block. What does not fit ends the list.
final class Options {
    static final int COMMENT = 1;
    private static final int END = 0;

    private final byte[] data;
    private final boolean little;
    private final int end;
    private int next;
    private int at;
    private int length;

    Options(byte[] data, int from, int end, boolean little) {
        this.data = data;
        this.little = little;
        this.end = end;
        next = from;
    }

    /// Steps to the next option.
    ///
    /// @return its code, 0 at the end
    int next() {
        if (end - next < 4) return END;
        int code = Bytes.u16(data, next, little);
        length = Bytes.u16(data, next + 2, little);
        at = next + 4;
        if (length > end - at) return END;
        next = Math.min(end, at + (length + 3 & ~3));
        return code;
    }

    int length() {
        return length;
    }

    /// The value, if it has the length of its type.
    int u8(int otherwise) {
        return length == 1 ? data[at] & 0xff : otherwise;
    }

    long i64(long otherwise) {
        return length == 8 ? Bytes.i64(data, at, little) : otherwise;
    }

    /// A byte of the value.
    int u8At(int index) {
        return data[at + index] & 0xff;
    }

    /// A timestamp of 8 bytes.
    long stamp() {
        return PcapngNotes.stamp(data, at, little);
    }

    ByteBuffer copy() {
        return ByteBuffer.wrap(Arrays.copyOfRange(data, at, at + length)).asReadOnlyBuffer();
    }

    String text() {
        return text(0);
    }

    /// The value from a byte on.
    String text(int from) {
        return text(data, at + from, length - from);
    }

    /// UTF-8 up to a zero byte, if there is one.
    static String text(byte[] data, int at, int length) {
        int n = 0;
        while (n < length && data[at + n] != 0)
            n++;
        return new String(data, at, n, StandardCharsets.UTF_8);
    }

    /// The comments among the options between `from` and `end`.
    static List<String> comments(byte[] data, int from, int end, boolean little) {
        List<String> found = null;
        var options = new Options(data, from, end, little);
        for (int code = options.next(); code != END; code = options.next()) {
            if (code != COMMENT) continue;
            if (found == null) found = new ArrayList<>();
            found.add(options.text());
        }
        return found == null ? List.of() : List.copyOf(found);
    }

    /// The first text among the options with that code, null if there is none.
    static @Nullable String text(byte[] data, int from, int end, boolean little, int wanted) {
        var options = new Options(data, from, end, little);
        for (int code = options.next(); code != END; code = options.next())
            if (code == wanted) return options.text();
        return null;
    }

    /// The first number of 8 bytes among the options with that code.
    static long i64(byte[] data, int from, int end, boolean little, int wanted, long otherwise) {
        var options = new Options(data, from, end, little);
        for (int code = options.next(); code != END; code = options.next())
            if (code == wanted) return options.i64(otherwise);
        return otherwise;
    }
}
