package net.strata.stats;

/// The characters that pictures are drawn with.
public enum Glyphs {
    /// Block elements, which most terminals have.
    UNICODE(" \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588", " \u258f\u258e\u258d\u258c\u258b\u258a\u2589\u2588",
            '\u2591', '\u2502', '\u00d7', '\u25b2'), //
    ASCII(" _.-:=+*#", " ########", ':', '|', 'x', '^');

    /// A full cell in either direction, in parts.
    static final int PARTS = 8;

    private final String heights;
    private final String lengths;
    final char shade;
    final char axis;
    final char lost;
    final char beyond;

    Glyphs(String heights, String lengths, char shade, char axis, char lost, char beyond) {
        this.heights = heights;
        this.lengths = lengths;
        this.shade = shade;
        this.axis = axis;
        this.lost = lost;
        this.beyond = beyond;
    }

    /// The mark for a probe that was lost.
    public char lost() {
        return lost;
    }

    /// A cell that is filled from below.
    ///
    /// @param parts 0 to [#PARTS]
    char height(int parts) {
        return heights.charAt(parts);
    }

    /// A bar from left to right.
    String bar(int parts) {
        String whole = String.valueOf(lengths.charAt(PARTS)).repeat(parts / PARTS);
        return parts % PARTS == 0 ? whole : whole + lengths.charAt(parts % PARTS);
    }
}
