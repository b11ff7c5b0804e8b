package net.strata.os;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Memory that the kernel can read and write: a buffer outside the heap, and its address. It is freed when nothing refers
/// to it any more, so whoever hands the address to a call keeps the block until the call is back.
final class Block {
    final ByteBuffer bytes;
    final long address;

    Block(int size) {
        bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        address = address(bytes);
    }

    int size() {
        return bytes.capacity();
    }

    /// Where a direct buffer begins, its position aside.
    static long address(ByteBuffer direct) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
    }
}
