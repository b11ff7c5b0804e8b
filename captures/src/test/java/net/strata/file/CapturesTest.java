package net.strata.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class CapturesTest {
    private static final int MICRO = 0xa1b2c3d4;

    @TempDir
    Path folder;

    private void refuses(Path path, String message) {
        assertThatThrownBy(() -> Captures.open(path).close()).isInstanceOf(CaptureException.class)
                .hasMessage(path + message);
    }

    @Test
    void aFileIsReadWhateverItsName() throws IOException {
        Path path = Files.write(folder.resolve("notes.txt"),
                CaptureBytes.pcap(true, MICRO, 1).record(1, 2, 3, 3, 'a').array());
        try (var source = Captures.open(path)) {
            var batch = new Batch(4096);
            assertThat(source.read(batch)).isTrue();
            assertThat(batch.count).isEqualTo(1);
            assertThat(source.read(batch)).isFalse();
        }
    }

    @Test
    void whatCannotBeReadIsOneLine() throws IOException {
        refuses(folder, ": is a folder, not a capture");
        refuses(folder.resolve("none.pcap"), ": no such file");
        refuses(Files.write(folder.resolve("empty.pcap"), new byte[0]), ": is empty");
    }

    @Test
    void aFileWithoutPermissionIsOneLine() throws IOException {
        Path path = Files.write(folder.resolve("secret.pcap"), new byte[100]);
        Files.setPosixFilePermissions(path, java.util.Set.of());
        if (Files.isReadable(path)) {
            assertThat(openedWithoutPrivilege(path)).isEqualTo(path + ": no permission to read it");
        } else {
            refuses(path, ": no permission to read it");
        }
    }

    /// What root is told who has given up the right to read everything.
    private static String openedWithoutPrivilege(Path path) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var process = new ProcessBuilder("setpriv", "--bounding-set=-dac_override,-dac_read_search", java.toString(),
                "-cp",
                System.getProperty("java.class.path"), Opener.class.getName(), path.toString()).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /// Opens a capture, and prints why it cannot.
    static final class Opener {
        public static void main(String[] words) throws IOException {
            try (var source = Captures.open(Path.of(words[0]))) {
                System.out.println("opened " + source);
            } catch (CaptureException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"hello, world|text", "BZh9abcdefg\u0001|bzip2 data",
            "PK\u0003\u0004abcdefgh|a zip archive", "\u007fELF\u0002\u0001\u0001|a program",
            "GMBUabcdefgh\u0001|a Network Monitor capture", "\u00fd7zXZ\u0001\u0001|xz data"})
    void anotherKindOfFileIsNamed(String content, String kind) throws IOException {
        Path path = Files.write(folder.resolve("x"), content.getBytes(StandardCharsets.ISO_8859_1));
        refuses(path, ": not a pcap or pcapng capture, it looks like " + kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "\u00d4\u00c3\u00b2", "\u0001\u0002\u0003\u0004\u0005"})
    void whatLooksLikeNothingIsNoCapture(String content) throws IOException {
        refuses(Files.write(folder.resolve("x"), content.getBytes(StandardCharsets.ISO_8859_1)),
                ": not a pcap or pcapng capture");
    }

    /// The reader must not wait for more before it hands out what a sender wrote: if
    /// it did, this would hang, since the sender only goes on afterwards.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void framesOfAStreamAreDeliveredAsTheyArrive(boolean pcap) throws IOException {
        try (var sender = new PipedOutputStream(); var receiver = new PipedInputStream(sender, 1 << 16)) {
            var head = pcap ? CaptureBytes.pcap(true, MICRO, 1) : CaptureBytes.pcapng(true).iface(1);
            sender.write(head.array());
            byte[] frame = (pcap ? head.bytes().record(1, 2, 60, 60, 'a') : head.bytes().enhanced(0, 1, 60, 60, 'a'))
                    .array();
            try (var source = Captures.open(receiver, "-")) {
                var batch = new Batch(1 << 16);
                for (int i = 1; i <= 3; i++) {
                    sender.write(frame);
                    // Half of the next one is not waited for either.
                    sender.write(frame, 0, 20);
                    assertThat(source.read(batch)).isTrue();
                    assertThat(batch.count).isEqualTo(1);
                    assertThat(batch.firstNumber).isEqualTo(i * 2L - 1);
                    sender.write(frame, 20, frame.length - 20);
                    assertThat(source.read(batch)).isTrue();
                    assertThat(batch.firstNumber).isEqualTo(i * 2L);
                }
            }
        }
    }

    @Test
    void aReadThatFailsIsOneLineBehindTheFrames() throws IOException {
        byte[] bytes = CaptureBytes.pcap(true, MICRO, 1).record(1, 2, 3, 3, 'a').array();
        var failing = new InputStream() {
            private int at;

            @Override
            public int read() throws IOException {
                if (at == bytes.length) throw new IOException("Input/output error");
                return bytes[at++] & 0xff;
            }

            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                b[off] = (byte) read();
                return 1;
            }
        };
        var read = Read.of(failing, 4096);
        assertThat(read.frames()).hasSize(1);
        assertThat(read.trouble()).isEqualTo("x.cap: Input/output error, in frame 2, at byte 43");
    }

    @Test
    void closingTheSourceClosesTheStream() throws IOException {
        boolean[] closed = {false};
        var in = new java.io.ByteArrayInputStream(CaptureBytes.pcap(true, MICRO, 1).array()) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        Captures.open(in, "x").close();
        assertThat(closed[0]).isTrue();
    }
}
