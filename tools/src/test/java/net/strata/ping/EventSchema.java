package net.strata.ping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.strata.JsonValues;
import org.jspecify.annotations.Nullable;

/// docs/json.md on `strata ping --json`: the members of each event, and what they are.
final class EventSchema {
    private enum Kind {
        /// A whole number.
        COUNT,
        /// Seconds with nine decimals, ms with six, or percent.
        AMOUNT, TEXT, FLAG, OBJECT
    }

    private static final Map<String, Kind> COMMON = members("schema COUNT event TEXT time AMOUNT elapsed AMOUNT");
    private static final Map<String, Kind> TARGET = members("target COUNT host TEXT address TEXT");
    private static final Map<String, Kind> PROBE = members("probe COUNT seq COUNT");

    /// What each must have, and behind a stroke what it may have.
    private static final Map<String, String> EVENTS = Map.ofEntries(
            Map.entry("start", "T| port COUNT"), Map.entry("unresolved", "host TEXT why TEXT"),
            Map.entry("sent", "T P bytes COUNT"), Map.entry("lost", "T P"),
            Map.entry("refused", "T P errno COUNT name TEXT why TEXT"),
            Map.entry("error",
                    "T P from TEXT type COUNT code COUNT why TEXT| mtu COUNT pointer COUNT gateway TEXT"),
            Map.entry("advice",
                    "T P from TEXT type COUNT code COUNT why TEXT| mtu COUNT pointer COUNT gateway TEXT"),
            Map.entry("reply",
                    "T P from TEXT bytes COUNT rtt_ms AMOUNT timing TEXT clock TEXT duplicate FLAG late FLAG"
                            + " reordered FLAG other_address FLAG checksum_wrong FLAG"
                            + "| ttl COUNT host_ms AMOUNT corruption OBJECT"),
            Map.entry("summary",
                    "T sent COUNT received COUNT duplicates COUNT late COUNT reordered COUNT corrupted COUNT"
                            + " checksum_wrong COUNT errors COUNT refused COUNT bursts COUNT longest_burst COUNT"
                            + "| loss_percent AMOUNT loss_interval_percent OBJECT rtt_ms OBJECT jitter_ms OBJECT"),
            Map.entry("end", "targets COUNT sent COUNT received COUNT"));

    private EventSchema() {}

    private static Map<String, Kind> members(String text) {
        var all = new HashMap<String, Kind>();
        String[] words = text.strip().split(" +", -1);
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "" -> {
                }
                case "T" -> all.putAll(TARGET);
                case "P" -> all.putAll(PROBE);
                default -> {
                    String name = words[i];
                    all.put(name, Kind.valueOf(words[++i]));
                }
            }
        }
        return all;
    }

    /// Checks every line.
    ///
    /// @return the events that there are
    static Set<String> check(String lines) throws IOException {
        var seen = new HashSet<String>();
        for (Map<String, Object> event : JsonValues.objects(lines)) {
            String name = String.valueOf(event.get("event"));
            String[] schema = EVENTS.getOrDefault(name, "").split("\\|", 2);
            Map<String, Kind> required = members(schema[0]);
            required.putAll(COMMON);
            Map<String, Kind> known = new HashMap<>(required);
            if (schema.length > 1) known.putAll(members(schema[1]));
            assertThat(event.keySet()).as(name).containsAll(required.keySet());
            assertThat(known.keySet()).as(name).containsAll(event.keySet());
            event.forEach((member, value) -> assertThat(is(value, known.get(member))).as(name + " " + member)
                    .isTrue());
            assertThat(event.get("schema")).isEqualTo(1L);
            seen.add(name);
        }
        return seen;
    }

    private static boolean is(Object value, @Nullable Kind kind) {
        if (kind == null) return false;
        return switch (kind) {
            case COUNT -> value instanceof Long;
            case AMOUNT -> value instanceof BigDecimal;
            case TEXT -> value instanceof String;
            case FLAG -> value instanceof Boolean;
            case OBJECT -> value instanceof Map;
        };
    }
}
