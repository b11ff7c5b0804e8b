package net.strata.protocol;

import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;

/// Internet Relay Chat (RFC 2812 section 2.3): `:prefix command parameters :trailer`.
public final class Irc extends LineProtocol {
    static final int PORT = 6667;
    static final int OTHER_PORT = 57000;
    private static final Layout irc = new Layout("irc", "Internet Relay Chat", "RFC 2812 section 2.3");
    private static final Parts REQUEST = new Parts("request");
    private static final Parts RESPONSE = new Parts("response");
    static final Made NUMBER = irc.made(Made.Form.NUMBER, "response.num_command", "Numeric command", list(),
            says("answer as a number of three digits; from 400 on an error"));

    /// Fields of a line, which have other names in requests than in responses.
    private static final class Parts {
        final Octets line;
        final Octets prefix;
        final Octets command;
        final Octets parameter;
        final Octets trailer;

        Parts(String name) {
            line = irc.loose(Octets.Form.TEXT, name, "Line", list(), says("one message, as it was written"));
            prefix = irc.loose(Octets.Form.TEXT, name + ".prefix", "Prefix", list(), says("whom it comes from"));
            command = irc.loose(Octets.Form.TEXT, name + ".command", "Command", list(),
                    says("what is asked for or told, such as PRIVMSG"));
            parameter = irc.loose(Octets.Form.TEXT, name + ".command_parameter", "Parameter", list(),
                    says("what the command is about, such as a channel"));
            trailer = irc.loose(Octets.Form.TEXT, name + ".trailer", "Trailer", list(),
                    says("last parameter, which may hold blanks: mostly the text"));
        }
    }

    public Irc() {
        super(irc, "IRC", "Request: ", "Response: ", PORT, OTHER_PORT);
    }

    @Override
    public void fields(Cursor c, Tree t) {
        boolean response = response(c);
        Parts parts = response ? RESPONSE : REQUEST;
        for (int at = c.at; at < c.end(); at = Lines.after(c.data, at, c.end())) {
            int end = Lines.end(c.data, at, c.end());
            if (end == at) continue;
            if (t.wantsRepeated()) t.field(parts.line, at, end - at);
            line(t, parts, c.data, at, end, response);
        }
    }

    private static void line(Tree t, Parts parts, byte[] data, int from, int end, boolean response) {
        int at = from;
        if (data[at] == ':') {
            int prefixEnd = Lines.word(data, at, end);
            t.field(parts.prefix, at + 1, prefixEnd - at - 1);
            at = Lines.skip(data, prefixEnd, end);
        }
        int commandEnd = Lines.word(data, at, end);
        if (commandEnd > at) t.field(parts.command, at, commandEnd - at);
        long number = commandEnd - at == 3 ? Lines.number(data, at, commandEnd, 10) : -1;
        if (response && number >= 0) t.made(NUMBER, number);
        at = Lines.skip(data, commandEnd, end);
        while (at < end && data[at] != ':') {
            int wordEnd = Lines.word(data, at, end);
            t.field(parts.parameter, at, wordEnd - at);
            at = Lines.skip(data, wordEnd, end);
        }
        if (at < end) t.field(parts.trailer, at + 1, end - at - 1);
    }
}
