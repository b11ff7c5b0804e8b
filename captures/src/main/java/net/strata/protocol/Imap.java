package net.strata.protocol;

import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;

/// Internet Message Access Protocol (RFC 9051 section 2.2): lines that start with a tag, or with `*` if they answer no
/// command.
public final class Imap extends LineProtocol {
    static final int PORT = 143;
    private static final Layout imap = new Layout("imap", "Internet Message Access Protocol", "RFC 9051 section 2.2");
    static final Made IS_REQUEST = imap.made(Made.Form.BOOLEAN, "isrequest", "Request", says("from the client"));
    static final Octets LINE = text("line", "Line", "one line, of either side");
    static final Octets REQUEST = text("request", "Request", "a line of the client that starts with a tag");
    static final Octets REQUEST_TAG = imap.loose(Octets.Form.TEXT, "request_tag", "Tag", list(),
            says("chosen by the client; comes back in the answer"));
    static final Made UID = imap.made(Made.Form.BOOLEAN, "request.command.uid", "By UID", list(),
            says("messages are named by their unique number"));
    static final Octets REQUEST_COMMAND = text("request.command", "Command", "what is asked for");
    static final Octets FOLDER = text("request.folder", "Mailbox", "mailbox that is opened");
    static final Octets USERNAME = text("request.username", "User", "who logs in");
    static final Octets RESPONSE = text("response", "Response", "a line of the server that ends a command");
    static final Octets RESPONSE_TAG = text("response_tag", "Tag", "which command it answers");
    static final Octets STATUS = imap.loose(Octets.Form.TEXT, "response.status", "Status", list(),
            says("OK: done, NO: failed, BAD: not understood"));
    static final Octets RESPONSE_COMMAND = text("response.command", "Command",
            "word behind the status, mostly the command that was done");
    static final Octets TAG = text("tag", "Tag", "pairs a command with its answer");
    static final Octets COMMAND = text("command", "Command",
            "the command of a request, or the word behind an answer's status");

    public Imap() {
        super(imap, "IMAP", "Request: ", "Response: ", PORT);
    }

    private static Octets text(String name, String label, String says) {
        return imap.loose(Octets.Form.TEXT, name, label, list(), says(says));
    }

    @Override
    public void fields(Cursor c, Tree t) {
        byte[] data = c.data;
        boolean response = response(c);
        if (t.wantsRepeated()) t.made(IS_REQUEST, response ? 0 : 1);
        for (int at = c.at; at < c.end();) {
            int end = Lines.end(data, at, c.end());
            int next = Lines.next(data, end, c.end());
            t.field(LINE, at, next - at);
            if (end > at && data[at] != '*') line(t, data, at, end, response);
            at = next + literal(data, at, end, c.end() - next);
        }
    }

    /// Bytes of the literal that follows a line which ends in `{length}` (RFC 9051 section 4.3), as many as are here.
    private static int literal(byte[] data, int at, int end, int most) {
        if (end == at || data[end - 1] != '}') return 0;
        int digits = end - 1;
        while (digits > at && data[digits] != '{')
            digits--;
        int last = data[end - 2] == '+' ? end - 2 : end - 1;
        return Math.clamp(Lines.number(data, digits + 1, last, 10), 0, most);
    }

    /// Tells the tree a line that has a tag.
    private static void line(Tree t, byte[] data, int at, int end, boolean response) {
        if (t.wantsRepeated()) t.field(response ? RESPONSE : REQUEST, at, end - at);
        int tagEnd = Lines.word(data, at, end);
        t.field(response ? RESPONSE_TAG : REQUEST_TAG, at, tagEnd - at);
        if (t.wantsRepeated()) t.field(TAG, at, tagEnd - at);
        int word = Lines.skip(data, tagEnd, end);
        int wordEnd = Lines.word(data, word, end);
        if (word == wordEnd) return;
        int first = word;
        if (response) {
            t.field(STATUS, word, wordEnd - word);
        } else if (Lines.is(data, word, wordEnd, "uid")) {
            t.made(UID, 1);
        }
        boolean second = response || Lines.is(data, word, wordEnd, "uid");
        if (second) {
            word = Lines.skip(data, wordEnd, end);
            wordEnd = Lines.word(data, word, end);
        }
        if (word < wordEnd) t.field(response ? RESPONSE_COMMAND : REQUEST_COMMAND, word, wordEnd - word);
        if (t.wantsRepeated() && (!response || word < wordEnd)) {
            int from = response ? word : first;
            t.field(COMMAND, from, Lines.word(data, from, end) - from);
        }
        if (!response) argument(t, data, word, wordEnd, end);
    }

    /// Tells the tree whom a login is for, or which mailbox a command is about.
    private static void argument(Tree t, byte[] data, int word, int wordEnd, int end) {
        int from = Lines.skip(data, wordEnd, end);
        if (from >= end) return;
        if (Lines.is(data, word, wordEnd, "login")) {
            t.field(USERNAME, from, Lines.word(data, from, end) - from);
        } else if (Lines.is(data, word, wordEnd, "select") || Lines.is(data, word, wordEnd, "examine")) {
            t.field(FOLDER, from, end - from);
        }
    }
}
