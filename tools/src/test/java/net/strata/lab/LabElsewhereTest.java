package net.strata.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.strata.ChildJava;
import net.strata.Needs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lab where its user is not root: in a user namespace, or else on loopback, with or without captures.
final class LabElsewhereTest {
    /// As if it could not be started again.
    private static final Map<String, String> ONCE = Map.of("STRATA_IN_OWN_NAMESPACES", "1");

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void isRoot() throws IOException {
        Needs.here().root();
        Needs.here().program("setpriv");
        Needs.here().program("unshare");
        Needs.here().program("ip");
    }

    private ChildJava.Ran run(List<String> rights, Map<String, String> environment) throws Exception {
        // In a network of its own, where loopback is up and nobody else's.
        var before = new ArrayList<>(List.of("unshare", "--net", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh"));
        before.addAll(ChildJava.asNobody());
        before.addAll(rights);
        return new ChildJava(folder).run(before, environment, LabElsewhere.class.getName(), List.of());
    }

    @Test
    void anOrdinaryUserHasItInAUserNamespace() throws Exception {
        var ran = run(List.of(), Map.of());
        List<String> session = List.of("NAMESPACES with frames", "heard Hello", "client was seen to send",
                "server was seen to send", "calls", "faults []");
        assertThat(ran.out()).as("%s", ran.err()).containsExactlyElementsOf(twice(session));
        assertThat(ran.status()).isEqualTo(LabElsewhere.STATUS);
    }

    @Test
    void whereThereAreNoNamespacesItIsOnLoopback() throws Exception {
        var ran = run(List.of("--inh-caps=+net_raw", "--ambient-caps=+net_raw"), ONCE);
        String why = "both sides are on loopback, as there are no namespaces: unshare(CLONE_NEWNET): "
                + "EPERM (operation not permitted): needs CAP_SYS_ADMIN: run with sudo, or see strata doctor for a way without";
        List<String> session = List.of("LOOPBACK with frames", "heard Hello", why, "client was seen to send",
                "server was seen to send", "calls");
        assertThat(ran.out()).as("%s", ran.err())
                .containsExactlyElementsOf(twice(session));
    }

    @Test
    void whereNothingMayBeCapturedThereAreCallsAlone() throws Exception {
        var ran = run(List.of(), ONCE);
        assertThat(ran.out()).as("%s", ran.err()).contains("LOOPBACK without frames", "heard Hello", "calls",
                "client was not seen").anyMatch(line -> line.startsWith("nothing is captured: "));
    }

    private static List<String> twice(List<String> lines) {
        var twice = new ArrayList<>(lines);
        twice.addAll(lines);
        return twice;
    }
}
