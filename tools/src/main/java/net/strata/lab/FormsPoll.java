package net.strata.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// poll(2) in C, Java and Python.
final class FormsPoll {
    private static final Pattern DESCRIPTOR = Pattern.compile("\\{fd=(-?\\d{1,9}), events=([A-Z0-9|_ ]+)");
    private static final Pattern TIMEOUT = Pattern.compile("\\{tv_sec=(\\d{1,9})(?:, tv_nsec=(\\d{1,9}))?}");
    private static final String NONE = "NULL";

    /// @param sock null if it is none, or its making was not seen
    private record Watched(String fd, String events, @Nullable Sock sock) {}

    private final Deed deed;
    private final List<Watched> all = new ArrayList<>();
    /// In ms, as poll(2) has it: less than 0 for ever.
    private final long millis;

    FormsPoll(Deed deed) throws NoForm {
        this.deed = deed;
        Matcher each = DESCRIPTOR.matcher(deed.argument(0));
        while (each.find())
            all.add(new Watched(each.group(1), each.group(2).strip(),
                    deed.watched.get(Integer.valueOf(each.group(1)))));
        if (all.isEmpty() || !deed.argument(1).equals(Integer.toString(all.size()))
                || deed.call.arguments().size() > 3 && !deed.argument(3).equals(NONE))
            throw new NoForm(deed.call.name() + " is shown only as it was called");
        millis = millis(deed.argument(2));
    }

    /// A part of a ms counts as a whole one: who waits for too short a time asks again at once.
    private static long millis(String text) throws NoForm {
        if (text.matches("-?\\d{1,9}")) return Long.parseLong(text);
        if (text.equals(NONE)) return -1;
        Matcher time = TIMEOUT.matcher(text);
        if (!time.matches()) throw new NoForm("how long it waits is not known");
        long nanos = time.group(2) == null ? 0 : Long.parseLong(time.group(2));
        return Long.parseLong(time.group(1)) * 1000 + (nanos + 999_999) / 1_000_000;
    }

    private static Sock known(Watched each) throws NoForm {
        if (each.sock == null) throw new NoForm("one of what it waits for is no socket that is known");
        return each.sock;
    }

    String c() throws NoForm {
        var fds = new ArrayList<String>();
        for (Watched each : all)
            fds.add("{.fd = " + (each.sock == null ? each.fd : each.sock.name) + ", .events = "
                    + FormsNames.c(each.events) + "}");
        return "struct pollfd fds[] = {" + String.join(", ", fds) + "}; int n = poll(fds, " + all.size() + ", " + millis
                + ");";
    }

    String java() throws NoForm {
        var text = new StringBuilder("Selector selector = Selector.open(); ");
        for (Watched each : all) {
            Sock sock = known(each);
            FormsJava.channel(sock);
            text.append(sock.name).append(".configureBlocking(false); ").append(sock.name)
                    .append(".register(selector, ").append(operations(sock, each.events)).append("); ");
        }
        return text + "int n = selector." + (millis < 0
                ? "select()"
                : millis == 0 ? "selectNow()" : "select(" + millis + ")") + ";";
    }

    private String operations(Sock sock, String events) throws NoForm {
        return switch (events) {
            case "POLLIN" -> sock.listens ? "SelectionKey.OP_ACCEPT" : "SelectionKey.OP_READ";
            case "POLLOUT" -> connecting(sock) ? "SelectionKey.OP_CONNECT" : "SelectionKey.OP_WRITE";
            case "POLLIN | POLLOUT" -> "SelectionKey.OP_READ | SelectionKey.OP_WRITE";
            default -> throw new NoForm("Java's selectors have no " + (events.equals("0") ? "empty sets" : events));
        };
    }

    /// Whether it has asked, and does not know the answer.
    private boolean connecting(Sock sock) {
        int before = Sorted.below(sock.deeds, each -> each.number, deed.number);
        for (Deed each : sock.deeds.subList(0, before).reversed()) {
            if (each.act == Act.CONNECT) return each.failed();
            if (each.act == Act.SEND || each.act == Act.RECEIVE || each.says("SO_ERROR")) return false;
        }
        return false;
    }

    String python() throws NoForm {
        var text = new StringBuilder("poller = select.poll(); ");
        for (Watched each : all)
            text.append("poller.register(").append(known(each).name).append(", ").append(
                    each.events.equals("0") ? "0" : "select." + each.events.replace(" | ", " | select.")).append("); ");
        return text + "ready = poller.poll(" + (millis < 0 ? "" : millis) + ")";
    }
}
