package net.strata.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The answer to a filter behind the capture, where tcpdump and tshark take one: how to say it here. Simple capture
/// filters are shown as display filters, too.
final class FilterAdvice {
    /// What only a display filter has: a field in front, or operators that are words.
    private static final Pattern FIELDS = Pattern
            .compile("[!( ]*[a-z][a-z0-9_]*\\.[a-z_].*|.*\\b(eq|ne|contains|matches)\\b.*");
    private static final Map<String, String> PROTOCOLS = Map.ofEntries(Map.entry("tcp", "tcp"), Map.entry("udp", "udp"),
            Map.entry("icmp", "icmp"), Map.entry("icmp6", "icmpv6"), Map.entry("arp", "arp"), Map.entry("ip", "ip"),
            Map.entry("ip6", "ipv6"), Map.entry("igmp", "igmp"), Map.entry("vlan", "vlan"), Map.entry("sctp", "sctp"));
    private static final Map<String, String> SIDES = Map.of("src", "src", "dst", "dst", "", "addr");
    private static final Map<String, String> OPERATORS = Map.of("and", "&&", "&&", "&&", "or", "||", "||", "||", "not",
            "!", "!", "!", "(", "(", ")", ")");
    private static final Pattern IPV4 = Pattern.compile("\\d+(\\.\\d+){3}(/\\d+)?");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*(/\\d+)?");
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

    private final List<String> words;
    private int at;

    private FilterAdvice(List<String> words) {
        this.words = words;
    }

    /// One line for who typed `words` as a filter.
    static String of(List<String> words) {
        String typed = String.join(" ", words);
        if (FIELDS.matcher(typed).matches()) return "a filter needs its option: -Y " + quoted(typed);
        String translated = new FilterAdvice(split(typed)).translate();
        return "a filter needs its option: -f " + quoted(typed) + " as in tcpdump, "
                + (translated == null
                        ? "or -Y with fields, as in tshark"
                        : "-Y " + quoted(translated) + " as in tshark");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static List<String> split(String typed) {
        return List.of(typed.replaceAll("[()]|!(?!=)", " $0 ").strip().split("\\s+", -1));
    }

    /// The display filter, null if this is too much for it.
    private @Nullable String translate() {
        var parts = new ArrayList<String>();
        while (at < words.size()) {
            String operator = OPERATORS.get(words.get(at));
            String part = operator == null ? primitive() : operator;
            if (part == null) return null;
            if (operator != null) at++;
            parts.add(part);
        }
        // Without parentheses a capture filter goes from left to right, a display filter has && before ||.
        if (parts.contains("&&") && parts.contains("||") && !parts.contains("(")) return null;
        return String.join(" ", parts).replace("! ", "!").replace("( ", "(").replace(" )", ")");
    }

    private @Nullable String primitive() {
        String protocol = PROTOCOLS.containsKey(word()) || word().equals("ether") ? next() : "";
        String side = word().equals("src") || word().equals("dst") ? next() : "";
        return switch (word()) {
            case "port" -> port(protocol, side);
            case "host", "net" -> {
                next();
                yield address(side);
            }
            default -> {
                if (!side.isEmpty()) yield address(side);
                yield PROTOCOLS.get(protocol);
            }
        };
    }

    private @Nullable String port(String protocol, String side) {
        next();
        String port = next();
        if (!port.matches("\\d+")) return null;
        String field = "." + side + "port == " + port;
        return switch (protocol) {
            case "" -> "(tcp" + field + " || udp" + field + ")";
            case "tcp", "udp" -> protocol + field;
            default -> null;
        };
    }

    private @Nullable String address(String side) {
        String address = next();
        String field = "." + SIDES.get(side) + " == " + address;
        if (IPV4.matcher(address).matches()) return "ip" + field;
        if (MAC.matcher(address).matches()) return "eth" + field;
        return IPV6.matcher(address).matches() ? "ipv6" + field : null;
    }

    private String word() {
        return at < words.size() ? words.get(at) : "";
    }

    private String next() {
        String word = word();
        at++;
        return word;
    }
}
