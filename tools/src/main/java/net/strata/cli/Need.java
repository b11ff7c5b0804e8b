package net.strata.cli;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a command needs of the system, beside Java.
enum Need {
    NOTHING,
    /// Nothing but for capture filters.
    FILTERS, CAPTURE, ECHO, TRACE;

    /// One of these is enough; empty if nothing is needed.
    List<Ability> oneOf() {
        return switch (this) {
            case NOTHING -> List.of();
            case FILTERS -> List.of(Ability.LIBPCAP);
            case CAPTURE -> List.of(Ability.LIVE_CAPTURE);
            case ECHO -> List.of(Ability.RAW_IPV4, Ability.ECHO_IPV4);
            case TRACE -> List.of(Ability.WHOLE_IPV4, Ability.UDP_IPV4);
        };
    }

    /// The option that alone needs it, empty if the whole command does.
    String part() {
        return this == FILTERS ? "-f" : "";
    }

    /// Of these the one with which it does all that it can.
    @Nullable
    Ability best() {
        return this == TRACE ? Ability.WHOLE_IPV4 : null;
    }

    /// What it cannot do without that one.
    String lost() {
        return "what routers quote of IP headers";
    }

    boolean isMet(Predicate<Ability> works) {
        return oneOf().isEmpty() || oneOf().stream().anyMatch(works);
    }
}
