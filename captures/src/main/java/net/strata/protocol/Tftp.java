package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Octets.Form.TEXT;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;

import java.util.List;
import java.util.Map;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Trivial File Transfer Protocol (RFC 1350 section 5; options: RFC 2347). Only the request goes to its port: the
/// transfer itself has ports of its own.
public final class Tftp extends Protocol {
    private static final int WRITE = 2;
    private static final int DATA = 3;
    private static final int ERROR = 5;
    private static final int OPTIONS = 6;
    private static final Names OPERATION = Names.from0("", "Read Request", "Write Request", "Data Packet",
            "Acknowledgement", "Error Code", "Option Acknowledgement");
    private static final Names ERRORS = Names.from0("Not defined", "File not found", "Access violation",
            "Disk full or allocation exceeded", "Illegal TFTP operation", "Unknown transfer ID", "File already exists",
            "No such user", "Option negotiation failed");

    private static final Layout tftp = new Layout("tftp", "Trivial File Transfer Protocol", "RFC 1350 section 5");
    static final Uint OPCODE = tftp.uint(16, "opcode", "Operation", names(OPERATION), says("what kind of packet it is"),
            otherwise("the transfer would end with the error Illegal operation"));

    private static final Pieces MESSAGE = new Pieces("tftp", "Message").choice(
            OPCODE,
            new Pieces("tftp", "Unknown", "RFC 1350 section 5").rest(BYTES, "data", "Data",
                    says("what follows an operation that is not known")),
            Map.of(1, request("Read request", "source_file"), WRITE, request("Write request", "destination_file"), //
                    DATA, block("Data"), 4, block("Acknowledgment"), //
                    ERROR,
                    new Pieces("tftp", "Error", "RFC 1350 section 5")
                            .number(16, "error.code", "Error", names(ERRORS), says("why the transfer ends"),
                                    otherwise("the other side would learn the wrong reason; the transfer ends anyhow"))
                            .string("error.message", "Message", says("the same in words, for people")), //
                    OPTIONS, options(new Pieces("tftp", "Options", "RFC 2347"))));

    public Tftp() {
        super(tftp, "TFTP", Level.APPLICATION);
    }

    private static Pieces block(String title) {
        return new Pieces("tftp", title, "RFC 1350 section 5").number(16, "block", "Block",
                says("counts packets of data from 1, 512 bytes each if nothing was agreed"),
                otherwise("the packet would be dropped and asked for again"));
    }

    private static Pieces request(String title, String file) {
        var pieces = new Pieces("tftp", title, "RFC 1350 section 5");
        Octets name = pieces.layout().loose(TEXT, file, "File", says("name of the file on the server"),
                otherwise("the server would answer that there is no such file, or give another one"));
        Octets type = pieces.layout().loose(TEXT, "type", "Transfer type",
                says("netascii: text with changed line ends, octet: bytes as they are"),
                otherwise("line ends would be changed in a file that is no text, which spoils it"));
        return options(pieces.piece((m, at, to) -> m.terminated(type, m.terminated(name, at, to), to)));
    }

    private static Pieces options(Pieces pieces) {
        Octets name = pieces.layout().loose(TEXT, "option.name", "Option", list(),
                says("what is to be agreed on, such as blksize"), otherwise("the other side would ignore the option"),
                source("RFC 2347"));
        Octets value = pieces.layout().loose(TEXT, "option.value", "Value", list(),
                says("what is wished for or agreed to, as text"),
                otherwise("both sides would go by different block sizes or waits"), source("RFC 2347"));
        return pieces.piece((m, from, to) -> {
            int at = from;
            while (at >= 0 && at < to)
                at = m.terminated(value, m.terminated(name, at, to), to);
            return at;
        });
    }

    /// What a data packet carries is data.
    @Override
    public void walk(Cursor c) {
        if (OPCODE.get(c) == DATA) {
            c.header(4);
        } else {
            c.all();
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        MESSAGE.read(new PieceReader(c.data, c.at, c.end(), t, c.scratch()), c.at, c.headerEnd());
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int operation = OPCODE.get(c);
        out.ascii(OPERATION.of(operation, "Unknown"));
        int at = c.at + 2;
        if (operation == 1 || operation == WRITE) {
            at = words(c, out.ascii(", File: "), at);
            at = words(c, out.ascii(", Transfer type: "), at);
        } else if (at + 2 <= c.end() && operation <= ERROR) {
            int number = OPCODE.get(c.data, at);
            if (operation == ERROR) {
                words(c, out.ascii(", Code: ").ascii(ERRORS.of(number, "Unknown")).ascii(", Message: "), at + 2);
            } else {
                out.ascii(", Block: ").number(number);
            }
            return true;
        }
        while (operation <= OPTIONS && at < c.end()) {
            at = words(c, out.ascii(", "), at);
            at = words(c, out.put('='), at);
        }
        return true;
    }

    /// Appends the text at `at`.
    ///
    /// @return where the next one starts
    private static int words(Cursor c, Text out, int at) {
        if (at >= c.end()) return at;
        int end = PieceReader.textEnd(c.data, at, c.end());
        out.text(c.data, at, end - at);
        return end + 1;
    }

    @Override
    public List<Layout> parts() {
        return MESSAGE.layouts();
    }
}
