package net.strata.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Perl's regular expressions, as PCRE2 reads them, on bytes.
final class RegexTest {
    private static boolean finds(String pattern, String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        return new Regex(pattern).find(bytes, 0, bytes.length);
    }

    @Test
    void whatJavaReadsOtherwiseMeansWhatItDoesInPerl() {
        assertThat(finds("^[[a]$", "[")).isTrue();
        assertThat(finds("^[a&&b]$", "&")).isTrue();
        assertThat(finds("^[]a]+$", "]a]")).isTrue();
        assertThat(finds("^[^]a]$", "]")).isFalse();
        assertThat(finds("^[[:digit:]x]+$", "1x2")).isTrue();
        assertThat(finds("^\\Qa.b\\E$", "a.b")).isTrue();
        assertThat(finds("a{,b", "a{,b")).isTrue();
        assertThat(finds("(?P<n>a)\\1", "aa")).isTrue();
        assertThat(finds("a.b", "a\rb")).isTrue();
        assertThat(finds("a.b", "a\nb")).isFalse();
        assertThat(finds("a$", "a\n")).isTrue();
    }

    @Test
    void bytesAreCharactersInEitherCase() {
        assertThat(finds("^\\xe9\\x00$", "\u00e9\0")).isTrue();
        assertThat(finds("host", "HOST")).isTrue();
        assertThat(finds("(?-i)host", "HOST")).isFalse();
    }

    /// Each would take longer than anybody lives, or all of the stack.
    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|aa)+b", "(a*)*b", "(?:a|b|ab)*(?:a|b|ab)*(?:a|b|ab)*c"})
    void aSearchThatTakesTooLongIsGivenUp(String pattern) {
        var regex = new Regex(pattern);
        byte[] bytes = "a".repeat(20_000).getBytes(ISO_8859_1);
        for (int i = 0; i < 20; i++)
            assertThat(regex.find(bytes, 0, bytes.length)).isFalse();
        assertThat(regex.gaveUp()).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(){60000}", "((){1000}){1000}", "a{99999999999}", "(((a{100}){100}){100}){100}"})
    void repeatsHaveAnEnd(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Regex(pattern)).withMessageContaining("too often");
    }

    @Test
    void groupsInOneAnotherHaveAnEnd() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Regex("(".repeat(100_000)));
    }
}
