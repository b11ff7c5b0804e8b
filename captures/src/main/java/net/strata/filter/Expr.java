package net.strata.filter;

import java.util.List;

/// Something with a value, as it is written.
sealed interface Expr {
    int from();

    int to();

    /// A field, a protocol, or a value without quotes.
    record Word(String text, int from, int to) implements Expr {}

    /// A text in quotes, a character for each byte.
    record Quoted(String bytes, int from, int to) implements Expr {}

    record Letter(char value, int from, int to) implements Expr {}

    /// A field in some layers only: `ip.src#2`.
    record Layered(Word field, Ranges layers, int to) implements Expr {
        @Override
        public int from() {
            return field.from;
        }
    }

    record Slice(Expr of, Ranges ranges, int to) implements Expr {
        @Override
        public int from() {
            return of.from();
        }
    }

    record Call(Word name, List<Expr> arguments, int to) implements Expr {
        @Override
        public int from() {
            return name.from;
        }
    }

    record Minus(Expr of, int from) implements Expr {
        @Override
        public int to() {
            return of.to();
        }
    }

    record Calculation(Arithmetic operator, Expr left, Expr right) implements Expr {
        @Override
        public int from() {
            return left.from();
        }

        @Override
        public int to() {
            return right.to();
        }
    }
}
