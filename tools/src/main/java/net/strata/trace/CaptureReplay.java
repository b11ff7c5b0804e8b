package net.strata.trace;

import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.IPPROTO_TCP;
import static net.strata.os.Abi.IPPROTO_UDP;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.frame.LinkType;
import net.strata.frame.Notes;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Measured;
import net.strata.probe.Timing;
import net.strata.target.Names;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// Reads what [PacketWriter] wrote, and tells a [Watcher] of it: comments on the packets say which answers which, and how long
/// it took. A probe without an answer was lost.
public final class CaptureReplay implements Names {
    private static final Pattern PROBE = Pattern
            .compile("probe (\\d{1,18}) to hop (\\d{1,3}), flow (\\d{1,5}), of (.*)");
    private static final Pattern ANSWER = Pattern.compile(
            "answers probe (\\d{1,18}) .*, (\\d{1,8})\\.(\\d{6}) ms, clock \\w+(, late)?(, duplicate)?");
    private static final int ARENA = 1 << 20;
    private static final long MILLI = 1_000_000;
    /// How many probes wait for their answers at most.
    private static final int MOST = 1 << 20;

    private final FrameSource source;
    private final Watcher watcher;
    private final Map<String, Path> paths = new LinkedHashMap<>();
    private final Map<Long, Probe> probes = new LinkedHashMap<>();
    private final Map<SockAddr.Ip, String> names = new HashMap<>();
    private final Arrival arrival = new Arrival();
    private final Reading reading = new Reading();
    private String here = "";
    private long begun;

    private CaptureReplay(FrameSource source, Watcher watcher) {
        this.source = source;
        this.watcher = watcher;
    }

    /// Tells of all packets of a capture that have such comments.
    public static CaptureReplay read(FrameSource source, Watcher watcher) throws IOException {
        var replay = new CaptureReplay(source, watcher);
        replay.read();
        return replay;
    }

    /// What the host was called where it was captured.
    public String here() {
        return here;
    }

    /// When the first probe was sent, in ns since the epoch.
    public long begun() {
        return begun;
    }

    /// Whether nothing of a trace was found.
    public boolean isEmpty() {
        return paths.isEmpty();
    }

    @Override
    public @Nullable String find(SockAddr.Ip address, long waitNanos) {
        return names.get(address);
    }

    @Override
    public boolean isKnown(SockAddr.Ip address) {
        return true;
    }

    private void read() throws IOException {
        var batch = new Batch(ARENA);
        while (source.read(batch)) {
            ByteBuffer data = ByteBuffer.wrap(batch.data);
            for (int i = 0; i < batch.count; i++)
                for (String comment : batch.comments(i))
                    if (batch.linkType[i] == LinkType.RAW && batch.time[i] != Batch.NO_TIME)
                        frame(comment, data.slice(batch.offset[i], batch.captured[i]), batch.length[i], batch.time[i]);
        }
        for (Probe each : List.copyOf(probes.values()))
            if (each.answer == null) lose(each);
        for (Notes.Section each : source.notes().sections())
            if (!each.comments().isEmpty()) here = new Text(64).text(each.comments().getFirst()).toString();
        for (Notes.Name each : source.notes().names())
            name(each);
        for (Path each : paths.values())
            watcher.ended(each);
    }

    private void name(Notes.Name of) {
        ByteBuffer b = of.address();
        if (of.names().isEmpty()) return;
        names.put(b.remaining() == 4
                ? new SockAddr.In(b.getInt(b.position()), 0)
                : new SockAddr.In6(b.getLong(b.position()), b.getLong(b.position() + 8), 0, 0, 0),
                new Text(64).text(of.names().getFirst()).toString());
    }

    private void frame(String comment, ByteBuffer packet, int length, long time) throws IOException {
        boolean six = packet.limit() > 0 && packet.get(0) >>> 4 == 6;
        if (packet.limit() < (six ? IpHeader.IPV6 : IpHeader.IPV4)) return;
        Matcher probe = PROBE.matcher(comment);
        Matcher answer = ANSWER.matcher(comment);
        if (probe.matches()) sent(probe, packet, six, time);
        else if (answer.matches()) answered(answer, packet, length, six, time);
    }

    private static SockAddr.Ip address(ByteBuffer packet, boolean six, boolean destination) {
        int at = six ? destination ? 24 : 8 : destination ? 16 : 12;
        return six
                ? new SockAddr.In6(packet.getLong(at), packet.getLong(at + 8), 0, 0, 0)
                : new SockAddr.In(packet.getInt(at), 0);
    }

    private void sent(Matcher comment, ByteBuffer packet, boolean six, long time) throws IOException {
        int hops = Integer.parseInt(comment.group(2));
        if (hops < 1 || hops > Path.MOST_HOPS || probes.size() >= MOST) return;
        SockAddr.Ip to = address(packet, six, true);
        String name = new Text(64).text(comment.group(4)).toString();
        Path path = paths.get(name + " " + to);
        if (path == null) {
            path = new Path(paths.size(), name, address(packet, six, false), to,
                    method(packet.get(six ? 6 : 9) & 0xff));
            if (paths.isEmpty()) begun = time;
            paths.put(name + " " + to, path);
            watcher.began(path);
        }
        var probe = new Probe(Long.parseLong(comment.group(1)), path,
                new Request(hops, Integer.parseInt(comment.group(3)), packet.limit(), false), 1);
        probe.id = six ? -1 : packet.getShort(4) & 0xffff;
        probe.trafficClass = six ? packet.getInt(0) >>> 20 & 0xff : packet.get(1) & 0xff;
        probe.sentAt = time;
        probe.sentWall = time;
        if (probes.putIfAbsent(probe.number(), probe) == null) watcher.sent(probe);
    }

    private static Method method(int protocol) {
        var header = new IpHeader(0, 0, List.of());
        return switch (protocol) {
            case IPPROTO_UDP -> new Udp(header, 0, 0, false);
            case IPPROTO_TCP -> new TcpSyn(header, 0, 0, 0);
            default -> new IcmpEcho(header, 0, 0, false);
        };
    }

    private void answered(Matcher comment, ByteBuffer packet, int length, boolean six, long time) throws IOException {
        Probe probe = probes.get(Long.parseLong(comment.group(1)));
        if (probe == null || probe.path().isSix() != six) return;
        SockAddr.Ip from = address(packet, six, false);
        if (from instanceof SockAddr.In6 in6) {
            arrival.packet(AF_INET6, packet, IpHeader.IPV6, IpHeader.IPV6, packet.limit(), length - IpHeader.IPV6)
                    .from(in6.high(), in6.low(), 0).header(packet.get(7) & 0xff, packet.getInt(0) >>> 20 & 0xff);
        } else if (from instanceof SockAddr.In in) {
            arrival.behindIpv4(packet, packet.limit(), length).from(0, in.address() & 0xffff_ffffL, 0);
        }
        arrival.protocol(packet.get(six ? 6 : 9) & 0xff);
        reading.clear();
        if (!probe.path().method().read(arrival, reading)) return;
        long rtt = Long.parseLong(comment.group(2)) * MILLI + Long.parseLong(comment.group(3));
        boolean late = comment.group(4) != null;
        boolean first = comment.group(5) == null;
        if (late && first) lose(probe);
        var answer = new Answer(probe, reading, Extensions.of(arrival), from, arrival.protocol(),
                new Measured(rtt, Timing.CAPTURE, 0, time), arrival.hops(), arrival.trafficClass(), late,
                arrival.length());
        if (probe.answer == null) probe.answer = answer;
        if (late || !first) watcher.again(answer);
        else
            watcher.answered(answer);
    }

    private void lose(Probe probe) throws IOException {
        if (probe.lost) return;
        probe.lost = true;
        watcher.lost(probe);
    }
}
