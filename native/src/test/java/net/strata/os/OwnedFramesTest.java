package net.strata.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import net.strata.frame.Batch;
import net.strata.frame.Owner;
import net.strata.frame.Owners;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// When flows are looked up, and what is remembered of them. Time is a number that the test sets.
final class OwnedFramesTest {
    private static final int SYN = 2;
    private static final int ACK = 16;
    private static final Owner CURL = new Owner("curl", 12);
    private static final Owner NGINX = new Owner("nginx", 7);

    private final Batch batch = new Batch(1 << 16);
    private final byte[] datagram = Captured.udp("10.0.0.3", 0, "10.0.0.2", 53);
    private final Captured source = new Captured("lo");
    private final Fake owners = new Fake();
    private long now = Long.MAX_VALUE - 5; // as nanoTime may be
    private @Nullable Executor worker;
    private @Nullable OwnedFrames frames;

    /// The end with port 80 is nginx's, the other curl's.
    private final class Fake implements FlowOwners {
        int lookups;
        long takes;
        boolean settled = true;
        boolean gone;
        @Nullable
        IOException fails;
        final Map<Integer, Owner> byPort = new HashMap<>(Map.of(80, NGINX, 40000, CURL));

        @Override
        public Ends find(Flow f, @Nullable String device) throws IOException {
            lookups++;
            now += takes;
            if (fails != null) throw fails;
            return new Ends(gone ? null : byPort.get(f.port(Flow.FIRST)),
                    gone ? null : byPort.get(f.port(Flow.SECOND)),
                    settled);
        }
    }

    private OwnedFrames frames() {
        if (frames == null) {
            frames = new OwnedFrames(source, owners, worker == null ? Runnable::run : worker, () -> now);
        }
        return frames;
    }

    private String see(byte[] packet) throws IOException {
        source.add(packet);
        frames().read(batch);
        return comment(batch.owners(0));
    }

    private static String comment(@Nullable Owners o) {
        return o == null ? "" : new String(o.comment(), StandardCharsets.UTF_8);
    }

    private static byte[] there(int flags) {
        return Captured.tcp("10.0.0.1", 40000, "10.0.0.2", 80, flags);
    }

    private static byte[] back() {
        return Captured.tcp("10.0.0.2", 80, "10.0.0.1", 40000, ACK);
    }

    /// A datagram from another port than all others; that is all that matters of it.
    private byte[] datagram(int port) {
        byte[] packet = datagram.clone();
        packet[20] = (byte) (port >> 8);
        packet[21] = (byte) port;
        return packet;
    }

    @Test
    void bothDirectionsOfAFlowAreOneLookup() throws IOException {
        assertThat(see(there(SYN))).isEqualTo("sent by curl[12], received by nginx[7]");
        assertThat(see(back())).isEqualTo("sent by nginx[7], received by curl[12]");
        assertThat(see(there(ACK))).isEqualTo("sent by curl[12], received by nginx[7]");
        assertThat(owners.lookups).isEqualTo(1);
    }

    @Test
    void packetsOfAFlowShareOneObject() throws IOException {
        for (int i = 0; i < 3; i++)
            source.add(there(ACK)).add(back());
        frames().read(batch);
        assertThat(batch.owners(2)).isNotNull().isSameAs(batch.owners(0)).isSameAs(batch.owners(4));
        assertThat(batch.owners(3)).isNotNull().isSameAs(batch.owners(1));
    }

    @Test
    void anEndElsewhereIsNotTold() throws IOException {
        owners.byPort.remove(80);
        assertThat(see(there(SYN))).isEqualTo("sent by curl[12]");
        assertThat(see(back())).isEqualTo("received by curl[12]");
    }

    @Test
    void aFlowOfNobodyHereHasNoOwners() throws IOException {
        owners.byPort.clear();
        assertThat(see(there(SYN))).isEmpty();
        assertThat(batch.owners(0)).isNull();
    }

    @Test
    void anAnswerHoldsForTenSeconds() throws IOException {
        see(there(ACK));
        now += OwnedFrames.HOLDS - 1;
        see(there(ACK));
        assertThat(owners.lookups).isEqualTo(1);
        now += 1;
        owners.byPort.put(40000, new Owner("sh", 12));
        assertThat(see(there(ACK))).startsWith("sent by sh[12]");
    }

    /// A connection is the listener's until it is accepted.
    @Test
    void anAnswerThatIsNotSettledIsAskedForAgainSoonAndThenMoreSeldom() throws IOException {
        owners.settled = false;
        see(there(SYN));
        for (int i = 1; i <= 3; i++) {
            long holds = OwnedFrames.HOLDS_UNSETTLED << i - 1;
            now += holds - 1;
            see(there(ACK));
            assertThat(owners.lookups).isEqualTo(i);
            now += 1;
            see(there(ACK));
            assertThat(owners.lookups).isEqualTo(i + 1);
        }
    }

    @Test
    void whatIsKnownStaysWhenTheSocketIsGone() throws IOException {
        see(there(ACK));
        owners.gone = true;
        now += OwnedFrames.HOLDS;
        assertThat(see(back())).isEqualTo("sent by nginx[7], received by curl[12]");
        assertThat(owners.lookups).isEqualTo(2);
    }

    @Test
    void aNameIsNotReplacedByNoName() throws IOException {
        see(there(ACK));
        owners.byPort.put(40000, Owner.UNKNOWN);
        now += OwnedFrames.HOLDS;
        assertThat(see(there(ACK))).startsWith("sent by curl[12]");
    }

    @Test
    void anotherConnectionBetweenTheSameEndsIsLookedUp() throws IOException {
        see(there(ACK));
        owners.gone = true;
        assertThat(see(there(SYN))).isEmpty();
    }

    @Test
    void aFlowThatWasSilentForLongIsForgotten() throws IOException {
        see(there(ACK));
        owners.gone = true;
        now += OwnedFrames.HOLDS + OwnedFrames.SILENT + 1;
        assertThat(see(there(ACK))).isEmpty();
    }

    @Test
    void lookupsTakeAFifthOfTheTimeAndTheRestIsCounted() throws IOException {
        owners.takes = 1_000_000;
        long begin = now;
        for (int port = 1; port <= 4000; port++) {
            now += 100_000;
            see(datagram(port));
        }
        long fifth = (now - begin) / OwnedFrames.SHARE + OwnedFrames.MOST_AT_ONCE;
        assertThat(owners.lookups * owners.takes).isBetween(fifth - 2 * owners.takes, fifth + owners.takes);
        assertThat(frames().remarks()).containsExactly((4000 - owners.lookups)
                + " packets without process: flows began faster than they can be looked up");
    }

    @Test
    void theLongestSilentFlowIsForgottenFirst() throws IOException {
        see(there(ACK));
        for (int i = 0; i < OwnedFrames.FLOWS - 1; i++)
            source.add(datagram(i));
        while (frames().read(batch)) {
            // All of them.
        }
        see(there(ACK));
        int lookups = owners.lookups;
        see(datagram(OwnedFrames.FLOWS));
        see(there(ACK));
        assertThat(owners.lookups).isEqualTo(lookups + 1);
        see(datagram(0));
        assertThat(owners.lookups).isEqualTo(lookups + 2);
    }

    @Test
    void aLookupThatDoesNotEndHoldsUpOnce() throws IOException {
        var waiting = new ArrayDeque<Runnable>();
        worker = waiting::add;
        assertThat(see(there(SYN))).isEmpty();
        assertThat(see(Captured.udp("10.0.0.3", 40000, "10.0.0.2", 53))).isEmpty();
        assertThat(waiting).hasSize(1);
        assertThat(frames().remarks()).containsExactly(
                "2 packets without process: flows began faster than they can be looked up");
        waiting.remove().run();
        worker = null;
        now += OwnedFrames.HOLDS_UNSETTLED;
        source.add(Captured.udp("10.0.0.3", 40001, "10.0.0.2", 53));
        source.add(there(ACK));
        frames().read(batch);
        assertThat(comment(batch.owners(1))).startsWith("sent by curl[12]");
    }

    @Test
    void aFailureIsToldOnceAtTheEnd() throws IOException {
        owners.fails = new IOException("the kernel does not answer");
        assertThat(see(there(SYN))).isEmpty();
        assertThat(see(there(SYN))).isEmpty();
        assertThat(frames().remarks()).containsExactly("some packets without process: the kernel does not answer");
    }

    @Test
    void anEchoIsOfTheOneWhoAsks() throws IOException {
        owners.byPort.put(77, new Owner("ping", 9));
        assertThat(see(Captured.echo("127.0.0.1", "127.0.0.1", 8, 77))).isEqualTo("sent by ping[9]");
        assertThat(see(Captured.echo("127.0.0.1", "127.0.0.1", 0, 77))).isEqualTo("received by ping[9]");
        assertThat(owners.lookups).isEqualTo(1);
    }
}
