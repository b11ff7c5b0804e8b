package net.strata.trace;

import net.strata.events.KeptPackets;
import org.jspecify.annotations.Nullable;

/// One probe: what its sender knows of it.
public final class Probe implements KeptPackets.Sent {
    private final long number;
    private final Path path;
    private final Request request;
    private final int key;
    int id;
    int trafficClass;
    int token;
    int checksum;
    int destinationPort;
    /// The key, further by the bytes of data that a segment which breaks a connection off acknowledges too.
    int ended;
    long sentAt;
    long sentWall;
    long stamp;
    int errno;
    boolean lost;
    @Nullable
    Answer answer;

    Probe(long number, Path path, Request request, int key) {
        this.number = number;
        this.path = path;
        this.request = request;
        this.key = key;
    }

    /// Which one of the run, from 0.
    @Override
    public long number() {
        return number;
    }

    public Path path() {
        return path;
    }

    /// The time to live or hop limit that it started with.
    public int hops() {
        return request.hops();
    }

    /// Which of the flows that routers tell apart, from 0.
    public int flow() {
        return request.flow();
    }

    /// Bytes of the whole packet.
    public int size() {
        return request.size();
    }

    /// What was asked for.
    public Request request() {
        return request;
    }

    /// The 16 bits by which it is known again, 1 to 65534.
    public int key() {
        return key;
    }

    /// The identification of its IPv4 header; -1 where it has none, or the kernel chose.
    public int id() {
        return id;
    }

    /// Its type of service or traffic class.
    public int trafficClass() {
        return trafficClass;
    }

    /// What all probes of its flow have in common: the source port, or the identifier of an ICMP echo.
    public int token() {
        return token;
    }

    /// The checksum in the header behind the IP header.
    public int checksum() {
        return checksum;
    }

    /// 0 where its protocol has no ports.
    public int destinationPort() {
        return destinationPort;
    }

    /// When it was handed to the port, by the engine's clock, in ns.
    public long sentAt() {
        return sentAt;
    }

    /// The same by the system's clock, in ns since the epoch.
    @Override
    public long sentWall() {
        return sentWall;
    }

    /// When it left the kernel, by the system's clock; 0 if the kernel did not say.
    @Override
    public long stamp() {
        return stamp;
    }

    /// The first answer, however late; null while there is none.
    public @Nullable Answer answer() {
        return answer;
    }

    /// Whether it was answered in time.
    @Override
    public boolean isAnswered() {
        return answer != null && !answer.isLate();
    }

    /// Why the kernel did not send it; 0 if it did.
    public int errno() {
        return errno;
    }

    @Override
    public boolean isRefused() {
        return errno != 0;
    }

    /// Whether nothing is waited for any more.
    public boolean isSettled() {
        return lost || answer != null || errno != 0;
    }
}
