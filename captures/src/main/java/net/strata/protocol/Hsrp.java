package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Option;
import net.strata.decode.Protocol;
import net.strata.decode.Tlvs;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Cisco's Hot Standby Router Protocol, version 1 (RFC 2281 section 5) and 2, which is sent to other addresses: routers
/// that share an address, of which one is active.
public final class Hsrp extends Protocol {
    private static final int ADVERTISE = 3;
    private static final int GROUP_STATE = 1;
    private static final int STATE_BYTES = 42;
    /// 224.0.0.102, to which version 2 is sent.
    private static final int GROUP_2 = 0xe0000066;
    private static final Names OPCODES = Names.from0("Hello", "Coup", "Resign", "Advertise");
    private static final Names STATES = new Names(
            "0 Initial\n1 Learn\n2 Listen\n4 Speak\n8 Standby\n16 Active");
    private static final Names STATES_2 = new Names(
            "0 Disabled\n1 Init\n2 Learn\n3 Listen\n4 Speak\n5 Standby\n6 Active");
    private static final Layout hsrp = new Layout("hsrp", "Hot Standby Router Protocol", "RFC 2281 section 5");

    private static final Layout first = new Layout("hsrp", "Version 1", "RFC 2281 section 5.1");
    static final Uint VERSION = first.uint(8, "version", "Version",
            says("always 0, though the protocol calls itself version 1"));
    static final Uint OPCODE = first.uint(8, "opcode", "Opcode", names(OPCODES),
            says("hello: it lives; coup: it takes over; resign: it steps back"));
    static final Uint STATE = first.uint(8, "state", "State", names(STATES),
            says("which part the sender plays in the group"));
    static final Uint HELLO = first.uint(8, "hellotime", "Hello time",
            says("seconds between the hellos that the sender sends"));
    static final Uint HOLD = first.uint(8, "holdtime", "Hold time",
            says("seconds of silence after which the sender counts as dead"));
    static final Uint PRIORITY = first.uint(8, "priority", "Priority",
            says("the router with the highest becomes active; between equals, the highest address"));
    static final Uint GROUP = first.uint(8, "group", "Group",
            says("which group on the LAN; each has an address of its own"));
    static final Uint RESERVED = first.uint(8, "reserved", "Reserved", says("senders set 0; no use is defined"));
    static final Octets PASSWORD = first.loose(Octets.Form.TEXT, "auth_data", "Password",
            says("sent in clear, 8 bytes; guards against wrong settings only"));
    private static final int PASSWORD_AT = 8;
    static final Octets ADDRESS = first.skip(64).ipv4("virt_ip", "Virtual address",
            says("address the group's routers share, which hosts use as their gateway"));

    private static final Layout advertise = new Layout("hsrp", "Advertisement",
            "Cisco IOS: HSRP support for ICMP redirects");
    static final Uint ADV_VERSION = advertise.uint(8, "version", "Version",
            says("always 0, as in the hellos of version 1"));
    static final Uint ADV_OPCODE = advertise.uint(8, "opcode", "Opcode", names(OPCODES),
            says("3: an advertisement, by which routers tell what they are in all groups"));
    static final Uint ADV_TYPE = advertise.uint(16, "adv.tlvtype", "Type",
            names("", "HSRP interface state"), says("what the advertisement tells"));
    static final Uint ADV_LENGTH = advertise.uint(16, "adv.tlvlength", "Length",
            says("bytes of the advertisement behind this field"));
    static final Uint ADV_STATE = advertise.uint(8, "adv.state", "State", names("", "Dormant", "Passive", "Active"),
            says("active: leads a group, passive: is in one, dormant: in none"));
    static final Uint ADV_RESERVED = advertise.uint(8, "adv.reserved1", "Reserved",
            says("a byte that no published use is known of"));
    static final Uint ADV_ACTIVE = advertise.uint(16, "adv.activegrp", "Active groups",
            says("how many groups the sender is the active router of"));
    static final Uint ADV_PASSIVE = advertise.uint(16, "adv.passivegrp", "Passive groups",
            says("how many groups the sender is in without being active"));
    static final Uint ADV_RESERVED_2 = advertise.uint(32, "adv.reserved2", "Reserved",
            says("four bytes that no published use is known of"));

    /// Version 2: an element's type is told by a field of its own name.
    private static final Layout head = new Layout("hsrp2", "Element", "Cisco: HSRP version 2");
    static final Uint TYPE = head.uint(8, "tlv_type", "Type", names(new Names("""
            1 Group state
            2 Interface state
            3 Text authentication
            4 MD5 authentication""")), says("what the element tells"));
    static final Uint LENGTH = head.uint(8, "tlv_length", "Length", says("bytes of the element behind this one"));
    private static final Layout state = new Layout("hsrp2", "Group state", "Cisco: HSRP version 2").skip(16);
    static final Uint STATE_TYPE = state.loose(8, "group_state_tlv", "Group state",
            says("marks the element as the state of a group"));
    static final Uint VERSION_2 = state.uint(8, "version", "Version", says("always 2; version 1 has another form"));
    static final Uint OPCODE_2 = state.uint(8, "opcode", "Opcode", names(OPCODES),
            says("hello: it lives; coup: it takes over; resign: it steps back"));
    static final Uint STATE_2 = state.uint(8, "state", "State", names(STATES_2),
            says("which part the sender plays in the group"));
    static final Uint IP_VERSION = state.uint(8, "ipversion", "IP version", says("4 or 6: kind of the address shared"));
    static final Uint GROUP_ID = state.uint(16, "group", "Group", says("which group on the LAN, 0 to 4095"));
    static final Octets IDENTIFIER = state.mac("identifier", "Identifier", varies(),
            says("hardware address of the sender's interface; tells routers apart"));
    static final Uint PRIORITY_2 = state.uint(32, "priority", "Priority",
            says("the router with the highest becomes active"));
    static final Uint HELLO_2 = state.uint(32, "hellotime", "Hello time",
            says("milliseconds between the hellos that the sender sends"));
    static final Uint HOLD_2 = state.uint(32, "holdtime", "Hold time",
            says("milliseconds of silence after which the sender counts as dead"));
    static final Octets IPV4 = state.loose(Octets.Form.IPV4, "virt_ip", "Virtual address",
            says("IPv4 address the group's routers share, which hosts use as their gateway"));
    static final Octets IPV6 = state.loose(Octets.Form.IPV6, "virt_ip_v6", "Virtual address",
            says("IPv6 address the group's routers share, which hosts use as their gateway"));
    private static final Layout face = new Layout("hsrp2", "Interface state", "Cisco: HSRP version 2").skip(16);
    static final Uint ACTIVE = face.uint(16, "active_groups", "Active groups",
            says("how many groups the sender is the active router of"));
    static final Uint PASSIVE = face.uint(16, "passive_groups", "Passive groups",
            says("how many groups the sender is in without being active"));
    private static final Layout text = new Layout("hsrp2", "Text authentication", "Cisco: HSRP version 2").skip(16);
    static final Octets TEXT = text.loose(Octets.Form.TEXT, "auth_data", "Password",
            says("sent in clear; guards against wrong settings only"));
    private static final Layout md5 = new Layout("hsrp2", "MD5 authentication", "Cisco: HSRP version 2").skip(16);
    static final Uint ALGORITHM = md5.uint(8, "md5_algorithm", "Algorithm", says("how the digest is made; 1: MD5"));
    static final Uint PADDING = md5.uint(8, "md5_padding", "Padding", hex(), says("fills the element up; 0"));
    static final Uint FLAGS = md5.uint(16, "md5_flags", "Flags", says("usually 0; no published use is known of"));
    static final Uint KEY = md5.skip(32).uint(32, "md5_key_id", "Key",
            says("which of the shared keys the digest was made with"));
    static final Octets DIGEST = md5.bytes(16, "md5_auth_data", "Digest", varies(),
            says("digest over message and shared key, which proves the origin"));
    private static final Tlvs ELEMENTS = new Tlvs(head, TYPE, LENGTH, 2, new Option(new Layout("hsrp2", "Element")))
            .add(new State(), GROUP_STATE).add(new Option(face), 2).add(new TextOption(text, TEXT), 3)
            .add(new Option(md5), 4);

    public Hsrp() {
        super(hsrp, "HSRP", Level.APPLICATION);
    }

    private static final class State extends Option {
        State() {
            super(state);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            t.field(STATE_TYPE, at, 1);
            t.fields(state, at, end);
            int from = at + state.bytes();
            if (from + 4 > end) return;
            boolean six = IP_VERSION.get(c.data, at) == 6 && from + 16 <= end;
            t.field(six ? IPV6 : IPV4, from, six ? 16 : 4);
        }
    }

    private static boolean second(Cursor c) {
        int to = c.destination();
        byte[] d = c.data;
        return c.addressLength() == 16 || c.addressLength() == 4
                && ((d[to] & 0xff) << 24 | d[to + 1] << 16 | d[to + 2] << 8 | d[to + 3] & 0xff) == GROUP_2;
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        if (second(c)) {
            ELEMENTS.fields(c, t, c.at, c.end());
        } else if (c.end() - c.at >= 2 && OPCODE.get(c) == ADVERTISE) {
            t.fields(advertise, c.at, c.end());
        } else {
            t.fields(first, c.at, c.end());
            int at = c.at + PASSWORD_AT;
            if (at + 8 <= c.end()) t.field(PASSWORD, at, TextOption.untilZero(c.data, at, at + 8));
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int bytes = c.end() - c.at;
        if (second(c)) {
            int at = ELEMENTS.find(c.data, c.at, c.end(), GROUP_STATE);
            if (at < 0 || at + STATE_BYTES > c.end()) return false;
            out.ascii(OPCODES.of(OPCODE_2.get(c.data, at), "Unknown opcode")).ascii(" (state ");
            out.ascii(STATES_2.of(STATE_2.get(c.data, at), "unknown")).put(')');
        } else if (bytes < 3) {
            return false;
        } else if (OPCODE.get(c) == ADVERTISE) {
            out.ascii("Advertise");
        } else {
            out.ascii(OPCODES.of(OPCODE.get(c), "Unknown opcode")).ascii(" (state ");
            out.ascii(STATES.of(STATE.get(c), "unknown")).put(')');
        }
        return true;
    }

    @Override
    public List<Layout> parts() {
        List<Layout> all = new ArrayList<>(ELEMENTS.layouts());
        all.addAll(List.of(first, advertise));
        return all;
    }
}
