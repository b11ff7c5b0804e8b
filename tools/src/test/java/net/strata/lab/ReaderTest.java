package net.strata.lab;

import static net.strata.lab.Scene.step;
import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static net.strata.lab.TcpFlags.ACK;
import static net.strata.lab.TcpFlags.FIN;
import static net.strata.lab.TcpFlags.RST;
import static net.strata.lab.TcpFlags.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.strata.craft.Draft;
import net.strata.live.Ink;
import net.strata.os.Call;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import net.strata.stats.Glyphs;
import org.junit.jupiter.api.Test;

/// What caused what, in sessions made by hand: the numbers follow from RFC 9293.
final class ReaderTest {
    private static final int PSH = 8;

    private static Packet packet(Timeline t, int number) {
        return t.packets().get(number - 1);
    }

    private static Packet.Segment segment(Timeline t, int number) {
        return segment(packet(t, number));
    }

    private static Packet.Segment segment(Packet packet) {
        return Objects.requireNonNull(packet.segment());
    }

    @Test
    void callsOfAnEchoCausePacketsAndPacketsReleaseCalls() {
        Timeline t = Scene.echo().timeline();
        assertThat(t.faults()).isEmpty();
        assertThat(t.packets()).hasSize(10).noneMatch(Packet::lost);
        assertThat(step(t, CLIENT, "connect", 1).caused()).containsExactly(1);
        assertThat(step(t, CLIENT, "connect", 1).releasedBy()).isEqualTo(2);
        assertThat(step(t, SERVER, "accept4", 1).releasedBy()).isEqualTo(3);
        assertThat(step(t, CLIENT, "send", 1).caused()).containsExactly(4);
        assertThat(step(t, SERVER, "recv", 1).releasedBy()).isEqualTo(4);
        assertThat(step(t, SERVER, "send", 1).caused()).containsExactly(6);
        assertThat(step(t, CLIENT, "recv", 1).releasedBy()).isEqualTo(6);
        assertThat(step(t, CLIENT, "close", 1).caused()).containsExactly(8);
        assertThat(step(t, SERVER, "recv", 2).releasedBy()).isEqualTo(8);
        assertThat(step(t, SERVER, "close", 1).caused()).containsExactly(9);
        for (int kernel : new int[]{2, 3, 5, 7, 10})
            assertThat(packet(t, kernel).cause()).as("cause of " + kernel).isZero();
    }

    @Test
    void bothSidesGoThroughTheStatesOfTheRfc() {
        Timeline t = Scene.echo().timeline();
        assertThat(t.packets()).extracting(p -> segment(p).clientState()).containsExactly("SYN-SENT", "ESTABLISHED",
                "ESTABLISHED", "ESTABLISHED", "ESTABLISHED", "ESTABLISHED", "ESTABLISHED", "FIN-WAIT-1", "TIME-WAIT",
                "TIME-WAIT");
        assertThat(t.packets()).extracting(p -> segment(p).serverState()).containsExactly("SYN-RECEIVED",
                "SYN-RECEIVED", "ESTABLISHED", "ESTABLISHED", "ESTABLISHED", "ESTABLISHED", "ESTABLISHED",
                "CLOSE-WAIT", "LAST-ACK", "CLOSED");
    }

    @Test
    void theSixStepsAndTheFourAreNamed() {
        Timeline t = Scene.echo().timeline();
        assertThat(t.steps()).extracting(Step::role).contains("server 1 of 6: socket", "server 2 of 6: bind",
                "server 3 of 6: listen", "server 4 of 6: accept", "server 5 of 6: receive and send",
                "server 6 of 6: close", "client 1 of 4: socket", "client 2 of 4: connect",
                "client 3 of 4: send and receive", "client 4 of 4: close");
    }

    @Test
    void layersAddUpToTheFrame() {
        Timeline t = Scene.echo().timeline();
        // 14 + 20 + 20 + 5, without options of TCP
        assertThat(packet(t, 4).layers()).extracting(Packet.Layer::toString).containsExactly(
                "Layer[name=Ethernet, length=14]", "Layer[name=IPv4, length=20]", "Layer[name=TCP, length=20]",
                "Layer[name=data, length=5]");
        for (Packet p : t.packets())
            assertThat(p.layers().stream().mapToInt(Packet.Layer::length).sum()).isEqualTo(p.bytes().length);
    }

    /// The first segment holds 3 of the 5 bytes of the first call; the second the other 2 and all 4 of the second call.
    @Test
    void bytesAreFollowedAcrossSegments() {
        Timeline t = open().send(CLIENT, 4, "abcde", 200, 210).send(CLIENT, 4, "fghi", 211, 215)
                .segment(CLIENT, PSH | ACK, 1, 1, "abc", 205, 215).segment(CLIENT, PSH | ACK, 4, 1, "defghi", 220, 230)
                .recv(SERVER, 5, "ab", 216, 217).recv(SERVER, 5, "cdefg", 218, 231).recv(SERVER, 5, "hi", 232, 233)
                .timeline();
        int first = step(t, CLIENT, "send", 1).number();
        int second = step(t, CLIENT, "send", 2).number();
        int[] recv = {step(t, SERVER, "recv", 1).number(), step(t, SERVER, "recv", 2).number(),
                step(t, SERVER, "recv", 3).number()};
        assertThat(packet(t, 4).parts()).containsExactly(new Packet.Part(0, 2, first, recv[0]),
                new Packet.Part(2, 1, first, recv[1]));
        assertThat(packet(t, 5).parts()).containsExactly(new Packet.Part(0, 2, first, recv[1]),
                new Packet.Part(2, 2, second, recv[1]), new Packet.Part(4, 2, second, recv[2]));
        assertThat(step(t, CLIENT, "send", 1).caused()).containsExactly(4, 5);
        assertThat(step(t, CLIENT, "send", 2).caused()).containsExactly(5);
        assertThat(packet(t, 5).cause()).isEqualTo(second);
        assertThat(step(t, SERVER, "recv", 1).releasedBy()).as("it was there before").isZero();
        assertThat(t.faults()).isEmpty();
    }

    private static Scene open() {
        return new Scene().listener(0).call(SERVER, "accept4", 3, 5, 10, 160, "3", "NULL", "NULL", "0").client(50)
                .connect(0, 100, 130).handshake(105);
    }

    @Test
    void whatWaitsForAnAcknowledgmentIsNagles() {
        Timeline t = open().send(CLIENT, 4, "a", 200, 210).send(CLIENT, 4, "b", 211, 215)
                .segment(CLIENT, PSH | ACK, 1, 1, "a", 205, 215).segment(SERVER, ACK, 1, 2, "", 400, 410)
                .segment(CLIENT, PSH | ACK, 2, 1, "b", 411, 421).timeline();
        assertThat(packet(t, 6).why()).contains("Nagle").contains("packet 5");
        assertThat(packet(t, 6).cause()).isEqualTo(step(t, CLIENT, "send", 2).number());
    }

    @Test
    void aLostSegmentIsSentAgainByTheKernel() {
        Timeline t = open().send(CLIENT, 4, "hello", 200, 210).segment(CLIENT, PSH | ACK, 1, 1, "hello", 205, -1)
                .segment(CLIENT, PSH | ACK, 1, 1, "hello", 204_205, 204_215)
                .recv(SERVER, 5, "hello", 170, 204_220).timeline();
        int send = step(t, CLIENT, "send", 1).number();
        int recv = step(t, SERVER, "recv", 1).number();
        assertThat(packet(t, 4).lost()).isTrue();
        assertThat(packet(t, 4).parts()).containsExactly(new Packet.Part(0, 5, send, 0));
        assertThat(packet(t, 5).cause()).isZero();
        assertThat(packet(t, 5).why()).isEqualTo("sent again: nothing was acknowledged for 204 ms");
        assertThat(segment(t, 5).again()).isTrue();
        assertThat(packet(t, 5).parts()).containsExactly(new Packet.Part(0, 5, send, recv));
        assertThat(step(t, CLIENT, "send", 1).caused()).containsExactly(4);
        assertThat(step(t, SERVER, "recv", 1).releasedBy()).isEqualTo(5);
    }

    /// The first answer is lost; the client asks again, and that is why the server answers again.
    @Test
    void aSynThatComesAgainIsAnsweredAgain() {
        Timeline t = new Scene().listener(0).client(50).connect(0, 100, 1_000_200)
                .segment(CLIENT, SYN, 0, 0, "", 105, 115).segment(SERVER, SYN | ACK, 0, 1, "", 116, -1)
                .segment(CLIENT, SYN, 0, 0, "", 1_000_105, 1_000_115)
                .segment(SERVER, SYN | ACK, 0, 1, "", 1_000_116, 1_000_126).timeline();
        assertThat(packet(t, 3).why()).isEqualTo("sent again: no answer for 1.00 s, though packet 1 had arrived");
        assertThat(packet(t, 4).why()).isEqualTo("answers packet 3, the SYN that came again");
        assertThat(step(t, CLIENT, "connect", 1).releasedBy()).isEqualTo(4);
        assertThat(step(t, CLIENT, "connect", 1).caused()).containsExactly(1);
    }

    /// The second segment comes first: nobody can read it before the first is there.
    @Test
    void bytesBehindAGapWait() {
        Timeline t = open().send(CLIENT, 4, "ab", 200, 210).segment(CLIENT, PSH | ACK, 1, 1, "a", 205, 300)
                .segment(CLIENT, PSH | ACK, 2, 1, "b", 206, 216).segment(SERVER, ACK, 1, 1, "", 217, 227)
                .recv(SERVER, 5, "ab", 170, 305).timeline();
        assertThat(step(t, SERVER, "recv", 1).releasedBy()).isEqualTo(4);
        assertThat(packet(t, 6).why()).contains("missing");
    }

    @Test
    void aRefusalReleasesConnect() {
        Timeline t = new Scene().client(50).connect(-Errno.ECONNREFUSED, 100, 130)
                .segment(CLIENT, SYN, 0, 0, "", 105, 115).segment(SERVER, RST | ACK, 0, 1, "", 116, 126).timeline();
        assertThat(step(t, CLIENT, "connect", 1).releasedBy()).isEqualTo(2);
        assertThat(packet(t, 2).cause()).isZero();
        assertThat(packet(t, 2).why()).isEqualTo("refuses: nobody listens on port 50007");
        assertThat(segment(t, 2).clientState()).isEqualTo("CLOSED");
    }

    @Test
    void closeWithUnreadBytesResets() {
        Timeline t = open().send(CLIENT, 4, "hello", 200, 210).segment(CLIENT, PSH | ACK, 1, 1, "hello", 205, 215)
                .call(SERVER, "close", 5, 0, 300, 310, "5").segment(SERVER, RST | ACK, 1, 6, "", 305, 315)
                .call(CLIENT, "recv", 4, -Errno.ECONNRESET, 220, 320, "4", "\"\"", "1024", "0").timeline();
        assertThat(packet(t, 5).cause()).isEqualTo(step(t, SERVER, "close", 1).number());
        assertThat(packet(t, 5).why()).startsWith("close with 5 bytes unread");
        assertThat(step(t, CLIENT, "recv", 1).releasedBy()).isEqualTo(5);
    }

    @Test
    void whatComesAfterCloseIsAnsweredByAReset() {
        Timeline t = open().call(SERVER, "close", 5, 0, 200, 205, "5").segment(SERVER, FIN | ACK, 1, 1, "", 203, 213)
                .segment(CLIENT, ACK, 1, 2, "", 214, 224).send(CLIENT, 4, "late", 300, 305)
                .segment(CLIENT, PSH | ACK, 1, 2, "late", 303, 313).segment(SERVER, RST, 2, 0, "", 314, 324)
                .timeline();
        assertThat(packet(t, 7).cause()).isZero();
        assertThat(packet(t, 7).why()).startsWith("answers packet 6");
    }

    @Test
    void datagramsGoFromCallToCall() {
        byte[] data = "hello".getBytes(StandardCharsets.US_ASCII);
        SockAddr from = SockAddr.ip("10.7.0.1", 40000);
        Timeline t = new Scene().call(SERVER, "socket", -1, 3, 0, 1, "AF_INET", "SOCK_DGRAM", "0")
                .call(SERVER, "bind", 3, 0, 2, 3, Scene.SERVER, new byte[0], "3", "{}", "16")
                .call(SERVER, "recvfrom", 3, 5, 10, 130, from, data, "3", "\"hello\"", "1024", "0", "{}", "[16]")
                .call(CLIENT, "socket", -1, 4, 50, 51, "AF_INET", "SOCK_DGRAM", "0")
                .call(CLIENT, "sendto", 4, 5, 100, 110, Scene.SERVER, data, "4", "\"hello\"", "5", "0", "{}", "16")
                .udp(CLIENT, 40000, 50007, "hello", 105, 115).timeline();
        assertThat(packet(t, 1).cause()).isEqualTo(step(t, CLIENT, "sendto", 1).number());
        assertThat(packet(t, 1).parts()).containsExactly(new Packet.Part(0, 5,
                step(t, CLIENT, "sendto", 1).number(), step(t, SERVER, "recvfrom", 1).number()));
        assertThat(step(t, SERVER, "recvfrom", 1).releasedBy()).isEqualTo(1);
    }

    @Test
    void whatTheClocksCannotExplainIsAFault() {
        Timeline t = new Scene().client(50).connect(0, 100, 130).segment(CLIENT, SYN, 0, 0, "", 95, 115).timeline();
        assertThat(t.faults()).singleElement().asString()
                .isEqualTo("packet 1 left 5.00 µs before call 2, connect, which caused it");
        Timeline late = open().recv(SERVER, 5, "hello", 170, 200).send(CLIENT, 4, "hello", 180, 190)
                .segment(CLIENT, PSH | ACK, 1, 1, "hello", 185, 300).timeline();
        assertThat(late.faults()).singleElement().asString().contains("packet 4 came 100 µs after call");
    }

    @Test
    void theKernelsStateIsToldUnlessPacketsHaveChangedItSince() {
        Timeline t = Scene.echo().told(CLIENT, "getsockname", 4, 0, 290, 291, 1, "4", "{}", "[16]").timeline();
        assertThat(step(t, CLIENT, "getsockname", 1).state()).isEqualTo("ESTABLISHED");
        Timeline later = Scene.echo().told(CLIENT, "getsockname", 4, 0, 290, 291, 7, "4", "{}", "[16]").timeline();
        assertThat(step(later, CLIENT, "getsockname", 1).state()).isEqualTo("ESTABLISHED");
    }

    /// TCP_INFO says TCP_CLOSE of a socket that is in TIME-WAIT.
    @Test
    void whatTheKernelCallsClosedMayBeTimeWait() {
        Timeline t = open().call(CLIENT, "shutdown", 4, 0, 200, 205, "4", "SHUT_WR")
                .segment(CLIENT, FIN | ACK, 1, 1, "", 203, 213).call(SERVER, "close", 5, 0, 300, 305, "5")
                .segment(SERVER, FIN | ACK, 1, 2, "", 303, 313).segment(CLIENT, ACK, 2, 2, "", 314, 324)
                .told(CLIENT, "getsockname", 4, 0, 400, 401, 7, "4", "{}", "[16]").timeline();
        assertThat(step(t, CLIENT, "getsockname", 1).state()).isEqualTo("TIME-WAIT");
    }

    /// A client that binds connects a second time from the same port, after a reset.
    @Test
    void connectionsFromOnePortAreAcceptedInTheirOrder() {
        SockAddr peer = SockAddr.ip("10.7.0.1", 40000);
        byte[] none = {};
        long more = 0x100_0000;
        Timeline t = new Scene().listener(0).client(50).connect(0, 100, 130).handshake(105)
                .call(SERVER, "accept4", 3, 5, 10, 160, peer, none, "3", "{}", "[16]", "0")
                .call(CLIENT, "close", 4, 0, 200, 205, "4").segment(CLIENT, RST | ACK, 1, 1, "", 203, 213)
                .call(SERVER, "accept4", 3, 6, 220, 460, peer, none, "3", "{}", "[16]", "0") //
                .client(350).connect(0, 400, 430).segment(CLIENT, SYN, more, 0, "", 405, 415)
                .segment(SERVER, SYN | ACK, more, more + 1, "", 416, 426)
                .segment(CLIENT, ACK, more + 1, more + 1, "", 427, 437).timeline();
        assertThat(step(t, SERVER, "accept4", 1).releasedBy()).isEqualTo(3);
        assertThat(step(t, SERVER, "accept4", 2).releasedBy()).isEqualTo(7);
    }

    @Test
    void eachErrorOfIcmpFailsOneCall() {
        var scene = new Scene().call(CLIENT, "socket", -1, 4, 0, 1, "AF_INET", "SOCK_DGRAM", "0")
                .call(CLIENT, "connect", 4, 0, 10, 11, Scene.SERVER, new byte[0], "4", "{}", "16");
        for (int at : new int[]{100, 200}) {
            scene.send(CLIENT, 4, "hello", at, at + 2).udp(CLIENT, 40000, 50007, "hello", at + 1, at + 11)
                    .unreachable(40000, 50007, at + 12, at + 22)
                    .call(CLIENT, "recv", 4, -Errno.ECONNREFUSED, at + 5, at + 30, "4", "\"\"", "1024", "0");
        }
        Timeline t = scene.timeline();
        assertThat(step(t, CLIENT, "recv", 1).releasedBy()).isEqualTo(2);
        assertThat(step(t, CLIENT, "recv", 2).releasedBy()).isEqualTo(4);
    }

    @Test
    void theFirstResetIsTheOneThatFailsACall() {
        Timeline t = open().send(CLIENT, 4, "hello", 200, 210).segment(CLIENT, PSH | ACK, 1, 1, "hello", 205, 215)
                .call(SERVER, "close", 5, 0, 300, 310, "5").segment(SERVER, RST | ACK, 1, 6, "", 305, 315)
                .call(CLIENT, "recv", 4, -Errno.ECONNRESET, 220, 320, "4", "\"\"", "1024", "0")
                .segment(SERVER, RST, 1, 0, "", 400, 410).timeline();
        assertThat(step(t, CLIENT, "recv", 1).releasedBy()).isEqualTo(5);
    }

    /// Two ARP requests that are alike, 11 ms apart, on a link that takes 10 ms: but not for ARP.
    @Test
    void framesThatTheImpairmentSparesCameAtOnce() {
        byte[] arp = Draft.of("eth").set("eth.dst", "ff:ff:ff:ff:ff:ff").set("eth.src", "02:00:00:00:07:01").then("arp")
                .build();
        Timeline t = new Scene().impairment(new Impairment(0, 10_000_000, 0, 1)).frame(CLIENT, arp, 0, 5)
                .frame(CLIENT, arp, 11_000, 11_005).timeline();
        assertThat(t.packets()).extracting(p -> p.arrived() - p.left()).containsExactly(5_000L, 5_000L);
    }

    /// The first segment is lost, and sent again behind the second.
    @Test
    void lettersOfWhatACallTookAreInTheOrderOfTheStream() {
        Timeline t = open().send(CLIENT, 4, "ab", 200, 201).segment(CLIENT, PSH | ACK, 1, 1, "ab", 202, -1)
                .send(CLIENT, 4, "cde", 210, 211).segment(CLIENT, PSH | ACK, 3, 1, "cde", 212, 222)
                .segment(CLIENT, PSH | ACK, 1, 1, "ab", 500, 510).recv(SERVER, 5, "abcde", 170, 520).timeline();
        assertThat(new Letters(t).takenBy(step(t, SERVER, "recv", 1).number())).extracting(Packet.Part::length)
                .containsExactly(2, 3);
    }

    @Test
    void onePacketIsOfSoManyCallsAndNoMore() {
        Scene scene = open();
        for (int i = 0; i < 1400; i++)
            scene.send(CLIENT, 4, "a", 200 + 2 * i, 201 + 2 * i);
        Timeline t = scene.segment(CLIENT, PSH | ACK, 1, 1, "a".repeat(1400), 4000, 4010).timeline();
        assertThat(packet(t, 4).parts()).hasSize(1000);
        assertThat(t.steps().stream().filter(each -> each.caused().contains(4))).hasSize(1000);
    }

    /// Simultaneous open (RFC 9293 figure 7).
    @Test
    void bothMayOpen() {
        Timeline t = new Scene().segment(CLIENT, SYN, 0, 0, "", 100, 110).segment(SERVER, SYN, 0, 0, "", 105, 115)
                .segment(SERVER, SYN | ACK, 0, 1, "", 111, 121).segment(CLIENT, SYN | ACK, 0, 1, "", 116, 126)
                .segment(SERVER, SYN | ACK, 0, 1, "", 130, 140).timeline();
        assertThat(t.packets()).extracting(p -> segment(p).clientState()).containsExactly("SYN-SENT",
                "SYN-RECEIVED", "ESTABLISHED", "ESTABLISHED", "ESTABLISHED");
        assertThat(segment(t, 4).serverState()).isEqualTo("ESTABLISHED");
        assertThat(segment(t, 5).serverState()).isEqualTo("ESTABLISHED");
    }

    /// A FIN comes before the data in front of it; sent again, it is lost.
    @Test
    void aFinThatCameCountsThoughOneSentAgainIsLost() {
        Timeline t = open().send(CLIENT, 4, "ab", 200, 205).segment(CLIENT, PSH | ACK, 1, 1, "ab", 203, -1)
                .call(CLIENT, "close", 4, 0, 300, 305, "4").segment(CLIENT, FIN | ACK, 3, 1, "", 302, 312)
                .segment(CLIENT, FIN | ACK, 3, 1, "", 500, -1).segment(CLIENT, PSH | ACK, 1, 1, "ab", 510, 520)
                .timeline();
        assertThat(segment(t, 7).serverState()).isEqualTo("CLOSE-WAIT");
    }

    @Test
    void namesOfUnixSocketsStandBetweenQuotes() {
        var name = new SockAddr.Un("/run/a\"; b");
        Timeline t = new Scene().call(CLIENT, "socket", -1, 4, 0, 1, "AF_UNIX", "SOCK_STREAM", "0")
                .call(CLIENT, "connect", 4, 0, 10, 11, name, new byte[0], "4", "{}", "110").timeline();
        Step connect = step(t, CLIENT, "connect", 1);
        assertThat(connect.c()).contains(".sun_path = \"/run/a\\\"; b\"}");
        assertThat(connect.java()).contains("(\"/run/a\\\"; b\")");
        assertThat(connect.python()).contains("(\"/run/a\\\"; b\")");
    }

    /// Each of many calls waits for a packet that never comes, while others come: that is looked for in a few.
    @Test
    void ofCallsThatWaitOnlySoManyPacketsAreLookedThrough() {
        Scene scene = new Scene().call(SERVER, "socket", -1, 3, 0, 1, "AF_INET", "SOCK_DGRAM", "0").call(SERVER, "bind",
                3, 0, 2, 3, Scene.SERVER, new byte[0], "3", "{}", "16");
        scene.call(SERVER, "poll", -1, 1, 10, 9000, "[{fd=3, events=POLLIN, revents=POLLIN}]", "1", "-1");
        scene.call(SERVER, "poll", -1, 1, 1000, 9000, "[{fd=3, events=POLLIN, revents=POLLIN}]", "1", "-1");
        for (int i = 0; i < 600; i++)
            scene.udp(CLIENT, 40000, 7, "x", 100 + 2 * i, 101 + 2 * i);
        Timeline t = scene.udp(CLIENT, 40000, 50007, "x", 5000, 5001).timeline();
        assertThat(step(t, SERVER, "poll", 1).releasedBy()).isZero();
        assertThat(step(t, SERVER, "poll", 2).releasedBy()).isEqualTo(601);
    }

    /// Whatever is in a recording: it is understood in some way, and shown.
    @Test
    void anythingIsUnderstoodSomehow() throws Exception {
        var random = new Random(7);
        Recording whole = Scene.echo().recording();
        for (int round = 0; round < 300; round++) {
            var calls = new ArrayList<Made>();
            for (Made made : whole.calls()) {
                if (random.nextInt(4) == 0) continue;
                Call c = made.call();
                int fd = random.nextInt(5) == 0 ? random.nextInt() : c.fd();
                int result = random.nextInt(5) == 0 ? random.nextInt() : c.result();
                List<String> arguments = random.nextInt(5) == 0
                        ? List.of("[{fd=99999999999, events=POLLIN, revents=POLLIN}")
                        : c.arguments();
                String name = random.nextInt(8) == 0 ? "ppoll" : c.name();
                calls.add(new Made(random.nextInt(9) == 0 ? made.side().other() : made.side(), new Call(name, arguments,
                        fd, result, c.address(), c.data(), c.enter() + random.nextInt(100_000), c.exit(), "x", null)));
            }
            var frames = new ArrayList<Seen>();
            for (Seen seen : whole.frames()) {
                if (random.nextInt(5) == 0) continue;
                byte[] bytes = seen.bytes().clone();
                for (int i = random.nextInt(4); i > 0; i--)
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                if (random.nextInt(5) == 0) bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
                frames.add(new Seen(seen.side(), seen.sent(), seen.time(), bytes, seen.length()));
            }
            var place = random.nextBoolean() ? Origin.Place.NAMESPACES : Origin.Place.LOOPBACK;
            Origin s = whole.origin();
            Timeline t = Timeline.of(new Recording(new Origin(s.name(), place, random.nextInt(9) == 0 ? 101 : s.link(),
                    s.clientAddresses(), s.serverAddresses(), s.impairment(), s.system(), s.began()), calls, frames,
                    whole.clock(), whole.notes()));
            assertThat(t.steps()).hasSize(calls.size());
            TextView.write(t, new Ink(Glyphs.UNICODE, true), 80, true, new StringBuilder());
        }
    }
}
