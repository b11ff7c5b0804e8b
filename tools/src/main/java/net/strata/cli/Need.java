package net.strata.cli;

import java.util.List;
import java.util.function.Predicate;

/// What a command needs of the system, beside Java.
enum Need {
    NOTHING,
    /// Nothing but for capture filters.
    FILTERS, CAPTURE, ECHO;

    /// One of these is enough; empty if nothing is needed.
    List<Ability> oneOf() {
        return switch (this) {
            case NOTHING -> List.of();
            case FILTERS -> List.of(Ability.LIBPCAP);
            case CAPTURE -> List.of(Ability.LIVE_CAPTURE);
            case ECHO -> List.of(Ability.RAW_IPV4, Ability.ECHO_IPV4);
        };
    }

    /// The option that alone needs it, empty if the whole command does.
    String part() {
        return this == FILTERS ? "-f" : "";
    }

    boolean isMet(Predicate<Ability> works) {
        return oneOf().isEmpty() || oneOf().stream().anyMatch(works);
    }
}
