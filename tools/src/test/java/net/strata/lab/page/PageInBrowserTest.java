package net.strata.lab.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.strata.lab.Timeline;
import net.strata.page.Browser;
import net.strata.page.InBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The page in Chromium.
final class PageInBrowserTest extends InBrowser {
    private static final int WIDE = 1440;
    private static final int NARROW = 390;
    private static final String CURRENT = "document.querySelector('li.current').id";

    private static void open(Timeline timeline, int width, boolean dark) throws IOException {
        Path file = file();
        try (var out = Files.newOutputStream(file)) {
            Page.write(timeline, out);
        }
        browser().open(file, width, dark);
    }

    @Test
    void arrowKeysStepThroughCallsAndPacketsInTheOrderOfTime() throws IOException {
        open(Sessions.udp(), WIDE, false);
        assertThat(browser().evaluate(CURRENT)).isEqualTo("c1");
        String[][] steps = {{"ArrowRight", "c2"}, {"ArrowDown", "c3"}, {"ArrowRight", "p1"}, {"ArrowLeft", "c3"},
                {"ArrowUp", "c2"}, {"End", "p2"}, {"ArrowRight", "p2"}, {"Home", "c1"}, {"ArrowLeft", "c1"}};
        for (String[] each : steps) {
            browser().press(each[0]);
            assertThat(browser().evaluate(CURRENT)).isEqualTo(each[1]);
        }
    }

    @Test
    void buttonsDoTheSame() throws IOException {
        open(Sessions.udp(), WIDE, false);
        String[][] steps = {{"next", "c2"}, {"last", "p2"}, {"back", "c4"}, {"first", "c1"}};
        for (String[] each : steps)
            assertThat(browser().evaluate("document.getElementById('" + each[0] + "').click(); " + CURRENT))
                    .isEqualTo(each[1]);
    }

    @Test
    void aStepIsToldInWordsAndMarksWhatBelongsToIt() throws IOException {
        open(Sessions.tcp(), WIDE, false);
        assertThat(
                browser().evaluate(
                        "document.getElementById('c7').click(); document.getElementById('story').textContent"))
                .isEqualTo("Call 7, client: The client calls connect.");
        assertThat(browser().evaluate("Array.from(document.querySelectorAll('li.related'), (e) => e.id).sort().join()"))
                .isEqualTo("p1,p2,p3");
        assertThat(
                browser().evaluate("Array.from(document.querySelectorAll('[aria-selected=true]'), (e) => e.id).join()"))
                .isEqualTo("c7");
        assertThat(
                browser().evaluate("Array.from(document.querySelectorAll('li[tabindex=\"0\"]'), (e) => e.id).join()"))
                .isEqualTo("c7");
        assertThat(browser().evaluate("Array.from(document.querySelectorAll('article'))"
                + ".filter((e) => e.getClientRects().length).map((e) => e.id).join()")).isEqualTo("d-c7");
    }

    @Test
    void theStepThatHasTheFocusMovesWithTheKeys() throws IOException {
        open(Sessions.tcp(), WIDE, false);
        browser().evaluate("document.getElementById('c7').focus(); ''");
        browser().press("ArrowRight");
        assertThat(browser().evaluate("document.activeElement.id")).isEqualTo("p1");
    }

    @Test
    void aLinkInTheDetailsLeadsToItsStep() throws IOException {
        open(Sessions.tcp(), WIDE, false);
        assertThat(browser().evaluate("document.querySelector('.roles a[href=\"#d-c9\"]').click(); " + CURRENT))
                .isEqualTo("c9");
    }

    @ParameterizedTest
    @MethodSource("net.strata.lab.page.PageTest#sessions")
    void nothingIsLoadedAndNothingFails(Timeline timeline) throws IOException {
        open(timeline, WIDE, false);
        browser().press("End");
        browser().evaluate("document.getElementById('scale').click(); ''");
        assertThat(browser().events("Network.requestWillBeSent")).hasSize(1); // the page itself
        assertThat(browser().events("Runtime.exceptionThrown")).isEmpty();
        assertThat(browser().events("Runtime.consoleAPICalled")).isEmpty();
        assertThat(browser().events("Log.entryAdded")).isEmpty();
        assertThat(browser().events("Page.javascriptDialogOpening")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("net.strata.lab.page.PageTest#sessions")
    void aNarrowWindowDoesNotScrollSideways(Timeline timeline) throws IOException {
        open(timeline, NARROW, false);
        assertThat(browser().evaluate("const page = document.documentElement; page.scrollWidth + ' of ' + innerWidth"))
                .isEqualTo("390 of 390");
    }

    /// However many calls last side by side.
    @ParameterizedTest
    @ValueSource(ints = {WIDE, NARROW})
    void packetsStayInTheirLaneAndStatesAreWhole(int width) throws IOException {
        open(Sessions.crowded(), width, false);
        assertThat(browser().evaluate("document.querySelector('.scene').className")).asString().contains("k3");
        assertThat(browser().evaluate("""
                const out = [];
                for (const packet of document.querySelectorAll('li.packet')) {
                  const lane = packet.getBoundingClientRect();
                  const words = packet.querySelector('.words').getBoundingClientRect();
                  if (words.left < lane.left - 1 || words.right > lane.right + 1) out.push(packet.id);
                }
                for (const state of document.querySelectorAll('.mark .state'))
                  if (state.scrollWidth > state.clientWidth) out.push(state.textContent);
                document.querySelectorAll('.mark .state').length + ' ' + out.join()""")).isEqualTo("6 ");
    }

    @ParameterizedTest
    @CsvSource({"1440,false", "1440,true", "390,false", "390,true"})
    void allTextHasContrast(int width, boolean dark) throws IOException {
        open(Sessions.tcp(), width, dark);
        for (String id : new String[]{"c7", "p4", "p5", "c9"})
            assertThat(browser().evaluate("document.getElementById('" + id + "').click();" + Browser.FAINT)).isEmpty();
    }
}
