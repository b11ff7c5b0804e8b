package net.strata.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.strata.protocol.FieldIndex;
import net.strata.wire.Field;
import net.strata.wire.Nearest;
import org.jspecify.annotations.Nullable;

/// Finds the fields that a filter names, and sees that what it does with them makes sense.
final class Compiler {
    /// Protocols that have another name now.
    private static final Map<String, String> RENAMED = Map.of("ssl", "tls", "bootp", "dhcp");
    /// The time of a frame as a point of time, from the field that has it in seconds.
    private static final String FRAME_TIME = "frame.time";
    private static final String FRAME_SECONDS = "frame.time_epoch";

    private final String filter;
    private final FieldIndex index;

    Compiler(String filter, FieldIndex index) {
        this.filter = filter;
        this.index = index;
    }

    private FilterException wrong(String message, Expr at) {
        return new FilterException(message, filter, at.from(), at.to());
    }

    private String text(Expr e) {
        return filter.substring(e.from(), e.to());
    }

    Term term(Condition condition) throws FilterException {
        String text = filter.substring(condition.from(), condition.to());
        return switch (condition) {
            case Condition.Joined(var logic, var parts, _, _) -> {
                var terms = new ArrayList<Term>();
                for (Condition part : parts)
                    terms.add(term(part));
                yield new Term.Joined(logic, terms, text);
            }
            case Condition.Not n -> new Term.Not(term(n.of()), text);
            case Condition.Present p -> new Term.Present(present(p.what()), text);
            case Condition.Compared c -> compared(c, text);
            case Condition.Member m -> member(m, text);
        };
    }

    private Operand present(Expr what) throws FilterException {
        switch (what) {
            case Expr.Call _ -> throw wrong("a function's value has to be compared with something", what);
            case Expr.Minus _ -> throw wrong("a value has to be compared with something", what);
            case Expr.Quoted _,Expr.Letter _ -> throw wrong("a field or protocol is missing", what);
            case Expr.Word _,Expr.Layered _,Expr.Slice _,Expr.Calculation _ -> {
            }
        }
        return computed(what, "a test");
    }

    /// An operand that is not just a value.
    private Operand computed(Expr e, String where) throws FilterException {
        if (isValue(e)) {
            if (e instanceof Expr.Word word) throw unknown(word);
            throw wrong(where + " begins with a field or function, not with a value", e);
        }
        return operand(e, null);
    }

    /// Whether nothing in an expression depends on the frame.
    private boolean isValue(Expr e) {
        return switch (e) {
            case Expr.Word w -> !known(w);
            case Expr.Quoted _,Expr.Letter _ -> true;
            case Expr.Minus m -> isValue(m.of());
            case Expr.Calculation c -> isValue(c.left()) && isValue(c.right());
            case Expr.Slice s -> isValue(s.of());
            case Expr.Layered _,Expr.Call _ -> false;
        };
    }

    private static String name(Expr.Word word) {
        return word.text().startsWith(".") ? word.text().substring(1) : word.text();
    }

    private boolean known(Expr.Word word) {
        String name = name(word);
        return index.has(name) || index.layers().contains(name) || name.equals(FRAME_TIME);
    }

    private FilterException unknown(Expr.Word word) {
        String name = name(word);
        int dot = name.indexOf('.');
        String renamed = RENAMED.get(dot < 0 ? name : name.substring(0, dot));
        if (renamed != null) {
            return wrong(name + " has a new name: " + renamed + (dot < 0 ? "" : name.substring(dot)), word);
        }
        if (Character.isDigit(name.charAt(0))) return wrong("a field or protocol is missing before " + name, word);
        Set<String> names = index.namesAndLayers();
        String lower = name.toLowerCase(Locale.ROOT);
        String hint = names.contains(lower)
                ? "; did you mean " + lower + "?"
                : Nearest.hint(name, names);
        return wrong("no field or protocol " + (name.length() > 60 ? "of this name" : name)
                + " (strata fields lists them)" + hint, word);
    }

    // Operands.

    /// @param other what it is compared or calculated with, which tells what a value means; null for nothing
    private Operand operand(Expr e, @Nullable Operand other) throws FilterException {
        return switch (e) {
            case Expr.Word word -> known(word) ? named(word, null, false) : value(e, other);
            case Expr.Layered(var field, var layers, _) -> {
                if (!known(field)) throw unknown(field);
                yield named(field, layers, false);
            }
            case Expr.Quoted _,Expr.Letter _ -> value(e, other);
            case Expr.Minus m -> isValue(m.of()) ? value(e, other) : negated(m);
            case Expr.Slice s -> slice(s);
            case Expr.Call c -> call(c);
            case Expr.Calculation c -> calculation(c, other);
        };
    }

    private Operand named(Expr.Word word, @Nullable Ranges layers, boolean headersOnly) {
        String name = name(word);
        if (name.equals(FRAME_TIME)) return new FieldOperand(FRAME_SECONDS, Type.TIME, index, layers, name);
        List<Field> fields = index.fields(name);
        if (!fields.isEmpty()) return new FieldOperand(name, Type.of(fields.getFirst()), index, layers, name);
        return new ProtocolOperand(name, layers, headersOnly, name);
    }

    /// An operand whose length counts: of a protocol, the headers.
    private Operand measured(Expr e) throws FilterException {
        return switch (e) {
            case Expr.Word word when known(word) -> named(word, null, true);
            case Expr.Layered(var field, var layers, _) when known(field) -> named(field, layers, true);
            default -> operand(e, null);
        };
    }

    private Operand value(Expr e, @Nullable Operand other) throws FilterException {
        if (other == null) throw e instanceof Expr.Word w ? unknown(w) : wrong("a value alone says nothing here", e);
        var literals = new Literals(other.type, other, text(e));
        try {
            return switch (e) {
                case Expr.Word w -> literals.word(w.text(), false);
                case Expr.Quoted q -> literals.quoted(q.bytes());
                case Expr.Letter c -> literals.character(c.value());
                case Expr.Minus(Expr.Word w, _) -> literals.word(w.text(), true);
                case Expr.Minus _,Expr.Layered _,Expr.Slice _,Expr.Call _,Expr.Calculation _ -> throw wrong(
                        "this is no value", e);
            };
        } catch (IllegalArgumentException problem) {
            throw wrong(problem.getMessage() + meant(e), e);
        }
    }

    /// The field that a word with a dot in it may have been meant to be.
    private String meant(Expr e) {
        boolean name = e instanceof Expr.Word w && w.text().indexOf('.') > 0 && Character.isLetter(w.text().charAt(0));
        return name ? Nearest.hint(text(e), index.names()) : "";
    }

    private Operand negated(Expr.Minus m) throws FilterException {
        Operand of = operand(m.of(), null);
        if (!of.type.calculates(Arithmetic.SUBTRACT)) throw wrong("there is no minus of " + of.type.words, m.of());
        return new FunctionOperand(FunctionOperand.Function.NEGATE, of.type, List.of(of), text(m));
    }

    private Operand slice(Expr.Slice s) throws FilterException {
        if (isValue(s.of()))
            throw s.of() instanceof Expr.Word w ? unknown(w) : wrong("slices are cut of fields", s.of());
        Operand of = measured(s.of());
        if (!of.type.sliceable())
            throw wrong(text(s.of()) + " is " + of.type.words + ": no slice can be cut of it", s.of());
        return new SliceOperand(of, s.ranges(), text(s));
    }

    private Operand calculation(Expr.Calculation c, @Nullable Operand other) throws FilterException {
        Operand left;
        Operand right;
        if (isValue(c.left()) && !isValue(c.right())) {
            right = operand(c.right(), null);
            left = operand(c.left(), new Free(right));
        } else {
            left = operand(c.left(), other == null ? null : new Free(other));
            right = operand(c.right(), new Free(left));
        }
        for (Operand o : List.of(left, right)) {
            if (!o.type.calculates(c.operator()))
                throw wrong("there is no " + c.operator().sign + " of " + o.type.words,
                        o.equals(left) ? c.left() : c.right());
        }
        if (!left.type.fits(right.type))
            throw wrong(left.type.words + " and " + right.type.words + " do not fit together", c);
        return new CalculatedOperand(c.operator(), left, right, text(c));
    }

    /// Something of the same type, for a value that need not fit into it: a number may be of any size.
    private static final class Free extends Operand {
        private final Operand like;

        Free(Operand like) {
            super(like.type, like.text);
            this.like = like;
        }

        @Override
        Values in(net.strata.decode.Cursor c) {
            return values;
        }

        @Override
        java.util.OptionalLong named(String name) {
            return like.named(name);
        }
    }

    private Operand call(Expr.Call c) throws FilterException {
        FunctionOperand.Function function = switch (c.name().text()) {
            case "len" -> FunctionOperand.Function.LEN;
            case "count" -> FunctionOperand.Function.COUNT;
            case "upper" -> FunctionOperand.Function.UPPER;
            case "lower" -> FunctionOperand.Function.LOWER;
            case "string" -> FunctionOperand.Function.STRING;
            case "max" -> FunctionOperand.Function.MAX;
            case "min" -> FunctionOperand.Function.MIN;
            case "abs" -> FunctionOperand.Function.ABS;
            default -> throw wrong("no function " + c.name().text()
                    + "; there are len, count, upper, lower, string, max, min and abs", c.name());
        };
        boolean many = function == FunctionOperand.Function.MAX || function == FunctionOperand.Function.MIN;
        int count = c.arguments().size();
        if (count == 0 || count > 1 && !many)
            throw wrong(c.name().text() + (many ? " takes a field or more" : " takes one field"), c);
        var arguments = new ArrayList<Operand>();
        for (Expr e : c.arguments()) {
            if (arguments.isEmpty() && isValue(e)) {
                if (e instanceof Expr.Word w && Character.isLetter(name(w).charAt(0))) throw unknown(w);
                throw wrong(c.name().text() + " takes a field", e);
            }
            Operand argument = arguments.isEmpty() ? measured(e) : operand(e, arguments.getFirst());
            if (!takes(function, argument.type))
                throw wrong(c.name().text() + " does not take " + argument.type.words, e);
            if (!arguments.isEmpty() && !argument.type.fits(arguments.getFirst().type))
                throw wrong(c.name().text() + " takes values of one type", e);
            arguments.add(argument);
        }
        Type type = switch (function) {
            case LEN, COUNT -> Type.NUMBER;
            case STRING -> Type.TEXT;
            case UPPER, LOWER, MAX, MIN, ABS, NEGATE -> arguments.getFirst().type;
        };
        return new FunctionOperand(function, type, arguments, text(c));
    }

    private static boolean takes(FunctionOperand.Function function, Type type) {
        return switch (function) {
            case COUNT -> true;
            case LEN -> type != Type.FLAG && type != Type.SPAN && type != Type.TIME;
            case UPPER, LOWER -> type == Type.TEXT;
            case STRING -> type == Type.NUMBER || type == Type.IPV4 || type == Type.IPV6 || type == Type.MAC;
            case MAX, MIN -> type != Type.PROTOCOL;
            case ABS, NEGATE -> type == Type.NUMBER || type == Type.SPAN;
        };
    }

    // Relations.

    private Term compared(Condition.Compared c, String text) throws FilterException {
        Operand left = computed(c.left(), c.relation().sign);
        boolean all = c.all() == null ? c.relation().all() : c.all();
        if (c.relation() == Relation.MATCHES) return matched(c, left, all, text);
        boolean contains = c.relation() == Relation.CONTAINS;
        if (contains) searchable(left, c.left(), "contains");
        Operand right = operand(c.right(), contains && left.type == Type.MAC ? new Bytes(left.text) : left);
        if (!left.type.fits(right.type))
            throw wrong(left.text + " is " + left.type.words + ", " + right.text + " is " + right.type.words
                    + ": they cannot be compared", c.right());
        return new Term.Compared(c.relation(), all, left, right, text);
    }

    /// For a value that is part of an address.
    private static final class Bytes extends Operand {
        Bytes(String text) {
            super(Type.BYTES, text);
        }

        @Override
        Values in(net.strata.decode.Cursor c) {
            return values;
        }
    }

    private void searchable(Operand left, Expr at, String operator) throws FilterException {
        if (!left.type.searchable())
            throw wrong(text(at) + " is " + left.type.words + ": " + operator + " needs text or bytes"
                    + (takes(FunctionOperand.Function.STRING, left.type) ? ", as string(" + text(at) + ") is" : ""),
                    at);
    }

    private Term matched(Condition.Compared c, Operand left, boolean all, String text) throws FilterException {
        searchable(left, c.left(), "matches");
        if (!(c.right() instanceof Expr.Quoted q))
            throw wrong("matches needs a regular expression in double quotes", c.right());
        try {
            return new Term.Matched(all, left, new Regex(q.bytes()), text);
        } catch (IllegalArgumentException e) {
            throw wrong("no regular expression: " + e.getMessage(), q);
        }
    }

    private Term member(Condition.Member m, String text) throws FilterException {
        Operand left = computed(m.what(), "in");
        var set = new ArrayList<Term.Member.Range>();
        for (Condition.Element e : m.set()) {
            Operand first = element(e.first(), left);
            Operand last = e.last() == null ? null : element(e.last(), left);
            set.add(new Term.Member.Range(first, last, Order.of(left, first),
                    Order.of(left, last == null ? first : last)));
        }
        return new Term.Member(m.all() != null && m.all(), left, set, text);
    }

    private Operand element(Expr e, Operand left) throws FilterException {
        Operand operand = operand(e, left);
        if (!left.type.fits(operand.type))
            throw wrong(left.text + " is " + left.type.words + ", " + operand.text + " is " + operand.type.words
                    + ": they cannot be compared", e);
        return operand;
    }
}
