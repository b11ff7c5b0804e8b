package net.strata;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

final class NeedsTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aMissingProgramOrLibrarySkipsTheTestAndSaysItsName() {
        var needs = new Needs(Map.of("PATH", folder.toString()), List.of(folder));
        assertThatThrownBy(() -> needs.program("tshark")).isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("tshark");
        assertThatThrownBy(() -> needs.library("pcap")).isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("libpcap");
    }

    @Test
    void inContinuousIntegrationItFailsTheTest() {
        var needs = new Needs(Map.of("PATH", folder.toString(), "CI", "true"), List.of(folder));
        assertThatThrownBy(() -> needs.program("tshark")).isInstanceOf(AssertionError.class);
    }

    @Test
    void whatIsThereLetsTheTestRun() throws IOException {
        Files.createFile(folder.resolve("libpcap.so.1"));
        Files.createFile(folder.resolve("tshark")).toFile().setExecutable(true);
        var needs = new Needs(Map.of("PATH", folder.toString()), List.of(folder));
        assertThatCode(() -> {
            needs.program("tshark");
            needs.library("pcap");
        }).doesNotThrowAnyException();
    }
}
