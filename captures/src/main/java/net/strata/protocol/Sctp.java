package net.strata.protocol;

import static net.strata.wire.Trait.also;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.port;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import java.util.zip.CRC32C;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Checksum;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Stream Control Transmission Protocol (RFC 9260 section 3): a header, and chunks behind it.
///
/// What the first DATA chunk carries is the next layer. What others in the same packet carry is shown as their bytes.
public final class Sctp extends Protocol {
    /// Its IP protocol number.
    static final int NUMBER = 132;
    private static final int CHECKSUM_AT = 8;
    /// One line tells this many chunks.
    private static final int MOST = 8;
    private static final Layout sctp = new Layout("sctp", "Stream Control Transmission Protocol",
            "RFC 9260 section 3.1");
    static final Uint SRC_PORT = sctp.uint(16, "srcport", "Source port", also("port"), port(),
            says("the program that sent it"));
    static final Uint DST_PORT = sctp.uint(16, "dstport", "Destination port", also("port"), port(),
            says("the program meant"));
    static final Uint TAG = sctp.uint(32, "verification_tag", "Verification tag", hex(), varies(),
            says("the receiver's random number; packets with another one are dropped"));
    static final Uint CHECKSUM = sctp.uint(32, "checksum", "Checksum", hex(), varies(),
            says("CRC32c over header and chunks; bad packets are dropped"));
    static final Made STATUS = sctp.made(Made.Form.NUMBER, "checksum.status", "Checksum status",
            names(Checksum.STATUS), says("whether the checksum agrees with the packet"));
    static final Made WHY = sctp.made(Made.Form.NUMBER, "checksum.why", "Not verified", names(Checksums.WHY),
            says("why the checksum could not be checked"));

    public Sctp() {
        super(sctp, "SCTP", Level.TRANSPORT);
    }

    @Override
    public void walk(Cursor c) {
        for (int at = c.at + bytes(); at + SctpChunks.HEAD <= c.end(); at = SctpChunks.next(c, at)) {
            int data = SctpChunks.data(c, at);
            if (data < 0) continue;
            c.header(data - c.at).payloadTo(SctpChunks.end(c, at));
            if (SctpChunks.begins(c, at))
                c.next(Protocols.byPort(c, Protocols.SCTP_PORT, SRC_PORT.get(c), DST_PORT.get(c)));
            return;
        }
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(sctp, c.at, c.end());
        if (t.wants(STATUS)) Checksums.tell(t, STATUS, WHY, checksum(c));
        if (!t.wantsParts()) return;
        int carried = c.headerEnd();
        for (int at = c.at + bytes(); at + SctpChunks.HEAD <= c.end(); at = SctpChunks.next(c, at))
            SctpChunks.tell(c, t, at, carried);
    }

    @Override
    public boolean trouble(Cursor c) {
        return checksum(c) == Checksum.BAD;
    }

    /// The sum is sent lowest byte first (RFC 9260 appendix A).
    private static int checksum(Cursor c) {
        int unsure = Checksums.unsure(c);
        if (unsure != Checksum.GOOD) return unsure;
        var crc = new CRC32C();
        crc.update(c.data, c.at, CHECKSUM_AT);
        crc.update(new byte[4]);
        crc.update(c.data, c.at + CHECKSUM_AT + 4, c.end() - c.at - CHECKSUM_AT - 4);
        int field = CHECKSUM.get(c);
        if (field == Integer.reverseBytes((int) crc.getValue())) return Checksum.GOOD;
        return field == 0 ? Checksums.PARTIAL_SUM : Checksum.BAD;
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int told = 0;
        for (int at = c.at + bytes(); at + SctpChunks.HEAD <= c.end(); at = SctpChunks.next(c, at)) {
            if (told > 0) out.put(' ');
            if (told++ == MOST) {
                out.ascii("...");
                break;
            }
            SctpChunks.info(c, out, at);
        }
        if (told == 0) out.port(SRC_PORT.get(c)).arrow().port(DST_PORT.get(c));
        return true;
    }

    @Override
    public List<Layout> parts() {
        return SctpChunks.layouts();
    }
}
