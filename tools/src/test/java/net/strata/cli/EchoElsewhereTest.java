package net.strata.cli;

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

/// The lab and demonstrations for a user who may neither make namespaces nor capture: on loopback, calls alone.
final class EchoElsewhereTest {
    /// As if it could not be started again.
    private static final Map<String, String> ONCE = Map.of("STRATA_IN_OWN_NAMESPACES", "1");
    /// Has the port, and is then the program that is run.
    private static final String BUSY = """
            import os, socket, sys
            s = socket.create_server(("127.0.0.1", 50007))
            s.set_inheritable(True)
            os.execvp(sys.argv[1], sys.argv[1:])
            """;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void isRoot() throws IOException {
        Needs.here().root();
        Needs.here().program("setpriv");
        Needs.here().program("unshare");
        Needs.here().program("ip");
    }

    /// In a network of its own, where loopback is up and nobody else's.
    ///
    /// @param shell what runs it there
    private ChildJava.Ran run(String shell, List<String> before, String... words) throws Exception {
        var command = new ArrayList<>(List.of("unshare", "--net", "sh", "-c", "ip link set lo up && " + shell, "sh"));
        command.addAll(before);
        command.addAll(ChildJava.asNobody());
        return new ChildJava(folder).run(command, ONCE, Main.class.getName(), List.of(words));
    }

    @Test
    void whereSomebodyHasThePortTheProgramsHaveAnother() throws Exception {
        Needs.here().program("python3");
        var ran = run("exec \"$@\"", List.of("python3", "-c", BUSY), "echo", "lab", "prefix", "hello");
        assertThat(ran.status()).as("%s", ran.err()).isZero();
        assertThat(String.join("\n", ran.out())).contains("Echo=>hello").doesNotContain("127.0.0.1:50007", "EADDRINUSE")
                .contains("in use here");
        // What to do stands at the end of a note.
        assertThat(String.join(" ", ran.out()).replaceAll("[│ ]+", " "))
                .contains(
                        "nothing is captured: cannot capture on lo: it needs CAP_NET_RAW: run with sudo, or see strata "
                                + "doctor for a way without");
    }

    @Test
    void networksApartAreRefusedWhereThereAreNone() throws Exception {
        var ran = run("exec \"$@\"", List.of(), "echo", "lab", "--apart", "--", "true", ":::", "true");
        assertThat(ran.status()).isEqualTo(Status.FAILED);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).hasSize(1).first().asString()
                .contains("a network for each side needs network namespaces: ");
    }

    /// That there is no packet is no evidence where none can be captured, for nothing nor against it.
    @Test
    void whatCannotBeSeenIsNeitherSeenNorRefuted() throws Exception {
        var ran = run("exec \"$@\"", List.of(), "echo", "demo", "reset", "unix", "broadcast", "udp-loss", "--json");
        assertThat(ran.status()).as("%s", ran.err()).isEqualTo(Status.FAILED);
        assertThat(ran.out()).hasSize(4).allMatch(line -> line.contains("\"holds\":false"))
                .noneMatch(line -> line.contains("\"seen\":false,\"hidden\":false"));
        for (String claim : List.of("now the goodbye arrives, and there is no RST",
                "close sends RST at once, and no FIN",
                "what is sent comes back, and no packet passes", "one frame leaves, for ff:ff:ff:ff:ff:ff"))
            assertThat(String.join("", ran.out())).contains(
                    "{\"expected\":\"" + claim + "\",\"seen\":false,\"hidden\":true");
        assertThat(ran.out()).allMatch(line -> line.contains("{\"call\":"));
    }

    @Test
    void theRunBeforeLeavesNothingInTheWay() throws Exception {
        var ran = run("\"$@\" && exec \"$@\"", List.of(), "echo", "demo", "reuseaddr", "--json");
        assertThat(ran.status()).as("%s %s", ran.out(), ran.err()).isZero();
        assertThat(ran.out()).hasSize(2).allMatch(line -> line.contains("\"holds\":true"));
    }
}
