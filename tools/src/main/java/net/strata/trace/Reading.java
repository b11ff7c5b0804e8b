package net.strata.trace;

import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// What a [Method] found in something that came. Used again for the next.
public final class Reading {
    Kind kind = Kind.EXPIRED;
    int type;
    int code;
    int info;
    int flags;
    /// The key that the header behind the IP header says, or the data; 0 if they say none.
    int key;
    /// The key, further by the bytes of the probe's data, as TCP acknowledges them that breaks off; 0 if nothing says it.
    int ended;
    /// The key by the identification of a quoted IPv4 header.
    int id;
    /// What all probes of a flow have in common: [Probe#token]; -1 if nothing says it.
    int token;
    /// Whom the probe was for; null if nothing says it.
    SockAddr.@Nullable Ip destination;
    @Nullable
    Quote quote;

    void clear() {
        kind = Kind.EXPIRED;
        type = -1;
        code = -1;
        info = 0;
        flags = 0;
        key = 0;
        ended = 0;
        id = 0;
        token = -1;
        destination = null;
        quote = null;
    }

    /// Whether this can be for a probe that has its key: at least two of what it says have to agree, as address translators
    /// change some of it.
    boolean fits(Probe probe) {
        int agree = 0;
        if (key == probe.key()) agree++;
        if (id == probe.key() && probe.id() >= 0) agree++;
        if (agree == 0) return false;
        if (token == probe.token) agree++;
        if (probe.path().to().equals(destination)) agree++;
        return agree > 1;
    }

    /// Whether this is how a host breaks off what a probe began.
    boolean ends(Probe probe) {
        return ended != 0 && ended == probe.ended && token == probe.token && probe.path().to().equals(destination);
    }

    /// Whether this, which names no probe, can be for one.
    boolean fitsAny(Probe probe) {
        return key == 0 && id == 0 && kind == Kind.REACHED && token == probe.token
                && probe.path().to().equals(destination);
    }
}
