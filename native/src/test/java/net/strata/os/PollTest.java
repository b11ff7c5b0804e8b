package net.strata.os;

import static net.strata.os.Abi.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PollTest {
    @Test
    void ofManyDescriptorsThoseWithEventsAreTold() throws Exception {
        var sockets = new ArrayList<Socket>();
        try (var poll = new Poll(); var sender = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
            for (int i = 0; i < 100; i++) {
                var s = Socket.socket(AF_INET, SOCK_DGRAM, 0);
                sockets.add(s);
                s.bind(SockAddr.ip("127.0.0.1", 0));
                poll.add(s, POLLIN).attach(i);
            }
            assertThat(poll.poll(0)).isEmpty();
            for (int i : new int[]{3, 97})
                sender.sendto(ByteBuffer.allocate(1), 0, sockets.get(i).getsockname());
            // Loopback delivers before the call returns.
            assertThat(poll.poll(-1)).extracting(Poll.Entry::attachment).containsExactly(3, 97);
            assertThat(poll.poll(-1)).allMatch(e -> e.has(POLLIN) && e.revents() == POLLIN);
            Poll.Entry third = poll.poll(-1).getFirst();
            third.events(POLLOUT);
            assertThat(poll.poll(-1).getFirst().revents()).isEqualTo(POLLOUT);
            poll.remove(third);
            assertThat(poll.poll(-1)).extracting(Poll.Entry::attachment).containsExactly(97);
            assertThat(poll.size()).isEqualTo(99);
        } finally {
            sockets.forEach(Socket::close);
        }
    }

    @Test
    void anyThreadWakesIt() throws Exception {
        try (var poll = new Poll()) {
            Thread waker = Thread.ofPlatform().start(poll::wake);
            assertThat(poll.poll(-1)).isEmpty();
            waker.join();
            poll.wake();
            poll.wake();
            assertThat(poll.poll(-1)).isEmpty();
            assertThat(poll.poll(0)).isEmpty();
        }
    }

    @Test
    void aDescriptorClosedMeanwhileIsToldAndForgotten() throws Exception {
        try (var poll = new Poll()) {
            for (int family : new int[]{AF_INET, AF_NETLINK}) {
                int type = family == AF_INET ? SOCK_DGRAM : SOCK_RAW;
                var s = Socket.socket(family, type, 0);
                poll.add(s, POLLIN);
                Thread closer = Thread.ofPlatform().start(s::close);
                // Before the poll, while it lasts, or between: in the end it is told once.
                var found = poll.poll(-1);
                while (found.isEmpty())
                    found = poll.poll(-1);
                assertThat(found).singleElement().matches(e -> e.revents() == POLLNVAL && e.descriptor() == s);
                closer.join();
                assertThat(poll.size()).isZero();
                poll.poll(0);
            }
        }
    }

    @Test
    void aDescriptorIsInOnePollOnly() throws Exception {
        try (var poll = new Poll(); var other = new Poll(); var s = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
            Poll.Entry entry = poll.add(s, POLLIN);
            assertThatThrownBy(() -> other.add(s, POLLIN)).isInstanceOf(IllegalStateException.class);
            poll.remove(entry);
            other.add(s, POLLIN);
        }
    }
}
