package net.strata.os;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.strata.Needs;

/// A process with a socket: a Python program that tells the socket's inode and port, and ends with its input.
final class PythonSockets implements AutoCloseable {
    private static final String TELL = """
            import os, socket, sys
            def tell(s):
                print(os.fstat(s.fileno()).st_ino, s.getsockname()[1], flush=True)
                sys.stdin.read()
            """;

    private final Process process;
    final long inode;
    final int port;

    /// @param before words before the command
    /// @param name a Python literal of bytes
    /// @param body makes a socket and calls `tell`
    private PythonSockets(List<String> before, String name, String body) throws IOException {
        Needs.here().program("python3");
        var command = new ArrayList<>(before);
        command.addAll(
                List.of("python3", "-c", TELL + "open('/proc/self/comm', 'wb').write(" + name + ")\n" + body));
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        if (line == null) throw new IOException("python3 ended");
        String[] words = line.split(" ", -1);
        inode = Long.parseLong(words[0]);
        port = Integer.parseInt(words[1]);
    }

    /// Accepts a connection once.
    static PythonSockets server(String name) throws IOException {
        return new PythonSockets(List.of(), name, """
                s = socket.create_server(('127.0.0.1', 0))
                import threading
                kept = []
                threading.Thread(target=lambda: kept.append(s.accept()), daemon=True).start()
                tell(s)
                """);
    }

    static PythonSockets client(String name, int port) throws IOException {
        return new PythonSockets(List.of(), name, "tell(socket.create_connection(('127.0.0.1', " + port + ")))");
    }

    /// In a network namespace.
    static PythonSockets in(String namespace, String name, String body) throws IOException {
        return new PythonSockets(List.of("ip", "netns", "exec", namespace), name, body);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
