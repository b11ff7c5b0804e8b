package net.strata.page;

import java.util.ArrayDeque;
import java.util.Deque;

/// HTML or SVG, as it is written: well-formed XML, in which no text and no value can end where it should not.
public final class Markup {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /// Begins an element.
    ///
    /// @param attributes names and values in turn; those whose value is empty are left out
    public Markup open(String element, String... attributes) {
        tag(element, attributes).append('>');
        open.push(element);
        return this;
    }

    /// Ends the element that was begun last.
    public Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /// An element with nothing but text in it.
    public Markup element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /// An element that has no end tag in HTML, or is one of SVG.
    public Markup empty(String element, String... attributes) {
        tag(element, attributes).append("/>");
        return this;
    }

    public Markup text(String text) {
        out.append(escaped(text));
        return this;
    }

    /// Ends a line of the source.
    public Markup line() {
        out.append('\n');
        return this;
    }

    /// Puts in all of another, whose elements have all ended.
    public Markup add(Markup other) {
        out.append(other.out);
        return this;
    }

    /// How many characters it has.
    public int length() {
        return out.length();
    }

    /// What was made elsewhere, and stands as it is.
    Markup verbatim(String text) {
        out.append(text);
        return this;
    }

    private StringBuilder tag(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2)
            if (!attributes[i + 1].isEmpty())
                out.append(' ').append(attributes[i]).append("=\"").append(escaped(attributes[i + 1])).append('"');
        return out;
    }

    /// Text as it stands in an element, or in a value between double quotes.
    public static String escaped(String text) {
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isPrintable(c) ? c : 0xfffd);
            }
        });
        return safe.toString();
    }

    /// What XML 1.0 can hold (section 2.2), without controls other than the end of a line, and without characters that turn
    /// the direction of writing.
    public static boolean isPrintable(int c) {
        if (c == '\n') return true;
        return !Character.isISOControl(c) && !(c >= 0xd800 && c < 0xe000) && c != 0xfffe && c != 0xffff
                && !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
