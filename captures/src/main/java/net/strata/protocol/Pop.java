package net.strata.protocol;

import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;

/// Post Office Protocol, version 3 (RFC 1939).
public final class Pop extends LineProtocol {
    static final int PORT = 110;
    private static final Layout pop = new Layout("pop", "Post Office Protocol", "RFC 1939");
    static final Octets COMMAND = pop.loose(Octets.Form.TEXT, "request.command", "Command",
            says("what is asked for, such as RETR to fetch a mail"));
    static final Octets PARAMETER = pop.loose(Octets.Form.TEXT, "request.parameter", "Parameter",
            says("what the command is about, such as the number of a mail"));
    static final Octets REQUEST_DATA = pop.loose(Octets.Form.TEXT, "request.data", "Further line", list(),
            says("further line of the client"));
    static final Octets INDICATOR = pop.loose(Octets.Form.TEXT, "response.indicator", "Indicator",
            says("+OK: done, -ERR: failed"));
    static final Octets DESCRIPTION = pop.loose(Octets.Form.TEXT, "response.description", "Description",
            says("the same in the server's words"));
    static final Octets RESPONSE_DATA = pop.loose(Octets.Form.TEXT, "response.data", "Data", list(),
            says("a line of what was asked for, such as of a mail"));

    public Pop() {
        super(pop, "POP", "C: ", "S: ", PORT);
    }

    @Override
    public void fields(Cursor c, Tree t) {
        byte[] data = c.data;
        boolean response = response(c);
        int at = c.at;
        if (!response || Lines.starts(data, at, c.end(), "+ok") || Lines.starts(data, at, c.end(), "-err")) {
            int end = Lines.end(data, at, c.end());
            int wordEnd = Lines.word(data, at, end);
            if (wordEnd > at) t.field(response ? INDICATOR : COMMAND, at, wordEnd - at);
            int rest = Lines.skip(data, wordEnd, end);
            if (rest < end) t.field(response ? DESCRIPTION : PARAMETER, rest, end - rest);
            at = Lines.next(data, end, c.end());
        }
        for (; at < c.end(); at = Lines.after(data, at, c.end()))
            t.field(response ? RESPONSE_DATA : REQUEST_DATA, at, Lines.end(data, at, c.end()) - at);
    }
}
