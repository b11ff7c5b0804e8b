package net.strata.decode;

import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;

/// What is told the fields of a layer, in order. In a layer and in a part, fields come before parts.
///
/// Views are trees: one prints the fields, one writes them as JSON, one picks a few.
public interface Tree {
    /// The fixed fields of a layout, as far as they end before `end`.
    ///
    /// @param at where the layout starts
    void fields(Layout layout, int at, int end);

    /// A field without a fixed place, or one taken out of its row.
    ///
    /// @param at where the field starts, or its layout if it has a fixed place in that
    void field(Field field, int at, int length);

    /// A generated number.
    void made(Made field, long value);

    /// A generated text.
    ///
    /// @param at where the bytes are that it was made from
    /// @param length how many they are, 0 if there are none
    /// @param value the text; read now, not kept
    void made(Made field, int at, int length, Text value);

    /// Begins a part of a layer, such as an option, that takes the bytes from `at` to `end`.
    void open(Layout part, int at, int end);

    /// Ends it.
    void close();

    /// Whether a generated field is worth its computation.
    default boolean wants(Made field) {
        return true;
    }

    /// Whether any generated field of the current layer is worth its computation.
    default boolean wantsMade() {
        return true;
    }

    /// Whether bytes are wanted that other layers tell again, such as a payload.
    default boolean wants(Octets field) {
        return false;
    }

    /// Whether any part of the current layer is wanted.
    default boolean wantsParts() {
        return true;
    }

    /// Whether fields are wanted that only repeat what others say, such as a whole line beside the parts of it. What is
    /// written for people does without.
    default boolean wantsRepeated() {
        return true;
    }
}
