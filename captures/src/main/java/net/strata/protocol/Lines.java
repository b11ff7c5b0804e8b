package net.strata.protocol;

/// Lines and words of text in bytes, as places in them: nothing is copied.
///
/// A line ends with CR LF, with LF, or with CR alone; the last one may just stop.
final class Lines {
    private Lines() {}

    /// Where the line that starts at `from` ends, before its line end.
    static int end(byte[] data, int from, int end) {
        int at = from;
        while (at < end && data[at] != '\n' && data[at] != '\r')
            at++;
        return at;
    }

    /// Where the line behind the one that ends at `lineEnd` starts.
    static int next(byte[] data, int lineEnd, int end) {
        if (lineEnd >= end) return end;
        boolean two = data[lineEnd] == '\r' && lineEnd + 1 < end && data[lineEnd + 1] == '\n';
        return lineEnd + (two ? 2 : 1);
    }

    /// Where the line behind the one that holds `from` starts.
    static int after(byte[] data, int from, int end) {
        return next(data, end(data, from, end), end);
    }

    /// Where the text ends if line ends at its end are left out.
    static int chop(byte[] data, int from, int end) {
        int at = end;
        while (at > from && (data[at - 1] == '\n' || data[at - 1] == '\r'))
            at--;
        return at;
    }

    private static boolean blank(byte b) {
        return b == ' ' || b == '\t';
    }

    /// Where the word that starts at `from` ends: at a blank, or at the end.
    static int word(byte[] data, int from, int end) {
        int at = from;
        while (at < end && !blank(data[at]))
            at++;
        return at;
    }

    /// The first place from `from` on that is not blank.
    static int skip(byte[] data, int from, int end) {
        int at = from;
        while (at < end && blank(data[at]))
            at++;
        return at;
    }

    /// Where the text ends if blanks at its end are left out.
    static int trim(byte[] data, int from, int end) {
        int at = end;
        while (at > from && blank(data[at - 1]))
            at--;
        return at;
    }

    /// The first place of a byte, `end` if there is none.
    static int find(byte[] data, int from, int end, char wanted) {
        int at = from;
        while (at < end && data[at] != wanted)
            at++;
        return at;
    }

    /// Whether the bytes are a word, in capitals or not.
    ///
    /// @param word without capitals
    static boolean is(byte[] data, int from, int end, String word) {
        return end - from == word.length() && starts(data, from, end, word);
    }

    /// Whether the bytes start with a word, in capitals or not.
    ///
    /// @param word without capitals
    static boolean starts(byte[] data, int from, int end, String word) {
        int length = word.length();
        if (end - from < length) return false;
        for (int i = 0; i < length; i++) {
            int b = data[from + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != word.charAt(i)) return false;
        }
        return true;
    }

    /// Whether the bytes are a word, exactly as it is given.
    static boolean same(byte[] data, int from, int end, String word) {
        if (end - from != word.length()) return false;
        for (int i = from; i < end; i++)
            if (data[i] != word.charAt(i - from)) return false;
        return true;
    }

    /// Whether a byte is a decimal digit.
    static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    /// The number that the digits between two places are, -1 if they are not a number, or one of more than 18 digits.
    static long number(byte[] data, int from, int end, int base) {
        if (from >= end || end - from > 18 * 10 / base) return -1;
        long value = 0;
        for (int i = from; i < end; i++) {
            int digit = Character.digit(data[i], base);
            if (digit < 0) return -1;
            value = value * base + digit;
        }
        return value;
    }
}
