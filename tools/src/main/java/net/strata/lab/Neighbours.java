package net.strata.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Packets that kernels send for themselves: link addresses, groups, errors, answers to pings.
final class Neighbours {
    private record Ports(Side from, int protocol, int source, int destination) {}

    /// So many calls that join or leave groups are looked at.
    private static final int MOST = 1024;

    private final Map<Ports, Passage> latest = new HashMap<>();
    private final List<Deed> members = new ArrayList<>();
    private final Set<Deed> reported = new HashSet<>();

    private Neighbours() {}

    static void understand(List<Passage> packets, List<Deed> deeds) {
        var all = new Neighbours();
        for (Deed deed : deeds)
            if (deed.act == Act.SET_OPTION && !deed.failed()
                    && (deed.says("_MEMBERSHIP") || deed.says("_GROUP")))
                all.members.add(deed);
        for (Passage p : packets) {
            if (p.kind == Passage.Kind.TCP || p.kind == Passage.Kind.UDP)
                all.latest.put(new Ports(p.from, p.kind == Passage.Kind.TCP ? 6 : 17, p.sourcePort, p.destinationPort),
                        p);
            if (p.why.isEmpty()) all.explain(p);
        }
    }

    private void explain(Passage p) {
        switch (p.kind) {
            case ARP -> p.why = p.summary.startsWith("Who has")
                    ? "asks for a link address: what goes there waits until it is known (RFC 826)"
                    : "answers with its link address (RFC 826)";
            case ICMP -> {
                if (p.quotedSourcePort >= 0) p.why = error(p);
                else if (p.protocol.equals("ICMPv6")) six(p);
                else
                    p.why = p.type == 0 ? "the kernel answers a ping by itself" : "sent by the kernel";
            }
            case IGMP -> group(p);
            case UDP -> p.why = "no call that was recorded sent it";
            case TCP -> p.why = "a segment of a connection that was not followed";
            case OTHER -> p.why = p.fragment.isEmpty() ? "sent by the kernel" : "a fragment";
        }
    }

    private void six(Passage p) {
        switch (p.type) {
            case 129 -> p.why = "the kernel answers a ping by itself";
            case 133 -> p.why = "asks for routers (RFC 4861)";
            case 135 -> p.why = p.source.equals("::")
                    ? "asks whether anybody has the address that it is about to use (RFC 4862 section 5.4)"
                    : "asks for a link address: what goes there waits until it is known (RFC 4861)";
            case 136 -> p.why = "answers with its link address (RFC 4861)";
            case 130, 131, 132, 143 -> group(p);
            default -> p.why = "sent by the kernel";
        }
    }

    /// Reports of groups: the call that joined or left, or the kernel once more.
    private void group(Passage p) {
        Deed last = null;
        for (Deed deed : members.subList(0, Math.min(MOST, members.size())))
            if (deed.side() == p.from && deed.enter() <= p.left + Reader.SLACK && p.summary.contains(group(deed))
                    && (last == null || deed.enter() <= p.left))
                last = deed;
        if (last == null) {
            p.why = p.summary.contains("Query") ? "asks who is in a group" : "tells which groups this host is in";
        } else if (reported.add(last)) {
            p.causedBy(last, last.says("DROP_") || last.says("LEAVE_") ? "leaves the group" : "joins the group");
        } else if (leaves(p) && last.sock != null && !last.sock.closes.isEmpty()
                && last.sock.closes.getLast().enter() <= p.left + Reader.SLACK
                && reported.add(last.sock.closes.getLast())) {
            p.causedBy(last.sock.closes.getLast(), "leaves the group: the last socket in it was closed");
        } else {
            p.why = "tells it again: a report may be lost";
        }
    }

    /// Whether it tells that the host is a member no more; a report that it is one may come again at any time.
    private static boolean leaves(Passage p) {
        String summary = p.summary.toLowerCase(Locale.ROOT);
        return summary.contains("leave") || summary.contains("done");
    }

    /// The group that an option names: the first address in its value.
    private static String group(Deed deed) {
        String value = deed.argument(3);
        int start = 0;
        while (start < value.length() && Character.digit(value.charAt(start), 16) < 0)
            start++;
        int end = start;
        while (end < value.length()
                && (Character.digit(value.charAt(end), 16) >= 0 || ".:".indexOf(value.charAt(end)) >= 0))
            end++;
        return end > start ? value.substring(start, end) : "\0";
    }

    private String error(Passage p) {
        Passage about = about(p);
        String answers = about == null ? "tells of an error: " : "answers packet " + about.number + ": ";
        boolean six = p.protocol.equals("ICMPv6");
        if (six ? p.type == 1 && p.code == 4 : p.type == 3 && p.code == 3)
            return answers + "nobody listens on port " + p.quotedDestinationPort;
        if (six ? p.type == 2 : p.type == 3 && p.code == 4) return answers + "it is too big for the next link";
        if (p.type == (six ? 3 : 11)) return answers + "it passed too many routers";
        return answers + "it could not be delivered";
    }

    private @Nullable Passage about(Passage p) {
        return latest.get(new Ports(p.from.other(), p.quotedProtocol, p.quotedSourcePort, p.quotedDestinationPort));
    }
}
