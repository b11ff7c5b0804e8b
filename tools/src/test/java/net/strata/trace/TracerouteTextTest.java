package net.strata.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.cli.Output;
import net.strata.os.Abi;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import net.strata.target.Names;
import net.strata.trace.TracerouteText.Form;
import net.strata.trace.TracerouteText.Sources;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lines as traceroute 2.1.2 writes them.
final class TracerouteTextTest {
    private static final long MILLI = 1_000_000;
    private static final int UNREACHABLE = 3;
    private static final String HEADER = "traceroute to far.test (10.9.0.1), 30 hops max, 60 byte packets";
    private static final Method METHOD = new Udp(new IpHeader(0, 0, List.of()), 50000, 33434, false);

    /// Names that come when the test says so.
    private static final class LateNames implements Names {
        final Map<String, String> known = new HashMap<>();
        final List<String> asked = new ArrayList<>();

        @Override
        public @Nullable String find(SockAddr.Ip address, long waitNanos) {
            asked.add(address.host());
            return known.get(address.host());
        }

        @Override
        public boolean isKnown(SockAddr.Ip address) {
            return known.containsKey(address.host());
        }
    }

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<String> errors = new ArrayList<>();
    private final LateNames names = new LateNames();
    private Path path = path("10.0.0.1", "10.9.0.1");
    private long now;
    private int numbers;
    private TracerouteText text = text(new Form(1, 30, 3, 60, true, false, false));

    private static Path path(String from, String to) {
        return new Path(0, "far.test", SockAddr.ip(from, 0), SockAddr.ip(to, 0), METHOD);
    }

    private TracerouteText text(Form form) {
        return text(form, new Sources(SockAddr.Ip::host, names, null, null, () -> 1500));
    }

    private TracerouteText text(Form form, Sources sources) {
        var made = new TracerouteText(form, sources, new Output(written), errors::add, () -> now);
        made.began(path);
        return made;
    }

    private Probe send(int hops, int size) {
        var probe = new Probe(numbers, path, new Request(hops, 0, size, false), ++numbers);
        probe.sentAt = now;
        text.sent(probe);
        return probe;
    }

    private Probe send(int hops) {
        return send(hops, 60);
    }

    private Answer answer(Probe probe, String from, Kind kind, int type, int code, int info, long rtt, int ttl) {
        var reading = new Reading();
        reading.clear();
        reading.kind = kind;
        reading.type = type;
        reading.code = code;
        reading.info = info;
        boolean six = path.isSix();
        var address = SockAddr.ip(from, 0);
        var arrival = new Arrival().packet(path.to().family(), ByteBuffer.allocate(8), 0, 0, 8, 8)
                .protocol(six ? Abi.IPPROTO_ICMPV6 : Abi.IPPROTO_ICMP).header(ttl, 0)
                .times(probe.sentAt + rtt, 0, 0);
        if (address instanceof SockAddr.In four) arrival.from(0, four.address(), 0);
        if (address instanceof SockAddr.In6 v6) arrival.from(v6.high(), v6.low(), 0);
        return new Answer(probe, reading, arrival, probe.lost);
    }

    private void expired(Probe probe, String from, long rtt) throws IOException {
        text.answered(answer(probe, from, Kind.EXPIRED, 11, 0, 0, rtt, 64));
    }

    private void reached(Probe probe, long rtt) throws IOException {
        text.answered(answer(probe, "10.9.0.1", Kind.REACHED, UNREACHABLE, 3, 0, rtt, 62));
    }

    private void lost(Probe probe) throws IOException {
        probe.lost = true;
        text.lost(probe);
    }

    private String shown() throws IOException {
        text.waiting();
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aHopIsALineAndItsAddressIsWrittenWhereItChanges() throws IOException {
        expired(send(1), "10.0.0.2", 123_456);
        expired(send(1), "10.0.0.2", 7_400);
        expired(send(1), "10.0.0.2", 6 * MILLI);
        expired(send(2), "10.1.0.2", MILLI);
        lost(send(2));
        expired(send(2), "10.1.0.3", MILLI);
        reached(send(3), 12 * MILLI);
        lost(send(3));
        reached(send(3), 1234 * MILLI);
        text.ended(path);
        assertThat(shown()).isEqualTo(HEADER + """

                 1  10.0.0.2  0.123 ms  0.007 ms  6.000 ms
                 2  10.1.0.2  1.000 ms * 10.1.0.3  1.000 ms
                 3  10.9.0.1  12.000 ms *  1234.000 ms
                """);
    }

    @Test
    void whatIsKnownIsWrittenAtOnceAndInOrder() throws IOException {
        assertThat(shown()).isEqualTo(HEADER);
        Probe first = send(1);
        Probe second = send(2);
        expired(second, "10.1.0.2", MILLI);
        assertThat(shown()).isEqualTo(HEADER);
        expired(first, "10.0.0.2", MILLI);
        assertThat(shown()).isEqualTo(HEADER + "\n 1  10.0.0.2  1.000 ms");
        expired(send(1), "10.0.0.2", MILLI);
        assertThat(shown()).endsWith("\n 1  10.0.0.2  1.000 ms  1.000 ms");
        lost(send(1));
        assertThat(shown()).endsWith("\n 1  10.0.0.2  1.000 ms  1.000 ms *\n 2  10.1.0.2  1.000 ms");
    }

    @Test
    void nothingComesBehindTheHopThatEndsTheWay() throws IOException {
        Probe near = send(1);
        Probe far = send(2);
        reached(far, MILLI);
        reached(near, MILLI);
        lost(send(1));
        lost(send(1));
        text.ended(path);
        assertThat(shown()).isEqualTo(HEADER + "\n 1  10.9.0.1  1.000 ms * *\n");
    }

    @Test
    void itBeginsAtTheFirstHop() throws IOException {
        written.reset();
        text = text(new Form(9, 10, 1, 28, true, false, false));
        for (int i = 9; i <= 10; i++)
            lost(send(i));
        text.ended(path);
        assertThat(shown()).isEqualTo("""
                traceroute to far.test (10.9.0.1), 10 hops max, 28 byte packets
                 9  *
                10  *
                """);
    }

    /// RFC 792, RFC 1122 section 3.2.2.1, RFC 1812 section 5.2.7.1; the marks are those of traceroute(1).
    @ParameterizedTest
    @CsvSource({"3,0,!N", "3,1,!H", "3,2,!P", "3,3,''", "3,4,!F-1300", "3,5,!S", "3,6,!N", "3,7,!H", "3,8,!N", "3,9,!X",
            "3,10,!X", "3,11,!N", "3,12,!H", "3,13,!X", "3,14,!V", "3,15,!C", "3,16,!<16>", "11,1,!<11-1>",
            "12,0,!<12-0>"})
    void marksOfIpv4(int type, int code, String mark) throws IOException {
        Probe probe = send(1);
        text.answered(answer(probe, "10.0.0.2", Kind.UNREACHABLE, type, code, 1300, MILLI, 64));
        assertThat(shown()).isEqualTo(HEADER + "\n 1  10.0.0.2  1.000 ms" + (mark.isEmpty() ? "" : " " + mark));
    }

    /// RFC 4443 section 3.
    @ParameterizedTest
    @CsvSource({"1,0,!N", "1,1,!X", "1,2,!H", "1,3,!H", "1,4,''", "1,5,!<5>", "1,6,!<6>", "2,0,!F-1300",
            "4,1,!<4-1>"})
    void marksOfIpv6(int type, int code, String mark) throws IOException {
        path = path("2001:db8::1", "2001:db8:9::1");
        text = text(new Form(1, 30, 3, 80, true, false, false));
        written.reset();
        Probe probe = send(1);
        text.answered(answer(probe, "2001:db8::2", Kind.UNREACHABLE, type, code, 1300, MILLI, 64));
        assertThat(shown()).endsWith("\n 1  2001:db8::2  1.000 ms" + (mark.isEmpty() ? "" : " " + mark));
    }

    @Test
    void aNameIsAskedForWhenItsAddressIsSeenAndHoldsOnlyItsLineUp() throws IOException {
        text = text(new Form(1, 30, 1, 60, false, false, false));
        written.reset();
        Probe first = send(1);
        Probe second = send(2);
        expired(first, "10.0.0.2", MILLI);
        expired(second, "10.1.0.2", 2 * MILLI);
        assertThat(names.asked).containsExactly("10.0.0.2", "10.1.0.2");
        assertThat(shown()).isEqualTo(HEADER);
        assertThat(text.due()).isEqualTo(1001 * MILLI); // a second after the answer
        names.known.put("10.0.0.2", "gw.test");
        assertThat(shown()).isEqualTo(HEADER + "\n 1  gw.test (10.0.0.2)  1.000 ms");
        assertThat(text.due()).isEqualTo(1002 * MILLI);
        now = 1002 * MILLI;
        assertThat(shown()).endsWith("\n 2  10.1.0.2 (10.1.0.2)  2.000 ms");
        assertThat(text.due()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatComesLateCountsUnlessItIsWrittenThatNothingCame() throws IOException {
        Probe first = send(1);
        Probe second = send(2);
        lost(second);
        text.again(answer(second, "10.1.0.2", Kind.EXPIRED, 11, 0, 0, 9 * MILLI, 64));
        lost(first);
        text.again(answer(first, "10.0.0.2", Kind.EXPIRED, 11, 0, 0, 9 * MILLI, 64));
        lost(send(1));
        lost(send(1));
        assertThat(shown()).isEqualTo(HEADER + "\n 1  * * *\n 2  10.1.0.2  9.000 ms");
    }

    private void unreachable(Probe probe, String from, int ttl) throws IOException {
        text.answered(answer(probe, from, Kind.UNREACHABLE, UNREACHABLE, 1, 0, MILLI, ttl));
    }

    /// A router that finds the host unreachable answers the first of a hop and those of later hops: it limits its errors.
    @Test
    void anErrorOfALaterHopTakesThePlaceOfWhatWasNotAnswered() throws IOException {
        expired(send(1), "10.0.0.2", MILLI);
        expired(send(1), "10.0.0.2", MILLI);
        expired(send(1), "10.0.0.2", MILLI);
        Probe near = send(2);
        for (int hop = 3; hop <= 4; hop++)
            unreachable(send(hop), "10.0.0.2", 64);
        unreachable(near, "10.0.0.2", 64);
        lost(send(2));
        lost(send(2));
        text.ended(path);
        assertThat(shown()).isEqualTo(HEADER + """

                 1  10.0.0.2  1.000 ms  1.000 ms  1.000 ms
                 2  10.0.0.2  1.000 ms !H  1.000 ms !H  1.000 ms !H
                """);
    }

    /// None of its hop is answered, but the router is known: it is the hop before.
    @Test
    void anErrorOfALaterHopBelongsBehindItsSender() throws IOException {
        text = text(new Form(1, 30, 1, 60, true, false, false));
        written.reset();
        expired(send(1), "10.0.0.2", MILLI);
        Probe silent = send(2);
        Probe far = send(3);
        unreachable(far, "10.0.0.2", 64);
        lost(silent);
        text.ended(path);
        assertThat(shown()).isEqualTo(HEADER + "\n 1  10.0.0.2  1.000 ms\n 2  10.0.0.2  1.000 ms !H\n");
    }

    /// The router is not known, but its way back is as long as the hop is far: 63 of 64 is 2 hops.
    @ParameterizedTest
    @CsvSource({"64,63,true", "64,62,false", "255,63,true", "253,252,true"})
    void anErrorOfALaterHopBelongsWhereItsWayBackIsAsLong(int first, int second, boolean moved) throws IOException {
        text = text(new Form(1, 30, 1, 60, true, false, false));
        written.reset();
        text.answered(answer(send(1), "10.0.0.2", Kind.EXPIRED, 11, 0, 0, MILLI, first));
        Probe silent = send(2);
        unreachable(send(3), "10.1.0.2", second);
        lost(silent);
        text.ended(path);
        assertThat(shown()).isEqualTo(HEADER + "\n 1  10.0.0.2  1.000 ms\n 2  "
                + (moved ? "10.1.0.2  1.000 ms !H\n" : "*\n 3  10.1.0.2  1.000 ms !H\n"));
    }

    @Test
    void theHostsOwnAnswerStaysWhereItIs() throws IOException {
        text = text(new Form(1, 30, 1, 60, true, false, false));
        written.reset();
        Probe silent = send(1);
        reached(send(2), MILLI);
        lost(silent);
        text.ended(path);
        assertThat(shown()).isEqualTo(HEADER + "\n 1  *\n 2  10.9.0.1  1.000 ms\n");
    }

    @Test
    void theWayBackIsWrittenWhereItIsLongerOrShorter() throws IOException {
        text = text(new Form(1, 30, 4, 60, true, true, false));
        written.reset();
        for (int ttl : new int[]{63, 63, 255, 120})
            text.answered(answer(send(2), "10.0.0.2", Kind.EXPIRED, 11, 0, 0, MILLI, ttl));
        expired(send(1), "10.0.0.1", MILLI); // 64 as it came: 1 hop
        for (int i = 0; i < 3; i++)
            lost(send(1));
        // 63 of 64: 2 hops, as there; 255 of 255: 1; 120 of 128: 9
        assertThat(shown()).isEqualTo(HEADER + "\n 1  10.0.0.1  1.000 ms * * *"
                + "\n 2  10.0.0.2  1.000 ms  1.000 ms 10.0.0.2 '-1'  1.000 ms 10.0.0.2 '-9'  1.000 ms");
    }

    @Test
    void systemsAndExtensionsFollowTheAddress() throws IOException {
        var extensions = new ArrayList<>(List.of("<MPLS:L=16,E=0,S=1,T=1>", "<MPLS:L=16,E=0,S=1,T=1>", "<1/9:\u001b>"));
        text = text(new Form(1, 30, 3, 60, true, false, false), new Sources(SockAddr.Ip::host, names,
                address -> address.host().equals("10.0.0.2") ? "[AS64500/AS64501]" : "[*]",
                answer -> extensions.removeFirst(), () -> 1500));
        written.reset();
        for (int i = 0; i < 3; i++)
            expired(send(1), "10.0.0.2", MILLI);
        assertThat(shown()).isEqualTo(HEADER
                + "\n 1  10.0.0.2 [AS64500/AS64501] <MPLS:L=16,E=0,S=1,T=1>  1.000 ms  1.000 ms"
                + " 10.0.0.2 [AS64500/AS64501] <1/9:\\x1b>  1.000 ms");
    }

    @Test
    void aProbeThatWasTooBigIsFollowedByAShorterOneInItsPlace() throws IOException {
        text = text(new Form(1, 30, 2, 65000, true, false, true));
        written.reset();
        Probe local = send(1, 65000);
        local.errno = Errno.EMSGSIZE;
        lost(local);
        expired(send(1, 1500), "10.0.0.2", MILLI);
        expired(send(1, 1500), "10.0.0.2", MILLI);
        text.answered(answer(send(2, 1500), "10.0.0.2", Kind.UNREACHABLE, UNREACHABLE, 4, 1400, MILLI, 64));
        expired(send(2, 1400), "10.1.0.2", MILLI);
        expired(send(2, 1400), "10.1.0.2", MILLI);
        assertThat(shown()).isEqualTo("traceroute to far.test (10.9.0.1), 30 hops max, 65000 byte packets"
                + "\n 1  10.0.0.2  1.000 ms F=1500  1.000 ms\n 2  10.1.0.2  1.000 ms F=1400  1.000 ms");
    }

    @Test
    void aPacketThatDoesNotFitThroughTheFirstLinkEndsTheWay() throws IOException {
        Probe probe = send(1);
        probe.errno = Errno.EMSGSIZE;
        now = 5000;
        lost(probe);
        lost(send(1));
        lost(send(1));
        text.ended(path);
        assertThat(shown()).isEqualTo(HEADER + "\n 1  *  0.005 ms !F-1500 * *\n");
        assertThat(errors).isEmpty();
    }

    @Test
    void whyThisHostDoesNotSendIsSaidOnce() throws IOException {
        for (int i = 0; i < 3; i++) {
            Probe probe = send(1);
            probe.errno = Errno.EPERM;
            lost(probe);
        }
        text.ended(path);
        assertThat(shown()).isEqualTo(HEADER + "\n 1  * * *\n");
        assertThat(errors).containsExactly("this host does not send to 10.9.0.1: operation not permitted");
        assertThat(text.refusal()).isEqualTo(Errno.EPERM);
    }

    @Test
    void whatUsersAndZonesCallAHostIsFitForATerminal() throws IOException {
        path = new Path(0, "a\u001b[2J", path.from(), path.to(), METHOD);
        written.reset();
        text = text(new Form(1, 30, 3, 60, true, false, false));
        assertThat(shown()).isEqualTo(HEADER.replace("far.test", "a\\x1b[2J"));
    }
}
