package net.strata.file;

import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.FrameSource;
import net.strata.frame.LinkType;
import org.jspecify.annotations.Nullable;

/// Makes records of a capture file out of frames: of those in a batch that are not hidden.
///
/// One thread calls [#prepare] with every batch, in order. After that any thread may call [#frames] with it; what both
/// append to the batch's buffer, batch after batch, and then what [#end] appends, is the file. Frames may be spread over
/// several files: each begins with all that [#prepare] appended so far, and ends with what [#counters] says.
public abstract sealed class CaptureWriter permits PcapWriter, PcapngWriter {
    /// Formats by the names that `-F` takes.
    public enum Format {
        PCAPNG, PCAP
    }

    /// In a file header, for frames of any length: what tcpdump writes.
    static final int WHOLE = 262_144;

    final FrameSource source;
    /// Most bytes written of a frame.
    final int most;
    private volatile long frames;

    CaptureWriter(FrameSource source, int most) {
        this.source = source;
        this.most = most;
    }

    /// A writer of frames that come from `source`.
    ///
    /// @param most bytes to keep of each frame
    public static CaptureWriter of(Format format, FrameSource source, int most) {
        return switch (format) {
            case PCAP -> new PcapWriter(source, most);
            case PCAPNG -> new PcapngWriter(source, most);
        };
    }

    /// Appends what has to stand before the frames of a batch. A frame that the format cannot hold is hidden, and so are
    /// all behind it.
    ///
    /// @return why that frame cannot be written, for the user; null if all can
    public final @Nullable CaptureException prepare(Batch b, RecordBuffer out) {
        CaptureException trouble = null;
        long packets = frames;
        for (int i = 0; i < b.count; i++) {
            if (trouble == null && !b.hidden[i]) {
                trouble = refuse(b, i);
                if (trouble == null && b.linkType[i] != LinkType.CUSTOM_BLOCK) packets++;
            }
            if (trouble != null) b.hidden[i] = true;
        }
        frames = packets;
        before(out);
        out.endHead();
        return trouble;
    }

    /// How many packets were prepared. Any thread may ask.
    public final long frames() {
        return frames;
    }

    /// Why the format cannot hold a frame, null if it can.
    abstract @Nullable CaptureException refuse(Batch b, int i);

    /// Appends what has to stand here, as far as it is known.
    abstract void before(RecordBuffer out);

    /// Appends the records of a prepared batch.
    public abstract void frames(Batch b, RecordBuffer out);

    /// Appends what stands behind the last frame.
    public final void end(RecordBuffer out) {
        rest(out);
        counters(Integer.MAX_VALUE, out);
    }

    /// Appends what was not known when the last batch was prepared.
    abstract void rest(RecordBuffer out);

    /// Appends the counters of the first `interfaces` interfaces, as far as the format has any. Any thread may call it.
    abstract void counters(int interfaces, RecordBuffer out);

    /// Most bytes that counters take.
    abstract int mostCounters();

    /// Whether [#frames] makes a record of a frame.
    boolean writes(Batch b, int i) {
        return !b.hidden[i];
    }

    /// The length of the record at `at`, whose first [#lengthKnown] bytes are there.
    abstract int recordLength(byte[] data, int at);

    /// How many bytes of a record tell its length.
    abstract int lengthKnown();

    /// How many bytes at the start of what is between `from` and `end` are whole records.
    ///
    /// @param first whether the file starts there
    int whole(byte[] data, int from, int end, boolean first) {
        int at = from;
        while (end - at >= lengthKnown()) {
            int next = at + recordLength(data, at);
            if (next > end) break;
            at = next;
        }
        return at - from;
    }
}
