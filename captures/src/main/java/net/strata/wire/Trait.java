package net.strata.wire;

/// Something a field's declaration adds to name and width.
public sealed interface Trait {
    record Says(String text) implements Trait {}

    record Otherwise(String text) implements Trait {}

    record Source(String text) implements Trait {}

    record Named(Names names) implements Trait {}

    record Times(int unit) implements Trait {}

    record Also(String name) implements Trait {}

    /// What a field is in a packet that is built, where nobody gave it a value. Without such a trait it is zero.
    sealed interface Absent extends Trait permits Preset, Counts, Auto {}

    record Preset(long value) implements Absent {}

    record Counts(String field) implements Absent {}

    /// Traits that are on or off.
    enum Mark implements Trait {
        HEX, LIST, PORT, VARIES, LITTLE
    }

    /// What the field is for, in one clause.
    static Trait says(String text) {
        return new Says(text);
    }

    /// What goes wrong where the field is wrong, in one clause, such as `the packet is dropped by the next router`.
    static Trait otherwise(String text) {
        return new Otherwise(text);
    }

    /// Where the field is specified, if not where its layout is, such as `RFC 2474 section 3`.
    static Trait source(String text) {
        return new Source(text);
    }

    /// What its numbers mean.
    static Trait names(Names names) {
        return new Named(names);
    }

    /// What its numbers from 0 upwards mean.
    static Trait names(String... from0) {
        return new Named(Names.from0(from0));
    }

    /// What one of the number stands for: the value is the number times `n`.
    static Trait unit(int n) {
        return new Times(n);
    }

    /// A second name that this field shares with others; a full one if it has a dot.
    static Trait also(String name) {
        return new Also(name);
    }

    /// What it is in a packet that is built, where nobody gave it a value.
    static Trait preset(long value) {
        return new Preset(value);
    }

    /// In a packet that is built: how many values were given to another field, by its full name.
    static Trait counts(String field) {
        return new Counts(field);
    }

    /// Written in hexadecimal.
    static Trait hex() {
        return Mark.HEX;
    }

    /// May stand several times in a row.
    static Trait list() {
        return Mark.LIST;
    }

    /// A port: the system chooses those of clients anew in each run.
    static Trait port() {
        return Mark.PORT;
    }

    /// Differs from one run of the same programs to the next.
    static Trait varies() {
        return Mark.VARIES;
    }

    /// Lowest byte first, unlike network byte order. Only for numbers of whole bytes.
    static Trait little() {
        return Mark.LITTLE;
    }
}
