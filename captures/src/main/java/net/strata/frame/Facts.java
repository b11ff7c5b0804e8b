package net.strata.frame;

import java.util.Arrays;

/// What only a stage that saw all earlier frames can know, as columns.
///
/// Each layer that belongs to a conversation, and each fragment, owns a row.
/// Rows of a frame are consecutive, in layer order: whoever walks the frame
/// again meets its rows in that order.
public final class Facts {
    /// The row of each frame's first such layer.
    public final int[] firstRow;
    /// How many rows there are.
    public int rows;

    /// `tcp.stream`, `udp.stream`: conversations counted from 0, or -1 where the
    /// layer belongs to none.
    public int[] stream = new int[256];
    /// TCP: what to subtract from the raw sequence and acknowledgement numbers to
    /// get the relative ones.
    public int[] seqBase = new int[256];
    public int[] ackBase = new int[256];
    /// TCP: the sender's window shift, [#SHIFT_UNKNOWN] if its SYN was not seen,
    /// [#SHIFT_NONE] if it asked for none.
    public byte[] windowShift = new byte[256];
    /// Time since the conversation's first and previous frame, in ns.
    public long[] sinceFirst = new long[256];
    public long[] sincePrevious = new long[256];
    /// Fragments: where in the arena the reassembled bytes are, and how many (0:
    /// not complete with this frame).
    public int[] wholeAt = new int[256];
    public int[] wholeLength = new int[256];

    public static final byte SHIFT_UNKNOWN = -1;
    public static final byte SHIFT_NONE = -2;

    Facts(int frames) {
        firstRow = new int[frames];
    }

    /// Adds an empty row.
    ///
    /// @return its index
    public int add() {
        int row = rows++;
        if (row == stream.length) grow(row * 2);
        stream[row] = -1;
        seqBase[row] = 0;
        ackBase[row] = 0;
        windowShift[row] = SHIFT_UNKNOWN;
        sinceFirst[row] = 0;
        sincePrevious[row] = 0;
        wholeAt[row] = 0;
        wholeLength[row] = 0;
        return row;
    }

    void clear() {
        rows = 0;
    }

    private void grow(int size) {
        stream = Arrays.copyOf(stream, size);
        seqBase = Arrays.copyOf(seqBase, size);
        ackBase = Arrays.copyOf(ackBase, size);
        windowShift = Arrays.copyOf(windowShift, size);
        sinceFirst = Arrays.copyOf(sinceFirst, size);
        sincePrevious = Arrays.copyOf(sincePrevious, size);
        wholeAt = Arrays.copyOf(wholeAt, size);
        wholeLength = Arrays.copyOf(wholeLength, size);
    }
}
