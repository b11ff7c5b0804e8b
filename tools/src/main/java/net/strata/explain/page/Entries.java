package net.strata.explain.page;

import java.util.List;
import net.strata.explain.Anatomy;
import net.strata.explain.Item;
import net.strata.explain.Mark;
import net.strata.explain.Verdict;
import net.strata.explain.WordsView;
import net.strata.page.Markup;

/// Field by field in words.
final class Entries {
    /// Items of a packet beyond these are counted only.
    static final int MOST = 500;

    private final Anatomy packet;
    private final Markup out;
    private int told;

    Entries(Anatomy packet, Markup out) {
        this.packet = packet;
        this.out = out;
    }

    /// Writes items, and what is in them.
    void write(List<Item> items) {
        if (items.isEmpty() || told >= MOST) return;
        out.open("ul", "class", "words", "data-group", "Fields in words").line();
        for (Item each : items)
            item(each);
        out.close().line();
    }

    private void item(Item item) {
        if (told >= MOST) return;
        told++;
        out.open("li").open("div", "data-i", Integer.toString(item.id()), "data-r",
                item.bits() == 0 ? "" : Article.place(item.source(), item.bit(), item.bits()));
        out.element("b", item.label());
        switch (item.kind()) {
            case GAP, PART -> out.text(", " + WordsView.size(item));
            case FIELD, GENERATED -> field(item);
        }
        out.close();
        List<Item> inner = packet.children(item);
        if (!inner.isEmpty() && told < MOST) {
            out.open("ul");
            for (Item each : inner)
                item(each);
            out.close();
        }
        out.close().line();
    }

    private void field(Item item) {
        Verdict verdict = Verdict.of(packet, item);
        out.text(" ").element("code", WordsView.value(item));
        if (verdict.mark() == Mark.WRONG || verdict.mark() == Mark.UNJUDGED && !verdict.why().isEmpty())
            out.text(" ").element("em", verdict.mark().sign() + " "
                    + (verdict.why().isEmpty() ? verdict.mark().says() : verdict.why()), "class",
                    verdict.mark() == Mark.WRONG ? "wrong" : "");
        out.element("p", WordsView.words(packet, item));
    }

    /// Says how many items there was no room for.
    void rest() {
        long left = packet.items().stream().filter(each -> each.layer() >= 0).count() - told;
        if (told >= MOST && left > 0) out.element("p", "\u2026 and " + left + " more fields.").line();
    }
}
