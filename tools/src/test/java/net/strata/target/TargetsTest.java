package net.strata.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.strata.Needs;
import net.strata.TestNetwork;
import net.strata.os.Netns;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TargetsTest {
    private final FakeResolver resolver = new FakeResolver();
    /// Wakes up the thread that polls.
    private final Semaphore woken = new Semaphore(0);

    private Targets targets(Family family, boolean all) {
        return new Targets(new Targets.Choice(family, all, name -> name.equals("eth0") ? 2 : 0), resolver,
                woken::release);
    }

    private Targets targets() {
        return targets(Family.ANY, false);
    }

    private static String text(@Nullable Found found) {
        return switch (found) {
            case null -> "nothing";
            case Host host -> host.place() + " " + host.name() + " " + host.address();
            case Unresolved failed -> failed.place() + " " + failed;
        };
    }

    /// The next one, waited for as an engine does: asleep until woken.
    private Found next(Targets targets) throws InterruptedException {
        while (true) {
            Found found = targets.poll();
            if (found != null) return found;
            assertThat(targets.done()).isFalse();
            woken.acquire();
        }
    }

    /// All that come, in the order in which they were given.
    private List<String> rest(Targets targets) throws InterruptedException {
        List<Found> all = new ArrayList<>();
        while (!targets.done()) {
            Found found = targets.poll();
            if (found != null) all.add(found);
            else if (!targets.done()) woken.acquire();
        }
        assertThat(targets.poll()).isNull();
        return all.stream().sorted(Comparator.comparingLong(Found::place)).map(TargetsTest::text).toList();
    }

    private static InputStream file(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    @Test
    void addressesAreThereAtOnceAndInOrder() throws Exception {
        try (var targets = targets()) {
            targets.add("192.0.2.7");
            targets.add("10.0.0.0/30");
            targets.add("fe80::1%eth0");
            targets.addRange("10.1.0.3", "10.1.0.4");
            targets.addRange("10.1.0.4", "10.1.0.3");
            targets.add("127.1");
            targets.end();
            List<String> polled = new ArrayList<>();
            for (Found found = targets.poll(); found != null; found = targets.poll())
                polled.add(text(found));
            assertThat(polled).containsExactly("0 192.0.2.7 192.0.2.7", "1 10.0.0.1 10.0.0.1", "2 10.0.0.2 10.0.0.2",
                    "3 fe80::1%eth0 fe80::1%2", "4 10.1.0.3 10.1.0.3", "5 10.1.0.4 10.1.0.4", "6 127.1 127.0.0.1");
            assertThat(targets.done()).isTrue();
        }
    }

    @Test
    void aSlowNameHoldsUpNobodyAndKeepsItsPlace() throws Exception {
        resolver.host("slow", "192.0.2.1").host("fast", "192.0.2.2");
        CountDownLatch latch = resolver.hold("slow");
        try (var targets = targets()) {
            targets.add("slow");
            targets.add("192.0.2.3");
            targets.add("fast");
            targets.end();
            assertThat(text(targets.poll())).isEqualTo("1 192.0.2.3 192.0.2.3");
            assertThat(text(next(targets))).isEqualTo("2 fast 192.0.2.2");
            assertThat(targets.poll()).isNull();
            assertThat(targets.done()).isFalse();
            latch.countDown();
            assertThat(text(next(targets))).isEqualTo("0 slow 192.0.2.1");
            assertThat(targets.poll()).isNull();
            assertThat(targets.done()).isTrue();
        }
    }

    @Test
    void whoHasNothingElseToDoWaits() throws Exception {
        resolver.host("slow", "192.0.2.1");
        CountDownLatch latch = resolver.hold("slow");
        try (var targets = new Targets(new Targets.Choice(Family.ANY, false, name -> 0), resolver, latch::countDown)) {
            targets.add("slow");
            assertThat(targets.poll()).isNull(); // from now on any change wakes
            targets.end(); // lets the name go
            assertThat(text(targets.take())).isEqualTo("0 slow 192.0.2.1");
            assertThat(targets.take()).isNull();
        }
    }

    @Test
    void manyNamesAreLookedUpAtATime() throws Exception {
        var together = new CountDownLatch(64); // each lookup waits until 64 have begun
        try (var targets = new Targets(new Targets.Choice(Family.ANY, false, name -> 0), new Resolver() {
            @Override
            public List<SockAddr.Ip> addresses(String name) throws UnknownHostException {
                together.countDown();
                try {
                    together.await();
                } catch (InterruptedException e) {
                    throw new UnknownHostException();
                }
                return List.of(SockAddr.ip("192.0.2.1", 0));
            }

            @Override
            public @Nullable String name(SockAddr.Ip address) {
                return null;
            }
        }, woken::release)) {
            for (int i = 0; i < 640; i++)
                targets.add("name" + i);
            targets.end();
            assertThat(rest(targets)).hasSize(640).first().isEqualTo("0 name0 192.0.2.1");
        }
    }

    @Test
    void whatCannotBeLookedUpIsListed() throws Exception {
        resolver.host("six", "2001:db8::1");
        try (var targets = targets(Family.IPV4, false)) {
            targets.add("nosuch");
            targets.add("six");
            targets.end();
            assertThat(rest(targets)).containsExactly("0 nosuch: Name or service not known",
                    "1 six: has no IPv4 address");
        }
    }

    @Test
    void aReasonIsOneClauseWhateverJavaSays() throws Exception {
        List<String> messages = List.of("a: No address\nassociated", "a", "", "other: x");
        var at = new AtomicInteger();
        List<String> whys = new ArrayList<>();
        Resolver refusing = new Resolver() {
            @Override
            public List<SockAddr.Ip> addresses(String name) throws UnknownHostException {
                int i = at.getAndIncrement();
                if (i < messages.size()) throw new UnknownHostException(messages.get(i));
                throw new IllegalStateException();
            }

            @Override
            public @Nullable String name(SockAddr.Ip address) {
                return null;
            }
        };
        try (var targets = new Targets(new Targets.Choice(Family.ANY, false, name -> 0), refusing, woken::release)) {
            for (int i = 0; i <= messages.size(); i++) {
                targets.add("a");
                whys.add(((Unresolved) next(targets)).why());
            }
        }
        assertThat(whys).containsExactly("No address\\nassociated", "Name or service not known", "", "other: x",
                "Name or service not known");
    }

    @Test
    void ofANameTheFirstAddressOfTheFamilyIsTakenOrAll() throws Exception {
        resolver.host("both", "2001:db8::1", "192.0.2.1", "2001:db8::2", "192.0.2.2");
        for (var expected : List.of(List.of(Family.ANY, false, "2001:db8::1"),
                List.of(Family.IPV4, false, "192.0.2.1"), List.of(Family.IPV6, false, "2001:db8::1"),
                List.of(Family.ANY, true, "2001:db8::1", "192.0.2.1", "2001:db8::2", "192.0.2.2"),
                List.of(Family.IPV4, true, "192.0.2.1", "192.0.2.2"))) {
            try (var targets = targets((Family) expected.get(0), (boolean) expected.get(1))) {
                targets.add("both");
                targets.end();
                assertThat(rest(targets)).containsExactlyElementsOf(
                        expected.stream().skip(2).map(address -> "0 both " + address).toList());
            }
        }
    }

    @Test
    void whatIsNotWantedIsRefusedAndNothingIsLost() throws Exception {
        try (var targets = targets(Family.IPV6, false)) {
            assertThatThrownBy(() -> targets.add("192.0.2.1"))
                    .hasMessage("192.0.2.1: not of the family that was asked for, IPv6");
            assertThatThrownBy(() -> targets.add("192.0.2.0/24"))
                    .hasMessage("192.0.2.0/24: not of the family that was asked for, IPv6");
            assertThatThrownBy(() -> targets.add("2001:db8::/107"))
                    .hasMessage("2001:db8::/107: a run has at most 1048576 addresses");
            targets.add("2001:db8::/108"); // 2 to the power of 20: just as many
            assertThatThrownBy(() -> targets.add("::1")).hasMessage("::1: a run has at most 1048576 addresses");
            targets.end();
            long count = 0;
            while (targets.poll() instanceof Host host) {
                if (count++ == 0x12345) assertThat(host.address()).hasToString("2001:db8::1:2345");
            }
            assertThat(count).isEqualTo(1048576);
            assertThat(targets.done()).isTrue();
        }
    }

    @Test
    void aFileGivesItsTargetsAndTellsWhichLinesAreNone() throws Exception {
        resolver.host("good", "192.0.2.1");
        try (var targets = targets()) {
            targets.add("192.0.2.9");
            targets.read(file("""
                    # hosts
                    good and more words
                    300.1.1.1

                    10.0.0.1-2 # two
                    b\u001b[31mad
                    10.0.0.0/8
                    nosuch
                    ::1"""), "hosts.txt");
            targets.end();
            assertThat(rest(targets)).containsExactly("0 192.0.2.9 192.0.2.9", "1 good 192.0.2.1",
                    "2 hosts.txt:3: 300.1.1.1: an IPv4 address has four numbers up to 255", "3 10.0.0.1 10.0.0.1",
                    "4 10.0.0.2 10.0.0.2",
                    "5 hosts.txt:6: b\\x1b[31mad: neither an address nor a host name, which has letters, digits and - between dots",
                    "6 hosts.txt:7: 10.0.0.0/8: a run has at most 1048576 addresses",
                    "7 hosts.txt:8: nosuch: Name or service not known", "8 ::1 ::1");
        }
    }

    @Test
    void aFileIsReadOnWhileItsTargetsArePolled() throws Exception {
        var typing = new PipedOutputStream();
        try (var targets = targets()) {
            targets.read(new PipedInputStream(typing), "standard input");
            targets.end();
            for (int i = 1; i < 4; i++) {
                typing.write(("10.0.0." + i + "\n").getBytes(UTF_8));
                typing.flush();
                assertThat(text(next(targets))).isEqualTo(i - 1 + " 10.0.0." + i + " 10.0.0." + i);
                assertThat(targets.done()).isFalse();
            }
            typing.close();
            assertThat(rest(targets)).isEmpty();
        }
    }

    @Test
    void aFileIsNotReadFasterThanItsTargetsArePolled() throws Exception {
        var endless = new Endless("10.0.0.1\n");
        try (var targets = targets()) {
            targets.read(endless, "endless");
            targets.end();
            for (int i = 0; i < 100_000; i++)
                assertThat(((Host) next(targets)).place()).isEqualTo(i);
            // what is held, what is in the reader's buffer, what has been polled
            assertThat(endless.lines()).isLessThanOrEqualTo(32768 + 8192 / 9 + 2 + 100_000);
        }
    }

    @Test
    void aFileWithoutEndIsLeftAtTheBoundWithOneMessage() throws Exception {
        try (var targets = targets()) {
            targets.add("10.0.0.0/13");
            targets.add("10.8.0.0/14");
            targets.read(new Endless("10.0.0.0/14\n10.0.0.0/16\n10.0.0.1\n"), "endless");
            targets.end();
            List<Found> failed = new ArrayList<>();
            long hosts = 0;
            while (!targets.done()) {
                switch (targets.poll()) {
                    case Host _ -> hosts++;
                    case Unresolved u -> failed.add(u);
                    case null -> {
                        if (!targets.done()) woken.acquire();
                    }
                }
            }
            // 10/13: 2^19-2, 10.8/14: 2^18-2, of the file 2^18-2 and then what still fits
            assertThat(hosts + failed.size()).isGreaterThanOrEqualTo(1 << 20);
            assertThat(hosts).isLessThanOrEqualTo(1 << 20);
            assertThat(failed.getLast().toString()).matches(
                    "endless:[0-9]+: no more is read: a run has at most 1048576 addresses");
        }
    }

    /// The same lines for ever.
    private static final class Endless extends InputStream {
        private final byte[] bytes;
        private final AtomicInteger read = new AtomicInteger();

        Endless(String lines) {
            bytes = lines.getBytes(UTF_8);
        }

        int lines() {
            return read.get() / bytes.length;
        }

        @Override
        public int read() {
            return bytes[read.getAndIncrement() % bytes.length];
        }

        @Override
        public int read(byte[] b, int off, int len) {
            for (int i = 0; i < len; i++)
                b[off + i] = (byte) read();
            return len;
        }
    }

    @Test
    void aFileThatCannotBeReadOnEndsWithAMessage() throws Exception {
        var broken = new InputStream() {
            private final InputStream start = file("10.0.0.1\n");

            @Override
            public int read() throws IOException {
                return start.read();
            }

            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                int count = start.read(b, off, len);
                if (count < 0) throw new IOException("Input/output error");
                return count;
            }
        };
        try (var targets = targets()) {
            targets.read(broken, "broken");
            targets.end();
            assertThat(text(next(targets))).isEqualTo("0 10.0.0.1 10.0.0.1");
            assertThat(text(next(targets))).isEqualTo("1 broken: reading broke off: Input/output error");
            assertThat(rest(targets)).isEmpty();
        }
    }

    @Test
    void twentyThousandNamesAllComeOnceEach() throws Exception {
        IntStream.range(0, 20_000).forEach(i -> {
            if (i % 3 != 0) resolver.host("h" + i, "10.0." + i / 256 + "." + i % 256);
        });
        var text = new StringBuilder();
        IntStream.range(0, 20_000).forEach(i -> text.append('h').append(i).append('\n'));
        try (var targets = targets()) {
            targets.read(file(text.toString()), "names");
            targets.end();
            List<String> all = rest(targets);
            assertThat(all).hasSize(20_000);
            for (int i = 0; i < all.size(); i++)
                assertThat(all.get(i)).isEqualTo(i % 3 == 0
                        ? i + " names:" + (i + 1) + ": h" + i + ": Name or service not known"
                        : i + " h" + i + " 10.0." + i / 256 + "." + i % 256);
        }
    }

    @Test
    void closingGivesUpWhatHasNotCome() throws Exception {
        resolver.hold("never");
        var targets = targets();
        targets.add("never");
        targets.add("10.0.0.0/24");
        assertThat(targets.poll()).isInstanceOf(Host.class);
        targets.close();
        assertThat(targets.poll()).isNull();
        assertThat(targets.done()).isTrue();
    }

    @Test
    void namesAreLookedUpInTheNamespaceWhereTheThreadsWereStarted() throws Exception {
        Needs.here().root();
        try (var network = new TestNetwork()) {
            String name = network.namespace();
            String device = "here" + ProcessHandle.current().pid() % 10_000;
            network.link(name, device, List.of(), network.namespace(), "there", List.of());
            Resolver asking = new Resolver() {
                @Override
                public List<SockAddr.Ip> addresses(String host) throws UnknownHostException {
                    try {
                        if (Links.here().index(device) != 0) return List.of(SockAddr.ip("192.0.2.1", 0));
                    } catch (IOException e) {
                        throw new UnknownHostException(e.getMessage());
                    }
                    throw new UnknownHostException("elsewhere");
                }

                @Override
                public @Nullable String name(SockAddr.Ip address) {
                    return null;
                }
            };
            try (var targets = new Targets(new Targets.Choice(Family.ANY, false, n -> 0), asking, woken::release)) {
                Netns.call(name, () -> {
                    targets.startLookups();
                    return "";
                });
                for (int i = 0; i < 200; i++)
                    targets.add("host" + i);
                targets.end();
                assertThat(rest(targets)).hasSize(200).allMatch(line -> line.endsWith(" 192.0.2.1"));
            }
        }
    }
}
