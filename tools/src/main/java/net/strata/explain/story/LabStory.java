package net.strata.explain.story;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import net.strata.explain.story.Story.Call;
import net.strata.explain.story.Story.Mark;
import net.strata.lab.Brief;
import net.strata.lab.Packet;
import net.strata.lab.Origin;
import net.strata.lab.Side;
import net.strata.lab.Step;
import net.strata.lab.Timeline;
import org.jspecify.annotations.Nullable;

/// A session of the lab, told beside the calls that were recorded: what each caused, and what let it return.
final class LabStory {
    private static final String BEFORE = "Sockets are made ready";
    private static final String EXCHANGE = "Exchange";
    /// Calls that wait until there is something to take.
    private static final Pattern TAKES = Pattern.compile("accept|recv|read|p?poll|p?select|epoll");

    private final Timeline timeline;
    private final Plot plot = new Plot();
    private final Map<Integer, Packet> packets = new HashMap<>();
    private final Map<Integer, List<Call>> caused = new HashMap<>();
    private final Map<Integer, List<Call>> released = new HashMap<>();
    /// Streams whose handshake is complete, and the latest state told of each side of each.
    private final Set<Integer> established = new HashSet<>();
    private final Map<String, String> states = new HashMap<>();
    /// Packets that can change the state of who sends them, by stream.
    private final Map<Integer, List<Packet>> turning = new HashMap<>();
    private String chapter = BEFORE;

    private LabStory(Timeline timeline) {
        this.timeline = timeline;
    }

    /// Something, and when.
    private record Moment(long time, int order, Runnable tell) {}

    static Story of(Timeline timeline) {
        return new LabStory(timeline).tell();
    }

    private Story tell() {
        Origin origin = timeline.recording().origin();
        host(Side.CLIENT, origin.clientAddresses());
        host(Side.SERVER, origin.serverAddresses());
        for (Packet each : timeline.packets()) {
            packets.put(each.number(), each);
            if (each.segment() != null && turns(each.segment()))
                turning.computeIfAbsent(stream(each), _ -> new ArrayList<>()).add(each);
        }
        var moments = new ArrayList<Moment>();
        for (Step each : timeline.steps())
            step(each, moments);
        for (Packet each : timeline.packets())
            moments.add(new Moment(each.left(), 1, () -> arrow(each)));
        moments.sort((a, b) -> a.time != b.time ? Long.compare(a.time, b.time) : Integer.compare(a.order, b.order));
        moments.forEach(each -> each.tell.run());
        Story told = plot.story(origin.name(), "a session of the lab, with the calls that were recorded", summary());
        return new Story(told.name(), told.title(), told.hosts(), told.summary(), told.parts(),
                timeline.packets().size(), timeline.start());
    }

    private void host(Side side, List<String> addresses) {
        plot.host(side.toString(), side.toString(), String.join(", ", addresses));
    }

    private List<String> summary() {
        var says = new ArrayList<String>();
        says.add(Say.count(timeline.steps().size(), "call") + " and " + Say.count(timeline.packets().size(), "packet")
                + "; numbers behind # are those of the session's packets.");
        if (timeline.packets().isEmpty())
            says.add("No packet: within one host AF_UNIX needs none, or nothing could be captured.");
        long lost = timeline.packets().stream().filter(Packet::lost).count();
        if (lost > 0) says.add(Say.count(lost, "packet") + " got lost on the way.");
        timeline.recording().notes().stream().filter(each -> each.failed()).limit(4)
                .forEach(each -> says.add(Say.sentence(each.text())));
        return says;
    }

    /// A call stands with the first packet that it caused, and where it returns, with the one that let it; else by itself,
    /// twice if others were made meanwhile.
    private void step(Step step, List<Moment> moments) {
        int host = index(step.made().side());
        var call = step.made().call();
        String text = step.number() + " " + Brief.call(call);
        String again = step.number() + " " + call.name() + "()";
        String result = " = " + Brief.result(call);
        Packet sent = step.caused().stream().map(packets::get).filter(Objects::nonNull).findFirst().orElse(null);
        Packet release = packets.get(step.releasedBy());
        // What was on its way already when the call began has its arrow before it.
        if (release != null && release.left() < call.enter()) release = null;
        boolean takes = TAKES.matcher(call.name()).lookingAt();
        boolean waited = release == null && waited(step, takes);
        String begun = release != null || waited && takes ? " waits" : waited ? " begins" : result + state(step, sent);
        if (sent == null) {
            deed(moments, call.enter(), new Call(host, text + begun, false), waited ? "" : step.says());
        } else {
            caused.computeIfAbsent(sent.number(), _ -> new ArrayList<>()).add(new Call(host, text + begun, false));
        }
        if (release != null) {
            released.computeIfAbsent(release.number(), _ -> new ArrayList<>())
                    .add(new Call(host, again + result + state(step, release), false));
        } else if (waited) {
            deed(moments, call.exit(), new Call(host, again + result + state(step, null), false),
                    sent == null ? step.says() : "");
        }
    }

    private void deed(List<Moment> moments, long time, Call call, String says) {
        moments.add(new Moment(time, 0,
                () -> plot.add(plot.chapter(chapter), new Story.Deed(time, call, Say.sentence(says)))));
    }

    /// Whether a call lasted longer than others that no packet shows: one that takes, if another began meanwhile; any other,
    /// if one began and ended.
    private boolean waited(Step step, boolean takes) {
        long exit = step.made().call().exit();
        List<Step> all = timeline.steps();
        for (int i = step.number(); i < all.size(); i++) {
            var other = all.get(i).made().call();
            if (other.enter() >= exit) return false;
            if (takes || other.exit() < exit) return true;
        }
        return false;
    }

    /// The state after a call. Where the call stands with a packet, only if it is that which the packet made it.
    private static String state(Step step, @Nullable Packet packet) {
        if (step.state().isEmpty()) return "";
        if (packet != null) {
            Packet.Segment s = packet.segment();
            if (s == null) return "";
            String then = step.made().side() == Side.CLIENT ? s.clientState() : s.serverState();
            if (!then.equals(step.state())) return "";
        }
        return ", " + step.state();
    }

    private static int index(Side side) {
        return side == Side.CLIENT ? 0 : 1;
    }

    private void arrow(Packet p) {
        Packet.Segment segment = p.segment();
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        if (p.lost()) marks.add(Mark.LOST);
        if (segment != null && segment.again()) marks.add(Mark.RETRANSMISSION);
        if (segment != null && segment.flags().contains("RST")) marks.add(Mark.RESET);
        chapter = chapter(p, segment);
        String label = segment == null ? p.protocol() : String.join(", ", segment.flags());
        String numbers = segment == null
                ? ""
                : "Seq=" + segment.seq() + (segment.flags().contains("ACK") ? " Ack=" + segment.ack() : "") + " Len="
                        + segment.length();
        var calls = new ArrayList<Call>(caused.getOrDefault(p.number(), List.of()));
        calls.addAll(released.getOrDefault(p.number(), List.of()));
        int from = index(p.from());
        String says = (segment == null ? Say.sentence(p.summary()) + " " : "")
                + Say.sentence((p.cause() == 0 ? "the kernel by itself: " : "call " + p.cause() + ": ") + p.why())
                + (p.lost()
                        ? " It gets lost."
                        : " " + Say.sentence("there after " + Say.between(p.left(), p.arrived())))
                + states(p);
        plot.add(plot.chapter(chapter),
                new Story.Arrow(p.number(), p.left(), from, 1 - from, label, numbers, says, calls,
                        Set.copyOf(marks)));
    }

    /// The states that a segment brings about: its receiver's, and its sender's if it has a SYN, a FIN or an RST.
    private String states(Packet p) {
        Packet.Segment segment = p.segment();
        if (segment == null) return "";
        var says = new ArrayList<String>();
        for (Side side : Side.values()) {
            if (p.from() == side && !(turns(segment) && isLast(p))) continue;
            String now = side == Side.CLIENT ? segment.clientState() : segment.serverState();
            if (!now.equals(states.put(side + " " + segment.stream(), now)))
                says.add("the " + side + " is in " + now);
        }
        return says.isEmpty()
                ? ""
                : " Then " + String.join(", ", says).replace(", the server is in", ", the server in")
                        + ".";
    }

    /// Whether a segment can change its sender's state.
    private static boolean turns(Packet.Segment segment) {
        return segment.flags().stream()
                .anyMatch(each -> each.equals("SYN") || each.equals("FIN") || each.equals("RST"));
    }

    /// Whether nothing else changed the sender's state before a segment arrived, as states are those after that.
    private boolean isLast(Packet p) {
        return p.lost()
                || turning.getOrDefault(stream(p), List.of()).stream().noneMatch(other -> other.number() != p.number()
                        && isBetween(other.from() == p.from() ? other.left() : other.arrived(), p));
    }

    private static boolean isBetween(long time, Packet p) {
        return p.left() < time && time < p.arrived();
    }

    private static int stream(Packet p) {
        Packet.Segment segment = p.segment();
        return segment == null ? -1 : segment.stream();
    }

    private String chapter(Packet p, Packet.@Nullable Segment segment) {
        if (segment == null) return p.protocol().equals("ARP") || p.protocol().equals("ICMPv6") ? chapter : EXCHANGE;
        if (segment.flags().contains("FIN") || segment.flags().contains("RST")) return TcpTeller.END;
        if (segment.flags().contains("SYN")) return TcpTeller.HANDSHAKE;
        if (chapter.equals(TcpTeller.END)) return segment.length() > 0 && again(segment) ? TcpTeller.DATA : chapter;
        if (established.add(segment.stream())) return TcpTeller.HANDSHAKE;
        return TcpTeller.DATA;
    }

    /// Whether it belongs to another connection than the one that ends.
    private boolean again(Packet.Segment segment) {
        return segment.clientState().equals("ESTABLISHED") && segment.serverState().equals("ESTABLISHED");
    }
}
