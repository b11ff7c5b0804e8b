package net.strata.lab.page;

import java.util.HexFormat;
import java.util.List;
import net.strata.lab.Packet;
import net.strata.lab.Step;
import net.strata.lab.Spans;
import net.strata.lab.Timeline;
import net.strata.os.Call;
import net.strata.os.Errno;
import net.strata.page.Markup;
import net.strata.stats.Units;

/// All about one call or packet at a time.
final class Details {
    /// Bytes of data, or of a frame, at most.
    static final int BYTES = 512;
    private static final int PER_LINE = 8;
    /// The layer that is no header.
    private static final String DATA = "data";

    private final Timeline timeline;
    private final Scene scene;
    private final Runs runs;
    private final Links links;
    private final Markup out;

    Details(Timeline timeline, Scene scene, Runs runs, Links links, Markup out) {
        this.timeline = timeline;
        this.scene = scene;
        this.runs = runs;
        this.links = links;
        this.out = out;
    }

    void write() {
        for (Stop each : scene.stops) {
            out.open("article", "id", "d-" + each.id(), "data-story", Why.story(each)).line();
            switch (each) {
                case Stop.OfCall call -> call(call);
                case Stop.OfPacket packet -> packet(packet);
            }
            out.close().line();
        }
    }

    private void call(Stop.OfCall stop) {
        Step step = stop.step();
        Call call = step.made().call();
        out.element("h3", "Call " + step.number() + ": " + stop.side() + ", " + call.name()).line();
        out.element("p", step.says(), "class", "says").line();
        out.open("dl").line();
        if (!step.role().isEmpty()) term("Step", step.role());
        Errno error = call.error();
        term("Result", error == null
                ? Integer.toString(call.result())
                : "−1, errno " + error.number() + " " + error.name() + ": " + error.meaning());
        term("Time", "at " + moment(call.enter()) + " ms, for " + Spans.of(call.exit() - call.enter()));
        states(stop);
        packets("Sent", step.caused());
        if (step.releasedBy() != 0) packets("Released by", List.of(step.releasedBy()));
        out.close().line();
        if (call.data().length > 0) data(call.data(), 0, call.data().length, Math.max(call.result(), 0), runs.of(step));
        out.element("h4", "As it was made");
        code(call.toString());
        form("C", step.c());
        form("Java", step.java());
        form("Python", step.python());
    }

    private void packet(Stop.OfPacket stop) {
        Packet packet = stop.packet();
        out.element("h3", "Packet " + packet.number() + ": " + stop.side() + " to " + stop.side().other() + ", "
                + Words.kind(packet)).line();
        out.element("p", packet.why(), "class", "says").line();
        out.open("dl").line();
        term("In short", packet.protocol() + " " + packet.summary());
        term("Time", "left at " + moment(packet.left()) + " ms, " + (packet.lost()
                ? "and was lost"
                : "took " + Spans.of(packet.arrived() - packet.left())));
        if (packet.cause() == 0) term("Sent by", "the kernel by itself");
        else
            calls("Sent by", List.of(packet.cause()));
        calls("Released", links.released(packet));
        states(stop);
        out.close().line();
        layers(packet);
        Packet.Layer data = packet.layers().isEmpty() ? null : packet.layers().getLast();
        if (data != null && data.name().equals(DATA)) {
            int start = packet.layers().stream().mapToInt(Packet.Layer::length).sum() - data.length();
            int have = Math.clamp(packet.bytes().length - start, 0, data.length());
            data(packet.bytes(), start, have, data.length(), runs.of(packet));
        }
        hex(packet);
    }

    private String moment(long time) {
        return Spans.moment(time - timeline.start());
    }

    private void term(String name, String text) {
        out.open("div").element("dt", name).element("dd", text).close().line();
    }

    private void states(Stop stop) {
        States.Both both = scene.states.after(stop);
        if (!both.known()) return;
        out.open("div").element("dt", "TCP state").open("dd");
        if (!both.client().isEmpty()) out.text("client ").element("span", both.client(), "class", "state").text(" ");
        if (!both.server().isEmpty()) out.text("server ").element("span", both.server(), "class", "state");
        out.close().close().line();
    }

    private void packets(String name, List<Integer> numbers) {
        links(name, "packet", numbers, numbers.stream().map(Stop::packetId).toList());
    }

    private void calls(String name, List<Integer> numbers) {
        links(name, "call", numbers, numbers.stream().map(Stop::callId).toList());
    }

    private void links(String name, String kind, List<Integer> numbers, List<String> ids) {
        if (numbers.isEmpty()) return;
        out.open("div").element("dt", name).open("dd").text(kind + (numbers.size() > 1 ? "s " : " "));
        for (int i = 0; i < numbers.size(); i++) {
            if (i > 0) out.text(", ");
            out.element("a", Integer.toString(numbers.get(i)), "href", "#d-" + ids.get(i));
        }
        out.close().close().line();
    }

    /// Data, each call's bytes with its letter.
    private void data(byte[] bytes, int from, int have, int length, List<Runs.Run> all) {
        out.element("h4", "Data: " + Units.count(length, "byte")).open("p", "class", "data");
        int shown = Math.min(have, BYTES);
        if (all.isEmpty()) out.element("span", Words.data(bytes, from, shown), "class", "run r0");
        for (Runs.Run each : all) {
            int end = Math.min(shown, each.offset() + each.length());
            if (end <= each.offset()) continue;
            out.open("span", "class", "run " + Runs.style(each)).element("b", each.letter()).text(" ")
                    .text(Words.data(bytes, from + each.offset(), end - each.offset())).close();
        }
        if (length > shown) out.text(" and " + Units.count(length - shown, "byte") + " more");
        out.close().line();
    }

    private void code(String text) {
        out.open("pre").element("code", text).close().line();
    }

    private void form(String language, String text) {
        if (text.isEmpty()) return;
        out.element("h4", language);
        code(text);
    }

    /// From the data down to the frame: what every layer adds.
    private void layers(Packet packet) {
        out.element("h4", "On the way down").open("table").line().open("thead").open("tr")
                .element("th", "Layer", "scope", "col").element("th", "Adds", "scope", "col", "class", "count")
                .element("th", "Makes", "scope", "col").close().close().line().open("tbody").line();
        int sum = 0;
        for (int i = packet.layers().size() - 1; i >= 0; i--) {
            Packet.Layer each = packet.layers().get(i);
            sum += each.length();
            row(style(packet, i), each.name(), Why.header(each.name()), each.length(), each.name().equals(DATA)
                    ? Units.count(sum, "byte")
                    : "a " + Why.unit(each.name()) + " of " + Units.count(sum, "byte"));
        }
        out.close().close().line();
    }

    private void row(String style, String name, String what, int count, String sum) {
        out.open("tr").open("th", "scope", "row").element("span", name, "class", "layer " + style)
                .element("small", what).close().element("td", Integer.toString(count), "class", "count")
                .element("td", sum).close().line();
    }

    /// The frame's bytes, each layer's with its line below.
    private void hex(Packet packet) {
        byte[] bytes = packet.bytes();
        int shown = Math.min(bytes.length, BYTES);
        out.element("h4", "All " + Units.count(bytes.length, "byte"), "class", "bytes")
                .open("pre", "class", "hex", "tabindex", "0", "role", "group",
                        "aria-label", "Bytes in hexadecimal")
                .line();
        for (int line = 0; line < shown; line += PER_LINE)
            hexLine(packet, line, Math.min(shown, line + PER_LINE));
        if (bytes.length > shown) out.text("and " + Units.count(bytes.length - shown, "byte") + " more");
        out.close().line();
    }

    private void hexLine(Packet packet, int from, int to) {
        out.element("span", HexFormat.of().toHexDigits(from, 4), "class", "offset").text("  ");
        HexFormat digits = HexFormat.ofDelimiter(" ");
        int start = 0;
        int layer = 0;
        for (Packet.Layer each : packet.layers()) {
            int end = start + each.length();
            int first = Math.max(from, start);
            int last = Math.min(to, end);
            if (first < last)
                out.element("span", digits.formatHex(packet.bytes(), first, last), "class",
                        "layer " + style(packet, layer)).text(" ");
            start = end;
            layer++;
        }
        if (start < to) out.text(digits.formatHex(packet.bytes(), Math.max(from, start), to) + " ");
        out.text("   ".repeat(PER_LINE - (to - from)) + " ");
        for (int i = from; i < to; i++) {
            byte b = packet.bytes()[i];
            out.text(b >= 0x20 && b < 0x7f ? String.valueOf((char) b) : ".");
        }
        out.line();
    }

    private static String style(Packet packet, int layer) {
        return packet.layers().get(layer).name().equals(DATA) ? DATA : "l" + Math.min(layer, 2);
    }
}
