package net.strata.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.strata.lab.Packet;
import net.strata.lab.Side;
import net.strata.lab.Step;
import net.strata.lab.Timeline;
import net.strata.os.Call;
import net.strata.os.Errno;

/// A run that is over: what is asked of it, and what of it is shown.
public final class Session {
    private final String title;
    private final Timeline timeline;
    private final List<Evidence> evidence = new ArrayList<>();

    Session(String title, Timeline timeline) {
        this.title = title;
        this.timeline = timeline;
    }

    public String title() {
        return title;
    }

    public Timeline timeline() {
        return timeline;
    }

    /// What was chosen to be shown.
    public List<Evidence> evidence() {
        return evidence;
    }

    /// The calls of a side to functions of these names, in their order.
    List<Step> calls(Side side, String... names) {
        List<String> wanted = List.of(names);
        return timeline.steps().stream()
                .filter(step -> step.made().side() == side && wanted.contains(step.made().call().name())).toList();
    }

    /// Where a side sets options whose names begin alike, such as `IP_`.
    List<Step> options(Side side, String beginning) {
        return calls(side, "setsockopt").stream()
                .filter(step -> step.made().call().arguments().stream().anyMatch(each -> each.startsWith(beginning)))
                .toList();
    }

    /// One of these, counted from 0.
    Step call(Side side, String name, int index) throws Missing {
        List<Step> all = calls(side, name);
        if (index < all.size()) return all.get(index);
        throw new Missing("the " + side + " called " + name + " " + all.size() + " times");
    }

    /// The first of these.
    Step call(Side side, String name) throws Missing {
        return call(side, name, 0);
    }

    /// The last of these.
    Step last(Side side, String name) throws Missing {
        return call(side, name, Math.max(0, calls(side, name).size() - 1));
    }

    /// The packets that a side sent.
    List<Packet> packets(Side from) {
        return timeline.packets().stream().filter(packet -> packet.from() == from).toList();
    }

    /// The TCP segments that a side sent with all of these flags, and maybe others.
    List<Packet> segments(Side from, String... flags) {
        List<String> wanted = List.of(flags);
        return packets(from).stream().filter(packet -> {
            Packet.Segment segment = packet.segment();
            return segment != null && segment.flags().containsAll(wanted);
        }).toList();
    }

    /// The TCP segments that a side sent with data.
    List<Packet> loaded(Side from) {
        return packets(from).stream().filter(packet -> {
            Packet.Segment segment = packet.segment();
            return segment != null && segment.length() > 0;
        }).toList();
    }

    /// The packets that a side sent whose protocol, as it is shown, is this: `UDP`, `ICMP`.
    List<Packet> packets(Side from, String protocol) {
        return packets(from).stream().filter(packet -> packet.protocol().equals(protocol)).toList();
    }

    /// How many bytes of data a side sent, each counted once.
    int bytes(Side from) {
        return loaded(from).stream().filter(packet -> !again(packet)).mapToInt(packet -> {
            Packet.Segment segment = packet.segment();
            return segment == null ? 0 : segment.length();
        }).sum();
    }

    /// Whether a packet's data was sent before.
    boolean again(Packet packet) {
        Packet.Segment segment = packet.segment();
        return segment != null && segment.again();
    }

    /// How far from the truth a packet's time may be beside those of calls, in ns.
    long clockError() {
        return timeline.recording().clock().error();
    }

    /// All bytes that a side's calls of these names gave or took, one behind the other.
    byte[] data(Side side, String... names) {
        var all = new ByteArrayOutputStream();
        for (Step step : calls(side, names))
            if (step.made().call().result() > 0) all.writeBytes(step.made().call().data());
        return all.toByteArray();
    }

    /// The same as text.
    String text(Side side, String... names) {
        return new String(data(side, names), StandardCharsets.UTF_8);
    }

    /// Shows calls and packets, in the order of time.
    void show(List<Step> steps, List<Packet> packets) {
        Set<Evidence> all = new HashSet<>();
        steps.forEach(step -> all.add(new Evidence.Called(step)));
        packets.forEach(packet -> all.add(new Evidence.Sent(packet)));
        all.stream().sorted(Evidence.IN_TIME).forEach(evidence::add);
    }

    /// Shows words, or a row of a table.
    void say(String words) {
        evidence.add(new Evidence.Said(words));
    }

    /// Shows of which sends something consists.
    void cut(String what, List<List<Evidence.Cut.Piece>> groups) {
        evidence.add(new Evidence.Cut(what, groups));
    }

    /// What a call came to: `0`, `ECONNREFUSED`.
    static String result(Step step) {
        Call call = step.made().call();
        Errno error = call.error();
        return error == null ? Integer.toString(call.result()) : error.name();
    }

    /// Whether a call failed with an error; with 0, whether it returned 0.
    static boolean failed(Step step, int errno) {
        return step.made().call().result() == -errno;
    }

    /// What calls came to, one after the other: `recv = 5, recv = 0`.
    static String results(List<Step> steps) {
        return steps.isEmpty()
                ? "no call"
                : String.join(", ", steps.stream().map(step -> step.made().call().name() + " = " + result(step))
                        .toList());
    }

    /// Several lists as one.
    @SafeVarargs
    static <T> List<T> all(List<? extends T>... lists) {
        var all = new ArrayList<T>();
        for (List<? extends T> each : lists)
            all.addAll(each);
        return all;
    }

    /// As many of a list's first as there are.
    static <T> List<T> first(int count, List<T> list) {
        return list.subList(0, Math.min(count, list.size()));
    }

    static <T> List<T> last(int count, List<T> list) {
        return list.subList(Math.max(0, list.size() - count), list.size());
    }

    /// The data of calls, as text.
    static List<String> texts(List<Step> steps) {
        return steps.stream().map(step -> new String(step.made().call().data(), StandardCharsets.UTF_8)).toList();
    }
}
