package net.strata.file.packed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// What a decompressor gives, whose faults, of any kind, become one sentence.
final class UnpackedStream extends InputStream {
    /// Begins to decompress; reads the compressed header.
    interface Opener {
        InputStream open() throws IOException;
    }

    private final String title;
    private final Opener opener;
    private final InputStream packed;
    private @Nullable InputStream unpacked;
    private @Nullable IOException fault;

    UnpackedStream(String title, Opener opener, InputStream packed) {
        this.title = title;
        this.opener = opener;
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int from, int count) throws IOException {
        if (fault != null) throw fault;
        try {
            if (unpacked == null) unpacked = opener.open();
            return unpacked.read(b, from, count);
        } catch (EOFException e) {
            fault = new IOException("the " + title + " data is cut short", e);
        } catch (IOException | RuntimeException e) {
            fault = new IOException("the " + title + " data is damaged or cut short (" + e.getMessage() + ")", e);
        }
        throw fault;
    }

    @Override
    public void close() throws IOException {
        packed.close();
    }
}
