package net.strata.os;

/// What became of the packets of interfaces (pcap_stats(3PCAP)).
///
/// @param received packets that the capture filter let pass, those dropped among them
/// @param dropped of these, lost because the kernel's buffer was full
/// @param droppedByInterface packets that the interface or its driver lost before anyone saw them
public record LiveCounts(long received, long dropped, long droppedByInterface) {
    static final LiveCounts NONE = new LiveCounts(0, 0, 0);

    LiveCounts plus(LiveCounts other) {
        return new LiveCounts(received + other.received, dropped + other.dropped,
                droppedByInterface + other.droppedByInterface);
    }
}
