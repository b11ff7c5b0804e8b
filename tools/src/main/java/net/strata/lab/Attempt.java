package net.strata.lab;

import java.io.IOException;
import java.util.concurrent.Callable;

/// Work of several steps, which is undone if one fails.
final class Attempt {
    private Attempt() {}

    /// Does it.
    ///
    /// @throws IOException as the work does, or for any other checked exception
    static <T> T of(Callable<T> work, Runnable undo) throws IOException {
        try {
            return work.call();
        } catch (IOException | RuntimeException | Error e) {
            undo.run();
            throw e;
        } catch (InterruptedException e) {
            undo.run();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (Exception e) {
            undo.run();
            throw new IOException(e);
        }
    }
}
