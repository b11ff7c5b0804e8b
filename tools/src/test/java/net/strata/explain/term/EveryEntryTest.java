package net.strata.explain.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import net.strata.explain.Sheet;
import net.strata.live.Ink;
import net.strata.stats.Glyphs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every entry as it is shown.
final class EveryEntryTest {
    @ParameterizedTest
    @ValueSource(ints = {40, 120})
    void isShownWithinItsColumns(int width) throws IOException {
        var glossary = new Glossary();
        var terms = new Terms(glossary);
        for (Entry entry : glossary.all()) {
            var sheet = new Sheet(width);
            TermView.draw(terms.find(entry.name()), sheet);
            String text = sheet.text(new Ink(Glyphs.UNICODE, false));
            assertThat(text).as(entry.name()).startsWith(entry.name());
            assertThat(text.lines().mapToInt(Ink::cells)).as(entry.name())
                    .allMatch(cells -> cells <= width);
        }
    }
}
