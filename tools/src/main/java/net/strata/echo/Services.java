package net.strata.echo;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/// The ready programs.
public final class Services {
    /// The stages in which the program `upper` grows up.
    public enum Stage {
        /// One message of one client, then the end.
        ONE_SHOT,
        /// All messages of one client, then the end.
        CONVERSATION,
        /// Client after client, whatever they do.
        MANY
    }

    private Services() {}

    /// All that need nothing told but their name.
    public static List<Service> all() {
        return List.of(echo(), prefix(), upper(Stage.MANY), welcome(), greet(), discard(),
                daytime(Clock.system(ZoneId.systemDefault())), exec());
    }

    /// RFC 862.
    public static Service echo() {
        return new Service("echo", 7, "sends back what it gets", () -> (data, out) -> out.say(data));
    }

    public static Service prefix() {
        return new Service("prefix", 50007, "sends back what it gets, with Echo=> before it",
                () -> (data, out) -> out.say("Echo=>").say(data));
    }

    /// In upper case are the letters of ASCII; a letter of more bytes may come in two parts, and stays as it is.
    public static Service upper(Stage stage) {
        var many = new Service("upper", 3234, "sends back what it gets, in upper case",
                () -> (data, out) -> out.say(upperCase(data)));
        return switch (stage) {
            case MANY -> many;
            case CONVERSATION -> many.once();
            case ONE_SHOT -> new Service(many.name(), many.port(), many.says(), () -> (data, out) -> {
                out.say(upperCase(data));
                out.end();
            }).once();
        };
    }

    private static byte[] upperCase(ByteBuffer data) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        for (int i = 0; i < bytes.length; i++)
            if (bytes[i] >= 'a' && bytes[i] <= 'z') bytes[i] = (byte) (bytes[i] - 'a' + 'A');
        return bytes;
    }

    public static Service welcome() {
        return new Service("welcome", 8001, "welcomes those who say 1 within 5 s, and sends others away",
                () -> (data, out) -> {
                    out.say(isOne(data) ? "welcome to server!" : "please go out!");
                    out.end();
                }).streamsOnly().patience(Duration.ofSeconds(5));
    }

    /// `1`, with or without the end of its line.
    private static boolean isOne(ByteBuffer data) {
        if (data.get() != '1') return false;
        while (data.hasRemaining()) {
            byte b = data.get();
            if (b != '\r' && b != '\n') return false;
        }
        return true;
    }

    public static Service greet() {
        return new Service("greet", 8888, "sends back what it gets, and greets when the client has ended",
                () -> new Conversation() {
                    @Override
                    public void came(ByteBuffer data, Answer out) {
                        out.say(data);
                    }

                    @Override
                    public void ended(Answer out) {
                        out.say("Hello, client!");
                    }
                }).streamsOnly();
    }

    /// RFC 863.
    public static Service discard() {
        return new Service("discard", 9, "takes everything, and answers nothing", () -> (data, out) -> {
        });
    }

    /// RFC 867.
    public static Service daytime(Clock clock) {
        return new Service("daytime", 13, "tells the time of day, and closes", () -> new Daytime(clock));
    }

    public static Service exec() {
        return new Service("exec", 8023, "runs one of a few harmless commands, and sends what it printed",
                () -> new Exec()).streamsOnly().localOnly();
    }

    /// Files, of one folder.
    ///
    /// @param folder from which files are sent, and from nowhere else
    public static Service file(Path folder) {
        return new Service("file", 8024, "sends files of one folder, with their length and checksum",
                () -> new FileDownload(folder)).streamsOnly();
    }
}
