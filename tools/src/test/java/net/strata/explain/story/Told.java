package net.strata.explain.story;

import static net.strata.protocol.Tcp.SYN_BIT;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.strata.craft.Draft;
import net.strata.explain.Sheet;
import net.strata.explain.story.Story.Arrow;
import net.strata.explain.story.Story.Mark;
import net.strata.file.Captures;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.LinkType;
import net.strata.live.Ink;
import net.strata.stats.Glyphs;

/// Stories to look at in tests.
final class Told {
    static final Path SAMPLES = Path.of("../captures/samples");
    private static final Ink ASCII = new Ink(Glyphs.ASCII, false);

    private Told() {}

    /// The story of a conversation of a sample.
    static Story of(String sample, String choice) throws IOException, NoSuchConversation {
        try (FrameSource source = Captures.open(SAMPLES.resolve(sample))) {
            return Story.of(source, Choice.parse(choice));
        }
    }

    static Conversations list(String sample) throws IOException {
        try (FrameSource source = Captures.open(SAMPLES.resolve(sample))) {
            return Conversations.list(source);
        }
    }

    /// The story of a conversation of Ethernet frames, one a millisecond.
    static Story of(List<byte[]> frames, String choice) throws IOException, NoSuchConversation {
        return of(frames, LinkType.ETHERNET, choice);
    }

    static Story of(List<byte[]> frames, int link, String choice) throws IOException, NoSuchConversation {
        try (FrameSource source = new Frames(frames, link)) {
            return Story.of(source, Choice.parse(choice));
        }
    }

    static Conversations list(List<byte[]> frames, int link) throws IOException {
        try (FrameSource source = new Frames(frames, link)) {
            return Conversations.list(source);
        }
    }

    /// A TCP segment; the client counts from 1000, the server from 5000 if [#opened] is before it.
    static byte[] segment(boolean client, long seq, long ack, int flags, int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++)
            data[i] = (byte) (seq + (flags & SYN_BIT) / SYN_BIT + i); // each number has a byte of its own
        return Draft.of("eth").set("eth.dst", "02:00:00:00:00:02").set("eth.src", "02:00:00:00:00:01").then("ip")
                .set("ip.src", client ? "192.0.2.1" : "192.0.2.2").set("ip.dst", client ? "192.0.2.2" : "192.0.2.1")
                .then("tcp").set("tcp.srcport", client ? 40000 : 9).set("tcp.dstport", client ? 9 : 40000)
                .set("tcp.seq_raw", seq & 0xffff_ffffL).set("tcp.ack_raw", ack & 0xffff_ffffL).set("tcp.flags", flags)
                .payload(data).build();
    }

    /// The story of a connection that begins with three segments, and goes on with others, from packet 4.
    static Story opened(byte[]... more) throws Exception {
        var frames = new ArrayList<byte[]>(List.of(segment(true, 999, 0, 0x02, 0), segment(false, 4999, 1000, 0x12, 0),
                segment(true, 1000, 5000, 0x10, 0)));
        frames.addAll(List.of(more));
        return of(frames, "tcp:0");
    }

    /// The arrow of a packet.
    static Arrow arrow(Story story, long number) {
        return story.arrows().stream().filter(each -> each.number() == number).findFirst().orElseThrow();
    }

    /// The numbers of the packets that have a mark.
    static List<Long> marked(Story story, Mark mark) {
        return story.arrows().stream().filter(each -> each.marks().contains(mark)).map(Arrow::number).toList();
    }

    /// What is said of a part.
    static String says(Story story, String heading) {
        var part = story.part(heading);
        return part == null ? "" : String.join(" ", part.says());
    }

    /// The calls behind a packet.
    static List<String> calls(Story story, long number) {
        return arrow(story, number).calls().stream()
                .map(each -> story.hosts().get(each.host()).role() + ": " + each.text())
                .toList();
    }

    static String drawn(Story story, int width) {
        var sheet = new Sheet(width);
        story.draw(sheet);
        return sheet.text(ASCII);
    }

    /// Frames in memory.
    private static final class Frames implements FrameSource {
        private static final long MILLISECOND = 1_000_000;
        private final List<byte[]> frames;
        private final int link;
        private int given;

        Frames(List<byte[]> frames, int link) {
            this.frames = new ArrayList<>(frames);
            this.link = link;
        }

        @Override
        public boolean read(Batch batch) {
            batch.clear();
            batch.firstNumber = given + 1L;
            while (given < frames.size() && !batch.full()) {
                byte[] frame = frames.get(given);
                batch.reserve(frame.length);
                System.arraycopy(frame, 0, batch.data, batch.used, frame.length);
                batch.add(batch.used, frame.length, frame.length, given * MILLISECOND, 9, link, 0);
                batch.used += frame.length;
                given++;
            }
            return batch.count > 0;
        }

        @Override
        public List<Interface> interfaces() {
            return List.of();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
