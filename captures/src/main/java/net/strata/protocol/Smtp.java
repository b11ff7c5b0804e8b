package net.strata.protocol;

import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;

/// Simple Mail Transfer Protocol (RFC 5321 section 4). What a client sends that does not start with a command is taken
/// for lines of mail.
public final class Smtp extends LineProtocol {
    static final int PORT = 25;
    static final int SUBMISSION_PORT = 587;

    /// RFC 5321 section 4.2.3, RFC 4954 section 6.
    static final Names CODES = new Names("""
            211 System status
            214 Help
            220 Ready
            221 Closing
            235 Authenticated
            250 Okay
            251 User not local, will forward
            252 Cannot verify the user, but will try
            334 Authentication goes on
            354 Start mail input
            421 Not available, closing
            432 Password change needed
            450 Mailbox not available now
            451 Aborted, local error
            452 No space
            454 Authentication failed for now
            500 Command not understood
            501 Wrong parameters
            502 Command not implemented
            503 Wrong sequence of commands
            504 Parameter not implemented
            530 Authentication needed
            534 Authentication too weak
            535 Authentication failed
            538 Encryption needed to authenticate
            550 Mailbox not available
            551 User not local
            552 Space exceeded
            553 Mailbox name not allowed
            554 Failed""");

    /// RFC 5321 section 4.1.1 and "SMTP Service Extensions" of IANA's "MAIL Parameters".
    private static final String[] COMMANDS = {"atrn", "auth", "bdat", "burl", "data", "ehlo", "etrn", "expn", "helo",
            "help", "mail", "noop", "quit", "rcpt", "rset", "saml", "send", "soml", "starttls", "turn", "vrfy"};

    private static final Layout smtp = new Layout("smtp", "Simple Mail Transfer Protocol", "RFC 5321 section 4");
    static final Made REQUEST = smtp.made(Made.Form.BOOLEAN, "req", "Request", list(), says("a line of the client"));
    static final Octets COMMAND_LINE = smtp.loose(Octets.Form.TEXT, "command_line", "Command line", list(),
            says("the whole command"));
    static final Octets COMMAND = smtp.loose(Octets.Form.TEXT, "req.command", "Command", list(),
            says("what is asked for, such as RCPT to name a recipient"));
    static final Octets PARAMETER = smtp.loose(Octets.Form.TEXT, "req.parameter", "Parameter", list(),
            says("what the command is about, such as an address"));
    static final Octets MESSAGE = smtp.loose(Octets.Form.TEXT, "message", "Mail", list(),
            says("a line of the mail itself"));
    static final Made RESPONSE = smtp.made(Made.Form.BOOLEAN, "rsp", "Response", says("a message of the server"));
    static final Octets ANSWER = smtp.loose(Octets.Form.TEXT, "response", "Answer", list(),
            says("first line of the answer"));
    static final Made CODE = smtp.made(Made.Form.NUMBER, "response.code", "Code", list(), names(CODES),
            says("how it went: 2xx done, 3xx go on, 4xx try again, 5xx failed"));
    static final Octets TEXT = smtp.loose(Octets.Form.TEXT, "rsp.parameter", "Text", list(),
            says("the same in the server's words, or what it can do"));

    public Smtp() {
        super(smtp, "SMTP", "C: ", "S: ", PORT, SUBMISSION_PORT);
    }

    private static boolean command(byte[] data, int from, int end) {
        int wordEnd = Lines.word(data, from, end);
        for (String command : COMMANDS)
            if (Lines.is(data, from, wordEnd, command)) return true;
        return false;
    }

    @Override
    public void fields(Cursor c, Tree t) {
        if (response(c)) {
            answers(t, c);
        } else {
            commands(t, c);
        }
    }

    private static void commands(Tree t, Cursor c) {
        byte[] data = c.data;
        boolean mail = false;
        for (int at = c.at; at < c.end(); at = Lines.after(data, at, c.end())) {
            int end = Lines.end(data, at, c.end());
            int next = Lines.next(data, end, c.end());
            mail |= !command(data, at, end);
            if (mail) {
                t.field(MESSAGE, at, next - at);
                continue;
            }
            if (t.wantsRepeated()) {
                t.made(REQUEST, 1);
                t.field(COMMAND_LINE, at, next - at);
            }
            int wordEnd = Lines.word(data, at, end);
            t.field(COMMAND, at, wordEnd - at);
            int parameter = Lines.skip(data, wordEnd, end);
            if (parameter < end) t.field(PARAMETER, parameter, end - parameter);
            mail = Lines.is(data, at, wordEnd, "data") || Lines.is(data, at, wordEnd, "bdat");
        }
    }

    /// A code with a hyphen behind it goes on in the next line (RFC 5321 section 4.2.1).
    private static void answers(Tree t, Cursor c) {
        byte[] data = c.data;
        if (t.wantsRepeated()) t.made(RESPONSE, 1);
        boolean goesOn = false;
        for (int at = c.at; at < c.end(); at = Lines.after(data, at, c.end())) {
            int end = Lines.end(data, at, c.end());
            int code = code(data, at, end);
            if (code < 0) continue;
            if (!goesOn) {
                if (t.wantsRepeated()) t.field(ANSWER, at, Lines.next(data, end, c.end()) - at);
                t.made(CODE, code);
            }
            if (at + 4 < end) t.field(TEXT, at + 4, end - at - 4);
            goesOn = at + 3 < end && data[at + 3] == '-';
        }
    }
}
