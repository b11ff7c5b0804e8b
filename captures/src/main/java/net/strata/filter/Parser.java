package net.strata.filter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a filter's tokens. From loose to tight: `||`, `^^`, `&&`, `!`, comparison, `&`, `+ -`, `* / %`, sign.
final class Parser {
    /// Brackets, `!` and operators in one another; more make no sense, and would take too much of the stack.
    private static final int DEEPEST = 200;
    private static final Condition.Logic[] LOOSE_TO_TIGHT = {Condition.Logic.OR, Condition.Logic.XOR,
            Condition.Logic.AND};
    private static final String[] LOGIC_SIGNS = {"||", "^^", "&&"};

    private final String text;
    private final List<Token> tokens;
    private int at;
    private int depth;

    private Parser(String text) throws FilterException {
        this.text = text;
        tokens = Lexer.tokens(text);
    }

    /// The test that `text` is, null if there is nothing in it.
    static @Nullable Condition parse(String text) throws FilterException {
        var parser = new Parser(text);
        if (parser.peek().kind() == Token.Kind.END) return null;
        Condition test = parser.joined(0);
        if (parser.peek().kind() != Token.Kind.END) throw parser.unexpected();
        return test;
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token take() {
        Token token = tokens.get(at);
        if (token.kind() != Token.Kind.END) at++;
        return token;
    }

    private boolean taken(String sign) {
        if (!peek().is(sign)) return false;
        at++;
        return true;
    }

    private Token expect(String sign) throws FilterException {
        if (!peek().is(sign)) throw unexpected();
        return take();
    }

    private FilterException unexpected() {
        Token token = peek();
        if (token.kind() == Token.Kind.END) return wrong("the filter ends too early", token.from(), token.to());
        return wrong("\"" + text.substring(token.from(), token.to()) + "\" was unexpected here", token.from(),
                token.to());
    }

    private FilterException wrong(String message, int from, int to) {
        return new FilterException(message, text, from, to);
    }

    private void deeper() throws FilterException {
        if (++depth > DEEPEST)
            throw wrong("more than " + DEEPEST + " brackets and operators in one another", peek().from(), peek().to());
    }

    /// The end of what was read so far.
    private int end() {
        return tokens.get(at - 1).to();
    }

    private Condition joined(int level) throws FilterException {
        if (level == LOOSE_TO_TIGHT.length) return negated();
        int from = peek().from();
        Condition first = joined(level + 1);
        if (!peek().is(LOGIC_SIGNS[level])) return first;
        var parts = new ArrayList<Condition>();
        parts.add(first);
        while (taken(LOGIC_SIGNS[level]))
            parts.add(joined(level + 1));
        return new Condition.Joined(LOOSE_TO_TIGHT[level], parts, from, end());
    }

    private Condition negated() throws FilterException {
        int from = peek().from();
        deeper();
        try {
            if (taken("!")) return new Condition.Not(negated(), from, end());
            if (!taken("(")) return relation();
            Condition inside = joined(0);
            expect(")");
            return inside;
        } finally {
            depth--;
        }
    }

    private Condition relation() throws FilterException {
        int from = peek().from();
        Boolean all = taken("all") ? Boolean.TRUE : taken("any") ? Boolean.FALSE : null;
        Expr left = expression(1);
        if (peek().is("in")) return member(all, left, from);
        if (peek().is("!") && tokens.get(at + 1).is("in")) {
            at++;
            Condition inside = member(all, left, from);
            return new Condition.Not(inside, from, inside.to());
        }
        var chain = new ArrayList<Condition>();
        for (Relation r = Relation.of(peek()); r != null; r = Relation.of(peek())) {
            if (!chain.isEmpty() && (r == Relation.CONTAINS || r == Relation.MATCHES)) throw unexpected();
            at++;
            Expr right = expression(1);
            chain.add(new Condition.Compared(r, all, left, right, chain.isEmpty() ? from : left.from(), end()));
            left = right;
            if (r == Relation.CONTAINS || r == Relation.MATCHES) break;
        }
        if (chain.isEmpty()) {
            if (all != null) throw unexpected();
            return new Condition.Present(left, from, end());
        }
        return chain.size() == 1 ? chain.getFirst() : new Condition.Joined(Condition.Logic.AND, chain, from, end());
    }

    private Condition member(@Nullable Boolean all, Expr what, int from) throws FilterException {
        expect("in");
        expect("{");
        var set = new ArrayList<Condition.Element>();
        do {
            Expr first = signed();
            set.add(new Condition.Element(first, taken("..") ? signed() : null));
        } while (taken(","));
        if (!peek().is("}") && peek().kind() == Token.Kind.WORD)
            throw wrong("a comma is missing: {80, 443}", peek().from(), peek().to());
        expect("}");
        return new Condition.Member(all, what, set, from, end());
    }

    /// An expression whose operators bind at least so tightly.
    private Expr expression(int precedence) throws FilterException {
        if (precedence > Arithmetic.TIGHTEST) return signed();
        int before = depth;
        Expr left = expression(precedence + 1);
        for (Arithmetic a = Arithmetic.of(peek(), precedence); a != null; a = Arithmetic.of(peek(), precedence)) {
            deeper();
            at++;
            left = new Expr.Calculation(a, left, expression(precedence + 1));
        }
        depth = before;
        return left;
    }

    private Expr signed() throws FilterException {
        int from = peek().from();
        if (taken("-")) return new Expr.Minus(entity(), from);
        taken("+");
        return entity();
    }

    private Expr entity() throws FilterException {
        Token token = peek();
        int before = depth;
        deeper();
        Expr e = switch (token.kind()) {
            case STRING -> new Expr.Quoted(take().text(), token.from(), token.to());
            case CHARACTER -> new Expr.Letter(take().text().charAt(0), token.from(), token.to());
            case WORD -> word();
            case SIGN -> braced();
            case RANGES, END -> throw unexpected();
        };
        while (peek().is("[")) {
            deeper();
            at++;
            e = new Expr.Slice(e, Ranges.parse(take(), text), end() + 1);
        }
        depth = before;
        return e;
    }

    private Expr braced() throws FilterException {
        expect("{");
        Expr e = expression(1);
        expect("}");
        return e;
    }

    private Expr word() throws FilterException {
        Token token = take();
        var word = new Expr.Word(token.text(), token.from(), token.to());
        if (taken("(")) return call(word);
        if (!taken("#")) return word;
        return new Expr.Layered(word, Ranges.parse(take(), text), end());
    }

    private Expr call(Expr.Word name) throws FilterException {
        var arguments = new ArrayList<Expr>();
        if (!peek().is(")")) {
            do
                arguments.add(expression(1));
            while (taken(","));
        }
        return new Expr.Call(name, arguments, expect(")").to());
    }
}
