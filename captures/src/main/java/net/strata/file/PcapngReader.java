package net.strata.file;

import java.util.List;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.Interface;
import net.strata.frame.LinkType;
import net.strata.frame.Notes;

/// Reads pcapng (draft-ietf-opsawg-pcapng): blocks, each with its type, its
/// length, a body, and its length again.
final class PcapngReader extends CaptureReader {
    static final int SECTION = 0x0a0d0d0a;
    static final int INTERFACE = 1;
    /// The Packet Block that Enhanced Packet Blocks replaced.
    private static final int PACKET = 2;
    static final int SIMPLE_PACKET = 3;
    static final int NAMES = 4;
    static final int STATISTICS = 5;
    static final int CUSTOM = 0xbad;
    private static final int CUSTOM_NOT_COPIED = 0x40000bad;
    static final int ENHANCED_PACKET = 6;
    static final int SECRETS = 10;
    static final int BYTE_ORDER = 0x1a2b3c4d;
    /// Type and length before the body.
    private static final int HEADER = 8;
    private static final int TRAILER = 4;
    /// With the number of the enterprise that knows what the block means.
    private static final int CUSTOM_HEADER = 12;
    private static final int PACKET_HEADER = 28;
    private static final int SIMPLE_HEADER = 12;

    private final PcapngNotes notes = new PcapngNotes();
    private boolean little;
    private int section = -1;
    /// Bytes of a skipped block still to come, without its trailer.
    private long skipping;
    /// The length of that block, 0 if none.
    private int skipped;

    PcapngReader(Input input, byte[] head) {
        super(input, head, 0);
        if (head.length >= 12) little = Bytes.i32(head, 8, true) == BYTE_ORDER;
    }

    static boolean starts(byte[] head) {
        return head.length >= 4 && Bytes.i32(head, 0, true) == SECTION;
    }

    @Override
    int parse(Batch batch, int from, int end) throws CaptureException {
        int at = from;
        while (!batch.full()) {
            if (skipped != 0) {
                int left = (int) Math.min(skipping, end - at);
                skipping -= left;
                at += left;
                if (end - at < TRAILER) return stop(at, TRAILER);
                checkTrailer(batch, at, at + TRAILER, skipped);
                at += TRAILER;
                skipped = 0;
            }
            int there = end - at;
            if (there < HEADER) return stop(at, HEADER);
            int type = Bytes.i32(batch.data, at, little);
            if (type == SECTION) {
                if (there < HEADER + 4) return stop(at, HEADER + 4);
                order(batch, at);
            }
            int length = Bytes.i32(batch.data, at + 4, little);
            if (length < least(type) || (length & 3) != 0)
                throw damaged(record(batch, at, end), at,
                        "a block of " + Integer.toUnsignedString(length) + " bytes cannot be");
            int needs = needs(batch, type, at, length, there);
            if (needs == 0) {
                skipped = length;
                skipping = (long) length - TRAILER;
            } else if (there < needs) {
                return stop(at, needs);
            } else {
                checkTrailer(batch, at, at + length, length);
                take(batch, type, at, length);
                at += length;
            }
        }
        return at;
    }

    /// Reads a section's byte order.
    private void order(Batch batch, int at) throws CaptureException {
        little = Bytes.i32(batch.data, at + 8, true) == BYTE_ORDER;
        if (!little && Bytes.i32(batch.data, at + 8, false) != BYTE_ORDER)
            throw damaged(block(batch), at,
                    "the section header has no byte order mark");
    }

    private static int least(int type) {
        return switch (type) {
            case SECTION -> 28;
            case INTERFACE -> 20;
            case PACKET, ENHANCED_PACKET -> PACKET_HEADER + TRAILER;
            case SIMPLE_PACKET -> SIMPLE_HEADER + TRAILER;
            case STATISTICS -> 24;
            case CUSTOM, CUSTOM_NOT_COPIED -> CUSTOM_HEADER + TRAILER;
            default -> HEADER + TRAILER;
        };
    }

    /// How many bytes of a block have to be in the arena, as far as can be told
    /// from those that are; 0 to skip it.
    private int needs(Batch batch, int type, int at, int length, int there) throws CaptureException {
        switch (type) {
            case PACKET, ENHANCED_PACKET -> {
                if (there < PACKET_HEADER) return PACKET_HEADER;
                checkSize(batch, at, length, Bytes.i32(batch.data, at + 20, little), interfaceOf(batch, type, at));
            }
            case SIMPLE_PACKET -> {
                if (there < SIMPLE_HEADER) return SIMPLE_HEADER;
                if (notes.inSection() == 0) throw unknownInterface(batch, at, 0);
                checkSize(batch, at, length, simpleCaptured(batch, at), notes.index(0));
            }
            case SECTION, INTERFACE -> {
                if (length > Limits.OPTIONS) throw damaged(block(batch), at, "a header of " + length + " bytes");
            }
            case NAMES, SECRETS, STATISTICS -> {
                if (!notes.keep(length)) return 0;
            }
            case CUSTOM, CUSTOM_NOT_COPIED -> {
                if (length > Limits.OPTIONS) return 0;
            }
            default -> {
                return 0;
            }
        }
        return length;
    }

    /// Index of the interface of a packet block.
    private int interfaceOf(Batch batch, int type, int at) throws CaptureException {
        int id = type == PACKET ? Bytes.u16(batch.data, at + 8, little) : Bytes.i32(batch.data, at + 8, little);
        if (Integer.compareUnsigned(id, notes.inSection()) >= 0) throw unknownInterface(batch, at, id);
        return notes.index(id);
    }

    private CaptureException unknownInterface(Batch batch, int at, int id) {
        return damaged(frame(batch), at, "there is no interface " + Integer.toUnsignedString(id) + " in this section");
    }

    /// A simple packet has no captured length: it is the whole frame, or as much as
    /// the snap length allows.
    private int simpleCaptured(Batch batch, int at) {
        int length = Bytes.i32(batch.data, at + 8, little);
        int snap = notes.snapLength(notes.index(0));
        return snap != 0 && Integer.compareUnsigned(length, snap) > 0 ? snap : length;
    }

    private void checkSize(Batch batch, int at, int length, int captured, int iface) throws CaptureException {
        int header = Bytes.i32(batch.data, at, little) == SIMPLE_PACKET ? SIMPLE_HEADER : PACKET_HEADER;
        int room = length - header - TRAILER;
        int limit = Limits.frame(notes.linkType(iface));
        if (captured < 0 || captured > limit)
            throw damaged(frame(batch), at, "it claims "
                    + Integer.toUnsignedString(captured) + " bytes, more than the " + limit + " a frame can have");
        if (captured > room)
            throw damaged(frame(batch), at,
                    "it claims " + captured + " bytes in a block with room for " + room);
        if (room - captured > Limits.OPTIONS)
            throw damaged(frame(batch), at,
                    "a block of " + length + " bytes for a frame of " + captured);
    }

    private void checkTrailer(Batch batch, int start, int end, int length) throws CaptureException {
        int again = Bytes.i32(batch.data, end - TRAILER, little);
        if (again != length)
            throw damaged(record(batch, start, end), start, "the block is " + length
                    + " bytes long at its start, " + Integer.toUnsignedString(again) + " at its end");
    }

    private void take(Batch batch, int type, int at, int length) throws CaptureException {
        byte[] d = batch.data;
        int end = at + length - TRAILER;
        switch (type) {
            case PACKET, ENHANCED_PACKET -> packet(batch, interfaceOf(batch, type, at), at, end);
            case SIMPLE_PACKET -> {
                int iface = notes.index(0);
                batch.add(at + SIMPLE_HEADER, simpleCaptured(batch, at), clamp(Bytes.i32(d, at + 8, little)),
                        Batch.NO_TIME,
                        0, notes.linkType(iface), iface);
            }
            case CUSTOM, CUSTOM_NOT_COPIED -> {
                int size = end - at - CUSTOM_HEADER;
                batch.add(at + CUSTOM_HEADER, size, size, Batch.NO_TIME, 0, LinkType.CUSTOM_BLOCK, -1);
            }
            case SECTION -> {
                section++;
                notes.section(d, at, end, little);
            }
            case INTERFACE -> {
                if (!notes.addInterface(d, at, end, little, section))
                    throw damaged(block(batch), at,
                            "more than " + Limits.INTERFACES + " interfaces");
            }
            case NAMES -> notes.names(d, at + HEADER, end, little);
            case SECRETS -> notes.secret(d, at + HEADER, end, little);
            case STATISTICS -> notes.statistics(d, at + HEADER, end, little);
            default -> throw new IllegalStateException("block type " + type);
        }
    }

    private void packet(Batch batch, int iface, int at, int end) {
        byte[] d = batch.data;
        int captured = Bytes.i32(d, at + 20, little);
        long stamp = PcapngNotes.stamp(d, at + 12, little);
        int options = at + PACKET_HEADER + (captured + 3 & ~3);
        if (end - options >= 4) {
            List<String> comments = Options.comments(d, options, end, little);
            if (!comments.isEmpty()) batch.comment(batch.count, comments);
        }
        batch.add(at + PACKET_HEADER, captured, clamp(Bytes.i32(d, at + 24, little)), notes.nanos(iface, stamp),
                notes.decimals(iface), notes.linkType(iface), iface);
    }

    private static int clamp(int length) {
        return length < 0 ? Integer.MAX_VALUE : length;
    }

    @Override
    String record(Batch batch, int at, int end) {
        if (skipped != 0 || end - at < HEADER) return block(batch);
        return switch (Bytes.i32(batch.data, at, little)) {
            case PACKET, ENHANCED_PACKET, SIMPLE_PACKET -> frame(batch);
            default -> block(batch);
        };
    }

    @Override
    CaptureException cut(Batch batch, int at, int end) {
        if (skipped == 0) return super.cut(batch, at, end);
        int passed = skipped - TRAILER - (int) skipping;
        return cut(block(batch), at - passed, skipped, (long) passed + end - at);
    }

    @Override
    void atEnd(Batch batch, int at) throws CaptureException {
        if (skipped != 0) throw cut(batch, at, at);
    }

    private String frame(Batch batch) {
        return "frame " + number(batch);
    }

    private String block(Batch batch) {
        long before = number(batch) - 1;
        return before == 0 ? "a block before the first frame" : "a block behind frame " + before;
    }

    @Override
    void publish() {
        notes.publish();
    }

    @Override
    public List<Interface> interfaces() {
        return notes.interfaces();
    }

    @Override
    public Notes notes() {
        return notes.notes();
    }
}
