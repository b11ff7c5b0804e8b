package net.strata.os;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/// The calls of libpcap that run for every packet, and those that pcap4j leaves out, on the `pcap_t` at an address.
final class LiveCalls {
    static {
        try {
            Native.register(LiveCalls.class, Libpcap.library());
        } catch (OsError e) {
            throw new IllegalStateException(e);
        }
    }

    private LiveCalls() {}

    /// pcap_next_ex(3PCAP): leaves the addresses of header and bytes at two places.
    static native int pcap_next_ex(long pcap, long header, long data);

    static native int pcap_setnonblock(long pcap, int on, Pointer error);

    static native int pcap_get_selectable_fd(long pcap);

    static native Pointer pcap_geterr(long pcap);

    static native int pcap_stats(long pcap, Pointer into);
}
