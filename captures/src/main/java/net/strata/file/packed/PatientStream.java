package net.strata.file.packed;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/// Answers for certain whether there is more. GZIPInputStream asks before it looks for another member, and a pipe would
/// say no between two writes.
final class PatientStream extends PushbackInputStream {
    PatientStream(InputStream in) {
        super(in, 1);
    }

    @Override
    public int available() throws IOException {
        int next = read();
        if (next < 0) return 0;
        unread(next);
        return 1;
    }
}
