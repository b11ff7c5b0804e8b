package net.strata.protocol;

import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Telnet (RFC 854): text, and commands between that start with the byte 255.
public final class Telnet extends Protocol {
    static final int PORT = 23;
    private static final int SUBOPTION_END = 240;
    private static final int SUBOPTION = 250;
    private static final int WILL = 251;
    private static final int ESCAPE = 255;
    private static final int TERMINAL_TYPE = 24;
    private static final int WINDOW_SIZE = 31;
    private static final int TERMINAL_SPEED = 32;
    private static final int X_DISPLAY = 35;

    /// RFC 854, "TELNET COMMAND STRUCTURE"; 236 to 238: RFC 1184.
    static final Names COMMANDS = new Names("""
            236 End of file
            237 Suspend
            238 Abort
            240 Suboption end
            241 No operation
            242 Data mark
            243 Break
            244 Interrupt process
            245 Abort output
            246 Are you there?
            247 Erase character
            248 Erase line
            249 Go ahead
            250 Suboption
            251 Will
            252 Won't
            253 Do
            254 Don't""");

    /// IANA, "Telnet Options".
    static final Names OPTIONS = new Names("""
            0 Binary transmission
            1 Echo
            2 Reconnection
            3 Suppress go ahead
            4 Approximate message size
            5 Status
            6 Timing mark
            7 Remote controlled transmission and echo
            8 Output line width
            9 Output page size
            10 Output carriage return disposition
            11 Output horizontal tab stops
            12 Output horizontal tab disposition
            13 Output form feed disposition
            14 Output vertical tab stops
            15 Output vertical tab disposition
            16 Output line feed disposition
            17 Extended ASCII
            18 Logout
            19 Byte macro
            20 Data entry terminal
            21 SUPDUP
            22 SUPDUP output
            23 Send location
            24 Terminal type
            25 End of record
            26 TACACS user identification
            27 Output marking
            28 Terminal location number
            29 3270 regime
            30 X.3 PAD
            31 Window size
            32 Terminal speed
            33 Remote flow control
            34 Line mode
            35 X display location
            36 Environment
            37 Authentication
            38 Encryption
            39 New environment
            40 TN3270E
            41 XAUTH
            42 Charset
            43 Remote serial port
            44 Serial port control
            45 Suppress local echo
            46 Start TLS
            47 Kermit
            48 Send URL
            49 Forward X""");

    private static final Layout telnet = new Layout("telnet", "Telnet", "RFC 854");
    static final Octets DATA = telnet.loose(Octets.Form.TEXT, "data", "Data", list(),
            says("text typed, or to be shown"));
    static final Uint COMMAND = telnet.loose(8, "cmd", "Command", list(), names(COMMANDS),
            says("what is asked for, agreed on or interrupted"));
    static final Uint OPTION = telnet.loose(8, "subcmd", "Option", list(), names(OPTIONS),
            says("which feature the command is about"));
    static final Uint ASKS = telnet.loose(8, "subcmd", "Asks", list(), names("tells", "asks"),
            says("whether the value is told, or asked for"));
    static final Uint WIDTH = telnet.loose(16, "naws_subopt.width", "Width", says("columns of the client's window"),
            source("RFC 1073"));
    static final Uint HEIGHT = telnet.loose(16, "naws_subopt.height", "Height", says("lines of the client's window"),
            source("RFC 1073"));
    static final Octets VALUE = telnet.loose(Octets.Form.TEXT, "string_subopt.value", "Value", list(),
            says("the value in words, such as the type of the terminal"));
    static final Octets OPTION_DATA = telnet.loose(Octets.Form.BYTES, "option_data", "Option data", list(),
            says("what the option's specification tells it is"));

    public Telnet() {
        super(telnet, "TELNET", Level.APPLICATION);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    private static boolean escapes(byte[] data, int at, int end) {
        return (data[at] & 0xff) == ESCAPE && (at + 1 >= end || (data[at + 1] & 0xff) != ESCAPE);
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int end = c.end();
        for (int at = c.at; at < end;)
            at = escapes(c.data, at, end) ? command(t, c.data, at + 1, end) : text(t, c.data, at, end);
    }

    /// Tells the tree a line, or the part of it up to the next command.
    private static int text(Tree t, byte[] data, int from, int end) {
        int at = from;
        while (at < end && data[at] != '\n' && data[at] != '\r' && !escapes(data, at, end))
            at += (data[at] & 0xff) == ESCAPE ? 2 : 1;
        int lineEnd = at;
        if (at < end && data[at] != (byte) ESCAPE) lineEnd = Lines.next(data, at, end);
        if (lineEnd < end && data[lineEnd - 1] == '\r' && data[lineEnd] == 0) lineEnd++; // RFC 854: a bare CR
        t.field(DATA, from, lineEnd - from);
        return lineEnd;
    }

    private static int command(Tree t, byte[] data, int at, int end) {
        if (at >= end) return end;
        t.field(COMMAND, at, 1);
        int command = data[at] & 0xff;
        if (command < SUBOPTION || at + 1 >= end) return at + 1;
        t.field(OPTION, at + 1, 1);
        if (command >= WILL) return at + 2;
        int from = at + 2;
        int to = from;
        while (to < end && !escapes(data, to, end))
            to += (data[to] & 0xff) == ESCAPE ? 2 : 1;
        suboption(t, data[at + 1], from, Math.min(to, end));
        return to;
    }

    private static void suboption(Tree t, int option, int from, int end) {
        boolean text = option == TERMINAL_TYPE || option == TERMINAL_SPEED || option == X_DISPLAY;
        if (option == WINDOW_SIZE && end - from == 4) {
            t.field(WIDTH, from, 2);
            t.field(HEIGHT, from + 2, 2);
        } else if (text && from < end) {
            t.field(ASKS, from, 1);
            if (from + 1 < end) t.field(VALUE, from + 1, end - from - 1);
        } else if (from < end) {
            t.field(OPTION_DATA, from, end - from);
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int end = c.end();
        int at = c.at;
        while (at + 1 < end && escapes(c.data, at, end)) {
            int command = c.data[at + 1] & 0xff;
            if (at > c.at) out.ascii(", ");
            out.ascii(COMMANDS.of(command, "Command"));
            if (command >= SUBOPTION && at + 2 < end) {
                out.put(' ').ascii(OPTIONS.of(c.data[at + 2] & 0xff, "option"));
                at++;
            }
            at += 2;
            while (command == SUBOPTION && at < end && !escapes(c.data, at, end))
                at++;
            if (command == SUBOPTION && at + 1 < end && (c.data[at + 1] & 0xff) == SUBOPTION_END) at += 2;
        }
        if (at > c.at && at < end) out.ascii(", ");
        if (at < end && !escapes(c.data, at, end)) out.text(c.data, at, Lines.end(c.data, at, end) - at);
        return true;
    }
}
