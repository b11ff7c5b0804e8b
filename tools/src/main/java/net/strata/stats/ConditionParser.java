package net.strata.stats;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import net.strata.wire.Nearest;

/// Reads a condition. From loose to tight: `or`, `and`, `not`, comparison.
final class ConditionParser {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<number>[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)|(?<word>[A-Za-z_\u00b5\u03bc][A-Za-z0-9_.]*+)|>=|<=|==|!=|&&|\\|\\||[><!()%]");
    private static final Map<String, String> SAME = Map.of("&&", "and", "||", "or", "!", "not");
    private static final Set<String> SIGNS = Set.of(">", ">=", "<", "<=", "==", "!=");
    /// Brackets and `not` in one another; more make no sense, and would take too much of the stack.
    private static final int DEEPEST = 200;
    private static final int MOST_DIGITS = 18;

    private enum Kind {
        NUMBER, WORD, SIGN, END
    }

    /// A piece of the text, from one place up to another.
    private record Token(Kind kind, String text, int from, int to) {
        boolean is(String other) {
            return kind != Kind.NUMBER && kind != Kind.END && text.equals(other);
        }
    }

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int depth;

    ConditionParser(String text) throws ConditionException {
        this.text = text;
        var matcher = TOKEN.matcher(text);
        int from = 0;
        while (true) {
            while (from < text.length() && Character.isWhitespace(text.charAt(from)))
                from++;
            if (from == text.length()) break;
            matcher.region(from, text.length());
            if (!matcher.lookingAt()) throw stranger(from);
            String found = matcher.group().toLowerCase(Locale.ROOT);
            Kind kind = matcher.group("number") != null
                    ? Kind.NUMBER
                    : matcher.group("word") != null
                            ? Kind.WORD
                            : Kind.SIGN;
            tokens.add(new Token(kind, SAME.getOrDefault(found, found), from, matcher.end()));
            from = matcher.end();
        }
        tokens.add(new Token(Kind.END, "", from, from));
    }

    private ConditionException stranger(int from) {
        int to = from + Character.charCount(text.codePointAt(from));
        String hint = switch (text.charAt(from)) {
            case '=' -> "; is equal is ==";
            case '|' -> "; or is ||";
            case '&' -> "; and is &&";
            default -> "";
        };
        return new ConditionException("\"" + text.substring(from, to) + "\" was unexpected here" + hint, text, from,
                to);
    }

    Condition.Term parse() throws ConditionException {
        Condition.Term term = joined(false);
        if (peek().kind != Kind.END) throw unexpected(peek(), "and or or is missing");
        return term;
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token take() {
        Token token = tokens.get(at);
        if (token.kind != Kind.END) at++;
        return token;
    }

    private boolean taken(String word) {
        if (!peek().is(word)) return false;
        at++;
        return true;
    }

    private ConditionException unexpected(Token token, String need) {
        return wrong(token, token.kind == Kind.END
                ? "the condition ends too early: " + need
                : "\"" + text.substring(token.from, token.to) + "\" was unexpected here: " + need);
    }

    private ConditionException wrong(Token token, String message) {
        return new ConditionException(message, text, token.from, token.to);
    }

    private Condition.Term joined(boolean and) throws ConditionException {
        var parts = new ArrayList<Condition.Term>();
        do
            parts.add(and ? negated() : joined(true));
        while (taken(and ? "and" : "or"));
        return parts.size() == 1 ? parts.getFirst() : new Condition.Joined(and, parts);
    }

    private Condition.Term negated() throws ConditionException {
        if (++depth > DEEPEST) throw wrong(peek(), "more than " + DEEPEST + " brackets and nots in one another");
        try {
            if (taken("not")) return new Condition.Not(negated());
            if (!taken("(")) return compared();
            Condition.Term inside = joined(false);
            if (!taken(")")) throw unexpected(peek(), "the right bracket is missing");
            return inside;
        } finally {
            depth--;
        }
    }

    private Condition.Term compared() throws ConditionException {
        Token name = take();
        if (name.kind != Kind.WORD || name.is("and") || name.is("or"))
            throw unexpected(name, "a comparison begins with a name, as in loss > 1%");
        Quantity quantity = Quantity.named(name.text);
        if (quantity == null) {
            String hint = Nearest.hint(name.text, Quantity.NAMES);
            throw wrong(name, "there is no " + text.substring(name.from, name.to)
                    + (hint.isEmpty() ? "; there are " + String.join(", ", Quantity.NAMES) : hint));
        }
        Token sign = take();
        if (!SIGNS.contains(sign.text))
            throw unexpected(sign, "a comparison of " + quantity.label() + " is missing: >, >=, <, <=, == or !=");
        Token number = take();
        if (number.kind != Kind.NUMBER) throw unexpected(number, "a number to compare with is missing");
        return limited(quantity, sign.text, number);
    }

    private Condition.Term limited(Quantity quantity, String sign, Token number) throws ConditionException {
        if (number.text.length() > MOST_DIGITS) throw wrong(number, "the number is too long");
        var value = new BigDecimal(number.text);
        Token unit = peek();
        boolean given = unit.is("%") || unit.kind == Kind.WORD && !unit.is("and") && !unit.is("or");
        if (!given) {
            if (quantity.kind() != Quantity.Kind.COUNT && value.signum() != 0)
                throw wrong(number, quantity.label() + " is " + quantity.kind().words + ": " + number.text
                        + " needs a unit, " + quantity.kind().units);
            return new Condition.Compared(quantity, sign, value.doubleValue(), number.text);
        }
        at++;
        Integer power = quantity.kind().power(unit.text);
        if (power == null)
            throw wrong(unit, "\"" + text.substring(unit.from, unit.to) + "\" is no unit of "
                    + quantity.label() + ", which is " + quantity.kind().words + ": " + quantity.kind().units);
        // From the decimal digits at once, so that 0.1 % is the same double as 1 of 1000.
        double limit = value.scaleByPowerOfTen(power).doubleValue();
        return new Condition.Compared(quantity, sign, limit, number.text + " " + unit.text);
    }
}
