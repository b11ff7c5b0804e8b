package net.strata.os;

import java.io.IOException;
import net.strata.filter.BpfProgram;
import net.strata.frame.LinkType;
import org.jspecify.annotations.Nullable;

/// A filter in the language of pcap-filter(7), which libpcap compiles.
///
/// @param text such as `tcp port 80`
public record CaptureFilter(String text) {
    /// What libpcap takes for no limit (MAXIMUM_SNAPLEN).
    private static final int LONGEST = 262_144;

    private static @Nullable Libpcap libpcap;

    /// The program for frames of a link type.
    ///
    /// @param linkType a LINKTYPE_ number, see [LinkType]
    /// @param snapLength most bytes there can be of a frame, 0 for no limit: what the program returns for frames that pass
    /// @throws FilterSyntaxException if there is none
    /// @throws OsError if there is no libpcap
    public BpfProgram compile(int linkType, int snapLength) throws IOException {
        int snap = snapLength <= 0 ? LONGEST : snapLength;
        return switch (compile(text, linkType, snap)) {
            case Libpcap.Compiled c -> c.program();
            case Libpcap.Refused r -> throw new FilterSyntaxException(message(r.reason(), linkType));
        };
    }

    private static Libpcap.Result compile(String text, int linkType, int snapLength) throws OsError {
        String refusal = FilterNames.refusal(text);
        if (refusal != null) return new Libpcap.Refused(refusal);
        return libpcap().compile(text, linkType, snapLength);
    }

    private static synchronized Libpcap libpcap() throws OsError {
        if (libpcap == null) libpcap = Libpcap.load();
        return libpcap;
    }

    private String message(String reason, int linkType) throws OsError {
        String run = FilterFault.shortest(text, part -> compile(part, linkType, LONGEST) instanceof Libpcap.Compiled);
        return message(run, reason, linkType);
    }

    /// @param run the words that do not compile
    /// @param reason libpcap's
    static String message(String run, String reason, int linkType) {
        var message = new StringBuilder("the capture filter does not compile at \"").append(run).append('"');
        if (linkType != LinkType.ETHERNET) message.append(" for link type ").append(LinkType.name(linkType));
        return message.append(": ").append(reason.replace("can't parse filter expression: ", "")).toString();
    }
}
