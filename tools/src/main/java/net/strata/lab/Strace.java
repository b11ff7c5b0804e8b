package net.strata.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.strata.os.Call;
import net.strata.os.Errno;
import org.jspecify.annotations.Nullable;

/// Understands what strace(1) writes of one side's processes: their calls on sockets.
///
/// Its times (strace's syscall.c and strace.c): a line is stamped when its call is about to be made, and the process is stopped
/// there, so the call has not begun before. Behind the line it says how long the call lasted, to when the process was stopped
/// at its end; but that is counted from when the line's beginning had been written, not from the stamp. So stamp and duration
/// add up to a little less than the time when it was back. That is bounded by what strace did later, as it does one thing after
/// another: the stamp of the next line, that of `<... resumed>`, the moment when the end of the line could be read here.
final class Strace {
    /// What is kept at most: calls, and bytes of their data.
    private static final int MOST = 100_000;
    private static final long MOST_BYTES = 256L << 20;
    private static final long NONE = Long.MAX_VALUE;
    private static final String UNFINISHED = "<unfinished ...>";

    /// Calls that take any descriptor.
    private static final Set<String> ANY = Set.of("read", "write", "readv", "writev", "close", "dup", "dup2", "dup3",
            "fcntl", "ioctl", "sendfile", "splice");
    /// Calls that take several.
    private static final Set<String> SEVERAL = Set.of("poll", "ppoll", "select", "pselect6", "_newselect", "epoll_ctl");
    private static final Set<String> EPOLL = Set.of("epoll_wait", "epoll_pwait", "epoll_pwait2");
    private static final Set<String> SOCKETS = Set.of("socket", "socketpair", "bind", "connect", "listen", "accept",
            "accept4", "getsockname", "getpeername", "sendto", "recvfrom", "sendmsg", "recvmsg", "sendmmsg", "recvmmsg",
            "shutdown", "setsockopt", "getsockopt");
    private static final Set<String> FORKS = Set.of("clone", "clone3", "fork", "vfork");
    /// Calls that may last until somebody comes.
    private static final Set<String> WAITING = Set.of("accept", "accept4", "recvfrom", "recvmsg", "recvmmsg", "read",
            "readv", "poll", "ppoll", "select", "pselect6", "_newselect", "epoll_wait", "epoll_pwait", "epoll_pwait2");
    /// What strace is asked for; those that a system does not have it leaves out.
    static final String TRACED = "%network,?read,?write,?readv,?writev,?close,?dup,?dup2,?dup3,?fcntl,?ioctl,?sendfile,"
            + "?splice,?select,?_newselect,?pselect6,?poll,?ppoll,?epoll_create,?epoll_create1,?epoll_ctl,?epoll_wait,"
            + "?epoll_pwait,?epoll_pwait2,?clone,?clone3,?fork,?vfork,?restart_syscall,?exit_group";

    /// A call that has begun: what is written of it, and when.
    private record Begun(String name, String text, long stamp, boolean wanted) {}

    /// A call that is over. Its times are those of the system, in ns since the epoch; `arrived` is on the call clock.
    private static final class Told {
        final int thread;
        final long enter;
        final long exit;
        final Call call;
        final long socket;
        final long opened;
        final long arrived;
        /// By when it was over, by strace's later stamps.
        long latest = NONE;

        Told(int thread, long enter, long exit, Call call, long socket, long opened, long arrived) {
            this.thread = thread;
            this.enter = enter;
            this.exit = exit;
            this.call = call;
            this.socket = socket;
            this.opened = opened;
            this.arrived = arrived;
        }
    }

    /// Something that happened to a process.
    private record Event(long time, String text) {}

    private final Side side;
    private final Runnable waits;
    private final Map<Integer, Begun> pending = new HashMap<>();
    /// Of calls that were interrupted and are taken up again.
    private final Map<Integer, Begun> interrupted = new HashMap<>();
    private final List<Told> told = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Map<Integer, Integer> threads = new HashMap<>();
    private final Set<Integer> alive = new HashSet<>();
    /// Epoll descriptors that nothing was added to yet.
    private final Map<Integer, Told> epolls = new HashMap<>();
    private final Set<Long> datagrams = new HashSet<>();
    /// Sockets that have nothing to do with the other side: what the C library asks name services by, and pairs, by which a
    /// program speaks to itself.
    private final Set<Long> aside = new HashSet<>();
    private @Nullable Told last;
    private boolean epollOfSockets;
    private boolean receptive;
    private boolean waited;
    private long grain = 1;
    private long lines;
    private long skipped;
    private long left;
    private long bytes;

    /// @param waits is run once, when a process begins to wait for somebody
    Strace(Side side, Runnable waits) {
        this.side = side;
        this.waits = waits;
    }

    /// A line.
    ///
    /// @param arrived when it could be read, on the call clock
    synchronized void line(String line, long arrived) {
        lines++;
        try {
            if (!understand(line, arrived)) skipped++;
        } catch (IllegalArgumentException e) {
            skipped++; // a number that cannot be
        }
    }

    /// A line that was too long.
    synchronized void tooLong() {
        lines++;
        skipped++;
    }

    /// The beginning of a line, after which strace waits.
    synchronized void beginning(String text) {
        int stampAt = text.indexOf(' ') + 1;
        int callAt = text.indexOf(' ', skipSpaces(text, stampAt)) + 1;
        int open = text.indexOf('(', callAt);
        if (callAt > stampAt && open > 0) begins(text.substring(callAt, open), text.substring(open + 1));
    }

    private static int skipSpaces(String s, int from) {
        int at = from;
        while (at < s.length() && s.charAt(at) == ' ')
            at++;
        return at;
    }

    private void begins(String name, String text) {
        if (waited || !receptive || !WAITING.contains(name) || !wanted(name, text)) return;
        waited = true;
        waits.run();
    }

    /// Whether a connection or a datagram of another could come.
    synchronized boolean receptive() {
        return receptive;
    }

    synchronized boolean any() {
        return lines > 0;
    }

    /// Processes, and threads, that have not ended as far as was told.
    synchronized List<Integer> alive() {
        return List.copyOf(alive);
    }

    /// @return false if it is no line of strace's
    private boolean understand(String line, long arrived) {
        int at = 0;
        int thread = 0;
        int space = line.indexOf(' ');
        if (space < 0) return false;
        if (line.lastIndexOf('.', space) < 0) { // not the stamp yet
            thread = StraceText.fd(line);
            if (thread < 0) return false;
            at = skipSpaces(line, space);
            space = line.indexOf(' ', at);
            if (space < 0) return false;
        }
        long stamp = nanos(line.substring(at, space));
        if (stamp < 0) return false;
        if (last != null) last.latest = Math.min(last.latest, stamp + grain - 1);
        last = null;
        alive.add(thread);
        String text = line.substring(skipSpaces(line, space));
        if (text.startsWith("+++ ")) return ended(thread, stamp, text, arrived);
        if (text.startsWith("--- ")) return true;
        if (text.startsWith("<... ")) return resumed(thread, stamp, text, arrived);
        int open = text.indexOf('(');
        if (open <= 0) return false;
        return call(thread, new Begun(text.substring(0, open), text.substring(open + 1), stamp, true), NONE, arrived);
    }

    /// Seconds as ns. How many digits there are tells how exact they are.
    private long nanos(String seconds) {
        int point = seconds.indexOf('.');
        int digits = seconds.length() - point - 1;
        if (point <= 0 || point > 12 || digits < 1 || digits > 9) return -1;
        long fraction = 1;
        for (int i = digits; i < 9; i++)
            fraction *= 10;
        grain = fraction;
        return Long.parseLong(seconds, 0, point, 10) * 1_000_000_000
                + Long.parseLong(seconds, point + 1, seconds.length(), 10) * fraction;
    }

    private boolean resumed(int thread, long stamp, String text, long arrived) {
        int end = text.indexOf(" resumed>");
        Begun begun = pending.remove(thread);
        if (end < 0 || begun == null) return false;
        if (!begun.wanted) return true;
        String rest = text.substring(end + " resumed>".length());
        return call(thread, new Begun(begun.name, begun.text + rest, begun.stamp, true), stamp + grain - 1, arrived);
    }

    /// A call, or its beginning.
    ///
    /// @param latest by when it was over
    private boolean call(int thread, Begun begun, long latest, long arrived) {
        boolean wanted = wanted(begun.name, begun.text);
        if (begun.text.endsWith(UNFINISHED)) {
            String text = begun.text.substring(0, begun.text.length() - UNFINISHED.length()).stripTrailing();
            if (wanted) begins(begun.name, text);
            pending.put(thread, new Begun(begun.name, wanted ? text : "", begun.stamp, wanted));
            return true;
        }
        if (!wanted) return true;
        Begun whole = begun;
        if (begun.name.equals("restart_syscall")) {
            Begun before = interrupted.remove(thread);
            int close = begun.text.indexOf(')');
            if (before == null || close < 0) return true;
            whole = new Begun(before.name, before.text + begun.text.substring(close), begun.stamp, true);
        }
        var rest = new StringBuilder();
        List<String> arguments = StraceText.elements(whole.text, 0, rest);
        if (!arguments.isEmpty() && arguments.getLast().equals(UNFINISHED)) arguments.removeLast();
        int equals = rest.indexOf("= ");
        if (equals < 0) return false;
        String result = rest.substring(equals + 2);
        if (result.startsWith("? ERESTART")) {
            String plain = whole.text.substring(0, whole.text.length() - rest.length() - 1);
            interrupted.put(thread, new Begun(whole.name, plain, whole.stamp, true));
        }
        return done(thread, whole, arguments, result, latest, arrived);
    }

    private boolean wanted(String name, String text) {
        if (ANY.contains(name)) return StraceText.socket(first(text)) != 0;
        if (SEVERAL.contains(name)) return StraceText.hasSocket(text);
        if (EPOLL.contains(name)) return epollOfSockets;
        if (SOCKETS.contains(name)) return !StraceText.isOther(first(text));
        return FORKS.contains(name) || name.equals("exit_group")
                || name.equals("restart_syscall") || name.startsWith("epoll_create");
    }

    private static String first(String text) {
        return text.substring(0, Math.min(text.length(), 64));
    }

    private boolean done(int thread, Begun begun, List<String> arguments, String result, long latest, long arrived) {
        String name = begun.name;
        int returned = StraceCall.result(result, -Errno.EINTR);
        if (FORKS.contains(name)) {
            if (returned > 0 && begun.text.contains("CLONE_THREAD")) threads.put(returned, thread);
            return true;
        }
        if (name.equals("exit_group")) returned = 0;
        // One that did not come back lasted until its process was gone.
        long exit = result.equals("?") && latest != NONE ? latest : begun.stamp + duration(result);
        int time = result.lastIndexOf(" <");
        Call call = new StraceCall(name.equals("exit_group") ? "exit" : name, arguments, returned,
                time < 0 ? result : result.substring(0, time)).call(begun.stamp, exit, Integer.toString(thread));
        String about = name.equals("epoll_ctl") && arguments.size() > 2
                ? arguments.get(2)
                : arguments.isEmpty() ? "" : arguments.getFirst();
        if (name.equals("socketpair") && arguments.size() == 4 && returned == 0) {
            for (String each : StraceText.elements(arguments.get(3), 1, new StringBuilder()))
                aside.add(StraceText.socket(each));
            return true;
        }
        var whole = new Told(thread, begun.stamp, exit, call, StraceText.socket(about),
                returned < 0 ? 0 : StraceText.socket(result), arrived);
        whole.latest = latest;
        last = whole;
        learn(whole);
        return true;
    }

    private static long duration(String result) {
        int at = result.lastIndexOf('<');
        int end = result.lastIndexOf('>');
        if (at < 0 || end < at || !result.endsWith(">")) return 0;
        String seconds = result.substring(at + 1, end);
        int point = seconds.indexOf('.');
        if (point < 1 || point > 10 || seconds.length() - point > 10) return 0;
        String fraction = (seconds.substring(point + 1) + "000000000").substring(0, 9);
        return Long.parseLong(seconds, 0, point, 10) * 1_000_000_000 + Long.parseLong(fraction);
    }

    private void learn(Told whole) {
        Call call = whole.call;
        String name = call.name();
        if (name.startsWith("epoll_create")) {
            if (call.result() >= 0) epolls.put(call.result(), whole);
            return;
        }
        if (name.equals("epoll_ctl") && !call.arguments().isEmpty()) {
            epollOfSockets = true;
            Told made = epolls.remove(StraceText.fd(call.arguments().getFirst()));
            if (made != null) keep(made);
        }
        keep(whole);
        if (call.result() < 0) {
            if (name.equals("connect")) lookup(whole);
            return;
        }
        switch (name) {
            case "socket" -> {
                String arguments = call.arguments().toString();
                if (arguments.startsWith("[AF_NETLINK")) aside.add(whole.opened);
                if (!arguments.contains("SOCK_STREAM")) datagrams.add(whole.opened);
                receptive |= arguments.contains("SOCK_RAW");
            }
            case "listen" -> receptive = true;
            case "bind" -> receptive |= datagrams.contains(whole.socket) && !aside.contains(whole.socket);
            case "connect" -> lookup(whole);
            default -> {
            }
        }
    }

    /// The C library asks its name service by a socket before it looks names up itself.
    private void lookup(Told whole) {
        if (whole.call.arguments().toString().contains("/nscd/socket")) aside.add(whole.socket);
    }

    private void keep(Told whole) {
        bytes += whole.call.data().length;
        if (told.size() >= MOST || bytes > MOST_BYTES) left++;
        else
            told.add(whole);
    }

    private boolean ended(int thread, long stamp, String text, long arrived) {
        alive.remove(thread);
        Begun begun = pending.remove(thread);
        if (begun != null && begun.wanted && !FORKS.contains(begun.name))
            done(thread, begun, StraceText.elements(begun.text, 0, new StringBuilder()), "?", stamp, arrived);
        if (text.startsWith("+++ killed by "))
            events.add(new Event(stamp,
                    "process " + thread + " was ended by " + text.substring(14).replace(" +++", "")));
        return true;
    }

    /// The calls, on the call clock, in the order of their beginnings.
    synchronized List<Made> calls(ClockOffset clock) {
        var sorted = new ArrayList<Told>();
        for (Told each : told)
            if (!aside.contains(each.socket) && !aside.contains(each.opened) || each.socket + each.opened == 0)
                sorted.add(each);
        sorted.sort(Comparator.comparingLong(each -> each.enter));
        var all = new ArrayList<Made>();
        var open = new HashMap<Integer, Set<Integer>>();
        for (Told each : sorted) {
            int process = process(each.thread);
            if (!isExit(each) || !open.getOrDefault(process, Set.of()).isEmpty()) all.add(made(each, process, clock));
            follow(each, open.computeIfAbsent(process, _ -> new HashSet<>()));
        }
        return all;
    }

    private static boolean isExit(Told each) {
        return each.call.name().equals("exit");
    }

    /// Which descriptors of sockets a process has open, as far as it used them.
    private static void follow(Told each, Set<Integer> open) {
        if (each.socket != 0) open.add(each.call.fd());
        if (each.opened != 0) open.add(each.call.result());
        if (each.call.name().equals("close")) open.remove(each.call.fd());
    }

    private Made made(Told each, int process, ClockOffset clock) {
        Call c = each.call;
        long exit = each.exit - clock.offset();
        long latest = Math.min(each.latest == NONE ? NONE : each.latest - clock.offset(),
                each.arrived == NONE ? NONE : each.arrived + clock.error());
        if (latest == NONE) latest = exit;
        // What strace adds up is no later than what it says later, but for digits that it leaves out.
        exit = Math.max(each.enter - clock.offset(), Math.min(exit, latest));
        String thread = each.thread == process ? "main" : "thread " + each.thread;
        return new Made(side, process, new Call(c.name(), c.arguments(), c.fd(), c.result(), c.address(), c.data(),
                each.enter - clock.offset(), exit, thread, null), Math.max(latest, exit), each.socket, each.opened);
    }

    /// The process that a thread belongs to, which has the number of its first thread.
    private int process(int thread) {
        int process = thread;
        for (int i = 0; i < threads.size() && threads.containsKey(process); i++)
            process = threads.getOrDefault(process, process);
        return process;
    }

    /// What else there is to say of it, on the call clock.
    synchronized List<Recording.Note> notes(ClockOffset clock) {
        var notes = new ArrayList<Recording.Note>();
        for (Event each : events)
            notes.add(new Recording.Note(side, each.time - clock.offset(), each.text));
        if (skipped > 0)
            notes.add(new Recording.Note(side, System.nanoTime(),
                    "of " + lines + " lines of strace's, " + skipped + " were not understood"));
        if (left > 0)
            notes.add(new Recording.Note(side, System.nanoTime(),
                    "the last " + left + " calls were not kept: there are too many"));
        return notes;
    }
}
