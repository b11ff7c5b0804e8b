package net.strata.explain.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.strata.file.Samples;
import net.strata.protocol.FieldIndex;
import org.junit.jupiter.api.Test;

/// What holds for every entry.
final class GlossaryTest {
    private static final Pattern SOURCE = Pattern
            .compile("(RFC \\d+|POSIX|IEEE |ISO/IEC |Python |Java |IANA |[a-z_0-9.-]+\\(\\d\\)).*");
    private static final int MOST_PARAGRAPHS = 3;
    private static final int LONGEST = 600;
    private static final Pattern SENTENCES = Pattern.compile("(?s)[^ ].*[.)]");

    private static final Glossary ALL = new Glossary();

    @Test
    void everyFileIsRead() throws IOException, URISyntaxException {
        var url = Glossary.class.getResource("models.txt");
        try (Stream<Path> files = Files
                .list(Path.of(Objects.requireNonNull(url).toURI()).resolveSibling("."))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())).filter(name -> name.endsWith(".txt"))
                    .map(name -> name.substring(0, name.length() - 4)))
                    .containsExactlyInAnyOrderElementsOf(Glossary.THEMES);
        }
    }

    @Test
    void everyEntryIsCompleteAndShort() {
        assertThat(ALL.all()).hasSizeGreaterThan(300);
        var wrong = new ArrayList<String>();
        for (Entry entry : ALL.all()) {
            if (entry.text().size() > MOST_PARAGRAPHS)
                wrong.add(entry.name() + ": " + entry.text().size() + " paragraphs");
            Stream<String> corrections = entry.corrections().stream()
                    .flatMap(each -> Stream.of(each.wrong(), each.right()));
            Stream.concat(entry.text().stream(), corrections).filter(each -> each.length() > LONGEST
                    || !SENTENCES.matcher(each).matches()).forEach(each -> wrong.add(entry.name() + ": " + each));
            entry.sources().stream().filter(each -> !SOURCE.matcher(each).matches())
                    .forEach(each -> wrong.add(entry.name() + ": " + each));
            if (Set.copyOf(entry.related()).size() < entry.related().size()) wrong.add(entry.name() + ": see twice");
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyNameFindsItsEntry() {
        var wrong = new ArrayList<String>();
        for (Entry entry : ALL.all()) {
            for (String name : Stream.concat(Stream.of(entry.name()), entry.others().stream()).toList()) {
                Entry found = ALL.named(name);
                if (!entry.equals(found))
                    wrong.add(entry.name() + ": " + name + " finds " + (found == null ? "nothing" : found.name()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void relatedTermsAreOtherEntries() {
        var wrong = new ArrayList<String>();
        for (Entry entry : ALL.all())
            for (String each : entry.related()) {
                Entry other = ALL.named(each);
                if (other == null || other.equals(entry)) wrong.add(entry.name() + ": " + each);
            }
        assertThat(wrong).isEmpty();
    }

    @Test
    void fieldsExist() {
        var index = new FieldIndex();
        var wrong = new ArrayList<String>();
        for (Entry entry : ALL.all())
            for (String each : entry.fields())
                if (!index.has(each)) wrong.add(entry.name() + ": " + each);
        assertThat(wrong).isEmpty();
    }

    /// That packets are found in them, and that commands can be typed: net.strata.cli.GlossaryLinesTest.
    @Test
    void samplesExist() throws IOException {
        for (Entry entry : ALL.all())
            if (entry.sample() != null) assertThat(Samples.named(entry.sample().name())).as(entry.name()).isNotNull();
    }
}
