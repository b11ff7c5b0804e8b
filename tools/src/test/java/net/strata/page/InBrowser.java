package net.strata.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import net.strata.Needs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Tests of a page that share a browser.
public abstract class InBrowser {
    @TempDir(cleanup = CleanupMode.ALWAYS)
    private static Path folder;
    private static @Nullable Browser browser;

    @BeforeAll
    static void start() throws IOException {
        Needs.here().program("chromium");
        browser = new Browser(Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    static void end() throws IOException {
        if (browser != null) browser.close();
    }

    protected static Browser browser() {
        return Objects.requireNonNull(browser);
    }

    /// Where a page can be put.
    protected static Path file() {
        return folder.resolve("page.html");
    }
}
