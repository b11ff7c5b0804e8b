package net.strata.explain.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.strata.file.Samples;
import net.strata.page.Browser;
import net.strata.page.InBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The page in Chromium.
final class ExplainPageInBrowserTest extends InBrowser {
    private static final int WIDE = 1440;
    private static final int NARROW = 390;
    private static final long PATIENCE = 30_000_000_000L;
    private static final String CURRENT = "document.querySelector('article.current').id";
    private static final String FOCUS = "(document.activeElement.getAttribute('aria-label')"
            + " || document.activeElement.textContent)";
    /// What is marked: of the bytes, of the diagrams, of the words and of the layers, one after the other.
    private static final String MARKED = "['.digits', '.chars', '.row', '.words', '.layers'].map((each) =>"
            + " Array.from(document.querySelectorAll('article.current ' + each + ' .on'), (e) =>"
            + " (e.querySelector('b, strong, span') || e).textContent).join(' ')).join(' | ')";
    private static final String BITS = "Array.from(document.querySelectorAll('#bits span'), (e) =>"
            + " e.querySelector('small').textContent + ' ' + Array.from(e.children).slice(1)"
            + ".map((b) => b.tagName === 'B' ? b.textContent : '.').join('')).join(', ')";

    private static void open(String page, int width, boolean dark) throws IOException {
        Path file = file();
        Files.writeString(file, page);
        browser().open(file, width, dark);
    }

    private static void openEcho() throws IOException {
        open(Pages.page(Pages.sample("tcp-echo")), WIDE, false);
    }

    /// An expression for an element of the packet that is looked at.
    private static String find(String selector) {
        return "document.querySelector('article.current " + selector + "')";
    }

    /// The one in the words with that label.
    private static String word(String label) {
        return "Array.from(document.querySelectorAll('article.current .words [data-i]'))"
                + ".find((e) => e.querySelector('b').textContent === '" + label + "')";
    }

    /// In the first packet, time to live is byte 22 (14 of Ethernet and 8), 64 as Linux begins: 0x40, which as text is @.
    @Test
    void whateverIsPointedAtMarksAllOthers() throws IOException {
        openEcho();
        String all = "40 | @ | 64 | Time to live |";
        browser().point(word("Time to live"));
        String marked = browser().evaluate(MARKED);
        assertThat(marked).startsWith("40 | @ | ").contains("Time to live").endsWith("| Time to live | ");
        assertThat(browser().evaluate(BITS)).isEqualTo("byte 22 01000000");
        String item = browser().evaluate(word("Time to live") + ".dataset.i");
        for (String place : List.of(".digits", ".chars", ".row")) {
            browser().point(find(".legend"));
            assertThat(browser().evaluate(MARKED)).as(all).isEqualTo(" |  |  |  | ");
            browser().point(find(place + " [data-i=\"" + item + "\"]"));
            assertThat(browser().evaluate(MARKED)).isEqualTo(marked);
        }
    }

    /// The version is the first half of byte 14, the header's length the other: 0x45.
    @Test
    void aFieldOfFourBitsMarksItsDigit() throws IOException {
        openEcho();
        browser().point(word("Version"));
        assertThat(browser().evaluate(MARKED)).startsWith("4 |  | ");
        assertThat(browser().evaluate(BITS)).isEqualTo("byte 14 0100....");
        browser().point(word("Header length"));
        assertThat(browser().evaluate(MARKED)).startsWith("5 |  | ");
        assertThat(browser().evaluate(BITS)).isEqualTo("byte 14 ....0101");
    }

    /// SYN is bit 6 of byte 47 (34 before TCP and 13): 0x02. Its digit has three other flags in it.
    @Test
    void aFieldOfOneBitMarksItsBit() throws IOException {
        openEcho();
        browser().point(word("Syn"));
        assertThat(browser().evaluate(BITS)).isEqualTo("byte 47 ......1.");
        assertThat(browser().evaluate(find(".digits .part") + ".textContent")).isEqualTo("2");
        assertThat(browser().evaluate("'' + document.querySelectorAll('article.current .digits .on').length"))
                .isEqualTo("0");
        browser().point(find(".digits .part"));
        assertThat(browser().evaluate(BITS)).isEqualTo("byte 47 ....0010");
        assertThat(browser().evaluate(MARKED)).contains("Syn");
    }

    /// An IPv4 header of 20 bytes begins at byte 14.
    @Test
    void aLayerMarksItsHeader() throws IOException {
        openEcho();
        browser().point(find(".box .box .head"));
        assertThat(browser().evaluate("Array.from(document.querySelectorAll('article.current .digits .on'), (e) =>"
                + " e.textContent).join(' ').replace(/ /g, '').length + ''")).isEqualTo("40");
        browser().point(find(".digits i"));
        assertThat(browser().evaluate(find(".box .head") + ".classList.contains('part') + ''")).isEqualTo("true");
        assertThat(browser().evaluate(find(".box .box .head") + ".classList.contains('part') + ''")).isEqualTo("false");
    }

    @Test
    void aClickHoldsUntilEscape() throws IOException {
        openEcho();
        browser().click(word("Time to live"));
        browser().point(word("Version"));
        assertThat(browser().evaluate(MARKED)).startsWith("4 |");
        browser().point(find(".legend"));
        assertThat(browser().evaluate(MARKED)).startsWith("40 |");
        assertThat(browser().evaluate(word("Time to live") + ".getAttribute('aria-pressed')")).isEqualTo("true");
        browser().press("Escape");
        assertThat(browser().evaluate("'' + document.querySelectorAll('[aria-pressed=true]').length")).isEqualTo("0");
    }

    @Test
    void keysChooseThePacket() throws IOException {
        openEcho();
        int count = Pages.packets(Pages.sample("tcp-echo")).size();
        assertThat(browser().evaluate(CURRENT)).isEqualTo("p1");
        browser().press("j");
        assertThat(browser().evaluate(CURRENT)).isEqualTo("p2");
        browser().evaluate("document.querySelector('#packets [tabindex=\"0\"]').focus(); ''");
        String[][] steps = {{"ArrowDown", "p3"}, {"j", "p4"}, {"k", "p3"}, {"ArrowUp", "p2"}, {"End", "p" + count},
                {"ArrowDown", "p" + count}, {"Home", "p1"}, {"ArrowUp", "p1"}};
        for (String[] each : steps) {
            browser().press(each[0]);
            assertThat(browser().evaluate(CURRENT)).isEqualTo(each[1]);
            assertThat(browser().evaluate("document.activeElement.hash")).isEqualTo("#" + each[1]);
            assertThat(
                    browser().evaluate("Array.from(document.querySelectorAll('#packets [aria-current]'), (e) => e.id)"
                            + ".join()"))
                    .isEqualTo(each[1].replace('p', 'r'));
        }
    }

    @Test
    void keysGoThroughThePacket() throws IOException {
        openEcho();
        browser().evaluate("document.querySelector('#packets [tabindex=\"0\"]').focus(); ''");
        browser().press("Enter");
        assertThat(browser().evaluate("document.activeElement.id")).isEqualTo("p1");
        browser().press("Tab");
        assertThat(browser().evaluate(FOCUS)).isEqualTo("Destination 02:00:00:00:00:02");
        assertThat(browser().evaluate(MARKED)).startsWith("02 00 00 00 00 02 |");
        browser().press("End");
        browser().press("Home");
        for (int i = 0; i < 4; i++) // the source is in two lines; then type, and the version
            browser().press("ArrowRight");
        assertThat(browser().evaluate(FOCUS)).isEqualTo("Version 4");
        assertThat(browser().evaluate("document.getElementById('says').textContent"))
                .startsWith("Version 4 ip.version:");
        browser().press("Enter");
        assertThat(browser().evaluate("document.activeElement.getAttribute('aria-pressed')")).isEqualTo("true");
        browser().press("Tab");
        assertThat(browser().evaluate("document.activeElement.className")).startsWith("head");
        browser().press("Escape");
        browser().press("Escape");
        assertThat(browser().evaluate("document.activeElement.hash")).isEqualTo("#p1");
    }

    @Test
    void keysGoOnWhereTheFocusIs() throws IOException {
        openEcho();
        browser().press("j"); // from the page itself the focus goes to the list
        assertThat(browser().evaluate("document.activeElement.hash")).isEqualTo("#p2");
        browser().press("Enter");
        assertThat(browser().evaluate("document.activeElement.id")).isEqualTo("p2");
        assertThat(browser().evaluate("document.getElementById(document.activeElement.getAttribute('aria-labelledby'))"
                + ".textContent")).startsWith("Packet 2: ");
        browser().press("ArrowDown");
        assertThat(browser().evaluate(FOCUS)).startsWith("Destination ");
        browser().press("j");
        assertThat(browser().evaluate("document.activeElement.id")).isEqualTo("p3");
        browser().press("ArrowRight");
        browser().press("Escape");
        assertThat(browser().evaluate("document.activeElement.hash")).isEqualTo("#p3");
        assertThat(browser().evaluate("document.getElementById('says').textContent")).isEqualTo("Nothing is marked.");
    }

    @Test
    void anotherAddressShowsItsPacket() throws IOException {
        openEcho();
        browser().evaluate("location.hash = '#p4'; ''");
        String now = "";
        for (long end = System.nanoTime() + PATIENCE; !now.equals("p4") && System.nanoTime() < end;)
            now = browser().evaluate(CURRENT);
        assertThat(now).isEqualTo("p4");
    }

    @Test
    void aQuestionMarkShowsTheKeys() throws IOException {
        openEcho();
        browser().press("?");
        assertThat(browser().evaluate("document.getElementById('keys').open + ''")).isEqualTo("true");
        browser().press("Escape");
        assertThat(browser().evaluate("document.getElementById('keys').open + ''")).isEqualTo("false");
    }

    @Test
    void aRowAndAnArrowOfTheLadderChooseTheirPacket() throws IOException {
        openEcho();
        browser().click("document.querySelector('#r3 .info')");
        assertThat(browser().evaluate(CURRENT)).isEqualTo("p3");
        assertThat(browser().evaluate("document.querySelector('.ladder [aria-current]').hash")).isEqualTo("#p3");
        browser().click("document.querySelector('.ladder a[href=\"#p5\"]')");
        assertThat(browser().evaluate(CURRENT)).isEqualTo("p5");
    }

    @ParameterizedTest
    @ValueSource(ints = {NARROW, WIDE})
    void headsOfArrowsStandOnTheirArrows(int width) throws IOException {
        open(Pages.page(Pages.sample("tcp-echo")), width, false);
        assertThat(browser().evaluate("Array.from(new Set(Array.from(document.querySelectorAll('.arrow'), (e) =>"
                + " getComputedStyle(e).position + ' ' + getComputedStyle(e).overflowY))).join()"))
                .isEqualTo("relative visible");
    }

    /// Names that a reader of screens says.
    @Test
    void allThatHasTheFocusHasAName() throws IOException {
        openEcho();
        assertThat(browser().evaluate("Array.from(document.querySelectorAll('[role=button], button, a, input, dialog,"
                + " [role=group], section.list, aside')).filter((e) => !(e.getAttribute('aria-label') || e.textContent"
                + " || e.parentElement.textContent).trim()).map((e) => e.outerHTML).join()")).isEmpty();
        assertThat(browser().evaluate("document.getElementById('says').getAttribute('aria-live')")).isEqualTo("polite");
        assertThat(browser().evaluate("'' + document.querySelectorAll('article.current [data-group]"
                + " [tabindex=\"0\"]').length / document.querySelectorAll('article.current [data-group]').length"))
                .isEqualTo("1");
    }

    @Test
    void inPrintTheChosenPacketStandsAloneOrAllDo() throws IOException {
        openEcho();
        String shown = "Array.from(document.querySelectorAll('article')).filter((e) => e.getClientRects().length).length"
                + " + '' + getComputedStyle(document.getElementById('here')).display";
        browser().print(true);
        assertThat(browser().evaluate(shown)).isEqualTo("1none");
        browser().evaluate("document.getElementById('all').click(); ''");
        assertThat(browser().evaluate(shown)).isEqualTo(Pages.packets(Pages.sample("tcp-echo")).size() + "none");
        browser().print(false);
    }

    @Test
    void nothingIsLoadedNothingFailsAndNothingScrollsSideways() throws IOException {
        for (Samples.Sample sample : Samples.all()) {
            open(Pages.page(sample), WIDE, false);
            quiet(sample.name());
            browser().evaluate("for (const a of document.querySelectorAll('article')) a.classList.add('current');"
                    + " for (const d of document.querySelectorAll('details')) d.open = true; ''");
            for (int width : new int[]{WIDE, NARROW}) {
                browser().width(width);
                assertThat(browser().evaluate("document.documentElement.scrollWidth + ''")).as(sample.name())
                        .isEqualTo(Integer.toString(width));
            }
        }
        open(Pages.page(Pages.hostile(), Pages.HOSTILE, List.of()), WIDE, false);
        quiet("hostile");
        open(Pages.page(List.of(), "nothing", List.of()), WIDE, false);
        quiet("nothing");
    }

    private static void quiet(String name) throws IOException {
        browser().press("j");
        browser().press("Tab");
        browser().evaluate("for (const e of document.querySelectorAll('article.current [data-i]'))"
                + " e.dispatchEvent(new PointerEvent('pointerover', { bubbles: true })); ''");
        assertThat(browser().events("Network.requestWillBeSent")).as(name).hasSize(1); // the page itself
        assertThat(browser().events("Runtime.exceptionThrown")).as(name).isEmpty();
        assertThat(browser().events("Runtime.consoleAPICalled")).as(name).isEmpty();
        assertThat(browser().events("Log.entryAdded")).as(name).isEmpty();
        assertThat(browser().events("Page.javascriptDialogOpening")).as(name).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1440,false", "1440,true", "390,false", "390,true"})
    void allTextHasContrast(int width, boolean dark) throws IOException {
        for (String name : List.of("tcp-echo", "vlan")) {
            open(Pages.page(Pages.sample(name)), width, dark);
            assertThat(browser().evaluate(Browser.FAINT)).isEmpty();
            for (String each : List.of(".row .set", ".words [data-i]", ".box .box .head", ".row .payload"))
                assertThat(browser().evaluate(find(each)
                        + ".dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));" + Browser.FAINT))
                        .as(each).isEmpty();
        }
    }
}
