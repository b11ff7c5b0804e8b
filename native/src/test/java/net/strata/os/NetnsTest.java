package net.strata.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.strata.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NetnsTest {
    /// What the namespace of the calling thread is called by the kernel.
    private static String here() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
    }

    @Test
    void theWorkIsDoneInTheNamespaceAndTheCallerStaysWhereItIs() throws Exception {
        try (var network = new TestNetwork()) {
            String name = network.namespace();
            String before = here();
            String there = Netns.call(name, NetnsTest::here);
            assertThat(there).isNotEqualTo(before);
            assertThat(here()).isEqualTo(before);
            Process sleeper = new ProcessBuilder("ip", "netns", "exec", name, "sleep", "60").start();
            try {
                // The process is in the namespace once ip has become sleep.
                while (!sleeper.info().command().orElse("").endsWith("sleep"))
                    Thread.onSpinWait();
                assertThat(Netns.call(Long.toString(sleeper.pid()), NetnsTest::here)).isEqualTo(there);
            } finally {
                sleeper.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void whatTheWorkThrowsIsThrown() throws Exception {
        try (var network = new TestNetwork()) {
            String name = network.namespace();
            assertThatThrownBy(() -> Netns.call(name, () -> {
                throw new IOException("of the work");
            })).isInstanceOf(IOException.class).hasMessage("of the work");
        }
    }

    @Test
    void whatIsNoNamespaceIsNamed() {
        assertThatThrownBy(() -> Netns.call("no-such", () -> 0)).isInstanceOf(OsError.class)
                .hasMessage("open(/run/netns/no-such, O_RDONLY | O_CLOEXEC): ENOENT (no such file or directory): "
                        + "no such network namespace: see ip netns list");
        assertThatThrownBy(() -> Netns.call("4194305", () -> 0)).hasMessage(
                "open(/proc/4194305/ns/net, O_RDONLY | O_CLOEXEC): ENOENT (no such file or directory): no such process");
        assertThatThrownBy(() -> Netns.call("../x", () -> 0)).hasMessage(
                "a network namespace is given by its name (ip netns list) or a process number, not ../x");
    }
}
