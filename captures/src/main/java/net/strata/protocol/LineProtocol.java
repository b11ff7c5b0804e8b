package net.strata.protocol;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.wire.Layout;
import net.strata.wire.Text;

/// A protocol of lines over TCP: a client sends commands, a server answers. Which of both a segment is, its ports tell.
abstract class LineProtocol extends Protocol {
    private static final int ESCAPE = 0x1b;

    private final String request;
    private final String response;
    private final int[] ports;

    /// @param request what a summary of a command starts with
    /// @param response what a summary of an answer starts with
    /// @param ports those of servers
    LineProtocol(Layout layout, String label, String request, String response, int... ports) {
        super(layout, label, Level.APPLICATION);
        this.request = request;
        this.response = response;
        this.ports = ports.clone();
    }

    /// Bytes that cannot start a line, such as those of TLS, which may take over, are data.
    @Override
    public final void walk(Cursor c) {
        byte first = c.at < c.end() ? c.data[c.at] : 0;
        boolean control = first >= 0 && first < ' ' && first != '\r' && first != '\n' && first != '\t'
                && first != ESCAPE;
        if (control) {
            c.decline();
        } else {
            c.all();
        }
    }

    /// Whether the current layer comes from the server.
    final boolean response(Cursor c) {
        int layer = c.layer();
        c.select(layer - 1);
        int source = Tcp.SRC_PORT.get(c);
        c.select(layer);
        for (int port : ports)
            if (port == source) return true;
        return false;
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(response(c) ? response : request);
        out.text(c.data, c.at, Lines.end(c.data, c.at, c.end()) - c.at);
        return true;
    }

    /// The code of three digits that a line starts with, -1 if it does not.
    static int code(byte[] data, int from, int end) {
        return end - from < 3 ? -1 : (int) Lines.number(data, from, from + 3, 10);
    }
}
