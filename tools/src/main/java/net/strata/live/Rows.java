package net.strata.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// The hosts of a run, and what the engine has told of them since they were last looked at.
///
/// The engine only leaves word, which takes no time; who looks does the work. Where words become very many, as nobody has
/// looked for long, the engine does it after all.
final class Rows {
    private static final int MOST = 1 << 16;

    private final List<Row> rows = new ArrayList<>();
    private final Object lock = new Object();
    private List<Consumer<List<Row>>> told = new ArrayList<>();

    /// Leaves word of something.
    void tell(Consumer<List<Row>> what) {
        synchronized (lock) {
            told.add(what);
            if (told.size() < MOST) return;
        }
        look(_ -> 0);
    }

    /// What somebody makes of the hosts, all that was told included.
    <T> T look(Function<List<Row>, T> at) {
        synchronized (rows) {
            List<Consumer<List<Row>>> news;
            synchronized (lock) {
                news = told;
                told = new ArrayList<>();
            }
            news.forEach(each -> each.accept(rows));
            return at.apply(rows);
        }
    }

    /// As above, but without what was told since.
    <T> T lookAgain(Function<List<Row>, T> at) {
        synchronized (rows) {
            return at.apply(rows);
        }
    }
}
