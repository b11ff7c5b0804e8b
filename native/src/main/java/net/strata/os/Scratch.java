package net.strata.os;

import java.nio.ByteBuffer;

/// Memory that calls of one thread use while they last: for an address and its length, and for data that is not outside the
/// heap already.
final class Scratch {
    private static final int LEAST = 2048;
    /// What is larger is given up when less is needed.
    private static final int KEPT = 4 << 20;
    private static final ThreadLocal<Scratch> HERE = ThreadLocal.withInitial(Scratch::new);
    /// Where the length stands, behind the address.
    private static final int LENGTH = Abi.SIZEOF_SOCKADDR;

    private final Block address = new Block(Abi.SIZEOF_SOCKADDR + 8);
    private Block data = new Block(LEAST);

    private Scratch() {}

    static Scratch here() {
        return HERE.get();
    }

    /// Puts an address there, and gives its length.
    int put(SockAddr a) {
        return SockAddrBytes.put(address.bytes, 0, a);
    }

    /// Makes room for an address.
    Scratch room() {
        address.bytes.putInt(LENGTH, Abi.SIZEOF_SOCKADDR);
        return this;
    }

    SockAddr get() {
        return SockAddrBytes.get(address.bytes, 0, length());
    }

    /// Says how long something is that a call will cut or fill.
    void length(int value) {
        address.bytes.putInt(LENGTH, value);
    }

    int length() {
        return address.bytes.getInt(LENGTH);
    }

    long address() {
        return address.address;
    }

    long lengthAddress() {
        return address.address + LENGTH;
    }

    /// Memory of at least a size, until the next time.
    Block data(int size) {
        if (size > data.size() || data.size() > KEPT) data = new Block(Math.max(size, LEAST));
        return data;
    }

    /// Copies what remains of a buffer, whose position stays, and tells the address of the copy.
    long copy(ByteBuffer from) {
        Block block = data(from.remaining());
        block.bytes.put(0, from, from.position(), from.remaining());
        return block.address;
    }
}
