package net.strata.protocol;

import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Checksum;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Lightweight User Datagram Protocol (RFC 3828): UDP, with the length replaced by how much the checksum covers. The
/// fields that both have are UDP's.
public final class UdpLite extends Protocol {
    /// Its IP protocol number.
    static final int NUMBER = 136;
    private static final int HEADER = 8;
    private static final Layout udplite = new Layout("udplite", "Lightweight User Datagram Protocol", "RFC 3828")
            .skip(HEADER * 8);
    private static final Layout lite = new Layout("udp", "Coverage", "RFC 3828 section 3.1").skip(32);
    static final Uint COVERAGE = lite.uint(16, "checksum_coverage", "Checksum coverage",
            says("bytes that the checksum covers, header included; 0: all"),
            otherwise("damaged data would pass, or good datagrams be dropped"));
    static final Made LENGTH = lite.made(Made.Form.NUMBER, "length", "Length",
            says("bytes of header and data, as the packet around it tells"));

    public UdpLite() {
        super(udplite, "UDP-Lite", Level.TRANSPORT);
    }

    @Override
    public void walk(Cursor c) {
        int coverage = COVERAGE.get(c);
        boolean none = coverage != 0 && coverage < HEADER; // such packets are dropped (section 3.1)
        if (none || coverage > c.claimedEnd() - c.at) c.limit(coverage, COVERAGE);
        Udp.carry(c);
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.field(Udp.SRC_PORT, c.at, 2);
        t.field(Udp.DST_PORT, c.at, 2);
        t.field(COVERAGE, c.at, 2);
        t.field(Udp.CHECKSUM, c.at, 2);
        t.made(LENGTH, c.claimedEnd() - c.at);
        if (t.wants(Udp.STATUS)) Checksums.tell(t, Udp.STATUS, Udp.WHY, checksum(c));
        Conversation.fields(c, t, Udp.STREAM, Udp.SINCE_FIRST, Udp.SINCE_PREVIOUS);
    }

    @Override
    public boolean trouble(Cursor c) {
        return checksum(c) == Checksum.BAD;
    }

    private static int checksum(Cursor c) {
        int length = c.claimedEnd() - c.at;
        int coverage = COVERAGE.get(c);
        return Checksums.transport(c, NUMBER, Udp.CHECKSUM, length, coverage == 0 ? length : coverage);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        return Udp.tell(c, out);
    }

    @Override
    public List<Layout> parts() {
        return List.of(lite, Udp.LAYOUT);
    }
}
