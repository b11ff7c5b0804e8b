package net.strata.target;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Threads that look names up, as java.net has no lookup that does not block. They do not keep the program from ending.
final class Lookups {
    private Lookups() {}

    /// @param most how many names are looked up at a time; the others wait
    static ThreadPoolExecutor threads(int most) {
        return new ThreadPoolExecutor(most, most, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("lookup ", 0).daemon().factory(), new ThreadPoolExecutor.DiscardPolicy());
    }
}
