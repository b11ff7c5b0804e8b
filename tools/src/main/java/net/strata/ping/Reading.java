package net.strata.ping;

import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import org.jspecify.annotations.Nullable;

/// What an arrival says, as its [Method] reads it. Used again for the next.
public final class Reading {
    /// Whether it is an error for a probe; else a reply.
    boolean error;
    /// The sequence number, of 16 bits; -1 if there is none: what has no nonce either is taken to be for the newest probe.
    int sequence;
    /// Whether there is a nonce.
    boolean hasNonce;
    long nonce;
    /// Where there is room for less than a nonce: which of its bits are there. They have to be right.
    long part;
    /// Of an error, whom the probe was for.
    SockAddr.@Nullable Ip destination;
    boolean checksumWrong;
    /// Of an error: type, code, and what else the header says.
    int type;
    int code;
    int info;
    /// Of an error, where the quoted packet begins; of a reply, where its data does.
    int at;

    /// An error as the kernel tells of it.
    void queued(Arrival arrival) {
        error = true;
        type = arrival.type();
        code = arrival.code();
        info = arrival.info();
        destination = arrival.destination();
    }

    void clear() {
        error = false;
        hasNonce = false;
        part = 0;
        destination = null;
        checksumWrong = false;
    }
}
