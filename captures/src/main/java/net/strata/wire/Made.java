package net.strata.wire;

/// A generated field: no byte holds it as it is shown. It comes from other fields, from earlier frames,
/// or from bytes that had to be unfolded first, such as a compressed DNS name.
public record Made(Meta meta, Form form) implements Field {
    /// What the value is.
    public enum Form {
        /// A number.
        NUMBER,
        /// Yes or no.
        BOOLEAN,
        /// A span or a point of time in ns, written in seconds.
        SECONDS,
        /// Text.
        TEXT
    }

    /// Appends a value that is a number.
    public void write(Text out, long value) {
        if (form == Form.SECONDS) {
            out.seconds(value, 9);
        } else {
            out.signed(value);
        }
    }

    @Override
    public void write(Text out, byte[] data, int at, int length) {
        out.text(data, at, length);
    }

    @Override
    public String type() {
        return switch (form) {
            case NUMBER -> "number";
            case BOOLEAN -> "flag";
            case SECONDS -> "time";
            case TEXT -> "text";
        };
    }
}
