package net.strata.filter;

import java.util.OptionalLong;
import java.util.function.Consumer;
import net.strata.decode.Cursor;

/// Something that has values in a frame: a field, a constant, or what is made of them.
abstract class Operand {
    final Type type;
    /// As the user wrote it.
    final String text;
    /// The values in the frame seen last.
    final Values values = new Values();

    Operand(Type type, String text) {
        this.type = type;
        this.text = text;
    }

    /// The values in a walked frame; valid until the next call. May make another layer current.
    abstract Values in(Cursor c);

    /// Whether it is the same in every frame.
    boolean constant() {
        return false;
    }

    /// The largest number that it can be.
    long largest() {
        return Long.MAX_VALUE;
    }

    /// Whether numbers from the middle of 64 bits on are large, and not negative.
    boolean unsigned() {
        return false;
    }

    /// The number that a name of its values stands for.
    OptionalLong named(String name) {
        return OptionalLong.empty();
    }

    boolean hasNames() {
        return false;
    }

    /// The fields and protocols it is made of.
    void fields(Consumer<Operand> out) {}

    /// The same in every frame.
    static final class Constant extends Operand {
        Constant(Type type, String text) {
            super(type, text);
        }

        @Override
        Values in(Cursor c) {
            return values;
        }

        @Override
        boolean constant() {
            return true;
        }
    }
}
