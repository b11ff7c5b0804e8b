package net.strata.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;

/// What was understood of a recording, as JSON objects, one a line (docs/json.md): each call as a `step`, each `packet`, and
/// each `fault`. Times are on the call clock.
final class Analysis {
    private Analysis() {}

    static void write(Timeline timeline, OutputStream out) throws IOException {
        for (Step step : timeline.steps())
            new Recordings.Line("step").number("number", step.number()).text("side", step.made().side().toString())
                    .text("call", step.made().call().toString()).number("enter_ns", step.made().call().enter())
                    .number("exit_ns", step.made().call().exit()).text("role", step.role())
                    .plain("caused", step.caused().toString()).number("released_by", step.releasedBy())
                    .text("state", step.state()).text("says", step.says()).text("c", step.c())
                    .text("java", step.java()).text("python", step.python()).end(out);
        for (Packet packet : timeline.packets())
            packet(packet, out);
        for (String fault : timeline.faults())
            new Recordings.Line("fault").text("text", fault).end(out);
    }

    private static void packet(Packet p, OutputStream out) throws IOException {
        var line = new Recordings.Line("packet").number("number", p.number()).text("from", p.from().toString())
                .number("left_ns", p.left());
        if (!p.lost()) line.number("arrived_ns", p.arrived());
        line.plain("lost", Boolean.toString(p.lost())).text("protocol", p.protocol()).text("summary", p.summary())
                .texts("layers", p.layers().stream().map(layer -> layer.name() + " " + layer.length()).toList())
                .number("cause", p.cause()).text("why", p.why()).plain("parts", parts(p.parts()));
        Packet.Segment segment = p.segment();
        if (segment != null)
            line.number("stream", segment.stream()).number("seq", segment.seq()).number("ack", segment.ack())
                    .texts("flags", segment.flags()).number("data", segment.length())
                    .plain("again", Boolean.toString(segment.again())).text("client_state", segment.clientState())
                    .text("server_state", segment.serverState());
        line.end(out);
    }

    private static String parts(List<Packet.Part> parts) {
        return parts.stream()
                .map(p -> "{\"offset\":" + p.offset() + ",\"length\":" + p.length() + ",\"sent\":" + p.sent()
                        + ",\"received\":" + p.received() + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
