package net.strata.lab.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import net.strata.lab.Packet;
import net.strata.lab.Side;
import net.strata.lab.Step;
import net.strata.lab.Timeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// Pages and pictures, read as XML.
final class PageTest {
    static List<Timeline> sessions() {
        return List.of(Sessions.tcp(), Sessions.udp(), Sessions.unix(), Sessions.twoStreams(), Sessions.hostile(),
                Sessions.many(0));
    }

    static String page(Timeline timeline) throws Exception {
        var out = new ByteArrayOutputStream();
        Page.write(timeline, out);
        return out.toString(UTF_8);
    }

    private static String picture(Timeline timeline) throws Exception {
        var out = new ByteArrayOutputStream();
        Picture.write(timeline, out);
        return out.toString(UTF_8);
    }

    private static Document parse(String text) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static List<Element> all(Document document, String name) {
        var found = new ArrayList<Element>();
        var nodes = document.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++)
            found.add((Element) nodes.item(i));
        return found;
    }

    private static Element byId(Document document, String id) {
        return all(document, "*").stream().filter(each -> each.getAttribute("id").equals(id)).findFirst().orElseThrow();
    }

    private static List<String> ids(Document document) {
        return all(document, "*").stream().map(each -> each.getAttribute("id")).filter(each -> !each.isEmpty())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void everyCallAndPacketIsOnThePageAndInThePicture(Timeline timeline) throws Exception {
        Document page = parse(page(timeline));
        Document picture = parse(picture(timeline));
        assertThat(ids(page)).doesNotHaveDuplicates();
        assertThat(ids(picture)).doesNotHaveDuplicates();
        for (Step each : timeline.steps()) {
            String name = each.made().call().name();
            assertThat(byId(page, "c" + each.number()).getTextContent()).contains(name);
            assertThat(byId(page, "d-c" + each.number()).getTextContent()).contains(each.made().call().name());
            assertThat(byId(picture, "c" + each.number()).getTextContent()).contains(name);
        }
        for (Packet each : timeline.packets()) {
            assertThat(byId(page, "d-p" + each.number()).getTextContent()).contains(each.protocol());
            assertThat(ids(page)).contains("p" + each.number());
            assertThat(ids(picture)).contains("p" + each.number());
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void aPageLoadsNothing(Timeline timeline) throws Exception {
        Document page = parse(page(timeline));
        assertThat(all(page, "*").stream().map(Element::getTagName)).doesNotContain("img", "link", "iframe", "object",
                "base", "form", "image", "use");
        for (Element each : all(page, "*")) {
            assertThat(each.hasAttribute("src")).isFalse();
            assertThat(each.getAttribute("href")).matches("|#d-[cp][0-9]+");
            assertThat(each.hasAttribute("style")).isFalse();
            for (int i = 0; i < each.getAttributes().getLength(); i++)
                assertThat(each.getAttributes().item(i).getNodeName()).doesNotStartWith("on");
        }
        for (Element each : all(page, "style"))
            assertThat(each.getTextContent()).doesNotContain("url(", "@import", "http:", "https:");
        for (Element each : all(page, "script"))
            assertThat(each.getTextContent()).doesNotContain("fetch(", "import(", "http:", "https:", "innerHTML");
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void allThatIsReferredToIsThere(Timeline timeline) throws Exception {
        Document page = parse(page(timeline));
        List<String> ids = ids(page);
        for (Element each : all(page, "a"))
            assertThat(ids).contains(each.getAttribute("href").substring(1));
        for (Element each : all(page, "li"))
            for (String with : each.getAttribute("data-with").split(" ", -1))
                if (!with.isEmpty()) assertThat(ids).contains(with);
    }

    @Test
    void textOfProgramsAndPacketsIsText() throws Exception {
        String page = page(Sessions.hostile());
        assertThat(Pattern.compile("</script").matcher(page).results()).hasSize(1);
        assertThat(Pattern.compile("<script").matcher(page).results()).hasSize(1);
        assertThat(page).doesNotContain("<img", "<svg/", "\u001b", "\u202e", "\0");
        assertThat(byId(parse(page), "d-c1").getTextContent()).contains("</script><img src=x onerror=alert(1)>");
        assertThat(picture(Sessions.hostile())).doesNotContain("<img", "<svg/", "<script", "\u001b", "\u202e");
    }

    @Test
    void aCallIsJoinedToThePacketsItCausedAndTheOneThatReleasedIt() throws Exception {
        Document page = parse(page(Sessions.tcp()));
        assertThat(byId(page, "c7").getAttribute("data-with")).isEqualTo("p1 p3 p2"); // connect
        assertThat(byId(page, "p1").getAttribute("data-with")).isEqualTo("c7");
        assertThat(byId(page, "p5").getAttribute("data-with").split(" ", -1)).containsExactlyInAnyOrder("c8", "c9",
                "c10");
    }

    @Test
    void theBytesOfEachSendHaveALetterInSegmentsAndInReceives() throws Exception {
        Document page = parse(page(Sessions.tcp()));
        assertThat(runs(page, "c8")).containsExactly("A 7");
        assertThat(runs(page, "c10")).containsExactly("B 5");
        assertThat(runs(page, "p4")).containsExactly("A 7");
        assertThat(runs(page, "p5")).containsExactly("A 7", "B 5");
        assertThat(runs(page, "c9")).containsExactly("A 7", "B 5");
        assertThat(runs(page, "d-c9")).containsExactly("A hello, ", "B world");
    }

    @Test
    void bytesStandInTheOrderOfTheStreamThoughTheyCameInAnother() {
        Timeline overtaken = new Sessions("overtaken")
                .call(Side.CLIENT, "send", "3, \"ab\", 2, 0", 2, 0, 10, "ab", "", "", 0, 1)
                .call(Side.CLIENT, "send", "3, \"cd\", 2, 0", 2, 20, 30, "cd", "", "", 0, 2)
                .call(Side.SERVER, "recv", "3, \"abcd\", 4, 0", 4, 50, 90, "abcd", "", "", 3)
                .segment(Side.CLIENT, 5, -1, 1, "", 1, 1, "ACK", "ab", false, "A B", new Packet.Part(0, 2, 1, 0))
                .segment(Side.CLIENT, 25, 40, 2, "", 3, 1, "ACK", "cd", false, "A B", new Packet.Part(0, 2, 2, 3))
                .segment(Side.CLIENT, 60, 70, 1, "", 1, 1, "ACK", "ab", true, "A B", new Packet.Part(0, 2, 1, 3))
                .timeline();
        assertThat(new Runs(overtaken).of(overtaken.steps().get(2))).extracting(each -> each.letter() + each.offset())
                .containsExactly("A0", "B2");
    }

    private static List<String> runs(Document page, String id) {
        var found = new ArrayList<String>();
        var spans = byId(page, id).getElementsByTagName("span");
        for (int i = 0; i < spans.getLength(); i++)
            if (((Element) spans.item(i)).getAttribute("class").startsWith("run "))
                found.add(spans.item(i).getTextContent());
        return found;
    }

    @Test
    void eachLayerAddsItsHeaderOnTheWayDown() throws Exception {
        String rows = byId(parse(page(Sessions.tcp())), "d-p7").getElementsByTagName("tbody").item(0).getTextContent();
        assertThat(rows.lines().map(String::strip).filter(each -> !each.isEmpty())) // 12 + 20 + 20 + 14 = 66
                .satisfiesExactly(each -> assertThat(each).startsWith("data").endsWith("1212 bytes"),
                        each -> assertThat(each).startsWith("TCP").endsWith("20a segment of 32 bytes"),
                        each -> assertThat(each).startsWith("IPv4").endsWith("20a packet of 52 bytes"),
                        each -> assertThat(each).startsWith("Ethernet").endsWith("14a frame of 66 bytes"));
    }

    @Test
    void anErrorIsExplained() throws Exception {
        assertThat(byId(parse(page(Sessions.tcp())), "d-c16").getTextContent())
                .contains("errno 11 EAGAIN: resource temporarily unavailable");
    }

    @Test
    void whatWasLostOrSentAgainIsSaidInWords() throws Exception {
        Document page = parse(page(Sessions.tcp()));
        assertThat(byId(page, "p4").getTextContent()).contains("lost");
        assertThat(byId(page, "p5").getTextContent()).contains("again");
        assertThat(byId(page, "d-p4").getAttribute("data-story")).contains("lost");
    }

    @Test
    void theClocksErrorIsPrinted() throws Exception {
        assertThat(page(Sessions.tcp())).contains("± 2.30 µs", "1789999000000000000 ns ahead");
    }

    @Test
    void theAxisThatIsTrueToScaleHasRoundTimes() throws Exception {
        List<String> ticks = all(parse(page(Sessions.tcp())), "span").stream() // of 205.140 ms
                .filter(each -> each.getAttribute("class").equals("tick true")).map(Element::getTextContent).toList();
        assertThat(ticks).hasSize(11).startsWith("0.000", "20.000", "40.000").endsWith("200.000");
    }

    @Test
    void unixSocketsHaveAnEmptyLaneThatSaysWhy() throws Exception {
        assertThat(page(Sessions.unix())).contains("There are no packets: AF_UNIX makes no packets");
        assertThat(parse(picture(Sessions.unix())).getDocumentElement().getTextContent())
                .contains("There are no packets");
    }

    @Test
    void aLongSessionIsCutAndSaysSo() throws Exception {
        String page = page(Sessions.many(Scene.MOST + 300));
        assertThat(page).contains("The first " + Scene.MOST + " calls and packets are shown; 300 more");
        assertThat(all(parse(page), "li")).hasSize(Scene.MOST);
    }

    @Test
    void aPictureHasItsWordsForThoseWhoDoNotSeeIt() throws Exception {
        Element svg = parse(picture(Sessions.tcp())).getDocumentElement();
        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("echo: calls and packets");
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                .contains("Packet 1, client to server, SYN: connect begins the handshake");
    }
}
