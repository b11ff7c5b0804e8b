package net.strata.file;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Records of a capture under construction, in a reused buffer.
public final class RecordBuffer {
    private byte[] data;
    private int length;
    private int head;
    private int interfaces;

    public RecordBuffer(int capacity) {
        data = new byte[capacity];
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
        head = 0;
    }

    byte[] data() {
        return data;
    }

    /// How many bytes at the start are no records of frames: they have to stand before those in every file.
    int head() {
        return head;
    }

    void endHead() {
        head = length;
    }

    /// How many interfaces were described up to here.
    int interfaces() {
        return interfaces;
    }

    void interfaces(int count) {
        interfaces = count;
    }

    /// Writes all of it in one call.
    public void writeTo(OutputStream out) throws IOException {
        if (length > 0) out.write(data, 0, length);
    }

    private int room(int bytes) {
        int at = length;
        int needed = Math.addExact(at, bytes);
        if (needed > data.length) data = Arrays.copyOf(data, Math.max(needed, data.length + (data.length >> 1)));
        length = needed;
        return at;
    }

    void raw(byte[] bytes, int from, int count) {
        int at = room(count);
        System.arraycopy(bytes, from, data, at, count);
    }

    void i32(int value, boolean little) {
        int at = room(4);
        Bytes.putI32(data, at, value, little);
    }

    /// The two halves of an option's or record's head: a code and a length, little-endian.
    void head(int code, int bytes) {
        i32(bytes << 16 | code & 0xffff, true);
    }

    void i32(int value) {
        i32(value, true);
    }

    /// Zeros up to the next multiple of 4 behind `start`.
    void pad(int start) {
        int count = -(length - start) & 3;
        int at = room(count);
        Arrays.fill(data, at, at + count, (byte) 0);
    }

    /// Changes a number written earlier.
    void patch(int at, int value, boolean little) {
        Bytes.putI32(data, at, value, little);
    }
}
