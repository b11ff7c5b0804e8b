package net.strata.cli;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What two runs of a ping cannot have in common, and nothing else, is masked: times, and numbers chosen by chance. Forms
/// are kept: a time with the wrong number of decimals stays, and is seen.
final class PingMasks {
    private static final String MS = "\\d+\\.\\d{3}";
    private static final Map<Pattern, String> MASKS = Map.of(
            // A round trip, as exact as it is short.
            Pattern.compile("time=(0\\.\\d{3}|[1-9]\\.\\d\\d|[1-9]\\d\\.\\d|[1-9]\\d{2,}) ms"), "time=T ms",
            Pattern.compile("packet loss, time \\d+ms"), "packet loss, time Tms",
            Pattern.compile("rtt min/avg/max/mdev = %1$s/%1$s/%1$s/%1$s ms".formatted(MS)),
            "rtt min/avg/max/mdev = T/T/T/T ms",
            Pattern.compile("ipg/ewma %1$s/%1$s ms".formatted(MS)), "ipg/ewma T/T ms",
            Pattern.compile("min/avg/ewma/max = %1$s/%1$s/%1$s/%1$s ms".formatted(MS)),
            "min/avg/ewma/max = T/T/T/T ms",
            Pattern.compile("^\\[\\d{10}\\.\\d{6}] "), "[SECONDS] ",
            // This version of iputils; later ones write an address that has no name once.
            Pattern.compile("([0-9a-f.:]{3,}) \\(\\1\\)(?! .* (bytes|data))"), "$1",
            // Milliseconds since midnight, and how many passed from one host to the next.
            Pattern.compile("\t\\d{5,8} absolute$"), "\tMIDNIGHT absolute", Pattern.compile("\t[0-3]$"), "\tLATER",
            // The identification and checksum of the IPv4 header that an error quotes.
            Pattern.compile("^( 4  \\p{XDigit}  .. ....) ....(.*) ....( [\\d.]+  [\\d.]+ )$"), "$1 IDEN$2 SUMS$3");

    private PingMasks() {}

    /// A line of a ping's, masked.
    static String masked(String line) {
        String masked = line;
        for (var each : MASKS.entrySet())
            masked = each.getKey().matcher(masked).replaceAll(each.getValue());
        return masked;
    }

    /// A line on standard error, without the name that every program puts in front of it.
    static String error(String line) {
        return masked(Stream.of("ping: ", "strata ping: ").filter(line::startsWith).findFirst()
                .map(name -> line.substring(name.length())).orElse(line));
    }
}
