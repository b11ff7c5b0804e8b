package net.strata.wire;

/// An unsigned number of 1 to 64 bits in network byte order, or whole bytes in the other.
///
/// @param bit where it starts, in bits from the start of its layout
/// @param width bits
/// @param shift bits to drop from the bytes that hold it
/// @param mask what to keep then
/// @param unit what one stands for: the value is the number times this
/// @param form how it is written
/// @param little whether its bytes come lowest first
public record Uint(Meta meta, int bit, int width, int shift, long mask, int unit, Form form,
        boolean little) implements Field {
    /// How a number is written.
    public enum Form {
        DECIMAL, HEX, BOOLEAN
    }

    Uint(Meta meta, int bit, int width, int unit, Form form, boolean little) {
        this(meta, bit, width, (8 - ((bit + width) & 7)) & 7, width == 64 ? -1L : (1L << width) - 1, unit, form,
                little);
    }

    /// The value, as the low 32 bits of a number.
    ///
    /// @param at where the field's layout starts
    public int get(byte[] data, int at) {
        return (int) value(data, at);
    }

    public int get(Window w) {
        return (int) value(w.data, w.at);
    }

    /// Whether the value is not zero.
    public boolean is(Window w) {
        return value(w.data, w.at) != 0;
    }

    /// The value.
    ///
    /// @param at where the field's layout starts
    public long value(byte[] data, int at) {
        int first = at + (bit >> 3);
        long v = switch (end() - (bit >> 3)) {
            case 1 -> data[first];
            case 2 -> data[first] << 8 | data[first + 1] & 0xff;
            case 4 -> data[first] << 24 | (data[first + 1] & 0xff) << 16 | (data[first + 2] & 0xff) << 8
                    | data[first + 3] & 0xff;
            default -> bytes(data, first, at + end());
        };
        if (little) v = Long.reverseBytes(v) >>> (64 - width);
        return (v >>> shift & mask) * unit;
    }

    private static long bytes(byte[] data, int from, int end) {
        long v = 0;
        for (int i = from; i < end; i++)
            v = v << 8 | data[i] & 0xff;
        return v;
    }

    /// Sets the value, and leaves the bits around it as they are.
    ///
    /// @param at where the field's layout starts
    /// @throws IllegalArgumentException if the field cannot hold it
    public void set(byte[] data, int at, long value) {
        long number = value / unit;
        if (number * unit != value || width < 64 && (number & ~mask) != 0)
            throw new IllegalArgumentException(
                    name() + ": " + value + " is not in 0 to " + mask * unit
                            + (unit > 1 ? " in steps of " + unit : ""));
        int first = at + (bit >> 3);
        int end = at + end();
        long bits = little ? Long.reverseBytes(number) >>> (64 - width) : number;
        long v = bytes(data, first, end) & ~(mask << shift) | bits << shift;
        for (int i = end - 1; i >= first; i--, v >>>= 8)
            data[i] = (byte) v;
    }

    /// Whether a value differs from one run of the same programs to the next.
    public boolean varies(long value) {
        return meta.varies() || meta.port() && Text.ephemeral(value);
    }

    /// First byte past the field, from the start of its layout.
    public int end() {
        return (bit + width + 7) >> 3;
    }

    @Override
    public void write(Text out, byte[] data, int at, int length) {
        write(out, value(data, at), form, width);
    }

    static void write(Text out, long value, Form form, int width) {
        switch (form) {
            case DECIMAL -> out.number(value);
            case BOOLEAN -> out.number(value);
            case HEX -> out.ascii("0x").hex(value, (width + 7) / 8 * 2);
        }
    }

    @Override
    public String type() {
        return form == Form.BOOLEAN ? "flag" : width + "-bit number";
    }
}
