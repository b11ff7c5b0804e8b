package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Octets.Form.TEXT;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.util.List;
import java.util.Map;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Bidirectional Forwarding Detection (RFC 5880 section 4).
public final class Bfd extends Protocol {
    private static final Names DIAGNOSTIC = Names.from0("No Diagnostic", "Control Detection Time Expired",
            "Echo Function Failed", "Neighbor Signaled Session Down", "Forwarding Plane Reset", "Path Down",
            "Concatenated Path Down", "Administratively Down", "Reverse Concatenated Path Down",
            "Mis-Connectivity Defect");
    private static final Names STATES = Names.from0("AdminDown", "Down", "Init", "Up");

    private static final Layout bfd = new Layout("bfd", "Bidirectional Forwarding Detection", "RFC 5880 section 4.1");
    static final Uint VERSION = bfd.uint(3, "version", "Version", says("1 for all that is in use"));
    static final Uint DIAG = bfd.uint(5, "diag", "Diagnostic", hex(), names(DIAGNOSTIC),
            says("why the sender's session last went down"));
    static final Uint FLAGS = bfd.group(8, "flags", "Flags", hex(),
            says("the state of the session, and what the sender asks for or confirms"));
    static final Uint STATE = bfd.uint(2, "sta", "State", hex(), names(STATES),
            says("how the sender sees the session; both sides must be up for the path to count as up"));
    static final Uint POLL = bfd.flag("flags.p", "Poll",
            says("asks the other side to answer at once, as when timing changes"));
    static final Uint FINAL = bfd.flag("flags.f", "Final", says("the answer to a poll"));
    static final Uint INDEPENDENT = bfd.flag("flags.c", "Independent",
            says("its BFD runs apart from its control plane, and goes on when that breaks down"));
    static final Uint AUTHENTICATED = bfd.flag("flags.a", "Authenticated", says("an authentication section follows"));
    static final Uint DEMAND = bfd.flag("flags.d", "Demand", says("asks the other side to send nothing but polls"));
    static final Uint MULTIPOINT = bfd.flag("flags.m", "Multipoint",
            says("reserved for point-to-multipoint sessions; must be 0"));
    static final Uint MULTIPLIER = bfd.uint(8, "detect_time_multiplier", "Detection multiplier",
            says("how many packets in a row may be lost before the path counts as down"));
    static final Uint LENGTH = bfd.uint(8, "message_length", "Length", says("bytes of the whole message"));
    static final Uint MINE = bfd.uint(32, "my_discriminator", "My discriminator", hex(), varies(),
            says("number by which the sender tells this session from its others; never 0"));
    static final Uint YOURS = bfd.uint(32, "your_discriminator", "Your discriminator", hex(), varies(),
            says("the other side's number for the session; 0 while it is not known"));
    static final Uint TRANSMIT = bfd.uint(32, "desired_min_tx_interval", "Least transmit interval",
            says("µs between packets that the sender would like; it sends no faster"));
    static final Uint RECEIVE = bfd.uint(32, "required_min_rx_interval", "Least receive interval",
            says("µs between packets that the sender can take; 0: send it none"));
    static final Uint ECHO = bfd.uint(32, "required_min_echo_interval", "Least echo interval",
            says("µs between looped-back echo packets it can take; 0: it does no echo"));

    /// RFC 5880 sections 4.2 to 4.4.
    private static final Pieces AUTHENTICATION = new Pieces("bfd", "Authentication");

    static {
        Uint type = AUTHENTICATION.layout().loose(8, "auth.type", "Type", names("", "password", "MD5",
                "meticulous MD5", "SHA-1", "meticulous SHA-1"), says("how the packet proves its origin"),
                source("RFC 5880 section 4.1"));
        Pieces hash = key("Hash").piece((_, at, to) -> at < to ? at + 1 : -1)
                .number(32, "auth.seq_num", "Sequence number", hex(), varies(),
                        says("grows, so that replayed packets are refused; meticulous: with each packet"))
                .rest(BYTES, "checksum", "Hash", varies(),
                        says("digest over packet and shared key, which proves the origin"),
                        source("RFC 5880 sections 4.3 and 4.4"));
        AUTHENTICATION.choice(type, key("Authentication"),
                Map.of(1, key("Password").rest(TEXT, "auth.password", "Password",
                        says("sent in clear; must be the one the receiver has"), source("RFC 5880 section 4.2")), 2,
                        hash, 3, hash, 4, hash, 5, hash));
    }

    public Bfd() {
        super(bfd, "BFD Control", Level.APPLICATION);
    }

    private static Pieces key(String title) {
        return new Pieces("bfd", title)
                .number(8, "auth.len", "Length", says("bytes of the section, type and length included"))
                .number(8, "auth.key", "Key", says("which of the shared secrets was used"));
    }

    @Override
    public void walk(Cursor c) {
        c.limit(LENGTH.get(c), LENGTH).all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(bfd, c.at, c.end());
        if (!AUTHENTICATED.is(c)) return;
        AUTHENTICATION.read(new PieceReader(c.data, c.at, c.end(), t, c.scratch()), c.at + bfd.bytes(), c.end());
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("Diag: ").ascii(DIAGNOSTIC.of(DIAG.get(c), "Unknown")).ascii(", State: ")
                .ascii(STATES.of(STATE.get(c), "")).ascii(", Flags: 0x").hex(FLAGS.get(c) & 0x3f, 2);
        return true;
    }

    @Override
    public List<Layout> parts() {
        return AUTHENTICATION.layouts();
    }
}
