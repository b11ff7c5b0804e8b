package net.strata.view;

import net.strata.wire.Text;

/// Bytes as hexadecimal and text, sixteen a line.
final class HexDump {
    private static final int PER_LINE = 16;

    private HexDump() {}

    /// Appends the lines for `count` bytes.
    static void write(byte[] data, int from, int count, Text out) {
        for (int i = 0; i < count; i += PER_LINE) {
            int n = Math.min(PER_LINE, count - i);
            out.hex(i, digits(count - 1)).ascii("  ");
            bytes(data, from + i, n, PER_LINE, out);
            out.ascii("  ");
            text(data, from + i, n, out);
            out.put('\n');
        }
    }

    /// Digits of an offset: four, or as many as it takes beyond 64 KiB.
    static int digits(int offset) {
        return Math.max(4, (35 - Integer.numberOfLeadingZeros(offset)) / 4);
    }

    /// Appends bytes in hexadecimal, filled up to the width of `room` bytes.
    static void bytes(byte[] data, int from, int count, int room, Text out) {
        int start = out.length();
        for (int k = 0; k < count; k++) {
            if (k > 0) out.put(' ');
            out.hex(data[from + k] & 0xff, 2);
        }
        out.pad(start, room * 3 - 1);
    }

    /// Appends printable ASCII, a dot for anything else.
    static void text(byte[] data, int from, int count, Text out) {
        for (int k = 0; k < count; k++) {
            byte b = data[from + k];
            out.put(b >= 0x20 && b < 0x7f ? (char) b : '.');
        }
    }
}
