package net.strata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a process is after it dropped its privileges. 65534 is nobody on Linux, and 65533 has no name.
final class PrivilegesTest {
    private static final String NO_CAPABILITY = "0000000000000000";

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void isRoot() throws IOException {
        Needs.here().root();
        Needs.here().program("setpriv");
    }

    @Test
    void rootBecomesTheCallerOfSudoInEveryThread() throws IOException, InterruptedException {
        var told = dropped(List.of(), Map.of("SUDO_UID", "65533", "SUDO_GID", "65532"));
        assertThat(told).contains("said goes on as 65533 (uid 65533, gid 65532), without capabilities", "file 65533",
                "raw socket EPERM");
        assertThat(threads(told)).contains("before", "after").hasSizeGreaterThan(5);
        assertThat(told).filteredOn(line -> line.startsWith("thread "))
                .allMatch(line -> line.endsWith("|65533 65533 65533 65533|65532 65532 65532 65532|65532|"
                        + NO_CAPABILITY));
    }

    @Test
    void aUserByNameComesBeforeTheCallerOfSudoAndBringsItsGroups() throws IOException, InterruptedException {
        var told = dropped(List.of(), Map.of("SUDO_UID", "65533"), "nobody");
        assertThat(told).contains("file 65534");
        assertThat(told).filteredOn(line -> line.startsWith("thread "))
                .allMatch(line -> line.contains("|65534 65534 65534 65534|") && line.endsWith("|" + NO_CAPABILITY));
        assertThat(dropped(List.of(), Map.of(), "65534")).contains("file 65534");
    }

    @Test
    void rootStaysRootWhereNobodyElseIsMeant() throws IOException, InterruptedException {
        assertThat(dropped(List.of(), Map.of()))
                .contains("said stays root: nobody called sudo, and no -Z names a user", "file 0");
        assertThat(dropped(List.of(), Map.of("SUDO_UID", "65533"), "root")).contains("said stays root", "file 0");
    }

    @Test
    void aUserThatCannotBeIsOneLine() throws IOException, InterruptedException {
        assertThat(dropped(List.of(), Map.of(), "no-such-user"))
                .contains("failed -Z no-such-user: there is no such user here");
        assertThat(dropped(List.of(), Map.of("SUDO_UID", "me")))
                .contains("failed SUDO_UID is no number but me: -Z USER says whom to become");
        assertThat(dropped(ChildJava.asNobody(), Map.of(), "root"))
                .contains("failed -Z root: only root can become another user: run with sudo, or without -Z");
    }

    @Test
    void aUserWithoutPlaceInTheNamespaceIsOneLine() throws IOException, InterruptedException {
        Needs.here().program("unshare");
        assertThat(dropped(List.of("unshare", "--user", "--map-root-user"), Map.of("SUDO_UID", "65533"))).contains(
                "failed cannot become 65533 (uid 65533, gid 65533): this user namespace has no such user; -Z root stays root");
    }

    @Test
    void anOrdinaryUserHasNothingToGiveUp() throws IOException, InterruptedException {
        assertThat(dropped(ChildJava.asNobody(), Map.of())).contains("said has no privileges to give up", "file 65534");
        assertThat(dropped(ChildJava.asNobody(), Map.of(), "nobody"))
                .contains("said is nobody already, and has no privileges to give up");
    }

    @Test
    void anOrdinaryUsersCapabilitiesAreGivenUpByThreadsOfOurs() throws IOException, InterruptedException {
        var command = new ArrayList<>(ChildJava.asNobody());
        command.addAll(List.of("--inh-caps=+net_raw", "--ambient-caps=+net_raw"));
        var told = dropped(command, Map.of());
        assertThat(told).anyMatch(line -> line.startsWith("said gave up CAP_NET_RAW, but for "));
        assertThat(told).contains("raw socket EPERM");
        // Started by the thread that gave up.
        assertThat(told).anyMatch(line -> line.startsWith("thread after|") && line.endsWith("|" + NO_CAPABILITY));
    }

    private static List<String> threads(List<String> told) {
        return told.stream().filter(line -> line.startsWith("thread "))
                .map(line -> line.substring("thread ".length(), line.indexOf('|'))).toList();
    }

    /// What the program tells.
    private List<String> dropped(List<String> before, Map<String, String> environment, String... user)
            throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(folder.resolve("made-" + System.nanoTime()).toString()));
        words.addAll(List.of(user));
        return new ChildJava(folder).run(before, environment, DropsPrivileges.class.getName(), words).out();
    }
}
