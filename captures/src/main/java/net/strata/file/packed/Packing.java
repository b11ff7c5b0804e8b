package net.strata.file.packed;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The compressions that are understood, told by their first bytes.
public enum Packing {
    /// RFC 1952.
    GZIP("gzip", 0x8b1f, 0xffff),
    /// RFC 8878 section 3.1.1.
    ZSTD("zstd", 0xfd2fb528, -1),
    /// The LZ4 frame format, version 1.6.
    LZ4("lz4", 0x184d2204, -1);

    private final String title;
    private final int magic;
    private final int mask;

    Packing(String title, int magic, int mask) {
        this.title = title;
        this.magic = magic;
        this.mask = mask;
    }

    /// What it is called.
    public String title() {
        return title;
    }

    /// What `head` starts, null if it is nothing compressed.
    public static @Nullable Packing of(byte[] head) {
        if (head.length < 4) return null;
        int first = head[3] << 24 | (head[2] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[0] & 0xff);
        for (Packing p : values()) {
            if ((first & p.mask) == p.magic) return p;
        }
        return null;
    }

    /// The unpacked bytes of `in`, as they arrive. Data that is cut short or damaged raises an IOException that says so.
    public InputStream unpack(InputStream in) {
        return new UnpackedStream(title, () -> Decompressors.open(this, in), in);
    }
}
