package net.strata.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.strata.decode.Protocol;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import org.jspecify.annotations.Nullable;

/// All fields there are, by name.
public final class FieldIndex {
    /// A field, and where it is specified.
    ///
    /// @param either the names of the fields that `name` stands for as well, such as `tcp.srcport` and `tcp.dstport`
    ///        for `tcp.port`; empty where it is the field's own name
    public record Entry(String name, Field field, String source, List<String> either) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, List<Field>> fields = new HashMap<>();
    private final Set<String> layers = new LinkedHashSet<>();

    public FieldIndex() {
        for (Protocol p : Protocols.all()) {
            layers.add(p.layout().prefix());
            for (Layout layout : Stream.concat(Stream.of(p.layout()), p.parts().stream()).toList()) {
                String source = layout.source().isEmpty() ? p.layout().source() : layout.source();
                Stream.concat(Stream.of(layout.placed()), layout.others().stream()).forEach(f -> add(f, source));
            }
        }
    }

    private void add(Field field, String source) {
        entries.putIfAbsent(field.name(), new Entry(field.name(), field, source, List.of()));
        fields.computeIfAbsent(field.name(), _ -> new ArrayList<>()).add(field);
        String also = field.meta().also();
        if (also == null) return;
        if (!also.equals(field.name())) fields.computeIfAbsent(also, _ -> new ArrayList<>()).add(field);
        Entry entry = entries.computeIfAbsent(also, name -> new Entry(name, field, source, new ArrayList<>()));
        if (entry.field().name().equals(also) || entry.either().contains(field.name())) return;
        entry.either().add(field.name());
    }

    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /// All fields with a name, and those it stands for as well.
    public List<Field> fields(String name) {
        return fields.getOrDefault(name, List.of());
    }

    public @Nullable Entry named(String name) {
        return entries.get(name);
    }

    public List<Entry> all() {
        return new ArrayList<>(entries.values());
    }

    public Set<String> names() {
        return new HashSet<>(entries.keySet());
    }

    /// Prefixes of all layers, such as `ip`.
    public Set<String> layers() {
        return layers;
    }
}
