package net.strata.sim;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.strata.os.SockAddr;
import net.strata.sim.Words.Setting;
import net.strata.wire.Nearest;
import org.jspecify.annotations.Nullable;

/// Reads how a node behaves: the options behind its addresses.
final class MannersParser {
    private static final List<String> KEYS = List.of("silent", "answers", "quote", "ttl", "slow", "interfaces",
            "from", "open");
    private static final List<String> ROUTER_KEYS = Stream.concat(KEYS.stream(), Stream.of("dscp")).toList();
    private static final int TTL = 64;
    private static final int PORTS = 1024;

    private final boolean host;
    private boolean silent;
    private Node.Limit answers = Node.Limit.NONE;
    private int quote = Integer.MAX_VALUE;
    private int ttl = TTL;
    private Span slow = Span.NONE;
    private boolean interfaces;
    private int dscp = -1;
    private SockAddr.@Nullable Ip from;
    private final Set<Integer> tcp = new HashSet<>();
    private final Set<Integer> udp = new HashSet<>();

    MannersParser(boolean host) {
        this.host = host;
    }

    Node.Manners parse(Words words) throws TopologyException {
        for (Setting each : words.settings()) {
            if (each.there() != each.back()) throw words.wrong("only what is said of links has directions");
            set(words, each, each.value());
        }
        return new Node.Manners(silent, answers, quote, ttl, slow, interfaces, dscp, from, Set.copyOf(tcp),
                Set.copyOf(udp), Node.Balance.FLOW, 0);
    }

    private void set(Words words, Setting setting, String value) throws TopologyException {
        switch (setting.key()) {
            case "silent" -> silent = words.flag(setting);
            case "answers" -> answers = limit(words, value);
            case "quote" -> quote = words.number(value, 28, 65535, "bytes of a packet that are quoted");
            case "ttl" -> ttl = words.number(value, 1, 255, "a time to live");
            case "slow" -> slow = words.span(value);
            case "interfaces" -> interfaces = words.flag(setting);
            case "dscp" -> dscp = host ? unknown(words, setting) : words.number(value, 0, 63, "a DSCP");
            case "from" -> from = words.address(value);
            case "open" -> open(words, value);
            default -> unknown(words, setting);
        }
    }

    private int unknown(Words words, Setting setting) throws TopologyException {
        throw words.wrong((host ? "a host" : "a router") + " has no " + Words.shown(setting.key())
                + Nearest.hint(setting.key(), host ? KEYS : ROUTER_KEYS));
    }

    /// `10/s`, `10/s:20` with a burst, or a share.
    private static Node.Limit limit(Words words, String value) throws TopologyException {
        if (value.endsWith("%")) return new Node.Limit(words.share(value), 0, 0);
        int slash = value.indexOf("/s");
        String rest = slash < 0 ? "" : value.substring(slash + 2);
        if (slash < 0 || !rest.isEmpty() && rest.charAt(0) != ':')
            throw words.wrong("answers are like 10/s, 10/s:5 with a burst, or 50%, not " + Words.shown(value));
        double rate = words.decimal(value.substring(0, slash), 1e9, "answers a second");
        return new Node.Limit(1, Math.max(rate, 1e-9),
                rest.isEmpty() ? 1 : words.number(rest.substring(1), 1, 1_000_000, "a burst"));
    }

    /// `80,443,53/udp`.
    private void open(Words words, String value) throws TopologyException {
        for (String each : value.split(",", -1)) {
            int slash = each.indexOf('/');
            String protocol = slash < 0 ? "tcp" : each.substring(slash + 1);
            if (!protocol.equals("tcp") && !protocol.equals("udp"))
                throw words.wrong("an open port is of tcp or udp, not " + Words.shown(protocol));
            (protocol.equals("tcp") ? tcp : udp)
                    .add(words.number(slash < 0 ? each : each.substring(0, slash), 1, 65535, "a port"));
            if (tcp.size() + udp.size() > PORTS) throw words.wrong("a node has " + PORTS + " open ports at most");
        }
    }
}
