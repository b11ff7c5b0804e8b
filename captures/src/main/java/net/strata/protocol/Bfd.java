package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Octets.Form.TEXT;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
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
    static final Uint VERSION = bfd.uint(3, "version", "Version");
    static final Uint DIAG = bfd.uint(5, "diag", "Diagnostic", hex(), names(DIAGNOSTIC),
            says("why the session last went down"));
    static final Uint FLAGS = bfd.group(8, "flags", "Flags", hex());
    static final Uint STATE = bfd.uint(2, "sta", "State", hex(), names(STATES));
    static final Uint POLL = bfd.flag("flags.p", "Poll", says("answer at once"));
    static final Uint FINAL = bfd.flag("flags.f", "Final", says("the answer to a poll"));
    static final Uint INDEPENDENT = bfd.flag("flags.c", "Independent",
            says("it goes on when the control plane breaks down"));
    static final Uint AUTHENTICATED = bfd.flag("flags.a", "Authenticated");
    static final Uint DEMAND = bfd.flag("flags.d", "Demand", says("no packets but polls, please"));
    static final Uint MULTIPOINT = bfd.flag("flags.m", "Multipoint");
    static final Uint MULTIPLIER = bfd.uint(8, "detect_time_multiplier", "Detection multiplier",
            says("packets in a row that may be lost"));
    static final Uint LENGTH = bfd.uint(8, "message_length", "Length", says("bytes"));
    static final Uint MINE = bfd.uint(32, "my_discriminator", "My discriminator", hex(), varies());
    static final Uint YOURS = bfd.uint(32, "your_discriminator", "Your discriminator", hex(), varies());
    static final Uint TRANSMIT = bfd.uint(32, "desired_min_tx_interval", "Least transmit interval",
            says("µs the sender would like"));
    static final Uint RECEIVE = bfd.uint(32, "required_min_rx_interval", "Least receive interval",
            says("µs the sender can take"));
    static final Uint ECHO = bfd.uint(32, "required_min_echo_interval", "Least echo interval", says("µs"));

    /// RFC 5880 sections 4.2 to 4.4.
    private static final Pieces AUTHENTICATION = new Pieces("bfd", "Authentication");

    static {
        Uint type = AUTHENTICATION.layout().loose(8, "auth.type", "Type", names("", "password", "MD5",
                "meticulous MD5", "SHA-1", "meticulous SHA-1"));
        Pieces hash = key("Hash").piece((_, at, to) -> at < to ? at + 1 : -1)
                .number(32, "auth.seq_num", "Sequence number", hex(), varies())
                .rest(BYTES, "checksum", "Hash", varies());
        AUTHENTICATION.choice(type, key("Authentication"),
                Map.of(1, key("Password").rest(TEXT, "auth.password", "Password"), 2, hash, 3, hash, 4, hash, 5, hash));
    }

    public Bfd() {
        super(bfd, "BFD Control", Level.APPLICATION);
    }

    private static Pieces key(String title) {
        return new Pieces("bfd", title).number(8, "auth.len", "Length").number(8, "auth.key", "Key");
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
