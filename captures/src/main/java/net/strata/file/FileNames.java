package net.strata.file;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The names of the files of one capture: `FILE` with the time in it where it has patterns as strftime(3) does, and with
/// a number where the name would be that of a file that is there.
///
/// The number stands at the end of the name, as tcpdump has it; before an extension if there is one. Where the files are
/// a fixed number that is used over and over, they all have numbers, from 0, with leading zeros.
final class FileNames {
    private static final Map<Character, String> PATTERNS = Map.ofEntries(Map.entry('Y', "uuuu"), Map.entry('y', "uu"),
            Map.entry('m', "MM"), Map.entry('d', "dd"), Map.entry('j', "DDD"), Map.entry('H', "HH"),
            Map.entry('I', "hh"), Map.entry('M', "mm"), Map.entry('S', "ss"), Map.entry('p', "a"),
            Map.entry('a', "EEE"), Map.entry('b', "MMM"), Map.entry('F', "uuuu-MM-dd"), Map.entry('T', "HH:mm:ss"),
            Map.entry('z', "xx"), Map.entry('Z', "zzz"));
    private static final Pattern EXTENSION = Pattern.compile("(.+)(\\.[A-Za-z][A-Za-z0-9]*)");

    private final Path file;
    private final String pattern;
    private final boolean timed;
    private final ZoneId zone;
    /// How many files there are at most, where their names are used again; else 0.
    private final int cycle;
    private String last = "";
    private int number;

    /// @param cycle how many files there are at most, where the oldest is given up for the newest; 0 for any number
    /// @throws IllegalArgumentException if the name cannot be, see [#check]
    FileNames(Path file, int cycle, ZoneId zone) {
        this.file = file;
        this.zone = zone;
        pattern = String.valueOf(file.getFileName());
        timed = pattern.indexOf('%') >= 0;
        this.cycle = timed ? 0 : cycle;
        check(file);
    }

    /// Looks at a name.
    ///
    /// @throws IllegalArgumentException if it has a pattern that is not known, or is that of something else than a file,
    /// with one line that says so
    static void check(Path file) {
        if (String.valueOf(file.getParent()).contains("%"))
            throw new IllegalArgumentException("% stands for a time in the file's name, not in its folder's");
        if (Files.exists(file) && !Files.isRegularFile(file))
            throw new IllegalArgumentException(file + " is there, and no regular file");
        at(String.valueOf(file.getFileName()), Instant.EPOCH.atZone(ZoneOffset.UTC));
    }

    /// The name of another file.
    ///
    /// @param second since the epoch
    Path next(long second) {
        String name = at(second);
        number = name.equals(last) ? number + 1 : 0;
        last = name;
        if (cycle > 0) return file.resolveSibling(numbered(name, number % cycle));
        Path path = file.resolveSibling(number == 0 ? name : numbered(name, number));
        while (taken(path))
            path = file.resolveSibling(numbered(name, ++number));
        return path;
    }

    /// The last name was not used.
    void giveBack() {
        number--;
    }

    private static boolean taken(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                || Files.exists(PartFile.part(path), LinkOption.NOFOLLOW_LINKS);
    }

    private String numbered(String name, int n) {
        var extension = EXTENSION.matcher(name);
        String digits = cycle > 0 ? padded(n, String.valueOf(cycle - 1).length()) : String.valueOf(n);
        if (!extension.matches()) return name + digits;
        return extension.group(1) + "_" + (cycle > 0 ? digits : padded(n, 5)) + extension.group(2);
    }

    private static String padded(int n, int width) {
        String digits = String.valueOf(n);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    /// The name with a time in it.
    private String at(long second) {
        return timed ? at(pattern, Instant.ofEpochSecond(second).atZone(zone)) : pattern;
    }

    private static String at(String pattern, ZonedDateTime time) {
        var name = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c != '%') {
                name.append(c);
                continue;
            }
            char letter = ++i < pattern.length() ? pattern.charAt(i) : ' ';
            String format = PATTERNS.get(letter);
            if (letter == '%') name.append('%');
            else if (letter == 's') name.append(time.toEpochSecond());
            else if (format != null) name.append(DateTimeFormatter.ofPattern(format, Locale.ENGLISH).format(time));
            else
                throw new IllegalArgumentException("the file's name has " + ("%" + letter).strip()
                        + ", known are %Y %m %d %H %M %S %s %F %T %j %y %I %p %a %b %z %Z, and %% for %");
        }
        return name.toString();
    }
}
