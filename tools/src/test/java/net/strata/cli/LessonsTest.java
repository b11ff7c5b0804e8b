package net.strata.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.strata.demo.Demos;
import net.strata.explain.term.Glossary;
import net.strata.explain.term.Term;
import net.strata.explain.term.Terms;
import net.strata.lab.Preset;
import net.strata.lab.Presets;
import org.junit.jupiter.api.Test;

/// docs/lessons/README.md.
final class LessonsTest {
    private static final Pattern LINE = Pattern.compile("`((?:sudo )?strata [^`]+)`");

    private static String text() throws IOException {
        return Files.readString(Path.of("..", "docs", "lessons", "README.md"));
    }

    private static List<String> lines(String text) {
        return LINE.matcher(text).results().map(m -> m.group(1)).toList();
    }

    /// But those that stand for others: TERM, NAME.
    @Test
    void everyCommandLineCanBeTypedAndEveryTermIsFound() throws IOException {
        var terms = new Terms(new Glossary());
        var wrong = new ArrayList<String>();
        for (String line : lines(text())) {
            List<String> words = LinesTyped.words(line);
            if (words.getLast().matches("TERM|NAME")) continue;
            try {
                LinesTyped.check(line);
            } catch (Exception | AssertionError e) {
                wrong.add(line + ": " + e.getMessage());
            }
            boolean term = words.get(1).equals("explain") && !words.get(2).startsWith("-");
            if (!term) continue;
            Term found = terms.find(words.get(2));
            // With a slash it would be a file.
            if (words.get(2).contains("/") || !(found instanceof Term.EntryFound || found instanceof Term.FieldFound))
                wrong.add(line);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aLineThatLacksWhatItNeedsIsFound() {
        for (String line : List.of("strata echo server file", "strata trace",
                "strata echo server --folder nowhere file"))
            assertThatThrownBy(() -> LinesTyped.check(line)).as(line).isInstanceOfAny(UsageException.class,
                    AssertionError.class);
    }

    @Test
    void everyDemonstrationAndEverySessionHasItsPlace() throws IOException {
        List<String> lines = lines(text());
        assertThat(Demos.names()).allSatisfy(name -> assertThat(lines).contains("strata echo demo " + name));
        assertThat(Presets.ALL).extracting(Preset::name)
                .allSatisfy(name -> assertThat(lines).contains("strata echo lab " + name));
    }

    @Test
    void everyCorrectionIsSeenSomewhere() throws IOException {
        String text = text();
        List<String> rows = text.substring(text.indexOf("\n## What is often said wrongly")).lines()
                .filter(line -> line.startsWith("|")).skip(2).toList();
        assertThat(rows).hasSizeGreaterThan(30).allSatisfy(row -> assertThat(lines(row)).as(row).isNotEmpty());
    }
}
