package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;

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

/// Border Gateway Protocol version 4 (RFC 4271 section 4): autonomous systems tell each other what they can reach. What
/// an UPDATE says is in [BgpUpdate]. A message that does not end in its segment is left as data.
public final class Bgp extends Protocol {
    private static final int OPEN = 1;
    private static final int UPDATE = 2;
    private static final int NOTIFICATION = 3;
    private static final int REFRESH = 5;
    private static final int CEASE = 6;
    private static final Names TYPES = Names.from0("", "OPEN Message", "UPDATE Message", "NOTIFICATION Message",
            "KEEPALIVE Message", "ROUTE-REFRESH Message");
    /// RFC 4760 section 5, IANA, "Address Family Numbers".
    static final Names FAMILIES = new Names("1 IPv4\n2 IPv6\n25 Layer 2 VPN\n16388 Link state");
    /// IANA, "Subsequent Address Family Identifiers (SAFI) Parameters".
    static final Names SUBFAMILIES = new Names("""
            1 Unicast
            2 Multicast
            4 MPLS labels
            5 Multicast VPN
            65 VPLS
            70 Ethernet VPN
            128 VPN, unicast
            129 VPN, multicast
            132 Route targets
            133 Flow specification""");

    private static final Layout bgp = new Layout("bgp", "Border Gateway Protocol", "RFC 4271 section 4");
    static final Octets MARKER = bgp.bytes(16, "marker", "Marker",
            says("all ones; kept from the time when it could carry authentication"), source("RFC 4271 section 4.1"));
    static final Uint LENGTH = bgp.uint(16, "length", "Length",
            says("bytes of the message, header included; at least 19"), source("RFC 4271 section 4.1"));
    static final Uint TYPE = bgp.uint(8, "type", "Type", names(TYPES),
            says("what the message is for: open, update, notify, keep alive, refresh"), source("RFC 4271 section 4.1"));

    private static final Layout open = new Layout("bgp", "Open", "RFC 4271 section 4.2").skip(19 * 8);
    static final Uint VERSION = open.uint(8, "open.version", "Version", says("4 for all that is in use"));
    static final Uint MY_AS = open.uint(16, "open.myas", "Autonomous system",
            says("the sender's network; 23456 where its number needs 4 bytes"));
    static final Uint HOLD = open.uint(16, "open.holdtime", "Hold time",
            says("seconds of silence after which the session ends; the lower of both counts, 0: never"));
    static final Octets IDENTIFIER = open.ipv4("open.identifier", "Identifier",
            says("names the sender, in the form of an IPv4 address; the same in all its sessions"));
    static final Uint OPTIONS_LENGTH = open.uint(8, "open.opt.len", "Options length",
            says("bytes of all optional parameters together"));

    private static final Layout parameter = new Layout("bgp", "Parameter", "RFC 4271 section 4.2");
    static final Uint PARAMETER = parameter.uint(8, "open.opt.param.type", "Parameter",
            names("", "Authentication", "Capabilities"), says("what the parameter tells; in practice capabilities"));
    static final Uint PARAMETER_LENGTH = parameter.uint(8, "open.opt.param.len", "Length",
            says("bytes of the parameter's value"));
    private static final Layout authentication = new Layout("bgp", "Authentication", "RFC 1771 section 4.2").skip(16);
    static final Octets AUTHENTICATION = authentication.loose(Octets.Form.BYTES, "open.opt.param.auth",
            "Authentication", says("how the sender would prove who it is; no longer used"));
    private static final Layout unknown = new Layout("bgp", "Parameter", "RFC 4271 section 4.2").skip(16);
    static final Octets UNKNOWN = unknown.loose(Octets.Form.BYTES, "open.opt.param.unknown", "Value",
            says("the parameter's value as it came"));

    private static final Layout capability = new Layout("bgp", "Capability", "RFC 5492 section 4");
    static final Uint CAPABILITY = capability.uint(8, "cap.type", "Capability", names(new Names("""
            1 Multiprotocol extensions
            2 Route refresh
            5 Extended next hop
            6 Extended message
            8 Multiple labels
            9 Role
            64 Graceful restart
            65 Four-octet AS numbers
            67 Dynamic capability
            69 Additional paths
            70 Enhanced route refresh
            71 Long-lived graceful restart
            73 FQDN
            128 Route refresh (Cisco)
            130 Outbound route filtering (Cisco)""")), says("what the sender is able to do beyond the basic protocol"));
    static final Uint CAPABILITY_LENGTH = capability.uint(8, "cap.length", "Length",
            says("bytes of the capability's value"));
    private static final Layout multiprotocol = new Layout("bgp", "Multiprotocol extensions", "RFC 4760 section 8")
            .skip(16);
    static final Uint MP_FAMILY = multiprotocol.uint(16, "cap.mp.afi", "Address family", names(FAMILIES),
            says("kind of addresses the sender exchanges routes for"));
    static final Octets MP_RESERVED = multiprotocol.bytes(1, "cap.reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint MP_SUBFAMILY = multiprotocol.uint(8, "cap.mp.safi", "Subsequent family", names(SUBFAMILIES),
            says("use of those addresses, such as unicast, multicast or VPN"));
    private static final Layout four = new Layout("bgp", "Four-octet AS numbers", "RFC 6793 section 3").skip(16);
    static final Uint AS_4 = four.uint(32, "cap.4as", "Autonomous system",
            says("the sender's network, as a number of 4 bytes"));
    private static final Layout paths = new Layout("bgp", "Additional paths", "RFC 7911 section 4").skip(16);
    static final Uint PATHS_FAMILY = paths.uint(16, "cap.ap.afi", "Address family", names(FAMILIES),
            says("kind of addresses that may have several paths at once"));
    static final Uint PATHS_SUBFAMILY = paths.uint(8, "cap.ap.safi", "Subsequent family", names(SUBFAMILIES),
            says("use of those addresses"));
    static final Uint PATHS = paths.uint(8, "cap.ap.sendreceive", "Direction",
            names("", "receives", "sends", "both"),
            says("whether the sender takes several paths to one prefix, sends them, or both"));
    private static final Layout restart = new Layout("bgp", "Graceful restart", "RFC 4724 section 3").skip(16);
    static final Uint TIMERS = restart.group(16, "cap.gr.timers", "Flags and time", hex(),
            says("whether the sender has restarted, and how long to wait for it"));
    static final Uint RESTARTED = restart.flag("cap.gr.timers.restart_flag", "Has restarted",
            says("the sender comes back from a restart: do not wait for it before telling routes"));
    static final Uint NOTIFIES = restart.flag("cap.gr.timers.notification_flag", "Notifications as well",
            says("routes are also kept when a notification ended the session"), source("RFC 8538 section 2"));
    static final Uint RESTART_TIME = restart.skip(2).uint(12, "cap.gr.timers.restart_time", "Restart time",
            says("seconds the sender thinks it takes to come back"));
    private static final Layout restarted = new Layout("bgp", "Family", "RFC 4724 section 3");
    static final Uint RESTART_FAMILY = restarted.uint(16, "cap.gr.afi", "Address family", names(FAMILIES),
            says("kind of addresses whose routes are to be kept over a restart"));
    static final Uint RESTART_SUBFAMILY = restarted.uint(8, "cap.gr.safi", "Subsequent family", names(SUBFAMILIES),
            says("use of those addresses"));
    static final Uint RESTART_FLAGS = restarted.group(8, "cap.gr.flag", "Flags", hex(),
            says("what became of these routes while the sender restarted"));
    static final Uint PRESERVED = restarted.flag("cap.gr.flag.pfs", "Forwarding state preserved",
            says("packets went on being forwarded while the sender restarted"));
    private static final Layout nameless = new Layout("bgp", "Capability", "RFC 5492 section 4").skip(16);
    static final Octets CAPABILITY_VALUE = nameless.loose(Octets.Form.BYTES, "cap.unknown", "Value",
            says("the capability's value as it came"));
    private static final Tlvs CAPABILITIES = new Tlvs(capability, CAPABILITY, CAPABILITY_LENGTH, 2,
            new Option(nameless, CAPABILITY_VALUE)).add(new Option(multiprotocol), 1).add(new Option(four), 65)
            .add(new Option(paths), 69).add(new Restart(), 64);
    private static final Tlvs PARAMETERS = new Tlvs(parameter, PARAMETER, PARAMETER_LENGTH, 2,
            new Option(unknown, UNKNOWN)).add(new Option(authentication, AUTHENTICATION), 1).add(new Capable(), 2);

    private static final Names ERRORS = new Names("""
            1 Message Header Error
            2 OPEN Message Error
            3 UPDATE Message Error
            4 Hold Timer Expired
            5 Finite State Machine Error
            6 Cease
            7 Capability Message Error""");
    private static final Layout notification = new Layout("bgp", "Notification", "RFC 4271 section 4.5")
            .skip(19 * 8);
    static final Uint MAJOR = notification.uint(8, "notify.major_error", "Error", names(ERRORS),
            says("what kind of error ends the session"));
    private static final Uint[] MINOR = {
            minor("notify.minor_error_unknown", "RFC 4271 section 4.5",
                    "more exactly; the error is none of those known"),
            minor("notify.minor_error", "RFC 4271 section 6.1", "what was wrong with the header", "",
                    "Connection not synchronized",
                    "Bad message length", "Bad message type"),
            minor("notify.minor_error_open", "RFC 4271 section 6.2", "what in the open message was not accepted", "",
                    "Unsupported version",
                    "Bad peer AS", "Bad BGP identifier",
                    "Unsupported optional parameter", "Authentication failure", "Unacceptable hold time",
                    "Unsupported capability"),
            minor("notify.minor_error_update", "RFC 4271 section 6.3",
                    "what was wrong with the update; the data show it", "",
                    "Malformed attribute list", "Unrecognized well-known attribute",
                    "Missing well-known attribute", "Attribute flags error", "Attribute length error",
                    "Invalid ORIGIN attribute", "AS routing loop", "Invalid NEXT_HOP attribute",
                    "Optional attribute error", "Invalid network field", "Malformed AS_PATH"),
            minor("notify.minor_error_expired", "RFC 4271 section 6.5",
                    "always 0: nothing arrived within the hold time"),
            minor("notify.minor_error_state", "RFC 6608 section 3",
                    "in which state of the session an unexpected message came", "",
                    "Unexpected message in OpenSent",
                    "Unexpected message in OpenConfirm", "Unexpected message in Established"),
            minor("notify.minor_error_cease", "RFC 4486 section 3", "why a session without errors was ended", "",
                    "Maximum number of prefixes reached", "Administrative shutdown",
                    "Peer deconfigured", "Administrative reset", "Connection rejected",
                    "Other configuration change", "Connection collision resolution", "Out of resources",
                    "Hard reset"),
            minor("notify.minor_error_capability", "draft-ietf-idr-dynamic-cap",
                    "what was wrong with a capability changed later", "",
                    "Unknown sequence number", "Invalid capability length",
                    "Malformed capability value", "Unsupported capability")};
    static final Uint COMMUNICATION_LENGTH = notification.loose(8, "notify.communication_length", "Message length",
            says("bytes of the message in words"), source("RFC 9003 section 2"));
    static final Octets COMMUNICATION = notification.loose(Octets.Form.TEXT, "notify.communication", "Message",
            says("what an operator wrote to the other side, in UTF-8"), source("RFC 9003 section 2"));
    static final Octets NOTIFICATION_DATA = notification.loose(Octets.Form.BYTES, "notify.minor_data", "Data",
            says("what the error is about, such as the attribute that was wrong"));

    private static final Layout refresh = new Layout("bgp", "Route refresh", "RFC 2918 section 3").skip(19 * 8);
    static final Uint REFRESH_FAMILY = refresh.uint(16, "route_refresh.afi", "Address family", names(FAMILIES),
            says("kind of addresses whose routes shall be sent again"));
    static final Uint SUBTYPE = refresh.uint(8, "route_refresh.subtype", "Subtype",
            names("Request", "Begin of refresh", "End of refresh"),
            says("asks for the routes, or marks where their repetition begins or ends"),
            source("RFC 7313 section 3.2"));
    static final Uint REFRESH_SUBFAMILY = refresh.uint(8, "route_refresh.safi", "Subsequent family",
            names(SUBFAMILIES), says("use of those addresses"));

    public Bgp() {
        super(bgp, "BGP", Level.APPLICATION);
    }

    private static Uint minor(String name, String source, String says, String... meanings) {
        return notification.loose(8, name, "Suberror", names(meanings), says(says), source(source));
    }

    private static final class Capable extends Option {
        Capable() {
            super(new Layout("bgp", "Capabilities").skip(16));
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            CAPABILITIES.fields(c, t, at + 2, end);
        }
    }

    private static final class Restart extends Option {
        Restart() {
            super(restart);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            t.fields(restart, at, end);
            for (int i = at + restart.bytes(); i + restarted.bytes() <= end; i += restarted.bytes()) {
                t.open(restarted, i, i + restarted.bytes());
                t.fields(restarted, i, end);
                t.close();
            }
        }
    }

    private static boolean marked(Cursor c) {
        for (int i = c.at; i < c.at + 16; i++)
            if (c.data[i] != -1) return false;
        return true;
    }

    @Override
    public void walk(Cursor c) {
        int length = LENGTH.get(c);
        if (!marked(c) || length < bytes() || c.at + length > c.claimedEnd()) {
            c.decline();
        } else {
            c.header(length).next(this);
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(bgp, c.at, c.headerEnd());
        int end = c.headerEnd();
        switch (TYPE.get(c)) {
            case OPEN -> {
                t.fields(open, c.at, end);
                PARAMETERS.fields(c, t, Math.min(c.at + open.bytes(), end), end);
            }
            case UPDATE -> BgpUpdate.fields(c, t, c.at + bytes(), end);
            case NOTIFICATION -> notification(c, t, end);
            case REFRESH -> t.fields(refresh, c.at, end);
            default -> {
            }
        }
    }

    private static void notification(Cursor c, Tree t, int end) {
        t.fields(notification, c.at, end);
        int at = c.at + notification.bytes();
        if (at >= end) return;
        int major = MAJOR.get(c);
        int minor = c.data[at] & 0xff;
        t.field(MINOR[major < MINOR.length ? major : 0], at, 1);
        int data = at + 1;
        if (data >= end) return;
        if (major == CEASE && (minor == 2 || minor == 4)) {
            t.field(COMMUNICATION_LENGTH, data, 1);
            int length = Math.min(c.data[data] & 0xff, end - data - 1);
            if (length > 0) t.field(COMMUNICATION, data + 1, length);
        } else {
            t.field(NOTIFICATION_DATA, data, end - data);
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(TYPES.of(TYPE.get(c), "Unknown message"));
        if (TYPE.get(c) == NOTIFICATION && c.headerEnd() - c.at >= notification.bytes()) {
            out.ascii(" (").ascii(ERRORS.of(MAJOR.get(c), "unknown error")).put(')');
        }
        return true;
    }

    @Override
    public boolean trouble(Cursor c) {
        return TYPE.get(c) == NOTIFICATION;
    }

    @Override
    public List<Layout> parts() {
        List<Layout> all = new ArrayList<>(PARAMETERS.layouts());
        all.addAll(CAPABILITIES.layouts());
        all.addAll(List.of(open, restarted, notification, refresh));
        all.addAll(BgpUpdate.layouts());
        return all;
    }
}
