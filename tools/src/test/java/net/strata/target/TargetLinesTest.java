package net.strata.target;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TargetLinesTest {
    private static List<String> read(InputStream in) throws IOException {
        List<String> all = new ArrayList<>();
        try (var lines = new TargetLines(in)) {
            for (String word = lines.next(); word != null; word = lines.next())
                all.add(lines.line() + "=" + word);
        }
        return all;
    }

    /// As fping 5.1 reads them: `fping -f -`; \ stands for the end of a line, _ for a tab, ~ for a carriage return.
    @ParameterizedTest
    @CsvSource(delimiter = '|', commentCharacter = '!', ignoreLeadingAndTrailingWhitespace = false, value = {
            "a\\b\\|1=a 2=b", "a\\b|1=a 2=b", "  a _b c\\d|1=a 2=d",
            "# a\\ #b\\_\\\\a#c # d|5=a#c", "a~\\b~|1=a 2=b", "''|''", "\\|''", "#|''",
            "\uFEFFa\\\uFEFFb|1=a 2=\uFEFFb",
            "\uFEFF#a\\b|2=b"})
    void theFirstWordOfALineIsATarget(String file, String targets) throws IOException {
        byte[] bytes = file.replace('\\', '\n').replace('_', '\t').replace('~', '\r').getBytes(UTF_8);
        assertThat(String.join(" ", read(new ByteArrayInputStream(bytes)))).isEqualTo(targets);
    }

    @Test
    void aLineOfAnyLengthCostsNoMemoryAndNoOtherLine() throws IOException {
        byte[] long1 = ("a " + " x".repeat(1_000_000) + "\n" + "y".repeat(1_000_000) + "\nb\n").getBytes(UTF_8);
        assertThat(read(new ByteArrayInputStream(long1))).containsExactly("1=a", "2=" + "y".repeat(1024), "3=b");
    }

    @Test
    void bytesThatComeOneByOneAreTheSame() throws IOException {
        var slow = new InputStream() {
            private final byte[] bytes = "ab c\n\n#\nd".getBytes(UTF_8);
            private int at;

            @Override
            public int read() {
                return at < bytes.length ? bytes[at++] : -1;
            }

            @Override
            public int read(byte[] b, int off, int len) {
                int c = read();
                if (c < 0) return -1;
                b[off] = (byte) c;
                return 1;
            }
        };
        assertThat(read(slow)).containsExactly("1=ab", "4=d");
    }

    /// Against the rule written down another way.
    @Test
    void anyBytesAreLinesOfWords() throws IOException {
        var random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            var bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            for (int k = 0; k < bytes.length; k++)
                if (random.nextInt(3) > 0) bytes[k] = (byte) " \n\t#a1.\r".charAt(random.nextInt(8));
            List<String> expected = new ArrayList<>();
            String[] lines = new String(bytes, ISO_8859_1).split("\n", -1);
            for (int k = 0; k < lines.length; k++) {
                String word = lines[k].replaceFirst("^[ \\t\\x0b\\f\\r]*", "").split("[ \\t\\x0b\\f\\r]", 2)[0];
                if (!word.isEmpty() && !word.startsWith("#"))
                    expected.add(k + 1 + "=" + new String(word.getBytes(ISO_8859_1), UTF_8));
            }
            assertThat(read(new ByteArrayInputStream(bytes))).isEqualTo(expected);
        }
    }
}
