package net.strata.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.strata.os.SockAddr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ReverseNamesTest {
    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    private final FakeResolver resolver = new FakeResolver();

    private static SockAddr.Ip ip(String text) {
        return SockAddr.ip(text, 0);
    }

    @Test
    void anAddressIsCalledByItsNameIfItHasOne() {
        resolver.name("192.0.2.1", "one.example").name("2001:db8::1", "six.example");
        try (var names = new ReverseNames(resolver, LONG)) {
            assertThat(names.find(ip("192.0.2.1"), LONG)).isEqualTo("one.example");
            assertThat(names.find(SockAddr.ip("2001:db8::1", 7), LONG)).isEqualTo("six.example");
            assertThat(names.find(SockAddr.ip("192.0.2.2", 7), LONG)).isNull();
            assertThat(names.find(ip("192.0.2.2"), LONG)).isNull();
        }
    }

    @Test
    void eachAddressIsLookedUpOnce() {
        resolver.name("192.0.2.1", "one.example");
        try (var names = new ReverseNames(resolver, LONG)) {
            for (int i = 0; i < 10; i++) {
                names.find(ip("192.0.2.1"), LONG);
                names.find(SockAddr.ip("192.0.2.2", i), LONG);
            }
            assertThat(resolver.asked).hasValue(2);
        }
    }

    @Test
    void aSlowResolverIsWaitedForOnceForEachAddress() {
        CountDownLatch latch = resolver.name("192.0.2.1", "one.example").hold("192.0.2.1");
        try (var names = new ReverseNames(resolver, LONG)) {
            assertThat(names.find(ip("192.0.2.1"), 0)).isNull();
            assertThat(names.find(ip("192.0.2.1"), 1)).isNull();
            assertThat(names.find(ip("192.0.2.1"), LONG)).isNull(); // would hang if it waited
            latch.countDown();
            while (names.find(ip("192.0.2.1"), 0) == null)
                Thread.onSpinWait();
            assertThat(names.find(ip("192.0.2.1"), 0)).isEqualTo("one.example");
        }
    }

    @Test
    void whoWaitsForSomethingElseIsTold() throws InterruptedException {
        CountDownLatch latch = resolver.name("192.0.2.1", "one.example").hold("192.0.2.1");
        var news = new CountDownLatch(1);
        try (var names = new ReverseNames(resolver, LONG, news::countDown)) {
            assertThat(names.isKnown(ip("192.0.2.1"))).isFalse();
            assertThat(names.find(ip("192.0.2.1"), 0)).isNull();
            latch.countDown();
            news.await();
            assertThat(names.isKnown(ip("192.0.2.1"))).isTrue();
            assertThat(names.find(ip("192.0.2.1"), 0)).isEqualTo("one.example");
        }
    }

    @Test
    void allWaitingTogetherIsBounded() {
        resolver.hold("192.0.2.1");
        resolver.hold("192.0.2.2");
        try (var names = new ReverseNames(resolver, 1)) {
            assertThat(names.find(ip("192.0.2.1"), LONG)).isNull();
            assertThat(names.find(ip("192.0.2.2"), LONG)).isNull();
        }
    }

    @Test
    void ofAddressesWithoutEndOnlySomeWaitToBeLookedUp() {
        try (var names = new ReverseNames(resolver, LONG)) {
            for (int i = 0; i < 10_000; i++) {
                var address = new SockAddr.In(0x0a000000 + i, 0);
                resolver.name(address.toString(), "ten.example").hold(address.toString());
                names.find(address, 0);
            }
            for (int i = 0; i < 10_000; i++)
                resolver.hold(new SockAddr.In(0x0a000000 + i, 0).toString()).countDown();
            for (int i = 0; i < 16 + 1024; i++) // those of the threads, and those that wait
                assertThat(names.find(new SockAddr.In(0x0a000000 + i, 0), LONG)).isEqualTo("ten.example");
            assertThat(resolver.asked).hasValue(16 + 1024);
        }
    }

    @Test
    void aNameOfOthersIsFitForATerminal() {
        resolver.name("192.0.2.1", "a\u001b[2Jb\nc\\d\u202ee").name("192.0.2.2", "x".repeat(256)).name("192.0.2.3", "");
        try (var names = new ReverseNames(resolver, LONG)) {
            assertThat(names.find(ip("192.0.2.1"), LONG)).isEqualTo("a\\x1b[2Jb\\nc\\\\d\\xe2\\x80\\xaee");
            assertThat(names.find(ip("192.0.2.2"), LONG)).isNull();
            assertThat(names.find(ip("192.0.2.3"), LONG)).isNull();
        }
    }

    /// /etc/hosts has it, so that no server is asked.
    @Test
    void theSystemKnowsThisHost() throws Exception {
        assertThat(Resolver.SYSTEM.addresses("localhost")).isNotEmpty()
                .allMatch(address -> address.toInetAddress().isLoopbackAddress());
        assertThat(Resolver.SYSTEM.name(ip("127.0.0.1"))).isNotNull();
    }
}
