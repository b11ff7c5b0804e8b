package net.strata.explain;

import java.util.List;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.LinkType;

/// A capture of one frame, whose bytes somebody typed.
public final class OneFrame implements FrameSource {
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

    /// Bytes in hexadecimal, as people copy them: with or without spaces, colons, commas and `0x`; as an array in C or a
    /// string with `\x`; and dumps with an offset in front of each line, and characters behind, as tcpdump, tshark, xxd,
    /// hexdump -C and od -t x1 write them.
    ///
    /// @throws IllegalArgumentException if there is something else in the text, or words whose bytes may be swapped
    public static byte[] parse(String text) {
        return HexText.bytes(text);
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
