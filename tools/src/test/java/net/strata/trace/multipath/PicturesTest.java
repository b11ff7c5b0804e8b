package net.strata.trace.multipath;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import net.strata.os.SockAddr;
import net.strata.stats.Glyphs;
import net.strata.target.Names;
import net.strata.trace.IpHeader;
import net.strata.trace.Method;
import net.strata.trace.Path;
import net.strata.trace.Udp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/// A graph as text and as pictures.
final class PicturesTest {
    /// What would leave a text of any of the formats, and what no terminal shall get.
    private static final String HOSTILE = "a\"b<c>&'\\n]; ]]>\u001b[2J\u0000\n\ud800é";

    private static final Method NO_METHOD = new Udp(
            new IpHeader(0, 0, List.of()), 50000, 33434, false);

    private record Called(String name) implements Names {
        @Override
        public @Nullable String find(SockAddr.Ip address, long waitNanos) {
            return name;
        }

        @Override
        public boolean isKnown(SockAddr.Ip address) {
            return true;
        }
    }

    private static List<String> tree(Graph graph, Glyphs glyphs) {
        return TreeText.of(graph, Names.NONE, glyphs);
    }

    @Test
    void aTreeHasABranchForEachWay() {
        assertThat(tree(Drawn.nested(), Glyphs.UNICODE)).containsExactly(
                "Hop                                                               Loss       RTT",
                "  0  192.0.2.1 (here)",
                "  1  192.0.2.2  2 ways per flow                                          1.00 ms",
                "  2  ├─192.0.2.3  4 ways per flow                                        2.00 ms",
                "  3  │ ├─192.0.2.5                                                       3.00 ms",
                "  3  │ ├─192.0.2.6                                                       3.00 ms",
                "  3  │ ├─192.0.2.7                                                       3.00 ms",
                "  3  │ └─192.0.2.8                                                       3.00 ms",
                "  2  └─192.0.2.4                                                         2.00 ms",
                "  3    192.0.2.9                                                         3.00 ms",
                "  4  192.0.2.10                                                          4.00 ms",
                "  5  192.0.2.11                                                          5.00 ms", //
                "", //
                "diamond from 192.0.2.2 to 192.0.2.10: 2 to 5 wide, 3 hops long",
                "  diamond from 192.0.2.3 to 192.0.2.10: 4 wide, 2 hops long", //
                "100 probes of 20 flows");
    }

    @Test
    void aTreeInAscii() {
        List<String> lines = tree(Drawn.nested(), Glyphs.ASCII);
        assertThat(lines).contains("  3  | |-192.0.2.5                                                       3.00 ms",
                "  3  | `-192.0.2.8                                                       3.00 ms");
        assertThat(String.join("", lines)).matches("\\p{ASCII}*");
    }

    @Test
    void whatIsReachedAgainIsReferredTo() {
        assertThat(tree(Drawn.graph("h1 a2", "a2 b3", "a2 c4", "b3 d5", "b3 e6", "c4 e6", "c4 s", "d5 t7", "e6 t7",
                "s t7"), Glyphs.UNICODE)).containsSequence(
                        "  3  │ └─192.0.2.6                                                       3.00 ms",
                        "  2  └─192.0.2.4  2 ways per flow                                        2.00 ms",
                        "  3    ├─↑ 192.0.2.6", "  3    └─*",
                        "  4  192.0.2.7                                                           4.00 ms");
    }

    /// From a2 each packet goes by b3 or c4, and then by d5 or e6, but nobody knows from which to which.
    @Test
    void whatIsNotCertainHasAQuestionMark() {
        assertThat(
                tree(Drawn.graph("h1 a2", "a2 b3", "a2 c4", "?b3 d5", "?b3 e6", "?c4 d5", "?c4 e6", "d5 t7", "e6 t7"),
                        Glyphs.UNICODE))
                .containsSequence(
                        "  2  ├─192.0.2.3  2 ways per flow                                        2.00 ms",
                        "  2  └─192.0.2.4  2 ways per flow                                        2.00 ms",
                        "  3  ├╌192.0.2.5 ?                                                       3.00 ms",
                        "  3  └╌192.0.2.6 ?                                                       3.00 ms",
                        "  4  192.0.2.7                                                           4.00 ms");
    }

    @Test
    void hostileNamesStayNames() throws Exception {
        var names = new Called(HOSTILE);
        for (String line : TreeText.of(Drawn.nested(), names, Glyphs.UNICODE))
            assertThat(line.codePoints()).noneMatch(c -> Character.isISOControl(c) || c >= 0xd800 && c < 0xe000);
        String shown = "a\"b<c>&'\\n]; ]]>\ufffd[2J\ufffd\ufffd\ufffdé";
        assertThat(texts(SvgPicture.of(Drawn.nested(), HOSTILE, names), "text")).contains(shown);
        assertThat(DotText.of(Drawn.nested(), names)).contains("label=\"a\\\"b<c>&'\\\\n]; ]]>\ufffd[2J\ufffd");
    }

    @Test
    void aPictureHasAllNodesAndLinks() throws Exception {
        String svg = SvgPicture.of(Drawn.nested(), "All ways", Names.NONE);
        assertThat(texts(svg, "text")).contains("All ways", "192.0.2.1", "192.0.2.11", "hop 5");
        assertThat(texts(svg, "path")).hasSize(14)
                .contains("192.0.2.3 to 192.0.2.5: 4 flows, 0 of 10 probes lost, 3.00 ms");
    }

    private static List<String> texts(String svg, String element) throws Exception {
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
        NodeList found = document.getElementsByTagName(element);
        var texts = new ArrayList<String>();
        for (int i = 0; i < found.getLength(); i++)
            texts.add(found.item(i).getTextContent());
        return texts;
    }

    /// Nodes of a row are drawn beside each other, never over each other, and a chain is straight.
    @Test
    void nodesHaveRoom() {
        var layout = new Layout(Drawn.nested(), 100);
        for (List<Node> row : layout.rows())
            for (int i = 1; i < row.size(); i++)
                assertThat(layout.middle(row.get(i)) - layout.middle(row.get(i - 1))).isGreaterThan(99.9);
        var chain = new Layout(Drawn.graph("h1 a2", "a2 b3", "b3 t4"), 100);
        assertThat(chain.width()).isZero();
    }

    @Test
    void jsonNamesNodesByTheirPlace() {
        Map<String, Object> facts = new LinkedHashMap<>(GraphFacts.of(Drawn.nested(), new Path(0, "host.test",
                SockAddr.ip("192.0.2.1", 0), SockAddr.ip("192.0.2.11", 0), NO_METHOD), "udp", Names.NONE));
        assertThat(facts).containsEntry("reached", true).containsEntry("confidence", 0.95)
                .containsEntry("address", "192.0.2.11");
        assertThat(String.valueOf(facts.get("diamonds"))).startsWith("[{from=1, to=9, width_min=2, width_max=5, ");
    }
}
