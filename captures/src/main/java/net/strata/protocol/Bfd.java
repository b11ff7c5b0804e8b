package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
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

/// Bidirectional Forwarding Detection (RFC 5880 section 4): whether the path between two routers works.
public final class Bfd extends Protocol {
    private static final int SIMPLE = 1;
    private static final Names STATES = Names.from0("Admin Down", "Down", "Init", "Up");
    private static final Names DIAGNOSTICS = Names.from0("No Diagnostic", "Control Detection Time Expired",
            "Echo Function Failed", "Neighbor Signaled Session Down", "Forwarding Plane Reset", "Path Down",
            "Concatenated Path Down", "Administratively Down", "Reverse Concatenated Path Down");
    private static final Layout bfd = new Layout("bfd", "Bidirectional Forwarding Detection", "RFC 5880 section 4.1");
    static final Uint VERSION = bfd.uint(3, "version", "Version");
    static final Uint DIAGNOSTIC = bfd.uint(5, "diag", "Diagnostic", hex(), names(DIAGNOSTICS),
            says("why the session was last down"));
    static final Uint STATE = bfd.uint(2, "sta", "State", hex(), names(STATES));
    static final Uint POLL = bfd.flag("flags.p", "Poll");
    static final Uint FINAL = bfd.flag("flags.f", "Final", says("answers a poll"));
    static final Uint INDEPENDENT = bfd.flag("flags.c", "Control plane independent");
    static final Uint AUTHENTICATED = bfd.flag("flags.a", "Authentication present");
    static final Uint DEMAND = bfd.flag("flags.d", "Demand");
    static final Uint MULTIPOINT = bfd.flag("flags.m", "Multipoint");
    static final Uint MULTIPLIER = bfd.uint(8, "detect_time_multiplier", "Detection multiplier",
            says("lost packets until the path counts as down"));
    static final Uint LENGTH = bfd.uint(8, "message_length", "Length", says("bytes"));
    static final Uint MINE = bfd.uint(32, "my_discriminator", "My discriminator", hex(), varies());
    static final Uint YOURS = bfd.uint(32, "your_discriminator", "Your discriminator", hex(), varies());
    static final Uint TRANSMIT = bfd.uint(32, "desired_min_tx_interval", "Desired transmit interval", says("us"));
    static final Uint RECEIVE = bfd.uint(32, "required_min_rx_interval", "Required receive interval", says("us"));
    static final Uint ECHO = bfd.uint(32, "required_min_echo_interval", "Required echo interval", says("us"));

    private static final Layout authentication = new Layout("bfd", "Authentication", "RFC 5880 section 4.2");
    static final Uint TYPE = authentication.uint(8, "auth.type", "Authentication", names("", "Simple password",
            "Keyed MD5", "Meticulous keyed MD5", "Keyed SHA1", "Meticulous keyed SHA1"));
    static final Uint AUTH_LENGTH = authentication.uint(8, "auth.len", "Length");
    static final Uint KEY = authentication.uint(8, "auth.key", "Key");
    static final Octets PASSWORD = authentication.loose(Octets.Form.TEXT, "auth.password", "Password");
    static final Uint SEQUENCE = authentication.loose(32, "auth.seq_num", "Sequence number", hex(), varies());

    public Bfd() {
        super(bfd, "BFD Control", Level.APPLICATION);
    }

    @Override
    public void walk(Cursor c) {
        c.limitPayload(c.at + Math.max(LENGTH.get(c), bytes())).all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(bfd, c.at, c.headerEnd());
        int at = c.at + bytes();
        if (!AUTHENTICATED.is(c) || at + authentication.bytes() > c.end()) return;
        int end = Math.min(at + AUTH_LENGTH.get(c.data, at), c.end());
        t.open(authentication, at, Math.max(end, at + authentication.bytes()));
        t.fields(authentication, at, c.end());
        if (TYPE.get(c.data, at) == SIMPLE) {
            if (at + 3 < end) t.field(PASSWORD, at + 3, end - at - 3);
        } else if (at + 8 <= end) {
            t.field(SEQUENCE, at + 4, 4);
        }
        t.close();
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("Diag: ").ascii(DIAGNOSTICS.of(DIAGNOSTIC.get(c), "unknown")).ascii(", State: ");
        out.ascii(STATES.of(STATE.get(c), "unknown"));
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(authentication);
    }
}
