package net.strata.os;

/// The kernel's stamps of the packets that a socket sends and receives (Linux, Documentation/networking/timestamping.rst):
/// [Control#stamp] of a message that was received says when it came; for one that was sent, an entry comes to the error
/// queue ([Control#isStamp]) when the driver takes the packet. So an ICMP, UDP, raw or packet socket measures round trips
/// without the time that programs wait for the processor.
///
/// ```java
/// Stamps.request(socket);                               // the next packet has id 0
/// socket.sendmmsg(probes, 0, count, 0);
/// while (socket.recvmmsg(entries, MSG_ERRQUEUE | MSG_DONTWAIT) > 0) ...   // Control.isStamp, stampId, stamp
/// ```
///
/// **Which packet a stamp is of.** The kernel numbers a socket's packets from 0, a datagram that it cuts into fragments once
/// (its first fragment is stamped). What it refuses before it has made a packet has no number: EMSGSIZE, ENETUNREACH, EACCES,
/// EINVAL, and the error of an earlier packet that it reports in this one's place (EHOSTUNREACH, ECONNREFUSED; IP_RECVERR).
/// What is refused later has used one: EPERM of a firewall, and ENOBUFS where the interface's queue is full; ENOBUFS of a raw
/// socket whose send buffer is full has not. Some losses are no failure to the sender at all, and have a number but never a
/// stamp: a full queue without IP_RECVERR, and of an ICMPv6 datagram socket always; a neighbour that does not answer.
/// Kernels before 6.9 use numbers for more failures.
///
/// So counting what was sent is good until the first ENOBUFS or EPERM; then [#request] begins a new count. From Linux 6.13
/// on a sender may give each message an id of its own instead ([#canChoose], [Control#stampAs]), which holds whatever fails.
/// Then it gives one to every message: raw and ICMP sockets use the last one again for those without.
///
/// **What is missing at first.** The kernel stamps what it receives only while someone on the system wants that, and begins
/// with that a little after the first request, which is shorter than most round trips but not than those on the same host. For
/// packets that came unstamped it takes the moment in which they are read: a little late, never too early.
///
/// **What gets lost.** Entries that wait take room of SO_RCVBUF; where it is full, further stamps and errors are dropped
/// without a word. A stamp does not make a call fail, as errors do, but it is [Abi#POLLERR] to a [Poll].
public final class Stamps {
    private static final int WITHOUT_ID = Abi.SOF_TIMESTAMPING_SOFTWARE | Abi.SOF_TIMESTAMPING_RX_SOFTWARE
            | Abi.SOF_TIMESTAMPING_TX_SOFTWARE | Abi.SOF_TIMESTAMPING_OPT_TSONLY;

    private Stamps() {}

    /// Has the kernel stamp what the socket sends and receives from now on; entries of the error queue come without the
    /// packet. The next packet has id 0, also of a socket that had stamps already.
    public static void request(Socket socket) throws OsError {
        // Numbers begin anew when OPT_ID goes from off to on.
        socket.setsockopt(Option.SO_TIMESTAMPING, WITHOUT_ID);
        socket.setsockopt(Option.SO_TIMESTAMPING, WITHOUT_ID | Abi.SOF_TIMESTAMPING_OPT_ID);
        // With it what was received unstamped is stamped when it is read.
        socket.setsockopt(Option.SO_TIMESTAMPNS, 1);
    }

    /// Whether this kernel lets senders choose ids (from Linux 6.13 on).
    public static boolean canChoose() throws OsError {
        try (var socket = Socket.socket(Abi.AF_INET, Abi.SOCK_DGRAM, 0)) {
            socket.setsockopt(Option.SO_TIMESTAMPING, WITHOUT_ID | Abi.SOF_TIMESTAMPING_OPT_ID);
            // Control messages are looked at first: one that is not known is EINVAL. Then nothing is sent, as the socket may
            // not broadcast.
            var message = Message.of(1, 32).to(new SockAddr.In(-1, 9));
            message.control().stampAs(0);
            return socket.expect(Errno.EINVAL, Errno.EACCES, Errno.ENETUNREACH).sendmsg(message, 0) != -Errno.EINVAL;
        }
    }
}
