package net.strata.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.strata.echo.Setting;
import net.strata.os.Abi;

/// Options of sockets by their names: what the command line says of them, checked when it is read.
final class SocketLetters {
    static final Option SOCKOPT = Option.value("--sockopt", "[LEVEL.]NAME=VALUE",
            "any option under its name in C: tcp.nodelay=on, SOL_SOCKET.SO_SNDBUF=4096");
    /// Prints what each socket says of itself.
    static final Option SHOW = Option.flag("--show-socket",
            "getsockname, getpeername and the options in force, of each connection");

    /// What an option sets.
    ///
    /// @param least and `most`: the numbers it takes; none of them for an option that is on when it is there
    /// @param six what it is on a socket of IPv6, where that differs
    private record Letter(Option option, net.strata.os.Option four, net.strata.os.Option six, long least, long most) {
        static Letter flag(String name, net.strata.os.Option sets, String meaning) {
            return new Letter(Option.flag(name, meaning), sets, sets, 0, 0);
        }

        static Letter number(String name, String parameter, net.strata.os.Option sets, long least, long most,
                String meaning) {
            return new Letter(Option.value(name, parameter, meaning), sets, sets, least, most);
        }

        Letter orSix(net.strata.os.Option other) {
            return new Letter(option, four, other, least, most);
        }
    }

    private static final int MOST = Integer.MAX_VALUE;
    private static final List<Letter> LETTERS = List.of(
            Letter.flag("--reuseaddr", net.strata.os.Option.SO_REUSEADDR,
                    "bind to a port on which connections of before wait for their end"),
            Letter.flag("--reuseport", net.strata.os.Option.SO_REUSEPORT,
                    "bind to a port that others have who say so, too"),
            Letter.flag("--nodelay", net.strata.os.Option.TCP_NODELAY,
                    "send small segments at once, without Nagle's algorithm (TCP)"),
            Letter.flag("--cork", net.strata.os.Option.TCP_CORK, "send full segments only, for 200 ms at most (TCP)"),
            Letter.flag("--keepalive", net.strata.os.Option.SO_KEEPALIVE,
                    "ask the other side now and then whether it is there"),
            Letter.number("--keepidle", "S", net.strata.os.Option.TCP_KEEPIDLE, 1, 32_767,
                    "after how many silent seconds it is asked first; has --keepalive in it"),
            Letter.number("--keepintvl", "S", net.strata.os.Option.TCP_KEEPINTVL, 1, 32_767,
                    "how many seconds between two questions; has --keepalive in it"),
            Letter.number("--keepcnt", "N", net.strata.os.Option.TCP_KEEPCNT, 1, 127,
                    "after how many unanswered ones it is given up; has --keepalive in it"),
            Letter.number("--sndbuf", "BYTES", net.strata.os.Option.SO_SNDBUF, 1, MOST,
                    "the send buffer; the kernel doubles it"),
            Letter.number("--rcvbuf", "BYTES", net.strata.os.Option.SO_RCVBUF, 1, MOST,
                    "the receive buffer; the kernel doubles it"),
            Letter.number("--linger", "S", net.strata.os.Option.SO_LINGER, 0, 65_535,
                    "how long close waits for what was sent; 0 resets the connection"),
            Letter.flag("--broadcast", net.strata.os.Option.SO_BROADCAST, "allow to send to all hosts of a network"),
            Letter.number("--tos", "N", net.strata.os.Option.IP_TOS, 0, 255, "DSCP and ECN of packets")
                    .orSix(net.strata.os.Option.IPV6_TCLASS),
            Letter.number("--ttl", "N", net.strata.os.Option.IP_TTL, 1, 255, "hops that packets live")
                    .orSix(net.strata.os.Option.IPV6_UNICAST_HOPS),
            Letter.number("--maxseg", "BYTES", net.strata.os.Option.TCP_MAXSEG, 88, 32_767,
                    "data of a segment at most (TCP)"));

    static final List<Option> OPTIONS = options();

    private final Map<Letter, String> given;
    private final List<Setting> typed;

    private SocketLetters(Map<Letter, String> given, List<Setting> typed) {
        this.given = given;
        this.typed = typed;
    }

    private static List<Option> options() {
        var all = new ArrayList<>(LETTERS.stream().map(Letter::option).toList());
        all.addAll(List.of(SOCKOPT, SHOW));
        return List.copyOf(all);
    }

    static SocketLetters of(Arguments arguments) throws UsageException {
        var given = new LinkedHashMap<Letter, String>();
        for (Letter each : LETTERS)
            if (arguments.has(each.option))
                given.put(each, each.option.parameter() == null
                        ? "on"
                        : Long.toString(arguments.number(each.option, each.least, each.most, 0)));
        return new SocketLetters(given, typed(arguments));
    }

    /// What `--sockopt` sets.
    static List<Setting> typed(Arguments arguments) throws UsageException {
        var typed = new ArrayList<Setting>();
        for (String text : arguments.values(SOCKOPT))
            typed.add(setting(SOCKOPT, text));
        return List.copyOf(typed);
    }

    /// A value of `option`: the name of an option of sockets, and what it is to be.
    static Setting setting(Option option, String text) throws UsageException {
        try {
            return Setting.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option.name() + ": " + e.getMessage());
        }
    }

    /// All options that the command line sets, on sockets of whatever family.
    Set<net.strata.os.Option> asked() {
        var all = new LinkedHashSet<net.strata.os.Option>();
        given.keySet().forEach(each -> all.addAll(List.of(each.four, each.six)));
        typed.forEach(each -> all.add(each.option()));
        return all;
    }

    /// What is to be set on a socket of a family and type, before it is bound or connected.
    ///
    /// @throws UsageException if an option is none of such sockets
    List<Setting> settings(int family, int type) throws UsageException {
        var settings = new ArrayList<Setting>();
        for (var each : given.entrySet()) {
            Letter letter = each.getKey();
            var option = family == Abi.AF_INET6 ? letter.six : letter.four;
            check(letter.option.name(), option, family, type);
            if (option.name().startsWith("TCP_KEEP")) add(settings, net.strata.os.Option.SO_KEEPALIVE, "on");
            add(settings, option, each.getValue());
        }
        for (Setting each : typed) {
            check("--sockopt " + each, each.option(), family, type);
            settings.add(each);
        }
        return settings;
    }

    private static void add(List<Setting> settings, net.strata.os.Option option, String value) {
        var setting = new Setting(option, value);
        if (!settings.contains(setting)) settings.add(setting);
    }

    private static void check(String typed, net.strata.os.Option option, int family, int type) throws UsageException {
        String wants = switch (option.level()) {
            case "IPPROTO_TCP" -> family == Abi.AF_UNIX || type != Abi.SOCK_STREAM ? "TCP" : "";
            case "IPPROTO_UDP" -> family == Abi.AF_UNIX || type != Abi.SOCK_DGRAM ? "UDP" : "";
            case "IPPROTO_IP" -> family == Abi.AF_UNIX ? "IP" : "";
            case "IPPROTO_IPV6" -> family == Abi.AF_INET6 ? "" : "IPv6";
            default -> "";
        };
        if (!wants.isEmpty())
            throw new UsageException(typed + " is an option of " + wants + ", and this socket is of "
                    + name(family, type));
    }

    private static String name(int family, int type) {
        boolean stream = type == Abi.SOCK_STREAM;
        if (family == Abi.AF_UNIX) return stream ? "unix streams" : "unix datagrams";
        return (stream ? "TCP" : type == Abi.SOCK_DGRAM ? "UDP" : "raw packets") + " over "
                + (family == Abi.AF_INET6 ? "IPv6" : "IPv4");
    }
}
