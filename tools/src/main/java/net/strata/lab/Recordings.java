package net.strata.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.strata.events.BadEvent;
import net.strata.events.Event;
import net.strata.os.Call;
import net.strata.os.Calls;
import net.strata.os.SockAddr;
import net.strata.os.TcpInfo;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// Recordings as text: JSON objects, one a line (docs/json.md). What is written can be read again.
public final class Recordings {
    /// Grows when a member changes its meaning or goes away.
    public static final int SCHEMA = 1;
    /// Times on the call clock are within some 70 years of its beginning, so that differences of any two are numbers, too.
    private static final long FAR = Long.MAX_VALUE / 4;
    private static final String SEVERAL = "a second recording begins, as --vary makes them: keep one, up to its event end";
    private static final int LONGEST_FRAME = 1 << 18;
    private static final HexFormat HEX = HexFormat.of();

    private Recordings() {}

    /// Writes a recording.
    public static void write(Recording recording, OutputStream out) throws IOException {
        begin(recording, out);
        end(recording, out);
    }

    /// Writes a recording, and what was understood of it. Whoever reads it again finds the recording.
    public static void write(Timeline timeline, OutputStream out) throws IOException {
        begin(timeline.recording(), out);
        Analysis.write(timeline, out);
        end(timeline.recording(), out);
    }

    private static void begin(Recording recording, OutputStream out) throws IOException {
        Origin s = recording.origin();
        Impairment i = s.impairment();
        var begin = new Line("recording").text("name", s.name()).text("place", lower(s.place()))
                .number("link", s.link()).texts("client", s.clientAddresses()).texts("server", s.serverAddresses())
                .text("system", s.system()).number("began_ns", s.began())
                .number("offset_ns", recording.clock().offset()).number("error_ns", recording.clock().error())
                .plain("loss", Double.toString(i.loss())).number("delay_ns", i.delay())
                .plain("reorder", Double.toString(i.reorder())).number("seed", i.seed());
        begin.end(out);
        for (Made each : recording.calls())
            write(each, out);
        for (Seen each : recording.frames())
            new Line("frame").text("side", each.side().toString()).plain("sent", Boolean.toString(each.sent()))
                    .number("time_ns", each.time()).number("length", each.length())
                    .text("bytes", HEX.formatHex(each.bytes())).end(out);
        for (Recording.Note each : recording.notes()) {
            var line = new Line("note");
            Side side = each.side();
            if (side != null) line.text("side", side.toString());
            line.number("time_ns", each.time()).text("text", each.text());
            if (each.failed()) line.plain("failed", "true");
            line.end(out);
        }
    }

    private static void end(Recording recording, OutputStream out) throws IOException {
        new Line("end").number("calls", recording.calls().size()).number("frames", recording.frames().size())
                .number("notes", recording.notes().size()).end(out);
    }

    private static void write(Made made, OutputStream out) throws IOException {
        Call call = made.call();
        var line = new Line("call").text("side", made.side().toString()).number("process", made.process())
                .text("thread", call.thread()).number("enter_ns", call.enter()).number("exit_ns", call.exit())
                .number("latest_ns", made.latest()).number("socket", made.socket()).number("opened", made.opened())
                .text("name", call.name()).texts("arguments", call.arguments()).number("fd", call.fd())
                .number("result", call.result());
        if (call.address() != null) line.address(call.address());
        if (call.data().length > 0) line.text("data", HEX.formatHex(call.data()));
        if (call.tcp() != null) line.tcp(call.tcp());
        line.end(out);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// An object that is written.
    static final class Line {
        private final Text out = new Text(512);

        Line(String event) {
            out.ascii("{\"schema\":").number(SCHEMA);
            text("event", event);
        }

        private Line name(String name) {
            out.ascii(",\"").ascii(name).ascii("\":");
            return this;
        }

        private Line string(String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            out.json(bytes, 0, bytes.length);
            return this;
        }

        Line text(String name, String value) {
            return name(name).string(value);
        }

        Line plain(String name, String value) {
            name(name).out.ascii(value);
            return this;
        }

        Line number(String name, long value) {
            name(name).out.signed(value);
            return this;
        }

        Line texts(String name, List<String> values) {
            name(name).out.put('[');
            for (int i = 0; i < values.size(); i++) {
                if (i > 0) out.put(',');
                string(values.get(i));
            }
            out.put(']');
            return this;
        }

        void address(SockAddr address) {
            name("address").out.put('{').ascii("\"family\":").number(address.family());
            switch (address) {
                case SockAddr.In in -> text("host", in.host()).number("port", in.port());
                case SockAddr.In6 six -> text("host", six.host()).number("port", six.port())
                        .number("flowinfo", six.flowinfo()).number("scope", six.scope());
                case SockAddr.Un un -> text("path", un.name());
                case SockAddr.Ll ll -> number("protocol", ll.protocol()).number("ifindex", ll.ifindex())
                        .number("hatype", ll.hatype()).number("pkttype", ll.pkttype())
                        .text("mac", HEX.formatHex(ll.mac()));
                default -> {
                }
            }
            out.put('}');
        }

        void tcp(TcpInfo tcp) {
            name("tcp").out.put('{').ascii("\"state\":").number(tcp.state());
            number("retransmits", tcp.retransmits()).number("rto_us", tcp.rto()).number("snd_mss", tcp.sndMss())
                    .number("unacked", tcp.unacked()).number("lost", tcp.lost()).number("rtt_us", tcp.rtt())
                    .number("rttvar_us", tcp.rttvar()).number("snd_cwnd", tcp.sndCwnd())
                    .number("total_retrans", tcp.totalRetrans());
            out.put('}');
        }

        void end(OutputStream to) throws IOException {
            out.ascii("}\n").writeTo(to);
        }
    }

    /// Reads a recording, whoever wrote it.
    ///
    /// @param name what to call it in messages
    /// @throws IOException if it is none, or not whole, with one line that says where
    public static Recording read(InputStream in, String name) throws IOException {
        var reading = new Reading();
        Event.readAll(in, name, SCHEMA, reading::take);
        return reading.recording(name);
    }

    /// A recording that is read.
    private static final class Reading {
        private final List<Made> calls = new ArrayList<>();
        private final List<Seen> frames = new ArrayList<>();
        private final List<Recording.Note> notes = new ArrayList<>();
        private @Nullable Origin origin;
        private ClockOffset clock = new ClockOffset(0, 0);
        private boolean ended;

        void take(Event event) throws BadEvent {
            String kind = event.kind();
            if (ended) throw new BadEvent(SEVERAL);
            if (origin == null && !kind.equals("recording")) throw new BadEvent("it does not begin with a recording");
            switch (kind) {
                case "recording" -> begin(event);
                case "call" -> calls.add(call(event));
                case "frame" -> frames.add(new Seen(side(event), event.is("sent"), time(event, "time_ns"),
                        bytes(event, "bytes", LONGEST_FRAME), size(event, "length")));
                case "note" -> notes.add(new Recording.Note(event.has("side") ? side(event) : null,
                        time(event, "time_ns"), clean(event.text("text")), event.has("failed") && event.is("failed")));
                case "end" -> end(event);
                default -> {
                    // What a later version tells beside is nothing to this one.
                }
            }
        }

        private void begin(Event event) throws BadEvent {
            if (origin != null) throw new BadEvent(SEVERAL);
            origin = new Origin(clean(event.text("name")), place(event), size(event, "link"),
                    cleaned(event, "client"), cleaned(event, "server"),
                    new Impairment(share(event, "loss"), event.number("delay_ns", 0, FAR), share(event, "reorder"),
                            event.number("seed", Long.MIN_VALUE, Long.MAX_VALUE)),
                    clean(event.text("system")), time(event, "began_ns"));
            clock = new ClockOffset(event.number("offset_ns", -FAR, FAR), event.number("error_ns", 0, FAR));
        }

        private void end(Event event) throws BadEvent {
            ended = true;
            if (size(event, "calls") != calls.size() || size(event, "frames") != frames.size()
                    || size(event, "notes") != notes.size())
                throw new BadEvent("some of it is missing");
        }

        Recording recording(String name) throws IOException {
            Origin known = origin;
            if (known == null || !ended) throw new IOException(name + ": the recording is not whole");
            calls.sort(Comparator.comparingLong(made -> made.call().enter()));
            frames.sort(Tap.ORDER);
            return new Recording(known, List.copyOf(calls), List.copyOf(frames), clock, List.copyOf(notes));
        }

        private static Made call(Event event) throws BadEvent {
            long enter = time(event, "enter_ns");
            long exit = event.number("exit_ns", enter, FAR);
            long latest = event.number("latest_ns", exit, FAR);
            Event address = event.object("address");
            Event tcp = event.object("tcp");
            var call = new Call(clean(event.text("name")), cleaned(event, "arguments"), integer(event, "fd"),
                    integer(event, "result"), address == null ? null : address(address),
                    event.has("data") ? bytes(event, "data", Calls.KEPT) : new byte[0], enter, exit,
                    clean(event.text("thread")), tcp == null ? null : tcp(tcp));
            return new Made(side(event), size(event, "process"), call, latest, event.number("socket"),
                    event.number("opened"));
        }

        private static SockAddr address(Event event) throws BadEvent {
            try {
                if (event.has("path")) return new SockAddr.Un(event.text("path"));
                if (event.has("mac")) return link(event, bytes(event, "mac", Long.BYTES));
                if (!event.has("host")) return new SockAddr.Other(size(event, "family"));
                SockAddr.Ip ip = event.address("host", "port");
                return ip instanceof SockAddr.In6 six
                        ? new SockAddr.In6(six.high(), six.low(), six.port(), integer(event, "flowinfo"),
                                integer(event, "scope"))
                        : ip;
            } catch (IllegalArgumentException e) {
                throw new BadEvent("an address that is none");
            }
        }

        private static SockAddr link(Event event, byte[] mac) throws BadEvent {
            var named = SockAddr.Ll.to(integer(event, "protocol"), integer(event, "ifindex"), mac);
            return new SockAddr.Ll(named.protocol(), named.ifindex(), integer(event, "hatype"),
                    integer(event, "pkttype"), named.address(), named.halen());
        }

        private static TcpInfo tcp(Event e) throws BadEvent {
            return new TcpInfo(size(e, "state"), size(e, "retransmits"), integer(e, "rto_us"), integer(e, "snd_mss"),
                    integer(e, "unacked"), integer(e, "lost"), integer(e, "rtt_us"), integer(e, "rttvar_us"),
                    integer(e, "snd_cwnd"), integer(e, "total_retrans"));
        }

        private static Side side(Event event) throws BadEvent {
            String text = event.text("side");
            for (Side side : Side.values())
                if (text.equals(side.toString())) return side;
            throw new BadEvent("a side called " + event.shown("side"));
        }

        private static Origin.Place place(Event event) throws BadEvent {
            String text = event.text("place");
            for (Origin.Place place : Origin.Place.values())
                if (text.equals(lower(place))) return place;
            throw new BadEvent("a place called " + event.shown("place"));
        }

        private static long time(Event event, String member) throws BadEvent {
            return event.number(member, -FAR, FAR);
        }

        private static int size(Event event, String member) throws BadEvent {
            return (int) event.number(member, 0, Integer.MAX_VALUE);
        }

        private static int integer(Event event, String member) throws BadEvent {
            return (int) event.number(member, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }

        private static double share(Event event, String member) throws BadEvent {
            double share = event.real(member);
            if (share >= 0 && share <= 1) return share;
            throw new BadEvent(member + " is from 0 to 1");
        }

        private static byte[] bytes(Event event, String member, int most) throws BadEvent {
            String digits = event.text(member);
            if (digits.length() > 2 * most) throw new BadEvent(member + " is too long");
            try {
                return HEX.parseHex(digits);
            } catch (IllegalArgumentException e) {
                throw new BadEvent(member + " is not hexadecimal");
            }
        }

        private static List<String> cleaned(Event event, String member) throws BadEvent {
            return event.texts(member).stream().map(Recordings::clean).toList();
        }
    }

    /// Text that may be shown: what could disturb a terminal is escaped. Backslashes stay, as arguments in C have them.
    static String clean(String text) {
        return Stream.of(text.split("\\\\", -1)).map(part -> new Text(64).text(part).toString())
                .collect(Collectors.joining("\\"));
    }
}
