package net.strata.lab;

import java.util.List;
import java.util.function.ToLongFunction;

/// Searches in lists that are in the order of a number.
final class Sorted {
    private Sorted() {}

    /// How many have a number up to one, that included.
    static <T> int upTo(List<T> all, ToLongFunction<T> number, long most) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (number.applyAsLong(all.get(middle)) > most) high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    /// How many have a number below one.
    static <T> int below(List<T> all, ToLongFunction<T> number, long bound) {
        return bound == Long.MIN_VALUE ? 0 : upTo(all, number, bound - 1);
    }
}
