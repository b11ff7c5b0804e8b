package net.strata.ping;

import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// What an arrival says, as its [Method] reads it. Used again for the next.
public final class Reading {
    /// Whether it is an error for a probe; else a reply.
    boolean error;
    /// The sequence number, of 16 bits.
    int sequence;
    /// Whether there is a nonce.
    boolean hasNonce;
    long nonce;
    /// Of an error, whom the probe was for.
    SockAddr.@Nullable Ip destination;
    boolean checksumWrong;
    /// Of an error: type, code, and what else the header says.
    int type;
    int code;
    int info;
    /// Of an error, where the quoted packet begins; of a reply, where its data does.
    int at;

    void clear() {
        error = false;
        hasNonce = false;
        destination = null;
        checksumWrong = false;
    }
}
