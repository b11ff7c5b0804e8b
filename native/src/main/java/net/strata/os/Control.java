package net.strata.os;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The control messages of a [Message] (cmsg(3)): what the kernel tells of a packet beside its data, each because an option
/// asks for it, and what a program tells the kernel.
///
/// The questions by name are about what came, and cost next to nothing: all are looked for at once when they come.
/// [#next] walks over whatever there is. Whatever lengths say, nothing outside is read.
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
    /// Where the values stand of those that questions are about; 0 for none, as a header stands before each.
    private int stamping;
    private int stampNs;
    private int hops;
    private int tos;
    private int tclass;
    private int pktinfo;
    private int pktinfo6;
    private int entry;
    /// How many bytes of an address stand behind the entry of the error queue.
    private int offenderLength;

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
        forget();
        rewind();
        while (next())
            note();
        rewind();
    }

    private void forget() {
        stamping = stampNs = hops = tos = tclass = pktinfo = pktinfo6 = entry = 0;
    }

    /// Notes where the one at [#at] stands, if there is a question about it.
    private void note() {
        int value = at + Abi.SIZEOF_CMSGHDR;
        int type = type();
        switch (level()) {
            case Abi.SOL_SOCKET -> {
                if (type == Abi.SCM_TIMESTAMPING && length >= Abi.SIZEOF_SCM_TIMESTAMPING) stamping = value;
                else if (type == Abi.SCM_TIMESTAMPNS && length >= Abi.SIZEOF_TIMESPEC) stampNs = value;
            }
            case Abi.IPPROTO_IP -> {
                if (type == Option.IP_TTL.number && length >= 4) hops = value;
                else if (type == Option.IP_TOS.number && length >= 1) tos = value;
                else if (type == Option.IP_PKTINFO.number && length >= Abi.SIZEOF_IN_PKTINFO) pktinfo = value;
                else if (type == Option.IP_RECVERR.number) noteEntry(value);
            }
            case Abi.IPPROTO_IPV6 -> {
                if (type == Option.IPV6_HOPLIMIT.number && length >= 4) hops = value;
                else if (type == Option.IPV6_TCLASS.number && length >= 4) tclass = value;
                else if (type == Option.IPV6_PKTINFO.number && length >= Abi.SIZEOF_IN6_PKTINFO) pktinfo6 = value;
                else if (type == Option.IPV6_RECVERR.number) noteEntry(value);
            }
            case Abi.SOL_PACKET -> {
                if (type == Abi.PACKET_TX_TIMESTAMP) noteEntry(value);
            }
            default -> {
            }
        }
    }

    private void noteEntry(int value) {
        if (length < Abi.SIZEOF_SOCK_EXTENDED_ERR) return;
        entry = value;
        offenderLength = length - Abi.SIZEOF_SOCK_EXTENDED_ERR;
    }

    /// Forgets all: the next message goes without. What came is not sent back anyway.
    public Control clear() {
        end = start;
        came = false;
        forget();
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

    /// Adds an option's value for this message alone that is bytes: `IP_RETOPTS`, ...
    public Control add(Option option, byte[] value) {
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

    /// Adds the id that the stamp of this message shall have ([Stamps#canChoose]); the socket's stamps have to be requested.
    public Control stampAs(int id) {
        return add(Abi.SOL_SOCKET, Abi.SCM_TS_OPT_ID, id);
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

    /// When the kernel's software received the packet, or sent the one whose stamp this is: in ns since the epoch, by the
    /// system's clock. Asked for by SO_TIMESTAMPING, or by SO_TIMESTAMPNS.
    ///
    /// With SO_TIMESTAMPING alone the first packets may have none, with SO_TIMESTAMPNS they always have: see [Stamps].
    ///
    /// @return 0 if there is no such stamp
    public long stamp() {
        long software = stamping == 0 ? 0 : time(stamping);
        return software != 0 || stampNs == 0 ? software : time(stampNs);
    }

    /// When the network adapter did, by its own clock. Asked for by SO_TIMESTAMPING.
    ///
    /// @return 0 if there is no such stamp
    public long hardwareStamp() {
        return stamping == 0 ? 0 : time(stamping + 2 * Abi.SIZEOF_TIMESPEC);
    }

    private long time(int timespec) {
        return b.getLong(timespec) * SECOND + b.getLong(timespec + Abi.TIMESPEC_NSEC);
    }

    /// The packet's time to live, or hop limit, as it came (IP_RECVTTL, IPV6_RECVHOPLIMIT).
    ///
    /// @return -1 if it is not told
    public int hops() {
        return hops == 0 ? -1 : b.getInt(hops);
    }

    /// The packet's type of service, or traffic class, as it came (IP_RECVTOS, IPV6_RECVTCLASS).
    ///
    /// @return -1 if it is not told
    public int trafficClass() {
        if (tclass != 0) return b.getInt(tclass);
        return tos == 0 ? -1 : b.get(tos) & 0xff;
    }

    /// The index of the interface that the packet came by (IP_PKTINFO, IPV6_RECVPKTINFO).
    ///
    /// @return 0 if it is not told
    public int ifindex() {
        if (pktinfo != 0) return b.getInt(pktinfo);
        return pktinfo6 == 0 ? 0 : b.getInt(pktinfo6 + Abi.IPI6_IFINDEX);
    }

    /// Whom the packet was for, as its header says (IP_PKTINFO, IPV6_RECVPKTINFO): one of our addresses, a broadcast or a
    /// multicast address.
    ///
    /// @return null if it is not told
    public SockAddr.@Nullable Ip destination() {
        if (pktinfo != 0) return new SockAddr.In(Integer.reverseBytes(b.getInt(pktinfo + Abi.IPI_ADDR)), 0);
        if (pktinfo6 == 0) return null;
        return new SockAddr.In6(Long.reverseBytes(b.getLong(pktinfo6)), Long.reverseBytes(b.getLong(pktinfo6 + 8)), 0,
                0, 0);
    }

    /// What the error queue tells of ([Abi#MSG_ERRQUEUE]; IP_RECVERR, IPV6_RECVERR, SO_TIMESTAMPING).
    ///
    /// @return null if the message is not from there
    public @Nullable ExtendedError error() {
        if (!isError()) return null;
        return new ExtendedError(errorNumber(), errorOrigin(), errorType(), errorCode(), errorInfo(), errorData(),
                SockAddrBytes.get(b, offender(), offenderLength));
    }

    /// Whether the message is from the error queue: an error, or a stamp ([#isStamp]). What [#error] tells of it the
    /// questions that follow tell one by one and without allocating; they are 0 where there is none.
    public boolean isError() {
        return entry != 0;
    }

    /// Whether it is the stamp of a packet that was sent: as [ExtendedError#isStamp].
    public boolean isStamp() {
        return errorOrigin() == Abi.SO_EE_ORIGIN_TIMESTAMPING;
    }

    /// Which packet the stamp is of: as [ExtendedError#stampId].
    public int stampId() {
        return errorData();
    }

    /// As [ExtendedError#errno].
    public int errorNumber() {
        return entry == 0 ? 0 : b.getInt(entry);
    }

    /// As [ExtendedError#origin].
    public int errorOrigin() {
        return entry == 0 ? 0 : b.get(entry + Abi.EE_ORIGIN) & 0xff;
    }

    /// As [ExtendedError#type].
    public int errorType() {
        return entry == 0 ? 0 : b.get(entry + Abi.EE_TYPE) & 0xff;
    }

    /// As [ExtendedError#code].
    public int errorCode() {
        return entry == 0 ? 0 : b.get(entry + Abi.EE_CODE) & 0xff;
    }

    /// As [ExtendedError#info].
    public int errorInfo() {
        return entry == 0 ? 0 : b.getInt(entry + Abi.EE_INFO);
    }

    /// As [ExtendedError#data].
    public int errorData() {
        return entry == 0 ? 0 : b.getInt(entry + Abi.EE_DATA);
    }

    /// The family of [ExtendedError#offender].
    public int offenderFamily() {
        return entry == 0 ? 0 : SockAddrBytes.family(b, offender(), offenderLength);
    }

    /// Its IPv4 address as a number, 0 if it is of another family.
    public int offenderInet() {
        return entry == 0 ? 0 : SockAddrBytes.inet(b, offender(), offenderLength);
    }

    /// The first eight bytes of its IPv6 address, 0 if it is of another family.
    public long offenderHigh() {
        return entry == 0 ? 0 : SockAddrBytes.inet6(b, offender(), offenderLength, 0);
    }

    /// The last eight bytes.
    public long offenderLow() {
        return entry == 0 ? 0 : SockAddrBytes.inet6(b, offender(), offenderLength, 8);
    }

    /// The index of the interface that its link-local IPv6 address belongs to, else 0.
    public int offenderScope() {
        return entry == 0 ? 0 : SockAddrBytes.scope(b, offender(), offenderLength);
    }

    private int offender() {
        return entry + Abi.SIZEOF_SOCK_EXTENDED_ERR;
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
