package net.strata.trace;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import net.strata.os.SockAddr;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// Which autonomous system (RFC 1930, RFC 6793) announces an address, by a file of prefixes or ranges; see [AsLines].
public final class AsNumbers {
    private final AsTable four = new AsTable();
    private final AsTable six = new AsTable();
    private final Map<Integer, String> names = new HashMap<>();

    /// A line that cannot be understood: the message is one line, which says which, and why.
    public static final class Mistake extends Exception {
        private static final long serialVersionUID = 1;

        Mistake(String file, long line, String why) {
            super(new Text(80).text(file) + ":" + line + ": " + new Text(80).text(why));
        }
    }

    /// An autonomous system.
    ///
    /// @param number from 1 to 4294967295
    /// @param name as the file has it, of which nothing is escaped; null if it has none
    public record As(long number, @Nullable String name) {}

    private AsNumbers() {}

    /// Reads a file, which may be compressed with gzip.
    public static AsNumbers read(Path file) throws IOException, Mistake {
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.mark(2);
            boolean packed = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return packed ? read(new GZIPInputStream(in, 1 << 16), file.toString()) : read(in, file.toString());
        }
    }

    /// Reads lines.
    ///
    /// @param name of the file, for what is said of mistakes
    static AsNumbers read(InputStream in, String name) throws IOException, Mistake {
        var numbers = new AsNumbers();
        var lines = new AsLines(in, name);
        while (lines.next()) {
            AsTable table = lines.isSix() ? numbers.six : numbers.four;
            if (lines.length() >= 0) table.add(lines.high(), lines.low(), lines.length(), lines.number());
            else
                table.addRange(lines.high(), lines.low(), lines.lastHigh(), lines.lastLow(), lines.number());
            if (lines.hasName() && !numbers.names.containsKey(lines.number()))
                numbers.names.put(lines.number(), lines.name());
        }
        numbers.four.finish();
        numbers.six.finish();
        return numbers;
    }

    /// The system of the longest prefix that an address is in; null if it is in none, or in one that nobody announces.
    public @Nullable As find(SockAddr.Ip address) {
        int number = switch (address) {
            case SockAddr.In in -> four.find((long) in.address() << 32, 0);
            case SockAddr.In6 in6 -> six.find(in6.high(), in6.low());
        };
        return number == 0 ? null : new As(Integer.toUnsignedLong(number), names.get(number));
    }

    /// As traceroute prints it: `[AS64500]`, `[*]`.
    public String traceroute(SockAddr.Ip address) {
        As found = find(address);
        return found == null ? "[*]" : "[AS" + found.number + "]";
    }

    /// How many prefixes there are; a range is as many as it is made of.
    int size() {
        return four.size() + six.size();
    }
}
