package net.strata.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.strata.decode.Deferred;
import net.strata.decode.Protocol;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import org.jspecify.annotations.Nullable;

/// All fields there are, by name. What a name begins with, up to its first dot, tells the protocols that may have it:
/// no others are made to find it. Any number of threads may ask.
public final class FieldIndex {
    /// A field, and where it is specified.
    ///
    /// @param either the names of the fields that `name` stands for as well, such as `tcp.srcport` and `tcp.dstport`
    ///        for `tcp.port`; empty where it is the field's own name
    public record Entry(String name, Field field, String source, List<String> either) {}

    /// A protocol whose layers may hold a field.
    ///
    /// @param inPart whether it may be in a part of the layer, such as an option
    /// @param made whether it may be a generated one
    public record Holder(Protocol protocol, boolean inPart, boolean made) {}

    private final Map<String, List<Deferred>> protocols = new LinkedHashMap<>();
    private final Set<String> layers = new LinkedHashSet<>();
    private final Map<String, Family> families = new ConcurrentHashMap<>();
    private volatile @Nullable Set<String> namesAndLayers;

    public FieldIndex() {
        for (Deferred p : Protocols.deferred()) {
            layers.add(p.prefix());
            p.families().forEach(family -> protocols.computeIfAbsent(family, _ -> new ArrayList<>()).add(p));
        }
    }

    /// The fields whose names begin alike.
    private static final class Family {
        static final Family EMPTY = new Family("", List.of());

        private final String beginning;
        final Map<String, Entry> entries = new LinkedHashMap<>();
        final Map<String, List<Field>> fields = new HashMap<>();
        final Map<String, List<Holder>> holders = new HashMap<>();

        Family(String name, List<Deferred> protocols) {
            beginning = name + '.';
            for (Deferred each : protocols) {
                Protocol p = each.get();
                add(p, p.layout(), false);
                for (Layout part : p.parts())
                    add(p, part, true);
            }
        }

        private void add(Protocol p, Layout layout, boolean part) {
            String source = layout.source().isEmpty() ? p.layout().source() : layout.source();
            Stream.concat(Stream.of(layout.placed()), layout.others().stream()).forEach(
                    f -> add(p, f, f.meta().source().isEmpty() ? source : f.meta().source(), part));
        }

        private void add(Protocol p, Field field, String source, boolean part) {
            String name = field.name();
            if (name.startsWith(beginning)) {
                entries.putIfAbsent(name, new Entry(name, field, source, List.of()));
                fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(field);
                hold(name, p, part, field instanceof Made);
            }
            String also = field.meta().also();
            if (also == null || also.equals(name) || !also.startsWith(beginning)) return;
            fields.computeIfAbsent(also, _ -> new ArrayList<>()).add(field);
            hold(also, p, part, field instanceof Made);
            Entry entry = entries.computeIfAbsent(also, _ -> new Entry(also, field, source, new ArrayList<>()));
            if (entry.field().name().equals(also) || entry.either().contains(name)) return;
            entry.either().add(name);
        }

        private void hold(String name, Protocol p, boolean part, boolean made) {
            List<Holder> list = holders.computeIfAbsent(name, _ -> new ArrayList<>());
            boolean known = !list.isEmpty() && list.getLast().protocol().equals(p);
            var last = known ? list.removeLast() : new Holder(p, false, false);
            list.add(new Holder(p, last.inPart() || part, last.made() || made));
        }
    }

    private Family family(String name) {
        int dot = name.indexOf('.');
        List<Deferred> members = dot < 0 ? null : protocols.get(name.substring(0, dot));
        if (members == null) return Family.EMPTY;
        return families.computeIfAbsent(name.substring(0, dot), each -> new Family(each, members));
    }

    public boolean has(String name) {
        return named(name) != null;
    }

    /// All fields with a name, and those it stands for as well.
    public List<Field> fields(String name) {
        return family(name).fields.getOrDefault(name, List.of());
    }

    /// The protocols whose layers may hold a field with a name.
    public List<Holder> holders(String name) {
        return family(name).holders.getOrDefault(name, List.of());
    }

    public @Nullable Entry named(String name) {
        return family(name).entries.get(name);
    }

    /// All of them; makes all protocols.
    public List<Entry> all() {
        return protocols.keySet().stream().flatMap(each -> family(each + '.').entries.values().stream()).toList();
    }

    /// Names of all of them; makes all protocols.
    public Set<String> names() {
        return all().stream().map(Entry::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /// All that may stand in a filter, sorted; makes all protocols.
    public Set<String> namesAndLayers() {
        Set<String> known = namesAndLayers;
        if (known == null) {
            known = names();
            known.addAll(layers);
            known = Collections.unmodifiableSet(known);
            namesAndLayers = known;
        }
        return known;
    }

    /// Prefixes of all layers, such as `ip`.
    public Set<String> layers() {
        return layers;
    }
}
