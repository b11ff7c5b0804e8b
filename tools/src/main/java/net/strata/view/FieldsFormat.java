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

    /// This format with one setting changed.
    ///
    /// @param setting as tshark's `-E` takes it, such as `header=y`
    /// @throws IllegalArgumentException if there is no such setting
    public FieldsFormat with(String setting) {
        int equals = setting.indexOf('=');
        if (equals < 0) throw new IllegalArgumentException("it takes NAME=VALUE");
        String value = setting.substring(equals + 1);
        return switch (setting.substring(0, equals)) {
            case "header" -> new FieldsFormat(yes(value), occurrence, separatorText, aggregatorText, quoteText);
            case "occurrence" -> new FieldsFormat(header, which(value), separatorText, aggregatorText, quoteText);
            case "separator" -> new FieldsFormat(header, occurrence, mark(value), aggregatorText, quoteText);
            case "aggregator" -> new FieldsFormat(header, occurrence, separatorText, mark(value), quoteText);
            case "quote" -> new FieldsFormat(header, occurrence, separatorText, aggregatorText, quoteMark(value));
            default -> throw new IllegalArgumentException(
                    "the settings are header, occurrence, separator, aggregator and quote");
        };
    }

    private static boolean yes(String value) {
        return switch (value) {
            case "y" -> true;
            case "n" -> false;
            default -> throw new IllegalArgumentException("it takes y or n");
        };
    }

    private static Occurrence which(String value) {
        return switch (value) {
            case "f" -> Occurrence.FIRST;
            case "l" -> Occurrence.LAST;
            case "a" -> Occurrence.ALL;
            default -> throw new IllegalArgumentException("it takes f (first), l (last) or a (all)");
        };
    }

    private static String mark(String value) {
        return switch (value) {
            case "/t" -> "\t";
            case "/s" -> " ";
            case "" -> throw new IllegalArgumentException("it takes a character, /t for tab or /s for space");
            default -> value;
        };
    }

    private static String quoteMark(String value) {
        return switch (value) {
            case "d" -> "\"";
            case "s" -> "'";
            case "n" -> "";
            default -> throw new IllegalArgumentException("it takes d (double), s (single) or n (none)");
        };
    }

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
