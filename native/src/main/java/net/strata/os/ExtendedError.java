package net.strata.os;

/// An entry of a socket's error queue: an ICMP error that came back for a packet of this socket, an error of this host, or
/// the stamp of a packet that was sent (`struct sock_extended_err`, ip(7) under IP_RECVERR; Linux,
/// Documentation/networking/timestamping.rst).
///
/// The message that it comes with holds the data of that packet, as far as the error quoted it, and whom it was for.
///
/// @param errno what a call would have failed with, such as [Errno#ECONNREFUSED]; [Errno#ENOMSG] for a stamp
/// @param origin where it comes from, such as [Abi#SO_EE_ORIGIN_ICMP]
/// @param type the ICMP type
/// @param code the ICMP code
/// @param info the path's MTU where the packet was too long; of a stamp, which moment, such as [Abi#SCM_TSTAMP_SND]
/// @param data of a stamp, its id; else see [#extensionOffset]
/// @param offender who sent the ICMP error: a router or the destination; an [SockAddr.Other] if nobody did
public record ExtendedError(int errno, int origin, int type, int code, int info, int data, SockAddr offender) {
    /// Whether it is the stamp of a packet that was sent: [Control#stamp] has the time.
    public boolean isStamp() {
        return origin == Abi.SO_EE_ORIGIN_TIMESTAMPING;
    }

    /// Which packet a stamp is of: its number among those that the socket sent since SOF_TIMESTAMPING_OPT_ID was set, from 0
    /// ([Stamps] tells what counts), or what the sender chose; for a TCP socket, the number of the last byte.
    public int stampId() {
        return data;
    }

    /// Where ICMP extensions (RFC 4884) begin in the message's data; 0 if there are none, or IP_RECVERR_RFC4884 and
    /// IPV6_RECVERR_RFC4884 did not ask for them.
    public int extensionOffset() {
        return isStamp() ? 0 : data & 0xffff;
    }

    /// Whether the extensions' lengths or checksum are wrong.
    public boolean extensionsInvalid() {
        return !isStamp() && (data >>> 8 * (Abi.EE_RFC4884_FLAGS - Abi.EE_DATA) & Abi.SO_EE_RFC4884_FLAG_INVALID) != 0;
    }
}
