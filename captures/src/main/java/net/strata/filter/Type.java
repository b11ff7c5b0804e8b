package net.strata.filter;

import net.strata.wire.Field;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// What a value is, and so what can be done with it.
enum Type {
    NUMBER("a number"), FLAG("a flag"), SPAN("a span of time"), TIME("a point of time"), IPV4(
            "an IPv4 address"), IPV6("an IPv6 address"), MAC(
                    "an Ethernet address"), BYTES("bytes"), TEXT("text"), PROTOCOL("a protocol, that is, its bytes");

    final String words;

    Type(String words) {
        this.words = words;
    }

    /// The type of a field's values.
    static Type of(Field field) {
        return switch (field) {
            case Uint f -> f.form() == Uint.Form.BOOLEAN ? FLAG : NUMBER;
            case Octets f -> switch (f.form()) {
                case BYTES -> BYTES;
                case TEXT -> TEXT;
                case MAC -> MAC;
                case IPV4 -> IPV4;
                case IPV6 -> IPV6;
            };
            case Made f -> switch (f.form()) {
                case NUMBER -> NUMBER;
                case BOOLEAN -> FLAG;
                case SECONDS -> SPAN;
                case TEXT -> TEXT;
            };
        };
    }

    /// Whether a value is a number in [Values], rather than bytes.
    boolean numeric() {
        return switch (this) {
            case NUMBER, FLAG, SPAN, TIME, IPV4 -> true;
            case IPV6, MAC, BYTES, TEXT, PROTOCOL -> false;
        };
    }

    /// Whether values of both types can be compared.
    boolean fits(Type other) {
        return this == other || (this == BYTES || this == MAC) && (other == BYTES || other == MAC);
    }

    /// Whether a value can hold another: a text, a run of bytes.
    boolean searchable() {
        return switch (this) {
            case MAC, BYTES, TEXT, PROTOCOL -> true;
            case NUMBER, FLAG, SPAN, TIME, IPV4, IPV6 -> false;
        };
    }

    /// Whether a slice can be taken of it.
    boolean sliceable() {
        return searchable() || this == IPV4 || this == IPV6;
    }

    /// Whether [Arithmetic] knows what to do.
    boolean calculates(Arithmetic operator) {
        return switch (this) {
            case NUMBER -> true;
            case SPAN, TIME -> operator == Arithmetic.ADD || operator == Arithmetic.SUBTRACT;
            case IPV4, IPV6, MAC, BYTES -> operator == Arithmetic.AND;
            case FLAG, TEXT, PROTOCOL -> false;
        };
    }
}
