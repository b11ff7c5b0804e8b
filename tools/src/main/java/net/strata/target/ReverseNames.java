package net.strata.target;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.strata.os.SockAddr;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// Names of those who answer, where there are any. One thread asks; others look up.
///
/// iputils looks up the name of whatever answers, unless `-n` or `-f` is given or the target was an address itself, and
/// waits for the resolver each time the address differs from the last. Here each address is looked up once, its first asker
/// waits for no longer than he says, and all waiting of a run together has a bound: with a resolver that does not answer, a
/// run has addresses for names, and is as fast as without.
///
/// A name comes from whoever runs the address's zone: it is fit for a terminal as it is given here. One thread asks.
public final class ReverseNames implements Names, AutoCloseable {
    private static final int LOOKUPS = 16;
    private static final int MOST_REMEMBERED = 1 << 13;
    private static final int MOST_WAITING = 1 << 10;
    /// RFC 1035 section 3.1.
    private static final int LONGEST = 255;

    private static final class Answer {
        private final CompletableFuture<Optional<String>> name = new CompletableFuture<>();
        private boolean waitedFor;
    }

    private final Resolver resolver;
    private final ThreadPoolExecutor lookups = Lookups.threads(LOOKUPS);
    /// The one that was not asked for longest comes first.
    private final Map<SockAddr.Ip, Answer> answers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SockAddr.Ip, Answer> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    /// What is left of all waiting.
    private long patience;
    private final Runnable news;
    private boolean closed;

    /// @param patience how many ns all askers together wait
    public ReverseNames(Resolver resolver, long patience) {
        this(resolver, patience, () -> {
        });
    }

    /// @param patience how many ns all askers together wait
    /// @param news is run, by another thread, when an address has been looked up
    public ReverseNames(Resolver resolver, long patience, Runnable news) {
        this.resolver = resolver;
        this.patience = patience;
        this.news = news;
    }

    /// As [Targets#startLookups].
    public void startLookups() {
        lookups.prestartAllCoreThreads();
    }

    /// The name of an address; null if it has none, or it is not known yet.
    ///
    /// @param waitNanos how long to wait for it, if nobody has waited for it before; 0 has it looked up, for later
    @Override
    public @Nullable String find(SockAddr.Ip address, long waitNanos) {
        Answer answer = answer(host(address));
        if (answer == null) return null;
        if (!answer.name.isDone() && waitNanos > 0 && !answer.waitedFor) await(answer, waitNanos);
        return answer.name.getNow(Optional.empty()).orElse(null);
    }

    @Override
    public boolean isKnown(SockAddr.Ip address) {
        Answer answer = answer(host(address));
        return answer == null || answer.name.isDone();
    }

    private static SockAddr.Ip host(SockAddr.Ip address) {
        return switch (address) {
            case SockAddr.In four -> four.port(0);
            case SockAddr.In6 six -> new SockAddr.In6(six.high(), six.low(), 0, 0, six.scope());
        };
    }

    private @Nullable Answer answer(SockAddr.Ip host) {
        Answer known = answers.get(host);
        if (known != null) return known;
        if (lookups.getQueue().size() >= MOST_WAITING) return null;
        var answer = new Answer();
        answers.put(host, answer);
        lookups.execute(() -> {
            Optional<String> name = Optional.empty();
            try {
                name = shown(resolver.name(host));
            } catch (RuntimeException e) {
                name = Optional.empty(); // a name is only shown: without it, the run goes on
            } finally {
                answer.name.complete(name);
                tell();
            }
        });
        return answer;
    }

    private synchronized void tell() {
        if (!closed) news.run();
    }

    private static Optional<String> shown(@Nullable String name) {
        if (name == null || name.isEmpty() || name.length() > LONGEST) return Optional.empty();
        return Optional.of(new Text(LONGEST).text(name).toString());
    }

    private void await(Answer answer, long waitNanos) {
        answer.waitedFor = true;
        long most = Math.min(waitNanos, patience);
        if (most <= 0) return;
        long start = System.nanoTime();
        try {
            answer.name.get(most, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            return; // not yet: it may be there the next time
        } finally {
            patience -= System.nanoTime() - start;
        }
    }

    /// Lookups that have begun end by themselves, and tell nobody.
    @Override
    public synchronized void close() {
        closed = true;
        lookups.shutdownNow();
    }
}
