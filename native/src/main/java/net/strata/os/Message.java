package net.strata.os;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What one call of [Socket#sendmsg] sends or [Socket#recvmsg] receives: data, an address, control messages, flags
/// (`struct msghdr`, sendmsg(2)). It is used again and again.
///
/// ```java
/// var message = Message.of(2048, 256);
/// message.data().clear().put(request).flip();
/// socket.sendmsg(message.to(server), 0);
/// socket.recvmsg(message, 0);
/// read(message.data(), message.from(), message.control().hops());
/// ```
public final class Message {
    /// Bytes of memory beside those of data and control messages.
    static final int FIXED = Abi.SIZEOF_MMSGHDR + Abi.SIZEOF_IOVEC + Abi.SIZEOF_SOCKADDR;

    private final Block memory;
    private final ByteBuffer b;
    /// Where things stand in memory.
    private final int header;
    private final int iovec;
    private final int name;
    private final int dataStart;
    private final ByteBuffer data;
    private final Control control;
    private int length;
    /// Whether the headers are as receiving needs them: only what a call or a caller changed is written again.
    private boolean readyToReceive;

    /// @param header where the header stands in memory
    /// @param rest where all else stands
    Message(Block memory, int header, int rest, int controlSize, int dataSize) {
        this.memory = memory;
        this.b = memory.bytes;
        this.header = header;
        this.iovec = rest;
        this.name = iovec + Abi.SIZEOF_IOVEC;
        int controlStart = name + Abi.SIZEOF_SOCKADDR;
        this.dataStart = controlStart + controlSize;
        this.data = b.slice(dataStart, dataSize).order(ByteOrder.BIG_ENDIAN);
        this.control = new Control(b, controlStart, controlSize);
        b.putLong(header + Abi.MSG_NAME, memory.address + name);
        b.putLong(header + Abi.MSG_IOV, memory.address + iovec);
        b.putLong(header + Abi.MSG_IOVLEN, 1);
        b.putLong(header + Abi.MSG_CONTROL, memory.address + controlStart);
    }

    /// A message of its own.
    ///
    /// @param dataSize how many bytes of data it has room for
    /// @param controlSize how many bytes of control messages: 256 holds all that sockets usually tell
    public static Message of(int dataSize, int controlSize) {
        return new Messages(1, dataSize, controlSize).get(0);
    }

    /// Its data, in network byte order: fill it and flip it to send; from 0 to limit it is what was received. The same buffer
    /// always.
    ///
    /// What was sent, its position has passed. To send the same again, to the same address with the same control messages,
    /// `data().rewind()` is all there is to do; between, its bytes may be changed in place.
    public ByteBuffer data() {
        return data;
    }

    /// Says whom it is for. One that was received is for who sent it.
    public Message to(SockAddr address) {
        readyToReceive = false;
        b.putInt(header + Abi.MSG_NAMELEN, SockAddrBytes.put(b, name, address));
        return this;
    }

    /// Says that it is for whom the socket is connected to.
    public Message toPeer() {
        readyToReceive = false;
        b.putInt(header + Abi.MSG_NAMELEN, 0);
        return this;
    }

    /// Who sent it, or, from the error queue, whom the packet was for that had the error.
    ///
    /// @return an [SockAddr.Other] of family 0 where the kernel gives none
    public SockAddr from() {
        return SockAddrBytes.get(b, name, nameLength());
    }

    /// The family of [#from], 0 if the kernel gives none. Like the rest of that name it is for those in a hurry: nothing is
    /// allocated.
    public int family() {
        return SockAddrBytes.family(b, name, nameLength());
    }

    /// The IPv4 address of [#from] as a number, 0 if it is of another family.
    public int fromInet() {
        return SockAddrBytes.inet(b, name, nameLength());
    }

    /// The first eight bytes of [#from]'s IPv6 address, 0 if it is of another family.
    public long fromHigh() {
        return SockAddrBytes.inet6(b, name, nameLength(), 0);
    }

    /// The last eight bytes.
    public long fromLow() {
        return SockAddrBytes.inet6(b, name, nameLength(), 8);
    }

    /// The index of the interface that a link-local IPv6 address belongs to, else 0.
    public int fromScope() {
        return SockAddrBytes.scope(b, name, nameLength());
    }

    private int nameLength() {
        return b.getInt(header + Abi.MSG_NAMELEN);
    }

    /// What the call returned for it: how many bytes; with [Abi#MSG_TRUNC] perhaps more than there was room for.
    public int length() {
        return length;
    }

    /// What the kernel says of what it received: [Abi#MSG_TRUNC] if data is missing, [Abi#MSG_CTRUNC] if control messages
    /// are, [Abi#MSG_ERRQUEUE], [Abi#MSG_EOR].
    public int flags() {
        return b.getInt(header + Abi.MSG_FLAGS) & ~Abi.MSG_CMSG_CLOEXEC;
    }

    /// Its control messages (cmsg(3)): what is to be sent along, or what came along.
    public Control control() {
        return control;
    }

    /// The address of its `struct msghdr`.
    long header() {
        return memory.address + header;
    }

    void prepareToSend() {
        readyToReceive = false;
        b.putLong(iovec, memory.address + dataStart + data.position());
        b.putLong(iovec + Abi.IOV_LEN, data.remaining());
        b.putLong(header + Abi.MSG_CONTROLLEN, control.toSend());
    }

    void sent(int bytes) {
        length = bytes;
        data.position(data.position() + bytes);
    }

    void prepareToReceive() {
        if (readyToReceive) return;
        readyToReceive = true;
        b.putInt(header + Abi.MSG_NAMELEN, Abi.SIZEOF_SOCKADDR);
        b.putLong(iovec, memory.address + dataStart);
        b.putLong(iovec + Abi.IOV_LEN, data.capacity());
        b.putLong(header + Abi.MSG_CONTROLLEN, control.capacity());
        b.putInt(header + Abi.MSG_FLAGS, 0);
    }

    /// @param bytes negative if nothing was
    void received(int bytes) {
        readyToReceive = false;
        length = Math.max(bytes, 0);
        if (bytes < 0) b.putInt(header + Abi.MSG_NAMELEN, 0);
        control.received(bytes < 0 ? 0 : b.getLong(header + Abi.MSG_CONTROLLEN));
        data.limit(Math.min(length, data.capacity())).position(0);
    }

    /// What a batch's call said of its length.
    int returned() {
        return b.getInt(header + Abi.MMSG_LEN);
    }

    @Override
    public String toString() {
        return data.remaining() + " of " + data.capacity() + " bytes";
    }
}
