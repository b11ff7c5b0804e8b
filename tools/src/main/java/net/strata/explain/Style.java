package net.strata.explain;

/// How a cell of a sheet looks. What matters is never in the colour alone.
///
/// @param tone its colour
/// @param strong whether it is bold
/// @param marked whether it stands out as what is looked for
public record Style(Tone tone, boolean strong, boolean marked) {
    /// Colours by what they are for.
    public enum Tone {
        INK, SOFT, BAD, ONE, TWO, THREE, FOUR, FIVE, SIX
    }

    public static final Style PLAIN = new Style(Tone.INK, false, false);
    public static final Style BOLD = new Style(Tone.INK, true, false);
    public static final Style SOFT = new Style(Tone.SOFT, false, false);
    public static final Style BAD = new Style(Tone.BAD, true, false);

    private static final Tone[] TURNS = {Tone.ONE, Tone.TWO, Tone.THREE, Tone.FOUR, Tone.FIVE, Tone.SIX};

    /// The colour of the item whose turn it is.
    ///
    /// @param turn counted from 0; neighbours differ
    public static Style tone(int turn) {
        return new Style(TURNS[Math.floorMod(turn, TURNS.length)], false, false);
    }

    public Style bold() {
        return new Style(tone, true, marked);
    }

    public Style mark() {
        return new Style(tone, strong, true);
    }
}
