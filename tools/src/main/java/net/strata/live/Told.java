package net.strata.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// What is known of a run, and what the engine has told of it since it was last looked at.
///
/// The engine only leaves word, which takes no time; who looks does the work. Where words become very many, as nobody has
/// looked for long, the engine does it after all.
final class Told<K> {
    private static final int MOST = 1 << 16;

    private final K known;
    private final Object looking = new Object();
    private final Object lock = new Object();
    private List<Consumer<K>> told = new ArrayList<>();

    /// @param known nobody else may have it
    Told(K known) {
        this.known = known;
    }

    /// Leaves word of something.
    void tell(Consumer<K> what) {
        synchronized (lock) {
            told.add(what);
            if (told.size() < MOST) return;
        }
        look(_ -> 0);
    }

    /// What somebody makes of what is known, all that was told included.
    <T> T look(Function<K, T> at) {
        synchronized (looking) {
            List<Consumer<K>> news;
            synchronized (lock) {
                news = told;
                told = new ArrayList<>();
            }
            news.forEach(each -> each.accept(known));
            return at.apply(known);
        }
    }

    /// As above, but without what was told since.
    <T> T lookAgain(Function<K, T> at) {
        synchronized (looking) {
            return at.apply(known);
        }
    }
}
