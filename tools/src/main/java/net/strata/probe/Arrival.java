package net.strata.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.strata.os.Abi;
import net.strata.os.Control;
import net.strata.os.Message;
import net.strata.os.Option;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// A packet that came, or an ICMP error that the kernel took for us from one. Used again for the next.
///
/// Addresses are numbers here, so that nothing is allocated for what is not looked at: an IPv4 address is in `low`.
public final class Arrival {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// The shortest header there is, in bytes.
    private static final int IPV4 = 20;

    private ByteBuffer bytes = NOTHING;
    private @Nullable Control beside;
    private int header;
    private int message;
    private int end;
    private int length;
    private int family;
    private int protocol;
    private long high;
    private long low;
    private int scope;
    private int hops;
    private int trafficClass;
    private long at;
    private long wall;
    private long stamp;
    private boolean queued;
    private int type;
    private int code;
    private int info;
    private SockAddr.@Nullable Ip destination;
    private int extensions;
    private long probe;

    /// A packet.
    ///
    /// @param data holds it, in network byte order
    /// @param header where its IP header begins; equal to `message` where the kernel kept it
    /// @param message where the message behind that begins
    /// @param end behind its last byte that came
    /// @param length how long the message was, though less may have come
    public Arrival packet(int family, ByteBuffer data, int header, int message, int end, int length) {
        this.family = family;
        bytes = data.order() == ByteOrder.BIG_ENDIAN ? data : data.duplicate();
        this.header = header;
        this.message = message;
        this.end = end;
        this.length = length;
        queued = false;
        destination = null;
        extensions = -1;
        probe = -1;
        hops = -1;
        trafficClass = -1;
        return this;
    }

    /// A packet with its IPv4 header before it, from the first byte of the data, as raw sockets give it.
    ///
    /// @param end behind its last byte that came
    /// @param length how long the packet was, though less may have come
    public Arrival behindIpv4(ByteBuffer data, int end, int length) {
        int claimed = end < IPV4 ? 0 : (data.get(0) & 0xf) * 4;
        int message = claimed < IPV4 ? end : Math.min(claimed, end);
        packet(Abi.AF_INET, data, 0, message, end, length - message);
        return end < IPV4 ? this : header(data.get(8) & 0xff, data.get(1) & 0xff);
    }

    /// Has it be an error of the kernel's queue: its message is the probe's, as far as the error quoted it.
    ///
    /// @param destination whom that probe was for, with the port that it was for; null if the kernel does not say
    public Arrival queued(int type, int code, int info, SockAddr.@Nullable Ip destination) {
        queued = true;
        this.type = type;
        this.code = code;
        this.info = info;
        this.destination = destination;
        return this;
    }

    /// What the message is, as the protocol's number in an IP header, such as [Abi#IPPROTO_ICMP].
    public Arrival protocol(int number) {
        protocol = number;
        return this;
    }

    /// An error of the kernel's queue, with who sent it and all that stands beside it but times.
    ///
    /// @param family of the hosts that the socket sends to
    public Arrival queued(int family, Message m) {
        ByteBuffer data = m.data();
        Control control = m.control();
        int end = data.limit();
        packet(family, data, 0, 0, end, m.length()).queued(control.errorType(), control.errorCode(),
                control.errorInfo(), m.from() instanceof SockAddr.Ip to ? to : null);
        int at = control.errorData() & 0xffff;
        extensions = at == 0 || at >= end ? -1 : at;
        if (control.offenderFamily() == Abi.AF_INET) from(0, control.offenderInet(), 0);
        else
            from(control.offenderHigh(), control.offenderLow(), control.offenderScope());
        return header(control.hops(), control.trafficClass());
    }

    /// Puts another message in the place of what came.
    ///
    /// @param data all of it, in network byte order
    public Arrival message(ByteBuffer data) {
        bytes = data;
        header = 0;
        message = 0;
        end = data.limit();
        length = end;
        return this;
    }

    /// Which probe it is about, where the socket knows.
    public Arrival probe(long number) {
        probe = number;
        return this;
    }

    /// What came beside a packet whose header the kernel kept.
    public Arrival beside(@Nullable Control messages) {
        beside = messages;
        return this;
    }

    /// The options of its IPv4 header, in network byte order; null where there are none, or nobody asked for them
    /// (IP_RECVOPTS).
    public @Nullable ByteBuffer options() {
        if (family == Abi.AF_INET && message - header > IPV4)
            return bytes.slice(header + IPV4, message - header - IPV4);
        if (beside == null) return null;
        beside.rewind();
        while (beside.next())
            if (beside.is(Option.IP_RECVOPTS)) return beside.value().order(ByteOrder.BIG_ENDIAN);
        return null;
    }

    /// Who sent it.
    public Arrival from(long high, long low, int scope) {
        this.high = high;
        this.low = low;
        this.scope = scope;
        return this;
    }

    /// Who sent it.
    public Arrival from(SockAddr.Ip address) {
        return switch (address) {
            case SockAddr.In in -> from(0, in.address(), 0);
            case SockAddr.In6 in6 -> from(in6.high(), in6.low(), in6.scope());
        };
    }

    /// What its header says.
    ///
    /// @param hops its time to live or hop limit as it came, -1 if that is not known
    /// @param trafficClass its type of service or traffic class, -1 if that is not known
    public Arrival header(int hops, int trafficClass) {
        this.hops = hops;
        this.trafficClass = trafficClass;
        return this;
    }

    /// When it came.
    ///
    /// @param at by the engine's clock, when the program got it
    /// @param wall the same moment by the system's clock
    /// @param stamp when the kernel got it, by the system's clock; 0 if it does not say
    public Arrival times(long at, long wall, long stamp) {
        this.at = at;
        this.wall = wall;
        this.stamp = stamp;
        return this;
    }

    /// The bytes; positions are absolute, from [#header] to [#end].
    public ByteBuffer bytes() {
        return bytes;
    }

    public int header() {
        return header;
    }

    public int message() {
        return message;
    }

    public int end() {
        return end;
    }

    /// How long the message was, in bytes, though less may have come.
    public int length() {
        return length;
    }

    /// Such as [Abi#AF_INET].
    public int family() {
        return family;
    }

    /// What the message is, as the protocol's number in an IP header; of an error of the kernel's queue, what it quotes.
    public int protocol() {
        return protocol;
    }

    public int hops() {
        return hops;
    }

    public int trafficClass() {
        return trafficClass;
    }

    public long at() {
        return at;
    }

    public long wall() {
        return wall;
    }

    public long stamp() {
        return stamp;
    }

    /// Whether it is an error that the kernel tells of.
    public boolean isQueued() {
        return queued;
    }

    public int type() {
        return type;
    }

    public int code() {
        return code;
    }

    public int info() {
        return info;
    }

    /// Of an error that the kernel tells of, where among the bytes its ICMP extensions begin; -1 if it knows of none, or the
    /// error came as it is.
    public int extensions() {
        return extensions;
    }

    /// The number of the probe that it is about, as that was sent; -1 if only what came can say it.
    public long probe() {
        return probe;
    }

    /// Of an error that the kernel tells of, whom the probe was for, with its port; null if it does not say.
    public SockAddr.@Nullable Ip destination() {
        return destination;
    }

    /// Whether it is from an address.
    public boolean isFrom(SockAddr.Ip address) {
        if (address instanceof SockAddr.In6 in6)
            return family == Abi.AF_INET6 && high == in6.high() && low == in6.low()
                    && (in6.scope() == 0 || scope == 0 || scope == in6.scope());
        return family == Abi.AF_INET && address instanceof SockAddr.In in && (int) low == in.address();
    }

    /// Who sent it.
    public SockAddr.Ip source() {
        return family == Abi.AF_INET ? new SockAddr.In((int) low, 0) : new SockAddr.In6(high, low, 0, 0, scope);
    }
}
