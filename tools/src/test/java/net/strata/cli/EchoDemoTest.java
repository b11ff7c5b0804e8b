package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.strata.JsonValues;
import net.strata.Needs;
import net.strata.demo.Demos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EchoDemoTest {
    private static final String INPUT_IS_TERMINAL = "strata.terminal.input";

    private record Ran(int status, String out, String err) {}

    private static Ran strata(boolean terminal, String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), terminal).run(words);
        return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    /// Standard input and output both are a terminal on which somebody types this.
    private static Ran atTerminal(String typed, String... words) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(typed.getBytes(UTF_8)));
        System.setProperty(INPUT_IS_TERMINAL, "true");
        try {
            return strata(true, words);
        } finally {
            System.setIn(before);
            System.clearProperty(INPUT_IS_TERMINAL);
        }
    }

    @Test
    void withoutANameEachHasALine() {
        Ran ran = strata(false, "echo", "demo");
        assertThat(ran.status()).isEqualTo(Status.DONE);
        assertThat(ran.out().lines()).hasSameSizeAs(Demos.ALL)
                .contains("half-close    each direction of a stream ends by itself");
    }

    @Test
    void anUnknownNameIsAnsweredByTheNearest() {
        assertThat(strata(false, "echo", "demo", "reset", "stiky"))
                .isEqualTo(new Ran(Status.FAILED, "",
                        "strata echo demo: no demonstration stiky; did you mean sticky?\n"));
    }

    @Test
    void pagesGoToFilesOnly() {
        assertThat(strata(false, "echo", "demo", "reset", "--html", "-")).isEqualTo(new Ran(Status.FAILED, "",
                "strata echo demo: --html needs the name of a file: a demonstration may make several pages\n"));
    }

    @Test
    void sizesAreForTheDemonstrationThatHasSome() {
        assertThat(strata(false, "echo", "demo", "reset", "--size", "5").err())
                .isEqualTo("strata echo demo: --size is for strata echo demo sticky\n");
        assertThat(strata(false, "echo", "demo", "sticky", "--writes", "21").err())
                .isEqualTo("strata echo demo: --writes takes a whole number from 1 to 20, not 21\n");
        assertThat(strata(false, "echo", "demo", "sticky", "--size", "1000", "--recv", "1").err()).isEqualTo(
                "strata echo demo: --recv 1 is too little: 5000 bytes would be more than 100 recvs\n");
    }

    @Test
    void allIsToldInItsOrder() throws IOException {
        Needs.here().root();
        Ran ran = strata(false, "echo", "demo", "half-close", "reset");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isEqualTo(Status.DONE);
        assertThat(ran.out()).containsSubsequence("half-close: ", "\nbelief ", "\nquestion ", "\nrun: ", " client ",
                "shutdown(", ", SHUT_WR) = 0", "TCP FIN, ACK", "\nseen ", "\nso it is ", "\nsource ", "shutdown(2)",
                "\nreset: ", "TCP RST", "\nsource ").doesNotContain("NOT SEEN").doesNotContain("Enter");
    }

    @Test
    void onATerminalTheAnswerWaitsForEnter() throws IOException {
        Needs.here().root();
        assertThat(atTerminal("an answer\n", "echo", "demo", "half-close").out()).containsSubsequence("\nquestion ",
                "\nEnter shows the answer. ", "\nrun: ");
        assertThat(atTerminal("", "echo", "demo", "half-close", "--no-wait").out()).doesNotContain("Enter");
        assertThat(strata(true, "echo", "demo", "half-close").out()).doesNotContain("Enter");
    }

    /// Of each send the letter, whatever the segments are: 3 sends of 4 bytes, which 5 fit.
    @Test
    void sizesMayBeChosenAndSendsAreSeenInRecvs() throws IOException {
        Needs.here().root();
        Ran ran = strata(false, "echo", "demo", "sticky", "--writes", "3", "--recv", "5");
        assertThat(ran.status()).isEqualTo(Status.DONE);
        assertThat(ran.out()).contains("send      [aaaa] [bbbb] [cccc]\n").contains("recv      [aaaab] [bbbcc] [cc]\n");
        assertThat(strata(false, "echo", "demo", "sticky", "--writes", "3", "--recv", "5", "--color", "always").out())
                .contains("recv      [\033[32maaaa\033[0m\033[35mb\033[0m] [");
    }

    @Test
    void jsonHasTheEvidence() throws IOException {
        Needs.here().root();
        Ran ran = strata(false, "echo", "demo", "--json", "half-close", "utf8");
        assertThat(ran.out().lines()).hasSize(2);
        Map<String, Object> first = JsonValues.objects(ran.out()).getFirst();
        assertThat(first.keySet()).containsExactly("schema", "name", "title", "belief", "question", "sentence",
                "sources", "holds", "runs", "checks");
        assertThat(first).containsEntry("name", "half-close").containsEntry("holds", true);
        Map<String, Object> run = JsonValues.object(JsonValues.list(first.get("runs")).getFirst());
        List<Map<String, Object>> evidence = JsonValues.list(run.get("evidence")).stream().map(JsonValues::object)
                .toList();
        assertThat(evidence).anySatisfy(each -> assertThat(each).containsEntry("name", "shutdown")
                .containsEntry("side", "client").containsKeys("call", "result", "enter_ns", "exit_ns", "number"));
        assertThat(evidence).anySatisfy(each -> assertThat(each).containsEntry("protocol", "TCP")
                .containsEntry("from", "server").containsKeys("packet", "left_ns", "lost", "number"));
        assertThat(JsonValues.list(first.get("checks"))).allSatisfy(
                each -> assertThat(JsonValues.object(each)).containsEntry("seen", true).containsKeys("expected",
                        "saw"));
    }

    @Test
    void theWholeSessionIsShownOnRequest(@TempDir Path folder) throws IOException {
        Needs.here().root();
        Ran ran = strata(false, "echo", "demo", "reset", "--verbose", "--html", folder.resolve("page.html").toString());
        assertThat(ran.out()).contains("\nAll of the run: the client sends bye and closes\n");
        assertThat(folder.resolve("page-1.html")).exists();
        assertThat(Files.readString(folder.resolve("page-3.html"))).contains("<html", "goodbye");
        assertThat(folder.resolve("page-4.html")).doesNotExist();
    }
}
