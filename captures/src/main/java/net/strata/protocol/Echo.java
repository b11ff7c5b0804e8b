package net.strata.protocol;

import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Text;

/// Echo (RFC 862): whatever is sent comes back.
public final class Echo extends Protocol {
    private static final int PORT = 7;
    private static final Layout echo = new Layout("echo", "Echo", "RFC 862");
    static final Octets DATA = echo.loose(Octets.Form.BYTES, "data", "Echo data", says("comes back unchanged"));

    public Echo() {
        super(echo, "ECHO", Level.APPLICATION);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.field(DATA, c.at, c.end() - c.at);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int below = c.layer() - 1;
        c.select(below);
        boolean reply = (c.protocol() instanceof Tcp ? Tcp.SRC_PORT : Udp.SRC_PORT).get(c) == PORT;
        c.select(below + 1);
        out.ascii(reply ? "Response" : "Request");
        return true;
    }
}
