package net.strata.explain.story;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private final Timeline timeline;
    private final Plot plot = new Plot();
    private final Map<Integer, Packet> packets = new HashMap<>();
    private final Map<Integer, List<Call>> caused = new HashMap<>();
    private final Map<Integer, List<Call>> released = new HashMap<>();
    /// Streams whose handshake is complete, and the latest states of both sides of each.
    private final Set<Integer> established = new HashSet<>();
    private final Map<Integer, String> states = new HashMap<>();
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
        timeline.packets().forEach(each -> packets.put(each.number(), each));
        var moments = new ArrayList<Moment>();
        for (Step each : timeline.steps())
            step(each, moments);
        for (Packet each : timeline.packets())
            moments.add(new Moment(each.left(), 1, () -> arrow(each)));
        moments.sort((a, b) -> a.time != b.time ? Long.compare(a.time, b.time) : Integer.compare(a.order, b.order));
        moments.forEach(each -> each.tell.run());
        timeline.packets().forEach(each -> plot.count(timeline.start()));
        return plot.story(origin.name(), "a session of the lab, with the calls that were recorded", summary());
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

    /// A call stands with the first packet that it caused, and where it returns, with the one that let it; else by itself.
    private void step(Step step, List<Moment> moments) {
        int host = index(step.made().side());
        var call = step.made().call();
        String text = step.number() + " " + Brief.call(call);
        String result = " = " + Brief.result(call) + (step.state().isEmpty() ? "" : ", " + step.state());
        List<Integer> sent = step.caused().stream().filter(packets::containsKey).toList();
        boolean waited = packets.containsKey(step.releasedBy());
        if (waited) {
            released.computeIfAbsent(step.releasedBy(), _ -> new ArrayList<>())
                    .add(new Call(host, step.number() + " " + call.name() + "()" + result, false));
        }
        if (sent.isEmpty()) {
            moments.add(new Moment(call.enter(), 0, () -> plot.add(plot.chapter(chapter),
                    new Story.Deed(call.enter(), new Call(host, text + (waited ? " waits" : result), false),
                            Say.sentence(step.says())))));
        } else {
            caused.computeIfAbsent(sent.getFirst(), _ -> new ArrayList<>())
                    .add(new Call(host, text + (waited ? " waits" : result), false));
        }
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
                + states(segment);
        plot.add(plot.chapter(chapter),
                new Story.Arrow(p.number(), p.left(), from, 1 - from, label, numbers, says, calls,
                        Set.copyOf(marks)));
    }

    /// The states after a segment, where they are others than before.
    private String states(Packet.@Nullable Segment segment) {
        if (segment == null) return "";
        String now = segment.clientState() + " " + segment.serverState();
        if (now.equals(states.put(segment.stream(), now))) return "";
        return " Then the client is in " + segment.clientState() + ", the server in " + segment.serverState() + ".";
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
