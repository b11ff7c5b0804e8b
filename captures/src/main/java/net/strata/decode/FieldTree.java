package net.strata.decode;

import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// A tree that is told every field for itself: numbers, and runs of bytes.
public interface FieldTree extends LayerTree {
    /// A number.
    ///
    /// @param at where its layout starts, or the field itself if it has no fixed place
    void number(Uint field, int at);

    /// A run of bytes.
    ///
    /// @param at as above
    void octets(Octets field, int at, int length);

    @Override
    default void fields(Layout layout, int at, int end) {
        for (Field field : layout.placed()) {
            switch (field) {
                case Uint f when at + f.end() <= end -> number(f, at);
                case Octets f when f.from(at) + f.length() <= end -> octets(f, at, f.length());
                default -> {
                }
            }
        }
    }

    @Override
    default void field(Field field, int at, int length) {
        switch (field) {
            case Uint f -> number(f, at);
            case Octets f -> octets(f, at, length);
            case Made _ -> throw new IllegalArgumentException(field.name());
        }
    }
}
