package net.strata.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.frame.Batch;
import net.strata.protocol.Arp;
import net.strata.protocol.Icmp;
import net.strata.protocol.Icmpv6;
import net.strata.protocol.Igmp;
import net.strata.protocol.Ipv4;
import net.strata.protocol.Ipv6;
import net.strata.protocol.Protocols;
import net.strata.protocol.Tcp;
import net.strata.protocol.Udp;
import net.strata.session.Session;
import net.strata.view.Speaker;
import net.strata.wire.Text;

/// Reads from packets what the search for causes needs of them, and what views show.
final class Decoding {
    private static final int FRAMES = 512;
    private static final int IPV4_ID = 4;
    private static final int IPV4_PROTOCOL = 9;
    private static final int FRAGMENTED = 0x3fff;
    private static final int TCP_OPTIONS = 20;
    private static final int MOST_SCALE = 14;
    private static final int UDP_HEADER = 8;

    private final Session session = new Session();
    private final Cursor cursor = new Cursor(Protocols.DATA, null);
    private final Speaker speaker = new Speaker(false);
    private final int link;

    private Decoding(int link) {
        this.link = link;
    }

    /// @param link LINKTYPE_ number of the frames
    static void decode(List<Passage> packets, int link) {
        var decoding = new Decoding(link);
        for (int from = 0; from < packets.size(); from += FRAMES)
            decoding.batch(packets.subList(from, Math.min(packets.size(), from + FRAMES)));
    }

    private void batch(List<Passage> packets) {
        int bytes = 0;
        for (Passage each : packets)
            bytes = Math.addExact(bytes, each.bytes.length);
        var b = new Batch(bytes, packets.size());
        for (Passage each : packets) {
            System.arraycopy(each.bytes, 0, b.data, b.used, each.bytes.length);
            b.add(b.used, each.bytes.length, Math.max(each.length, each.bytes.length), each.left, 9, link, 0);
            b.used += each.bytes.length;
        }
        session.see(b);
        for (int i = 0; i < packets.size(); i++) {
            cursor.walk(b, i, Protocols.link(link));
            packet(packets.get(i), b.offset[i]);
        }
    }

    private void packet(Passage p, int start) {
        Cursor c = cursor;
        speaker.find(c);
        p.protocol = speaker.protocol().label();
        p.summary = speaker.info().toString();
        var layers = new ArrayList<Packet.Layer>();
        int left = Math.max(p.length, p.bytes.length);
        int data = left;
        for (int i = 0; i < c.ownLayers(); i++) {
            c.select(i);
            if (c.whole()) read(c, p, start);
            Protocol protocol = c.protocol();
            if (c.reassembled(i) || protocol.level().compareTo(Level.TRANSPORT) > 0) continue;
            int header = Math.min(data, c.headerEnd() - c.at);
            layers.add(new Packet.Layer(protocol.label(), header));
            left -= header;
            data = Math.min(left, Math.max(0, c.payloadLength()));
        }
        if (data > 0) layers.add(new Packet.Layer("data", data));
        if (left > data) layers.add(new Packet.Layer("padding", left - data));
        p.layers = List.copyOf(layers);
        quoted(c, p);
    }

    private static void read(Cursor c, Passage p, int start) {
        switch (c.protocol()) {
            case Ipv4 _ -> ip(c, p, start, c.data[c.at + IPV4_PROTOCOL] & 0xff);
            case Ipv6 _ -> ip(c, p, start, -1);
            case Tcp _ -> tcp(c, p, start);
            case Udp _ -> udp(c, p, start);
            case Icmp _ -> type(c, p, Passage.Kind.ICMP, Icmp.NUMBER);
            case Icmpv6 _ -> type(c, p, Passage.Kind.ICMP, Icmpv6.NUMBER);
            case Igmp _ -> type(c, p, Passage.Kind.IGMP, p.ipProtocol);
            case Arp _ -> type(c, p, Passage.Kind.ARP, -1);
            default -> {
            }
        }
    }

    private static void ip(Cursor c, Passage p, int start, int protocol) {
        if (p.ipAt >= 0) return; // the outermost
        p.source = address(c, c.source());
        p.destination = address(c, c.destination());
        p.ipAt = c.at - start;
        p.ipProtocol = protocol;
        p.ipPayloadAt = c.headerEnd() - start;
        p.ipEnd = Math.min(c.end() - start, p.bytes.length);
        if (protocol >= 0 && (number(c.data, c.at + IPV4_ID + 2) & FRAGMENTED) != 0)
            p.fragment = p.source + ' ' + p.destination + ' ' + number(c.data, c.at + IPV4_ID) + ' ' + protocol;
    }

    private static String address(Cursor c, int at) {
        var text = new Text(40);
        if (c.addressLength() == 4) text.ipv4(c.data, at);
        else if (c.addressLength() == 16) text.ipv6(c.data, at);
        return text.toString();
    }

    private static int number(byte[] data, int at) {
        return (data[at] & 0xff) << 8 | data[at + 1] & 0xff;
    }

    private static void type(Cursor c, Passage p, Passage.Kind kind, int protocol) {
        p.kind = kind;
        if (protocol >= 0) p.ipProtocol = protocol;
        if (kind != Passage.Kind.ICMP || c.end() - c.at < 2) return;
        p.type = c.data[c.at] & 0xff;
        p.code = c.data[c.at + 1] & 0xff;
        // RFC 1191 section 4; RFC 4443 section 3.2, whose field has 32 bits
        if (c.end() - c.at >= 8) p.fits = number(c.data, c.at + 6);
    }

    private static void tcp(Cursor c, Passage p, int start) {
        int row = c.factsRow();
        if (p.kind != Passage.Kind.OTHER || row < 0) return;
        p.kind = Passage.Kind.TCP;
        p.sourcePort = Tcp.SRC_PORT.get(c);
        p.destinationPort = Tcp.DST_PORT.get(c);
        p.flags = Tcp.FLAGS.get(c);
        p.window = Tcp.WINDOW.get(c);
        var facts = c.batch().facts;
        p.stream = facts.stream[row];
        p.seq = Tcp.SEQ_RAW.get(c) - facts.seqBase[row] & 0xffff_ffffL;
        p.ack = p.has(TcpFlags.ACK) ? Tcp.ACK_RAW.get(c) - facts.ackBase[row] & 0xffff_ffffL : 0;
        p.dataAt = c.headerEnd() - start;
        p.headerLength = c.headerEnd() - c.at;
        p.dataLength = Math.max(0, c.payloadLength());
        if (p.has(TcpFlags.SYN)) options(c, p);
    }

    /// What a SYN says of itself (RFC 9293 section 3.2, RFC 7323 section 2.2).
    private static void options(Cursor c, Passage p) {
        int at = c.at + TCP_OPTIONS;
        int end = Math.min(c.headerEnd(), c.end());
        while (at < end && c.data[at] != 0) {
            int length = c.data[at] == 1 ? 1 : at + 1 < end ? c.data[at + 1] & 0xff : 0;
            if (length == 0 || at + length > end) return;
            if (c.data[at] == 2 && length == 4) p.mss = number(c.data, at + 2);
            if (c.data[at] == 3 && length == 3) p.scale = Math.min(c.data[at + 2] & 0xff, MOST_SCALE);
            at += length;
        }
    }

    private static void udp(Cursor c, Passage p, int start) {
        if (p.kind != Passage.Kind.OTHER) return;
        p.kind = Passage.Kind.UDP;
        p.sourcePort = Udp.SRC_PORT.get(c);
        p.destinationPort = Udp.DST_PORT.get(c);
        p.dataLength = Math.max(0, c.payloadLength());
        if (c.reassembled(c.layer())) {
            p.whole = Arrays.copyOfRange(c.data, c.headerEnd(), c.end());
            return;
        }
        p.dataAt = c.headerEnd() - start;
    }

    /// The ports of the packet that an error is about: they are in the first bytes behind its IP header.
    private static void quoted(Cursor c, Passage p) {
        for (int i = c.ownLayers(); i < c.layers(); i++) {
            c.select(i);
            Protocol protocol = c.protocol();
            if (!(protocol instanceof Tcp || protocol instanceof Udp) || c.end() - c.at < 4) continue;
            p.quotedProtocol = protocol instanceof Tcp ? Tcp.NUMBER : Udp.NUMBER;
            p.quotedSourcePort = number(c.data, c.at);
            p.quotedDestinationPort = number(c.data, c.at + 2);
            if (protocol instanceof Udp && c.end() - c.at >= 8)
                p.quotedLength = number(c.data, c.at + 4) - UDP_HEADER;
            return;
        }
    }
}
