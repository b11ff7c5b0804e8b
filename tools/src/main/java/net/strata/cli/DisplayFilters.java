package net.strata.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import net.strata.filter.BpfFilter;
import net.strata.filter.Filter;
import net.strata.filter.FilterException;
import net.strata.frame.FrameSource;
import net.strata.view.Pipeline;
import net.strata.view.Ranges;
import net.strata.view.Selection;
import net.strata.view.WhyView;
import org.jspecify.annotations.Nullable;

/// The options of display filters.
final class DisplayFilters {
    static final Option FILTER = Option.value("-Y,--display-filter", "FILTER",
            "only packets that this display filter chooses, in Wireshark's language: docs/filters.md");
    static final Option WHY = Option.value("--why", "N",
            "show what each term of the display filter says of packet N, and end");
    static final List<Option> OPTIONS = List.of(FILTER, WHY);

    private DisplayFilters() {}

    /// The filter, null if none is asked for.
    static @Nullable Filter of(Arguments arguments) throws UsageException {
        return of(arguments, FILTER);
    }

    /// The filter that an option gives, null if it was not given.
    static @Nullable Filter of(Arguments arguments, Option option) throws UsageException {
        String text = arguments.value(option);
        try {
            return text == null ? null : Filter.parse(text);
        } catch (FilterException e) {
            throw new UsageException(arguments.name(option) + ": " + e.getMessage(), e.place());
        }
    }

    /// Shows what the terms say of the packet asked for.
    static int why(Arguments arguments, FrameSource source, @Nullable BpfFilter captured, Console console)
            throws IOException, UsageException {
        Filter filter = of(arguments);
        if (filter == null) throw new UsageException("--why explains a display filter: give one with -Y");
        long number = arguments.number(WHY, 1, Long.MAX_VALUE, 1);
        var seen = new AtomicBoolean();
        var one = new Selection(Ranges.of(number), 1, captured, null);
        new Pipeline(source, console.out(), () -> new WhyView(filter, seen), one).run();
        if (seen.get()) return Status.DONE;
        console.error("strata decode: there is no packet " + number + (captured == null ? "" : " that -f chooses"));
        return Status.NEGATIVE;
    }

    /// Says if the filter could not decide everywhere.
    static void doubt(@Nullable Filter filter, Console console) {
        if (filter != null && filter.gaveUp() > 0)
            console.say("strata decode: matches took too long on " + filter.gaveUp()
                    + " values; they count as not matching");
    }
}
