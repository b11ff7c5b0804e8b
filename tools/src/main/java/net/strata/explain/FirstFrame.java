package net.strata.explain;

import java.io.IOException;
import java.util.List;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.Notes;
import net.strata.session.Session;
import org.jspecify.annotations.Nullable;

/// A capture that keeps its first frame while it is read.
public final class FirstFrame implements FrameSource {
    private final FrameSource source;
    private @Nullable Batch first;

    public FirstFrame(FrameSource source) {
        this.source = source;
    }

    /// The first packet, taken apart; null before it was read.
    public @Nullable Anatomy packet() {
        if (first == null) return null;
        new Session().see(first);
        return new Dissector().dissect(first, 0);
    }

    @Override
    public boolean read(Batch batch) throws IOException {
        boolean more = source.read(batch);
        if (more && first == null && batch.count > 0) first = batch.only(0);
        return more;
    }

    @Override
    public List<Interface> interfaces() {
        return source.interfaces();
    }

    @Override
    public Notes notes() {
        return source.notes();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
