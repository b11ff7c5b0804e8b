package net.strata.file;

import java.util.List;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.Interface;

/// Reads pcap: a file header of 24 bytes, then frames, each behind a header of
/// 16 bytes (draft-ietf-opsawg-pcap).
final class PcapReader extends CaptureReader {
    static final int MICRO = 0xa1b2c3d4;
    static final int NANO = 0xa1b23c4d;
    /// A. Kuznetsov's variant, whose record headers go on with interface index,
    /// protocol and packet type.
    private static final int MODIFIED = 0xa1b2cd34;
    static final int FILE_HEADER = 24;
    /// Before each frame in the usual variants.
    static final int RECORD_HEADER = 16;
    /// The upper 16 bits say how long the frame check sequence is.
    static final int LINK_TYPE = 0xffff;
    private static final long SECOND = 1_000_000_000;

    private final byte[] fileHeader;
    private final boolean little;
    private final int header;
    private final int scale;
    /// Before version 2.3 the length on the wire came before the captured length;
    /// writers of 2.3 did either.
    private final boolean swapped;
    private final boolean perhapsSwapped;
    private final int linkType;
    private final int limit;
    private final List<Interface> interfaces;

    PcapReader(Input input, byte[] head) throws CaptureException {
        super(input, head, Math.min(FILE_HEADER, head.length));
        fileHeader = head;
        little = known(Bytes.i32(head, 0, true));
        int magic = Bytes.i32(head, 0, little);
        header = magic == MODIFIED ? 24 : RECORD_HEADER;
        scale = magic == NANO ? 1 : 1000;
        if (head.length < FILE_HEADER) throw cut("the file header", -head.length, FILE_HEADER, head.length);
        int major = Bytes.u16(head, 4, little);
        int minor = Bytes.u16(head, 6, little);
        // 543.0 is what DG/UX wrote.
        if (major != 2 && major != 543)
            throw new CaptureException(input.name() + ": pcap version " + major + "." + minor
                    + " is not supported, only 2.x is");
        swapped = major == 543 || minor < 3;
        perhapsSwapped = major == 2 && minor == 3;
        linkType = Bytes.i32(head, 20, little) & LINK_TYPE;
        limit = Limits.frame(linkType);
        int snap = Math.max(0, Bytes.i32(head, 16, little));
        interfaces = List.of(new Interface(null, null, linkType, snap, List.of(), 0, Interface.NO_ID,
                scale == 1 ? 9 : 6));
    }

    /// Whether records are of the usual form, and so can be copied as they lie in the arena: each header right before
    /// its frame, each record right behind the one before.
    boolean plain() {
        return header == RECORD_HEADER && !swapped && !perhapsSwapped;
    }

    byte[] fileHeader() {
        return fileHeader.clone();
    }

    static boolean starts(byte[] head) {
        return head.length >= 4 && (known(Bytes.i32(head, 0, true)) || known(Bytes.i32(head, 0, false)));
    }

    private static boolean known(int magic) {
        return magic == MICRO || magic == NANO || magic == MODIFIED;
    }

    @Override
    int parse(Batch batch, int from, int end) throws CaptureException {
        byte[] d = batch.data;
        boolean le = little;
        int at = from;
        while (!batch.full()) {
            if (end - at < header) return stop(at, header);
            int captured = Bytes.i32(d, at + 8, le);
            int length = Bytes.i32(d, at + 12, le);
            if (swapped || (perhapsSwapped && Integer.compareUnsigned(captured, length) > 0)) {
                int first = captured;
                captured = length;
                length = first;
            }
            if (captured < 0 || captured > limit) throw claims(batch, at, captured);
            if (end - at - header < captured) return stop(at, header + captured);
            long second = Integer.toUnsignedLong(Bytes.i32(d, at, le));
            // A fraction of a second or more counts as tshark counts it: in 32 bits.
            int fraction = Bytes.i32(d, at + 4, le) * scale;
            batch.add(at + header, captured, length < 0 ? Integer.MAX_VALUE : length, second * SECOND + fraction,
                    scale == 1 ? 9 : 6, linkType, 0);
            at += header + captured;
        }
        return at;
    }

    private CaptureException claims(Batch batch, int at, int captured) {
        return damaged("frame " + number(batch), at, "it claims " + Integer.toUnsignedString(captured)
                + " bytes, more than the " + limit + " a frame can have");
    }

    @Override
    String record(Batch batch, int at, int end) {
        return "frame " + number(batch);
    }

    @Override
    public List<Interface> interfaces() {
        return interfaces;
    }
}
