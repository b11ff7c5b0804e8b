package net.strata.decode;

/// A tree that is also told where layers begin and end, and what is wrong.
public interface LayerTree extends Tree {
    /// Begins a layer. The cursor stands on it, except for the frame itself, which is no layer of the walk.
    void layer(Cursor c, Protocol p);

    void endLayer();

    /// Something is wrong with the frame; told last.
    void problem(Problem p);

    /// Whether the fields of a layer are wanted at all.
    default boolean wants(Protocol p) {
        return true;
    }

    /// Tells a tree all about the frame that a cursor has walked.
    ///
    /// @param frame the protocol that describes the frame as a whole
    static void tell(Cursor c, Protocol frame, LayerTree t) {
        if (t.wants(frame)) {
            t.layer(c, frame);
            frame.fields(c, t);
            t.endLayer();
        }
        for (int i = 0; i < c.layers(); i++) {
            c.select(i);
            Protocol p = c.protocol();
            if (!t.wants(p)) continue;
            t.layer(c, p);
            if (c.whole()) {
                p.fields(c, t);
            } else {
                t.fields(p.layout(), c.at, c.headerEnd());
            }
            t.endLayer();
        }
        Problem problem = c.problem();
        if (problem != null) t.problem(problem);
    }
}
