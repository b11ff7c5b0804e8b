package net.strata.explain.page;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import net.strata.explain.Anatomy;
import net.strata.explain.OneFrame;
import net.strata.explain.Packets;
import net.strata.explain.story.Story;
import net.strata.file.Samples;
import net.strata.frame.FrameSource;
import net.strata.frame.LinkType;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// Pages of samples and of packets made here.
final class Pages {
    static final String HOSTILE = "</script><img src=x onerror=alert(1)>\"' onclick=alert(2)";

    private Pages() {}

    static Samples.Sample sample(String name) throws IOException {
        return Objects.requireNonNull(Samples.named(name));
    }

    static List<Anatomy> packets(Samples.Sample sample) throws IOException {
        try (FrameSource source = sample.open()) {
            return Packets.choose(source, null, 0, ExplainPage.MOST);
        }
    }

    static List<Story> stories(Samples.Sample sample) throws IOException {
        return Stories.of(sample::open, packets(sample));
    }

    static String page(Samples.Sample sample) throws IOException {
        return page(packets(sample), sample.name(), stories(sample));
    }

    static String page(List<Anatomy> packets, String title, List<Story> stories) throws IOException {
        var out = new ByteArrayOutputStream();
        ExplainPage.write(packets, title, false, stories, out);
        return out.toString(UTF_8);
    }

    /// A packet of IPv4 with UDP.
    static Anatomy datagram(int port, byte[] data) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(28 + data.length);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity()).putInt(0).put((byte) 64)
                .put((byte) 17).putShort((short) 0).putInt(0xc0000201).putInt(0xc0000202);
        packet.putShort((short) 40000).putShort((short) port).putShort((short) (8 + data.length)).putShort((short) 0);
        return only(packet.put(data).array());
    }

    static Anatomy only(byte[] ip) throws IOException {
        return Packets.choose(new OneFrame(ip, LinkType.RAW), null, 0, 1).getFirst();
    }

    /// Packets that say what would be a script, were it not text.
    static List<Anatomy> hostile() throws IOException {
        byte[] name = HOSTILE.getBytes(US_ASCII);
        ByteBuffer dns = ByteBuffer.allocate(12 + 1 + name.length + 1 + 4);
        dns.putShort((short) 1).putShort((short) 0x0100).putShort((short) 1).putShort((short) 0).putInt(0);
        dns.put((byte) name.length).put(name).put((byte) 0).putShort((short) 1).putShort((short) 1);
        byte[] http = ("GET /" + HOSTILE + " HTTP/1.1\r\nHost: " + HOSTILE + "\r\n\r\n").getBytes(US_ASCII);
        ByteBuffer tcp = ByteBuffer.allocate(40 + http.length);
        tcp.put((byte) 0x45).put((byte) 0).putShort((short) tcp.capacity()).putInt(0).put((byte) 64).put((byte) 6)
                .putShort((short) 0).putInt(0xc0000201).putInt(0xc0000202);
        tcp.putShort((short) 40000).putShort((short) 80).putInt(1).putInt(1).putShort((short) 0x5018)
                .putShort((short) 512).putInt(0).put(http);
        return List.of(datagram(53, dns.array()), only(tcp.array()));
    }

    static Document parse(String page) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(page.replaceFirst("<!DOCTYPE html>", "").getBytes(UTF_8)));
    }

    /// The elements below one, of one kind, with a class if one is given.
    static List<Element> all(Element within, String tag, String name) {
        var found = new ArrayList<Element>();
        var nodes = within.getElementsByTagName(tag);
        for (int i = 0; i < nodes.getLength(); i++) {
            var element = (Element) nodes.item(i);
            if (name.isEmpty() || (" " + element.getAttribute("class") + " ").contains(" " + name + " "))
                found.add(element);
        }
        return found;
    }
}
