package net.strata.explain.term;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.explain.Anatomy;
import net.strata.explain.Blank;
import net.strata.explain.DiagramView;
import net.strata.explain.Item;
import net.strata.explain.Layer;
import net.strata.explain.Packets;
import net.strata.explain.Sheet;
import net.strata.explain.Style;
import net.strata.file.Samples;
import net.strata.filter.Filter;
import net.strata.filter.FilterException;
import net.strata.frame.FrameSource;
import net.strata.protocol.FieldIndex;
import net.strata.wire.Layout;
import net.strata.wire.Meta;
import org.jspecify.annotations.Nullable;

/// Draws what was found for a term: what it is, its header with it marked, packets that show it, commands to see it live.
public final class TermView {
    private static final int INDENT = 2;
    /// Longer lines are hard to read.
    private static final int WIDEST = 110;
    private static final int MOST_VALUES = 40;
    private static final int MOST_PACKETS = 6;
    private static final int MOST_EACH = 2;

    /// Fields that have a value of another meaning in some packets: the window of a SYN is never scaled.
    private static final Map<String, String> SHOWN_WHERE = Map.of("tcp.window_size", "tcp.flags.syn == 0",
            "tcp.window_size_scalefactor", "tcp.flags.syn == 0");

    private final Sheet sheet;

    private TermView(Sheet sheet) {
        this.sheet = sheet;
    }

    /// A packet of a sample.
    private record Shown(String sample, Anatomy packet) {}

    /// Draws what was found, if anything was.
    ///
    /// @throws IOException if the samples cannot be read
    public static void draw(Term term, Sheet sheet) throws IOException {
        var view = new TermView(sheet);
        switch (term) {
            case Term.EntryFound found -> view.entry(found);
            case Term.FieldFound found -> view.field(found);
            case Term.ValueFound found -> view.value(found);
            case Term.Matches found -> view.matches(found);
            case Term.None _ -> {
            }
        }
    }

    private void entry(Term.EntryFound found) throws IOException {
        Entry entry = found.entry();
        Protocol protocol = found.protocol();
        heading(entry.name() + ", " + entry.kind().words());
        if (protocol != null) say(place(protocol.level()), Style.SOFT);
        if (!entry.others().isEmpty()) say("also: " + String.join(", ", entry.others()), Style.SOFT);
        paragraphs(entry.text());
        for (Entry.Correction each : entry.corrections()) {
            sheet.line();
            say("Often said: " + each.wrong(), Style.BAD);
            say("In fact: " + each.right(), Style.PLAIN);
        }
        Entry.Sample sample = entry.sample();
        List<Shown> packets = sample == null ? List.of() : packets(sample.name(), sample.filter(), MOST_PACKETS);
        if (packets.isEmpty() && protocol != null) packets = packets(protocol.layout().prefix());
        diagram(packets, new LinkedHashSet<>(entry.fields()), protocol);
        if (packets.isEmpty() && protocol != null) blank(protocol, protocol.layout(), Set.of());
        packets(packets);
        commands(entry.commands().isEmpty() && protocol != null ? commands(protocol) : entry.commands());
        list("Fields", entry.fields());
        list("Specified in", entry.sources());
        list("Related", entry.related());
    }

    private void field(Term.FieldFound found) throws IOException {
        describe(found.field());
        String name = found.field().name();
        String where = SHOWN_WHERE.get(name);
        List<Shown> packets = packets(where == null ? name : name + " && " + where);
        values(found.field().field().meta());
        show(found.field(), found.field().name(), packets, found.entries());
    }

    private void value(Term.ValueFound found) throws IOException {
        describe(found.field());
        sheet.line();
        say(found.filter() + (found.meaning().isEmpty() ? "" : ": " + found.meaning()), Style.BOLD);
        show(found.field(), found.filter(), packets(found.filter()), found.entries());
    }

    private void show(FieldIndex.Entry field, String filter, List<Shown> packets, List<Entry> entries)
            throws IOException {
        Set<String> names = names(field);
        diagram(packets, names, null);
        List<FieldIndex.Holder> holders = new FieldIndex().holders(field.name());
        if (packets.isEmpty() && !holders.isEmpty())
            blank(holders.getFirst().protocol(), field.field().meta().layout(), names);
        packets(packets);
        commands(List.of(
                new Entry.Command("strata decode FILE -Y '" + filter + "'", "packets of a capture that have it"),
                new Entry.Command("strata explain -i IF --next '" + filter + "'",
                        "the next that passes an interface")));
        list("Specified in", field.source().isEmpty() ? List.of() : List.of(field.source()));
        list("Related", entries.stream().map(Entry::name).toList());
    }

    private static Set<String> names(FieldIndex.Entry field) {
        var names = new LinkedHashSet<String>();
        names.add(field.name());
        names.addAll(field.either());
        return names;
    }

    private void describe(FieldIndex.Entry entry) {
        Meta meta = entry.field().meta();
        heading(entry.name() + ", field: "
                + (entry.either().isEmpty() ? meta.label() : String.join(" or ", entry.either())));
        say(meta.layout().title() + ", " + entry.field().type(), Style.SOFT);
        var says = new ArrayList<String>();
        if (!meta.says().isEmpty()) says.add(sentence(meta.says()));
        if (!meta.otherwise().isEmpty()) says.add(sentence("otherwise " + meta.otherwise()));
        paragraphs(says);
    }

    private static String sentence(String clause) {
        int first = clause.codePointAt(0);
        return Character.toString(Character.toUpperCase(first)) + clause.substring(Character.charCount(first)) + ".";
    }

    private void values(Meta meta) {
        if (meta.names() == null) return;
        List<String> lines = meta.names().lines();
        sheet.line();
        say("Values", Style.BOLD);
        lines.stream().limit(MOST_VALUES).forEach(each -> indented(each, INDENT, Style.PLAIN));
        if (lines.size() > MOST_VALUES)
            indented("and " + (lines.size() - MOST_VALUES) + " more: strata fields " + meta.name(), INDENT, Style.SOFT);
    }

    private static String place(Level level) {
        return "OSI layer " + level.number() + ", " + level.osi() + "; TCP/IP " + level.tcpip() + " layer";
    }

    private static List<Entry.Command> commands(Protocol protocol) {
        String prefix = protocol.layout().prefix();
        return List.of(new Entry.Command("strata fields '" + prefix + ".*'", "all its fields"),
                new Entry.Command("strata explain -i IF --next " + prefix, "the next that passes"));
    }

    private void matches(Term.Matches found) {
        heading("\"" + found.typed() + "\" is in these; strata explain NAME tells one");
        for (Term.Match each : found.matches()) {
            int row = sheet.height();
            sheet.put(row, INDENT, each.name(), Style.BOLD);
            sheet.paragraph(row + 1, 2 * INDENT, room() - 2 * INDENT, each.what() + ": " + each.says(), Style.PLAIN);
        }
    }

    /// Packets of all samples that a display filter chooses.
    private static List<Shown> packets(String filter) throws IOException {
        var found = new ArrayList<Shown>();
        for (Samples.Sample each : Samples.all()) {
            if (found.size() >= MOST_PACKETS) break;
            found.addAll(packets(each.name(), filter, MOST_EACH));
        }
        return found.subList(0, Math.min(found.size(), MOST_PACKETS));
    }

    private static List<Shown> packets(String name, String filter, int most) throws IOException {
        Samples.Sample sample = Samples.named(name);
        if (sample == null) return List.of();
        try (FrameSource source = sample.open()) {
            return Packets.choose(source, Filter.parse(filter), 0, most).stream().map(each -> new Shown(name, each))
                    .toList();
        } catch (FilterException e) {
            return List.of();
        }
    }

    /// The header of the first packet that has one of the fields, or of the protocol, with them marked.
    private void diagram(List<Shown> packets, Set<String> names, @Nullable Protocol protocol) {
        for (Shown each : packets) {
            Set<Integer> marked = marked(each.packet(), names);
            Layer layer = layer(each.packet(), marked, protocol);
            if (layer == null) continue;
            new DiagramView(marked).draw(each.packet(), layer, sheet);
            say("of packet " + each.packet().number() + " of sample " + each.sample(), Style.SOFT);
            return;
        }
    }

    private static @Nullable Layer layer(Anatomy packet, Set<Integer> marked, @Nullable Protocol protocol) {
        for (int id : marked) {
            Layer layer = packet.layers().get(packet.item(id).layer());
            if (layer.headerEnd() > layer.at()) return layer;
        }
        for (Layer each : packet.layers())
            if (each.protocol().equals(protocol) && each.protocol().bytes() > 0) return each;
        return null;
    }

    private static Set<Integer> marked(Anatomy packet, Set<String> names) {
        return packet.items().stream().filter(each -> each.layer() >= 0 && names.contains(each.name())).map(Item::id)
                .collect(Collectors.toSet());
    }

    /// The row of fields without values, where no packet of the samples has it.
    private void blank(Protocol protocol, Layout layout, Set<String> names) {
        Anatomy blank = Blank.of(protocol, layout);
        Set<Integer> marked = marked(blank, names);
        if (blank.items().isEmpty() || marked.isEmpty() && !names.isEmpty()) return;
        new DiagramView(marked).draw(blank, blank.layers().getFirst(), sheet);
    }

    private void packets(List<Shown> packets) {
        if (packets.isEmpty()) return;
        sheet.line();
        say("Packets that show it", Style.BOLD);
        for (Shown each : packets) {
            indented("strata explain --sample " + each.sample() + " --packet " + each.packet().number(), INDENT,
                    Style.PLAIN);
            int row = sheet.height();
            sheet.put(row, 2 * INDENT,
                    Sheet.fit(each.packet().protocol() + ' ' + each.packet().info(), room() - 2 * INDENT),
                    Style.SOFT);
        }
    }

    private void commands(List<Entry.Command> commands) {
        if (commands.isEmpty()) return;
        sheet.line();
        say("See it", Style.BOLD);
        for (Entry.Command each : commands) {
            indented(each.line(), INDENT, Style.PLAIN);
            if (!each.shows().isEmpty()) indented(each.shows(), 2 * INDENT, Style.SOFT);
        }
    }

    private void list(String heading, List<String> names) {
        if (names.isEmpty()) return;
        sheet.line();
        say(heading, Style.BOLD);
        indented(String.join(", ", names), INDENT, Style.PLAIN);
    }

    private void paragraphs(List<String> paragraphs) {
        for (String each : paragraphs) {
            sheet.line();
            say(each, Style.PLAIN);
        }
    }

    private void heading(String text) {
        say(text, Style.BOLD);
    }

    private void say(String text, Style style) {
        sheet.paragraph(sheet.height(), 0, room(), text, style);
    }

    private void indented(String text, int by, Style style) {
        sheet.paragraph(sheet.height(), by, room() - by, text, style);
    }

    private int room() {
        return Math.min(WIDEST, sheet.width());
    }
}
