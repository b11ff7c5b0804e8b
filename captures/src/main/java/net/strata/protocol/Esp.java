package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// IP Encapsulating Security Payload (RFC 4303 section 2). What it carries is encrypted.
public final class Esp extends Protocol {
    private static final Layout esp = new Layout("esp", "Encapsulating security payload", "RFC 4303 section 2");
    static final Uint SPI = esp.uint(32, "spi", "Security parameters index", hex(), varies(),
            says("which agreement (keys, algorithms) the receiver shall decrypt with"));
    static final Uint SEQUENCE = esp.uint(32, "sequence", "Sequence number", varies(),
            says("counts packets up, so that the receiver can refuse replayed ones"));
    static final Octets DATA = esp.loose(Octets.Form.BYTES, "encrypted_data", "Encrypted data", varies(),
            says("the packet or segment inside, its padding, type and check value"));

    public Esp() {
        super(esp, "ESP", Level.NETWORK);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(esp, c.at, c.end());
        int data = c.at + bytes();
        if (data < c.end()) t.field(DATA, data, c.end() - data);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("ESP (SPI=0x").hex(SPI.value(c.data, c.at), 8).put(')');
        return true;
    }
}
