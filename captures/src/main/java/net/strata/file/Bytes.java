package net.strata.file;

/// Numbers in either byte order. By shifts: a view VarHandle costs more at
/// start-up than it saves on a few numbers a frame.
final class Bytes {
    private Bytes() {}

    static int u16(byte[] d, int at, boolean little) {
        int a = d[at] & 0xff;
        int b = d[at + 1] & 0xff;
        return little ? b << 8 | a : a << 8 | b;
    }

    static int i32(byte[] d, int at, boolean little) {
        int a = d[at] & 0xff;
        int b = d[at + 1] & 0xff;
        int c = d[at + 2] & 0xff;
        int e = d[at + 3] & 0xff;
        return little ? e << 24 | c << 16 | b << 8 | a : a << 24 | b << 16 | c << 8 | e;
    }

    static void putI32(byte[] d, int at, int value, boolean little) {
        int v = little ? value : Integer.reverseBytes(value);
        d[at] = (byte) v;
        d[at + 1] = (byte) (v >> 8);
        d[at + 2] = (byte) (v >> 16);
        d[at + 3] = (byte) (v >> 24);
    }

    static long i64(byte[] d, int at, boolean little) {
        long first = Integer.toUnsignedLong(i32(d, at, little));
        long second = Integer.toUnsignedLong(i32(d, at + 4, little));
        return little ? second << 32 | first : first << 32 | second;
    }
}
