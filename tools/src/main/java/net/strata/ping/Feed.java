package net.strata.ping;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Where hosts come from while a run goes on. The engine's thread asks.
public interface Feed {
    /// Has no hosts.
    Feed NONE = new Feed() {
        @Override
        public @Nullable Target next(long now) {
            return null;
        }

        @Override
        public long due() {
            return Long.MAX_VALUE;
        }

        @Override
        public boolean isOver() {
            return true;
        }
    };

    /// The next host, null if there is none at the moment. Does not wait.
    @Nullable
    Target next(long now) throws IOException;

    /// After it gave none: when to ask again, by the engine's clock; [Long#MAX_VALUE] if the port is woken for that, or no
    /// more come.
    long due();

    /// Whether no more hosts will come.
    boolean isOver();
}
