package net.strata.protocol;

import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// The small services of old: one port, and bytes without any header. Echo (RFC 862), Discard (RFC 863), Daytime
/// (RFC 867), Character Generator (RFC 864).
public final class Service extends Protocol {
    static final Service ECHO = new Service(7, "ECHO", new Layout("echo", "Echo", "RFC 862"), Octets.Form.BYTES, "data",
            "Echo data", "comes back unchanged");
    static final Service DISCARD = new Service(9, "DISCARD", new Layout("discard", "Discard", "RFC 863"),
            Octets.Form.BYTES, "data", "Data", "thrown away unread");
    private static final Layout daytime = new Layout("daytime", "Daytime", "RFC 867");
    static final Service DAYTIME = new Service(13, "DAYTIME", daytime,
            daytime.loose(Octets.Form.TEXT, "string", "Time", says("date and time in words, for people to read")),
            daytime.made(Made.Form.BOOLEAN, "response_request", "Response",
                    says("set in the server's answer, not in what asks for it")));
    static final Service CHARGEN = new Service(19, "CHARGEN", new Layout("chargen", "Character generator", "RFC 864"),
            Octets.Form.TEXT, "data", "Characters", "any that the server likes");

    private final int port;
    private final Octets data;
    private final @Nullable Made response;

    private Service(int port, String label, Layout layout, Octets.Form form, String name, String title, String says) {
        this(port, label, layout, layout.loose(form, name, title, says(says)), null);
    }

    private Service(int port, String label, Layout layout, Octets data, @Nullable Made response) {
        super(layout, label, Level.APPLICATION);
        this.port = port;
        this.data = data;
        this.response = response;
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        if (response != null) t.made(response, response(c) ? 1 : 0);
        if (c.at < c.end()) t.field(data, c.at, c.end() - c.at);
    }

    /// Whether the layer comes from the service, as the layer below says.
    private boolean response(Cursor c) {
        int below = c.layer() - 1;
        c.select(below);
        int from = (c.protocol() instanceof Tcp ? Tcp.SRC_PORT : Udp.SRC_PORT).get(c);
        c.select(below + 1);
        return from == port;
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(response(c) ? "Response" : "Request");
        return true;
    }
}
