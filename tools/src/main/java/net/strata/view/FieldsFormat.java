package net.strata.view;

import java.nio.charset.StandardCharsets;
import net.strata.wire.Text;

/// How `-T fields` writes a line: tshark's `-E` settings.
///
/// @param header whether a line of names comes first
/// @param occurrence which values of a field with several are written
/// @param separatorText between fields
/// @param aggregatorText between values of one field
/// @param quoteText around each field
public record FieldsFormat(boolean header, Occurrence occurrence, String separatorText, String aggregatorText,
        String quoteText) {
    /// Which values of a field that stands several times.
    public enum Occurrence {
        FIRST, LAST, ALL
    }

    /// tshark's defaults.
    public static final FieldsFormat DEFAULT = new FieldsFormat(false, Occurrence.ALL, "\t", ",", "");

    byte[] separator() {
        return bytes(separatorText);
    }

    byte[] aggregator() {
        return bytes(aggregatorText);
    }

    byte[] quote() {
        return bytes(quoteText);
    }

    private static byte[] bytes(String s) {
        return s.getBytes(StandardCharsets.UTF_8);
    }
}
