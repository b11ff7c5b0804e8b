package net.strata.protocol;

import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;

/// Network News Transfer Protocol (RFC 3977 section 3.1).
public final class Nntp extends LineProtocol {
    static final int PORT = 119;
    private static final Layout nntp = new Layout("nntp", "Network News Transfer Protocol", "RFC 3977 section 3.1");
    static final Made REQUEST = nntp.made(Made.Form.BOOLEAN, "request", "Request", says("from the client"));
    static final Made RESPONSE = nntp.made(Made.Form.BOOLEAN, "response", "Response", says("from the server"));
    static final Octets LINE = nntp.loose(Octets.Form.TEXT, "line", "Line", list(),
            says("a line: a command, an answer or part of an article"));

    public Nntp() {
        super(nntp, "NNTP", "Request: ", "Response: ", PORT);
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.made(response(c) ? RESPONSE : REQUEST, 1);
        for (int at = c.at; at < c.end(); at = Lines.after(c.data, at, c.end()))
            t.field(LINE, at, Lines.end(c.data, at, c.end()) - at);
    }
}
