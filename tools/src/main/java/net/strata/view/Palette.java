package net.strata.view;

import net.strata.decode.Cursor;
import net.strata.decode.Protocol;
import net.strata.wire.Text;

/// Colours, as SGR sequences (ECMA-48 section 8.3.117), or none.
public record Palette(boolean on) {
    private static final int BOLD = 1;
    private static final int DIM = 2;
    private static final int RED = 31;
    private static final int GREEN = 32;
    private static final int YELLOW = 33;
    private static final int MAGENTA = 35;
    private static final int CYAN = 36;

    /// Begins a line in the colour of its protocol, or of trouble.
    void begin(Cursor c, Protocol p, Text out) {
        if (on) start(c.troubled() || trouble(c) ? RED : colour(p), out);
    }

    private static boolean trouble(Cursor c) {
        for (int i = 0; i < c.ownLayers(); i++) {
            c.select(i);
            if (c.whole() && c.protocol().trouble(c)) return true;
        }
        return false;
    }

    void end(Text out) {
        if (on) out.ascii("\033[0m");
    }

    /// Appends the heading of a layer.
    void heading(Text out, Text words) {
        write(BOLD, out, words);
    }

    /// Appends what is less important.
    void dim(Text out, Text words) {
        write(DIM, out, words);
    }

    /// Appends what is wrong.
    void trouble(Text out, Text words) {
        write(RED, out, words);
    }

    private void write(int code, Text out, Text words) {
        if (on) start(code, out);
        out.append(words);
        end(out);
    }

    private static void start(int code, Text out) {
        out.ascii("\033[").number(code).put('m');
    }

    private static int colour(Protocol p) {
        return switch (p.level()) {
            case LINK -> YELLOW;
            case NETWORK -> MAGENTA;
            case TRANSPORT -> CYAN;
            case SESSION, PRESENTATION, APPLICATION -> GREEN;
        };
    }
}
