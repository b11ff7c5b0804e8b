package net.strata.file;

import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.LinkType;
import org.jspecify.annotations.Nullable;

/// Writes pcap (draft-ietf-opsawg-pcap): one link type, times in µs, or in ns where an interface has finer ones.
///
/// What comes from a pcap file keeps its byte order and resolution, so that its records can be copied as they are.
/// Custom blocks of a pcapng file are left out. A frame without a time, or from before 1970, gets the time 0; one from
/// after 2106 the last there is.
final class PcapWriter extends CaptureWriter {
    private static final int SNAP_LENGTH_AT = 16;
    private static final int LINK_TYPE_AT = 20;
    private static final int CAPTURED_AT = 8;
    private static final int VERSION = 4 << 16 | 2; // 2.4, as two numbers of 16 bits
    private static final long SECOND = 1_000_000_000;
    private static final long LAST_SECOND = 0xffff_ffffL;

    private boolean begun;
    private boolean written;
    private byte[] header = new byte[PcapReader.FILE_HEADER];
    private boolean little = true;
    private boolean nano;
    private int linkType;
    /// Whether records in the arena are as they shall be written.
    private boolean plain;

    PcapWriter(FrameSource source, int most) {
        super(source, most);
    }

    @Override
    @Nullable
    CaptureException refuse(Batch b, int i) {
        int link = b.linkType[i];
        if (link == LinkType.CUSTOM_BLOCK) return null;
        if (!begun) begin(link);
        if (link == linkType) return null;
        return new CaptureException("packet " + (b.firstNumber + i) + " has link type " + LinkType.name(link)
                + ", those before it have " + LinkType.name(linkType)
                + ": a pcap file holds only one, -F pcapng holds them all");
    }

    /// Decides what the file header says.
    private void begin(int link) {
        begun = true;
        linkType = link;
        if (source instanceof PcapReader reader && reader.plain()) {
            plain = true;
            header = reader.fileHeader();
            int magic = Bytes.i32(header, 0, true);
            little = magic == PcapReader.MICRO || magic == PcapReader.NANO;
            nano = Bytes.i32(header, 0, little) == PcapReader.NANO;
            long snap = Integer.toUnsignedLong(Bytes.i32(header, SNAP_LENGTH_AT, little));
            if (snap > most) Bytes.putI32(header, SNAP_LENGTH_AT, most, little);
            return;
        }
        int snap = 0;
        for (Interface i : source.interfaces()) {
            if (i.linkType() != link) continue;
            nano |= i.timeDecimals() > 6;
            snap = Math.max(snap, i.snapLength() == 0 ? WHOLE : i.snapLength());
        }
        Bytes.putI32(header, 0, nano ? PcapReader.NANO : PcapReader.MICRO, true);
        Bytes.putI32(header, 4, VERSION, true);
        Bytes.putI32(header, SNAP_LENGTH_AT, Math.min(snap == 0 ? WHOLE : snap, most), true);
        Bytes.putI32(header, LINK_TYPE_AT, link & PcapReader.LINK_TYPE, true);
    }

    @Override
    void before(RecordBuffer out) {
        if (begun) head(out);
    }

    private void head(RecordBuffer out) {
        if (written) return;
        written = true;
        out.raw(header, 0, header.length);
    }

    @Override
    public void frames(Batch b, RecordBuffer out) {
        if (plain && most == Integer.MAX_VALUE) {
            copy(b, out);
            return;
        }
        for (int i = 0; i < b.count; i++) {
            if (!writes(b, i)) continue;
            if (plain) cut(b, i, out);
            else
                frame(b, i, out);
        }
    }

    /// Copies runs of records.
    private static void copy(Batch b, RecordBuffer out) {
        int i = 0;
        while (i < b.count) {
            int first = i;
            while (i < b.count && !b.hidden[i])
                i++;
            if (i > first) {
                int from = b.offset[first] - PcapReader.RECORD_HEADER;
                out.raw(b.data, from, b.offset[i - 1] + b.captured[i - 1] - from);
            }
            while (i < b.count && b.hidden[i])
                i++;
        }
    }

    /// Copies a record without the end of the frame.
    private void cut(Batch b, int i, RecordBuffer out) {
        int captured = Math.min(b.captured[i], most);
        int start = out.length();
        out.raw(b.data, b.offset[i] - PcapReader.RECORD_HEADER, PcapReader.RECORD_HEADER + captured);
        out.patch(start + CAPTURED_AT, captured, little);
    }

    private void frame(Batch b, int i, RecordBuffer out) {
        long time = Math.max(0, b.time[i]);
        long second = time / SECOND;
        long fraction = time % SECOND;
        if (second > LAST_SECOND) {
            second = LAST_SECOND;
            fraction = SECOND - 1;
        }
        int captured = Math.min(b.captured[i], most);
        out.i32((int) second, little);
        out.i32((int) (nano ? fraction : fraction / 1000), little);
        out.i32(captured, little);
        out.i32(b.length[i], little);
        out.raw(b.data, b.offset[i], captured);
    }

    @Override
    boolean writes(Batch b, int i) {
        return !b.hidden[i] && b.linkType[i] != LinkType.CUSTOM_BLOCK;
    }

    @Override
    void rest(RecordBuffer out) {
        if (!begun)
            begin(source.interfaces().isEmpty() ? LinkType.ETHERNET : source.interfaces().getFirst().linkType());
        head(out);
    }

    @Override
    void counters(int interfaces, RecordBuffer out) {
        // The format has none.
    }

    @Override
    int mostCounters() {
        return 0;
    }

    @Override
    int recordLength(byte[] data, int at) {
        return PcapReader.RECORD_HEADER + Bytes.i32(data, at + CAPTURED_AT, little);
    }

    @Override
    int lengthKnown() {
        return PcapReader.RECORD_HEADER;
    }

    @Override
    int whole(byte[] data, int from, int end, boolean first) {
        if (!first) return super.whole(data, from, end, false);
        return end - from < header.length ? 0 : header.length + super.whole(data, from + header.length, end, false);
    }
}
