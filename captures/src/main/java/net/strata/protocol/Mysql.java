package net.strata.protocol;

import static net.strata.wire.Trait.little;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.wire.Layout;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// MySQL client and server protocol, the header of its packets (MySQL documentation, "MySQL Internals, Protocol::Packet").
public final class Mysql extends MessageProtocol {
    static final int PORT = 3306;
    private static final Layout mysql = new Layout("mysql", "MySQL", "MySQL Internals, Protocol::Packet");
    static final Uint LENGTH = mysql.uint(24, "packet_length", "Length", little(),
            says("bytes that follow, these four not counted"));
    static final Uint NUMBER = mysql.uint(8, "packet_number", "Number",
            says("counts packets within a command, from 0"));

    public Mysql() {
        super(mysql, "MySQL");
    }

    /// TLS, which may take over, starts with a content type from 20 to 23 and version 3.
    @Override
    int length(Cursor c) {
        boolean tls = c.data[c.at] >= 20 && c.data[c.at] <= 23 && c.data[c.at + 1] == 3;
        return tls ? 0 : bytes() + LENGTH.get(c);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("Packet ").number(NUMBER.get(c)).ascii(", ").number(LENGTH.get(c)).ascii(" bytes");
        return true;
    }
}
