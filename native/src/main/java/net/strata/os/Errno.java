package net.strata.os;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a call of the operating system failed with: numbers, names and meanings of errno(3).
///
/// The numbers are those of Linux on x86-64 and 64-bit Arm (asm-generic/errno.h), the meanings those of strerror(3).
///
/// @param name such as `EPERM`
/// @param meaning in words
public record Errno(int number, String name, String meaning) {
    private static final Map<Integer, Errno> BY_NUMBER = """
            1 EPERM operation not permitted
            2 ENOENT no such file or directory
            3 ESRCH no such process
            4 EINTR interrupted system call
            5 EIO input/output error
            6 ENXIO no such device or address
            9 EBADF bad file descriptor
            11 EAGAIN resource temporarily unavailable
            12 ENOMEM cannot allocate memory
            13 EACCES permission denied
            14 EFAULT bad address
            16 EBUSY device or resource busy
            17 EEXIST file exists
            19 ENODEV no such device
            20 ENOTDIR not a directory
            21 EISDIR is a directory
            22 EINVAL invalid argument
            23 ENFILE too many open files in system
            24 EMFILE too many open files
            25 ENOTTY inappropriate ioctl for device
            27 EFBIG file too large
            28 ENOSPC no space left on device
            29 ESPIPE illegal seek
            30 EROFS read-only file system
            32 EPIPE broken pipe
            33 EDOM numerical argument out of domain
            34 ERANGE numerical result out of range
            36 ENAMETOOLONG file name too long
            38 ENOSYS function not implemented
            40 ELOOP too many levels of symbolic links
            42 ENOMSG no message of desired type
            61 ENODATA no data available
            64 ENONET machine is not on the network
            71 EPROTO protocol error
            74 EBADMSG bad message
            75 EOVERFLOW value too large for defined data type
            87 EUSERS too many users
            88 ENOTSOCK socket operation on non-socket
            89 EDESTADDRREQ destination address required
            90 EMSGSIZE message too long
            91 EPROTOTYPE protocol wrong type for socket
            92 ENOPROTOOPT protocol not available
            93 EPROTONOSUPPORT protocol not supported
            94 ESOCKTNOSUPPORT socket type not supported
            95 EOPNOTSUPP operation not supported
            96 EPFNOSUPPORT protocol family not supported
            97 EAFNOSUPPORT address family not supported by protocol
            98 EADDRINUSE address already in use
            99 EADDRNOTAVAIL cannot assign requested address
            100 ENETDOWN network is down
            101 ENETUNREACH network is unreachable
            102 ENETRESET network dropped connection on reset
            103 ECONNABORTED software caused connection abort
            104 ECONNRESET connection reset by peer
            105 ENOBUFS no buffer space available
            106 EISCONN transport endpoint is already connected
            107 ENOTCONN transport endpoint is not connected
            108 ESHUTDOWN cannot send after transport endpoint shutdown
            110 ETIMEDOUT connection timed out
            111 ECONNREFUSED connection refused
            112 EHOSTDOWN host is down
            113 EHOSTUNREACH no route to host
            114 EALREADY operation already in progress
            115 EINPROGRESS operation now in progress
            116 ESTALE stale file handle
            121 EREMOTEIO remote I/O error
            122 EDQUOT disk quota exceeded
            125 ECANCELED operation canceled""".lines().map(line -> line.split(" ", 3))
            .map(parts -> new Errno(Integer.parseInt(parts[0]), parts[1], parts[2]))
            .collect(Collectors.toUnmodifiableMap(Errno::number, e -> e));

    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int ENXIO = 6;
    public static final int EBADF = 9;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int ENODEV = 19;
    public static final int ENOTDIR = 20;
    public static final int EINVAL = 22;
    public static final int ENFILE = 23;
    public static final int EMFILE = 24;
    public static final int EPIPE = 32;
    public static final int ENOSPC = 28;
    public static final int ERANGE = 34;
    public static final int ENOMSG = 42;
    public static final int ENONET = 64;
    public static final int EPROTO = 71;
    public static final int EDESTADDRREQ = 89;
    public static final int EMSGSIZE = 90;
    public static final int EPROTOTYPE = 91;
    public static final int ENOPROTOOPT = 92;
    public static final int EPROTONOSUPPORT = 93;
    public static final int EOPNOTSUPP = 95;
    public static final int EAFNOSUPPORT = 97;
    public static final int EADDRINUSE = 98;
    public static final int EADDRNOTAVAIL = 99;
    public static final int ENETDOWN = 100;
    public static final int ENETUNREACH = 101;
    public static final int ECONNABORTED = 103;
    public static final int ECONNRESET = 104;
    public static final int ENOBUFS = 105;
    public static final int EISCONN = 106;
    public static final int ENOTCONN = 107;
    public static final int ETIMEDOUT = 110;
    public static final int ECONNREFUSED = 111;
    public static final int EHOSTDOWN = 112;
    public static final int EHOSTUNREACH = 113;
    public static final int EINPROGRESS = 115;

    /// The one with a number; one without a meaning if it is none of a socket's.
    public static Errno of(int number) {
        @Nullable
        Errno known = BY_NUMBER.get(number);
        return known == null ? new Errno(number, "errno " + number, "unknown error") : known;
    }

    /// The one with a name, null if it is none of a socket's.
    public static @Nullable Errno named(String name) {
        for (Errno each : BY_NUMBER.values())
            if (each.name.equals(name)) return each;
        return null;
    }

    @Override
    public String toString() {
        return name + " (" + meaning + ")";
    }
}
