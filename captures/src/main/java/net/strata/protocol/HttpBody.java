package net.strata.protocol;

import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Text;

/// The body of an HTTP message: how far it reaches (RFC 9112 section 6.3), and its chunks (section 7.1).
final class HttpBody {
    private HttpBody() {}

    /// Where the body ends that starts at `body`, or as much of it as is here.
    ///
    /// @param at where the message starts
    static int end(byte[] data, int at, int body, int end) {
        if (body >= end) return end;
        int lineEnd = Lines.end(data, at, body);
        boolean response = HttpNumbers.response(data, at, lineEnd);
        if (response && HttpNumbers.bodiless(HttpNumbers.code(data, Lines.word(data, at, lineEnd), lineEnd)))
            return body;
        if (chunked(data, at, body)) return chunksEnd(data, body, end);
        long length = Headers.number(data, at, body, "content-length");
        if (length >= 0) return (int) Math.min(end, body + length);
        return response ? end : body;
    }

    private static boolean chunked(byte[] data, int at, int body) {
        int value = Headers.value(data, at, body, "transfer-encoding");
        return value >= 0 && Lines.is(data, value, Lines.trim(data, value, Lines.end(data, value, body)), "chunked");
    }

    /// Whether the headers say what the body is.
    static boolean typed(byte[] data, int at, int body) {
        return chunked(data, at, body) || Headers.value(data, at, body, "content-type") >= 0;
    }

    /// Bytes of the chunk whose size line is at `at`; -1 if that is none.
    private static int size(byte[] data, int at, int end) {
        int lineEnd = Lines.end(data, at, end);
        int digits = at;
        while (digits < lineEnd && Character.digit(data[digits], 16) >= 0)
            digits++;
        long size = lineEnd == end ? -1 : Lines.number(data, at, digits, 16);
        return (int) Math.min(size, end);
    }

    private static int chunksEnd(byte[] data, int body, int end) {
        int at = body;
        while (at < end) {
            int size = size(data, at, end);
            if (size < 0) return end;
            at = Lines.after(data, at, end);
            if (size == 0) return Headers.bodyStart(data, at, end);
            if (size >= end - at) return end;
            at = Lines.after(data, at + size, end);
        }
        return end;
    }

    /// Tells the tree what the message carries; of a compressed body only the chunks.
    static void fields(Tree t, Cursor c, int body, int end) {
        boolean chunked = chunked(c.data, c.at, body);
        if (chunked) chunks(t, c.data, body, end);
        boolean packed = Headers.value(c.data, c.at, body, "content-encoding") >= 0;
        if (packed || !t.wants(Http.FILE_DATA)) return;
        Text text = c.scratch();
        if (chunked) {
            for (int at = body; at < end;) {
                int size = size(c.data, at, end);
                int from = Lines.after(c.data, at, end);
                if (size <= 0) break;
                text.text(c.data, from, Math.min(size, end - from));
                at = Lines.after(c.data, Math.min(from + size, end), end);
            }
        } else {
            text.text(c.data, body, end - body);
        }
        t.made(Http.FILE_DATA, body, end - body, text);
    }

    private static void chunks(Tree t, byte[] data, int body, int end) {
        for (int at = body; at < end;) {
            int size = size(data, at, end);
            if (size < 0) return;
            t.made(Http.CHUNK_SIZE, size);
            int from = Lines.after(data, at, end);
            int chunkEnd = Math.min(from + size, end);
            if (size == 0) return;
            t.field(Http.CHUNK_DATA, from, chunkEnd - from);
            at = Lines.after(data, chunkEnd, end);
            if (at > chunkEnd) t.field(Http.CHUNK_BOUNDARY, chunkEnd, at - chunkEnd);
        }
    }
}
