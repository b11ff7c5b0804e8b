package net.strata.explain.page;

/// Places in a row that is divided evenly, as classes: `c4` begins behind 4 columns, `w8` is 8 wide, a row `n32` has 32.
final class Columns {
    /// Columns that there are.
    static final int MOST = 32;

    private Columns() {}

    /// The style sheet for the classes.
    static String style() {
        var style = new StringBuilder();
        for (int i = 0; i < MOST; i++) {
            int n = i + 1;
            style.append(".c%d{grid-column-start:%d}.w%d{grid-column-end:span %d}".formatted(i, n, n, n))
                    .append(".n%d{grid-template-columns:repeat(%d,minmax(0,1fr))}%n".formatted(n, n));
        }
        return style.toString();
    }

    /// The classes of a place.
    static String of(int column, int width) {
        return "c" + column + " w" + width;
    }
}
