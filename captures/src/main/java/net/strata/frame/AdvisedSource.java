package net.strata.frame;

import java.io.IOException;
import java.util.List;

/// Frames of another source, with a user's advice.
public record AdvisedSource(FrameSource source, Advice advice) implements FrameSource {
    @Override
    public boolean read(Batch batch) throws IOException {
        batch.advice = advice;
        return source.read(batch);
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
