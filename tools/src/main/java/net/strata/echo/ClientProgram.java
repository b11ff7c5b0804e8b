package net.strata.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a client talks to one of the ready servers.
///
/// @param name the server's
/// @param port where it is found unless another is said
/// @param lines whether it is asked in lines, one by one
/// @param halfCloses whether it has something to say when the client has ended
/// @param manner what it answers
public record ClientProgram(String name, int port, boolean lines, boolean halfCloses, Manner manner) {
    /// Which answer is waited for.
    public enum Manner {
        /// None.
        NOTHING,
        /// Without being asked, until it closes.
        SPEAKS_FIRST,
        /// Something, and it closes.
        CLOSES,
        /// The message.
        SAME,
        /// As many bytes as the message has.
        AS_LONG,
        /// The message with a text before it.
        PREFIXED,
        /// Its length, and then it.
        LENGTH_FIRST,
        /// A file: [Download].
        FILE
    }

    private static final List<ClientProgram> ALL = List.of(new ClientProgram("echo", 7, false, false, Manner.SAME),
            new ClientProgram("prefix", 50007, false, false, Manner.PREFIXED),
            new ClientProgram("upper", 3234, false, false, Manner.AS_LONG),
            new ClientProgram("welcome", 8001, false, false, Manner.CLOSES),
            new ClientProgram("greet", 8888, false, true, Manner.SAME),
            new ClientProgram("discard", 9, false, false, Manner.NOTHING),
            new ClientProgram("daytime", 13, false, false, Manner.SPEAKS_FIRST),
            new ClientProgram("exec", 8023, true, false, Manner.LENGTH_FIRST),
            new ClientProgram("file", 8024, true, false, Manner.FILE));
    private static final String PREFIX = "Echo=>";

    /// All of them.
    public static List<ClientProgram> all() {
        return ALL;
    }

    /// The one of a name, null if there is none.
    public static @Nullable ClientProgram named(String name) {
        return ALL.stream().filter(each -> each.name.equals(name)).findFirst().orElse(null);
    }

    /// Where the answer to a message over a stream ends; null if none is waited for.
    ///
    /// @param folder where files are saved
    public @Nullable Ending ending(byte[] message, Path folder) throws IOException {
        // Of an empty one a stream carries nothing.
        if (message.length == 0 && manner != Manner.SPEAKS_FIRST) return null;
        return switch (manner) {
            case NOTHING -> null;
            case SPEAKS_FIRST, CLOSES -> Endings.close();
            case SAME -> Endings.same(message);
            case AS_LONG -> Endings.asLong(message);
            case PREFIXED -> Endings.prefixed(PREFIX, message);
            case LENGTH_FIRST -> Endings.lengthFirst();
            case FILE -> new Download(folder, new String(message, StandardCharsets.UTF_8).strip());
        };
    }

    /// What the answer to a message in a datagram has to be; null if none is waited for.
    ///
    /// @param most how many bytes of a datagram are received
    public @Nullable Ending datagram(byte[] message, int most) {
        return switch (manner) {
            case NOTHING -> null;
            case SAME -> Endings.datagram(message, most);
            case AS_LONG -> Endings.datagram(message.length, most);
            case PREFIXED -> {
                byte[] prefix = PREFIX.getBytes(StandardCharsets.UTF_8);
                yield Endings.datagram(
                        ByteBuffer.allocate(prefix.length + message.length).put(prefix).put(message).array(),
                        most);
            }
            case SPEAKS_FIRST, CLOSES, LENGTH_FIRST, FILE -> Endings.first();
        };
    }

    /// A message over a stream, and its answer.
    public Client.Request request(byte[] message, Path folder) throws IOException {
        return new Client.Request(manner == Manner.SPEAKS_FIRST ? null : ByteBuffer.wrap(message),
                ending(message, folder));
    }
}
