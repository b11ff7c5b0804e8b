package net.strata.trace.multipath;

import java.util.Locale;
import net.strata.os.SockAddr;
import net.strata.stats.Units;
import net.strata.target.Names;

/// What stands in pictures: unescaped, but without control characters.
record Labels(Names names) {
    /// The name; empty if there is none.
    String name(Node node) {
        SockAddr.Ip address = node.address();
        String name = address == null ? null : names.find(address, 0);
        return name == null ? "" : clean(name);
    }

    /// The name and the address.
    String both(Node node) {
        String name = name(node);
        return name.isEmpty() ? node.label() : name + " (" + node.label() + ")";
    }

    static String clean(String text) {
        var clean = new StringBuilder();
        text.codePoints().forEach(c -> clean.appendCodePoint(
                Character.isISOControl(c) || !Character.isValidCodePoint(c) || c >= 0xd800 && c < 0xe000 || c > 0xfffd
                        ? 0xfffd
                        : c));
        return clean.toString();
    }

    static String millis(long nanos) {
        return nanos < 0 ? "" : Units.brief(nanos) + " ms";
    }

    /// Of a link: nothing if nothing was lost, or all of it where nothing answers.
    static String loss(Graph.Edge edge) {
        return edge.lost() == 0 || edge.link().to().isSilent()
                ? ""
                : Units.percent((double) edge.lost() / edge.sent()) + "%";
    }

    static String balance(Balance balance) {
        return switch (balance) {
            case NONE -> "";
            case PER_FLOW -> "per flow";
            case PER_PACKET -> "per packet";
            case UNKNOWN -> "per flow or packet";
        };
    }

    /// As in JSON.
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
