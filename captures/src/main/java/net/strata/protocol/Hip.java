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
    static final Uint PROTO = hip.uint(8, "proto", "Payload protocol", names(Iana.IP_PROTO),
            says("what follows this header; 59: nothing"));
    static final Uint LENGTH = hip.uint(8, "hdr_len", "Header length",
            says("units of 8 bytes behind the first eight, parameters included"));
    static final Uint FIXED_P = hip.flag("shim6_fixed_p", "Fixed bit P",
            says("always 0; tells the packet from one of Shim6"));
    static final Uint TYPE = hip.uint(7, "packet_type", "Packet type", names(TYPES),
            says("step of the handshake (I1, R1, I2, R2), or what changes or closes later"));
    static final Uint VERSION = hip.uint(4, "version", "Version", says("2; 1 was the experimental one"));
    static final Uint RESERVED = hip.uint(3, "reserved", "Reserved", says("senders set 0, receivers ignore it"));
    static final Uint FIXED_S = hip.flag("shim6_fixed_s", "Fixed bit S",
            says("always 1; tells the packet from one of Shim6"));
    static final Uint CHECKSUM = hip.uint(16, "checksum", "Checksum", hex(), varies(),
            says("over pseudo-header, with the IP addresses, and message"));
    static final Uint CONTROLS = hip.uint(16, "controls", "Controls", hex(),
            says("the last bit: the sender's identity is anonymous, not to be stored"));
    static final Octets SENDER = hip.bytes(16, "hit_sndr", "Sender", varies(),
            says("hash of the sender's public key, by which it is known wherever it is"));
    static final Octets RECEIVER = hip.bytes(16, "hit_rcvr", "Receiver", varies(),
            says("hash of the receiver's public key; zeros where the sender does not know it"));
    static final Octets PARAMETERS = hip.loose(Octets.Form.BYTES, "parameters", "Parameters", varies(),
            says("puzzle, keys, identities and signature, as types and values"));

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
