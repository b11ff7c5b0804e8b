package net.strata.filter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Cuts a filter's text into tokens.
final class Lexer {
    /// Words that are operators, and the sign each stands for.
    private static final Map<String, String> OPERATORS = Map.ofEntries(Map.entry("eq", "=="), Map.entry("any_eq", "=="),
            Map.entry("ne", "!="), Map.entry("all_ne", "!="), Map.entry("all_eq", "==="), Map.entry("any_ne", "!=="),
            Map.entry("gt", ">"), Map.entry("ge", ">="), Map.entry("lt", "<"), Map.entry("le", "<="),
            Map.entry("contains", "contains"), Map.entry("matches", "~"), Map.entry("not", "!"),
            Map.entry("and", "&&"), Map.entry("or", "||"), Map.entry("xor", "^^"), Map.entry("in", "in"),
            Map.entry("any", "any"), Map.entry("all", "all"), Map.entry("bitand", "&"), Map.entry("bitwise_and", "&"));
    /// Signs, longer ones first.
    private static final List<String> SIGNS = List.of("===", "!==", "==", "!=", "~=", ">=", "<=", "&&", "||", "^^",
            "..",
            ">", "<", "!", "~", "&", "+", "-", "*", "/", "%", "(", ")", "{", "}", ",", "#", "[");
    private static final Set<String> SAME = Set.of("~=");
    /// Addresses and bytes with colons; IPv4 addresses with a prefix.
    private static final Pattern ADDRESS = Pattern
            .compile("[0-9A-Fa-f]*:(?:[0-9A-Fa-f:]|\\.(?!\\.))*+(?:/[0-9]+)?|[0-9]+(?:\\.[0-9]+){3}/[0-9]+");
    private static final Pattern WORD = Pattern.compile("\\.?[0-9A-Za-z_](?:[0-9A-Za-z_-]|\\.(?=[0-9A-Za-z_-]))*+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Map<Character, Character> ESCAPES = Map.of('a', '\u0007', 'b', '\b', 'f', '\f', 'n', '\n', 'r',
            '\r', 't', '\t', 'v', '\u000b', '\\', '\\', '"', '"', '\'', '\'');

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /// The tokens of `text`, the last of them [Token.Kind#END].
    static List<Token> tokens(String text) throws FilterException {
        var lexer = new Lexer(text);
        while (lexer.skipBlanks())
            lexer.next();
        lexer.add(Token.Kind.END, "", text.length());
        return lexer.tokens;
    }

    private boolean skipBlanks() {
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == 0))
            at++;
        return at < text.length();
    }

    private void add(Token.Kind kind, String value, int from) {
        tokens.add(new Token(kind, value, from, at));
    }

    private FilterException wrong(String message, int from, int to) {
        return new FilterException(message, text, from, to);
    }

    private void next() throws FilterException {
        int from = at;
        char c = text.charAt(at);
        if (c == '"' || (c == 'r' || c == 'R') && text.startsWith("\"", at + 1)) {
            boolean raw = c != '"';
            at += raw ? 2 : 1;
            add(Token.Kind.STRING, quoted('"', raw, from), from);
        } else if (c == '\'') {
            at++;
            character(from);
        } else if (word(ADDRESS) || word(WORD)) {
            String sign = OPERATORS.get(text.substring(from, at));
            add(sign == null ? Token.Kind.WORD : Token.Kind.SIGN, sign == null ? text.substring(from, at) : sign, from);
        } else {
            sign(from);
        }
    }

    private boolean word(Pattern pattern) {
        var matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) return false;
        at = matcher.end();
        return true;
    }

    private void sign(int from) throws FilterException {
        for (String sign : SIGNS) {
            if (!text.startsWith(sign, at)) continue;
            at += sign.length();
            add(Token.Kind.SIGN, SAME.contains(sign) ? "!==" : sign, from);
            if (sign.equals("[")) ranges(from);
            if (sign.equals("#")) layer(from);
            return;
        }
        int width = Character.charCount(text.codePointAt(from));
        String hint = switch (text.charAt(from)) {
            case '=' -> "; is equal is ==";
            case '|' -> "; or is ||";
            case '^' -> "; exclusive or is ^^";
            case '$' -> "; there is no packet chosen whose fields ${...} could mean";
            default -> "";
        };
        throw wrong("\"" + text.substring(from, from + width) + "\" was unexpected here" + hint, from, from + width);
    }

    /// What stands between brackets.
    private void ranges(int bracket) throws FilterException {
        int close = text.indexOf(']', at);
        if (close < 0) throw wrong("the right bracket is missing", bracket, text.length());
        int from = at;
        at = close;
        add(Token.Kind.RANGES, text.substring(from, close), from);
        at++;
    }

    private void layer(int hash) throws FilterException {
        int from = at;
        if (text.startsWith("[", at)) {
            at++;
            ranges(from);
        } else if (word(NUMBER)) {
            add(Token.Kind.RANGES, text.substring(from, at), from);
        } else {
            throw wrong("# takes the number of a layer, or a range of them in brackets", hash, at + 1);
        }
    }

    private void character(int from) throws FilterException {
        String value = quoted('\'', false, from);
        if (value.length() != 1) {
            throw wrong(value.isEmpty()
                    ? "a character is missing between the quotes"
                    : text.substring(from, at) + " is more than one character; texts stand in double quotes", from, at);
        }
        add(Token.Kind.CHARACTER, value, from);
    }

    /// Reads up to the closing quote. Each byte of the text becomes a character.
    private String quoted(char quote, boolean raw, int from) throws FilterException {
        var value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return value.toString();
            }
            if (c != '\\') {
                int width = Character.charCount(text.codePointAt(at));
                bytes(value, text.substring(at, at + width));
                at += width;
            } else if (at + 1 == text.length()) {
                break;
            } else if (raw) {
                bytes(value, text.substring(at, at + 2));
                at += 2;
            } else {
                escape(value);
            }
        }
        throw wrong("the closing quote is missing", from, text.length());
    }

    private static void bytes(StringBuilder value, String characters) {
        value.append(new String(characters.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    private void escape(StringBuilder value) throws FilterException {
        int from = at;
        char c = text.charAt(at + 1);
        at += 2;
        Character simple = ESCAPES.get(c);
        if (simple != null) {
            value.append((char) simple);
        } else if (c == 'x') {
            value.append((char) digits(2, 16, from));
        } else if (c == 'u' || c == 'U') {
            int code = digits(c == 'u' ? 4 : 8, 16, from);
            if (!Character.isValidCodePoint(code) || code >= 0xd800 && code < 0xe000)
                throw wrong(text.substring(from, at) + " is no character", from, at);
            bytes(value, Character.toString(code));
        } else if (c >= '0' && c <= '7') {
            at--;
            int code = digits(3, 8, from);
            if (code > 0xff) throw wrong(text.substring(from, at) + " is larger than 255", from, at);
            value.append((char) code);
        } else {
            throw wrong(text.substring(from, at) + " means nothing; a backslash is \\\\, or use a raw string, r\"...\"",
                    from, at);
        }
    }

    private int digits(int most, int radix, int from) throws FilterException {
        int start = at;
        int value = 0;
        while (at < text.length() && at - start < most && digit(text.charAt(at), radix) >= 0)
            value = value * radix + digit(text.charAt(at++), radix);
        if (at == start || most > 3 && at - start < most)
            throw wrong(text.substring(from, at) + " lacks digits", from, at);
        return value;
    }

    private static int digit(char c, int radix) {
        return c < 0x80 ? Character.digit(c, radix) : -1;
    }
}
