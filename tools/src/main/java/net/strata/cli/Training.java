package net.strata.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs the commands as users do, while Java records what an ahead-of-time cache should hold: classes, and profiles of
/// the methods that ran often. Packaging calls it; see tools/pom.xml.
final class Training {
    /// Every command, in each of its output modes.
    private static final List<List<String>> LINES = List.of(
            List.of(), List.of("--help"), List.of("--version"), List.of("version"), List.of("version", "--help"));

    /// What users mistype is answered from the cache as well.
    private static final List<List<String>> MISTAKES = List.of(List.of("versoin"), List.of("version", "--hlep"));

    /// Enough for a profile of the methods that matter, a second or two in all.
    private static final int ROUNDS = 200;

    private Training() {}

    /// Trains, and notes which JDK the cache is for.
    ///
    /// @param words the file for the note
    public static void main(String[] words) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            expect(Status.DONE, LINES);
            expect(Status.FAILED, MISTAKES);
        }
        var home = Path.of(System.getProperty("java.home"));
        Files.writeString(Path.of(words[0]), home + "\n" + Files.readString(home.resolve("release")));
        // As a user's run ends: the environment, the real outputs and the exit belong into the cache.
        Main.main(new String[]{"--version"});
    }

    private static void expect(int status, List<List<String>> lines) {
        for (var line : lines) {
            int got = Main.quietly(line);
            if (got != status)
                throw new IllegalStateException("training: strata " + String.join(" ", line) + " ended with " + got);
        }
    }
}
