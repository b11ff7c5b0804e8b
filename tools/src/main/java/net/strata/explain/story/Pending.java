package net.strata.explain.story;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Questions that wait for an answer. So many are remembered, however many are asked.
///
/// @param <K> what tells one question from another
final class Pending<K> {
    private static final int OPEN = 1024;

    /// @param number of its packet
    /// @param what is asked
    record Question(long number, long time, String what) {}

    private final Map<K, Question> open = new LinkedHashMap<>();

    /// Remembers a question, and gives the one with the same key that still waits.
    @Nullable
    Question ask(K key, Sight s, String what) {
        Question before = open.put(key, new Question(s.number(), s.time(), what));
        if (open.size() > OPEN) open.remove(open.keySet().iterator().next());
        return before;
    }

    @Nullable
    Question waiting(K key) {
        return open.get(key);
    }

    /// Takes the question that is answered.
    @Nullable
    Question answer(K key) {
        return open.remove(key);
    }
}
