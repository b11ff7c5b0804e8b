package net.strata.explain;

import net.strata.wire.Text;

/// Bytes that may be text, as they are shown.
public final class Quote {
    private Quote() {}

    /// Bytes as a text in quotes, ends of lines and tabs in it as `\r`, `\n` and `\t`; empty if other bytes than those of
    /// ASCII text are among them, or none.
    public static String of(byte[] bytes) {
        if (bytes.length == 0) return "";
        for (byte each : bytes)
            if (!isPrintable(each) && each != '\r' && each != '\n' && each != '\t') return "";
        return new Text(bytes.length + 2).put('"').text(bytes, 0, bytes.length).put('"').toString();
    }

    /// Bytes as characters, one for each: a dot for what is not printable ASCII.
    static String characters(byte[] bytes) {
        var text = new StringBuilder();
        for (byte each : bytes)
            text.append(isPrintable(each) ? (char) each : '.');
        return text.toString();
    }

    private static boolean isPrintable(byte b) {
        return b >= ' ' && b <= '~';
    }
}
