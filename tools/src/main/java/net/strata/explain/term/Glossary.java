package net.strata.explain.term;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.strata.page.Resources;
import org.jspecify.annotations.Nullable;

/// All entries, by their names. The files are read once; what an entry says is read when it is first asked for.
public final class Glossary {
    /// The files, without their ending, in the order of their entries.
    static final List<String> THEMES = List.of("models", "layers", "addresses", "ip", "tcp", "states", "udp", "icmp",
            "applications", "sockets", "calls", "types", "programs", "methods", "options", "ip-options", "ipv6-options",
            "tcp-options", "other-options", "errors", "link-protocols", "network-protocols", "service-protocols");

    private static final int LEAST_BEGINNING = 3;

    private final Map<String, String> texts = new LinkedHashMap<>();
    /// From what can be typed to an entry's own name.
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, Entry> entries = new HashMap<>();

    public Glossary() {
        for (String theme : THEMES)
            read(theme);
    }

    private void read(String theme) {
        for (String text : texts(theme)) {
            List<String> all = EntryText.names(text.substring(0, text.indexOf('\n')));
            String own = all.getFirst();
            texts.put(own, text);
            // Just so it is typed for this one alone: LISTEN is a state, listen a call.
            names.put(own, own);
            for (String each : all)
                names.putIfAbsent(plain(each), own);
        }
    }

    /// The entries of a file, as they are written.
    static List<String> texts(String theme) {
        String all = Resources.text(Glossary.class, theme + ".txt");
        var texts = new ArrayList<String>();
        int at = 0;
        while (at < all.length()) {
            int next = all.indexOf('\n' + EntryText.HEADING, at);
            int end = next < 0 ? all.length() : next + 1;
            texts.add(all.substring(at, end));
            at = end;
        }
        return texts;
    }

    /// A name as it is compared: `Three way-handshake`, `recv()` and `recv(2)` as `three way handshake` and `recv`.
    /// A constant keeps its `_`: `ip ttl` asks for another thing than `IP_TTL`.
    static String plain(String name) {
        var plain = new StringBuilder();
        String bare = name.strip();
        int end = bare.length();
        if (bare.endsWith(")")) {
            int open = bare.lastIndexOf('(');
            if (open > 0 && end - open <= 3) end = open;
        }
        for (int i = 0; i < end; i++) {
            char c = bare.charAt(i);
            boolean between = c == '-' || Character.isWhitespace(c);
            if (!between) plain.append(Character.toLowerCase(c));
            else if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') plain.append(' ');
        }
        return plain.toString().strip();
    }

    /// The entry with a name, its own or another, in any case; null if there is none. A constant may be written without its
    /// `_` if it is in capitals, and other names with `_` between their words.
    public @Nullable Entry named(String name) {
        String plain = plain(name);
        String own = names.getOrDefault(name.strip(), names.get(plain));
        if (own == null) own = names.get(plain.replace('_', ' '));
        if (own == null && capitals(name)) own = names.get(plain.replace(' ', '_'));
        if (own == null && plain.endsWith("s")) own = names.get(plain.substring(0, plain.length() - 1));
        return own == null ? null : entry(own);
    }

    private static boolean capitals(String name) {
        return name.chars().anyMatch(Character::isUpperCase) && name.chars().noneMatch(Character::isLowerCase);
    }

    /// Those that have a name that begins so, in the order of the files. Fewer than three letters begin too many.
    List<Entry> beginning(String name) {
        String plain = plain(name);
        if (plain.length() < LEAST_BEGINNING) return List.of();
        return names.entrySet().stream().filter(each -> each.getKey().startsWith(plain)).map(Map.Entry::getValue)
                .distinct().map(this::entry).toList();
    }

    /// Those that have a name in a text, the longest names first.
    List<Entry> in(String text) {
        return new NamesIn(plain(text)).among(names.keySet()).stream().map(names::get).distinct().map(this::entry)
                .toList();
    }

    private Entry entry(String own) {
        Entry known = entries.get(own);
        if (known == null) {
            known = EntryText.parse(texts.getOrDefault(own, EntryText.HEADING + own));
            entries.put(own, known);
        }
        return known;
    }

    /// All of them, in the order of the files.
    public List<Entry> all() {
        return texts.keySet().stream().map(this::entry).toList();
    }

    /// Those that name a field.
    public List<Entry> showing(String field) {
        return texts.entrySet().stream().filter(each -> each.getValue().contains(field)).map(Map.Entry::getKey)
                .map(this::entry).filter(each -> each.fields().contains(field)).toList();
    }

    /// What can be typed for an entry, each as it is compared.
    Collection<String> names() {
        return Collections.unmodifiableSet(names.keySet());
    }
}
