package net.strata.explain.story;

import static net.strata.explain.story.Told.arrow;
import static net.strata.explain.story.Told.calls;
import static net.strata.explain.story.Told.opened;
import static net.strata.explain.story.Told.segment;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import net.strata.craft.Draft;
import org.junit.jupiter.api.Test;

/// What few connections have: fast open, one direction only, urgent data, bytes that came twice, a window that closes.
class TcpSpecialsTest {
    private static final int SYN = 0x02;
    private static final int SYN_ACK = 0x12;
    private static final int ACK = 0x10;
    private static final int PSH_ACK = 0x18;
    private static final int FIN_ACK = 0x11;
    private static final int CHECKSUM = 50;

    /// RFC 7413 section 4.2: a server that takes the data may answer it before the third segment.
    @Test
    void theDataOfASynIsReadableWhenItIsTaken() throws Exception {
        Story story = Told.of(List.of(segment(true, 999, 0, SYN, 5), segment(false, 4999, 1005, SYN_ACK, 0),
                segment(false, 5000, 1005, PSH_ACK, 5), segment(true, 1005, 5005, ACK, 0)), "tcp:0");
        assertThat(story.parts().stream().map(Story.Part::heading)).containsExactly("Handshake", "What was agreed",
                "Data");
        assertThat(calls(story, 1)).containsExactly("client: socket(), sendto() with MSG_FASTOPEN");
        assertThat(calls(story, 2)).containsExactly("server: before: socket(), bind() to port 9, listen()",
                "server: accept() can return", "server: recv() can return 5 bytes", "client: sendto() returns");
        assertThat(calls(story, 4)).isEmpty();
        assertThat(arrow(story, 2).says()).contains("acknowledges 5 bytes of the SYN as well");
        assertThat(arrow(story, 4).says()).contains("the client has all up to byte 5");
        assertThat(Told.says(story, "Handshake")).contains("unless it is opened fast");
    }

    /// RFC 7413 section 4.2: the SYN alone may be acknowledged, and the data is sent again.
    @Test
    void theDataOfASynNeedNotBeTaken() throws Exception {
        Story story = Told.of(List.of(segment(true, 999, 0, SYN, 5), segment(false, 4999, 1000, SYN_ACK, 0),
                segment(true, 1000, 5000, PSH_ACK, 5), segment(false, 5000, 1005, ACK, 0)), "tcp:0");
        assertThat(calls(story, 2)).doesNotContain("server: accept() can return");
        assertThat(arrow(story, 2).says()).contains("It acknowledges the SYN only");
        assertThat(arrow(story, 3).says()).contains("only the SYN was taken").doesNotContain("other content");
        assertThat(calls(story, 3)).containsExactly("server: accept() can return",
                "server: recv() can return 5 bytes");
    }

    @Test
    void ofASideThatIsNotThereNothingIsClaimed() throws Exception {
        Story client = Told.of(List.of(segment(true, 999, 0, SYN, 0), segment(true, 1000, 5000, ACK, 0),
                segment(true, 1000, 5000, FIN_ACK, 18)), "tcp:0");
        assertThat(client.summary().getFirst()).startsWith("The client sent 18 bytes")
                .endsWith("closed its direction, whether the server did is not known.");
        assertThat(Told.says(client, "End")).contains("whether the server closed is not known");
        // 20 is behind byte 18 and perhaps a FIN with number 19: no more can be known.
        Story server = Told.of(List.of(segment(false, 4999, 1000, SYN_ACK, 0), segment(false, 5000, 1019, ACK, 5)),
                "tcp:0");
        assertThat(server.summary().getFirst()).startsWith("Nothing of the client is in the capture, the server sent");
        assertThat(arrow(server, 2).says()).contains("all of the client before number 20: data, and the FIN if one")
                .doesNotContain("byte 19");
    }

    private static byte[] changed(byte[] frame, int at, int value) {
        byte[] changed = frame.clone();
        ByteBuffer.wrap(changed).putShort(at, (short) value);
        return changed;
    }

    /// RFC 6093 section 2: the pointer shows behind the urgent byte. It is the 16 bits behind the checksum.
    @Test
    void anUrgentByteIsReceivedApart() throws Exception {
        Story story = opened(changed(segment(true, 1000, 5000, 0x38, 4), CHECKSUM + 2, 4),
                changed(segment(true, 1004, 5000, 0x30, 4), CHECKSUM + 2, 9));
        assertThat(arrow(story, 4).says()).contains("Byte 4 is urgent", "MSG_OOB", "RFC 6093");
        assertThat(calls(story, 4)).containsExactly("client: send()", "server: recv() can return 3 bytes",
                "server: recv() with MSG_OOB can return 1 byte");
        assertThat(arrow(story, 5).says()).contains("Urgent data will come, up to byte 13");
        assertThat(calls(story, 5)).contains("server: recv() can return 4 bytes");
    }

    private static byte[] sack(long ack, long... edges) {
        var options = ByteBuffer.allocate(4 + edges.length * 4).put((byte) 1).put((byte) 1).put((byte) 5)
                .put((byte) (2 + edges.length * 4));
        for (long each : edges)
            options.putInt((int) each);
        byte[] bare = segment(false, 5000, ack, ACK, 0);
        var frame = ByteBuffer.allocate(bare.length + options.capacity()).put(bare).put(options.array());
        frame.put(46, (byte) (5 + options.capacity() / 4 << 4)).putShort(16, (short) (40 + options.capacity()));
        return frame.array();
    }

    /// RFC 2883 section 4: the first block is what came twice, if it is acknowledged or part of the second. tshark takes the
    /// same frame as D-SACK (tcp.options.sack.dsack).
    @Test
    void bytesThatCameTwiceAreToldSo() throws Exception {
        byte[] data = segment(true, 1000, 5000, PSH_ACK, 10);
        Story story = opened(data, data, segment(false, 5000, 1010, ACK, 0), sack(1010, 1000, 1010));
        assertThat(arrow(story, 7).says())
                .isEqualTo("The server says that bytes 1 to 10 came twice (D-SACK, RFC 2883): "
                        + "sending them again was needless.");
        assertThat(story.summary()).contains("1 segment was sent again.");
        Story inside = opened(data, segment(true, 1010, 5000, ACK, 30), sack(1010, 1020, 1030, 1020, 1040));
        assertThat(arrow(inside, 6).says()).contains("bytes 21 to 30 came twice (D-SACK, RFC 2883).")
                .contains("behind a hole bytes 21 to 40 (SACK)");
    }

    private static byte[] window(long ack, int window) {
        return Draft.of("eth").set("eth.dst", "02:00:00:00:00:02").set("eth.src", "02:00:00:00:00:01").then("ip")
                .set("ip.src", "192.0.2.2").set("ip.dst", "192.0.2.1").then("tcp").set("tcp.srcport", 9)
                .set("tcp.dstport", 40000).set("tcp.seq_raw", 5000).set("tcp.ack_raw", ack).set("tcp.flags", ACK)
                .set("tcp.window_size_value", window).build();
    }

    /// RFC 9293 section 3.8.6.1. What recv() can return is what was sent: 10 bytes, 1 and 9.
    @Test
    void theByteOfAProbeIsReadableOnceItIsTaken() throws Exception {
        byte[] probe = segment(true, 1010, 5000, ACK, 1);
        Story story = opened(segment(true, 1000, 5000, ACK, 10), window(1010, 0), probe, window(1010, 0), probe,
                window(1011, 499), segment(true, 1011, 5000, PSH_ACK, 9));
        assertThat(IntStream.rangeClosed(4, 10).mapToObj(i -> calls(story, i)).flatMap(List::stream)
                .filter(each -> each.contains("recv"))).containsExactly("server: recv() can return 10 bytes",
                        "server: recv() can return 1 byte", "server: recv() can return 9 bytes");
        assertThat(arrow(story, 9).says()).contains("The server has room again: 499 bytes");
    }

    /// RFC 5952 section 4.3: lower case.
    @Test
    void addressesAndNamesKeepTheirCase() {
        assertThat(Say.sentence("fe80::ff:fe00:2 is a router")).isEqualTo("fe80::ff:fe00:2 is a router.");
        assertThat(Say.sentence("::1 asks")).isEqualTo("::1 asks.");
        assertThat(Say.sentence("aa:bb:cc:dd:ee:ff asks")).isEqualTo("aa:bb:cc:dd:ee:ff asks.");
        assertThat(Say.sentence("example.org is asked for")).isEqualTo("example.org is asked for.");
        assertThat(Say.sentence("keep-alive: one byte")).isEqualTo("Keep-alive: one byte.");
        assertThat(Say.sentence("added: one. Two")).isEqualTo("Added: one. Two.");
    }
}
