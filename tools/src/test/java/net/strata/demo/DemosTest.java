package net.strata.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.strata.ChildJava;
import net.strata.Needs;
import net.strata.cli.Main;
import net.strata.lab.FormsCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every demonstration shows what it says.
final class DemosTest {
    @ParameterizedTest
    @MethodSource("net.strata.demo.Demos#names")
    void holdsForRoot(String name) throws IOException {
        Needs.here().root();
        Demo demo = Objects.requireNonNull(Demos.named(name));
        Outcome outcome = Trial.of(demo, Map.of());
        assertThat(outcome.checks()).isNotEmpty().allMatch(Check::seen);
        assertThat(outcome.sessions()).flatExtracting(Session::evidence).isNotEmpty();
        FormsCheck.check(outcome.sessions().stream().map(Session::timeline).toList());
    }

    @Test
    void aRunThatCameOutShortIsToldAsNotSeen() {
        Outcome outcome = Trial.of(new Demo() {
            @Override
            public About about() {
                return new About("short", "", "", "", "", List.of());
            }

            @Override
            public void show(Trial trial) {
                List.of().getFirst();
            }
        }, Map.of());
        assertThat(outcome.holds()).isFalse();
    }

    /// In a user namespace.
    @Test
    void allHoldForAnOrdinaryUser(@TempDir Path folder) throws Exception {
        Needs.here().root();
        Needs.here().program("setpriv");
        Needs.here().program("unshare");
        var ran = new ChildJava(folder).run(ChildJava.asNobody(), Map.of(), Main.class.getName(),
                List.of("echo", "demo", "all", "--json"));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).hasSameSizeAs(Demos.ALL).allMatch(line -> line.contains("\"holds\":true"));
        assertThat(ran.status()).isZero();
    }
}
