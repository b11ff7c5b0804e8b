package net.strata.probe;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.SOCK_RAW;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.strata.filter.BpfProgram;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Socket;

/// What sockets of several ways to ask are set to.
public final class Sockets {
    /// What is received at once while the program does something else: some thousands of packets.
    private static final int BUFFER = 4 << 20;
    private static final int TYPES = 256;
    private static final int LENGTH_OF_HEADER = 0xb1;
    private static final int BYTE = 0x30;
    private static final int HALF = 0x28;
    /// Counts places from x, in which the length of the IP header is.
    private static final int INDIRECT = 0x60;
    private static final int EQUAL = 0x15;
    private static final int AT_LEAST = 0x35;
    private static final int ABOVE = 0x25;
    private static final int RETURN = 0x06;

    private Sockets() {}

    /// Opens a raw socket with much room for what comes.
    public static Socket raw(int family, int protocol) throws OsError {
        return roomy(Socket.socket(family, SOCK_RAW, protocol));
    }

    /// Gives a socket much room for what comes.
    public static Socket roomy(Socket socket) throws OsError {
        try {
            socket.setsockopt(Option.SO_RCVBUFFORCE, BUFFER);
        } catch (OsError e) {
            socket.setsockopt(Option.SO_RCVBUF, BUFFER); // as much of it as users may have
        }
        return socket;
    }

    /// Has the kernel keep the ICMP errors that come for what a socket sent, and find their extensions (RFC 4884).
    ///
    /// @return whether it does: Linux knows extensions from 5.9 on
    public static boolean errors(Socket socket) throws OsError {
        boolean four = socket.family() == AF_INET;
        socket.setsockopt(four ? Option.IP_RECVERR : Option.IPV6_RECVERR, 1);
        try {
            socket.setsockopt(four ? Option.IP_RECVERR_RFC4884 : Option.IPV6_RECVERR_RFC4884, 1);
            return true;
        } catch (OsError e) {
            if (e.errno() != Errno.ENOPROTOOPT) throw e;
            return false;
        }
    }

    /// Has the kernel tell what the header said of what comes: time to live and type of service.
    public static void headers(Socket socket) throws OsError {
        boolean four = socket.family() == AF_INET;
        socket.setsockopt(four ? Option.IP_RECVTTL : Option.IPV6_RECVHOPLIMIT, 1);
        socket.setsockopt(four ? Option.IP_RECVTOS : Option.IPV6_RECVTCLASS, 1);
    }

    /// Keeps back answers to other programs: ICMP messages of a type that have another identifier.
    ///
    /// @param header whether the socket's packets begin with an IPv4 header
    public static BpfProgram answers(boolean header, int type, int ident) {
        var program = new Program(header);
        program.load(BYTE, 0).add(EQUAL, 0, 2, type).load(HALF, 4).add(EQUAL, 0, 1, ident);
        return program.end();
    }

    /// Lets through only what is for some ports, of TCP or UDP.
    public static BpfProgram ports(boolean header, int first, int last) {
        return new Program(header).load(HALF, 2).add(AT_LEAST, 0, 2, first).add(ABOVE, 1, 0, last).end();
    }

    /// Lets nothing through.
    public static BpfProgram nothing() {
        ByteBuffer b = ByteBuffer.allocate(BpfProgram.INSTRUCTION).order(ByteOrder.nativeOrder());
        return new BpfProgram(b.putShort((short) RETURN).putShort((short) 0).putInt(0).flip());
    }

    /// A program of classic BPF (bpf(4); linux/filter.h).
    private static final class Program {
        private final ByteBuffer b = ByteBuffer.allocate(BpfProgram.INSTRUCTION * 8).order(ByteOrder.nativeOrder());
        private final int indirect;

        Program(boolean header) {
            indirect = header ? INDIRECT : 0;
            if (header) add(LENGTH_OF_HEADER, 0, 0, 0);
        }

        Program load(int size, int at) {
            return add(size ^ indirect, 0, 0, at);
        }

        Program add(int code, int jt, int jf, int k) {
            b.putShort((short) code).put((byte) jt).put((byte) jf).putInt(k);
            return this;
        }

        /// Ends with what comes through, and behind it what does not.
        BpfProgram end() {
            return new BpfProgram(add(RETURN, 0, 0, -1).add(RETURN, 0, 0, 0).b.flip());
        }
    }

    /// A filter of RFC 3542 section 3.2, as Linux has it: a bit for each type that is kept back.
    public static byte[] passing(int... types) {
        ByteBuffer words = ByteBuffer.allocate(TYPES / 8).order(ByteOrder.nativeOrder());
        for (int i = 0; i < words.capacity(); i += 4)
            words.putInt(i, -1);
        for (int type : types)
            words.putInt(type / 32 * 4, words.getInt(type / 32 * 4) & ~(1 << type % 32));
        return words.array();
    }
}
