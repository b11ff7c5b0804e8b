package net.strata.craft;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.strata.decode.Cursor;
import net.strata.decode.Options;
import net.strata.decode.Problem;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.protocol.Protocols;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Trait;

/// The header of a layer, with its options.
final class Header extends Shape {
    /// Messages whose first four bytes are the same in all of them, but that have eight at least (RFC 792, RFC 4443, RFC
    /// 2236).
    private static final Map<String, Integer> LEAST = Map.of("icmp", 8, "icmpv6", 8, "igmp", 8);

    final Protocol protocol;
    private final Probe probe;
    /// Each an [OptionShape], or bytes.
    private final List<Object> options = new ArrayList<>();

    Header(String prefix, Probe probe) {
        Protocol p = Protocols.named(prefix);
        if (p == null) throw new IllegalArgumentException("there is no protocol " + prefix);
        protocol = p;
        this.probe = probe;
    }

    OptionShape option(int kind, int bytes) {
        Options table = protocol.options();
        if (table == null) throw new IllegalArgumentException(owner() + " has no options");
        var option = new OptionShape(owner(), table, kind, bytes, probe);
        options.add(option);
        return option;
    }

    void options(byte[] bytes) {
        if (protocol.options() == null) throw new IllegalArgumentException(owner() + " has no options");
        options.add(bytes.clone());
    }

    /// The fields of the fixed part that were not given.
    List<Field> absent() {
        return Stream.of(protocol.layout().placed()).filter(f -> !gives(f)).toList();
    }

    /// The header, as far as it does not follow from what stands before and behind it.
    byte[] bytes() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(row(Math.max(protocol.bytes(), LEAST.getOrDefault(owner(), 0))));
        for (Object o : options)
            out.writeBytes(o instanceof OptionShape shape ? shape.bytes() : (byte[]) o);
        Options table = protocol.options();
        if (table != null) pad(table.length(), out);
        return out.toByteArray();
    }

    /// Fills the header up: IPv4 and TCP to units of 4 bytes, with zeros; IPv6 to units of 8, with an option for that (RFC
    /// 8200 section 4.2).
    private static void pad(Options.Length length, ByteArrayOutputStream out) {
        switch (length) {
            case ALL -> out.writeBytes(new byte[-out.size() & 3]);
            case VALUE -> {
                int pad = -out.size() & 7;
                if (pad > 1) out.writeBytes(new byte[]{1, (byte) (pad - 2)});
                out.writeBytes(new byte[pad > 1 ? pad - 2 : pad]);
            }
            case ALL_BY_8 -> {
                // each option is filled up by itself
            }
        }
    }

    @Override
    String owner() {
        return protocol.layout().prefix();
    }

    @Override
    Layout main() {
        return protocol.layout();
    }

    @Override
    List<Layout> layouts() {
        return Stream.concat(Stream.of(protocol.layout()), protocol.parts().stream()).toList();
    }

    @Override
    void start(byte[] row) {}

    @Override
    int tell(byte[] row, Tree t) {
        Cursor c = probe.walk(row, 0, protocol);
        Problem problem = c.problem();
        protocol.fields(c, t);
        // A size with a preset counts what stands behind the fixed part, such as ARP's addresses.
        return problem instanceof Problem(var kind, var layer, Field claim, _, int needed, _)
                && kind == Problem.Kind.SHORT && layer.equals(protocol)
                && claim.meta().absent() instanceof Trait.Preset ? needed : 0;
    }
}
