package net.strata.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.strata.os.SockAddr;
import net.strata.sim.Words.Setting;
import net.strata.target.Prefix;
import net.strata.wire.Nearest;
import org.jspecify.annotations.Nullable;

/// Reads descriptions of topologies, line by line. What a line names has to stand above it.
final class TopologyParser {
    /// How many there may be.
    private static final int NODES = 4096;
    private static final int LINKS = 16384;
    private static final int ADDRESSES = 64;
    private static final int RULES = 4096;
    private static final int PATH = 64;
    private static final int STACK = 8;
    private static final int MTU = 1500;
    private static final List<String> FIRST_WORDS = List.of("host", "router", "link", "net", "route", "balance",
            "filter", "lsp", "nat", "tunnel");
    private static final Set<String> RESERVED = Set.of("to", "via", "at", "for", "any");

    final Map<String, Node> nodes = new LinkedHashMap<>();
    final List<Interface> interfaces = new ArrayList<>();
    final List<List<Interface>> byNode = new ArrayList<>();
    final Map<SockAddr.Ip, Integer> owners = new HashMap<>();
    final List<List<Topology.Route>> routes = new ArrayList<>();
    final List<Topology.Net> nets = new ArrayList<>();
    final List<List<Filter>> filters = new ArrayList<>();
    final List<List<Nat.Rule>> nats = new ArrayList<>();
    final Map<Integer, Lsp> lsps = new HashMap<>();
    private int source = -1;
    private int rules;

    Topology parse(String text) throws TopologyException {
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            var words = new Words(++number, line);
            if (words.more()) line(words);
        }
        if (source < 0) throw new TopologyException("needs a host, which probes come from");
        Comparator<Prefix> longest = Comparator.comparingInt(prefix -> -prefix.length());
        for (List<Topology.Route> each : routes)
            each.sort(Comparator.comparing(Topology.Route::to, longest));
        nets.sort(Comparator.comparing(Topology.Net::prefix, longest));
        return new Topology(this, source);
    }

    private void line(Words words) throws TopologyException {
        String first = words.next("a word");
        switch (first) {
            case "host" -> node(words, true);
            case "router" -> node(words, false);
            case "link" -> link(words);
            case "net" -> net(words);
            case "route" -> route(words);
            case "balance" -> balance(words);
            case "filter" -> filter(words);
            case "lsp" -> lsp(words);
            case "nat" -> nat(words);
            case "tunnel" -> tunnel(words);
            default -> throw words.wrong("a line does not begin with " + Words.shown(first)
                    + Nearest.hint(first, FIRST_WORDS));
        }
        words.end();
    }

    private void rule(Words words) throws TopologyException {
        if (++rules > RULES) throw words.wrong("a topology has " + RULES + " rules and routes at most");
    }

    private void node(Words words, boolean host) throws TopologyException {
        String name = words.next("a name");
        if (!name.matches("[A-Za-z][A-Za-z0-9_.-]{0,62}") || RESERVED.contains(name))
            throw words.wrong("a name is letters, digits, dots and dashes, not " + Words.shown(name));
        if (nodes.containsKey(name)) throw words.wrong("there is a node " + name + " already");
        if (nodes.size() == NODES) throw words.wrong("a topology has " + NODES + " nodes at most");
        var addresses = new ArrayList<SockAddr.Ip>();
        for (SockAddr.Ip each = Words.literal(words.peek()); each != null; each = Words.literal(words.peek())) {
            words.next("an address");
            addresses.add(each);
        }
        var node = new Node(nodes.size(), name, host, List.copyOf(addresses), new MannersParser(host).parse(words));
        for (SockAddr.Ip each : addresses)
            own(words, node, each);
        nodes.put(name, node);
        byNode.add(new ArrayList<>());
        routes.add(new ArrayList<>());
        filters.add(new ArrayList<>());
        nats.add(new ArrayList<>());
        if (host && source < 0) source = node.id();
    }

    private void own(Words words, Node node, SockAddr.Ip address) throws TopologyException {
        if (owners.putIfAbsent(address, node.id()) != null)
            throw words.wrong(address.host() + " is the address of a node already");
        if (address.toInetAddress().isAnyLocalAddress() || address.toInetAddress().isMulticastAddress()
                || address.toInetAddress().isLoopbackAddress())
            throw words.wrong(address.host() + " is no address of a node");
    }

    private Node named(Words words) throws TopologyException {
        return named(words, words.next("the name of a node"));
    }

    private Node named(Words words, String name) throws TopologyException {
        Node node = nodes.get(name);
        if (node == null)
            throw words.wrong("there is no node " + Words.shown(name) + " above" + Nearest.hint(name, nodes.keySet()));
        return node;
    }

    /// An end of a link: `NAME`, `NAME:ADDRESS,ADDRESS` or `NAME/INTERFACE:ADDRESS`.
    private record End(Node node, String name, List<SockAddr.Ip> addresses) {}

    private End end(Words words) throws TopologyException {
        String word = words.next("the name of a node");
        int colon = word.indexOf(':');
        String before = colon < 0 ? word : word.substring(0, colon);
        int slash = before.indexOf('/');
        Node node = named(words, slash < 0 ? before : before.substring(0, slash));
        int number = byNode.get(node.id()).size();
        String name = slash < 0 ? "eth" + number : before.substring(slash + 1);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9/.:_-]{0,62}"))
            throw words.wrong("an interface has a name of letters and digits, not " + Words.shown(name));
        var addresses = new ArrayList<SockAddr.Ip>();
        if (colon >= 0) for (String each : word.substring(colon + 1).split(",", -1)) {
            addresses.add(words.address(each));
            if (addresses.size() > ADDRESSES) throw words.wrong("an interface has " + ADDRESSES + " addresses at most");
            own(words, node, addresses.getLast());
        }
        return new End(node, name, List.copyOf(addresses));
    }

    /// What is being said of one direction of a link.
    private static final class Way {
        Span delay = Span.NONE;
        double loss;
        int mtu = MTU;
        boolean hole;
        int cost = 1;
    }

    private void link(Words words) throws TopologyException {
        End a = end(words);
        End b = end(words);
        if (a.node.is(b.node)) throw words.wrong("a link joins two nodes, not " + a.node.name() + " with itself");
        if (interfaces.size() >= 2 * LINKS) throw words.wrong("a topology has " + LINKS + " links at most");
        var there = new Way();
        var back = new Way();
        if (!words.peek().isEmpty() && Character.isDigit(words.peek().charAt(0))) {
            there.delay = words.span(words.next("a delay"));
            back.delay = there.delay;
        }
        for (Setting each : words.settings()) {
            if (each.there()) set(words, there, each);
            if (each.back()) set(words, back, each);
        }
        join(a, there, null);
        join(b, back, null);
    }

    /// `tunnel A B gre`: a link whose packets go inside others.
    private void tunnel(Words words) throws TopologyException {
        End a = end(words);
        End b = end(words);
        if (a.node.is(b.node)) throw words.wrong("a tunnel joins two nodes, not " + a.node.name() + " with itself");
        if (interfaces.size() >= 2 * LINKS) throw words.wrong("a topology has " + LINKS + " links at most");
        Interface.Tunnel kind = choice(words, Interface.Tunnel.values(), "a tunnel");
        var way = new Way();
        boolean six = a.node.addresses().stream().noneMatch(each -> each instanceof SockAddr.In);
        way.mtu = MTU - (six ? Ip.HEADER6 : Ip.HEADER) - kind.header;
        for (Setting each : words.settings()) {
            if (!each.key().equals("mtu") && !each.key().equals("cost"))
                throw words.wrong("a tunnel has mtu and cost, not " + Words.shown(each.key()));
            set(words, way, each);
        }
        join(a, way, kind);
        join(b, way, kind);
    }

    private static void set(Words words, Way way, Setting setting) throws TopologyException {
        String value = setting.value();
        switch (setting.key()) {
            case "delay" -> way.delay = words.span(value);
            case "loss" -> way.loss = words.share(value);
            case "mtu" -> way.mtu = words.number(value, 68, 65535, "an MTU");
            case "blackhole" -> way.hole = words.flag(setting);
            case "cost" -> way.cost = words.number(value, 1, 10_000, "a cost");
            default -> throw words.wrong("a link has no " + Words.shown(setting.key())
                    + Nearest.hint(setting.key(), List.of("delay", "loss", "mtu", "blackhole", "cost")));
        }
    }

    private void join(End end, Way way, Interface.@Nullable Tunnel tunnel) {
        List<Interface> at = byNode.get(end.node.id());
        var one = new Interface(interfaces.size(), end.node.id(), at.size() + 1, end.name, end.addresses, way.delay,
                way.loss, way.mtu, way.hole, way.cost, tunnel);
        interfaces.add(one);
        at.add(one);
    }

    private void net(Words words) throws TopologyException {
        rule(words);
        Prefix prefix = prefix(words, words.next("a prefix such as 198.51.100.0/24"));
        words.expect("at");
        nets.add(new Topology.Net(prefix, named(words).id()));
    }

    private static Prefix prefix(Words words, String text) throws TopologyException {
        int slash = text.indexOf('/');
        SockAddr.Ip base = words.address(slash < 0 ? text : text.substring(0, slash));
        int width = Prefix.width(base);
        return new Prefix(base, slash < 0
                ? width
                : words.number(text.substring(slash + 1), 0, width, "a prefix length"));
    }

    private void route(Words words) throws TopologyException {
        Node at = named(words);
        words.expect("to");
        List<Prefix> to = destination(words);
        var out = new ArrayList<Interface>();
        Why why = null;
        if (words.take("via")) {
            do
                out.addAll(between(words, at, named(words)));
            while (words.more());
        } else if (!words.take("drop")) {
            String what = words.next("'via', or what becomes of packets");
            why = Why.named(what);
            if (why == null)
                throw words.wrong("a route goes via a neighbour, or is net, host, port, prohibit or drop, not "
                        + Words.shown(what));
        }
        for (Prefix each : to) {
            rule(words);
            routes.get(at.id()).add(new Topology.Route(each, List.copyOf(out), why));
        }
    }

    /// The name of a node, an address, a prefix, or `any`.
    private List<Prefix> destination(Words words) throws TopologyException {
        String word = words.next("a destination");
        if (word.equals("any"))
            return List.of(new Prefix(new SockAddr.In(0, 0), 0), new Prefix(new SockAddr.In6(0, 0, 0, 0, 0), 0));
        if (word.indexOf(':') >= 0 || Character.isDigit(word.charAt(0))) return List.of(prefix(words, word));
        Node node = named(words, word);
        var all = new ArrayList<SockAddr.Ip>(node.addresses());
        for (Interface each : byNode.get(node.id()))
            all.addAll(each.addresses());
        if (all.isEmpty()) throw words.wrong(node.name() + " has no address above");
        return all.stream().map(each -> new Prefix(each, Prefix.width(each))).toList();
    }

    private List<Interface> between(Words words, Node a, Node b) throws TopologyException {
        List<Interface> found = byNode.get(a.id()).stream().filter(i -> peerOf(i) == b.id()).toList();
        if (found.isEmpty()) throw words.wrong("there is no link between " + a.name() + " and " + b.name() + " above");
        return found;
    }

    private int peerOf(Interface one) {
        return interfaces.get(one.peer()).node();
    }

    private void balance(Words words) throws TopologyException {
        var who = new ArrayList<Node>();
        do
            who.add(named(words));
        while (nodes.containsKey(words.peek()));
        Node.Balance balance = choice(words, Node.Balance.values(), "sharing");
        int seed = 0;
        for (Setting each : words.settings()) {
            if (!each.key().equals("seed")) throw words.wrong("does not know " + Words.shown(each.key()) + " here");
            seed = words.number(each.value(), 1, Integer.MAX_VALUE, "a seed");
        }
        for (Node each : who)
            nodes.put(each.name(), each.balanced(balance, seed));
    }

    /// One of the constants of an enum, by its name in small letters.
    private static <E extends Enum<E>> E choice(Words words, E[] all, String what) throws TopologyException {
        List<String> names = Arrays.stream(all).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
        String word = words.next(what + ": " + String.join(", ", names));
        int at = names.indexOf(word);
        if (at < 0) throw words.wrong(what + " is " + String.join(", ", names) + ", not " + Words.shown(word));
        return all[at];
    }

    /// `filter NAME udp 33434..33534 to B drop`.
    private void filter(Words words) throws TopologyException {
        rule(words);
        Node at = named(words);
        Filter.What what = choice(words, Filter.What.values(), "what is filtered");
        int first = 0;
        int last = 0;
        if (!words.peek().isEmpty() && Character.isDigit(words.peek().charAt(0))) {
            if (what != Filter.What.UDP && what != Filter.What.TCP) throw words.wrong("only udp and tcp have ports");
            String ports = words.next("a port");
            int dots = ports.indexOf("..");
            first = words.number(dots < 0 ? ports : ports.substring(0, dots), 1, 65535, "a port");
            last = dots < 0 ? first : words.number(ports.substring(dots + 2), first, 65535, "a last port");
        }
        List<Prefix> from = words.take("from") ? destination(words) : List.of();
        List<Prefix> to = words.take("to") ? destination(words) : List.of();
        filters.get(at.id()).add(acting(words, new Filter(what, first, last, to, from, Filter.Action.DROP, null)));
    }

    private static Filter acting(Words words, Filter f) throws TopologyException {
        String action = words.next("what becomes of them: drop, pass, reset, prohibit, net, host, port or code=NUMBER");
        Why why = Why.named(action);
        if (why == null && action.startsWith("code=")) {
            int code = words.number(action.substring(5), 0, 255, "a code");
            why = Why.unreachable(code, code);
        }
        Filter.Action does = why != null ? Filter.Action.REFUSE : switch (action) {
            case "drop" -> Filter.Action.DROP;
            case "pass" -> Filter.Action.PASS;
            case "reset" -> Filter.Action.RESET;
            default -> throw words.wrong("packets are filtered by drop, pass, reset, prohibit, net, host, port or "
                    + "code=NUMBER, not " + Words.shown(action));
        };
        if (does == Filter.Action.RESET && f.what() != Filter.What.TCP) throw words.wrong("only tcp can be reset");
        return new Filter(f.what(), f.first(), f.last(), f.to(), f.from(), does, why);
    }

    /// `lsp A B C D labels=100,200/16 hidden ultimate untold`.
    private void lsp(Words words) throws TopologyException {
        rule(words);
        var path = new ArrayList<Node>();
        do
            path.add(named(words));
        while (nodes.containsKey(words.peek()));
        if (path.size() < 3 || path.size() > PATH)
            throw words.wrong("a label-switched path has from 3 to " + PATH + " routers");
        var out = new ArrayList<Interface>();
        for (int i = 0; i + 1 < path.size(); i++)
            out.add(between(words, path.get(i), path.get(i + 1)).getFirst());
        boolean hidden = false;
        boolean ultimate = false;
        boolean untold = false;
        String labels = "";
        for (Setting each : words.settings())
            switch (each.key()) {
                case "labels" -> labels = each.value();
                case "hidden" -> hidden = words.flag(each);
                case "ultimate" -> ultimate = words.flag(each);
                case "untold" -> untold = words.flag(each);
                default -> throw words.wrong("a label-switched path has labels, hidden, ultimate and untold, not "
                        + Words.shown(each.key()));
            }
        int many = path.size() - (ultimate ? 1 : 2);
        var lsp = new Lsp(List.copyOf(out), stacks(words, labels, many), !hidden, ultimate, !untold);
        for (Interface each : between(words, path.get(0), path.get(1)))
            if (lsps.putIfAbsent(each.id(), lsp) != null)
                throw words.wrong("a label-switched path begins there already");
    }

    private List<int[]> stacks(Words words, String labels, int many) throws TopologyException {
        var all = new ArrayList<int[]>();
        if (labels.isEmpty()) for (int i = 0; i < many; i++)
            all.add(new int[]{1000 + 100 * lsps.size() + i});
        else
            for (String stack : labels.split(",", -1)) {
                String[] each = stack.split("/", -1);
                if (each.length > STACK) throw words.wrong("a stack has " + STACK + " labels at most");
                int[] numbers = new int[each.length];
                for (int i = 0; i < numbers.length; i++)
                    numbers[i] = words.number(each[i], 0, 0xfffff, "a label");
                all.add(numbers);
            }
        if (all.size() != many) throw words.wrong("needs " + many + " labels, one for each router that sees one");
        return List.copyOf(all);
    }

    /// `nat NAME ADDRESS for INSIDE`, `nat NAME ADDRESS to INSIDE`.
    private void nat(Words words) throws TopologyException {
        rule(words);
        Node at = named(words);
        SockAddr.Ip address = words.address(words.next("an address"));
        boolean inward = words.take("to");
        if (!inward) words.expect("for");
        Node inside = named(words);
        boolean ports = false;
        boolean raw = false;
        for (Setting each : words.settings())
            switch (each.key()) {
                case "ports" -> ports = words.flag(each);
                case "raw" -> raw = words.flag(each);
                default -> throw words.wrong("a translation has ports and raw, not " + Words.shown(each.key()));
            }
        if (owners.getOrDefault(address, -1) != at.id()) own(words, at, address);
        nats.get(at.id()).add(new Nat.Rule(address, inside.id(), inward, ports, raw));
    }
}
