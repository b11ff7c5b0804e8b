package net.strata.ping;

import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.IPPROTO_ICMPV6;
import static net.strata.os.Abi.SOCK_RAW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.strata.Needs;
import net.strata.TestNetwork;
import net.strata.os.Netns;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.ping.NodeInformation.Query;
import net.strata.probe.Sockets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Node information queries, answered by a host of our own: Linux does not answer them.
class NodeInformationTest {
    private static final String THERE = "fd01::2";
    private static final int QUERY = 139;
    private static final int REPLY = 140;
    /// Of a query, what differs from run to run: the checksum, and the nonce behind its sequence number.
    private static final int CHECKSUM = 2;
    private static final int NONCE = 10;
    private static final int SUBJECT = 16;

    private static TestNetwork network;
    private static String here;
    private static Socket responder;
    private static final BlockingQueue<String> queries = new LinkedBlockingQueue<>();
    private static volatile String answer = "";

    @BeforeAll
    static void build() throws Exception {
        Needs.here().program("ping");
        network = new TestNetwork();
        here = network.namespace();
        String there = network.namespace();
        network.link(here, "a0", List.of("fd01::1/64"), there, "b0", List.of(THERE + "/64"));
        // A link that was just made may take a second to carry the first packet.
        network.in(here, "ping", "-c", "1", "-w", "9", THERE);
        responder = Netns.call(there, () -> Socket.socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6));
        responder.setsockopt(Option.ICMP6_FILTER, Sockets.passing(QUERY));
        Thread.ofPlatform().daemon().start(NodeInformationTest::respond);
    }

    /// Keeps each query, and answers with what is to be answered, behind the query's type, flags and nonce.
    private static void respond() {
        ByteBuffer query = ByteBuffer.allocateDirect(2000);
        try {
            while (true) {
                SockAddr from = responder.recvfrom(query.clear(), 0).from();
                byte[] bytes = new byte[query.flip().remaining()];
                query.get(bytes);
                ByteBuffer same = ByteBuffer.wrap(bytes.clone()).putShort(CHECKSUM, (short) 0);
                same.put(NONCE, new byte[6]);
                queries.add(HexFormat.of().formatHex(bytes.length < SUBJECT ? bytes : same.array()));
                byte[] data = HexFormat.of().parseHex(answer.replace(" ", ""));
                ByteBuffer reply = ByteBuffer.allocateDirect(SUBJECT + data.length - 1);
                reply.put((byte) REPLY).put(data[0]).putShort((short) 0).put(bytes, 4, 12).put(data, 1,
                        data.length - 1);
                responder.sendto(reply.flip(), 0, from);
            }
        } catch (OsError | IllegalStateException e) {
            // The test is over.
        }
    }

    @AfterAll
    static void tearDown() {
        if (responder != null) responder.close();
        if (network != null) network.close();
    }

    /// A query, and the line of its answer up to the time to live.
    private record Exchange(String query, String line) {}

    private static Exchange ours(Query query) throws Exception {
        Asked asked = Asked.ask(here, THERE, 1, 0, live -> new NodeInformation(query).open(live, socket -> {
        }));
        return new Exchange(sent(), asked.lines.getFirst());
    }

    private static Exchange iputils(String... options) throws Exception {
        String output = network.in(here, Commands.of("ping -6 -n -c 1", options, THERE));
        return new Exchange(sent(), output.lines().skip(1).findFirst().orElse("").replaceFirst(" time=.*", ""));
    }

    private static final class Commands {
        private Commands() {}

        static String[] of(String first, String[] options, String last) {
            var words = new java.util.ArrayList<>(List.of(first.split(" ")));
            for (String option : options)
                words.addAll(List.of("-N", option));
            words.add(last);
            return words.toArray(String[]::new);
        }
    }

    private static String sent() throws InterruptedException {
        String query = queries.poll(5, TimeUnit.SECONDS);
        return query == null ? "" : query;
    }

    /// `host.example` and `host`, of which the second is no whole name (RFC 4620 section 6.3).
    @Test
    void namesAreAskedForAndShownAsIputilsDoes() throws Exception {
        answer = "00 0000000a 04686f7374 076578616d706c65 00 04686f7374 00 00";
        Exchange ours = ours(new Query(2, 0, 0, null));
        assertThat(ours).isEqualTo(iputils("name"));
        assertThat(ours.line).isEqualTo("41 bytes from fd01::2: host.example., host; seq=1; ttl=64");
    }

    @Test
    void addressesAreAskedForAndShownAsIputilsDoes() throws Exception {
        answer = "00 00000e10 20010db8000000000000000000000001 00000e10 fe800000000000000000000000000001";
        Exchange six = ours(new Query(3, 0x22, 0, null));
        assertThat(six).isEqualTo(iputils("ipv6-global", "ipv6-all"));
        assertThat(six.line).isEqualTo("56 bytes from fd01::2: 2001:db8::1, fe80::1; seq=1; ttl=64");
        answer = "00 00000e10 c0000201";
        Exchange four = ours(new Query(4, 2, 0, null));
        assertThat(four).isEqualTo(iputils("ipv4-all"));
        assertThat(four.line).isEqualTo("24 bytes from fd01::2: 192.0.2.1; seq=1; ttl=64");
    }

    @Test
    void subjectsAreThoseOfIputils() throws Exception {
        answer = "00 0000000a 0161 00";
        assertThat(ours(new Query(2, 0, 1, NodeInformation.subject("host.example", true))))
                .isEqualTo(iputils("name", "subject-name=Host.Example"));
        assertThat(ours(new Query(2, 0, 1, NodeInformation.subject("host", false))))
                .isEqualTo(iputils("name", "subject-name=host"));
        assertThat(ours(new Query(2, 0, 2, ByteBuffer.wrap(new byte[]{(byte) 192, 0, 2, 1}))))
                .isEqualTo(iputils("name", "subject-ipv4=192.0.2.1"));
    }

    @Test
    void refusalsAndWhatIsNotKnownAreSaid() throws Exception {
        for (String each : List.of("01", "02", "00 0000", "00 0000000a 0a61")) {
            answer = each;
            assertThat(ours(new Query(2, 0, 0, null))).isEqualTo(iputils("name"));
        }
        // Of this number iputils prints the bytes in the wrong order.
        answer = "05";
        assertThat(ours(new Query(2, 0, 0, null)).line)
                .isEqualTo("16 bytes from fd01::2: unknown code(05); seq=1; ttl=64");
    }

    /// Unlike iputils, which shows them as octal numbers, as all text from packets.
    @Test
    void whatCannotBePrintedIsEscaped() throws Exception {
        answer = "00 0000000a 031b5b6d 00";
        assertThat(ours(new Query(2, 0, 0, null)).line)
                .isEqualTo("25 bytes from fd01::2: \\x1b[m.; seq=1; ttl=64");
    }

    @Test
    void aNameThatIsNoneIsNoSubject() {
        for (String name : List.of("", "a..b", "x".repeat(64), "a.".repeat(130) + "a"))
            assertThatThrownBy(() -> NodeInformation.subject(name, true)).isInstanceOf(IllegalArgumentException.class);
    }
}
