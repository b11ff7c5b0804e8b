package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Option;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Checksum;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Virtual Router Redundancy Protocol, version 2 (RFC 3768 section 5) and 3 (RFC 5798 section 5): routers that share an
/// address, of which one, the master, says that it lives.
public final class Vrrp extends Protocol {
    /// Its IP protocol number.
    static final int NUMBER = 112;
    private static final int SIMPLE = 1;
    private static final Layout vrrp = new Layout("vrrp", "Virtual Router Redundancy Protocol", "RFC 5798 section 5");
    static final Uint TYPE_VERSION = vrrp.group(8, "typever", "Version and type",
            says("version of the protocol and kind of message, in one byte"));
    static final Uint VERSION = vrrp.uint(4, "version", "Version",
            says("2 serves IPv4 alone, 3 serves IPv4 and IPv6"));
    static final Uint TYPE = vrrp.uint(4, "type", "Type", names("", "Advertisement"),
            says("1: an advertisement, the only kind there is"));
    static final Uint ROUTER = vrrp.uint(8, "virt_rtr_id", "Virtual router",
            says("number of the group of routers, the last byte of the MAC address they share"));
    static final Uint PRIORITY = vrrp.uint(8, "prio", "Priority",
            names(new Names("0 the master stops\n100 default of a backup\n255 owns the address")),
            says("the router with the highest becomes the master; a master that stops sends 0"));
    static final Uint COUNT = vrrp.uint(8, "addr_count", "Addresses",
            says("how many addresses of the group are listed below"));
    static final Uint CHECKSUM = vrrp.skip(16).uint(16, "checksum", "Checksum", hex(), varies(),
            says("over the whole message, in version 3 over a pseudo-header too"));
    static final Made STATUS = vrrp.made(Made.Form.NUMBER, "checksum.status", "Checksum status",
            names(Checksum.STATUS), says("whether the checksum agrees with the message"));
    static final Made WHY = vrrp.made(Made.Form.NUMBER, "checksum.why", "Not verified", names(Checksums.WHY),
            says("why the checksum could not be checked"));
    static final Octets IPV4 = vrrp.loose(Octets.Form.IPV4, "ip_addr", "Address", list(),
            says("address that the master answers for"));
    static final Octets IPV6 = vrrp.loose(Octets.Form.IPV6, "ipv6_addr", "Address", list(),
            says("address that the master answers for; the first is link-local"));
    static final Octets PASSWORD = vrrp.loose(Octets.Form.TEXT, "auth_string", "Password",
            says("up to 8 characters, readable by everybody on the link"), source("RFC 2338 section 5.3.10"));

    private static final Layout second = new Layout("vrrp", "Version 2", "RFC 3768 section 5.1").skip(32);
    static final Uint AUTH_TYPE = second.uint(8, "auth_type", "Authentication", names("none", "simple password",
            "IP authentication header"), says("how the sender proves to belong to the group; 0 since RFC 3768"),
            source("RFC 2338 section 5.3.6"));
    static final Uint SECONDS = second.uint(8, "adver_int", "Advertisement interval",
            says("seconds between the master's advertisements"));

    private static final Layout third = new Layout("vrrp", "Version 3", "RFC 5798 section 5.1").skip(32);
    static final Uint RESERVED = third.uint(4, "reserved_mbz", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint CENTISECONDS = third.uint(12, "short_adver_int", "Advertisement interval",
            says("hundredths of a second between the master's advertisements"));

    public Vrrp() {
        super(vrrp, "VRRP", Level.NETWORK);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    private static int checksum(Cursor c) {
        return VERSION.get(c) >= 3 ? Checksums.transport(c, NUMBER, CHECKSUM) : Checksums.message(c);
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(vrrp, c.at, c.headerEnd());
        boolean old = VERSION.get(c) < 3;
        t.fields(old ? second : third, c.at, c.end());
        if (t.wants(STATUS)) Checksums.tell(t, STATUS, WHY, checksum(c));
        int from = c.at + bytes();
        int size = c.addressLength() == 16 ? 16 : 4;
        int end = Math.min(from + COUNT.get(c) * size, c.end());
        Option.repeat(t, size == 16 ? IPV6 : IPV4, size, from, end);
        int password = from + COUNT.get(c) * size;
        if (old && AUTH_TYPE.get(c) == SIMPLE && password + 8 <= c.end())
            t.field(PASSWORD, password, TextOption.untilZero(c.data, password, password + 8));
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("Announcement (v").number(VERSION.get(c)).ascii("), router ").number(ROUTER.get(c));
        out.ascii(", priority ").number(PRIORITY.get(c));
        return true;
    }

    @Override
    public boolean trouble(Cursor c) {
        return checksum(c) == Checksum.BAD;
    }

    @Override
    public List<Layout> parts() {
        return List.of(second, third);
    }
}
