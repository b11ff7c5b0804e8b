package net.strata.view;

import net.strata.decode.Cursor;
import net.strata.decode.Protocol;
import net.strata.wire.Text;

/// Colours of lines by protocol and trouble, as SGR sequences (ECMA-48 section 8.3.117), or none.
public record Palette(boolean on) {
    /// Begins a line in its colour.
    ///
    /// @return whether it has one
    boolean begin(Cursor c, Protocol p, Text out) {
        if (!on) return false;
        out.ascii("\033[").number(code(c, p)).put('m');
        return true;
    }

    void end(Text out) {
        out.ascii("\033[0m");
    }

    private static int code(Cursor c, Protocol p) {
        if (c.troubled()) return 31;
        return switch (p.level()) {
            case LINK -> 33;
            case NETWORK -> 35;
            case TRANSPORT -> 36;
            case SESSION, PRESENTATION, APPLICATION -> 32;
        };
    }
}
