package net.strata.explain;

import java.util.HexFormat;
import java.util.List;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.LinkType;

/// A capture of one frame, whose bytes somebody typed.
public final class OneFrame implements FrameSource {
    private static final int MOST = 1 << 18;

    private final byte[] bytes;
    private final int link;
    private boolean read;

    /// @param link LINKTYPE_ number
    public OneFrame(byte[] bytes, int link) {
        this.bytes = bytes.clone();
        this.link = link;
    }

    /// What bytes begin with, where nobody says: IP if their first half byte is 4 or 6, else Ethernet.
    public static int link(byte[] bytes) {
        int first = bytes.length == 0 ? 0 : bytes[0] >> 4 & 15;
        return first == 4 || first == 6 ? LinkType.RAW : LinkType.ETHERNET;
    }

    /// Bytes in hexadecimal, as people copy them: with or without spaces, colons, commas, `0x`, and offsets such as
    /// `0x0010:` in front of lines.
    ///
    /// @throws IllegalArgumentException if there is something else in the text
    public static byte[] parse(String text) {
        var digits = new StringBuilder();
        for (String line : text.split("\\R", -1)) {
            String bare = line.strip().replaceFirst("^(0x)?[0-9a-fA-F]{4,8}:\\s", "").replaceAll("0x|[\\s:,-]", "");
            digits.append(bare);
        }
        if (digits.isEmpty()) throw new IllegalArgumentException("there are no bytes");
        if (digits.length() % 2 != 0)
            throw new IllegalArgumentException(digits.length() + " digits are no whole bytes");
        byte[] bytes = HexFormat.of().parseHex(digits);
        if (bytes.length > MOST) throw new IllegalArgumentException("more than " + MOST + " bytes");
        return bytes;
    }

    @Override
    public boolean read(Batch batch) {
        batch.clear();
        if (read) return false;
        read = true;
        batch.reserve(bytes.length);
        System.arraycopy(bytes, 0, batch.data, 0, bytes.length);
        batch.used = bytes.length;
        batch.add(0, bytes.length, bytes.length, Batch.NO_TIME, 0, link, -1);
        return true;
    }

    @Override
    public List<Interface> interfaces() {
        return List.of();
    }

    @Override
    public void close() {}
}
