package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.unit;

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

/// Generic Network Virtualization Encapsulation (RFC 8926 section 3): any protocol with an EtherType inside UDP.
public final class Geneve extends Protocol {
    private static final Layout geneve = new Layout("geneve", "Generic Network Virtualization Encapsulation",
            "RFC 8926 section 3.4");
    static final Uint VERSION = geneve.uint(2, "version", "Version",
            says("0; receivers drop packets of any other version"));
    static final Uint OPTIONS_LENGTH = geneve.uint(6, "option.length", "Length of options", unit(4),
            says("bytes that all options take together, counted in words of 4"));
    static final Uint FLAGS = geneve.group(8, "flags", "Flags", hex(),
            says("whether the packet is for the tunnel's end, and has options that must be known"));
    static final Uint OAM = geneve.flag("flags.oam", "Control",
            says("meant for the tunnel's end itself, not to be forwarded"));
    static final Uint CRITICAL = geneve.flag("flags.critical", "Critical options",
            says("at least one option is such that who does not know it must drop the packet"));
    static final Uint FLAGS_RESERVED = geneve.uint(6, "flags.reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint PROTO = geneve.uint(16, "proto_type", "Protocol", hex(), names(Iana.ETHER_TYPE),
            says("the protocol of the packet inside; 0x6558: an Ethernet frame"));
    static final Uint VNI = geneve.uint(24, "vni", "Network", hex(),
            says("number of the virtual network the packet belongs to"));
    static final Uint RESERVED = geneve.uint(8, "reserved", "Reserved", hex(),
            says("senders set 0, receivers ignore it"));
    static final Octets OPTIONS = geneve.loose(Octets.Form.BYTES, "options", "Options",
            says("what the tunnel's ends tell each other besides: class, type and value of each"));

    private static final Layout option = new Layout("geneve", "Option", "RFC 8926 section 3.5");
    static final Uint CLASS = option.uint(16, "option.class", "Class", hex(), names(new Names("""
            0x0000-0x00ff Standard
            0x0100 Linux
            0x0101 Open vSwitch
            0x0102 Open Virtual Networking
            0x0103 In-band network telemetry
            0x0104 VMware
            0x0105 Amazon
            0x0106 Cisco
            0x0107 Oracle
            0xff00-0xffff Experimental""")), says("who defined the option's type"));
    static final Uint TYPE = option.group(8, "option.type", "Type", hex(),
            says("what the option holds; its meaning depends on the class"));
    static final Uint TYPE_CRITICAL = option.flag("option.type.critical", "Critical",
            says("who does not know the option must drop the packet"));
    static final Uint REST_OF_TYPE = option.skip(7).group(8, "option.flags", "Flags", hex(),
            says("nothing so far: all its bits are reserved"));
    static final Uint OPTION_RESERVED = option.uint(3, "option.flags.reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Made LENGTH = option.skip(5).made(Made.Form.NUMBER, "option.length", "Length",
            says("bytes of the option, its header of four included"));
    static final Octets VALUE = option.loose(Octets.Form.BYTES, "option.unknown.data", "Data",
            says("the option's value as it came"));

    public Geneve() {
        super(geneve, "Geneve", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        c.header(bytes() + OPTIONS_LENGTH.get(c), OPTIONS_LENGTH).next(c.find(Protocols.ETHER_TYPE, PROTO.get(c)));
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(geneve, c.at, c.headerEnd());
        int end = c.headerEnd();
        int at = c.at + bytes();
        if (at < end) t.field(OPTIONS, at, end - at);
        while (at + option.bytes() <= end) {
            int size = option.bytes() + (c.data[at + 3] & 0x1f) * 4;
            if (at + size > end) return;
            t.open(option, at, at + size);
            t.fields(option, at, end);
            t.made(LENGTH, size);
            if (size > option.bytes()) t.field(VALUE, at + option.bytes(), size - option.bytes());
            t.close();
            at += size;
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("Geneve network 0x").hex(VNI.get(c), 6).ascii(", ")
                .ascii(Iana.ETHER_TYPE.of(PROTO.get(c), "protocol")).ascii(" (0x").hex(PROTO.get(c), 4).put(')');
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(option);
    }
}
