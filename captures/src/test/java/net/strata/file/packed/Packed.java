package net.strata.file.packed;

import io.airlift.compress.v3.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;

/// Packs bytes for tests.
public final class Packed {
    private Packed() {}

    public static byte[] pack(Packing packing, byte[] plain) {
        try {
            return switch (packing) {
                case GZIP -> gzip(plain);
                case ZSTD -> zstd(plain);
                case LZ4 -> lz4(plain);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] unpack(byte[] packed) throws IOException {
        Packing packing = Packing.of(packed);
        if (packing == null) throw new IOException("not packed");
        try (var in = packing.unpack(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] zstd(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zstd = new ZstdOutputStream(out)) {
            zstd.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] lz4(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        var parameters = new FramedLZ4CompressorOutputStream.Parameters(
                FramedLZ4CompressorOutputStream.BlockSize.K64, true, true, true);
        try (var lz4 = new FramedLZ4CompressorOutputStream(out, parameters)) {
            lz4.write(plain);
        }
        return out.toByteArray();
    }
}
