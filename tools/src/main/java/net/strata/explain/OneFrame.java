package net.strata.explain;

import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.LinkType;

/// A capture of one frame, whose bytes somebody typed.
public final class OneFrame implements FrameSource {
    private static final int MOST = 1 << 18;
    private static final int A_LINE = 16;
    private static final Pattern OFFSET = Pattern.compile("^\\s*(?:0x)?([0-9a-fA-F]{4,8})(?::\\s+|\\s{2,}|$)");
    private static final Pattern GROUP = Pattern.compile("(\\s*)((?:[0-9a-fA-F]{2}){1,2})(?=\\s|$)");

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

    /// Bytes in hexadecimal, as people copy them: with or without spaces, colons, commas and `0x`; and dumps with an offset in
    /// front of each line, and characters behind, as tcpdump, tshark, xxd and hexdump write them.
    ///
    /// @throws IllegalArgumentException if there is something else in the text
    public static byte[] parse(String text) {
        var digits = new StringBuilder();
        for (String line : text.split("\\R", -1)) {
            Matcher offset = OFFSET.matcher(line);
            boolean dumped = offset.find() && Long.parseLong(offset.group(1), 16) == digits.length() / 2
                    && (offset.end() < line.length() || !digits.isEmpty());
            digits.append(dumped ? dumped(line.substring(offset.end())) : line.replaceAll("0x|[\\s:,-]", ""));
        }
        if (digits.isEmpty()) throw new IllegalArgumentException("there are no bytes");
        if (digits.length() % 2 != 0)
            throw new IllegalArgumentException(digits.length() + " digits are no whole bytes");
        byte[] bytes = HexFormat.of().parseHex(digits);
        if (bytes.length > MOST) throw new IllegalArgumentException("more than " + MOST + " bytes");
        return bytes;
    }

    /// The digits of a line of a dump, behind its offset. Characters stand behind more than one space, as does the second half
    /// of the bytes in some.
    private static String dumped(String line) {
        var digits = new StringBuilder();
        Matcher group = GROUP.matcher(line);
        while (group.lookingAt() && digits.length() < 2 * A_LINE) {
            int gap = group.start(2) - group.start();
            if (gap > 2 || gap == 2 && digits.length() != A_LINE) break;
            digits.append(group.group(2));
            group.region(group.end(), line.length());
        }
        return digits.toString();
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
