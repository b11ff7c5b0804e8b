package net.strata.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Bytes as people copy them. What could be read in two ways is refused: wrong bytes would be explained without a word of doubt.
final class HexText {
    private static final int MOST = 1 << 18;
    private static final int A_LINE = 16;
    private static final int[] RADIXES = {16, 10, 8};
    /// A line of a dump: its offset, and the bytes behind it.
    private static final Pattern ROW = Pattern.compile("\\s*(0x)?([0-9a-fA-F]{4,8})(:?)(\\s+(.*)|$)");
    private static final Pattern GROUP = Pattern.compile("(\\s*)([0-9a-fA-F]{2}|[0-9a-fA-F]{4})(?=\\s|$)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9a-fA-F]{2})");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?(\\*/|\\z)|//[^\\n]*");
    private static final Pattern OF_ARRAY = Pattern.compile("0x[0-9a-fA-F]{1,2}");
    private static final Pattern BETWEEN = Pattern.compile("[\\s:,-]+|0x");

    private HexText() {}

    /// @param offset as it is written
    /// @param marked whether a colon or `0x` shows that it is one
    private record Row(String offset, boolean marked, String rest) {
        long offset(int radix) {
            try {
                return Long.parseLong(offset, radix);
            } catch (NumberFormatException e) {
                return -1;
            }
        }

        /// Groups of digits before something else. Characters stand behind more than one space, as does the second half
        /// of the bytes in some.
        List<String> groups() {
            var groups = new ArrayList<String>();
            int digits = 0;
            Matcher group = GROUP.matcher(rest);
            while (group.lookingAt()) {
                int gap = group.end(1) - group.start();
                if (!groups.isEmpty() && gap > 1 && (gap > 2 || digits != A_LINE)) break;
                groups.add(group.group(2));
                digits += group.group(2).length();
                group.region(group.end(), rest.length());
            }
            return groups;
        }

        /// Whether the first thing in the line is no group of bytes like those behind it.
        boolean begins() {
            List<String> groups = groups();
            return marked || rest.startsWith(" ") || rest.startsWith("\t")
                    || !groups.isEmpty() && groups.getFirst().length() != offset.length();
        }
    }

    /// @throws IllegalArgumentException if there are no bytes in it, or it is not sure which
    static byte[] bytes(String text) {
        String digits = digits(text);
        if (digits.isEmpty()) throw new IllegalArgumentException("there are no bytes");
        if (digits.length() > 2 * MOST) throw new IllegalArgumentException("more than " + MOST + " bytes");
        return HexFormat.of().parseHex(digits);
    }

    private static String digits(String text) {
        if (text.contains("\\x")) return escaped(text);
        if (text.contains("{")) return array(COMMENT.matcher(text).replaceAll(" "));
        List<Row> rows = rows(text);
        return rows.isEmpty() ? plain(text) : dumped(rows);
    }

    /// `"\x45\x00"`, over several lines perhaps.
    private static String escaped(String text) {
        String rest = ESCAPE.matcher(text).replaceAll("");
        if (!rest.matches("b?[\"'\\\\\\s;]*"))
            throw new IllegalArgumentException("other characters between \\x45 and the like");
        return String.join("", ESCAPE.matcher(text).results().map(each -> each.group(1)).toList());
    }

    /// `unsigned char packet[] = { 0x45, 0x00 };`
    private static String array(String text) {
        String[] parts = text.split("[{}]", -1);
        if (parts.length != 3) throw new IllegalArgumentException("it takes one array: { 0x45, 0x00 }");
        String bytes = parts[1].strip().replaceFirst(",$", "");
        for (String each : bytes.split("[\\s,]+", -1))
            if (!OF_ARRAY.matcher(each).matches())
                throw new IllegalArgumentException("bytes of an array are such as 0x45, not " + each);
        return plain(bytes);
    }

    private static String plain(String text) {
        var digits = new StringBuilder();
        boolean marked = text.contains("0x");
        for (String each : BETWEEN.split(text, -1)) {
            boolean oneDigit = each.length() == 1 && marked;
            if (!oneDigit && each.matches("[0-9a-fA-F]*") && each.length() % 2 != 0)
                throw new IllegalArgumentException(each + " is an odd number of digits");
            digits.append(oneDigit ? "0" : "").append(each);
        }
        return digits.toString();
    }

    /// The lines of a dump from offset 0 on; none if the text is none. Lines that say other things are left out, such as
    /// tcpdump's heading: a line with bytes that is left out by that shows at the next offset.
    private static List<Row> rows(String text) {
        var rows = new ArrayList<Row>();
        for (String line : text.split("\\R", -1)) {
            if (line.strip().equals("*") && !rows.isEmpty())
                throw new IllegalArgumentException(
                        "* stands for lines that are left out: hexdump -v and od -v have all");
            Matcher row = ROW.matcher(line);
            if (!row.matches()) continue;
            var made = new Row(row.group(2), row.group(1) != null || !row.group(3).isEmpty(), rest(row));
            boolean first = made.offset(16) == 0 && !made.rest.isBlank();
            if (first || !rows.isEmpty()) rows.add(made);
            else if (made.marked)
                throw new IllegalArgumentException("the dump begins at " + made.offset + ", not at 0");
        }
        boolean dump = !rows.isEmpty()
                && (rows.getFirst().begins() || rows.size() > 1 && !joined(rows).isEmpty());
        return dump ? rows : List.of();
    }

    private static String rest(Matcher row) {
        String behind = row.group(4);
        return behind.isEmpty() ? "" : behind.substring(1);
    }

    private static String dumped(List<Row> rows) {
        Row first = rows.getFirst();
        if (!first.marked && first.groups().stream().allMatch(each -> each.length() == 4))
            throw new IllegalArgumentException(
                    "words, whose bytes may be swapped: hexdump -C, od -t x1 and xxd write bytes");
        if (rows.stream().skip(1).anyMatch(each -> each.offset(16) == 0))
            throw new IllegalArgumentException("more than one dump");
        String digits = joined(rows);
        if (digits.isEmpty()) throw new IllegalArgumentException("the offsets of the dump do not count its bytes");
        return digits;
    }

    /// The digits that lines have, empty if no radix has offsets count them. The highest that a line is long enough for is
    /// the right one: `0010` is 16 behind a line of 16 bytes, and no line of 16 bytes counts as 10.
    private static String joined(List<Row> rows) {
        return Arrays.stream(RADIXES).mapToObj(radix -> joined(rows, radix)).filter(each -> !each.isEmpty()).findFirst()
                .orElse("");
    }

    /// The digits of all lines, empty if the offsets do not count them. The last has no more than those before.
    private static String joined(List<Row> rows, int radix) {
        var digits = new StringBuilder();
        long most = A_LINE;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            boolean last = i == rows.size() - 1;
            if (row.offset(radix) != digits.length() / 2) return "";
            String line = String.join("", row.groups());
            long bytes = !last
                    ? rows.get(i + 1).offset(radix) - row.offset(radix)
                    : i == 0 ? line.length() / 2 : most;
            if (bytes < 0 || line.isEmpty() && !row.rest.isBlank() || !last && line.length() < 2 * bytes) return "";
            digits.append(line, 0, (int) Math.min(2 * bytes, line.length()));
            if (i == 0 && !last) most = bytes;
        }
        return digits.toString();
    }
}
