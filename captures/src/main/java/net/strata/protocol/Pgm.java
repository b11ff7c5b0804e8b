package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.port;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// Pragmatic General Multicast (RFC 3208 section 8): reliable delivery to many receivers.
public final class Pgm extends Protocol {
    private static final Names TYPES = new Names("""
            0x00 SPM
            0x01 POLL
            0x02 POLR
            0x04 ODATA
            0x05 RDATA
            0x08 NAK
            0x09 NNAK
            0x0a NCF
            0x0c SPMR
            0x0d ACK""");
    private static final int ORIGINAL_DATA = 4;
    private static final int REPAIR_DATA = 5;
    private static final Layout pgm = new Layout("pgm", "Pragmatic General Multicast", "RFC 3208 section 8");
    static final Uint SRC_PORT = pgm.uint(16, "hdr.sport", "Source port", port(),
            says("the program that sent it; from a source it names the session, with the GSI"));
    static final Uint DST_PORT = pgm.uint(16, "hdr.dport", "Destination port", port(),
            says("the program meant; in data, the port on which the receivers listen"));
    static final Uint TYPE = pgm.uint(8, "hdr.type", "Type", hex(), names(TYPES),
            says("whether it is data, a repair, a request for one, or tells the way to the source"));
    static final Uint OPTIONS = pgm.group(8, "hdr.opts", "Options", hex(),
            says("whether options follow, who must read them, and whether it is parity"));
    static final Uint PARITY = pgm.flag("hdr.opts.parity", "Parity",
            says("carries parity, from which lost data are rebuilt, not data itself"));
    static final Uint VARLEN = pgm.flag("hdr.opts.varlen", "Variable-length parity",
            says("the parity is over packets of different lengths"));
    static final Uint NETSIG = pgm.skip(4).flag("hdr.opts.netsig", "Network significant",
            says("set where routers must read the options too"));
    static final Uint OPT = pgm.flag("hdr.opts.opt", "Options present", says("set where options follow the header"));
    static final Uint CHECKSUM = pgm.uint(16, "hdr.cksum", "Checksum", hex(), varies(),
            says("over header and data; 0: the sender computed none"));
    static final Octets GSI = pgm.bytes(6, "hdr.gsi", "Global source identifier", varies(),
            says("names the source among all others; with its port it names the session"));
    static final Uint TSDU = pgm.uint(16, "hdr.tsdulen", "Data length",
            says("bytes of data, neither header nor options counted"));

    private static final Layout path = body("Source path message");
    static final Uint SPM = path.uint(32, "spm.sqn", "Sequence number", hex(),
            says("counts these messages, so that routers use the newest alone"));
    static final Uint SPM_TRAIL = path.uint(32, "spm.trail", "Trailing edge", hex(),
            says("oldest packet that the source can still repair"));
    static final Uint SPM_LEAD = path.uint(32, "spm.lead", "Leading edge", hex(),
            says("newest packet of data that the source has sent"));
    private static final Layout poll = body("Poll request");
    static final Uint POLL = poll.uint(32, "poll.sqn", "Sequence number", hex(),
            says("counts the source's polls, which find out how many receivers there are"));
    static final Uint POLL_ROUND = poll.uint(16, "poll.round", "Round", says("which round of the poll it is"));
    static final Uint POLL_TYPE = poll.uint(16, "poll.subtype", "Subtype", hex(), says("who is asked to answer"));
    private static final Layout polled = body("Poll response");
    static final Uint POLR = polled.uint(32, "polr.sqn", "Sequence number", hex(),
            says("number of the poll that it answers"));
    static final Uint POLR_ROUND = polled.uint(16, "polr.round", "Round", says("round of the poll that it answers"));
    private static final Layout data = body("Data");
    static final Uint SEQUENCE = data.uint(32, "data.sqn", "Sequence number", hex(),
            says("counts the packets of data in the session; a repair has the same number"));
    static final Uint TRAIL = data.uint(32, "data.trail", "Trailing edge", hex(),
            says("oldest packet that the source can still repair"));
    private static final Layout missing = body("Repair request");
    static final Uint NAK = missing.uint(32, "nak.sqn", "Sequence number", hex(),
            says("number of the packet that is missing"));

    public Pgm() {
        super(pgm, "PGM", Level.TRANSPORT);
    }

    private static Layout body(String title) {
        return new Layout("pgm", title, "RFC 3208 section 8").skip(pgm.bytes() * 8);
    }

    /// Data stand at the end, behind the options.
    @Override
    public void walk(Cursor c) {
        if (TYPE.get(c) == ORIGINAL_DATA || TYPE.get(c) == REPAIR_DATA) {
            c.header(Math.max(c.claimedEnd() - c.at - TSDU.get(c), bytes()), TSDU);
        } else {
            c.all();
        }
    }

    private static @Nullable Layout body(Cursor c) {
        return switch (TYPE.get(c)) {
            case 0 -> path;
            case 1 -> poll;
            case 2 -> polled;
            case ORIGINAL_DATA, REPAIR_DATA -> data;
            case 8, 9, 10 -> missing;
            default -> null;
        };
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(pgm, c.at, c.headerEnd());
        Layout body = body(c);
        if (body == null || c.headerEnd() <= c.at + bytes()) return;
        t.open(body, c.at + bytes(), Math.min(c.at + body.bytes(), c.headerEnd()));
        t.fields(body, c.at, c.headerEnd());
        t.close();
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(TYPES.of(TYPE.get(c), "Unknown type"));
        if (body(c) != null && c.headerEnd() - c.at >= bytes() + 4)
            out.ascii(" sqn 0x").hex(SEQUENCE.value(c.data, c.at), 8);
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(path, poll, polled, data, missing);
    }
}
