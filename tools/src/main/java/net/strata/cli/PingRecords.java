package net.strata.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.strata.file.Captures;
import net.strata.frame.FrameSource;
import net.strata.os.Netlink;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.ping.CaptureReplay;
import net.strata.ping.EventReplay;
import net.strata.ping.JsonEvents;
import net.strata.events.Moment;
import net.strata.ping.PacketWriter;
import net.strata.events.Packets;
import net.strata.ping.Probe;
import net.strata.ping.Replay;
import net.strata.ping.Reply;
import net.strata.ping.Target;
import net.strata.ping.Trouble;
import net.strata.ping.Watcher;
import net.strata.probe.Arrival;
import net.strata.probe.Clock;
import net.strata.probe.Port;
import org.jspecify.annotations.Nullable;

/// What is kept of pings, for programs and for later: `--json`, `--write`; and told again: `--from`.
final class PingRecords implements AutoCloseable {
    private static final Option JSON = Option.flag("--json", "each event as a line of JSON, in place of text");
    private static final Option WRITE = Option.value("--write", "FILE",
            "keep the packets in a pcapng file, with comments on the answers");
    private static final Option FROM = Option.value("--from", "FILE",
            "send nothing: tell of a run that --json or --write kept, or of the pings in a capture");
    static final List<Option> OPTIONS = List.of(JSON, WRITE, FROM);

    private static final String STANDARD = "-";
    private static final int OBJECT = '{';

    private final @Nullable Netlink netlink;
    private @Nullable PacketWriter writer;
    private SockAddr.@Nullable Ip source;

    private PingRecords(@Nullable Netlink netlink) {
        this.netlink = netlink;
    }

    /// Whether nothing but JSON is to be written.
    static boolean isJson(Arguments arguments) {
        return arguments.has(JSON);
    }

    /// Refuses what is not kept.
    ///
    /// @param echoes whether probes are echo requests
    /// @param search whether it is looked for the path's MTU
    static void check(Arguments arguments, boolean echoes, boolean search) throws UsageException {
        if (arguments.has(WRITE) && (!echoes || search))
            throw new UsageException("--write keeps echo requests and their replies alone");
        if (arguments.has(JSON) && search)
            throw new UsageException("--json tells of probes, not of the search for the path's MTU");
    }

    /// Opens what has to be opened in the network namespace of the run.
    static PingRecords open(Arguments arguments) throws OsError, UsageException {
        if (!arguments.has(WRITE)) return new PingRecords(null);
        if (STANDARD.equals(arguments.value(WRITE)))
            throw new UsageException("--write keeps packets in a file: its name cannot be -");
        return new PingRecords(Netlink.open());
    }

    /// Says which address packets are sent from, where that is not as the routes have it.
    PingRecords from(SockAddr.Ip address) {
        source = address;
        return this;
    }

    /// The port that a run uses: one that keeps packets if that is wanted. To be called once privileges are dropped, as it
    /// makes the file.
    Port port(Arguments arguments, Port port) throws IOException {
        String file = arguments.value(WRITE);
        if (file == null || netlink == null) return port;
        Packets.Sources routes = Packets.Sources.of(netlink);
        SockAddr.Ip chosen = source;
        Packets.Sources sources = chosen == null
                ? routes
                : to -> to.family() == chosen.family() ? chosen : routes.to(to);
        writer = PacketWriter.create(Path.of(file), "strata " + VersionCommand.version(), port, new Packets(sources));
        return writer;
    }

    /// Who is told of a run: events in JSON if the command line asks for them, else text; and what keeps packets.
    Watcher watcher(Arguments arguments, Console console, Clock clock, Clock wall, Watcher text) {
        Watcher shown = arguments.has(JSON) ? new JsonEvents(console.out(), clock, wall) : text;
        return writer == null ? shown : Watcher.all(List.of(shown, writer));
    }

    @Override
    public void close() throws IOException {
        if (netlink != null) netlink.close();
        if (writer != null) writer.close();
    }

    /// Makes the text of a run.
    interface Texts {
        /// The text of one host.
        ///
        /// @param size how many bytes of data the first probe has
        Watcher of(Target target, int size, Clock clock);
    }

    /// Whether a run is told of that was before.
    static boolean replays(Arguments arguments) throws UsageException {
        if (!arguments.has(FROM)) return false;
        if (!arguments.operands().isEmpty())
            throw new UsageException("--from sends nothing: leave out " + arguments.operands().getFirst());
        for (Option each : List.of(WRITE, PingMany.TARGETS, PingMany.RATE))
            if (arguments.has(each)) throw new UsageException("--from sends nothing: leave out " + each.name());
        return true;
    }

    /// Tells of it.
    ///
    /// @param timeout how long probes in a capture are waited for, in ns
    static int replay(Arguments arguments, Console console, long timeout, Texts texts)
            throws IOException, UsageException {
        PingStats stats = PingStats.of(arguments, console);
        String file = String.valueOf(arguments.value(FROM));
        var moment = new Moment();
        Watcher watcher = arguments.has(JSON)
                ? new JsonEvents(console.out(), moment::elapsed, moment::wall)
                : new TextEach(texts, moment::elapsed, console);
        var replay = new Replay(stats.watcher(watcher), moment);
        if (file.equals(STANDARD)) {
            replay(System.in, "standard input", timeout, replay);
        } else if (!Files.isRegularFile(Path.of(file))) {
            Captures.open(Path.of(file)).close(); // says what is wrong with it
            throw new IOException(file + ": not a file");
        } else {
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                replay(in, file, timeout, replay);
            }
        }
        if (replay.missed() > 0)
            console.say(replay.missed() + (replay.missed() == 1 ? " answer is" : " answers are")
                    + " to requests that " + file + " does not hold");
        boolean answered = replay.targets().stream().anyMatch(each -> each.received() > 0);
        return stats.finish(answered ? Status.DONE : Status.NEGATIVE);
    }

    private static void replay(InputStream from, String name, long timeout, Replay replay) throws IOException {
        var in = new BufferedInputStream(from);
        in.mark(1);
        int first = in.read();
        in.reset();
        if (first == OBJECT) {
            EventReplay.read(in, name, replay);
        } else {
            try (FrameSource source = Captures.open(in, name)) {
                CaptureReplay.read(source, timeout, replay);
            }
        }
    }

    /// A text for each host, made when its first probe tells its size.
    private record TextEach(Texts texts, Clock clock, Console console, Map<Target, Watcher> each) implements Watcher {
        TextEach(Texts texts, Clock clock, Console console) {
            this(texts, clock, console, new LinkedHashMap<>());
        }

        @Override
        public void unresolved(String name, String why) {
            console.error("strata ping: " + name + ": " + why);
        }

        private Watcher of(Probe probe) throws IOException {
            Watcher text = each.get(probe.target());
            if (text == null) {
                text = texts.of(probe.target(), probe.size(), clock);
                each.put(probe.target(), text);
                text.started(probe.target());
            }
            return text;
        }

        @Override
        public void sent(Probe probe) throws IOException {
            of(probe).sent(probe);
        }

        @Override
        public void refused(Probe probe, int errno) throws IOException {
            of(probe).refused(probe, errno);
        }

        @Override
        public void replied(Reply reply, @Nullable Arrival arrival) throws IOException {
            of(reply.probe()).replied(reply, arrival);
        }

        @Override
        public void failed(Trouble trouble, @Nullable Arrival arrival) throws IOException {
            of(trouble.probe()).failed(trouble, arrival);
        }

        @Override
        public void advised(Trouble advice, @Nullable Arrival arrival) throws IOException {
            of(advice.probe()).advised(advice, arrival);
        }

        @Override
        public void settled(Probe probe) throws IOException {
            of(probe).settled(probe);
        }

        @Override
        public void ended() throws IOException {
            for (Watcher text : new ArrayList<>(each.values()))
                text.ended();
        }
    }
}
