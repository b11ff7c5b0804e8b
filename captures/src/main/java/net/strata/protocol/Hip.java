package net.strata.protocol;

import static net.strata.wire.Trait.hex;
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

/// Host Identity Protocol version 2 (RFC 7401 section 5.1). Parameters are shown as bytes.
public final class Hip extends Protocol {
    private static final Names TYPES = new Names("""
            1 I1, first of the initiator
            2 R1, first of the responder
            3 I2, second of the initiator
            4 R2, second of the responder
            16 UPDATE
            17 NOTIFY
            18 CLOSE
            19 CLOSE_ACK""");
    private static final Layout hip = new Layout("hip", "Host Identity Protocol", "RFC 7401 section 5.1");
    static final Uint PROTO = hip.uint(8, "proto", "Payload protocol", names(Iana.IP_PROTO));
    static final Uint LENGTH = hip.uint(8, "hdr_len", "Header length", says("units of 8 bytes behind the first"));
    static final Uint FIXED_P = hip.flag("shim6_fixed_p", "Fixed bit P", says("0: not Shim6"));
    static final Uint TYPE = hip.uint(7, "packet_type", "Packet type", names(TYPES));
    static final Uint VERSION = hip.uint(4, "version", "Version");
    static final Uint RESERVED = hip.uint(3, "reserved", "Reserved");
    static final Uint FIXED_S = hip.flag("shim6_fixed_s", "Fixed bit S", says("1: not Shim6"));
    static final Uint CHECKSUM = hip.uint(16, "checksum", "Checksum", hex(), varies());
    static final Uint CONTROLS = hip.uint(16, "controls", "Controls", hex());
    static final Octets SENDER = hip.bytes(16, "hit_sndr", "Sender", varies(), says("hash of its public key"));
    static final Octets RECEIVER = hip.bytes(16, "hit_rcvr", "Receiver", varies(), says("hash of its public key"));
    static final Octets PARAMETERS = hip.loose(Octets.Form.BYTES, "parameters", "Parameters", varies());

    public Hip() {
        super(hip, "HIP", Level.NETWORK);
    }

    @Override
    public void walk(Cursor c) {
        c.header((LENGTH.get(c) + 1) * 8, LENGTH).next(c.find(Protocols.IP_PROTO, PROTO.get(c)));
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(hip, c.at, c.headerEnd());
        int parameters = c.at + bytes();
        if (parameters < c.headerEnd()) t.field(PARAMETERS, parameters, c.headerEnd() - parameters);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("HIP ").ascii(TYPES.of(TYPE.get(c), "unknown packet"));
        return true;
    }
}
