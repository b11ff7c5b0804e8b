package net.strata.target;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// Reads an [Expression].
final class ExpressionParser {
    /// Only such an IPv4 address begins a range: `1-2` may be a name.
    private static final Pattern QUAD = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.:]*");
    /// What inet_aton(3) may take: decimal, octal, hexadecimal.
    private static final Pattern ATON = Pattern.compile("[0-9a-fA-FxX.]+");
    private static final Pattern LETTER = Pattern.compile("[a-zA-Z]");
    /// RFC 1123 section 2.1, with the underscores that are in use.
    private static final Pattern LABEL = Pattern.compile("[0-9a-zA-Z_-]{1,63}");
    /// RFC 1035 section 3.1, as text and without the last dot.
    private static final int LONGEST_NAME = 253;

    private final String typed;
    private final ToIntFunction<String> interfaces;

    ExpressionParser(String typed, ToIntFunction<String> interfaces) {
        this.typed = typed;
        this.interfaces = interfaces;
    }

    Expression expression() throws TargetException {
        int slash = typed.indexOf('/');
        if (slash >= 0) return prefix(typed.substring(0, slash), typed.substring(slash + 1));
        Expression range = range("..");
        if (range == null) range = range("-");
        if (range != null) return range;
        SockAddr.Ip literal = literal(typed);
        return literal == null ? name() : new Expression.Literal(typed, literal);
    }

    /// From one address to another.
    Expression.Span span(String from, String to) throws TargetException {
        SockAddr.Ip first = address(from);
        SockAddr.Ip last = address(to);
        if (first.family() != last.family()) throw bad("a range has two addresses of one family, IPv4 or IPv6");
        if (first instanceof SockAddr.In6 a && last instanceof SockAddr.In6 b && a.scope() == 0)
            first = new SockAddr.In6(a.high(), a.low(), 0, 0, b.scope());
        return new Expression.Span(typed, first, Prefix.count(first, last));
    }

    /// Null if this is none.
    private Expression.@Nullable Span range(String between) throws TargetException {
        int scope = typed.indexOf('%');
        int at = typed.indexOf(between);
        if (at < 0 || scope >= 0 && scope < at) return null;
        String first = typed.substring(0, at);
        String last = typed.substring(at + between.length());
        boolean six = first.indexOf(':') >= 0;
        if (!six && !(QUAD.matcher(first).matches() && NUMBERS.matcher(last).matches())) return null;
        Expression.Span span = span(first, whole(first, last));
        if (span.count() == 0) throw bad("the range ends before it begins");
        return span;
    }

    /// The last address of a range, of which only the end may have been typed.
    private String whole(String first, String last) throws TargetException {
        if (last.indexOf(':') >= 0 || QUAD.matcher(last).matches()) return last;
        if (last.isEmpty() || last.indexOf('.') >= 0)
            throw bad("a range is FIRST-LAST, where LAST is an address or only its last number");
        return first.substring(0, Math.max(first.lastIndexOf('.'), first.lastIndexOf(':')) + 1) + last;
    }

    private Expression.Span prefix(String address, String digits) throws TargetException {
        SockAddr.Ip base = address(address);
        int most = Prefix.width(base);
        int length = digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : most + 1;
        if (length > most) throw bad("behind the / stands the length of the prefix, from 0 to " + most);
        var prefix = new Prefix(base, length);
        boolean hosts = base instanceof SockAddr.In && length < 31;
        return hosts
                ? new Expression.Span(typed, Prefix.plus(prefix.first(), 1), prefix.count() - 2)
                : new Expression.Span(typed, prefix.first(), prefix.count());
    }

    private SockAddr.Ip address(String text) throws TargetException {
        SockAddr.Ip address = literal(text);
        if (address == null) throw bad("'" + TargetException.shown(text) + "' is not an address");
        return address;
    }

    /// Null if it is a name.
    private SockAddr.@Nullable Ip literal(String text) throws TargetException {
        if (text.indexOf(':') >= 0) return six(text);
        if (!ATON.matcher(text).matches()) return null;
        try {
            return SockAddr.of(Inet4Address.ofPosixLiteral(text), 0);
        } catch (IllegalArgumentException e) {
            if (LETTER.matcher(text).find()) return null;
            throw bad("an IPv4 address has four numbers up to 255");
        }
    }

    private SockAddr.Ip six(String text) throws TargetException {
        int percent = text.indexOf('%');
        SockAddr.Ip address;
        try {
            address = SockAddr.of(InetAddress.ofLiteral(percent < 0 ? text : text.substring(0, percent)), 0);
        } catch (IllegalArgumentException e) {
            throw bad("not an IPv6 address");
        }
        if (percent < 0) return address;
        if (!Links.needsScope(address) || !(address instanceof SockAddr.In6 six))
            throw bad("only a link-local address has an interface behind %");
        return new SockAddr.In6(six.high(), six.low(), 0, 0, index(text.substring(percent + 1)));
    }

    private int index(String scope) throws TargetException {
        if (scope.matches("0*[1-9][0-9]{0,8}")) return Integer.parseInt(scope);
        int index = scope.isEmpty() ? 0 : interfaces.applyAsInt(scope);
        if (index == 0) throw bad("there is no interface '" + TargetException.shown(scope) + "'");
        return index;
    }

    private Expression.Name name() throws TargetException {
        String ascii = typed.chars().allMatch(c -> c < 128) ? typed : ascii();
        String labels = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        if (labels.length() > LONGEST_NAME) throw bad("a host name has at most " + LONGEST_NAME + " characters");
        for (String label : labels.split("\\.", -1))
            if (!LABEL.matcher(label).matches())
                throw bad("neither an address nor a host name, which has letters, digits and - between dots");
        return new Expression.Name(typed, ascii);
    }

    /// Names in other scripts (RFC 3490 section 4.1).
    private String ascii() throws TargetException {
        try {
            return IDN.toASCII(typed, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw bad("not a host name");
        }
    }

    private TargetException bad(String why) {
        return new TargetException(typed, why);
    }
}
