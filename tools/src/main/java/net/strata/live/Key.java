package net.strata.live;

import java.io.IOException;

/// What a user can press.
enum Key {
    QUIT, PAUSE, RESET, KEYS, VIEW, ORDER, NAMES, NEXT, PREVIOUS, UP, DOWN, PAGE_UP, PAGE_DOWN, FIRST, LAST,
    /// Nothing was pressed, or nothing that is known.
    NONE,
    /// There is no terminal any more.
    GONE;

    private static final int ESCAPE = 27;
    private static final int INTERRUPT = 3;
    private static final int TAB = 9;
    private static final int END = -1;

    /// Where characters come from.
    interface Source {
        /// The next character, -1 at the end, -2 if none came in time.
        int read() throws IOException;
    }

    /// Reads a key: a character, or a control sequence (ECMA-48 section 5.4; xterm's keys).
    static Key read(Source from) throws IOException {
        int c = from.read();
        return switch (c) {
            case 'q', 'Q', INTERRUPT -> QUIT;
            case 'p', 'P', ' ' -> PAUSE;
            case 'r', 'R' -> RESET;
            case '?', 'h' -> KEYS;
            case 'd', 'D' -> VIEW;
            case 'o', 'O' -> ORDER;
            case 'n', 'N' -> NAMES;
            case TAB -> NEXT;
            case 'k' -> UP;
            case 'j' -> DOWN;
            case 'b' -> PAGE_UP;
            case 'f' -> PAGE_DOWN;
            case 'g' -> FIRST;
            case 'G' -> LAST;
            case ESCAPE -> sequence(from);
            case END -> GONE;
            default -> NONE;
        };
    }

    private static Key sequence(Source from) throws IOException {
        int c = from.read();
        if (c != '[' && c != 'O') return NONE;
        int parameter = 0;
        for (c = from.read(); c >= '0' && c <= ';'; c = from.read())
            if (parameter == 0) parameter = c;
        return switch (c) {
            case 'A' -> UP;
            case 'B' -> DOWN;
            case 'C' -> NEXT;
            case 'D', 'Z' -> PREVIOUS;
            case 'H' -> FIRST;
            case 'F' -> LAST;
            case '~' -> switch (parameter) {
                case '1', '7' -> FIRST;
                case '4', '8' -> LAST;
                case '5' -> PAGE_UP;
                case '6' -> PAGE_DOWN;
                default -> NONE;
            };
            default -> NONE;
        };
    }
}
