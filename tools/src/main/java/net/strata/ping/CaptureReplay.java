package net.strata.ping;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.strata.decode.Cursor;
import net.strata.events.Event;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.FrameSource;
import net.strata.frame.Notes;
import net.strata.os.Abi;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.probe.Icmp;
import net.strata.protocol.Icmpv6;
import net.strata.protocol.Protocols;
import net.strata.session.Session;
import net.strata.wire.Checksum;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;
import net.strata.probe.Timing;

/// Finds pings in a capture, whoever sent them and whatever captured them: echo requests, what answers them, and errors
/// that quote them.
///
/// Requests from one address to another with the same identifier are one target. A reply belongs to the last request
/// with its addresses, identifier and sequence number; one from another address to the last that also had its first
/// eight bytes of data. Of packets that passed several interfaces, each counts at the first one.
public final class CaptureReplay {
    /// How many requests are remembered once they are settled, and how much of their data in bytes; and at most.
    private static final int REMEMBERED = 1 << 16;
    private static final int MOST = 1 << 20;
    private static final long BYTES = 64 << 20;
    private static final long MOST_BYTES = 256 << 20;
    private static final int ARENA = 1 << 20;
    private static final int NONCE = 8;
    private static final int TTL = 8;
    private static final int HOP_LIMIT = 7;

    private final Replay replay;
    private final FrameSource source;
    private final long timeout;
    private final Session session = new Session();
    private final Cursor cursor = new Cursor(Protocols.DATA, null);
    private final Arrival arrival = new Arrival();
    private final Reading reading = new Reading();
    private final Map<Flow, Pings> flows = new HashMap<>();
    private final Map<Exact, Sent> exact = new HashMap<>();
    private final Map<Elsewhere, Sent> elsewhere = new HashMap<>();
    private final ArrayDeque<Sent> remembered = new ArrayDeque<>();
    private long bytes;
    private long start = Batch.NO_TIME;

    private record Flow(SockAddr.Ip from, SockAddr.Ip to, int ident) {}

    private record Exact(Flow flow, int sequence) {}

    private record Elsewhere(SockAddr.Ip from, int ident, int sequence, long nonce) {}

    /// @param iface where its requests were first seen
    private record Pings(Target target, int iface) {}

    /// A request.
    private static final class Sent {
        final Probe probe;
        final Exact exact;
        final Elsewhere elsewhere;
        final byte[] data;
        /// Where its first reply was seen.
        int iface = -1;

        Sent(Probe probe, Exact exact, Elsewhere elsewhere, byte[] data) {
            this.probe = probe;
            this.exact = exact;
            this.elsewhere = elsewhere;
            this.data = data;
        }
    }

    private CaptureReplay(Replay replay, FrameSource source, long timeout) {
        this.replay = replay;
        this.source = source;
        this.timeout = timeout;
    }

    /// Tells of all pings in a capture.
    ///
    /// @param timeout how long each is waited for, in ns of the capture's time
    public static void read(FrameSource source, long timeout, Replay replay) throws IOException {
        new CaptureReplay(replay, source, timeout).read();
    }

    private void read() throws IOException {
        var batch = new Batch(ARENA);
        while (source.read(batch)) {
            session.see(batch);
            ByteBuffer bytesOfAll = ByteBuffer.wrap(batch.data);
            for (int i = 0; i < batch.count; i++)
                frame(batch, i, bytesOfAll);
        }
        replay.end();
    }

    private void frame(Batch batch, int i, ByteBuffer data) throws IOException {
        cursor.walk(batch, i, Protocols.link(batch.linkType[i]));
        int layers = cursor.ownLayers();
        for (int layer = 1; layer < layers; layer++) {
            boolean six = cursor.protocol(layer) instanceof Icmpv6;
            if (!six && !(cursor.protocol(layer) instanceof net.strata.protocol.Icmp)) continue;
            cursor.select(layer);
            if (cursor.addressLength() != (six ? 16 : 4) || cursor.end() - cursor.at < Echo.HEADER) return;
            long time = batch.time[i];
            if (time == Batch.NO_TIME)
                throw new CaptureException("packet " + (batch.firstNumber + i) + " has no time, so that there are no"
                        + " round trips");
            if (start == Batch.NO_TIME) start = time;
            replay.at(time - start, time);
            replay.expire(timeout);
            message(batch, i, layer, six, data);
            return;
        }
    }

    private void message(Batch batch, int i, int layer, boolean six, ByteBuffer data) throws IOException {
        int at = cursor.at;
        int end = cursor.end();
        int from = cursor.source();
        SockAddr.Ip source = address(data, from, six);
        SockAddr.Ip destination = address(data, cursor.destination(), six);
        int length = cursor.claimedEnd() - at;
        cursor.select(layer - 1);
        // The header that the addresses are in; not where extension headers are between.
        boolean below = from >= cursor.at && from < cursor.headerEnd();
        int header = below && !cursor.reassembled(layer) ? cursor.at : at;
        arrival.packet(six ? Abi.AF_INET6 : Abi.AF_INET, data, header, at, end, length);
        arrival.from(six ? data.getLong(from) : 0, six ? data.getLong(from + 8) : data.getInt(from) & 0xffff_ffffL, 0);
        arrival.header(below ? data.get(cursor.at + (six ? HOP_LIMIT : TTL)) & 0xff : -1, -1);
        long time = batch.time[i];
        arrival.times(time - start, time, time);
        int type = data.get(at) & 0xff;
        if (type == (six ? Echo.REQUEST6 : Echo.REQUEST)) request(source, destination, batch.interfaceId[i]);
        else if (type == (six ? Echo.REPLY6 : Echo.REPLY)) reply(destination, batch.interfaceId[i], six);
        else if (Icmp.isError(type, six)) error(six);
    }

    private static SockAddr.Ip address(ByteBuffer data, int at, boolean six) {
        return six
                ? new SockAddr.In6(data.getLong(at), data.getLong(at + 8), 0, 0, 0)
                : new SockAddr.In(data.getInt(at), 0);
    }

    private int ident(int at) {
        return arrival.bytes().getShort(at + 4) & 0xffff;
    }

    private int sequence(int at) {
        return arrival.bytes().getShort(at + 6) & 0xffff;
    }

    private byte[] data() {
        var data = new byte[arrival.end() - arrival.message() - Echo.HEADER];
        arrival.bytes().get(arrival.message() + Echo.HEADER, data);
        return data;
    }

    private static long nonce(byte[] data) {
        return data.length < NONCE ? 0 : ByteBuffer.wrap(data).getLong();
    }

    private void request(SockAddr.Ip from, SockAddr.Ip to, int iface) throws IOException {
        int at = arrival.message();
        var flow = new Flow(from, to, ident(at));
        Pings pings = flows.get(flow);
        if (pings == null) {
            pings = new Pings(replay.start(name(to), to), iface);
            flows.put(flow, pings);
        }
        if (pings.iface != iface) return;
        int sequence = sequence(at);
        byte[] data = data();
        Probe probe = replay.sent(pings.target, sequence, Math.max(0, arrival.length() - Echo.HEADER));
        var sent = new Sent(probe, new Exact(flow, sequence), new Elsewhere(from, flow.ident, sequence, nonce(data)),
                data);
        exact.put(sent.exact, sent);
        elsewhere.put(sent.elsewhere, sent);
        remembered.add(sent);
        bytes += data.length;
        forget();
    }

    private void forget() {
        for (Sent oldest = remembered.peek(); oldest != null; oldest = remembered.peek()) {
            boolean much = remembered.size() > REMEMBERED || bytes > BYTES;
            boolean tooMuch = remembered.size() > MOST || bytes > MOST_BYTES;
            if (!tooMuch && !(much && oldest.probe.settled)) return;
            remembered.remove();
            bytes -= oldest.data.length;
            exact.remove(oldest.exact, oldest);
            elsewhere.remove(oldest.elsewhere, oldest);
        }
    }

    /// What the capture calls an address, or the address.
    private String name(SockAddr.Ip address) {
        ByteBuffer wanted = ByteBuffer.wrap(address.bytes());
        for (Notes.Name each : source.notes().names())
            if (each.address().equals(wanted) && !each.names().isEmpty())
                return new Text(64).text(each.names().getFirst()).toString();
        return address.host();
    }

    private void reply(SockAddr.Ip to, int iface, boolean six) throws IOException {
        int at = arrival.message();
        int ident = ident(at);
        int sequence = sequence(at);
        byte[] data = data();
        Sent sent = exact.get(new Exact(new Flow(to, arrival.source(), ident), sequence));
        if (sent == null) sent = elsewhere.get(new Elsewhere(to, ident, sequence, nonce(data)));
        if (sent == null || arrival.at() - sent.probe.sentAt > Event.DAY) {
            replay.miss();
            return;
        }
        if (sent.iface < 0) sent.iface = iface;
        if (sent.iface != iface) return;
        Probe probe = sent.probe;
        long rtt = Math.max(0, arrival.at() - probe.sentAt);
        replay.replied(probe.reply(arrival.source(), sequence, arrival.length(), arrival.hops(), rtt, Timing.CAPTURE,
                0, arrival.wall(), !arrival.isFrom(probe.target().address()), checksumWrong(six),
                corruption(sent.data, data)), arrival);
    }

    private boolean checksumWrong(boolean six) {
        int at = arrival.message();
        if (arrival.end() - at != arrival.length()) return false;
        byte[] all = arrival.bytes().array();
        long sum = Checksum.sum(all, at, arrival.length(), 0);
        if (six) {
            sum = Checksum.sum(all, cursor.source(), 16, sum + Icmp.ICMPV6 + arrival.length());
            sum = Checksum.sum(all, cursor.destination(), 16, sum);
        }
        return !Checksum.good(sum);
    }

    private static @Nullable Corruption corruption(byte[] sent, byte[] got) {
        int length = Math.min(sent.length, got.length);
        int first = Arrays.mismatch(sent, 0, length, got, 0, length);
        return first < 0 ? null : new Corruption(first, Arrays.copyOf(sent, length), Arrays.copyOf(got, length));
    }

    private void error(boolean six) throws IOException {
        reading.clear();
        reading.error(arrival);
        int inner = reading.quoted(arrival, six ? Icmp.ICMPV6 : Icmp.ICMP);
        SockAddr.Ip to = reading.destination;
        if (inner < 0 || to == null || arrival.end() - inner < Echo.HEADER
                || (arrival.bytes().get(inner) & 0xff) != (six ? Echo.REQUEST6 : Echo.REQUEST))
            return;
        SockAddr.Ip from = address(arrival.bytes(), reading.at + (six ? 8 : 12), six);
        Sent sent = exact.get(new Exact(new Flow(from, to, ident(inner)), sequence(inner)));
        if (sent == null) replay.miss();
        else
            replay.failed(new Trouble(sent.probe, arrival.source(), reading.type, reading.code, reading.info,
                    arrival.wall()), Icmp.isAdvice(reading.type, six), arrival);
    }
}
