package net.strata.lab;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.strata.os.Call;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// Calls in few characters: `bind(3, 10.7.0.2:50007)`.
public final class Brief {
    private static final int LONGEST = 60;
    private static final int PATH = 24;

    private Brief() {}

    /// The call as it is made.
    public static String call(Call call) {
        List<String> arguments = call.arguments();
        String inside = switch (Act.of(call.name())) {
            case BIND, CONNECT -> at(arguments, 0) + ", " + address(call.address(), at(arguments, 1));
            case ACCEPT -> at(arguments, 0);
            case LISTEN, SHUTDOWN, CLOSE, DUPLICATE -> String.join(", ", arguments);
            case SET_OPTION -> at(arguments, 0) + ", " + at(arguments, 2) + ", " + at(arguments, 3);
            case GET_OPTION -> at(arguments, 0) + ", " + at(arguments, 2);
            case OWN_NAME, PEER_NAME -> at(arguments, 0);
            case SEND -> at(arguments, 0) + ", " + (arguments.size() > 1 ? at(arguments, 1) : "")
                    + (call.address() == null ? "" : ", " + address(call.address(), ""));
            case RECEIVE -> at(arguments, 0) + (arguments.size() > 2 ? ", " + at(arguments, 2) : "");
            case SOCKET -> String.join(", ", arguments).replace(" | SOCK_CLOEXEC", "").replace("|SOCK_CLOEXEC", "");
            case POLL -> IntStream.range(0, arguments.size())
                    .mapToObj(i -> Ready.before(call.name(), i, arguments.get(i))).collect(Collectors.joining(", "));
            default -> String.join(", ", arguments);
        };
        return clean(call.name() + "(" + inside + ")");
    }

    /// What it came to.
    public static String result(Call call) {
        Errno error = call.error();
        if (error != null) return error.name();
        String result = Integer.toString(call.result());
        return switch (Act.of(call.name())) {
            case RECEIVE -> call.result() == 0 || call.arguments().size() < 2
                    ? result
                    : result + " " + clean(at(call.arguments(), 1));
            case GET_OPTION -> clean(at(call.arguments(), 3));
            case OWN_NAME, PEER_NAME -> address(call.address(), result);
            case POLL -> {
                String found = Ready.after(call.name(), call.arguments());
                yield call.result() <= 0 || found.isEmpty() ? result : result + " " + clean(found);
            }
            default -> result;
        };
    }

    private static String address(@Nullable SockAddr address, String otherwise) {
        return switch (address) {
            case null -> otherwise;
            case SockAddr.Un un when un.name().startsWith("/") && un.name().length() > PATH -> clean(
                    "..." + un.name().substring(un.name().lastIndexOf('/')));
            default -> clean(address.toString());
        };
    }

    private static String at(List<String> list, int index) {
        return index < list.size() ? list.get(index) : "";
    }

    /// Text without what would move a cursor or turn the direction of writing.
    static String printable(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean hidden = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.SURROGATE || c == 0x2028 || c == 0x2029;
            if (hidden) clean.append('\ufffd');
            else
                clean.appendCodePoint(c);
        });
        return clean.toString();
    }

    /// Text of a program, which may be anything, without what would move a cursor, and not endless.
    static String clean(String text) {
        int end = text.length() > LONGEST
                ? text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())))
                : text.length();
        String shown = printable(text.substring(0, end));
        return end < text.length() ? shown + "..." : shown;
    }
}
