package net.strata.explain;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import net.strata.decode.Protocol;
import net.strata.frame.Batch;
import net.strata.wire.Field;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// A value of a field that somebody typed, without a packet that has it.
public final class TypedValue {
    private TypedValue() {}

    /// What it says in whatever packet it is; empty where nothing is known, or the text is no single value of the field.
    ///
    /// @param protocol that has the field
    /// @param number the value, where it is a number
    public static String says(Protocol protocol, Field field, String text, OptionalLong number) {
        byte[] bytes = bytes(field, text);
        if (bytes.length == 0 && number.isEmpty()) return "";
        Anatomy blank = Blank.of(protocol, field.meta().layout());
        var item = new Item(0, Item.Kind.FIELD, 0, -1, field.meta().label(), field, text, number.orElse(0), "", 0, 0,
                8 * bytes.length);
        return Meaning.here(new Anatomy(0, Batch.NO_TIME, 0, bytes.length, "", "",
                List.of(new Anatomy.Source("", bytes)), blank.layers(), List.of(item), List.of(), null, -1), item);
    }

    private static byte[] bytes(Field field, String text) {
        try {
            return switch (field) {
                case Octets f when f.form() == Octets.Form.IPV4 || f.form() == Octets.Form.IPV6 ->
                    sized(f, InetAddress.ofLiteral(text).getAddress());
                case Octets f when f.form() == Octets.Form.MAC ->
                    sized(f, HexFormat.of().parseHex(text.replaceAll("[:.-]", "")));
                case Octets _,Uint _,Made _ -> new byte[0];
            };
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] sized(Octets field, byte[] bytes) {
        return bytes.length == field.length() ? bytes : new byte[0];
    }
}
