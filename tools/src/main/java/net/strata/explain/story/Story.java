package net.strata.explain.story;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import net.strata.explain.Sheet;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.lab.Timeline;
import org.jspecify.annotations.Nullable;

/// A conversation, told. Text, pictures and pages are drawn from this.
///
/// @param name as [Choice] has it, such as `tcp:0`; of a session of the lab, the session's
/// @param title what it is, in a line
/// @param hosts who takes part, a column each, from left to right
/// @param summary what it comes to, a sentence each
/// @param parts in the order of time
/// @param packets how many frames belong to it
/// @param start time of the first, in ns, that times are counted from; [Batch#NO_TIME] where they are not known
public record Story(String name, String title, List<Host> hosts, List<String> summary, List<Part> parts, long packets,
        long start) {
    /// One that takes part.
    ///
    /// @param role such as `client`; empty if there is no word for it
    /// @param address as a person reads it, with the port if it has one
    public record Host(String role, String address) {}

    /// A run of the story.
    ///
    /// @param heading a few words
    /// @param says a sentence each
    /// @param rows in the order of time; empty where there are sentences only
    public record Part(String heading, List<String> says, List<Row> rows) {}

    /// Something that happens.
    public sealed interface Row permits Arrow, Deed, Skip {
        /// When, in ns; [Batch#NO_TIME] where that is not known.
        long time();
    }

    /// A packet.
    ///
    /// @param number of the packet, for `--packet`
    /// @param from and `to`: indexes into [Story#hosts]; `to` is [#ALL] for everybody
    /// @param label what it is, in a few words: `SYN, ACK`
    /// @param numbers what to know of it beside: `Seq=0 Ack=1 Len=0`; may be empty
    /// @param says what it means, and who knows what after it
    /// @param calls the socket calls behind it
    /// @param marks what is remarkable about it
    public record Arrow(long number, long time, int from, int to, String label, String numbers, String says,
            List<Call> calls, Set<Mark> marks) implements Row {
        /// In place of a host.
        public static final int ALL = -1;
    }

    /// A socket call without a packet of its own, as a lab recorded it.
    public record Deed(long time, Call call, String says) implements Row {}

    /// Packets that are not shown.
    public record Skip(long time, long packets) implements Row {}

    /// A socket call.
    ///
    /// @param host index of who made it
    /// @param text the call, or what it comes to: `connect()`, `accept() returns`
    /// @param implied whether it is only concluded from the packets, as one that would cause them
    public record Call(int host, String text, boolean implied) {}

    /// What is remarkable about a packet.
    public enum Mark {
        RETRANSMISSION("sent again"), OUT_OF_ORDER("out of order"), GAP("gap before"), DUPLICATE_ACK(
                "duplicate ACK"), ZERO_WINDOW("zero window"), WINDOW_FULL("window full"), WINDOW_UPDATE(
                        "window update"), ZERO_WINDOW_PROBE("window probe"), KEEP_ALIVE("keep-alive"), RESET(
                                "reset"), ERROR("error"), LOST(
                                        "lost"), UNSEEN("acknowledges what was not seen"), COPY("seen again");

        private final String words;

        Mark(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /// All arrows of all parts.
    public List<Arrow> arrows() {
        return parts.stream().flatMap(part -> part.rows().stream()).filter(Arrow.class::isInstance)
                .map(Arrow.class::cast).toList();
    }

    /// The first part with a heading, null if there is none.
    public @Nullable Part part(String heading) {
        for (Part each : parts)
            if (each.heading().equals(heading)) return each;
        return null;
    }

    /// Reads a capture to its end and tells one conversation of it. The source remains open.
    ///
    /// @throws NoSuchConversation if there is none such
    /// @throws IOException if reading fails
    public static Story of(FrameSource source, Choice choice) throws IOException, NoSuchConversation {
        return new Reading(choice).read(source);
    }

    /// Tells a session of the lab, with the calls that were recorded.
    public static Story of(Timeline timeline) {
        return LabStory.of(timeline);
    }

    /// Draws all of it below what is on the sheet.
    public void draw(Sheet sheet) {
        new Ladder(this, sheet).draw();
    }
}
