package net.strata.explain.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.strata.explain.Anatomy;
import net.strata.explain.Dissector;
import net.strata.explain.Item;
import net.strata.explain.Layer;
import net.strata.explain.Leaf;
import net.strata.file.Samples;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.session.Session;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// Pages, read as XML.
final class ExplainPageTest {
    /// All places in words, in bytes and in diagrams are those of the model, for every packet of every sample.
    @Test
    void placesAreThoseOfTheModel() throws Exception {
        int compared = 0;
        for (Samples.Sample sample : Samples.all()) {
            Element page = Pages.parse(Pages.page(sample)).getDocumentElement();
            List<Element> articles = Pages.all(page, "article", "");
            List<Anatomy> packets = Pages.packets(sample);
            assertThat(articles).as(sample.name()).hasSameSizeAs(packets);
            for (int i = 0; i < packets.size(); i++) {
                words(packets.get(i), articles.get(i), sample.name());
                bytes(packets.get(i), articles.get(i), sample.name());
                cells(packets.get(i), articles.get(i), sample.name());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(500);
    }

    private static void words(Anatomy packet, Element article, String sample) {
        Map<Integer, String> told = new TreeMap<>();
        for (Element list : Pages.all(article, "ul", "words"))
            for (Element each : Pages.all(list, "div", ""))
                told.put(Integer.parseInt(each.getAttribute("data-i")), each.getAttribute("data-r"));
        Map<Integer, String> known = new TreeMap<>();
        for (Item each : packet.items())
            if (each.layer() >= 0 || each.kind() == Item.Kind.GAP)
                known.put(each.id(), each.bits() == 0 ? "" : each.source() + "." + each.bit() + "." + each.bits());
        assertThat(told).as(sample + " " + packet.number()).isEqualTo(known);
    }

    private static void bytes(Anatomy packet, Element article, String sample) {
        List<Element> sources = Pages.all(article, "div", "hex");
        assertThat(sources).hasSameSizeAs(packet.sources());
        for (int i = 0; i < sources.size(); i++) {
            Anatomy.Source source = packet.sources().get(i);
            int shown = Math.min(source.length(), Bytes.MOST);
            var digits = new StringBuilder();
            var items = new ArrayList<String>();
            for (Element line : Pages.all(sources.get(i), "span", "digits"))
                for (Node run = line.getFirstChild(); run != null; run = run.getNextSibling()) {
                    String text = run.getTextContent().replace(" ", "");
                    digits.append(text);
                    if (run instanceof Element named)
                        items.addAll(Collections.nCopies(text.length(), named.getAttribute("data-i")));
                }
            assertThat(digits.toString()).isEqualTo(HexFormat.of().formatHex(source.range(0, shown)));
            assertThat(items).as(sample + " " + packet.number()).isEqualTo(owners(packet, i, shown * 2));
        }
    }

    /// Whose bits each digit of hexadecimal has.
    private static List<String> owners(Anatomy packet, int source, int digits) {
        var owners = new ArrayList<String>();
        for (int i = 0; i < digits; i++) {
            int bit = i * 4;
            owners.add(packet.leaves(source).stream().filter(each -> each.bit() < bit + 4
                    && bit < each.bit() + each.bits()).map(each -> Integer.toString(each.item()))
                    .collect(Collectors.joining(" ")));
        }
        return owners;
    }

    private static void cells(Anatomy packet, Element article, String sample) {
        List<Layer> drawn = packet.layers().stream().filter(each -> each.protocol().bytes() > 0).toList();
        List<Element> diagrams = Pages.all(article, "div", "diagram");
        assertThat(diagrams).hasSameSizeAs(drawn);
        for (int i = 0; i < diagrams.size(); i++) {
            Map<Integer, Integer> columns = new TreeMap<>();
            for (Element row : Pages.all(diagrams.get(i), "div", "row")) {
                int end = 0;
                for (Element cell : Pages.all(row, "div", "")) {
                    String[] place = cell.getAttribute("class").split(" ", 3);
                    int column = Integer.parseInt(place[0].substring(1));
                    assertThat(column).isEqualTo(end);
                    end += Integer.parseInt(place[1].substring(1));
                    if (cell.hasAttribute("data-i"))
                        columns.putIfAbsent(Integer.parseInt(cell.getAttribute("data-i")), column);
                }
                assertThat(end).isLessThanOrEqualTo(32);
            }
            Layer layer = drawn.get(i);
            Map<Integer, Integer> known = new TreeMap<>();
            for (Leaf each : packet.leaves(layer.source()))
                if (packet.item(each.item()).layer() == layer.index() && columns.containsKey(each.item()))
                    known.putIfAbsent(each.item(), (each.bit() - layer.at() * 8) % 32);
            assertThat(columns).as(sample + " " + packet.number() + " " + layer.label()).isEqualTo(known);
        }
    }

    @Test
    void textOfPacketsIsText() throws Exception {
        String page = Pages.page(Pages.hostile(), Pages.HOSTILE, List.of());
        assertThat(Pattern.compile("</script").matcher(page).results()).hasSize(1);
        assertThat(Pattern.compile("<script").matcher(page).results()).hasSize(1);
        assertThat(page).doesNotContain("<img", "\" onclick", "' onclick");
        String text = Pages.parse(page).getDocumentElement().getTextContent();
        assertThat(text).contains("Queries", Pages.HOSTILE.substring(0, 40), "GET /" + Pages.HOSTILE.substring(0, 13));
    }

    @Test
    void everyLinkLeadsToSomethingOnThePage() throws Exception {
        for (Samples.Sample sample : Samples.all()) {
            Element page = Pages.parse(Pages.page(sample)).getDocumentElement();
            List<String> ids = Pages.all(page, "*", "").stream().map(each -> each.getAttribute("id"))
                    .filter(each -> !each.isEmpty()).toList();
            assertThat(ids).doesNotHaveDuplicates();
            for (Element each : Pages.all(page, "a", ""))
                assertThat(ids).contains(each.getAttribute("href").substring(1));
        }
    }

    /// The sample is one connection: all its packets of TCP are arrows of the one ladder.
    @Test
    void arrowsOfTheLadderArePackets() throws Exception {
        Samples.Sample sample = Pages.sample("tcp-echo");
        Element page = Pages.parse(Pages.page(sample)).getDocumentElement();
        List<String> tcp = Pages.packets(sample).stream().filter(each -> each.named("tcp.srcport") != null)
                .map(each -> "#p" + each.number()).toList();
        assertThat(Pages.all(page, "a", "arrow").stream().map(each -> each.getAttribute("href"))).isEqualTo(tcp);
    }

    /// 65535 bytes are the most of IPv4; 1536 of them are shown.
    @Test
    void longPacketsAreShortenedAndSaySo() throws Exception {
        Anatomy large = Pages.datagram(40001, new byte[65507]);
        assertThat(large.length()).isEqualTo(65535);
        String page = Pages.page(Collections.nCopies(ExplainPage.MOST, large), "large", List.of());
        assertThat(Pattern.compile("and 63999 more bytes").matcher(page).results()).hasSize(ExplainPage.MOST);
        // Less than the bytes of the packets themselves.
        assertThat(page.length()).isLessThan(ExplainPage.MOST * large.length());
    }

    /// 4096 records of DNS (RFC 1035 section 4.1.3) have five fields each.
    @Test
    void manyFieldsAreCountedOnly() throws Exception {
        byte[] answers = new byte[60012];
        answers[2] = (byte) 0x80;
        answers[6] = (byte) 0x10; // 4096 answers, each the root's name and ten bytes of zeros
        Anatomy many = Pages.datagram(53, answers);
        String page = Pages.page(Collections.nCopies(ExplainPage.MOST, many), "many", List.of());
        assertThat(page).contains(" more fields.");
        assertThat(page.length()).isLessThan(60 << 20);
    }

    @Test
    void aPageOfSomePacketsSaysSo() throws Exception {
        List<Anatomy> packets = Pages.packets(Pages.sample("tcp-echo"));
        var many = new ArrayList<Anatomy>();
        while (many.size() <= ExplainPage.MOST)
            many.addAll(packets);
        String page = Pages.page(many, "many", List.of());
        assertThat(page).contains("The first 200 packets of those chosen.");
        assertThat(Pattern.compile("<article").matcher(page).results()).hasSize(200);
        assertThat(Pages.page(packets, "few", List.of())).contains(packets.size() + " packets. ");
    }

    @Test
    void changedPacketsMakeAPage() throws Exception {
        var random = new Random(11);
        var batch = new Batch(1 << 18);
        var dissector = new Dissector();
        for (Samples.Sample sample : Samples.all()) {
            var packets = new ArrayList<Anatomy>();
            try (FrameSource source = sample.open()) {
                var session = new Session();
                while (source.read(batch)) {
                    for (int i = 0; i < batch.count; i++) {
                        for (int n = random.nextInt(6); n > 0 && batch.captured[i] > 0; n--)
                            batch.data[batch.offset[i] + random.nextInt(batch.captured[i])] = (byte) random.nextInt();
                        if (random.nextInt(6) == 0) batch.captured[i] = random.nextInt(batch.captured[i] + 1);
                    }
                    session.see(batch);
                    for (int i = 0; i < batch.count; i++)
                        packets.add(dissector.dissect(batch, i));
                }
            }
            Element page = Pages.parse(Pages.page(packets, sample.name(), List.of())).getDocumentElement();
            assertThat(Pages.all(page, "article", "")).hasSameSizeAs(packets);
        }
    }

    /// tshark -o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE finds none of the sample wrong.
    @Test
    void theListSaysHowChecksumsAre() throws Exception {
        Element page = Pages.parse(Pages.page(Pages.hostile(), "zero", List.of())).getDocumentElement();
        // Both have 0 for the checksum of IPv4, which is wrong: the sum of the other words is not 0xffff.
        assertThat(Pages.all(page, "td", "sums").stream().map(Element::getTextContent)).containsExactly("bad", "bad");
        Element echo = Pages.parse(Pages.page(Pages.sample("tcp-echo"))).getDocumentElement();
        assertThat(Pages.all(echo, "td", "sums").stream().map(Element::getTextContent)).containsOnly("good");
    }
}
