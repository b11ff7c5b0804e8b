package net.strata.protocol;

import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Who one is on a PPP link: by password (PAP, RFC 1334 section 2) or by the answer to a challenge (CHAP, RFC 1994
/// section 4). Both have the same header.
public final class PppAuthentication extends Protocol {
    private static final Layout pap = new Layout("pap", "PPP password authentication", "RFC 1334 section 2");
    private static final Layout chap = new Layout("chap", "PPP challenge handshake authentication",
            "RFC 1994 section 4");
    private static final Names PAP_CODES = Names.from0("", "Authenticate-Request", "Authenticate-Ack",
            "Authenticate-Nak");
    private static final Names CHAP_CODES = Names.from0("", "Challenge", "Response", "Success", "Failure");
    static final Uint PAP_CODE = pap.uint(8, "code", "Code", names(PAP_CODES),
            says("asks to be let in, or tells that it was granted or refused"));
    static final Uint PAP_IDENTIFIER = pap.uint(8, "identifier", "Identifier", varies(),
            says("pairs an answer with its request"));
    static final Uint PAP_LENGTH = pap.uint(16, "length", "Length", says("bytes of the message, header included"));
    static final Uint CHAP_CODE = chap.uint(8, "code", "Code", names(CHAP_CODES),
            says("a challenge, the response to it, or whether the response was right"));
    static final Uint CHAP_IDENTIFIER = chap.uint(8, "identifier", "Identifier", varies(),
            says("the same in a challenge, its response and the result"));
    static final Uint CHAP_LENGTH = chap.uint(16, "length", "Length", says("bytes of the message, header included"));
    static final Octets PEER = pap.loose(Octets.Form.TEXT, "peer_id", "Peer ID",
            says("name of the user who wants to be let in"));
    static final Uint PEER_LENGTH = pap.loose(8, "peer_id.length", "Peer ID length",
            says("bytes of the name that follows"));
    static final Octets PASSWORD = pap.loose(Octets.Form.TEXT, "password", "Password",
            says("the user's password, readable by everybody on the line"));
    static final Uint PASSWORD_LENGTH = pap.loose(8, "password.length", "Password length",
            says("bytes of the password that follows"));
    static final Octets PAP_MESSAGE = pap.loose(Octets.Form.TEXT, "message", "Message",
            says("text for people, such as why it was refused"));
    static final Uint MESSAGE_LENGTH = pap.loose(8, "message.length", "Message length",
            says("bytes of the text that follows"));
    static final Uint VALUE_SIZE = chap.loose(8, "value_size", "Value size", says("bytes of the value that follows"));
    static final Octets VALUE = chap.loose(Octets.Form.BYTES, "value", "Value", varies(),
            says("random bytes in a challenge; in a response a hash of them and the secret"));
    static final Octets NAME = chap.loose(Octets.Form.TEXT, "name", "Name",
            says("who sends it, so that the other side finds the secret to use"));
    static final Octets CHAP_MESSAGE = chap.loose(Octets.Form.TEXT, "message", "Message",
            says("text for people, such as why it was refused"));

    private final boolean password;

    private PppAuthentication(boolean password) {
        super(password ? pap : chap, password ? "PPP PAP" : "PPP CHAP", Level.LINK);
        this.password = password;
    }

    static Protocol byPassword() {
        return new PppAuthentication(true);
    }

    static Protocol byChallenge() {
        return new PppAuthentication(false);
    }

    @Override
    public void walk(Cursor c) {
        Uint length = password ? PAP_LENGTH : CHAP_LENGTH;
        c.limit(length.get(c), length).all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(layout(), c.at, c.headerEnd());
        int from = c.at + bytes();
        int type = CHAP_CODE.get(c);
        if (password) {
            int next = counted(c, t, type == 1 ? PEER_LENGTH : MESSAGE_LENGTH, type == 1 ? PEER : PAP_MESSAGE, from);
            if (type == 1) counted(c, t, PASSWORD_LENGTH, PASSWORD, next);
        } else if (type == 1 || type == 2) {
            int next = counted(c, t, VALUE_SIZE, VALUE, from);
            if (next < c.end()) t.field(NAME, next, c.end() - next);
        } else if (from < c.end()) {
            t.field(CHAP_MESSAGE, from, c.end() - from);
        }
    }

    /// Tells the tree a value behind its length.
    ///
    /// @return where what follows starts
    private static int counted(Cursor c, Tree t, Uint size, Octets value, int at) {
        if (at >= c.end()) return at;
        t.field(size, at, 1);
        int bytes = Math.min(size.get(c.data, at), c.end() - at - 1);
        if (bytes > 0) t.field(value, at + 1, bytes);
        return at + 1 + bytes;
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii((password ? PAP_CODES : CHAP_CODES).of(CHAP_CODE.get(c), "Unknown code"));
        return true;
    }
}
