package net.strata.protocol;

import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.frame.Batch;
import net.strata.frame.Facts;
import net.strata.wire.Made;

/// The generated fields that layers of a conversation share.
final class Conversation {
    private Conversation() {}

    static void fields(Cursor c, Tree t, Made stream, Made sinceFirst, Made sincePrevious) {
        int row = c.factsRow();
        Facts facts = c.batch().facts;
        if (row < 0 || facts.stream[row] < 0) return;
        t.made(stream, facts.stream[row]);
        if (c.batch().time[c.frame()] == Batch.NO_TIME) return;
        t.made(sinceFirst, facts.sinceFirst[row]);
        t.made(sincePrevious, facts.sincePrevious[row]);
    }
}
