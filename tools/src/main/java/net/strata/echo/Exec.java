package net.strata.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// Remote commands: the client sends a line, and gets four bytes, in network order, that say how many follow, and then
/// what the command printed. Only the commands listed here are run, and none with anything that a client sent.
final class Exec extends Requests {
    private static final List<String> COMMANDS = List.of("date", "uptime", "uname -a", "hostname", "id", "pwd",
            "echo hello");
    private static final int LONGEST = 1 << 16;

    @Override
    void answer(String request, Answer out) {
        if (COMMANDS.contains(request)) say(run(request), out);
        else
            refuse("not a command of this server; they are: " + String.join(", ", COMMANDS), out);
    }

    @Override
    void refuse(String why, Answer out) {
        say((why + "\n").getBytes(StandardCharsets.UTF_8), out);
    }

    private static void say(byte[] text, Answer out) {
        out.say(ByteBuffer.allocate(Integer.BYTES).putInt(0, text.length)).say(text);
    }

    private static byte[] run(String command) {
        // timeout(1) ends what does not end by itself.
        var words = Stream.concat(Stream.of("timeout", "5"), Stream.of(command.split(" "))).toList();
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            try (var output = process.getInputStream()) {
                return output.readNBytes(LONGEST);
            }
        } catch (IOException e) {
            return (command + " cannot be run here\n").getBytes(StandardCharsets.UTF_8);
        }
    }
}
