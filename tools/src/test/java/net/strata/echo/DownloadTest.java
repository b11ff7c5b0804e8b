package net.strata.echo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {
    /// SHA-256 of "abc": FIPS 180-4, example of NIST.
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String ANSWER = "OK 3\nabc" + ABC + "\n";

    @TempDir
    Path folder;

    private static boolean take(Download download, String data) throws IOException {
        return download.take(ByteBuffer.wrap(data.getBytes(UTF_8)), any -> {
        });
    }

    private long files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.count();
        }
    }

    @Test
    void aFileIsSavedHoweverTheStreamIsCut() throws IOException {
        for (int cut = 0; cut < ANSWER.length(); cut++) {
            var download = new Download(folder, "some/where/" + cut);
            assertThat(take(download, ANSWER.substring(0, cut))).isFalse();
            assertThat(download.missing()).isNotEmpty();
            assertThat(take(download, ANSWER.substring(cut))).isTrue();
            download.close();
            assertThat(folder.resolve(Integer.toString(cut))).hasContent("abc");
        }
    }

    @Test
    void anEmptyFile() throws IOException {
        var download = new Download(folder, "empty");
        assertThat(take(download, "OK 0\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n")).isTrue();
        download.close();
        assertThat(folder.resolve("empty")).isEmptyFile();
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        Files.writeString(folder.resolve("a"), "mine");
        assertThatThrownBy(() -> new Download(folder, "a")).isInstanceOf(AnswerException.class)
                .hasMessage(folder.resolve("a") + " is there already, and is not overwritten");
        var download = new Download(folder, "b");
        Files.createSymbolicLink(folder.resolve("b"), folder.resolve("outside"));
        assertThatThrownBy(() -> take(download, ANSWER)).isInstanceOf(AnswerException.class);
        download.close();
        assertThat(folder.resolve("b")).isSymbolicLink();
        assertThat(folder.resolve("outside")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/..", ".", "a/", "/"})
    void aNameThatIsNoFileIsNotAskedFor(String name) {
        assertThatThrownBy(() -> new Download(folder, name)).isInstanceOf(AnswerException.class)
                .hasMessageEndingWith(": that is no name of a file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "OK 3\\nabd" + ABC + "\\n | what came has another checksum than the server sent: it is not kept",
            "NO such thing\\n | the server refuses: such thing",
            "HTTP/1.1 400\\n | the answer is not one of the server file",
            "OK 99999999999999999999\\n | the answer is not one of the server file",
            "OK -1\\n | the answer is not one of the server file"})
    void whatIsWrongIsNotKept(String answer, String why) throws IOException {
        var download = new Download(folder, "a");
        assertThatThrownBy(() -> take(download, answer.translateEscapes())).isInstanceOf(AnswerException.class)
                .hasMessage(why);
        download.close();
        assertThat(files()).isZero();
    }

    @Test
    void aRefusalDoesNotReachTheTerminalAsItIs() throws IOException {
        var download = new Download(folder, "a");
        assertThatThrownBy(() -> take(download, "NO \033[2J\n")).hasMessage("the server refuses: \\x1b[2J");
    }

    @Test
    void whatIsNotWholeIsNotKept() throws IOException {
        var download = new Download(folder, "a");
        assertThat(take(download, "OK 3\nab")).isFalse();
        assertThat(download.missing()).isEqualTo("1 bytes of the file have not come");
        assertThat(files()).isEqualTo(1);
        download.close();
        assertThat(files()).isZero();
    }

    @Test
    void aLineWithoutEndIsGivenUp() {
        assertThatThrownBy(() -> take(new Download(folder, "a"), "x".repeat(1 << 16)))
                .isInstanceOf(AnswerException.class).hasMessage("the answer is not one of the server file");
    }

    /// In /proc nobody makes files.
    @Test
    void aFolderThatTakesNoFileIsNotAFaultOfReading() {
        assertThatThrownBy(() -> take(new Download(Path.of("/proc"), "a.txt"), ANSWER)).isInstanceOf(IOException.class)
                .isNotInstanceOf(AnswerException.class)
                .hasMessage("/proc/a.txt is not saved: no file can be made in that folder");
    }

    @Test
    void aFolderThatThisUserMayNotWriteIsTold() throws IOException {
        var closed = Files.createDirectory(folder.resolve("closed"), PosixFilePermissions
                .asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        // Root may write everywhere but there.
        Path where = Files.isWritable(closed) ? Path.of("/sys") : closed;
        assertThatThrownBy(() -> take(new Download(where, "a.txt"), ANSWER)).isInstanceOf(IOException.class)
                .hasMessageStartingWith(where + "/a.txt is not saved: ");
    }
}
