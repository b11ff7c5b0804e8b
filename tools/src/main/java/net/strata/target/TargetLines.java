package net.strata.target;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A file of targets as fping -f reads it: of each line the first word; lines without one, or whose first word begins with
/// `#`, are passed over. Lines of any length are read (fping cuts them after 131 bytes), and of a word as much as it takes
/// to see that it is too long for a name. A byte order mark at the start is skipped.
final class TargetLines implements Closeable {
    private static final int LONGEST_WORD = 1024;
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private int at;
    private int end;
    private final byte[] word = new byte[LONGEST_WORD];
    private long line;

    TargetLines(InputStream in) {
        this.in = in;
    }

    /// The line of the word that [#next] gave, from 1.
    long line() {
        return line;
    }

    /// The next target, null at the end.
    @Nullable
    String next() throws IOException {
        int c;
        do {
            c = read();
            if (c < 0) return null;
            line++;
            while (isSpace(c) && c != '\n')
                c = read();
            int length = 0;
            while (c >= 0 && !isSpace(c)) {
                if (length < LONGEST_WORD) word[length++] = (byte) c;
                c = read();
            }
            while (c >= 0 && c != '\n')
                c = read();
            String text = new String(word, 0, length, StandardCharsets.UTF_8);
            if (line == 1 && text.startsWith(BYTE_ORDER_MARK)) text = text.substring(1);
            if (!text.isEmpty() && text.charAt(0) != '#') return text;
        } while (c >= 0);
        return null;
    }

    /// As isspace(3) in the C locale.
    private static boolean isSpace(int c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /// A byte, -1 at the end.
    private int read() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer));
            if (end == 0) return -1;
        }
        return buffer[at++] & 0xff;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
