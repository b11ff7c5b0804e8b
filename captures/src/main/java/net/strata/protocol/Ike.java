package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Internet Key Exchange, version 1 (RFC 2408 section 3.1) and 2 (RFC 7296 section 3.1): its header and the chain of
/// payloads, up to the one that is encrypted.
public final class Ike extends Protocol {
    private static final int ENCRYPTED_1 = 1;
    private static final int ENCRYPTED = 46;
    private static final int ENCRYPTED_FRAGMENT = 53;
    private static final Names EXCHANGES = new Names("""
            1 Base
            2 Identity Protection (Main Mode)
            3 Authentication Only
            4 Aggressive
            5 Informational
            6 Transaction (Config Mode)
            32 Quick Mode
            33 New Group Mode
            34 IKE_SA_INIT
            35 IKE_AUTH
            36 CREATE_CHILD_SA
            37 INFORMATIONAL
            38 IKE_SESSION_RESUME
            43 IKE_INTERMEDIATE""");
    private static final Names PAYLOADS = new Names("""
            0 None
            1 Security association
            2 Proposal
            3 Transform
            4 Key exchange
            5 Identification
            6 Certificate
            7 Certificate request
            8 Hash
            9 Signature
            10 Nonce
            11 Notification
            12 Delete
            13 Vendor ID
            14 Configuration
            20 NAT discovery
            21 NAT original address
            33 Security association
            34 Key exchange
            35 Identification, initiator
            36 Identification, responder
            37 Certificate
            38 Certificate request
            39 Authentication
            40 Nonce
            41 Notify
            42 Delete
            43 Vendor ID
            44 Traffic selector, initiator
            45 Traffic selector, responder
            46 Encrypted and authenticated
            47 Configuration
            48 Extensible authentication
            53 Encrypted and authenticated fragment""");
    private static final Layout ike = new Layout("isakmp", "Internet Key Exchange", "RFC 7296 section 3.1");
    static final Octets INITIATOR = ike.bytes(8, "ispi", "Initiator's SPI", varies(),
            says("number by which the one who began knows the association; never 0"));
    static final Octets RESPONDER = ike.bytes(8, "rspi", "Responder's SPI", varies(),
            says("number by which the one who answers knows it; 0 in the first message"));
    static final Uint NEXT = ike.uint(8, "nextpayload", "First payload", list(), names(PAYLOADS),
            says("kind of the first payload behind the header; 0: none"));
    static final Uint VERSION = ike.group(8, "version", "Version", hex(), says("of the protocol the sender speaks"));
    static final Uint MAJOR = ike.uint(4, "mjver", "Major version", hex(),
            says("1 or 2, two protocols that share this header"));
    static final Uint MINOR = ike.uint(4, "mnver", "Minor version", hex(),
            says("0 in both versions; receivers of version 2 ignore it"));
    static final Uint EXCHANGE = ike.uint(8, "exchangetype", "Exchange", names(EXCHANGES),
            says("what the two are doing: proving who they are, agreeing on keys, informing"));
    static final Uint FLAGS = ike.uint(8, "flags", "Flags", hex(),
            says("what the message is, one bit each; the versions use different ones"));
    static final Uint MESSAGE = ike.uint(32, "messageid", "Message ID", hex(), varies(),
            says("the same in request and response; version 2 counts it up from 0, against replay"));
    static final Uint LENGTH = ike.uint(32, "length", "Length",
            says("bytes of the message, header and payloads together"));

    private static final Layout first = new Layout("isakmp", "Flags, version 1", "RFC 2408 section 3.1");
    static final Uint AUTHENTICATION = first.skip(19 * 8 + 5).flag("flag_a", "Authentication only",
            says("the payloads are authenticated but not encrypted"));
    static final Uint COMMIT = first.flag("flag_c", "Commit",
            says("do not use the new keys before the exchange is confirmed"));
    static final Uint SECRET = first.flag("flag_e", "Encrypted", says("the payloads are encrypted"));

    private static final Layout second = new Layout("isakmp", "Flags, version 2", "RFC 7296 section 3.1");
    static final Uint RESPONSE = second.skip(19 * 8 + 2).flag("flag_r", "Response",
            says("an answer to the request with the same message ID"));
    static final Uint HIGHER = second.flag("flag_v", "Higher version",
            says("the sender could also speak a later major version"));
    static final Uint FROM_INITIATOR = second.flag("flag_i", "Initiator",
            says("the sender is the one who began the association"));

    private static final Layout payload = new Layout("isakmp", "Payload", "RFC 7296 section 3.2");
    static final Made TYPE_OF = payload.made(Made.Form.NUMBER, "typepayload", "Type", names(PAYLOADS),
            says("what the payload holds, as the one before it says"));
    static final Uint NEXT_PAYLOAD = payload.uint(8, "nextpayload", "Next payload", names(PAYLOADS),
            says("kind of the payload behind this one; 0: it is the last"));
    static final Uint SIZE = payload.skip(8).uint(16, "payloadlength", "Length",
            says("bytes of the payload, these four included"));
    static final Octets VALUE = payload.loose(Octets.Form.BYTES, "datapayload", "Data", varies(),
            says("the payload's content as it came"));

    private static final Layout cipher = new Layout("isakmp", "Encrypted", "RFC 7296 section 3.14");
    static final Octets ENCRYPTED_DATA = cipher.loose(Octets.Form.BYTES, "enc.data", "Encrypted data", varies(),
            says("initialization vector, the payloads inside, padding and check value"));

    public Ike() {
        super(ike, "ISAKMP", Level.APPLICATION);
    }

    @Override
    public void walk(Cursor c) {
        c.limit((int) Math.min(LENGTH.value(c.data, c.at), Integer.MAX_VALUE >> 1), LENGTH).all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(ike, c.at, c.end());
        boolean v1 = MAJOR.get(c) == 1;
        t.fields(v1 ? first : second, c.at, c.end());
        int at = c.at + bytes();
        if (v1 && (FLAGS.get(c) & ENCRYPTED_1) != 0) {
            if (at < c.end()) t.field(ENCRYPTED_DATA, at, c.end() - at);
            return;
        }
        int type = NEXT.get(c);
        while (type != 0 && at + payload.bytes() <= c.end()) {
            int size = Math.max(SIZE.get(c.data, at), payload.bytes());
            int end = Math.min(at + size, c.end());
            boolean secret = type == ENCRYPTED || type == ENCRYPTED_FRAGMENT;
            t.open(payload, at, end);
            t.fields(payload, at, end);
            t.made(TYPE_OF, type);
            if (end > at + payload.bytes())
                t.field(secret ? ENCRYPTED_DATA : VALUE, at + payload.bytes(), end - at - payload.bytes());
            t.close();
            if (secret) return;
            type = NEXT_PAYLOAD.get(c.data, at);
            at = end;
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(EXCHANGES.of(EXCHANGE.get(c), "Exchange"));
        if (MAJOR.get(c) != 1) {
            out.ascii(" MID=").hex(MESSAGE.get(c), MESSAGE.get(c) >>> 8 == 0 ? 2 : 8);
            out.ascii(FROM_INITIATOR.is(c) ? " Initiator " : " Responder ");
            out.ascii(RESPONSE.is(c) ? "Response" : "Request");
        }
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(first, second, payload, cipher);
    }
}
