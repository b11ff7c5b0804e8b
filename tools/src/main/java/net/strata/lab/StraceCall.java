package net.strata.lab;

import static net.strata.lab.StraceText.*;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.strata.os.Call;
import net.strata.os.CallText;
import net.strata.os.Calls;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// A call that strace has told whole, said as [Calls] says it: recv, send and poll as programs call them and not as the kernel
/// does, addresses with the names of their own members, data cut where it is long.
final class StraceCall {
    private static final Pattern REVENTS = Pattern.compile("fd=(-?\\d+)[^,}]*, revents=([A-Z_|0-9x]+)");
    private static final Pattern POLLFD = Pattern.compile("\\{fd=(-?\\d+), events=([^,}]*)\\}");
    private static final Pattern TIMEVAL = Pattern.compile("\\{tv_sec=(\\d+), tv_usec=(\\d+)\\}");
    private static final Pattern LINGER = Pattern.compile("\\{l_onoff=(-?\\d+), l_linger=(-?\\d+)\\}");

    private final List<String> given;
    private final boolean failed;
    private final int result;
    private final List<String> said = new ArrayList<>();
    private String name;
    private int fd;
    private @Nullable SockAddr address;
    private byte[] data = {};

    /// @param given its arguments as strace wrote them
    /// @param result as [Call#result]
    /// @param told what strace says behind the result: `([{fd=3, revents=POLLIN}])`
    StraceCall(String name, List<String> given, int result, String told) {
        this.name = name;
        this.given = given;
        this.result = result;
        failed = result < 0;
        fd = fd(argument(0));
        say(told);
    }

    Call call(long enter, long exit, String thread) {
        return new Call(name, List.copyOf(said), fd, result, address, data, enter, exit, thread, null);
    }

    private String argument(int index) {
        return index < given.size() ? given.get(index) : "";
    }

    private void say(String told) {
        switch (name) {
            case "socket" -> {
                fd = -1;
                rest(0);
                if (said.size() == 3 && said.get(2).equals("IPPROTO_IP")) said.set(2, "0");
            }
            case "bind", "connect" -> descriptor().withAddress(1).rest(2);
            case "accept", "accept4", "getsockname", "getpeername" -> descriptor().withAddress(1).withLength(2).rest(3);
            case "sendto" -> {
                if (argument(4).equals("NULL")) name = "send";
                descriptor().withData(1, failed ? -1 : result).take(2).take(3);
                if (!name.equals("send")) withAddress(4).take(5);
            }
            case "recvfrom" -> {
                if (argument(4).equals("NULL") && argument(5).equals("NULL")) name = "recv";
                descriptor().withData(1, result).take(2).take(3);
                if (!name.equals("recv")) withAddress(4).withLength(5);
            }
            case "read" -> descriptor().withData(1, result).rest(2);
            case "write" -> descriptor().withData(1, failed ? -1 : result).rest(2);
            case "readv" -> descriptor().withPieces(1, result).rest(2);
            case "writev" -> descriptor().withPieces(1, failed ? -1 : result).rest(2);
            case "sendmsg" -> descriptor().withMessage(failed ? -1 : result).rest(2);
            case "recvmsg" -> descriptor().withMessage(result).rest(2);
            case "sendmmsg", "recvmmsg" -> {
                data(bytes(argument(1)), -1);
                String to = member(argument(1), "msg_name");
                address = to == null ? null : address(to);
                descriptor();
                put(1, CallText.data(data, data.length)).rest(2);
            }
            case "setsockopt", "getsockopt" -> descriptor().withOption();
            case "fcntl" -> {
                rest(0);
                if (said.size() == 2) said.add("0");
            }
            case "poll", "ppoll" -> {
                fd = -1;
                withEvents(told).rest(1);
            }
            case "select", "pselect6", "_newselect" -> {
                fd = -1;
                take(0).withSet(1, "in ", told).withSet(2, "out ", told).withSet(3, "except ", told).rest(4);
            }
            // It is about the socket.
            case "epoll_ctl" -> {
                fd = fd(argument(2));
                rest(0);
            }
            case "socketpair" -> {
                fd = -1;
                rest(0);
            }
            default -> rest(0);
        }
    }

    private StraceCall descriptor() {
        return take(0);
    }

    /// Says something in the place of an argument. One that strace did not come to is not said.
    private StraceCall put(int index, String text) {
        if (index < given.size()) said.add(text);
        return this;
    }

    private StraceCall take(int index) {
        return put(index, plain(argument(index)));
    }

    private void rest(int from) {
        for (int i = from; i < given.size(); i++)
            take(i);
    }

    private StraceCall withAddress(int index) {
        address = address(argument(index));
        return put(index, StraceText.address(argument(index), address));
    }

    private StraceCall withLength(int index) {
        return put(index, length(argument(index)));
    }

    /// @param moved how many bytes the kernel took or gave, -1 for all
    private StraceCall withData(int index, int moved) {
        data(bytes(argument(index)), moved);
        return put(index, CallText.data(data, moved < 0 ? data.length : moved));
    }

    private void data(byte[] all, int moved) {
        data = Arrays.copyOf(all, Math.min(Math.min(all.length, Calls.KEPT), moved < 0 ? all.length : moved));
    }

    private StraceCall withPieces(int index, int moved) {
        return put(index, pieces(argument(index), moved));
    }

    /// The pieces of a `struct iovec`.
    ///
    /// @param iov from its bracket on
    private String pieces(String iov, int moved) {
        var text = new StringJoiner(", ", "[", "]");
        var all = new ByteArrayOutputStream();
        for (String piece : iov.startsWith("[") ? elements(iov, 1, new StringBuilder()) : List.<String>of()) {
            String base = member(piece, "iov_base");
            byte[] bytes = base != null && base.startsWith("\"") ? bytes(base) : new byte[0];
            all.writeBytes(bytes);
            int length = piece.lastIndexOf("iov_len=");
            text.add("{" + CallText.data(bytes, bytes.length) + ", "
                    + (length < 0 ? bytes.length : number(piece.substring(length + 8))) + "}");
        }
        data(all.toByteArray(), moved);
        return text.toString();
    }

    private StraceCall withMessage(int moved) {
        String message = argument(1);
        String to = member(message, "msg_name");
        address = to == null ? null : address(to);
        String iov = member(message, "msg_iov");
        return put(1, "{msg_name=" + (address == null ? "NULL" : CallText.address(address)) + ", msg_iov="
                + (iov == null ? "[]" : pieces(iov, moved)) + "}");
    }

    private void withOption() {
        String level = argument(1);
        put(1, level.startsWith("SOL_") && !level.equals("SOL_SOCKET") && !level.equals("SOL_RAW")
                && !level.equals("SOL_PACKET") && !level.equals("SOL_NETLINK")
                        ? "IPPROTO_" + level.substring(4)
                        : level);
        String option = argument(2);
        if (option.startsWith("SO_") && option.endsWith("_OLD")) option = option.substring(0, option.length() - 4);
        put(2, option).put(3, value(option, argument(3)));
        if (name.equals("getsockopt")) withLength(4);
        else
            take(4);
    }

    private String value(String option, String value) {
        if (value.startsWith("0x") && failed) return "{}";
        Matcher linger = LINGER.matcher(value);
        if (linger.matches()) return linger.group(1).equals("0") ? "[off]" : "[" + linger.group(2) + "]";
        Matcher time = TIMEVAL.matcher(value);
        if (time.matches()) return seconds(number(time.group(1)), number(time.group(2)));
        if (value.startsWith("\"") && option.endsWith("TIMEO")) {
            var bytes = ByteBuffer.wrap(bytes(value)).order(ByteOrder.nativeOrder());
            if (bytes.limit() >= 16) return seconds(bytes.getLong(0), bytes.getLong(8));
        }
        return plain(value);
    }

    private static String seconds(long seconds, long micros) {
        return "[" + seconds + (micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros)) + "]";
    }

    /// The `struct pollfd`s, with what poll found.
    private StraceCall withEvents(String told) {
        String text = plain(argument(0));
        Matcher found = REVENTS.matcher(told);
        var revents = new HashMap<String, String>();
        while (found.find())
            revents.put(found.group(1), plain(found.group(2)));
        return put(0, POLLFD.matcher(text).replaceAll(each -> {
            String events = revents.get(each.group(1));
            return Matcher.quoteReplacement("{fd=" + each.group(1) + ", events=" + each.group(2)
                    + (events == null ? "" : ", revents=" + events) + "}");
        }));
    }

    /// A set of descriptors, and which of them select found: `[3 4] => [4]`.
    private StraceCall withSet(int index, String name, String told) {
        String set = plain(argument(index));
        int at = told.indexOf(name + "[");
        int end = told.indexOf(']', Math.max(at, 0));
        return put(index, at < 0 || end < 0 ? set : set + " => " + plain(told.substring(at + name.length(), end + 1)));
    }

    /// The number of an error's name, negated, or what stands there.
    ///
    /// @param text behind the `=`: `-1 EAGAIN (Resource temporarily unavailable)`, `5`, `0x2 (flags O_RDWR)`, `?`
    /// @param interrupted what it is where there is no result because the process ended, or the call is made again
    static int result(String text, int interrupted) {
        if (text.startsWith("-1 ")) {
            Errno errno = Errno.named(text.substring(3).split("[ (]", 2)[0]);
            return errno == null ? -MAX_ERRNO : -errno.number();
        }
        if (text.startsWith("?") || text.isEmpty()) return interrupted;
        return Math.toIntExact(Math.clamp(number(text), -MAX_ERRNO, Integer.MAX_VALUE));
    }

    /// The greatest that the kernel has.
    private static final int MAX_ERRNO = 4095;
}
