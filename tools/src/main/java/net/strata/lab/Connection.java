package net.strata.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.strata.stats.Units;
import org.jspecify.annotations.Nullable;

/// A TCP connection: its segments in their order, the states of both sides, and the calls behind them (RFC 9293).
final class Connection {
    private static final long MILLISECOND = 1_000_000;
    /// Linux never waits less for an acknowledgment before it sends again (TCP_RTO_MIN); what comes sooner has another reason.
    private static final long LEAST_TIMEOUT = 190 * MILLISECOND;

    /// A segment leaves, or arrives.
    private record Event(long time, boolean arrives, Passage packet) {}

    private record State(long time, TcpState state) {}

    final int stream;
    final List<Passage> packets = new ArrayList<>();
    private final Map<Side, Flow> flows = new EnumMap<>(Side.class);
    private final Map<Side, TcpState> now = new EnumMap<>(Side.class);
    private final Map<Side, List<State>> course = new EnumMap<>(Side.class);
    final Map<Side, Sock> socks = new EnumMap<>(Side.class);
    private final Endings endings;
    private final Delays delays;
    private Heard heard;
    /// Who began it, and to which port.
    final Side opener;
    final Passage first;
    /// With this packet the handshake was complete on the other side.
    @Nullable
    Passage completed;
    @Nullable
    Deed connect;
    @Nullable
    Deed accept;

    /// @param error of the clocks
    Connection(Passage first, long error) {
        this.first = first;
        endings = new Endings(this, error);
        delays = new Delays(error);
        heard = new Heard(this);
        stream = first.stream;
        boolean answer = first.has(TcpFlags.SYN) && first.has(TcpFlags.ACK);
        opener = answer ? first.from.other() : first.from;
        for (Side side : Side.values()) {
            flows.put(side, new Flow(side));
            now.put(side, TcpState.CLOSED);
            course.put(side, new ArrayList<>());
        }
    }

    Flow flow(Side from) {
        return Objects.requireNonNull(flows.get(from));
    }

    @Nullable
    Sock sock(Side side) {
        return socks.get(side);
    }

    /// Whether its beginning is here, so that bytes can be counted from the first.
    boolean whole() {
        return first.has(TcpFlags.SYN);
    }

    /// The port that it was opened to.
    int port() {
        return first.from == opener ? first.destinationPort : first.sourcePort;
    }

    void join(Side side, Sock sock) {
        socks.put(side, sock);
        sock.stream = stream;
        if (side == opener) {
            sock.localPort = first.from == opener ? first.sourcePort : first.destinationPort;
        }
    }

    /// With which packet the handshake was complete on the side that did not begin it: found before calls are known.
    void complete() {
        var answered = false;
        var all = new ArrayList<>(packets);
        all.sort(Comparator.comparingLong(p -> p.lost() ? Long.MAX_VALUE : p.arrived));
        for (Passage p : all) {
            if (p.lost()) return;
            if (p.from != opener) {
                answered |= p.has(TcpFlags.SYN);
            } else if (answered && !p.has(TcpFlags.SYN) && !p.has(TcpFlags.RST) && p.has(TcpFlags.ACK) && p.ack >= 1) {
                completed = p;
                return;
            }
        }
    }

    /// Goes through all of it, once calls are known.
    ///
    /// @param listened whether the side that did not begin it had somebody who listens
    void understand(boolean listened) {
        if (listened) now.put(opener.other(), TcpState.LISTEN);
        if (whole())
            socks.forEach((side, sock) -> {
                flow(side).calls(sock, true);
                flow(side.other()).calls(sock, false);
            });
        heard = new Heard(this);
        var events = new ArrayList<Event>();
        for (Passage p : packets) {
            events.add(new Event(p.left, false, p));
            if (!p.lost()) events.add(new Event(p.arrived, true, p));
        }
        events.sort(Comparator.comparingLong(Event::time));
        for (Event each : events) {
            Passage p = each.packet;
            if (each.arrives) arrives(p);
            else
                leaves(p);
            p.clientState = state(Side.CLIENT).toString();
            p.serverState = state(Side.SERVER).toString();
        }
    }

    private TcpState state(Side side) {
        return now.getOrDefault(side, TcpState.CLOSED);
    }

    private void become(Side side, long time, TcpState state) {
        if (state == state(side)) return;
        now.put(side, state);
        states(side).add(new State(time, state));
    }

    private List<State> states(Side side) {
        return course.getOrDefault(side, List.of());
    }

    /// The state of a side at a time, as packets tell.
    String state(Side side, long time) {
        List<State> all = states(side);
        int before = Sorted.upTo(all, State::time, time);
        return before == 0 ? "" : all.get(before - 1).state.toString();
    }

    /// Whether a side is in a state at some time after one. To the kernel a socket in TIME-WAIT is closed.
    boolean becomes(Side side, long time, String state) {
        for (State each : states(side).reversed()) {
            if (each.time <= time) return false;
            if (each.state.toString().equals(state)) return true;
            if (each.state == TcpState.TIME_WAIT && state.equals(TcpState.CLOSED.toString())) return true;
        }
        return false;
    }

    /// Where a segment's data stands in its flow.
    private static long at(Passage p) {
        return p.has(TcpFlags.SYN) ? 0 : (int) p.seq - 1L;
    }

    private void leaves(Passage p) {
        Flow flow = flow(p.from);
        Flow back = flow(p.from.other());
        long closed = closedSince(p.from);
        if (p.has(TcpFlags.ACK) && !p.has(TcpFlags.RST)) hears(p, back);
        become(p.from, p.left, state(p.from).sends(p.flags));
        long at = at(p);
        String acknowledges = acknowledges(p, back);
        if (p.has(TcpFlags.RST)) {
            if (flow.reset == null || flow.reset.lost() || !heard.reset(p.from.other(), flow.reset.arrived))
                flow.reset = p;
            endings.reset(p, flow, back, closed);
        } else if (p.has(TcpFlags.SYN)) {
            syn(p, flow, back, at);
        } else if (p.dataLength > 1 || p.dataLength == 1 && at >= flow.acknowledged) {
            data(p, flow, at, acknowledges);
        } else if (p.has(TcpFlags.FIN)) {
            fin(p, flow, acknowledges);
        } else if (at < flow.sent + (flow.fin == null ? 0 : 1)) {
            p.why = flow.window == 0
                    ? "asks whether there is room again (window probe, RFC 9293 section 3.8.6.1)"
                    : "asks whether the other side is still there (keep-alive, RFC 9293 section 3.8.4)";
        } else {
            p.why = acknowledges.isEmpty() ? acknowledgesNothing(p, back) : acknowledges;
        }
        if (!p.has(TcpFlags.RST) && !p.has(TcpFlags.SYN)) back.window = p.window;
        if (p.lost() && p.dataLength > 0) flow.lost(p, at);
    }

    /// Since when a side has been closed, the greatest number if it is not.
    private long closedSince(Side side) {
        List<State> all = states(side);
        return all.isEmpty() || state(side) != TcpState.CLOSED ? Long.MAX_VALUE : all.getLast().time;
    }

    /// A side shows that it has heard the other's end: then that was so, whatever seemed to tell otherwise.
    private void hears(Passage p, Flow back) {
        if (back.ended != null || !back.finCame || back.end < 0 || p.ack - 1 <= back.end) return;
        back.ended = back.latest;
        become(p.from, p.left, state(p.from).receives(0, false, true));
    }

    /// What a segment's acknowledgment says that none before said.
    private String acknowledges(Passage p, Flow back) {
        if (!p.has(TcpFlags.ACK) || p.has(TcpFlags.RST)) return "";
        long to = p.ack - 1;
        long before = back.acknowledging;
        if (to <= before) return "";
        back.acknowledging = to;
        long end = back.fin != null && back.end >= 0 ? back.end : Long.MAX_VALUE;
        boolean fin = to > end;
        long bytes = Math.min(to, end) - Math.max(before, 0);
        if (before < 0 && !p.has(TcpFlags.SYN) && bytes <= 0) return "completes the handshake";
        if (bytes <= 0) return fin ? "acknowledges the FIN" : "";
        return "acknowledges " + Units.count(bytes, "byte") + (fin ? " and the FIN" : "");
    }

    private String acknowledgesNothing(Passage p, Flow back) {
        if (back.hasGap()) return "acknowledges again what it has: bytes before the latest are missing";
        if (back.window >= 0 && p.window != back.window)
            return p.window > back.window
                    ? "tells that there is more room (window update)"
                    : "tells that there is less room";
        Passage latest = back.latest;
        if (latest != null && latest.again)
            return "acknowledges again: packet " + latest.number + " brought nothing new";
        return "acknowledges again";
    }

    private void syn(Passage p, Flow flow, Flow back, long at) {
        Passage before = flow.syn;
        flow.syn = p;
        if (before != null) {
            p.again = true;
            Passage asked = back.asked;
            p.why = asked != null && asked.again && asked.arrived >= before.left
                    ? "answers packet " + asked.number + ", the SYN that came again"
                    : "sent again: no answer for " + Spans.of(p.left - before.left) + arrived(before, p);
        } else if (p.has(TcpFlags.ACK)) {
            p.why = "answers the SYN: somebody listens (the kernel does this, not accept)";
        } else {
            p.causedBy(connect, connect == null ? "begins a connection" : "connect begins the handshake");
        }
        if (p.dataLength > 0) flow.left(p, at);
    }

    private void data(Passage p, Flow flow, long at, String acknowledges) {
        Passage before = flow.left(p, at);
        String also = acknowledges.isEmpty() || acknowledges.startsWith("completes") ? "" : "; " + acknowledges;
        if (before != null) {
            p.again = true;
            p.why = again(p, before, flow) + also;
            if (p.has(TcpFlags.FIN) && flow.fin == null) fin(p, flow, "");
            return;
        }
        List<Flow.Run> givers = flow.givers(at, at + p.dataLength);
        if (givers.isEmpty()) {
            p.why = "carries " + Units.count(p.dataLength, "byte") + also;
        } else {
            givers.forEach(run -> run.deed().cause(p));
            Flow.Run last = givers.getLast();
            p.cause = last.deed();
            p.why = carries(p, at, givers) + delays.of(p, flow, flow(p.from.other()), sock(p.from), at, last.deed())
                    + also;
        }
        if (p.has(TcpFlags.FIN) && flow.fin == null) {
            String why = p.why;
            fin(p, flow, "");
            p.why = why + "; " + p.why;
        }
    }

    private static String carries(Passage p, long at, List<Flow.Run> givers) {
        Flow.Run first = givers.getFirst();
        String name = first.deed().call.name();
        if (givers.size() > 1) return "carries bytes of " + givers.size() + " calls of " + name;
        boolean all = first.from() == at && first.to() == at + p.dataLength;
        return "carries "
                + (all ? "what " + name + " gave" : Units.count(p.dataLength, "byte") + " of what " + name + " gave");
    }

    private static String again(Passage p, Passage before, Flow flow) {
        long gap = p.left - before.left;
        if (flow.duplicates > 0)
            return "sent again: " + (flow.duplicates == 1 ? "an acknowledgment" : flow.duplicates + " acknowledgments")
                    + " asked for it";
        String why = "sent again: nothing was acknowledged for " + Spans.of(gap);
        if (gap < LEAST_TIMEOUT) why += " (tail loss probe, RFC 8985 section 7)";
        return why + arrived(before, p);
    }

    /// That what is sent again was not lost, if it had come by then.
    private static String arrived(Passage before, Passage p) {
        return before.lost() || before.arrived > p.left ? "" : ", though packet " + before.number + " had arrived";
    }

    private void fin(Passage p, Flow flow, String acknowledges) {
        Passage before = flow.fin;
        String also = acknowledges.isEmpty() ? "" : "; " + acknowledges;
        flow.fin = p;
        flow.end = Math.max(flow.end, at(p) + p.dataLength);
        if (before != null) {
            p.again = true;
            p.why = again(p, before, flow) + also;
            return;
        }
        endings.fin(p, also);
    }

    private void arrives(Passage p) {
        Side here = p.from.other();
        Flow flow = flow(p.from);
        Flow back = flow(here);
        boolean acksFin = back.end >= 0 && back.fin != null && p.has(TcpFlags.ACK) && p.ack - 1 > back.end;
        if (p.has(TcpFlags.RST) && !heard.reset(here, p.arrived)) return;
        if (p.has(TcpFlags.ACK) && !p.has(TcpFlags.RST)) {
            acknowledged(p, back);
            back.room(p, flow.syn);
        }
        if (p.dataLength > 0 && !p.has(TcpFlags.RST)) {
            flow.came(p, at(p));
            flow.latest = p;
        }
        flow.finCame |= p.has(TcpFlags.FIN);
        boolean end = false;
        if (flow.fin != null && flow.end >= 0 && flow.ended == null && flow.frontier >= flow.end
                && flow.finCame && heard.end(here, p.arrived)) {
            flow.ended = p;
            end = true;
        }
        if (p.has(TcpFlags.FIN)) flow.latest = p;
        if (p.has(TcpFlags.SYN)) flow.asked = p;
        become(here, p.arrived, state(here).receives(p.flags, acksFin, end));
    }

    private static void acknowledged(Passage p, Flow back) {
        long to = p.ack - 1;
        if (to > back.acknowledged) {
            back.acknowledgedBefore = back.acknowledged;
            back.acknowledged = to;
            back.duplicates = 0;
            back.acknowledgments.add(p);
        } else if (to == back.acknowledged && p.dataLength == 0 && back.sent > to
                && (p.flags & (TcpFlags.SYN | TcpFlags.FIN)) == 0) {
            back.duplicates++;
        }
    }
}
