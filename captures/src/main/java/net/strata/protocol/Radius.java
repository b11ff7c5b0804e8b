package net.strata.protocol;

import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Remote Authentication Dial In User Service (RFC 2865 section 3; accounting: RFC 2866; changes: RFC 5176).
public final class Radius extends Protocol {
    private static final int LONGEST = 4096;
    private static final Names CODES = new Names("""
            1 Access-Request
            2 Access-Accept
            3 Access-Reject
            4 Accounting-Request
            5 Accounting-Response
            6 Accounting-Status
            7 Password-Request
            8 Password-Ack
            9 Password-Reject
            10 Accounting-Message
            11 Access-Challenge
            12 Status-Server
            13 Status-Client
            21 Resource-Free-Request
            22 Resource-Free-Response
            23 Resource-Query-Request
            24 Resource-Query-Response
            25 Alternate-Resource-Reclaim-Request
            26 NAS-Reboot-Request
            27 NAS-Reboot-Response
            29 Next-Passcode
            30 New-Pin
            31 Terminate-Session
            32 Password-Expired
            33 Event-Request
            34 Event-Response
            40 Disconnect-Request
            41 Disconnect-ACK
            42 Disconnect-NAK
            43 CoA-Request
            44 CoA-ACK
            45 CoA-NAK
            50 IP-Address-Allocate
            51 IP-Address-Release""");

    private static final Layout radius = new Layout("radius", "Remote Authentication Dial In User Service",
            "RFC 2865 section 3");
    static final Uint CODE = radius.uint(8, "code", "Code", names(CODES),
            says("what the network access server asks, or the server answers"));
    static final Uint ID = radius.uint(8, "id", "Identifier", varies(), says("pairs an answer with its request"));
    static final Uint LENGTH = radius.uint(16, "length", "Length",
            says("bytes of the whole packet, header and attributes; 20 to 4096"));
    static final Octets AUTHENTICATOR = radius.bytes(16, "authenticator", "Authenticator", varies(),
            says("random in a request for access; otherwise proves that the secret is known"));

    public Radius() {
        super(radius, "RADIUS", Level.APPLICATION);
    }

    @Override
    public void walk(Cursor c) {
        int length = LENGTH.get(c);
        if (CODES.of(CODE.get(c)) == null || length < radius.bytes() || length > LONGEST) {
            c.decline();
        } else {
            c.limit(length, LENGTH).all();
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(radius, c.at, c.end());
        if (!t.wantsParts()) return;
        var m = new PieceReader(c.data, c.at, c.end(), t, c.scratch());
        RadiusAttributes.ATTRIBUTES.read(m, c.at + radius.bytes(), c.end());
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.utf8(CODES.of(CODE.get(c), "Unknown")).ascii(" id=").varying(ID.get(c));
        return true;
    }

    @Override
    public List<Layout> parts() {
        return RadiusAttributes.ATTRIBUTES.layouts();
    }
}
