package net.strata.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.frame.Batch;
import net.strata.frame.Interface;
import net.strata.frame.Notes;

/// What the blocks of a pcapng capture say beside the frames: interfaces,
/// sections, names, secrets, counters.
///
/// Filled by the reading thread; what [#interfaces] and [#notes] give are
/// copies that any thread may read.
final class PcapngNotes {
    private static final int SNAP_LENGTH_AT = 12;
    private static final int INTERFACE_OPTIONS_AT = 16;
    private static final int SECTION_OPTIONS_AT = 24;
    private static final int MICROSECONDS = 6;

    private final List<Interface> interfaces = new ArrayList<>();
    private TimeScale[] scales = new TimeScale[4];
    private int[] linkTypes = new int[4];
    private int[] snapLengths = new int[4];
    /// The index of the current section's interface 0.
    private int first;

    private final List<Notes.Section> sections = new ArrayList<>();
    private final List<Notes.Name> names = new ArrayList<>();
    private final List<Notes.Secret> secrets = new ArrayList<>();
    private final Map<Integer, Notes.Statistics> statistics = new HashMap<>();
    /// Bytes of blocks that may still be kept.
    private int budget = Limits.KEPT;

    private boolean changed;
    private volatile List<Interface> publishedInterfaces = List.of();
    private volatile Notes published = Notes.NONE;

    /// How many interfaces the current section has.
    int inSection() {
        return interfaces.size() - first;
    }

    /// The index over all sections of an interface of the current one.
    int index(int id) {
        return first + id;
    }

    int linkType(int index) {
        return linkTypes[index];
    }

    int snapLength(int index) {
        return snapLengths[index];
    }

    int decimals(int index) {
        return scales[index].decimals();
    }

    long nanos(int index, long stamp) {
        return scales[index].nanos(stamp);
    }

    /// Whether there is room to keep a block of that length.
    boolean keep(int length) {
        return length <= budget;
    }

    private boolean spend(int bytes) {
        changed = true;
        if (bytes > budget) return false;
        budget -= bytes;
        return true;
    }

    /// Begins a section; `at` is the start of its block, `end` that of its trailer.
    void section(byte[] d, int at, int end, boolean little) {
        first = interfaces.size();
        if (!spend(end - at + 64)) return;
        int options = at + SECTION_OPTIONS_AT;
        sections.add(new Notes.Section(Options.text(d, options, end, little, 2),
                Options.text(d, options, end, little, 3), Options.text(d, options, end, little, 4),
                Options.comments(d, options, end, little)));
    }

    /// Adds an interface to the current section; `at` and `end` as above.
    ///
    /// @return false if there are too many
    boolean addInterface(byte[] d, int at, int end, boolean little, int section) {
        int index = interfaces.size();
        if (index == Limits.INTERFACES) return false;
        if (index == scales.length) {
            scales = Arrays.copyOf(scales, index * 2);
            linkTypes = Arrays.copyOf(linkTypes, index * 2);
            snapLengths = Arrays.copyOf(snapLengths, index * 2);
        }
        int resolution = MICROSECONDS;
        long offset = 0;
        var options = new Options(d, at + INTERFACE_OPTIONS_AT, end, little);
        for (int code = options.next(); code != 0; code = options.next()) {
            if (code == PcapngWriter.RESOLUTION) resolution = options.u8(resolution);
            else if (code == PcapngWriter.OFFSET) offset = options.i64(offset);
        }
        linkTypes[index] = Bytes.u16(d, at + 8, little);
        snapLengths[index] = Math.max(0, Bytes.i32(d, at + SNAP_LENGTH_AT, little));
        scales[index] = new TimeScale(resolution, offset);
        // Beyond the budget an interface goes without its texts.
        int texts = spend(end - at) ? at + INTERFACE_OPTIONS_AT : end;
        interfaces.add(new Interface(Options.text(d, texts, end, little, 2), Options.text(d, texts, end, little, 3),
                linkTypes[index], snapLengths[index], Options.comments(d, texts, end, little), section, inSection(),
                decimals(index), details(d, texts, end, little)));
        return true;
    }

    private static Interface.Details details(byte[] d, int from, int end, boolean little) {
        ByteBuffer mac = null;
        long speed = 0;
        String filter = null;
        var options = new Options(d, from, end, little);
        for (int code = options.next(); code != 0; code = options.next()) {
            switch (code) {
                case PcapngWriter.MAC -> mac = options.length() == 6 ? options.copy() : null;
                // Some write 2^64 - 1 for what they do not know.
                case PcapngWriter.SPEED -> speed = Math.max(0, options.i64(0));
                case PcapngWriter.FILTER -> filter = options.length() > 0 && options.u8At(0) == 0
                        ? options.text(1)
                        : null;
                default -> {
                }
            }
        }
        String os = Options.text(d, from, end, little, PcapngWriter.OS);
        String hardware = Options.text(d, from, end, little, PcapngWriter.HARDWARE);
        return mac == null && speed == 0 && filter == null && os == null && hardware == null
                ? Interface.Details.NONE
                : new Interface.Details(mac, speed, filter, os, hardware);
    }

    /// The records of a name resolution block, from `from` on.
    void names(byte[] d, int from, int end, boolean little) {
        int at = from;
        while (end - at >= 4) {
            int type = Bytes.u16(d, at, little);
            int length = Bytes.u16(d, at + 2, little);
            int value = at + 4;
            if (type == 0 || length > end - value) return;
            int address = switch (type) {
                case 1 -> 4;
                case 2 -> 16;
                case 3 -> 6;
                case 4 -> 8;
                default -> 0;
            };
            if (address != 0 && length > address && spend(length + 64))
                names.add(new Notes.Name(
                        copy(d, value, address), strings(d, value + address, value + length)));
            at = Math.min(end, value + (length + 3 & ~3));
        }
    }

    private static List<String> strings(byte[] d, int from, int end) {
        var found = new ArrayList<String>(1);
        int start = from;
        for (int i = from; i <= end; i++) {
            if (i < end && d[i] != 0) continue;
            if (i > start) found.add(Options.text(d, start, i - start));
            start = i + 1;
        }
        return List.copyOf(found);
    }

    /// The body of a decryption secrets block: type, length, secrets.
    void secret(byte[] d, int from, int end, boolean little) {
        if (end - from < 8) return;
        int length = Bytes.i32(d, from + 4, little);
        if (length < 0 || length > end - from - 8 || !spend(length + 64)) return;
        secrets.add(new Notes.Secret(Bytes.i32(d, from, little), copy(d, from + 8, length)));
    }

    /// The body of an interface statistics block: interface, time, options.
    void statistics(byte[] d, int from, int end, boolean little) {
        int id = Bytes.i32(d, from, little);
        if (Integer.compareUnsigned(id, inSection()) >= 0) return;
        changed = true;
        int options = from + 12;
        statistics.put(index(id), new Notes.Statistics(nanos(index(id), stamp(d, from + 4, little)),
                time(index(id), d, options, end, little, 2), time(index(id), d, options, end, little, 3),
                Options.i64(d, options, end, little, 4, -1), Options.i64(d, options, end, little, 5, -1),
                Options.i64(d, options, end, little, 6, -1), Options.i64(d, options, end, little, 7, -1),
                Options.i64(d, options, end, little, 8, -1)));
    }

    /// A timestamp among options.
    private long time(int index, byte[] d, int from, int end, boolean little, int wanted) {
        var options = new Options(d, from, end, little);
        for (int code = options.next(); code != 0; code = options.next())
            if (code == wanted && options.length() == 8) return nanos(index, options.stamp());
        return Batch.NO_TIME;
    }

    /// A timestamp: its upper 32 bits, then its lower, each in the section's byte order.
    static long stamp(byte[] d, int at, boolean little) {
        return (long) Bytes.i32(d, at, little) << 32 | Integer.toUnsignedLong(Bytes.i32(d, at + 4, little));
    }

    private static ByteBuffer copy(byte[] d, int at, int length) {
        return ByteBuffer.wrap(Arrays.copyOfRange(d, at, at + length)).asReadOnlyBuffer();
    }

    /// Shows other threads what came in.
    void publish() {
        if (!changed) return;
        changed = false;
        if (publishedInterfaces.size() != interfaces.size()) publishedInterfaces = List.copyOf(interfaces);
        published = new Notes(List.copyOf(sections), List.copyOf(names), List.copyOf(secrets), Map.copyOf(statistics));
    }

    List<Interface> interfaces() {
        return publishedInterfaces;
    }

    Notes notes() {
        return published;
    }
}
