package net.strata.filter;

import java.util.Set;
import java.util.function.Consumer;
import net.strata.decode.Cursor;
import net.strata.protocol.Protocols;
import org.jspecify.annotations.Nullable;

/// The bytes of all layers of a protocol. As in Wireshark, a layer is as long as its header where a length is asked and
/// where slices are cut, and reaches to its end where something is looked for in it.
final class ProtocolOperand extends Operand {
    /// Protocols whose messages Wireshark takes as a whole.
    private static final Set<String> WHOLE = Set.of("icmp", "icmpv6");

    private final String prefix;
    private final @Nullable Ranges layers;
    private final boolean headersOnly;

    /// @param layers which of the layers of that protocol count, null for all
    /// @param headersOnly whether the value ends with the header
    ProtocolOperand(String prefix, @Nullable Ranges layers, boolean headersOnly, String text) {
        super(Type.PROTOCOL, text);
        this.prefix = prefix;
        this.layers = layers;
        this.headersOnly = headersOnly && !WHOLE.contains(prefix);
    }

    @Override
    Values in(Cursor c) {
        values.clear();
        if (prefix.equals(Protocols.FRAME.layout().prefix())) {
            values.add(c.data, c.batch().offset[c.frame()], c.batch().captured[c.frame()]);
            return values;
        }
        int count = 0;
        for (int i = 0; i < c.layers(); i++)
            if (is(c, i)) count++;
        int n = 0;
        for (int i = 0; i < c.layers() && n < count; i++) {
            if (!is(c, i)) continue;
            n++;
            if (layers != null && !layers.holds(n, count + 1)) continue;
            c.select(i);
            int end = headersOnly ? c.headerEnd() : i == 0 ? c.outerEnd() : c.end();
            values.add(c.data, c.at, end - c.at);
        }
        return values;
    }

    private boolean is(Cursor c, int layer) {
        return c.protocol(layer).layout().prefix().equals(prefix);
    }

    @Override
    void fields(Consumer<Operand> out) {
        out.accept(this);
    }
}
