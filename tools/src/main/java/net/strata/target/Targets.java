package net.strata.target;

import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.ToIntFunction;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// All hosts that a run shall probe, given one by one as soon as they are known, to a thread that never waits for them.
///
/// Addresses are there at once and in order. Names are looked up, many at a time, and are there when their lookup is done;
/// the [place][Found#place] tells the order in which all were given. Addresses of prefixes and ranges are made when they are
/// asked for.
///
/// ```java
/// try (var targets = new Targets(choice, Resolver.SYSTEM, loop::wakeUp)) {
///     targets.add("192.0.2.0/24");
///     targets.read(System.in, "standard input");
///     targets.end();
///     while (!targets.done()) {
///         Found found = targets.poll();
///         if (found == null) loop.sleepUntilWoken();
///         ...
///     }
/// }
/// ```
///
/// One thread adds, and one, perhaps another, polls.
public final class Targets implements AutoCloseable {
    /// Addresses of a run, where a name counts as one. (What fping -g makes is bounded by 100 000.)
    public static final long MOST = 1 << 20;
    /// Names that are looked up at a time.
    private static final int LOOKUPS = 64;
    /// A file is read on only while fewer targets of it wait.
    private static final int MOST_HELD = 1 << 15;

    /// What is wanted of targets.
    ///
    /// @param family only addresses of this family
    /// @param all all addresses of a name, as `fping -m` has it; else the first
    /// @param interfaces the index of an interface, 0 if there is none of that name, such as [Links#index]
    public record Choice(Family family, boolean all, ToIntFunction<String> interfaces) {}

    /// What waits to be polled.
    private sealed interface Waiting {}

    private record One(Found found) implements Waiting {}

    private record Run(Expression.Span span, long place) implements Waiting {}

    private final Choice choice;
    private final Resolver resolver;
    private final Runnable wake;
    private final ThreadPoolExecutor lookups = Lookups.threads(LOOKUPS);

    private final Object lock = new Object();
    private final Queue<Waiting> ready = new ArrayDeque<>();
    /// Names whose lookup is not done.
    private int lookingUp;
    private boolean reading;
    private boolean ended;
    private boolean closed;
    /// Whether the last poll found nothing.
    private boolean asleep;
    /// How many places are taken.
    private long given;

    /// What the polling thread is in the middle of.
    private @Nullable Run run;
    private long next;

    /// @param wake called by any thread when there is something for [#poll] or [#done] to tell, after a poll found nothing;
    /// not called for what was there before
    public Targets(Choice choice, Resolver resolver, Runnable wake) {
        this.choice = choice;
        this.resolver = resolver;
        this.wake = wake;
    }

    /// Starts all threads that look names up now. They stay in the network namespace of the calling thread for good, whatever
    /// becomes of that one; else they are started when they are needed, by who adds.
    public void startLookups() {
        lookups.prestartAllCoreThreads();
    }

    /// Adds an [Expression].
    ///
    /// @throws TargetException if it is none, is of the wrong family, or has too many addresses; nothing is added then
    public void add(String expression) throws TargetException {
        checkOpen();
        add(Expression.parse(expression, choice.interfaces), "");
    }

    /// Adds all addresses from one to another, as `fping -g` does: none if the second comes before the first.
    public void addRange(String from, String to) throws TargetException {
        checkOpen();
        add(Expression.range(from, to, choice.interfaces), "");
    }

    /// Adds what a file has, in the form of fping's, while others are polled. A line that is no target becomes an
    /// [Unresolved] and does no harm to the others. Nothing is added any more until the file is read.
    ///
    /// @param in is read by a thread of its own, and closed by it
    /// @param name in messages
    public void read(InputStream in, String name) {
        checkOpen();
        synchronized (lock) {
            reading = true;
        }
        Thread.ofPlatform().name("targets").daemon().start(() -> {
            try (var lines = new TargetLines(in)) {
                take(lines, name);
            } catch (IOException e) {
                deliver(List.of(new One(new Unresolved(TargetException.shown(name),
                        "reading broke off: " + e.getMessage(), "", place(0)))), 0);
            } finally {
                change(() -> reading = false);
            }
        });
    }

    /// Says that nothing more will be added, but by the file that is being read.
    public void end() {
        change(() -> ended = true);
    }

    /// What came next, null if there is nothing at the moment. Does not wait.
    public @Nullable Found poll() {
        while (true) {
            Run current = run;
            if (current != null) {
                if (next < current.span.count())
                    return new Host("", current.span.at(next), current.place + next++);
                run = null;
            }
            Waiting first;
            synchronized (lock) {
                first = ready.poll();
                asleep = first == null;
                lock.notifyAll();
            }
            if (first instanceof One one) return one.found;
            if (!(first instanceof Run following)) return null;
            run = following;
            next = 0;
        }
    }

    /// What comes next, waited for; null if nothing more will come. For those who have nothing else to do meanwhile.
    public @Nullable Found take() throws InterruptedException {
        while (true) {
            Found found = poll();
            if (found != null || done()) return found;
            synchronized (lock) {
                while (asleep && !closed)
                    lock.wait();
            }
        }
    }

    /// Whether everything has been polled, and nothing more will come. For the thread that polls.
    public boolean done() {
        if (run != null && next < run.span.count()) return false;
        synchronized (lock) {
            return closed || ended && !reading && lookingUp == 0 && ready.isEmpty();
        }
    }

    /// Gives up what has not been polled. Lookups that have begun end by themselves.
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            ready.clear();
            lock.notifyAll();
        }
        run = null;
        lookups.shutdownNow();
    }

    /// What is given has an order, which two at once would not have.
    private void checkOpen() {
        synchronized (lock) {
            if (reading || ended) throw new IllegalStateException("added while a file is read, or after the end");
        }
    }

    private void take(TargetLines lines, String name) throws IOException {
        for (String text = lines.next(); text != null && hasRoom(); text = lines.next()) {
            String where = TargetException.shown(name) + ":" + lines.line();
            if (given >= MOST) {
                unresolved("no more is read", "a run has at most " + MOST + " addresses", where);
                return;
            }
            try {
                add(Expression.parse(text, choice.interfaces), where);
            } catch (TargetException e) {
                unresolved(TargetException.shown(text), e.why(), where);
            }
        }
    }

    private void unresolved(String typed, String why, String where) {
        deliver(List.of(new One(new Unresolved(typed, why, where, place(1)))), 0);
    }

    /// Waits until the thread that polls has caught up. Whether there is any sense in going on.
    private boolean hasRoom() {
        synchronized (lock) {
            try {
                while (!closed && ready.size() + lookingUp >= MOST_HELD)
                    lock.wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            return !closed;
        }
    }

    private void add(Expression expression, String where) throws TargetException {
        if (expression.count() > MOST - given)
            throw new TargetException(expression.typed(), "a run has at most " + MOST + " addresses");
        switch (expression) {
            case Expression.Name name -> lookUp(name, where, place(1));
            case Expression.Literal literal -> {
                check(literal.typed(), literal.address());
                deliver(List.of(new One(new Host(literal.typed(), literal.address(), place(1)))), 0);
            }
            case Expression.Span span -> {
                check(span.typed(), span.first());
                deliver(List.of(new Run(span, place(span.count()))), 0);
            }
        }
    }

    private void check(String typed, SockAddr.Ip address) throws TargetException {
        if (!choice.family.accepts(address))
            throw new TargetException(typed, "not of the family that was asked for, " + choice.family);
    }

    private long place(long count) {
        synchronized (lock) {
            long place = given;
            given += count;
            return place;
        }
    }

    private void lookUp(Expression.Name name, String where, long place) {
        synchronized (lock) {
            lookingUp++;
        }
        lookups.execute(() -> {
            List<Waiting> found = List.of(failure(name, "the lookup broke off", where, place));
            try {
                found = found(name, where, place);
            } finally {
                deliver(found, 1);
            }
        });
    }

    private List<Waiting> found(Expression.Name name, String where, long place) {
        try {
            List<Waiting> hosts = resolver.addresses(name.ascii()).stream().filter(choice.family::accepts)
                    .limit(choice.all ? Long.MAX_VALUE : 1)
                    .<Waiting>map(address -> new One(new Host(name.typed(), address, place))).toList();
            return hosts.isEmpty()
                    ? List.of(failure(name, "has no " + choice.family + " address", where, place))
                    : hosts;
        } catch (UnknownHostException | RuntimeException e) {
            return List.of(failure(name, reason(e, name), where, place));
        }
    }

    private static Waiting failure(Expression.Name name, String why, String where, long place) {
        return new One(new Unresolved(TargetException.shown(name.typed()), why, where, place));
    }

    /// Java puts the name before the reason; where it remembers a failure, there is the name alone.
    private static String reason(Exception e, Expression.Name name) {
        String message = e.getMessage();
        if (message == null || message.equals(name.ascii())) return "Name or service not known";
        String prefix = name.ascii() + ": ";
        return TargetException.shown(message.startsWith(prefix) ? message.substring(prefix.length()) : message);
    }

    /// @param lookupsDone how many names these are the result of
    private void deliver(List<? extends Waiting> found, int lookupsDone) {
        change(() -> {
            if (!closed) ready.addAll(found);
            lookingUp -= lookupsDone;
        });
    }

    private void change(Runnable what) {
        boolean woken;
        synchronized (lock) {
            what.run();
            lock.notifyAll();
            woken = asleep;
            asleep = false;
        }
        if (woken) wake.run();
    }
}
