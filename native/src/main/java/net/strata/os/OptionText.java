package net.strata.os;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.ToIntFunction;
import net.strata.wire.Text;

/// Values of options as users write them, and as the kernel has them.
final class OptionText {
    private static final long MICROS = 1_000_000;

    private OptionText() {}

    /// @param interfaces tells the index of a name, 0 if there is none
    /// @throws IllegalArgumentException if the option does not take it
    static byte[] bytes(Option option, String text, ToIntFunction<String> interfaces) {
        try {
            return switch (option.kind) {
                case INT -> integer(number(text));
                case NETWORK -> integer(Integer.reverseBytes(number(text)));
                case BOOL -> integer(switch (text.toLowerCase(Locale.ROOT)) {
                    case "on", "1", "true", "yes" -> 1;
                    case "off", "0", "false", "no" -> 0;
                    default -> throw new IllegalArgumentException("on or off");
                });
                case TIME -> time(duration(text));
                case LINGER -> linger(text.equals("off") ? -1 : Integer.parseUnsignedInt(text));
                case NAME -> (text + '\0').getBytes(StandardCharsets.UTF_8);
                case BYTES -> HexFormat.of().parseHex(text);
                case MEMBER, MEMBER6 -> member(option, text, interfaces);
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + " takes " + takes(option) + ", not " + text, e);
        }
    }

    private static String takes(Option option) {
        return switch (option.kind) {
            case INT, NETWORK -> "a number";
            case BOOL -> "on or off";
            case TIME -> "a time such as 2.5 or 500ms";
            case LINGER -> "off or a number of seconds";
            case NAME -> "a name";
            case BYTES -> "bytes in hexadecimal";
            case MEMBER -> "a group such as 239.1.1.1 or 239.1.1.1%eth0";
            case MEMBER6 -> "a group such as ff02::1 or ff02::1%eth0";
        };
    }

    static String text(Option option, ByteBuffer value) {
        int n = value.remaining();
        return switch (option.kind) {
            case INT -> n < 4 ? hex(value) : Integer.toString(value.getInt());
            case NETWORK -> n < 4 ? hex(value) : Integer.toString(Integer.reverseBytes(value.getInt()));
            case BOOL -> n < 4 ? hex(value) : value.getInt() == 0 ? "off" : "on";
            case TIME -> n < Abi.SIZEOF_TIMEVAL
                    ? hex(value)
                    : seconds(value.getLong(0), value.getLong(Abi.TIMEVAL_USEC));
            case LINGER -> n < Abi.SIZEOF_LINGER
                    ? hex(value)
                    : value.getInt(0) == 0 ? "off" : Integer.toString(value.getInt(Abi.LINGER_SECONDS));
            case NAME -> {
                String name = StandardCharsets.UTF_8.decode(value).toString();
                int end = name.indexOf('\0');
                yield end < 0 ? name : name.substring(0, end);
            }
            case MEMBER -> n == Abi.SIZEOF_IP_MREQN ? member(value, Integer.BYTES, Abi.IP_MREQN_IFINDEX) : hex(value);
            case MEMBER6 -> n == Abi.SIZEOF_IPV6_MREQ ? member(value, 16, Abi.IPV6_MREQ_IFINDEX) : hex(value);
            case BYTES -> hex(value);
        };
    }

    private static String hex(ByteBuffer value) {
        var bytes = new byte[value.remaining()];
        value.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String seconds(long seconds, long micros) {
        return micros == 0 ? Long.toString(seconds) : String.format(Locale.ROOT, "%d.%06d", seconds, micros);
    }

    private static ByteBuffer room(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    static byte[] integer(int value) {
        return room(4).putInt(value).array();
    }

    /// Of 32 bits, with a sign or without: `-1`, `0xffffffff`.
    private static int number(String text) {
        long number = Long.decode(text);
        if (number < Integer.MIN_VALUE || number > 0xffff_ffffL) throw new IllegalArgumentException("out of range");
        return (int) number;
    }

    static byte[] time(Duration time) {
        // Less than a microsecond must not become for ever.
        long micros = Math.max(time.toNanos() / 1000, time.isPositive() ? 1 : 0);
        return room(Abi.SIZEOF_TIMEVAL).putLong(micros / MICROS).putLong(micros % MICROS).array();
    }

    private static Duration duration(String text) {
        boolean millis = text.endsWith("ms");
        String digits = text.substring(0, text.length() - (millis ? 2 : 0));
        // Java has letters behind numbers, which look like units here.
        if (digits.isEmpty() || Character.isLetter(digits.charAt(digits.length() - 1)))
            throw new IllegalArgumentException("no number");
        double number = Double.parseDouble(digits);
        double seconds = millis ? number / 1000 : number;
        if (!(seconds >= 0 && seconds < Integer.MAX_VALUE)) throw new IllegalArgumentException("out of range");
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    private static byte[] linger(int seconds) {
        return room(Abi.SIZEOF_LINGER).putInt(seconds < 0 ? 0 : 1).putInt(Math.max(seconds, 0)).array();
    }

    /// `struct ip_mreqn` and `struct ipv6_mreq`.
    private static byte[] member(Option option, String text, ToIntFunction<String> interfaces) {
        int percent = text.indexOf('%');
        SockAddr.Ip group = SockAddr.ip(percent < 0 ? text : text.substring(0, percent), 0);
        boolean six = option.kind == Option.Kind.MEMBER6;
        if (group instanceof SockAddr.In6 != six) throw new IllegalArgumentException("of the other family");
        int index = percent < 0 ? 0 : index(text.substring(percent + 1), interfaces);
        return room(six ? Abi.SIZEOF_IPV6_MREQ : Abi.SIZEOF_IP_MREQN).put(group.bytes())
                .putInt(six ? Abi.IPV6_MREQ_IFINDEX : Abi.IP_MREQN_IFINDEX, index).array();
    }

    /// @param length of the group's address
    /// @param index where the interface's index is
    private static String member(ByteBuffer value, int length, int index) {
        var group = new byte[length];
        value.get(0, group);
        int number = value.getInt(index);
        String text = length == Integer.BYTES
                ? new Text(16).ipv4(group, 0).toString()
                : new Text(40).ipv6(group, 0).toString();
        return number == 0 ? text : text + '%' + number;
    }

    private static int index(String name, ToIntFunction<String> interfaces) {
        int found = interfaces.applyAsInt(name);
        return found == 0 ? Integer.parseInt(name) : found;
    }
}
