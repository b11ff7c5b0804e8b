package net.strata.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Builds capture files byte by byte, in either byte order.
final class CaptureBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private boolean little;

    CaptureBytes(boolean little) {
        this.little = little;
    }

    /// A pcap file header with that magic and link type field.
    static CaptureBytes pcap(boolean little, int magic, int linkType) {
        return new CaptureBytes(little).i32(magic).u16(2).u16(4).i32(0).i32(0).i32(65535).i32(linkType);
    }

    /// A pcapng section header.
    static CaptureBytes pcapng(boolean little) {
        return new CaptureBytes(little).section(little, new byte[0]);
    }

    CaptureBytes section(boolean order, byte[] options) {
        little = order;
        return block(0x0a0d0d0a, bytes().i32(0x1a2b3c4d).u16(1).u16(0).i64(-1).raw(options));
    }

    /// An empty builder of the same byte order.
    CaptureBytes bytes() {
        return new CaptureBytes(little);
    }

    CaptureBytes u8(int value) {
        out.write(value);
        return this;
    }

    CaptureBytes u16(int value) {
        return little ? u8(value).u8(value >> 8) : u8(value >> 8).u8(value);
    }

    CaptureBytes i32(int value) {
        return little ? u16(value).u16(value >> 16) : u16(value >> 16).u16(value);
    }

    CaptureBytes i64(long value) {
        return little ? i32((int) value).i32((int) (value >> 32)) : i32((int) (value >> 32)).i32((int) value);
    }

    CaptureBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    CaptureBytes pad() {
        while (out.size() % 4 != 0)
            u8(0);
        return this;
    }

    /// A pcap record of `captured` bytes, each of them `fill`.
    CaptureBytes record(int seconds, int fraction, int captured, int length, int fill) {
        return i32(seconds).i32(fraction).i32(captured).i32(length).raw(filled(captured, fill));
    }

    static byte[] filled(int length, int fill) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) fill);
        return bytes;
    }

    CaptureBytes block(int type, CaptureBytes body) {
        int length = 12 + (body.out.size() + 3) / 4 * 4;
        return i32(type).i32(length).raw(body.pad().array()).i32(length);
    }

    CaptureBytes option(int code, byte[] value) {
        return u16(code).u16(value.length).raw(value).pad();
    }

    CaptureBytes option(int code, String text) {
        return option(code, text.getBytes(StandardCharsets.UTF_8));
    }

    CaptureBytes iface(int linkType, int snap, CaptureBytes options) {
        return block(1, bytes().u16(linkType).u16(0).i32(snap).raw(options.array()));
    }

    CaptureBytes iface(int linkType) {
        return iface(linkType, 0, bytes());
    }

    CaptureBytes enhanced(int iface, long stamp, int captured, int length, int fill, CaptureBytes options) {
        return block(6, bytes().i32(iface).i32((int) (stamp >> 32)).i32((int) stamp).i32(captured).i32(length)
                .raw(filled(captured, fill)).pad().raw(options.array()));
    }

    CaptureBytes enhanced(int iface, long stamp, int captured, int length, int fill) {
        return enhanced(iface, stamp, captured, length, fill, bytes());
    }

    CaptureBytes simple(int length, int captured, int fill) {
        return block(3, bytes().i32(length).raw(filled(captured, fill)));
    }

    byte[] array() {
        return out.toByteArray();
    }

    int size() {
        return out.size();
    }
}
