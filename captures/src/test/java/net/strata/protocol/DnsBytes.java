package net.strata.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.strata.frame.LinkType;

/// Puts DNS messages together, byte by byte.
final class DnsBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// A message's header.
    static DnsBytes message(int flags, int queries, int answers, int authorities, int additionals) {
        return new DnsBytes().u16(0x1234, flags, queries, answers, authorities, additionals);
    }

    DnsBytes u8(int... values) {
        for (int v : values)
            out.write(v);
        return this;
    }

    DnsBytes u16(int... values) {
        for (int v : values)
            u8(v >> 8, v);
        return this;
    }

    DnsBytes u32(long... values) {
        for (long v : values)
            u16((int) (v >> 16), (int) v);
        return this;
    }

    DnsBytes hex(String digits) {
        return raw(HexFormat.of().parseHex(digits.replace(" ", "")));
    }

    DnsBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /// A character string: a length byte and text.
    DnsBytes string(String text) {
        return u8(text.length()).raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// A name without compression; empty for the root.
    DnsBytes name(String name) {
        if (!name.isEmpty()) {
            for (String label : name.split("\\.", -1))
                string(label);
        }
        return u8(0);
    }

    DnsBytes pointer(int to) {
        return u16(0xc000 | to);
    }

    DnsBytes query(String name, int type) {
        return name(name).u16(type, 1);
    }

    /// A record about the name at byte 12, with class IN and 300 seconds to live.
    DnsBytes record(int type, DnsBytes data) {
        return pointer(12).tail(type, 1, data);
    }

    /// What follows a record's name.
    DnsBytes tail(int type, int clazz, DnsBytes data) {
        return u16(type, clazz).u32(300).u16(data.size()).raw(data.bytes());
    }

    int size() {
        return out.size();
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /// The message in a UDP datagram in an IPv4 packet.
    Decoded udp(int port) {
        return decode(17, new DnsBytes().u16(port, 40000, 8 + size(), 0).raw(bytes()));
    }

    Decoded dns() {
        return udp(53);
    }

    /// The bytes as a TCP segment from port 53.
    Decoded tcp() {
        return decode(6, new DnsBytes().u16(53, 40000).u32(1, 1).u16(0x5018, 1000, 0, 0).raw(bytes()));
    }

    private static Decoded decode(int protocol, DnsBytes payload) {
        byte[] packet = new DnsBytes().u16(0x4500, 20 + payload.size(), 1, 0).u8(64, protocol).u16(0)
                .hex("c0000201 c0000202").raw(payload.bytes()).bytes();
        return Decoded.of(LinkType.IPV4, HexFormat.of().formatHex(packet));
    }
}
