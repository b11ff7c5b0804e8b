package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.util.Arrays;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Dynamic Host Configuration Protocol (RFC 2131 section 2), and the Bootstrap Protocol that it grew from (RFC 951).
public final class Dhcp extends Protocol {
    private static final int HARDWARE_BYTES = 16;
    static final int SERVER_BYTES = 64;
    static final int FILE_BYTES = 128;
    /// Where things behind the addresses start.
    private static final int HARDWARE = 28;
    static final int SERVER_AT = HARDWARE + HARDWARE_BYTES;
    static final int FILE_AT = SERVER_AT + SERVER_BYTES;
    private static final int COOKIE_AT = FILE_AT + FILE_BYTES;
    static final int OPTIONS_AT = COOKIE_AT + 4;
    /// RFC 1497: what begins a list of options.
    private static final byte[] MAGIC = {99, (byte) 130, 83, 99};
    private static final int ETHERNET = 1;
    private static final int IEEE_802 = 6;

    private static final Layout dhcp = new Layout("dhcp", "Dynamic Host Configuration Protocol", "RFC 2131 section 2");
    static final Uint TYPE = dhcp.uint(8, "type", "Direction", names("", "Boot request", "Boot reply"),
            says("request: from a client, reply: from a server"),
            otherwise("servers would ignore a reply, clients a request"));
    static final Uint HW_TYPE = dhcp.uint(8, "hw.type", "Hardware type", hex(), names(ArpNumbers.HARDWARE),
            says("kind of network; 1: Ethernet"), otherwise("the server would not know the client again"));
    static final Uint HW_LEN = dhcp.uint(8, "hw.len", "Hardware address length",
            says("bytes of the hardware address; 6 for Ethernet"),
            otherwise("the server would not know the client again"));
    static final Uint HOPS = dhcp.uint(8, "hops", "Hops", says("relay agents that it came through; clients set 0"),
            otherwise("a relay agent would drop it once the number is too high"));
    static final Uint ID = dhcp.uint(32, "id", "Transaction ID", hex(), varies(),
            says("chosen by the client; the same in all of an exchange"),
            otherwise("the client would take the answer for another host's and drop it"));
    static final Uint SECS = dhcp.uint(16, "secs", "Seconds elapsed", varies(),
            says("seconds since the client began to look for an address"),
            otherwise("a server that leaves new requests to another would never help out"));
    static final Uint FLAGS = dhcp.group(16, "flags", "Flags", hex(), says("how the client can be answered"));
    static final Uint BROADCAST = dhcp.flag("flags.bc", "Broadcast",
            says("the client has no address to take the answer at: send it to all"),
            otherwise("a client that cannot take unicasts yet would miss the answer"));
    static final Uint RESERVED = dhcp.uint(15, "flags.reserved", "Reserved", hex(), says("must be zero"));
    static final Octets CLIENT = dhcp.ipv4("ip.client", "Client address",
            says("address that the client has and keeps; 0.0.0.0: none yet"),
            otherwise("the server would send its answer to another host"));
    static final Octets YOUR = dhcp.ipv4("ip.your", "Your address", says("address that the server gives the client"),
            otherwise("the client would use another address than the server noted"));
    static final Octets SERVER = dhcp.ipv4("ip.server", "Next server", says("server that the client shall boot from"),
            otherwise("the client would load its system from the wrong host"));
    static final Octets RELAY = dhcp.ipv4("ip.relay", "Relay agent",
            says("relay agent of the client's network, where the answer goes back to; 0.0.0.0: none"),
            otherwise("the server would pick an address of another network"));
    static final Octets MAC = dhcp.loose(Octets.Form.MAC, "hw.mac_addr", "Client hardware address",
            says("by which the server knows the client, and reaches it"),
            otherwise("the answer would go to another host"));
    static final Octets HW_ADDR = dhcp.loose(Octets.Form.BYTES, "hw.addr", "Client hardware address",
            says("by which the server knows the client, and reaches it"));
    static final Octets HW_PADDING = dhcp.loose(Octets.Form.BYTES, "hw.addr_padding", "Rest of the hardware address",
            says("zeros that fill up the 16 bytes"));
    static final Octets SERVER_NAME = dhcp.loose(Octets.Form.TEXT, "server", "Server host name",
            says("name of the host to boot from; mostly empty"));
    static final Octets FILE = dhcp.loose(Octets.Form.TEXT, "file", "Boot file name",
            says("what to boot, on that host; mostly empty"));
    static final Octets COOKIE = dhcp.loose(Octets.Form.IPV4, "cookie", "Magic cookie",
            says("always 99.130.83.99: options follow"),
            otherwise("the receiver would find no options, not even which message it is"),
            source("RFC 2131 section 3"));
    static final Octets VENDOR = dhcp.loose(Octets.Form.BYTES, "vendor_specific_options", "Vendor information",
            says("what vendors put here before there were options"));
    static final Made BOOTP = dhcp.made(Made.Form.BOOLEAN, "bootp", "BOOTP",
            says("set in messages without the options of DHCP"),
            source("RFC 951"));

    public Dhcp() {
        super(dhcp, "DHCP", Level.APPLICATION);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        if (!c.cut() && DhcpOptions.message(c) == 0) t.made(BOOTP, 1);
        t.fields(dhcp, c.at, c.end());
        hardware(c, t);
        int overload = DhcpOptions.overload(c);
        if ((overload & DhcpOptions.IN_SERVER_NAME) == 0) text(c, t, SERVER_NAME, SERVER_AT, SERVER_BYTES);
        if ((overload & DhcpOptions.IN_FILE) == 0) text(c, t, FILE, FILE_AT, FILE_BYTES);
        int at = c.at + COOKIE_AT;
        if (hasOptions(c)) {
            t.field(COOKIE, at, 4);
            DhcpOptions.fields(c, t, at + 4, c.end());
        } else if (at < c.end()) {
            t.field(VENDOR, at, c.end() - at);
        }
    }

    private static void hardware(Cursor c, Tree t) {
        int at = c.at + HARDWARE;
        if (at + HARDWARE_BYTES > c.end()) return;
        int length = Math.min(HW_LEN.get(c), HARDWARE_BYTES);
        if (length > 0) t.field(ether(HW_TYPE.get(c), length) ? MAC : HW_ADDR, at, length);
        if (length < HARDWARE_BYTES) t.field(HW_PADDING, at + length, HARDWARE_BYTES - length);
    }

    /// Whether a hardware address is one of Ethernet.
    static boolean ether(int type, int length) {
        return length == 6 && (type == ETHERNET || type == IEEE_802);
    }

    private static void text(Cursor c, Tree t, Octets field, int at, int room) {
        int from = c.at + at;
        if (from + room > c.end()) return;
        int end = PieceReader.textEnd(c.data, from, from + room);
        if (end > from) t.field(field, from, end - from);
    }

    static boolean hasOptions(Cursor c) {
        int at = c.at + COOKIE_AT;
        return at + 4 <= c.end() && Arrays.equals(c.data, at, at + 4, MAGIC, 0, 4);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int message = DhcpOptions.message(c);
        if (message == 0) {
            out.ascii(TYPE.get(c) == 1 ? "Boot Request" : "Boot Reply");
        } else {
            out.ascii("DHCP ").utf8(DhcpNumbers.MESSAGE.of(message, "Unknown"));
        }
        out.ascii(" - Transaction ID ").varyingHex(ID.value(c.data, c.at), 8);
        return true;
    }

    @Override
    public List<Layout> parts() {
        return DhcpOptions.layouts();
    }
}
