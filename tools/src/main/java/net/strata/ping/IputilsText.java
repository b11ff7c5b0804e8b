package net.strata.ping;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import net.strata.cli.Output;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Clock;
import org.jspecify.annotations.Nullable;

/// What happens to one host, in the lines of iputils' ping.
public final class IputilsText implements Watcher {
    /// So many bytes a row, of data that is not what was sent.
    private static final int ROW = 32;
    private static final int SECOND = 1_000_000_000;

    /// How it is shown.
    public enum Show {
        /// Only the first line and the statistics.
        QUIET,
        /// A dot for each probe, and none for each reply.
        FLOOD,
        /// The time in front of each line.
        STAMPED,
        /// A line for each probe that has no answer when the next one is due.
        OUTSTANDING,
        /// A bell for each reply.
        AUDIBLE,
        /// The identifier, and what errors quote.
        VERBOSE,
        /// Round trips with all decimals.
        EXACT,
        /// Round trips as the program saw them, not the kernel.
        OF_PROGRAM,
        /// Round trips to the nanosecond, whose clock told them, and what this host added.
        TIMING,
        /// The time between two probes.
        PACE,
        /// Many hosts answer, so that a second reply is no wonder, nor another address.
        GROUP,
        /// Another address is no wonder: the target is any router of a network (RFC 4291 section 2.6.1).
        ANYCAST
    }

    /// What it needs to know.
    ///
    /// @param banner the first line
    /// @param name what the host is called in the statistics
    /// @param size bytes of data
    /// @param ident the identifier to show
    /// @param names what an address is called
    /// @param mtu the longest packet to the host as far as that is known
    /// @param words what is other than with echoes
    public record Facts(String banner, String name, int size, int ident, Function<SockAddr.Ip, String> names,
            IntSupplier mtu, Wording words) {}

    private final Set<Show> show;
    private final Facts facts;
    private final Output out;
    private final Consumer<String> errors;
    private final Clock clock;
    private final Clock wall;
    private final OptionsText options;
    private final IputilsStatistics statistics;
    private @Nullable Target target;
    private @Nullable Probe last;
    private long begun;
    private long lastSent;
    private volatile boolean asked;

    /// @param errors takes what is for standard error
    /// @param wall the system's clock, in ns since the epoch
    public IputilsText(Set<Show> show, Facts facts, Output out, Consumer<String> errors, Clock clock, Clock wall) {
        this.show = show;
        this.facts = facts;
        this.out = out;
        this.errors = errors;
        this.clock = clock;
        this.wall = wall;
        options = new OptionsText(facts.names);
        statistics = new IputilsStatistics(facts.words.isTimed(facts.size));
    }

    private boolean shows(Show what) {
        return show.contains(what);
    }

    @Override
    public void started(Target one) throws IOException {
        target = one;
        begun = clock.now();
        out.line(facts.banner);
    }

    @Override
    public void sent(Probe probe) throws IOException {
        Probe before = last;
        if (shows(Show.OUTSTANDING) && before != null && before.replies() == 0)
            line(new StringBuilder("no answer yet for ").append(facts.words.sequence()).append('=')
                    .append(before.sequence()));
        last = probe;
        lastSent = clock.now();
        if (shows(Show.FLOOD) && !shows(Show.QUIET)) out.write('.');
    }

    @Override
    public void replied(Reply reply, @Nullable Arrival arrival) throws IOException {
        long micros = (reply.rtt() + (shows(Show.OF_PROGRAM) ? reply.host() : 0) + 500) / 1000;
        statistics.replied(reply, micros);
        facts.words.note(reply, arrival);
        if (shows(Show.QUIET)) return;
        if (shows(Show.FLOOD)) {
            out.text(reply.checksumWrong() ? "\bC" : "\b \b");
            if (shows(Show.AUDIBLE)) out.write('\007');
            return;
        }
        int size = reply.probe().size();
        var line = new StringBuilder(80).append(reply.bytes()).append(" bytes from ")
                .append(facts.names.apply(reply.from())).append(':');
        facts.words.began(reply, arrival, line);
        if (shows(Show.VERBOSE) && facts.ident >= 0) line.append(" ident=").append(facts.ident);
        if (reply.hops() >= 0) line.append(" ttl=").append(reply.hops());
        if (reply.bytes() < facts.words.shortest(size)) {
            line(line.append(" (truncated)"));
            return;
        }
        facts.words.told(reply, arrival, line);
        if (shows(Show.TIMING)) {
            timing(reply, line);
        } else if (facts.words.isTimed(size)) {
            line.append(" time=");
            if (shows(Show.EXACT)) IputilsStatistics.ms(line, micros);
            else
                IputilsStatistics.rounded(line, micros);
            line.append(" ms");
        }
        if (reply.duplicate() && (!shows(Show.GROUP) || shows(Show.VERBOSE))) line.append(" (DUP!)");
        if (reply.checksumWrong()) line.append(" (BAD CHECKSUM!)");
        if (reply.elsewhere() && !shows(Show.GROUP) && !shows(Show.ANYCAST)) line.append(" (DIFFERENT ADDRESS!)");
        corruption(reply.corruption(), line);
        if (shows(Show.AUDIBLE)) line.append('\007');
        ByteBuffer there = arrival == null ? null : arrival.options();
        if (there != null) options.append(IpOptions.of(there), line);
        line(line);
    }

    /// A round trip in ms, with as many digits as iputils shows.
    static StringBuilder time(StringBuilder line, long nanos) {
        return IputilsStatistics.rounded(line, (nanos + 500) / 1000);
    }

    /// The first byte that differs, and all bytes as they came.
    private static void corruption(@Nullable Corruption found, StringBuilder line) {
        if (found == null) return;
        int first = found.first();
        line.append("\nwrong data byte #").append(first).append(" should be 0x")
                .append(Integer.toHexString(found.expected(first))).append(" but was 0x")
                .append(Integer.toHexString(found.got(first)));
        for (int i = Wording.TIMED; i < found.length(); i++) {
            if (i % ROW == Wording.TIMED) line.append("\n#").append(i).append('\t');
            line.append(Integer.toHexString(found.got(i))).append(' ');
        }
    }

    private static void timing(Reply reply, StringBuilder line) {
        nanos(line.append(" time="), reply.rtt());
        line.append(" ms timing=").append(reply.timing()).append(" clock=").append(reply.timing().clock());
        if (reply.host() > 0) nanos(line.append(" host="), reply.host()).append(" ms");
    }

    /// In ms with six decimals.
    private static StringBuilder nanos(StringBuilder line, long nanos) {
        IputilsStatistics.ms(line, nanos / 1000);
        long part = nanos % 1000;
        return line.append(part < 100 ? part < 10 ? "00" : "0" : "").append(part);
    }

    @Override
    public void failed(Trouble trouble, @Nullable Arrival arrival) throws IOException {
        statistics.failed();
        if (trouble.from() instanceof SockAddr.In) statistics.acknowledged(trouble.probe());
        if (shows(Show.QUIET)) return;
        if (shows(Show.FLOOD)) out.text("\bE");
        else
            line(from(trouble, " "));
    }

    private StringBuilder from(Trouble trouble, String between) {
        return new StringBuilder(80).append("From ").append(facts.names.apply(trouble.from())).append(between)
                .append(facts.words.sequence()).append('=').append(trouble.probe().sequence()).append(' ')
                .append(IcmpText.of(trouble));
    }

    @Override
    public void advised(Trouble trouble, @Nullable Arrival arrival) throws IOException {
        if (shows(Show.QUIET) || shows(Show.FLOOD)) return;
        StringBuilder line = from(trouble, ": ");
        if (shows(Show.VERBOSE) && arrival != null && !arrival.isQueued()) header(arrival, line);
        line(line);
    }

    /// The IPv4 header that an error quotes. Numbers of two bytes are shown as a little-endian machine has them that does
    /// not turn them round: so iputils does.
    private static void header(Arrival arrival, StringBuilder line) {
        ByteBuffer b = arrival.bytes();
        int at = arrival.message() + Echo.HEADER;
        int fragment = swapped(b, at + 6);
        line.append("\nVr HL TOS  Len   ID Flg  off TTL Pro  cks      Src      Dst Data\n")
                .append(String.format(" %1x  %1x  %02x %04x %04x   %1x %04x  %02x  %02x %04x %s  %s ",
                        b.get(at) >>> 4 & 15, b.get(at) & 15, b.get(at + 1), swapped(b, at + 2), swapped(b, at + 4),
                        fragment >>> 13, fragment & 0x1fff, b.get(at + 8), b.get(at + 9), swapped(b, at + 10),
                        new SockAddr.In(b.getInt(at + 12), 0), new SockAddr.In(b.getInt(at + 16), 0)));
    }

    private static int swapped(ByteBuffer b, int at) {
        return Short.reverseBytes(b.getShort(at)) & 0xffff;
    }

    @Override
    public void refused(Probe probe, int errno) throws IOException {
        if (shows(Show.QUIET)) return;
        boolean six = probe.target().address() instanceof SockAddr.In6;
        if (errno == Errno.EMSGSIZE) statistics.failed();
        if (shows(Show.FLOOD)) out.write('E');
        else if (errno == Errno.EMSGSIZE)
            errors.accept("local error: message too long, mtu" + (six ? ": " : "=") + facts.mtu.getAsInt());
        else
            errors.accept("sendmsg: " + Errno.of(errno).meaning());
    }

    private void line(StringBuilder line) throws IOException {
        if (shows(Show.STAMPED)) {
            long now = wall.now();
            out.text(String.format("[%d.%06d] ", now / SECOND, now % SECOND / 1000));
        }
        out.line(line.toString());
    }

    /// Has it tell the counts so far on standard error. Any thread may.
    public void ask() {
        asked = true;
    }

    @Override
    public void waiting() throws IOException {
        out.flush();
        if (asked && target != null) errors.accept(statistics.running(target));
        asked = false;
    }

    @Override
    public void ended() throws IOException {
        if (target == null) return;
        out.line("");
        out.line("--- " + facts.name + " ping statistics ---");
        out.line(statistics.counts(target, lastSent - begun));
        out.line(statistics.times(target, shows(Show.PACE) ? lastSent - begun : null));
        for (String line : facts.words.ended())
            out.line(line);
        out.flush();
    }
}
