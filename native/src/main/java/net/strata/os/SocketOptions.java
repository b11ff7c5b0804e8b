package net.strata.os;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import net.strata.filter.BpfProgram;

/// The options of a [Socket].
abstract class SocketOptions extends Descriptor {
    SocketOptions(int fd) {
        super(fd);
    }

    /// Sets an option that takes a number, or 1 for on and 0 for off (setsockopt(2)).
    public void setsockopt(Option option, int value) throws OsError {
        int stored = switch (option.kind) {
            case INT, BOOL -> value;
            case NETWORK -> Integer.reverseBytes(value);
            default -> throw new IllegalArgumentException(option + " takes no number alone");
        };
        set(option, OptionText.integer(stored), Integer.toString(value));
    }

    /// Sets an option that takes a time, such as SO_RCVTIMEO; zero is for ever.
    public void setsockopt(Option option, Duration time) throws OsError {
        if (option.kind != Option.Kind.TIME) throw new IllegalArgumentException(option + " takes no time");
        set(option, OptionText.time(time), time.toString());
    }

    /// Sets an option to what a user typed, such as `on`, `5`, `2.5` (seconds), `eth0`, `239.1.1.1%eth0`.
    ///
    /// @throws IllegalArgumentException if the option does not take that
    public void setsockopt(Option option, String value) throws OsError {
        set(option, OptionText.bytes(option, value, this::index), value);
    }

    /// An interface's index in the socket's own network namespace, which need not be the thread's; 0 if there is none.
    private int index(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= Abi.IFNAMSIZ) return 0;
        int fd = hold();
        try {
            Block ifreq = Scratch.here().data(Abi.SIZEOF_IFREQ);
            ifreq.bytes.put(0, bytes).put(bytes.length, (byte) 0);
            return Kernel.ioctl(fd, Abi.SIOCGIFINDEX, ifreq.address) < 0 ? 0 : ifreq.bytes.getInt(Abi.IFR_IFINDEX);
        } finally {
            release();
        }
    }

    /// Sets an option to the bytes of a structure.
    public void setsockopt(Option option, byte[] value) throws OsError {
        set(option, value, value.length + " bytes");
    }

    /// Sets SO_ATTACH_FILTER: only packets that pass the program are received (packet(7), socket(7)). It sees what the socket
    /// receives: of a raw IPv4 socket the packet from its IP header on. What came before is there still. SO_DETACH_FILTER removes
    /// it.
    public void setsockopt(Option option, BpfProgram program) throws OsError {
        if (option != Option.SO_ATTACH_FILTER) throw new IllegalArgumentException(option + " takes no program");
        ByteBuffer bytes = ByteBuffer.allocateDirect(program.length() * BpfProgram.INSTRUCTION)
                .order(ByteOrder.nativeOrder());
        program.write(bytes);
        byte[] fprog = ByteBuffer.allocate(Abi.SIZEOF_SOCK_FPROG).order(ByteOrder.nativeOrder())
                .putShort(0, (short) program.length()).putLong(Abi.SOCK_FPROG_FILTER, Block.address(bytes)).array();
        try {
            set(option, fprog, "program of " + program.length());
        } finally {
            Reference.reachabilityFence(bytes);
        }
    }

    /// Has an interface pass up packets for all multicast groups, as long as this packet socket is open
    /// (PACKET_ADD_MEMBERSHIP, packet(7)). Nobody is told that a group was joined.
    public void receiveAllMulticast(int ifindex) throws OsError {
        byte[] request = ByteBuffer.allocate(Abi.SIZEOF_PACKET_MREQ).order(ByteOrder.nativeOrder()).putInt(0, ifindex)
                .putShort(Abi.MR_TYPE, (short) Abi.PACKET_MR_ALLMULTI).array();
        set(Option.PACKET_ADD_MEMBERSHIP, request, "all multicast of interface " + ifindex);
    }

    /// Gets the right to send with a flow label (RFC 6437, IPV6_FLOWLABEL_MGR), which the socket has as long as it is open,
    /// and has the socket send the labels of addresses (IPV6_FLOWINFO_SEND).
    ///
    /// @param label 20 bits; 0 for one that the kernel chooses
    /// @return the address with the label, to send to
    /// @throws OsError EPERM: another holds that label for itself alone
    public SockAddr.In6 leaseFlowLabel(SockAddr.In6 to, int label) throws OsError {
        if (label >>> 20 != 0) throw new IllegalArgumentException("a flow label has 20 bits: " + label);
        int fd = hold();
        try {
            Block request = Scratch.here().data(Abi.SIZEOF_IN6_FLOWLABEL_REQ);
            request.bytes.put(0, new byte[Abi.SIZEOF_IN6_FLOWLABEL_REQ]).put(0, to.bytes())
                    .putInt(Abi.FLR_LABEL, Integer.reverseBytes(label))
                    .put(Abi.FLR_ACTION, (byte) Abi.IPV6_FL_A_GET).put(Abi.FLR_SHARE, (byte) Abi.IPV6_FL_S_ANY)
                    .putShort(Abi.FLR_FLAGS, (short) Abi.IPV6_FL_F_CREATE);
            int r = Kernel.setsockopt(fd, Option.IPV6_FLOWLABEL_MGR.level.number, Option.IPV6_FLOWLABEL_MGR.number,
                    request.address, Abi.SIZEOF_IN6_FLOWLABEL_REQ);
            // Labels of the upper half are nobody's (net.ipv6.flowlabel_state_ranges).
            if (r != -Errno.ERANGE)
                Failure.check(r, "setsockopt(fd, IPPROTO_IPV6, IPV6_FLOWLABEL_MGR, " + label + ")");
            int leased = label != 0 ? label : Integer.reverseBytes(request.bytes.getInt(Abi.FLR_LABEL));
            setsockopt(Option.IPV6_FLOWINFO_SEND, 1);
            return new SockAddr.In6(to.high(), to.low(), to.port(), leased & 0xfffff, to.scope());
        } finally {
            release();
        }
    }

    private void set(Option option, byte[] value, String text) throws OsError {
        int fd = hold();
        try {
            Block block = Scratch.here().data(value.length);
            block.bytes.put(0, value);
            Failure.check(Kernel.setsockopt(fd, option.level.number, option.number, block.address, value.length),
                    "setsockopt(fd, " + option.level + ", " + option + ", " + text + ")");
        } finally {
            release();
        }
    }

    /// An option's value, of one that has a number, or is on (1) or off (0) (getsockopt(2)).
    public int getsockopt(Option option) throws OsError {
        ByteBuffer value = getsockopt(option, 4);
        if (value.remaining() < 4) throw new IllegalArgumentException(option + " has no number");
        return option.kind == Option.Kind.NETWORK ? Integer.reverseBytes(value.getInt()) : value.getInt();
    }

    /// An option's value as text, in the form that [#setsockopt(Option,String)] takes where it has one.
    public String getsockoptText(Option option) throws OsError {
        return OptionText.text(option, getsockopt(option, 1024));
    }

    /// An option's bytes, in the order of the machine.
    ///
    /// @param longest how many bytes at most
    public ByteBuffer getsockopt(Option option, int longest) throws OsError {
        int fd = hold();
        try {
            var scratch = Scratch.here();
            Block block = scratch.data(longest);
            scratch.length(longest);
            Failure.check(
                    Kernel.getsockopt(fd, option.level.number, option.number, block.address, scratch.lengthAddress()),
                    "getsockopt(fd, " + option.level + ", " + option + ")");
            int n = Math.min(longest, scratch.length());
            return ByteBuffer.allocate(n).order(ByteOrder.nativeOrder()).put(0, block.bytes, 0, n);
        } finally {
            release();
        }
    }
}
