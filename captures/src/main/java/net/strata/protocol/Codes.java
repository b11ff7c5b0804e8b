package net.strata.protocol;

import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// The code of an ICMP message: one byte, whose meaning depends on the type.
final class Codes {
    private final String prefix;
    private final Uint[] byType = new Uint[256];
    private final List<Layout> layouts = new ArrayList<>();

    /// @param nameless the code of types that have only one
    Codes(String prefix, Uint nameless) {
        this.prefix = prefix;
        Arrays.fill(byType, nameless);
    }

    /// @param source where it is specified
    /// @param says what the code of this type tells
    /// @param otherwise what goes wrong where it is wrong
    Codes add(int type, String title, String source, String says, String otherwise, Names meaning) {
        var layout = new Layout(prefix, title, source).skip(8);
        byType[type] = layout.uint(8, "code", "Code", names(meaning), says(says), otherwise(otherwise));
        layouts.add(layout);
        return this;
    }

    /// The field, placed from the start of the message.
    Uint of(int type) {
        return byType[type];
    }

    List<Layout> layouts() {
        return layouts;
    }

    /// Appends a type's name, and in parentheses what the code means where the type has several.
    void info(Text out, Names types, int type, int code) {
        out.utf8(types.of(type, "Type " + type));
        Names meaning = byType[type].meta().names();
        if (meaning != null) out.ascii(" (").utf8(meaning.of(code, "code " + code)).put(')');
    }
}
