package net.strata.os;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The control messages of a [Message] (cmsg(3)): what the kernel tells of a packet beside its data, each because an option
/// asks for it, and what a program tells the kernel.
///
/// The questions by name are answered from all that there are; [#next] walks over them. Whatever lengths say, nothing
/// outside is read.
public final class Control {
    private static final long SECOND = 1_000_000_000;

    private final ByteBuffer b;
    private final int start;
    private final int capacity;
    /// Behind the last one.
    private int end;
    /// Whether they came from the kernel.
    private boolean came;
    private int at;
    private int next;
    /// How many bytes the one at [#at] carries.
    private int length;

    Control(ByteBuffer b, int start, int capacity) {
        this.b = b;
        this.start = start;
        this.capacity = capacity;
        clear();
    }

    int capacity() {
        return capacity;
    }

    /// How many bytes those take that are to be sent.
    int toSend() {
        return came ? 0 : end - start;
    }

    void received(long bytes) {
        end = start + Math.clamp(bytes, 0, capacity);
        came = true;
        rewind();
    }

    /// Forgets all: the next message goes without. What came is not sent back anyway.
    public Control clear() {
        end = start;
        came = false;
        return rewind();
    }

    /// Adds one that holds a number, such as IPPROTO_IP, IP_TTL.
    ///
    /// @throws IllegalArgumentException if there is no room
    public Control add(int level, int type, int value) {
        b.putInt(append(level, type, 4), value);
        return this;
    }

    /// Adds one that holds a structure, or of an option the value that it is to have for this message alone.
    ///
    /// @throws IllegalArgumentException if there is no room
    public Control add(int level, int type, byte[] value) {
        b.put(append(level, type, value.length), value);
        return this;
    }

    /// Adds one without its value, and tells where that stands.
    private int append(int level, int type, int bytes) {
        if (came) clear();
        int space = Abi.SIZEOF_CMSGHDR + (bytes + 7 & ~7);
        if (end + space > start + capacity)
            throw new IllegalArgumentException("no room for a control message of " + bytes + " bytes");
        b.putLong(end, Abi.SIZEOF_CMSGHDR + bytes);
        b.putInt(end + Abi.CMSG_LEVEL, level).putInt(end + Abi.CMSG_TYPE, type);
        end += space;
        return end - space + Abi.SIZEOF_CMSGHDR;
    }

    /// Adds an option's value for this message alone: `IP_TTL`, `IP_TOS`, `IPV6_HOPLIMIT`, `IPV6_TCLASS`, ...
    public Control add(Option option, int value) {
        return add(option.level.number, option.number, value);
    }

    /// Adds the address and the interface to send from (IP_PKTINFO, IPV6_PKTINFO).
    ///
    /// @param ifindex the interface's index, 0 for the one that the route says
    public Control from(SockAddr.Ip source, int ifindex) {
        ByteBuffer info = ByteBuffer.allocate(source instanceof SockAddr.In6
                ? Abi.SIZEOF_IN6_PKTINFO
                : Abi.SIZEOF_IN_PKTINFO).order(b.order());
        if (source instanceof SockAddr.In6) {
            info.put(0, source.bytes()).putInt(Abi.IPI6_IFINDEX, ifindex);
            return add(Abi.IPPROTO_IPV6, Option.IPV6_PKTINFO.number, info.array());
        }
        info.putInt(0, ifindex).put(4, source.bytes());
        return add(Abi.IPPROTO_IP, Option.IP_PKTINFO.number, info.array());
    }

    /// Goes back to before the first.
    public Control rewind() {
        next = start;
        at = start;
        length = 0;
        return this;
    }

    /// Moves on to the next one, if there is one.
    public boolean next() {
        int left = end - next;
        if (left < Abi.SIZEOF_CMSGHDR) return false;
        long claimed = b.getLong(next);
        if (claimed < Abi.SIZEOF_CMSGHDR || claimed > left) return false;
        at = next;
        length = (int) claimed - Abi.SIZEOF_CMSGHDR;
        next = at + (int) (claimed + 7 & ~7);
        return true;
    }

    /// Such as [Abi#SOL_SOCKET] or [Abi#IPPROTO_IP].
    public int level() {
        return b.getInt(at + Abi.CMSG_LEVEL);
    }

    /// Such as [Abi#SCM_TIMESTAMPING]; of most, the number of the option.
    public int type() {
        return b.getInt(at + Abi.CMSG_TYPE);
    }

    /// Whether it is that of an option.
    public boolean is(Option option) {
        return level() == option.level.number && type() == option.number;
    }

    /// What it holds, in the order of the machine.
    public ByteBuffer value() {
        return b.slice(at + Abi.SIZEOF_CMSGHDR, length).order(b.order());
    }

    private int value(int offset) {
        return at + Abi.SIZEOF_CMSGHDR + offset;
    }

    /// Moves to the one of an option, with at least so many bytes.
    private boolean find(Option option, int bytes) {
        return find(option.level.number, option.number, bytes);
    }

    private boolean find(int level, int type, int bytes) {
        rewind();
        while (next())
            if (level() == level && type() == type && length >= bytes) return true;
        return false;
    }

    /// When the kernel's software received the packet, or sent the one whose stamp this is: in ns since the epoch, by the
    /// system's clock. Asked for by SO_TIMESTAMPING, or by SO_TIMESTAMPNS.
    ///
    /// Where nothing else on the system has asked for stamps, the kernel begins a little later: the first packets after
    /// SO_TIMESTAMPING may have none.
    ///
    /// @return 0 if there is no such stamp
    public long stamp() {
        if (find(Abi.SOL_SOCKET, Abi.SCM_TIMESTAMPING, Abi.SIZEOF_SCM_TIMESTAMPING)
                || find(Abi.SOL_SOCKET, Abi.SCM_TIMESTAMPNS, Abi.SIZEOF_TIMESPEC))
            return time(0);
        return 0;
    }

    /// When the network adapter did, by its own clock. Asked for by SO_TIMESTAMPING.
    ///
    /// @return 0 if there is no such stamp
    public long hardwareStamp() {
        return find(Abi.SOL_SOCKET, Abi.SCM_TIMESTAMPING, Abi.SIZEOF_SCM_TIMESTAMPING)
                ? time(2 * Abi.SIZEOF_TIMESPEC)
                : 0;
    }

    private long time(int offset) {
        return b.getLong(value(offset)) * SECOND + b.getLong(value(offset + Abi.TIMESPEC_NSEC));
    }

    /// The packet's time to live, or hop limit, as it came (IP_RECVTTL, IPV6_RECVHOPLIMIT).
    ///
    /// @return -1 if it is not told
    public int hops() {
        return find(Option.IP_TTL, 4) || find(Option.IPV6_HOPLIMIT, 4) ? b.getInt(value(0)) : -1;
    }

    /// The packet's type of service, or traffic class, as it came (IP_RECVTOS, IPV6_RECVTCLASS).
    ///
    /// @return -1 if it is not told
    public int trafficClass() {
        if (find(Option.IPV6_TCLASS, 4)) return b.getInt(value(0));
        return find(Option.IP_TOS, 1) ? b.get(value(0)) & 0xff : -1;
    }

    /// The index of the interface that the packet came by (IP_PKTINFO, IPV6_RECVPKTINFO).
    ///
    /// @return 0 if it is not told
    public int ifindex() {
        if (find(Option.IP_PKTINFO, Abi.SIZEOF_IN_PKTINFO)) return b.getInt(value(0));
        return find(Option.IPV6_PKTINFO, Abi.SIZEOF_IN6_PKTINFO) ? b.getInt(value(Abi.IPI6_IFINDEX)) : 0;
    }

    /// Whom the packet was for, as its header says (IP_PKTINFO, IPV6_RECVPKTINFO): one of our addresses, a broadcast or a
    /// multicast address.
    ///
    /// @return null if it is not told
    public SockAddr.@Nullable Ip destination() {
        if (find(Option.IP_PKTINFO, Abi.SIZEOF_IN_PKTINFO))
            return new SockAddr.In(Integer.reverseBytes(b.getInt(value(Abi.IPI_ADDR))), 0);
        if (!find(Option.IPV6_PKTINFO, Abi.SIZEOF_IN6_PKTINFO)) return null;
        return new SockAddr.In6(Long.reverseBytes(b.getLong(value(0))), Long.reverseBytes(b.getLong(value(8))), 0, 0,
                0);
    }

    /// What the error queue tells of ([Abi#MSG_ERRQUEUE]; IP_RECVERR, IPV6_RECVERR, SO_TIMESTAMPING).
    ///
    /// @return null if the message is not from there
    public @Nullable ExtendedError error() {
        boolean found = find(Option.IP_RECVERR, Abi.SIZEOF_SOCK_EXTENDED_ERR)
                || find(Option.IPV6_RECVERR, Abi.SIZEOF_SOCK_EXTENDED_ERR)
                || find(Abi.SOL_PACKET, Abi.PACKET_TX_TIMESTAMP, Abi.SIZEOF_SOCK_EXTENDED_ERR);
        if (!found) return null;
        int offender = Abi.SIZEOF_SOCK_EXTENDED_ERR;
        return new ExtendedError(b.getInt(value(0)), b.get(value(Abi.EE_ORIGIN)) & 0xff,
                b.get(value(Abi.EE_TYPE)) & 0xff, b.get(value(Abi.EE_CODE)) & 0xff, b.getInt(value(Abi.EE_INFO)),
                b.getInt(value(Abi.EE_DATA)), SockAddrBytes.get(b, value(offender), length - offender));
    }

    /// Closes the descriptors that came along.
    void closeDescriptors() {
        rewind();
        while (next())
            if (level() == Abi.SOL_SOCKET && type() == Abi.SCM_RIGHTS) for (int i = 0; i + 4 <= length; i += 4)
                Kernel.close(b.getInt(value(i)));
        rewind();
    }
}
