package net.strata.protocol;

import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;

import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;

/// File Transfer Protocol, the control connection (RFC 959; extended addresses: RFC 2428). Of several lines, the first
/// is taken apart.
public final class Ftp extends LineProtocol {
    static final int PORT = 21;
    private static final int ENTERING_PASSIVE = 227;
    private static final int ENTERING_EXTENDED_PASSIVE = 229;

    /// RFC 959 section 4.2.1, RFC 2228 section 5.1, RFC 2428.
    static final Names CODES = new Names("""
            110 Restart marker
            120 Ready in some minutes
            125 Data connection open, transfer starts
            150 File status okay, opening data connection
            200 Okay
            202 Command not needed here
            211 System status
            212 Directory status
            213 File status
            214 Help
            215 System type
            220 Ready
            221 Closing control connection
            225 Data connection open
            226 Closing data connection
            227 Entering passive mode
            229 Entering extended passive mode
            230 Logged in
            232 Logged in by security data
            234 Security data exchange complete
            235 Security data accepted
            250 Done
            257 Path created
            331 Password needed
            332 Account needed
            334 Security mechanism accepted
            335 More security data needed
            336 Challenge
            350 Waiting for more information
            421 Not available, closing
            425 No data connection
            426 Connection closed, transfer aborted
            431 Security resource not available
            450 File not available now
            451 Aborted, local error
            452 No space
            500 Command not understood
            501 Wrong parameters
            502 Command not implemented
            503 Wrong sequence of commands
            504 Parameter not implemented
            522 Network protocol not supported
            530 Not logged in
            532 Account needed to store
            533 Protection level denied
            534 Denied by policy
            535 Security check failed
            536 Protection level not supported
            537 Protection level not supported by the mechanism
            550 File not available
            551 Page type unknown
            552 Space exceeded
            553 File name not allowed
            631 Integrity protected reply
            632 Confidentiality and integrity protected reply
            633 Confidentiality protected reply""");

    private static final Layout ftp = new Layout("ftp", "File Transfer Protocol", "RFC 959");
    static final Made REQUEST = ftp.made(Made.Form.BOOLEAN, "request", "Request", says("from the client"));
    static final Made RESPONSE = ftp.made(Made.Form.BOOLEAN, "response", "Response", says("from the server"));
    static final Octets COMMAND = ftp.loose(Octets.Form.TEXT, "request.command", "Command",
            says("what is asked for, such as RETR to fetch a file"));
    static final Octets COMMAND_ARGUMENT = ftp.loose(Octets.Form.TEXT, "request.arg", "Argument",
            says("what the command is about, such as a file name"));
    static final Made CODE = ftp.made(Made.Form.NUMBER, "response.code", "Code", names(CODES),
            says("how it went: 1xx going on, 2xx done, 3xx go on, 4xx try again, 5xx failed"));
    static final Octets ARGUMENT = ftp.loose(Octets.Form.TEXT, "response.arg", "Text",
            says("the same in the server's words"));
    static final Made PASSIVE_IP = ftp.made(Made.Form.TEXT, "passive.ip", "Passive address",
            says("where the server waits for the data connection"));
    static final Made PASSIVE_PORT = ftp.made(Made.Form.NUMBER, "passive.port", "Passive port",
            says("port at that address"));
    static final Made ACTIVE_IP = ftp.made(Made.Form.TEXT, "active.cip", "Active address",
            says("where the client waits for the data connection"));
    static final Made ACTIVE_PORT = ftp.made(Made.Form.NUMBER, "active.port", "Active port",
            says("port at that address"));
    static final Made EXTENDED_PORT = ftp.made(Made.Form.NUMBER, "epsv.port", "Extended passive port",
            says("port at which the server waits for the data connection"), source("RFC 2428 section 3"));
    static final Octets LINE = ftp.loose(Octets.Form.TEXT, "line", "Further line", list(),
            says("further line of the same message"));

    public Ftp() {
        super(ftp, "FTP", "Request: ", "Response: ", PORT);
    }

    @Override
    public void fields(Cursor c, Tree t) {
        byte[] data = c.data;
        int end = Lines.end(data, c.at, c.end());
        boolean response = response(c);
        if (t.wantsRepeated()) {
            t.made(REQUEST, response ? 0 : 1);
            t.made(RESPONSE, response ? 1 : 0);
        }
        if (response) {
            answer(t, c, end);
        } else {
            int commandEnd = Lines.word(data, c.at, end);
            if (commandEnd > c.at) t.field(COMMAND, c.at, commandEnd - c.at);
            int argument = Lines.skip(data, commandEnd, end);
            if (argument < end) t.field(COMMAND_ARGUMENT, argument, end - argument);
            if (Lines.is(data, c.at, commandEnd, "port")) address(t, ACTIVE_IP, ACTIVE_PORT, c, argument, end);
        }
        for (int at = Lines.next(data, end, c.end()); at < c.end(); at = Lines.after(data, at, c.end()))
            t.field(LINE, at, Lines.end(data, at, c.end()) - at);
    }

    private static void answer(Tree t, Cursor c, int end) {
        int code = code(c.data, c.at, end);
        if (code >= 0) t.made(CODE, code);
        int text = code < 0 ? c.at : Math.min(c.at + 4, end);
        if (text < end) t.field(ARGUMENT, text, end - text);
        if (code == ENTERING_PASSIVE) {
            int digits = text;
            while (digits < end && !Lines.digit(c.data[digits]))
                digits++;
            address(t, PASSIVE_IP, PASSIVE_PORT, c, digits, end);
        } else if (code == ENTERING_EXTENDED_PASSIVE) {
            int bars = Lines.find(c.data, text, end, '(') + 4; // RFC 2428 section 3: (|||6446|)
            if (bars >= end) return;
            long port = Lines.number(c.data, bars, Lines.find(c.data, bars, end, '|'), 10);
            if (port >= 0) t.made(EXTENDED_PORT, port);
        }
    }

    /// RFC 959 section 4.1.2: six numbers with commas between them, four of the address and two of the port.
    private static void address(Tree t, Made ip, Made port, Cursor c, int from, int end) {
        Text text = c.scratch();
        long high = 0;
        int at = from;
        for (int i = 0; i < 6; i++) {
            int digits = at;
            while (at < end && Lines.digit(c.data[at]))
                at++;
            long number = Lines.number(c.data, digits, at, 10);
            if (number < 0 || number > 255 || i < 5 && (at == end || c.data[at] != ',')) return;
            if (i < 4) {
                if (i > 0) text.put('.');
                text.number(number);
                if (i == 3) t.made(ip, from, at - from, text);
            } else if (i == 4) {
                high = number;
            } else {
                t.made(port, high << 8 | number);
            }
            at++;
        }
    }
}
