package net.strata.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.LinkType;
import net.strata.frame.Notes;
import net.strata.frame.Owners;
import org.jspecify.annotations.Nullable;

/// Writes pcapng (draft-ietf-opsawg-pcapng): one section with the interfaces of all that were read, in their order, each
/// block little-endian.
///
/// Interfaces, names and secrets come before the first frame that was read after them, counters at the end. The section
/// is described as the first one read was. A frame without a time stays one (a simple packet block) if it was captured
/// at the first interface; else it gets the time 0, as one from before 1970 does. A custom block is copied if it says
/// that it may be.
final class PcapngWriter extends CaptureWriter {
    private static final int COMMENT = 1;
    // Options of an interface, section 4.2.
    static final int MAC = 6;
    static final int SPEED = 8;
    static final int RESOLUTION = 9;
    static final int FILTER = 11;
    static final int OS = 12;
    static final int OFFSET = 14;
    static final int HARDWARE = 15;
    private static final int LONGEST_OPTION = 0xffff;
    private static final int HEADER = 8;
    private static final int TRAILER = 4;
    private static final int CUSTOM_HEADER = 12;
    /// A block of counters: header, interface, time, seven options of 8 bytes, end of options, trailer.
    private static final int LONGEST_COUNTERS = HEADER + 4 + 8 + 7 * 12 + 4 + TRAILER;
    private static final long[] UNITS = {1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100,
            10, 1};

    private boolean begun;
    private int interfaces;
    private int names;
    private int secrets;

    PcapngWriter(FrameSource source, int most) {
        super(source, most);
    }

    @Override
    @Nullable
    CaptureException refuse(Batch b, int i) {
        return null;
    }

    @Override
    void before(RecordBuffer out) {
        List<Interface> known = source.interfaces();
        Notes notes = source.notes();
        if (!begun) section(notes, out);
        begun = true;
        while (interfaces < known.size())
            iface(known.get(interfaces++), out);
        if (names < notes.names().size()) names(notes.names().subList(names, notes.names().size()), out);
        names = notes.names().size();
        while (secrets < notes.secrets().size())
            secret(notes.secrets().get(secrets++), out);
        out.interfaces(interfaces);
    }

    private static int begin(int type, RecordBuffer out) {
        int start = out.length();
        out.i32(type);
        out.i32(0);
        return start;
    }

    private static void end(int start, RecordBuffer out) {
        int length = out.length() + TRAILER - start;
        out.i32(length);
        out.patch(start + 4, length, true);
    }

    private static void section(Notes notes, RecordBuffer out) {
        int start = begin(PcapngReader.SECTION, out);
        out.i32(PcapngReader.BYTE_ORDER);
        out.i32(1); // version 1.0
        out.i32(-1); // of a length not said
        out.i32(-1);
        if (!notes.sections().isEmpty()) {
            Notes.Section section = notes.sections().getFirst();
            int options = out.length();
            comments(section.comments(), out);
            option(2, section.hardware(), out);
            option(3, section.os(), out);
            option(4, section.application(), out);
            endOptions(options, out);
        }
        end(start, out);
    }

    private void iface(Interface i, RecordBuffer out) {
        int start = begin(PcapngReader.INTERFACE, out);
        out.i32(i.linkType() & 0xffff);
        out.i32(i.snapLength() == 0 && most < Integer.MAX_VALUE ? most : Math.min(i.snapLength(), most));
        int options = out.length();
        comments(i.comments(), out);
        option(2, i.name(), out);
        option(3, i.description(), out);
        Interface.Details known = i.details();
        if (known.mac() != null) option(MAC, bytes(known.mac()), out);
        if (known.speed() > 0) counter(SPEED, known.speed(), out);
        option(RESOLUTION, new byte[]{(byte) i.timeDecimals()}, out);
        if (known.filter() != null) option(FILTER, "\0" + known.filter(), out); // 0: in words
        option(OS, known.os(), out);
        option(HARDWARE, known.hardware(), out);
        endOptions(options, out);
        end(start, out);
    }

    private static void names(List<Notes.Name> names, RecordBuffer out) {
        int start = begin(PcapngReader.NAMES, out);
        for (Notes.Name name : names) {
            int type = switch (name.address().remaining()) {
                case 4 -> 1;
                case 16 -> 2;
                case 6 -> 3;
                default -> 4;
            };
            byte[] address = bytes(name.address());
            byte[] texts = (String.join("\0", name.names()) + "\0").getBytes(StandardCharsets.UTF_8);
            int length = Math.min(texts.length, LONGEST_OPTION - address.length);
            texts[length - 1] = 0;
            int value = out.length();
            out.head(type, address.length + length);
            out.raw(address, 0, address.length);
            out.raw(texts, 0, length);
            out.pad(value);
        }
        out.i32(0); // no more
        end(start, out);
    }

    private static void secret(Notes.Secret secret, RecordBuffer out) {
        int start = begin(PcapngReader.SECRETS, out);
        byte[] data = bytes(secret.data());
        out.i32(secret.type());
        out.i32(data.length);
        out.raw(data, 0, data.length);
        out.pad(start);
        end(start, out);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public void frames(Batch b, RecordBuffer out) {
        for (int i = 0; i < b.count; i++) {
            if (!writes(b, i)) continue;
            if (b.linkType[i] == LinkType.CUSTOM_BLOCK) custom(b, i, out);
            else if (b.time[i] == Batch.NO_TIME && isSimple(b, i)) simple(b, i, out);
            else
                enhanced(b, i, out);
        }
    }

    private void enhanced(Batch b, int i, RecordBuffer out) {
        int captured = Math.min(b.captured[i], most);
        long time = Math.max(0, b.time[i]) / UNITS[b.timeDecimals[i]];
        int start = begin(PcapngReader.ENHANCED_PACKET, out);
        out.i32(b.interfaceId[i]);
        stamp(time, out);
        out.i32(captured);
        out.i32(b.length[i]);
        out.raw(b.data, b.offset[i], captured);
        out.pad(start);
        int options = out.length();
        comments(b.comments(i), out);
        Owners owners = b.owners(i);
        if (owners != null) option(COMMENT, owners.comment(), out);
        endOptions(options, out);
        end(start, out);
    }

    /// A simple packet belongs to the first interface, and how much of it is there follows from that one's snap length.
    private boolean isSimple(Batch b, int i) {
        if (b.interfaceId[i] != 0 || !b.comments(i).isEmpty() || b.owners(i) != null) return false;
        int snap = source.interfaces().getFirst().snapLength();
        return b.captured[i] == (snap == 0 ? b.length[i] : Math.min(snap, b.length[i]));
    }

    private void simple(Batch b, int i, RecordBuffer out) {
        int start = begin(PcapngReader.SIMPLE_PACKET, out);
        out.i32(b.length[i]);
        out.raw(b.data, b.offset[i], Math.min(b.captured[i], most));
        out.pad(start);
        end(start, out);
    }

    @Override
    boolean writes(Batch b, int i) {
        if (b.hidden[i]) return false;
        if (b.linkType[i] != LinkType.CUSTOM_BLOCK) return true;
        int head = b.offset[i] - CUSTOM_HEADER;
        return head >= 0 && (Bytes.i32(b.data, head, true) == PcapngReader.CUSTOM
                || Bytes.i32(b.data, head, false) == PcapngReader.CUSTOM);
    }

    /// A custom block is copied with its type and the number of its makers, which stand before its data in the arena.
    private static void custom(Batch b, int i, RecordBuffer out) {
        int head = b.offset[i] - CUSTOM_HEADER;
        boolean little = Bytes.i32(b.data, head, true) == PcapngReader.CUSTOM;
        int start = begin(PcapngReader.CUSTOM, out);
        out.i32(Bytes.i32(b.data, head + HEADER, little));
        out.raw(b.data, b.offset[i], b.captured[i]);
        out.pad(start);
        end(start, out);
    }

    /// Upper half first, whatever the byte order.
    private static void stamp(long time, RecordBuffer out) {
        out.i32((int) (time >>> 32));
        out.i32((int) time);
    }

    private static void comments(List<String> comments, RecordBuffer out) {
        for (String comment : comments)
            option(COMMENT, comment, out);
    }

    private static void option(int code, @Nullable String text, RecordBuffer out) {
        if (text != null) option(code, text.getBytes(StandardCharsets.UTF_8), out);
    }

    private static void option(int code, byte[] value, RecordBuffer out) {
        int length = value.length;
        if (length > LONGEST_OPTION) {
            length = LONGEST_OPTION;
            while ((value[length] & 0xc0) == 0x80) // in the middle of a character of UTF-8
                length--;
        }
        int start = out.length();
        out.head(code, length);
        out.raw(value, 0, length);
        out.pad(start);
    }

    private static void endOptions(int start, RecordBuffer out) {
        if (out.length() > start) out.i32(0);
    }

    @Override
    void rest(RecordBuffer out) {
        before(out);
    }

    @Override
    void counters(int interfaces, RecordBuffer out) {
        List<Interface> known = source.interfaces();
        new TreeMap<>(source.notes().statistics()).headMap(interfaces).forEach((index, counters) -> {
            int start = begin(PcapngReader.STATISTICS, out);
            out.i32(index);
            long unit = UNITS[known.get(index).timeDecimals()];
            stamp(Math.max(0, counters.time()) / unit, out);
            int options = out.length();
            time(2, counters.start(), unit, out);
            time(3, counters.end(), unit, out);
            counter(4, counters.received(), out);
            counter(5, counters.dropped(), out);
            counter(6, counters.accepted(), out);
            counter(7, counters.systemDropped(), out);
            counter(8, counters.delivered(), out);
            endOptions(options, out);
            end(start, out);
        });
    }

    private static void time(int code, long time, long unit, RecordBuffer out) {
        if (time == Batch.NO_TIME) return;
        out.head(code, 8);
        stamp(Math.max(0, time) / unit, out);
    }

    private static void counter(int code, long value, RecordBuffer out) {
        if (value < 0) return;
        out.head(code, 8);
        out.i32((int) value);
        out.i32((int) (value >>> 32));
    }

    @Override
    int mostCounters() {
        return LONGEST_COUNTERS * source.interfaces().size();
    }

    @Override
    int recordLength(byte[] data, int at) {
        return Bytes.i32(data, at + 4, true);
    }

    @Override
    int lengthKnown() {
        return HEADER;
    }
}
