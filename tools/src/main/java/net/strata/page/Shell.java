package net.strata.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A page in one file. It loads nothing, and of all scripts and styles only its own have effect, which it names by their
/// hashes (Content Security Policy Level 3, https://www.w3.org/TR/CSP3/).
///
/// @param styles after those of the theme, which all pages have
public record Shell(String title, List<String> styles, String script) {
    private static final String THEME = "theme.css";

    /// Writes the page.
    ///
    /// @param body what stands in the body
    public void write(Markup body, OutputStream out) throws IOException {
        List<String> sheets = Stream.concat(
                Stream.of(Resources.text(Shell.class, THEME)), styles.stream())
                .map(each -> "/*<![CDATA[*/\n" + each + "/*]]>*/").toList();
        String code = "/*<![CDATA[*/\n" + script + "/*]]>*/";
        String policy = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src "
                + sheets.stream().map(Shell::hash).collect(Collectors.joining(" ")) + "; script-src " + hash(code);
        Markup page = new Markup().open("html", "lang", "en").line().open("head").line()
                .empty("meta", "charset", "utf-8").line()
                .empty("meta", "http-equiv", "Content-Security-Policy", "content", policy).line()
                .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line()
                .empty("meta", "name", "color-scheme", "content", "light dark").line() //
                .element("title", title).line();
        for (String each : sheets)
            page.open("style").verbatim(each).close().line();
        page.close().line().open("body").line().verbatim(body.toString()).line() //
                .open("script").verbatim(code).close().line().close().line().close().line();
        out.write(("<!DOCTYPE html>\n" + page).getBytes(UTF_8));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
