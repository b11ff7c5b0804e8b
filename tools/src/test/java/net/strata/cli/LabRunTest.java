package net.strata.cli;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import net.strata.Needs;
import net.strata.lab.Impairment;
import net.strata.lab.Lab;
import net.strata.lab.Program;
import net.strata.lab.Recording;
import net.strata.lab.Side;
import net.strata.os.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Ctrl-C in the lab.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LabRunTest {
    private static final int PORT = 50007;

    private static List<String> calls(Recording recording, Side side) {
        return recording.calls().stream().filter(made -> made.side() == side).map(made -> made.call().name()).toList();
    }

    private static void interrupt() throws Exception {
        new ProcessBuilder("kill", "-INT", "" + ProcessHandle.current().pid()).start().waitFor();
    }

    /// Both wait for ever: the server for a byte, the client for an answer.
    @Test
    void anInterruptEndsOurProgramsAndLeavesWhatWasRecorded() throws Exception {
        Needs.here().root();
        // Java's thread that waits for processes is begun here, so that it does not keep the lab's network.
        new ProcessBuilder("true").start().waitFor();
        Program server = stage -> {
            try (var listener = Socket.socket(AF_INET, SOCK_STREAM, 0)) {
                listener.bind(stage.address(Side.SERVER, AF_INET, PORT));
                listener.listen(1);
                try (Socket client = listener.accept()) {
                    client.recv(ByteBuffer.allocate(1), 0);
                }
            }
        };
        Program client = stage -> {
            try (var socket = Socket.socket(AF_INET, SOCK_STREAM, 0)) {
                socket.connect(stage.address(Side.SERVER, AF_INET, PORT));
                interrupt();
                socket.recv(ByteBuffer.allocate(1), 0);
            }
        };
        try (Lab lab = Lab.open(Impairment.NONE)) {
            LabRun run = LabRun.of(() -> lab.run("test", server, client));
            assertThat(run.interrupted()).isTrue();
            assertThat(Thread.interrupted()).as("the command goes on").isFalse();
            assertThat(run.recording().notes()).extracting(Recording.Note::text)
                    .containsExactly("interrupted: the programs were ended");
            assertThat(calls(run.recording(), Side.SERVER)).startsWith("socket", "bind", "listen", "accept4");
            assertThat(calls(run.recording(), Side.CLIENT)).startsWith("socket", "connect").endsWith("close");
            assertThat(run.recording().frames()).isNotEmpty();
            assertThat(LabRun.of(() -> lab.run("again", _ -> {
            }, _ -> {
            })).interrupted()).isFalse();
        }
    }
}
