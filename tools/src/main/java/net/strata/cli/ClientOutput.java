package net.strata.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.strata.echo.Client.Outcome;
import net.strata.echo.ClientWatcher;
import net.strata.echo.Download;
import net.strata.echo.Ending;
import net.strata.echo.SocketFacts;
import net.strata.os.Errno;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.stats.RoundTrips;
import net.strata.stats.Units;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// Tells what happens in `echo client`: on a terminal a line for each call; elsewhere the bytes that came, as they came, and
/// the lines only with `--verbose`, on standard error; or JSON.
final class ClientOutput implements ClientWatcher {
    static final Option JSON = Option.flag("--json", "a line of JSON for each call");
    static final Option RAW = Option.flag("--raw", "bytes as they are, to a terminal too, and from standard input");
    static final List<Option> OPTIONS = List.of(RAW, JSON);

    private static final int SCHEMA = 1;
    private static final double MILLI = 1e6;

    /// Gives up privileges.
    interface Drop {
        void now() throws OsError;
    }

    /// Where lines go.
    interface Lines {
        void line(String text) throws IOException;
    }

    private final Console console;
    private final boolean json;
    private final boolean bytes;
    private final boolean facts;
    private final Set<net.strata.os.Option> asked;
    private final long timeout;
    private final Drop drop;
    private Lines lines;
    private boolean silent;
    private boolean ended;

    private ClientOutput(Console console, boolean json, boolean bytes, boolean facts,
            Set<net.strata.os.Option> asked, long timeout, Drop drop) {
        this.console = console;
        this.asked = asked;
        this.timeout = timeout;
        this.drop = drop;
        this.json = json;
        this.bytes = bytes;
        this.facts = facts;
        lines = bytes ? console::detail : text -> {
            console.out().line(text);
            console.out().flush();
        };
    }

    static ClientOutput of(Arguments arguments, Console console) throws UsageException {
        boolean json = arguments.has(JSON);
        boolean raw = arguments.has(RAW);
        if (json && raw) throw new UsageException("--json and --raw both want standard output");
        return new ClientOutput(console, json, !json && (raw || !console.terminal()), arguments.has(SocketLetters.SHOW),
                SocketLetters.of(arguments).asked(), EchoClient.timeout(arguments),
                () -> Dropping.drop(arguments, console));
    }

    /// Whether it tells lines for people, on a terminal.
    boolean isForPeople() {
        return !json && !bytes;
    }

    /// Has lines go elsewhere.
    synchronized void to(Lines other) {
        lines = other;
    }

    private void say(String text) throws IOException {
        if (!json) lines.line(text);
    }

    private void event(String name, Map<String, ?> members) throws IOException {
        if (!json) return;
        var all = new LinkedHashMap<String, Object>();
        all.put("schema", SCHEMA);
        all.put("event", name);
        all.putAll(members);
        Json.line(all, console.out());
        console.out().flush();
    }

    @Override
    public synchronized void failed(SockAddr server, OsError why) throws IOException {
        say("connect " + shown(server.toString()) + ": " + Errno.of(why.errno()) + "; the next address is tried");
        event("failed", Map.of("to", server.toString(), "errno", Errno.of(why.errno()).name()));
    }

    @Override
    public synchronized void connected(Socket socket, SockAddr server) throws IOException {
        open(socket, server, "connect", "connect " + shown(server.toString()));
    }

    @Override
    public synchronized void opened(Socket socket, SockAddr servers) throws IOException {
        open(socket, servers, "open", "no connect: all at " + shown(servers.toString()) + " may answer");
    }

    private void open(Socket socket, SockAddr server, String event, String line) throws IOException {
        drop.now();
        SocketFacts known = facts ? SocketFacts.of(socket, asked) : null;
        say(line);
        if (known != null) for (String each : known.lines()) {
            if (bytes) console.say(each);
            else
                say("  " + each);
        }
        if (!json) return;
        var members = new LinkedHashMap<String, Object>();
        members.put("to", server.toString());
        if (known != null) {
            members.put("getsockname", known.local().toString());
            members.put("getpeername", String.valueOf(known.peer()));
            var options = new LinkedHashMap<String, String>();
            known.options().forEach((option, value) -> options.put(option.name(), value));
            members.put("options", options);
        }
        event(event, members);
    }

    @Override
    public synchronized void sent(ByteBuffer message) throws IOException {
        data("send", message, message.remaining(), null);
    }

    @Override
    public synchronized void received(ByteBuffer data, int length, @Nullable SockAddr sender) throws IOException {
        data("recv", data, length, sender);
    }

    private void data(String call, ByteBuffer data, int length, @Nullable SockAddr sender) throws IOException {
        if (json) {
            var members = new LinkedHashMap<String, Object>();
            if (sender != null) members.put("from", sender.toString());
            members.put("bytes", data.remaining());
            if (length > data.remaining()) members.put("lost", length - data.remaining());
            String text = text(data);
            members.put(text == null ? "hex" : "text", text == null ? HexFormat.of().formatHex(copy(data)) : text);
            event(call, members);
            return;
        }
        String lost = length > data.remaining()
                ? " (and " + (length - data.remaining()) + " are lost: the datagram had " + length + ")"
                : "";
        String head = call + " " + Units.count(data.remaining(), "byte")
                + (sender == null ? "" : " from " + shown(sender.toString())) + lost;
        byte[] all = copy(data);
        int line = 0;
        while (line < all.length && all[line] != '\n')
            line++;
        if (line >= all.length - 1) {
            say(head + (all.length == 0 ? "" : ": " + new Text(all.length + 8).text(all, 0, all.length)));
            return;
        }
        say(head + ":");
        for (int from = 0; from < all.length; from = line + 1) {
            line = from;
            while (line < all.length && all[line] != '\n')
                line++;
            say("  " + new Text(line - from + 8).text(all, from, line - from));
        }
    }

    private static byte[] copy(ByteBuffer data) {
        var all = new byte[data.remaining()];
        data.duplicate().get(all);
        return all;
    }

    /// Null if it is no UTF-8.
    private static @Nullable String text(ByteBuffer data) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(data.duplicate()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    @Override
    public synchronized void content(ByteBuffer data) throws IOException {
        if (!bytes) return;
        console.out().write(copy(data));
        console.out().flush();
    }

    @Override
    public synchronized void answered(Ending ending, long nanos) throws IOException {
        event("answered", Map.of("ms", nanos / MILLI));
        if (!(ending instanceof Download saved)) return;
        String file = shown(saved.file().toString());
        event("saved", Map.of("file", saved.file().toString(), "bytes", saved.length()));
        String text = file + ": " + Units.count(saved.length(), "byte") + ", with the checksum that the server sent";
        if (bytes) console.say(text);
        else
            say(text);
    }

    @Override
    public synchronized void silent(boolean some) throws IOException {
        String time = Units.brief(timeout) + " ms";
        String text = some ? "nothing more came within " + time : "no answer came within " + time;
        silent |= !some || !ended;
        if (isForPeople()) say(text);
        else
            console.error("strata echo client: " + text);
        event("silent", Map.of("some", some));
    }

    /// Whether an answer did not come.
    synchronized boolean isSilent() {
        return silent;
    }

    @Override
    public synchronized void halfClosed() throws IOException {
        ended = true;
        say("shutdown SHUT_WR: no more is sent");
        event("shutdown", Map.of());
    }

    @Override
    public synchronized void ended() throws IOException {
        say("recv 0 bytes: the server has ended");
        event("ended", Map.of());
    }

    /// What all came to.
    ///
    /// @param counted whether it was asked to count
    synchronized void end(Outcome outcome, boolean counted) throws IOException {
        RoundTrips.Summary answered = outcome.answered();
        var members = new LinkedHashMap<String, Object>();
        members.put("messages", outcome.messages());
        members.put("sent", outcome.sent());
        members.put("received", outcome.received());
        members.put("answers", answered == null ? 0 : answered.count());
        String times = "";
        if (answered != null) {
            members.put("min_ms", answered.min() / MILLI);
            members.put("avg_ms", answered.mean() / MILLI);
            members.put("max_ms", answered.max() / MILLI);
            members.put("mdev_ms", answered.mdev() / MILLI);
            times = "; round trips min/avg/max/mdev " + Units.millis(answered.min()) + "/"
                    + Units.millis(answered.mean()) + "/" + Units.millis(answered.max()) + "/"
                    + Units.millis(answered.mdev()) + " ms";
        }
        event("end", members);
        String text = Units.count(outcome.messages(), "message") + ", " + Units.count(outcome.sent(), "byte") + "; "
                + Units.count(answered == null ? 0 : answered.count(), "answer") + ", "
                + Units.count(outcome.received(), "byte") + times;
        if (!counted) return;
        if (bytes) console.say(text);
        else
            say(text);
    }

    private static String shown(String text) {
        return new Text(64).text(text).toString();
    }
}
