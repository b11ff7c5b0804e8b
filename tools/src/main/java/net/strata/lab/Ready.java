package net.strata.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which sockets a call that waits for several found ready: poll(2), select(2), epoll_wait(2).
final class Ready {
    private static final Pattern POLLFD = Pattern.compile("fd=(\\d{1,9}), events=[^,}]*, revents=([A-Z| ]+)");
    private static final Pattern EVENT = Pattern.compile("events=([A-Z| ]+), data=(?:\\{u32=(\\w+), u64=)?(\\w+)");
    private static final Pattern FOUND = Pattern.compile("=> \\[([0-9 ]*)\\]");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /// @param in whether there is something to take, `out` whether there is room to send, or a connection is there or failed
    record Found(Sock sock, boolean in, boolean out) {}

    /// What a program said that an event of a descriptor of epoll's be told with.
    private record Watched(Side side, int process, int epoll, String data) {}

    private final Map<Watched, Sock> watched = new HashMap<>();

    /// A socket is added to what an epoll descriptor watches.
    void watch(Deed deed, Sock sock) {
        if (!deed.call.name().equals("epoll_ctl") || deed.failed()) return;
        Matcher event = EVENT.matcher(deed.argument(3));
        if (!event.find()) return;
        for (int process : new int[]{deed.made.process(), 0})
            watched.put(new Watched(deed.side(), process, number(deed.argument(0)), event.group(3)), sock);
    }

    /// @param socks the socket that a descriptor of the process stands for
    List<Found> of(Deed deed, IntFunction<@Nullable Sock> socks) {
        var found = new ArrayList<Found>();
        String name = deed.call.name();
        if (name.startsWith("epoll")) events(deed, found);
        else if (name.endsWith("poll")) {
            Matcher each = POLLFD.matcher(deed.argument(0));
            while (each.find())
                add(socks.apply(number(each.group(1))), each.group(2), "POLL", found);
        } else {
            for (int set = 1; set <= 2; set++) {
                Matcher sets = FOUND.matcher(deed.argument(set));
                Matcher each = NUMBER.matcher(sets.find() ? sets.group(1) : "");
                while (each.find()) {
                    Sock sock = socks.apply(number(each.group()));
                    if (sock != null) found.add(new Found(sock, set == 1, set == 2));
                }
            }
        }
        return List.copyOf(found);
    }

    private void events(Deed deed, List<Found> found) {
        Matcher each = EVENT.matcher(deed.argument(1));
        int epoll = number(deed.argument(0));
        while (each.find()) {
            Sock own = watched.get(new Watched(deed.side(), deed.made.process(), epoll, each.group(3)));
            add(own != null ? own : watched.get(new Watched(deed.side(), 0, epoll, each.group(3))), each.group(1),
                    "EPOLL", found);
        }
    }

    private static void add(@Nullable Sock sock, String events, String prefix, List<Found> found) {
        List<String> all = List.of(events.split("[| ]+"));
        boolean ended = all.contains(prefix + "ERR") || all.contains(prefix + "HUP");
        if (sock != null)
            found.add(new Found(sock, ended || all.contains(prefix + "IN") || all.contains(prefix + "RDHUP"),
                    ended || all.contains(prefix + "OUT")));
    }

    private static int number(String text) {
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
    }

    /// An argument as it is before the call: without what the call found.
    static String before(String name, int index, String argument) {
        if (name.startsWith("epoll")) return index == 1 ? "events" : argument;
        if (name.endsWith("poll")) return argument.replaceAll(", revents=[A-Z| ]+", "");
        int found = argument.indexOf(" => ");
        return found < 0 ? argument : argument.substring(0, found);
    }

    /// What the call found, of its arguments: `fd=3 POLLIN`; empty if nothing.
    static String after(String name, List<String> arguments) {
        var parts = new ArrayList<String>();
        if (name.startsWith("epoll")) {
            Matcher each = EVENT.matcher(arguments.size() > 1 ? arguments.get(1) : "");
            while (each.find())
                parts.add(each.group(1) + " " + (each.group(2) == null ? each.group(3) : each.group(2)));
        } else if (name.endsWith("poll")) {
            Matcher each = POLLFD.matcher(arguments.isEmpty() ? "" : arguments.getFirst());
            while (each.find())
                parts.add("fd=" + each.group(1) + " " + each.group(2));
        } else {
            for (String argument : arguments) {
                Matcher each = FOUND.matcher(argument);
                if (each.find()) parts.add("[" + each.group(1) + "]");
            }
        }
        return String.join(", ", parts);
    }
}
