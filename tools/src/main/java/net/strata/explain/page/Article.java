package net.strata.explain.page;

import java.util.List;
import net.strata.explain.Anatomy;
import net.strata.explain.FilterView;
import net.strata.explain.Item;
import net.strata.explain.Layer;
import net.strata.explain.LayerWords;
import net.strata.explain.Model;
import net.strata.explain.Summary;
import net.strata.page.Markup;
import net.strata.protocol.Protocols;
import net.strata.stats.Units;

/// One packet in every way.
final class Article {
    private final Anatomy packet;
    private final Markup out;
    private final Entries entries;

    Article(Anatomy packet, Markup out) {
        this.packet = packet;
        this.out = out;
        entries = new Entries(packet, out);
    }

    /// The place of some bits.
    static String place(int source, long bit, long bits) {
        return source + "." + bit + "." + bits;
    }

    /// How a layer looks: neighbours differ.
    static String tone(int layer) {
        return layer < 0 ? "" : "t" + layer % 6;
    }

    void write() {
        String name = "h" + packet.number();
        out.open("article", "id", "p" + packet.number(), "tabindex", "-1", "aria-labelledby", name).line();
        out.element("h2", "Packet " + packet.number() + ": " + packet.protocol() + ' ' + PacketList.cut(packet.info()),
                "id", name).line();
        out.element("p", Summary.of(packet)).line();
        out.open("div", "class", "both").line().open("div", "class", "left").line();
        new Bytes(packet, out).write();
        boxes();
        filters();
        out.close().line().open("div", "class", "right").line();
        out.element("p", Drawn.legend(), "class", "soft legend").line();
        for (Layer each : packet.layers())
            layer(each);
        List<Item> rest = packet.top(-1).stream().filter(each -> each.kind() == Item.Kind.GAP).toList();
        if (!rest.isEmpty()) {
            out.open("section").element("h3", "Behind all layers").line();
            entries.write(rest);
            out.close().line();
        }
        entries.rest();
        out.close().line().close().line().close().line();
    }

    private void boxes() {
        out.open("section", "class", "layers", "data-group", "Layers").element("h3", "Layers").line();
        if (packet.length() > packet.sources().getFirst().length())
            out.element("p", "The capture kept " + packet.sources().getFirst().length() + " of "
                    + Units.count(packet.length(), "byte") + ".", "class", "wrong").line();
        int open = 0;
        int source = 0;
        for (Layer each : packet.layers()) {
            if (each.source() != source) {
                for (; open > 0; open--)
                    out.close();
                out.element("p", "Put together from fragments, the last of which is this packet:").line();
                source = each.source();
            }
            box(each);
            open++;
        }
        for (; open > 0; open--)
            out.close();
        out.close().line();
    }

    private void box(Layer layer) {
        LayerWords words = LayerWords.of(packet, layer, Model.BOTH);
        int end = layer.protocol().bytes() == 0 || LayerWords.isApplication(layer) ? layer.end() : layer.headerEnd();
        out.open("div", "class", "box " + tone(layer.index()));
        int at = layer.protocol().equals(Protocols.DATA) ? packet.dataAt(layer) : layer.at();
        out.open("div", "class", "head", "data-r", place(layer.source(), at * 8L, Math.max(0, end - at) * 8L));
        out.element("strong", words.name()).text(" " + words.size()).element("small", words.level());
        if (!words.addresses().isEmpty()) out.element("p", words.addresses());
        for (String each : words.notes())
            out.element("p", each, "class", "soft");
        out.close().line();
    }

    private void filters() {
        FilterView.Filters filters = FilterView.filters(packet);
        out.open("section", "class", "filters").element("h3", "Filters").open("dl").line();
        filter("Packets like this", filters.like());
        filter("Its conversation", filters.conversation());
        filter("The same, in this capture", filters.stream());
        out.close().close().line();
    }

    private void filter(String what, String filter) {
        if (filter.isEmpty()) return;
        out.open("div").element("dt", what).open("dd").element("code", filter).close().close().line();
    }

    private void layer(Layer layer) {
        String source = layer.protocol().layout().source();
        out.open("section", "class", tone(layer.index())).open("h3")
                .text(layer.title() + (layer.quoted() ? ", quoted" : ""))
                .text(" ").element("small", source).close().line();
        if (layer.protocol().bytes() > 0) new Drawn(packet, layer, out).write();
        entries.write(packet.top(layer.index()));
        out.close().line();
    }
}
