package net.strata.echo;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The daytime protocol (RFC 867): who connects is told the time, and so is who sends a datagram, whatever is in it.
final class Daytime implements Conversation {
    /// The first of the two forms that the RFC proposes.
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("EEEE, MMMM d, yyyy HH:mm:ss-zzz",
            Locale.ENGLISH);

    private final Clock clock;

    Daytime(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void begins(Answer out) {
        tell(out);
        out.end();
    }

    @Override
    public void came(ByteBuffer data, Answer out) {
        tell(out);
    }

    private void tell(Answer out) {
        out.say(FORM.format(ZonedDateTime.now(clock)) + "\r\n");
    }
}
