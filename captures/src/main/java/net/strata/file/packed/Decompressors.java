package net.strata.file.packed;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/// The libraries behind [Packing]. Apart from it, so that the verifier does not load them for a plain file.
final class Decompressors {
    private static final int BLOCK = 64 << 10;

    private Decompressors() {}

    static InputStream open(Packing packing, InputStream in) throws IOException {
        return switch (packing) {
            case GZIP -> new GZIPInputStream(new PatientStream(in), BLOCK);
            case ZSTD -> new ZstdInputStream(in);
            // Reads byte by byte.
            case LZ4 -> new FramedLZ4CompressorInputStream(new BufferedInputStream(in, BLOCK), true);
        };
    }
}
