package net.strata.explain;

/// A way to look at a packet.
public interface View {
    /// Draws it below what is on the sheet, no wider than the sheet.
    void draw(Anatomy packet, Sheet sheet);
}
