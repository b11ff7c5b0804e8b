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
import java.util.Objects;
import net.strata.craft.Draft;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is near to an effect in time, and not its cause.
final class CausesTest {
    private static final int PSH = 8;
    private static final byte[] NOTHING = {};

    private static Packet packet(Timeline t, int number) {
        return t.packets().get(number - 1);
    }

    private static Packet.Segment segment(Timeline t, int number) {
        return Objects.requireNonNull(packet(t, number).segment());
    }

    private static Scene open() {
        return new Scene().listener(0).call(SERVER, "accept4", 3, 5, 10, 160, "3", "NULL", "NULL", "0").client(50)
                .connect(0, 100, 130).handshake(105);
    }

    /// tcp(7): after TCP_KEEPCNT probes the kernel drops the connection. Linux sends a reset then, and the call that waits
    /// fails. A filter of the server's socket dropped all, as what it sends afterwards shows.
    private static Timeline silence() {
        return open().call(CLIENT, "recv", 4, -Errno.ETIMEDOUT, 200, 9_030, "4", "\"\"", "100", "0")
                .segment(CLIENT, ACK, 0, 1, "", 3_000, 3_010).segment(CLIENT, ACK, 0, 1, "", 6_000, 6_010)
                .segment(CLIENT, RST | ACK, 1, 1, "", 9_000, 9_010) //
                .call(SERVER, "close", 5, 0, 9_500, 9_520, "5")
                .segment(SERVER, FIN | ACK, 1, 1, "", 9_505, 9_510).segment(CLIENT, RST, 1, 0, "", 9_511, 9_516)
                .call(CLIENT, "close", 4, 0, 9_900, 9_910, "4").timeline();
    }

    @Test
    void aKernelThatGivesUpHasNoCloseBehindIt() {
        Timeline t = silence();
        assertThat(packet(t, 6).cause()).isZero();
        assertThat(packet(t, 6).why()).isEqualTo("gives the connection up: the other side did not answer");
        assertThat(packet(t, 8).cause()).isZero();
        assertThat(packet(t, 8).why())
                .isEqualTo("answers packet 7: this side has no such connection any more");
        assertThat(step(t, CLIENT, "close", 1).caused()).isEmpty();
        assertThat(step(t, CLIENT, "close", 1).says()).endsWith("the connection is gone already");
        assertThat(t.faults()).isEmpty();
    }

    @Test
    void whoSendsAFinHasNotHeardTheResetBeforeIt() {
        Timeline t = silence();
        assertThat(segment(t, 6).clientState()).isEqualTo("CLOSED");
        assertThat(segment(t, 6).serverState()).isEqualTo("ESTABLISHED");
        assertThat(segment(t, 7).serverState()).isEqualTo("FIN-WAIT-1");
        assertThat(segment(t, 8).serverState()).isEqualTo("CLOSED");
    }

    /// What does not acknowledge a FIN was sent by one who has not got it (RFC 9293 section 3.10.7.4, eighth step).
    @Test
    void whoDoesNotAcknowledgeAFinHasNotHeardIt() {
        Timeline t = open().call(CLIENT, "close", 4, 0, 200, 205, "4").segment(CLIENT, FIN | ACK, 1, 1, "", 203, 213)
                .call(SERVER, "close", 5, 0, 900, 905, "5").segment(SERVER, FIN | ACK, 1, 1, "", 903, 913)
                .segment(CLIENT, ACK, 2, 2, "", 914, 924).segment(CLIENT, FIN | ACK, 1, 2, "", 1_200, 1_210)
                .segment(SERVER, ACK, 2, 2, "", 1_211, 1_221).timeline();
        assertThat(segment(t, 4).serverState()).isEqualTo("ESTABLISHED");
        assertThat(segment(t, 5).serverState()).isEqualTo("FIN-WAIT-1");
        assertThat(segment(t, 7).serverState()).isEqualTo("TIME-WAIT");
    }

    /// close(2) is answered before it is called by nobody.
    @Test
    void aResetBeforeCloseIsNotItsEffect() {
        Timeline t = open().segment(CLIENT, RST | ACK, 1, 1, "", 300, 310)
                .call(CLIENT, "close", 4, 0, 400, 405, "4").timeline();
        assertThat(packet(t, 4).cause()).isZero();
        assertThat(packet(t, 4).why()).isEqualTo("resets the connection");
        assertThat(t.faults()).isEmpty();
    }

    private static Scene datagrams() {
        return new Scene().call(CLIENT, "socket", -1, 4, 0, 1, "AF_INET", "SOCK_DGRAM", "0") //
                .call(CLIENT, "bind", 4, 0, 2, 3, SockAddr.ip("10.7.0.1", 40000), NOTHING, "4", "{}", "16")
                .call(CLIENT, "connect", 4, 0, 10, 11, Scene.SERVER, NOTHING, "4", "{}", "16");
    }

    private static Scene sends(Scene scene, int length, int result, long at) {
        byte[] data = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
        return scene.call(CLIENT, "send", 4, result, at, at + 5, null, data, "4", "\"x\"...", "" + length, "0");
    }

    /// The first send is too large for the interface (1500 bytes), and fails before anything is sent. The second leaves, and
    /// a router says what fits; getsockopt takes the error, but the kernel remembers the size (ip(7), IP_MTU_DISCOVER).
    @Test
    void anErrorThatCameLaterIsNotWhyASendFailed() {
        Scene scene = sends(sends(sends(datagrams(), 1473, -Errno.EMSGSIZE, 100), 1472, 1472, 110), 1472,
                -Errno.EMSGSIZE, 300);
        Timeline t = sends(scene, 1480, -Errno.EMSGSIZE, 400)
                .udp(CLIENT, 40000, 50007, "x".repeat(1472), 112, -1).tooBig(40000, 50007, 1472, 1280, 120, 130)
                .call(CLIENT, "getsockopt", 4, 0, 200, 201, "4", "SOL_SOCKET", "SO_ERROR", "[90]", "[4]").timeline();
        assertThat(step(t, CLIENT, "send", 1).says()).doesNotContain("packet");
        assertThat(step(t, CLIENT, "send", 1).releasedBy()).isZero();
        assertThat(step(t, CLIENT, "send", 3).says()).endsWith("(EMSGSIZE), as packet 2 told");
        assertThat(step(t, CLIENT, "send", 4).says()).as("larger than what left before").doesNotContain("packet");
        assertThat(t.faults()).isEmpty();
    }

    /// RFC 1122 section 4.1.3.3: port unreachable is not what a send that is too long fails with.
    @Test
    void anErrorOfAnotherKindIsNotWhyACallFailed() {
        Timeline t = sends(sends(datagrams(), 5, 5, 100), 70_000, -Errno.EMSGSIZE, 300)
                .udp(CLIENT, 40000, 50007, "xxxxx", 102, 112).unreachable(40000, 50007, 113, 123).timeline();
        assertThat(step(t, CLIENT, "send", 2).says()).doesNotContain("packet");
    }

    /// A receive that has room for all gets all: 1252 bytes are of the second.
    @Test
    void aDatagramIsNotTakenInPartWhereThereIsRoom() {
        byte[] taken = "x".repeat(1252).getBytes(StandardCharsets.US_ASCII);
        Scene scene = new Scene().call(SERVER, "socket", -1, 3, 0, 1, "AF_INET", "SOCK_DGRAM", "0")
                .call(SERVER, "bind", 3, 0, 2, 3, Scene.SERVER, NOTHING, "3", "{}", "16")
                .udp(CLIENT, 40000, 50007, "x".repeat(1472), 100, 110)
                .udp(CLIENT, 40000, 50007, "x".repeat(1252), 200, 210)
                .call(SERVER, "recv", 3, 1252, 50, 220, null, taken, "3", "\"x\"...", "1500", "0");
        assertThat(step(scene.timeline(), SERVER, "recv", 1).releasedBy()).isEqualTo(2);
        Timeline small = scene.call(SERVER, "recv", 3, 10, 230, 231, null, "xxxxxxxxxx".getBytes(
                StandardCharsets.US_ASCII), "3", "\"x\"...", "10", "0").timeline();
        assertThat(step(small, SERVER, "recv", 2).says()).contains("packet 1").contains("1462 bytes");
    }

    /// Both segments of the call wait for the acknowledgment of the first. SYNs say nothing of a size: 536 bytes fill one.
    @ParameterizedTest
    @CsvSource({"535, false, true", "536, false, false", "535, true, false"})
    void onlySmallSegmentsWithoutNodelayAreHeldByNagle(int length, boolean nodelay, boolean nagle) {
        Scene scene = open();
        if (nodelay)
            scene.call(CLIENT, "setsockopt", 4, 0, 180, 181, "4", "IPPROTO_TCP", "TCP_NODELAY", "[1]", "4");
        String data = "b".repeat(length);
        Timeline t = scene.send(CLIENT, 4, "a", 200, 210).send(CLIENT, 4, data, 211, 215)
                .segment(CLIENT, PSH | ACK, 1, 1, "a", 205, 215).segment(SERVER, ACK, 1, 2, "", 400, 410)
                .segment(CLIENT, PSH | ACK, 2, 1, data, 411, 421).timeline();
        assertThat(packet(t, 6).why().contains("Nagle")).isEqualTo(nagle);
        assertThat(packet(t, 6).why().contains("waited")).isEqualTo(nagle);
    }

    /// An acknowledgment of all data closes the window; the update 990 µs later opens it (RFC 9293 section 3.8.6.2.1).
    @Test
    void whatWaitedForRoomWasFreedByTheWindowUpdate() {
        Timeline t = open().send(CLIENT, 4, "a".repeat(10), 200, 210).send(CLIENT, 4, "b", 211, 215)
                .segment(CLIENT, PSH | ACK, 1, 1, "a".repeat(10), 205, 215) //
                .window(0).segment(SERVER, ACK, 1, 11, "", 400, 410) //
                .window(100).segment(SERVER, ACK, 1, 11, "", 1_400, 1_410).window(64240)
                .segment(CLIENT, PSH | ACK, 11, 1, "b", 1_411, 1_421).timeline();
        // The handshake had told of 64240 bytes: what was told then does not go back.
        assertThat(packet(t, 7).why()).doesNotContain("Nagle");
        Timeline small = new Scene().window(10).listener(0)
                .call(SERVER, "accept4", 3, 5, 10, 160, "3", "NULL", "NULL", "0").client(50).connect(0, 100, 130)
                .handshake(105).send(CLIENT, 4, "a".repeat(10), 200, 210).send(CLIENT, 4, "b", 211, 215)
                .segment(CLIENT, PSH | ACK, 1, 1, "a".repeat(10), 205, 215) //
                .window(0).segment(SERVER, ACK, 1, 11, "", 400, 410) //
                .window(100).segment(SERVER, ACK, 1, 11, "", 1_400, 1_410)
                .segment(CLIENT, PSH | ACK, 11, 1, "b", 1_411, 1_421).timeline();
        assertThat(packet(small, 7).why())
                .isEqualTo("carries what send gave, which waited until the receiver had room for it: packet 6");
    }

    /// A listener is ready when a handshake is complete (accept(2), select(2)): with the third packet.
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"ppoll;[{fd=3, events=POLLIN, revents=POLLIN}];1;NULL",
            "pselect6;4;[3] => [3];NULL",
            "epoll_wait;7;[{events=EPOLLIN, data={u32=9, u64=77}}];2"})
    void aListenerIsReadyWithTheThirdPacket(String name, String first, String second, String third) {
        Timeline t = new Scene().listener(0)
                .call(SERVER, "epoll_ctl", 3, 0, 6, 7, "7", "EPOLL_CTL_ADD", "3",
                        "{events=EPOLLIN, data={u32=9, u64=77}}")
                .call(SERVER, name, -1, 1, 10, 150, first, second, third).client(50).connect(0, 100, 130)
                .handshake(105).timeline();
        assertThat(step(t, SERVER, name, 1).releasedBy()).isEqualTo(3);
    }

    /// Descriptor 5 was one connection, and is another now: a FIN of the first says nothing of it.
    @Test
    void aPacketOfAnotherConnectionDoesNotMakeOneReady() {
        Timeline t = open().call(SERVER, "dup2", 5, 9, 170, 171, "5", "9")
                .segment(CLIENT, PSH | ACK, 1, 1, "a", 205, 215)
                .call(SERVER, "select", -1, 1, 200, 300, "4", "[3] => [3]", "NULL", "NULL", "NULL")
                .call(SERVER, "select", -1, 1, 201, 301, "10", "[9] => [9]", "NULL", "NULL", "NULL")
                .call(SERVER, "epoll_wait", -1, 1, 202, 302, "7", "[{events=EPOLLIN, data={u32=1, u64=1}}]", "1", "0")
                .timeline();
        assertThat(step(t, SERVER, "select", 1).releasedBy()).as("the listener").isZero();
        assertThat(step(t, SERVER, "select", 2).releasedBy()).as("a second descriptor of the connection").isEqualTo(4);
        assertThat(step(t, SERVER, "epoll_wait", 1).releasedBy()).as("nobody said what it is about").isZero();
    }

    /// fork(2): a child has all descriptors of its parent; each process closes its own.
    private static Timeline forked() {
        return new Scene().traced(SERVER, 100, "socket", -1, 3, 0, 1, 1, 0, 77, "AF_INET", "SOCK_STREAM", "0")
                .traced(SERVER, 100, "listen", 3, 0, 4, 5, 5, 77, 0, "3", "5")
                .traced(SERVER, 100, "accept", 3, 4, 10, 160, 160, 77, 88, "3", "NULL", "NULL") //
                .client(50).connect(0, 100, 130).handshake(105)
                .traced(SERVER, 100, "close", 4, 0, 170, 171, 171, 88, 0, "4")
                .traced(SERVER, 101, "close", 3, 0, 172, 173, 173, 77, 0, "3")
                .traced(SERVER, 101, "close", 4, 0, 200, 220, 220, 88, 0, "4")
                .segment(SERVER, FIN | ACK, 1, 1, "", 210, 215)
                .traced(SERVER, 100, "close", 3, 0, 300, 301, 301, 77, 0, "3").timeline();
    }

    @Test
    void aSocketIsClosedWithItsLastDescriptor() {
        Timeline t = forked();
        assertThat(step(t, SERVER, "close", 1).says())
                .isEqualTo("gives the descriptor back; another one still stands for the connection");
        assertThat(step(t, SERVER, "close", 2).says())
                .isEqualTo("gives the descriptor back; another one still stands for the listener");
        assertThat(step(t, SERVER, "close", 2).state()).isNotEqualTo("CLOSED");
        assertThat(step(t, SERVER, "close", 3).caused()).containsExactly(4);
        assertThat(step(t, SERVER, "close", 4).says()).endsWith("who comes now is refused");
        assertThat(step(t, SERVER, "close", 4).state()).isEqualTo("CLOSED");
        assertThat(step(t, SERVER, "listen", 1).state()).isEqualTo("LISTEN");
    }

    @Test
    void aDuplicateKeepsAConnection() {
        Timeline t = open().call(CLIENT, "fcntl", 4, 10, 170, 171, "4", "F_DUPFD", "10")
                .call(CLIENT, "close", 4, 0, 200, 201, "4").call(CLIENT, "close", 10, 0, 300, 310, "10")
                .segment(CLIENT, FIN | ACK, 1, 1, "", 305, 315).timeline();
        assertThat(step(t, CLIENT, "close", 1).says())
                .isEqualTo("gives the descriptor back; another one still stands for the connection");
        assertThat(step(t, CLIENT, "close", 2).caused()).containsExactly(4);
    }

    /// strace knows when a call was over at the latest; it is shown when it was over at the earliest, and so is its state.
    @Test
    void aStateIsThatOfTheMomentAtWhichTheCallIsShown() {
        Timeline t = open().traced(CLIENT, 100, "write", 4, 0, 200, 210, 400, 0, 0, "4", "\"\"", "0")
                .segment(SERVER, FIN | ACK, 1, 1, "", 300, 310)
                .traced(CLIENT, 100, "read", 4, 0, 290, 305, 400, 0, 0, "4", "\"\"", "10").timeline();
        assertThat(step(t, CLIENT, "write", 1).state()).isEqualTo("ESTABLISHED");
        assertThat(step(t, CLIENT, "read", 1).state()).as("it was back with the packet").isEqualTo("CLOSE-WAIT");
    }

    /// RFC 3376 section 5.1: who leaves a group reports it.
    @Test
    void onlyTcpHasAFin() {
        byte[] leave = Draft.of("eth").set("eth.dst", "01:00:5e:00:00:02").set("eth.src", "02:00:00:00:07:02")
                .then("ip")
                .set("ip.src", "10.7.0.2").set("ip.dst", "224.0.0.2").set("ip.ttl", 1).then("igmp")
                .set("igmp.type", 0x17)
                .set("igmp.maddr", "239.1.1.1").build();
        byte[] join = Draft.of("eth").set("eth.dst", "01:00:5e:01:01:01").set("eth.src", "02:00:00:00:07:02").then("ip")
                .set("ip.src", "10.7.0.2").set("ip.dst", "239.1.1.1").set("ip.ttl", 1).then("igmp")
                .set("igmp.type", 0x16).set("igmp.maddr", "239.1.1.1").build();
        Timeline t = new Scene().call(SERVER, "socket", -1, 3, 0, 1, "AF_INET", "SOCK_DGRAM", "0")
                .call(SERVER, "setsockopt", 3, 0, 10, 20, "3", "IPPROTO_IP", "IP_ADD_MEMBERSHIP", "[239.1.1.1%2]", "12")
                .frame(SERVER, join, 15, 16).call(SERVER, "close", 3, 0, 100, 110, "3").frame(SERVER, leave, 105, 106)
                .timeline();
        assertThat(step(t, SERVER, "close", 1).caused()).containsExactly(2);
        assertThat(step(t, SERVER, "close", 1).says()).doesNotContain("FIN").contains("group").contains("packet 2");
    }

    @Test
    void withoutPacketsNobodyDeniesAConnection() {
        Timeline t = new Scene().listener(0).call(SERVER, "accept4", 3, 5, 10, 160, "3", "NULL", "NULL", "0").client(50)
                .connect(0, 100, 130).call(CLIENT, "close", 4, 0, 200, 201, "4")
                .call(SERVER, "close", 5, 0, 210, 211, "5").client(300).call(CLIENT, "close", 4, 0, 310, 311, "4")
                .timeline();
        assertThat(step(t, CLIENT, "close", 1).says()).isEqualTo("gives the descriptor back");
        assertThat(step(t, SERVER, "close", 1).says()).isEqualTo("gives the descriptor back");
        assertThat(step(t, CLIENT, "close", 2).says()).endsWith("there was no connection");
    }

    /// socket(7): SO_SNDTIMEO and SO_RCVTIMEO bound how long a call waits.
    @Test
    void aCallWithATimeoutHasWaited() {
        Timeline t = new Scene().client(50)
                .call(CLIENT, "setsockopt", 4, 0, 60, 61, "4", "SOL_SOCKET", "SO_SNDTIMEO", "[0.300000]", "16")
                .connect(-Errno.EINPROGRESS, 100, 300_100).segment(CLIENT, SYN, 0, 0, "", 105, -1)
                .call(CLIENT, "close", 4, 0, 300_200, 300_210, "4").timeline();
        assertThat(step(t, CLIENT, "connect", 1).says()).contains("no answer came for 300 ms")
                .doesNotContain("not wait");
        assertThat(step(t, CLIENT, "close", 1).says()).endsWith("there was no connection yet");
        Timeline at = new Scene().client(50).connect(-Errno.EINPROGRESS, 100, 130)
                .segment(CLIENT, SYN, 0, 0, "", 105, -1).timeline();
        assertThat(step(at, CLIENT, "connect", 1).says()).contains("does not wait");
    }

    @Test
    void pingsOfALoopbackGoThereAndBack() {
        byte[] data = {8, 0, 0, 0, 0, 0, 0, 1, 'h', 'e', 'y'};
        Timeline t = new Scene().loopback()
                .call(SERVER, "socket", -1, 3, 0, 1, "AF_INET", "SOCK_DGRAM", "IPPROTO_ICMP")
                .call(SERVER, "sendto", 3, 11, 10, 20, SockAddr.ip("127.0.0.1", 0), data, "3", "\"\"", "11", "0", "{}",
                        "16")
                .frame(SERVER, ping(8), 15, 15).frame(CLIENT, ping(0), 16, 16).timeline();
        assertThat(t.packets()).extracting(Packet::from).containsExactly(SERVER, CLIENT);
        assertThat(step(t, SERVER, "socket", 1).says()).contains("pings").doesNotContain("UDP");
    }

    private static byte[] ping(int type) {
        return Draft.of("eth").then("ip").set("ip.src", "127.0.0.1").set("ip.dst", "127.0.0.1").then("icmp")
                .set("icmp.type", type).payload("hey".getBytes(StandardCharsets.US_ASCII)).build();
    }

    @Test
    void oneByteIsIt() {
        Timeline t = open().send(CLIENT, 4, "a", 200, 210).segment(CLIENT, PSH | ACK, 1, 1, "a", 205, 215)
                .recv(SERVER, 5, "a", 300, 301).timeline();
        assertThat(step(t, CLIENT, "send", 1).says())
                .startsWith("gave 1 byte to the kernel, which sent it in packet 4");
        assertThat(step(t, SERVER, "recv", 1).says()).isEqualTo("got 1 byte that was there since packet 4");
    }

    @Test
    void datagramsWithinAHostHaveNoListener() {
        Timeline t = new Scene().call(CLIENT, "socket", -1, 4, 0, 1, "AF_UNIX", "SOCK_DGRAM", "0")
                .call(CLIENT, "connect", 4, 0, 10, 11, new SockAddr.Un("/run/a"), NOTHING, "4", "{}", "110").timeline();
        assertThat(step(t, CLIENT, "connect", 1).says()).startsWith("notes whom it sends to").doesNotContain("queue");
    }
}
