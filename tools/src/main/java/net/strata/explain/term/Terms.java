package net.strata.explain.term;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.strata.decode.Protocol;
import net.strata.explain.TypedValue;
import net.strata.explain.term.Term.EntryFound;
import net.strata.explain.term.Term.FieldFound;
import net.strata.explain.term.Term.Match;
import net.strata.explain.term.Term.Matches;
import net.strata.explain.term.Term.None;
import net.strata.explain.term.Term.ValueFound;
import net.strata.filter.Filter;
import net.strata.filter.FilterException;
import net.strata.os.Option;
import net.strata.protocol.FieldIndex;
import net.strata.protocol.Protocols;
import net.strata.wire.Field;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Nearest;
import net.strata.wire.Octets;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// Finds what a user meant: an entry of the glossary, a field, a value of a field. In this order: what is named
/// just so, then what a name may be short for, then all that has the words in it.
public final class Terms {
    /// Protocols whose fields are meant by the last part of their names: `hdr_len` is `ip.hdr_len`.
    static final List<String> WELL_KNOWN = List.of("ip", "tcp", "udp", "icmp", "ipv6", "icmpv6", "arp", "eth",
            "igmp", "vlan", "dns", "dhcp", "http", "tls", "frame");
    private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9_-]*(\\.[a-z0-9_-]+)+");
    private static final Pattern VALUE = Pattern
            .compile("\\s*([A-Za-z][A-Za-z0-9_.-]*?)\\s*(?:===?|=|\\beq\\b)\\s*(.+?)\\s*");
    private static final Pattern SAID = Pattern.compile("(?<![^ ])(0x[0-9a-f]{1,8}|0|[1-9]\\d{0,8}): ([^;,]+)");
    /// What is said besides of what sort a thing is: the TIME_WAIT state.
    private static final Set<String> SORTS = Stream.concat(Stream.of("socket"),
            Arrays.stream(Kind.values()).map(kind -> kind.words().substring(kind.words().lastIndexOf(' ') + 1)))
            .collect(Collectors.toUnmodifiableSet());
    private static final Map<String, String> CHINESE_SORTS = Map.of("协议", "protocol", "状态", "state", "错误", "error",
            "标志",
            "flag", "选项", "option", "模型", "model", "程序", "program");
    private static final Pattern ADDRESS = Pattern.compile(
            "(\\d{1,3}(?:\\.\\d{1,3}){3})|((?=.*:.*:)[0-9a-fA-F:]*:[0-9a-fA-F:]*(?::\\d+(?:\\.\\d+){3})?)");
    private static final Pattern MAC = Pattern.compile("[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}");
    private static final Pattern CHINESE = Pattern.compile("[\\p{IsHan}]");

    private final Glossary glossary;
    private @Nullable FieldIndex fields;

    public Terms(Glossary glossary) {
        this.glossary = glossary;
    }

    /// The fields; most of what is asked for is an entry, which does without.
    private FieldIndex fields() {
        FieldIndex made = fields;
        if (made == null) {
            made = new FieldIndex();
            fields = made;
        }
        return made;
    }

    /// What is meant by what was typed.
    public Term find(String typed) {
        Term exact = exact(typed);
        if (exact != null) return exact;
        Term address = address(typed.strip());
        if (address != null) return address;
        Matcher value = VALUE.matcher(typed);
        if (value.matches()) return value(typed, value.group(1), unquoted(value.group(2)));
        Term meant = shortened(typed.strip());
        return meant != null ? meant : searched(typed);
    }

    /// An address is a value of the fields that have such; null if it is none.
    private @Nullable Term address(String typed) {
        String field = MAC.matcher(typed).matches() ? "eth.addr" : "";
        Matcher address = ADDRESS.matcher(typed);
        if (field.isEmpty() && address.matches()) field = address.group(1) != null ? "ip.addr" : "ipv6.addr";
        return !field.isEmpty() && parses(field + " == " + typed) ? value(typed, field, typed) : null;
    }

    private @Nullable Term exact(String typed) {
        Entry entry = glossary.named(typed);
        if (entry != null) return found(entry);
        FieldIndex.Entry field = field(typed.strip());
        return field == null ? null : found(field);
    }

    private static EntryFound found(Entry entry) {
        if (entry.kind() != Kind.PROTOCOL) return new EntryFound(entry, null);
        Protocol protocol = Protocols.named(entry.name().toLowerCase(Locale.ROOT));
        for (String other : entry.others())
            if (protocol == null) protocol = Protocols.named(other);
        return new EntryFound(entry, protocol);
    }

    private FieldFound found(FieldIndex.Entry field) {
        return new FieldFound(field, showing(field));
    }

    /// The entries that name a field, or those that it stands for.
    private List<Entry> showing(FieldIndex.Entry field) {
        return Stream.concat(Stream.of(field.name()), field.either().stream())
                .flatMap(each -> glossary.showing(each).stream()).distinct().toList();
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /// A field and its value. What has a value and is no field may be a term all the same: MTU=1500.
    private Term value(String typed, String name, String value) {
        FieldIndex.Entry field = field(name);
        if (field == null) field = ending(name);
        if (field == null) {
            Term named = shortened(name);
            Entry entry = glossary.named(name);
            if (entry != null || named != null) return entry != null ? found(entry) : Objects.requireNonNull(named);
            String near = Nearest.to(name.toLowerCase(Locale.ROOT), fields().namesAndLayers());
            return new None(typed, near == null ? List.of() : List.of(near), "there is no field " + name);
        }
        OptionalLong number = number(field, value);
        String right = number.isPresent() ? literal(field, number.getAsLong()) : value;
        if (number.isEmpty() && (text(field.field()) || !parses(field.name() + " == " + value)))
            right = '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        String filter = field.name() + " == " + right;
        try {
            Filter.parse(filter);
        } catch (FilterException e) {
            return new None(typed, List.of(), String.valueOf(e.getMessage()));
        }
        return new ValueFound(field, value, number, meaning(field, value, number), filter, showing(field));
    }

    private static boolean text(Field field) {
        return switch (field) {
            case Octets octets -> octets.form() == Octets.Form.TEXT;
            case Made made -> made.form() == Made.Form.TEXT;
            case Uint _ -> false;
        };
    }

    private static boolean parses(String filter) {
        try {
            Filter.parse(filter);
            return true;
        } catch (FilterException e) {
            return false;
        }
    }

    private OptionalLong number(FieldIndex.Entry field, String value) {
        for (Field each : fields().fields(field.name())) {
            Names names = each.meta().names();
            OptionalLong named = names == null ? OptionalLong.empty() : names.number(value);
            if (named.isPresent()) return named;
            if (flag(each) && value.equalsIgnoreCase("set")) return OptionalLong.of(1);
            if (flag(each) && value.equalsIgnoreCase("not set")) return OptionalLong.of(0);
        }
        try {
            return OptionalLong.of(Long.decode(value));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static boolean flag(Field field) {
        return field instanceof Uint number && number.form() == Uint.Form.BOOLEAN;
    }

    private static String literal(FieldIndex.Entry field, long number) {
        boolean hex = field.field() instanceof Uint f && f.form() == Uint.Form.HEX;
        return hex ? "0x" + Long.toHexString(number) : Long.toString(number);
    }

    private String meaning(FieldIndex.Entry field, String value, OptionalLong number) {
        String named = number.isEmpty() ? "" : named(field, number.getAsLong());
        if (!named.isEmpty()) return named;
        List<FieldIndex.Holder> holders = fields().holders(field.name());
        String says = holders.isEmpty()
                ? ""
                : TypedValue.says(holders.getFirst().protocol(), field.field(), value, number);
        if (!says.isEmpty() || number.isEmpty()) return says;
        String flags = flags(field.field(), number.getAsLong());
        return flags.isEmpty() ? said(field.field(), number.getAsLong()) : flags;
    }

    /// What the field's own words say of a number: `bytes that it can take; 0: none now`.
    private static String said(Field field, long number) {
        return SAID.matcher(field.meta().says()).results().filter(each -> Long.decode(each.group(1)) == number)
                .map(each -> each.group(2)).findFirst().orElse("");
    }

    private String named(FieldIndex.Entry field, long number) {
        for (Field each : fields().fields(field.name())) {
            Names names = each.meta().names();
            String name = names == null ? null : names.of(number);
            if (name != null) return name;
            if (flag(each)) return number == 0 ? "not set" : "set";
            if (each instanceof Made made && made.form() == Made.Form.BOOLEAN) return number == 0 ? "no" : "yes";
        }
        return "";
    }

    /// The flags that a number sets, where its bits are flags.
    private static String flags(Field field, long number) {
        if (!(field instanceof Uint all)) return "";
        List<Uint> flags = Arrays.stream(field.meta().layout().placed()).filter(Terms::flag).map(Uint.class::cast)
                .filter(each -> each.bit() >= all.bit() && each.bit() < all.bit() + all.width()).toList();
        String set = flags.stream().filter(each -> (number >> all.bit() + all.width() - 1 - each.bit() & 1) == 1)
                .map(each -> each.meta().label()).collect(Collectors.joining(", "));
        return flags.isEmpty() ? "" : set.isEmpty() ? "no flag is set" : "set: " + set;
    }

    /// What a name may be short for: an option's without its beginning, a field's last part.
    private @Nullable Term shortened(String typed) {
        try {
            Entry option = glossary.named(Option.of(typed).name());
            if (option != null) return found(option);
        } catch (IllegalArgumentException e) {
            // It is no option.
        }
        FieldIndex.Entry field = ending(typed.toLowerCase(Locale.ROOT));
        return field == null ? null : found(field);
    }

    /// The field of a name; few have capitals in it.
    private FieldIndex.@Nullable Entry field(String name) {
        FieldIndex.Entry field = fields().named(name);
        return field == null ? fields().named(name.toLowerCase(Locale.ROOT)) : field;
    }

    /// The field of a well-known protocol whose name has this after its first dot.
    private FieldIndex.@Nullable Entry ending(String name) {
        for (String protocol : WELL_KNOWN) {
            FieldIndex.Entry field = fields().named(protocol + '.' + name);
            if (field != null) return field;
        }
        return null;
    }

    /// What has a name in what was typed, then what has a name that begins so, then what has words of it.
    private Term searched(String typed) {
        var search = new Search(typed);
        Entry said = glossary.named(String.join(" ", search.words()));
        if (said == null) said = butForItsSort(search.words());
        if (said != null) return found(said);
        List<Entry> whole = glossary.in(search.asked());
        List<Entry> beginning = glossary.beginning(typed);
        if (whole.isEmpty() && beginning.size() == 1) return found(beginning.getFirst());
        List<Match> named = Stream.concat(whole.stream(), beginning.stream()).map(Search::match).toList();
        Search.Found found = search.among(glossary.all(), fields());
        if (!found.all() && (named.isEmpty() || FIELD.matcher(typed.strip()).matches())) {
            List<String> near = near(typed);
            if (!near.isEmpty() || FIELD.matcher(typed.strip()).matches()) return new None(typed, near, "");
        }
        List<Match> matches = Stream.concat(named.stream(), found.matches().stream()).distinct().limit(Search.MOST)
                .toList();
        if (matches.size() == 1 && found.all()) {
            Term only = exact(matches.getFirst().name());
            if (only != null) return only;
        }
        return matches.isEmpty() ? new None(typed, near(typed), "") : new Matches(typed, matches);
    }

    /// What the words name but for those that say of what sort it is: the TIME_WAIT state, the IP_TTL option.
    private @Nullable Entry butForItsSort(List<String> words) {
        List<String> english = words.stream().map(word -> CHINESE_SORTS.getOrDefault(word, word)).toList();
        String bare = english.stream().filter(word -> !SORTS.contains(word)).collect(Collectors.joining(" "));
        List<String> sorts = english.stream().filter(SORTS::contains).toList();
        if (bare.isEmpty() || sorts.isEmpty()) return null;
        return Stream.of(bare.toUpperCase(Locale.ROOT), bare).map(glossary::named).filter(Objects::nonNull)
                .filter(each -> sorts.stream().allMatch(each.kind().words().toLowerCase(Locale.ROOT)::contains))
                .findFirst().orElse(null);
    }

    private List<String> near(String typed) {
        var near = new LinkedHashSet<String>();
        String lower = typed.strip().toLowerCase(Locale.ROOT);
        String term = Nearest.to(Glossary.plain(typed), glossary.names());
        Entry entry = term == null || CHINESE.matcher(typed).find() ? null : glossary.named(term);
        if (entry != null) near.add(entry.name());
        boolean dotted = FIELD.matcher(lower).matches();
        String field = dotted || entry == null ? Nearest.to(lower, fields().namesAndLayers()) : null;
        if (field != null) near.add(field);
        return new ArrayList<>(near);
    }
}
