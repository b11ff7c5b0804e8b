package net.strata.explain.story;

import static net.strata.protocol.Tcp.ACK_BIT;
import static net.strata.protocol.Tcp.SYN_BIT;

import java.util.List;
import net.strata.frame.Batch;
import net.strata.lab.Spans;

/// Where on the way a capture was taken, as far as its packets tell.
final class Vantage {
    /// Times must differ so many times for one side to be the nearer.
    private static final int CLEARLY = 5;
    private static final long WORTH = 500_000;

    private final String one;
    private final String other;
    private boolean loopback;
    private boolean several;
    private long asked = Batch.NO_TIME;
    private long answered = Batch.NO_TIME;
    private long confirmed = Batch.NO_TIME;
    /// Whether a SYN came more than once: nobody knows then which of them was answered.
    private boolean repeated;
    private int clientTtl = -1;
    private int serverTtl = -1;

    Vantage() {
        this("client", "server");
    }

    /// @param one what the client is called, and `other`: the server
    Vantage(String one, String other) {
        this.one = one;
        this.other = other;
    }

    void see(Sight s, boolean client) {
        loopback |= s.loopback();
        several |= s.several();
        if (client && clientTtl < 0) clientTtl = s.ttl();
        if (!client && serverTtl < 0) serverTtl = s.ttl();
        Sight.Segment g = s.segment();
        if (g == null) return;
        boolean syn = g.has(SYN_BIT);
        if (client && syn) {
            repeated |= asked != Batch.NO_TIME;
            asked = s.time();
        } else if (syn && g.has(ACK_BIT)) {
            repeated |= answered != Batch.NO_TIME;
            answered = s.time();
        } else if (client && confirmed == Batch.NO_TIME && answered != Batch.NO_TIME) {
            confirmed = s.time();
        }
    }

    List<String> says() {
        if (loopback) return List.of("Both ends are on one host: the packets went over its loopback interface.");
        if (several) return List.of();
        if (!repeated && confirmed != Batch.NO_TIME && asked != Batch.NO_TIME) {
            long server = answered - asked;
            long client = confirmed - answered;
            if (client > 0 && server > WORTH && server > CLEARLY * client)
                return List.of(near("client", server, client));
            if (server > 0 && client > WORTH && client > CLEARLY * server)
                return List.of(near("server", client, server));
        }
        boolean clientFresh = fresh(clientTtl);
        boolean serverFresh = fresh(serverTtl);
        if (clientFresh && !serverFresh && serverTtl >= 0) return List.of(link(one, clientTtl, serverTtl));
        if (serverFresh && !clientFresh && clientTtl >= 0) return List.of(link(other, serverTtl, clientTtl));
        return List.of();
    }

    /// Whether it is a TTL that hosts begin with: no router has counted it down.
    private static boolean fresh(int ttl) {
        return ttl == 64 || ttl == 128 || ttl == 255;
    }

    private static String near(String side, long far, long here) {
        return "The capture was taken at the " + side + "'s side: the other answered after " + Spans.of(far)
                + ", this one after " + Spans.of(here) + ".";
    }

    private static String link(String side, int own, int other) {
        return "The capture was taken on the " + side + "'s link: its packets come with TTL " + own
                + ", which no router has counted down, the other side's with " + other + ".";
    }
}
