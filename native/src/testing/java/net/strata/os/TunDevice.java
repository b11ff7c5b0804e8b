package net.strata.os;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A network device whose other end is this program: what the kernel sends by it is read here, and what is written here comes in
/// by it (Linux' Documentation/networking/tuntap.rst). Whole IP packets, nothing before them. Needs CAP_NET_ADMIN.
public final class TunDevice extends Descriptor {
    private static final int O_RDWR = 2;
    private static final int TUNSETIFF = 0x400454ca;
    private static final int IFF_TUN = 1;
    private static final int IFF_NO_PI = 0x1000;
    private static final int LONGEST = 65535;

    private final Block block = new Block(LONGEST);

    private TunDevice(int fd) {
        super(fd);
    }

    /// Makes a device in the network namespace of this thread. It is gone when it is closed.
    public static TunDevice open(String name) throws OsError {
        byte[] path = "/dev/net/tun\0".getBytes(StandardCharsets.US_ASCII);
        Block text = Scratch.here().data(path.length);
        text.bytes.put(0, path);
        int fd = Kernel.open(text.address, O_RDWR | Abi.O_NONBLOCK | Abi.O_CLOEXEC);
        Failure.check(fd, "open(/dev/net/tun)");
        var device = new TunDevice(fd);
        Block request = Scratch.here().data(Abi.SIZEOF_IFREQ);
        for (int i = 0; i < Abi.SIZEOF_IFREQ; i++)
            request.bytes.put(i, (byte) 0);
        request.bytes.put(0, Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), Abi.IFNAMSIZ - 1));
        request.bytes.putShort(Abi.IFNAMSIZ, (short) (IFF_TUN | IFF_NO_PI));
        int r = Kernel.ioctl(fd, TUNSETIFF, request.address);
        if (r < 0) device.close();
        Failure.check(r, "ioctl(fd, TUNSETIFF, " + name + ")");
        return device;
    }

    /// A packet that the kernel has sent; empty if there is none.
    public byte[] read() throws OsError {
        int n = Kernel.read(hold(), block.address, LONGEST);
        release();
        if (n == -Errno.EAGAIN) return new byte[0];
        Failure.check(n, "read(tun)");
        byte[] packet = new byte[n];
        block.bytes.get(0, packet);
        return packet;
    }

    /// Has a packet come in. What the kernel does not take is lost.
    public void write(byte[] packet) {
        block.bytes.put(0, packet);
        Kernel.write(hold(), block.address, packet.length);
        release();
    }
}
