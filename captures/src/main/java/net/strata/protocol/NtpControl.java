package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// Messages of NTP that ask for or change a server's state: control messages (RFC 9327), and private ones, of which
/// there is only the header, as ntpd's `ntp_request.h` has it.
final class NtpControl {
    private static final int READ_STATUS = 1;
    private static final int CLOCK_VARIABLES = 4;
    private static final int SET_CLOCK = 5;
    private static final int ANSWERS = 3;

    private static final Layout control = new Layout("ntp", "Control message", "RFC 9327 section 2").skip(8);
    static final Uint FLAGS = control.group(8, "ctrl.flags2", "Flags", hex(),
            says("whether it asks or answers, and what for"));
    static final Uint RESPONSE = control.uint(1, "ctrl.flags2.r", "Response", names("Request", "Response"),
            says("1: an answer"));
    static final Uint ERROR = control.uint(1, "ctrl.flags2.error", "Error",
            says("1: the request failed, the status tells why"));
    static final Uint MORE = control.uint(1, "ctrl.flags2.more", "More", says("1: another part of the answer follows"));
    static final Uint OPCODE = control.uint(5, "ctrl.flags2.opcode", "Operation", names(new Names("""
            1 read status
            2 read variables
            3 write variables
            4 read clock variables
            5 write clock variables
            6 set trap address
            7 trap response
            8 configure
            9 export configuration
            10 read remote status
            11 read ordered list
            12 request nonce
            31 unset trap""")), says("what is asked for"));
    static final Uint SEQUENCE = control.uint(16, "ctrl.sequence", "Sequence", varies(),
            says("pairs answers with their request: the same in both"));
    static final Uint STATUS = control.uint(16, "ctrl.status", "Status", hex(),
            says("state of the server, the peer or its clock, or the error"));
    static final Uint ASSOCIATION = control.uint(16, "ctrl.associd", "Association", varies(),
            says("the peer meant; 0: the server itself"));
    static final Uint OFFSET = control.uint(16, "ctrl.offset", "Offset", says("of this part in the whole data"));
    static final Uint COUNT = control.uint(16, "ctrl.count", "Count", says("bytes of data in this part"));
    static final Octets DATA = control.loose(Octets.Form.TEXT, "ctrl.data", "Data",
            says("variables as text, name=value with commas between"));

    private static final Layout error = new Layout("ntp", "Status", "RFC 9327 section 3.4");
    static final Uint ERROR_STATUS = error.uint(8, "ctrl.err_status", "Error", names("unspecified",
            "authentication failure", "invalid length or format", "invalid operation", "unknown association",
            "unknown variable", "invalid value", "prohibited"), says("why the request failed"));

    private static final Layout system = new Layout("ntp", "System status", "RFC 9327 section 3.1");
    static final Uint SYSTEM_LEAP = system.uint(2, "ctrl.sys_status.li", "Leap second", names("no warning",
            "last minute has 61 seconds", "last minute has 59 seconds", "clock not synchronized"),
            says("whether the last minute of the day is longer or shorter"));
    static final Uint SOURCE = system.uint(6, "ctrl.sys_status.clksrc", "Clock source", names("unspecified", "atomic",
            "VLF radio", "HF radio", "UHF radio", "local net", "NTP", "UDP/TIME", "wristwatch", "telephone modem"),
            says("what the server takes its time from"));
    static final Uint SYSTEM_COUNT = system.uint(4, "ctrl.sys_status.count", "Events",
            says("events since the status was last asked for"));
    static final Uint SYSTEM_EVENT = system.uint(4, "ctrl.sys_status.code", "Last event",
            says("what happened to the server last, by number"));

    private static final Layout peer = new Layout("ntp", "Peer status", "RFC 9327 section 3.2");
    static final Uint CONFIGURED = peer.flag("ctrl.peer_status.config", "Configured",
            says("named in the server's configuration, not found by itself"));
    static final Uint AUTHENTICATION = peer.flag("ctrl.peer_status.authenable", "Authentication enabled",
            says("messages of this peer must be signed"));
    static final Uint AUTHENTIC = peer.flag("ctrl.peer_status.authentic", "Authentic",
            says("the peer's last message was signed rightly"));
    static final Uint REACHABLE = peer.flag("ctrl.peer_status.reach", "Reachable",
            says("the peer has answered lately"));
    static final Uint BROADCAST = peer.flag("ctrl.peer_status.bcast", "Broadcast", says("the peer sends by broadcast"));
    static final Uint SELECTION = peer.uint(3, "ctrl.peer_status.selection", "Selection", names("rejected",
            "falseticker", "excess", "outlier", "candidate", "backup", "system peer", "PPS peer"),
            says("how good the peer's time was found"));
    static final Uint PEER_COUNT = peer.uint(4, "ctrl.peer_status.count", "Events",
            says("events since the status was last asked for"));
    static final Uint PEER_EVENT = peer.uint(4, "ctrl.peer_status.code", "Last event",
            says("what happened to the peer last, by number"));

    private static final Layout clock = new Layout("ntp", "Clock status", "RFC 9327 section 3.3");
    static final Uint CLOCK_STATUS = clock.uint(8, "ctrl.clock_status.status", "Status",
            says("state of the reference clock; 0: it runs as it should"));
    static final Uint CLOCK_EVENT = clock.uint(8, "ctrl.clock_status.code", "Last event",
            says("what happened to the clock last, by number"));

    private static final Layout item = new Layout("ntp", "Association", "RFC 9327 section 4");
    static final Uint ITEM_ASSOCIATION = item.uint(16, "ctrl.associd", "Association", varies(),
            says("number the server has given the peer"));
    static final Uint ITEM_STATUS = item.uint(16, "ctrl.status", "Status", hex(), says("state of that peer"));

    private static final Layout manage = new Layout("ntp", "Private message", "ntpd ntp_request.h");
    static final Uint MANAGE_RESPONSE = manage.uint(1, "priv.flags.r", "Response", names("Request", "Response"),
            says("1: an answer"));
    static final Uint MANAGE_MORE = manage.uint(1, "priv.flags.more", "More",
            says("1: another part of the answer follows"));
    static final Uint MANAGE_VERSION = manage.uint(3, "flags.vn", "Version", says("version of the format"));
    static final Uint MANAGE_MODE = manage.uint(3, "flags.mode", "Mode", says("7: private messages"));
    static final Uint AUTH_SEQUENCE = manage.group(8, "priv.auth_seq", "Authentication and sequence",
            says("whether it is signed, and which part it is"));
    static final Uint AUTH = manage.uint(1, "priv.auth", "Authenticated", says("1: the message is signed"));
    static final Uint MANAGE_SEQUENCE = manage.uint(7, "priv.seq", "Sequence",
            says("counts the parts of an answer from 0"));
    static final Uint IMPLEMENTATION = manage.uint(8, "priv.impl", "Implementation",
            names(new Names("0 any\n2 before ntpd 4.1\n3 ntpd")), says("program whose requests are meant"));
    static final Uint REQUEST = manage.uint(8, "priv.reqcode", "Request code", says("what is asked for, by number"));
    static final Uint MANAGE_ERROR = manage.uint(4, "priv.err", "Error", hex(), says("how it went; 0: done"));
    static final Uint ITEMS = manage.uint(12, "priv.numitems", "Number of items", says("number of items in the data"));
    static final Uint RESERVED = manage.uint(4, "priv.reserved", "Reserved", hex(), says("must be zero"));
    static final Uint ITEM_SIZE = manage.uint(12, "priv.itemsize", "Size of an item", says("bytes of each item"));

    static final List<Layout> LAYOUTS = List.of(control, error, system, peer, clock, item, manage);

    private NtpControl() {}

    /// Tells the tree a control message; the flags of NTP are told already.
    static void fields(Cursor c, Tree t) {
        int data = c.at + control.bytes();
        t.fields(control, c.at, c.end());
        if (data > c.end()) return;
        boolean response = RESPONSE.is(c);
        if (response) status(c, t);
        int end = Math.min(data + COUNT.get(c), c.end());
        if (response && OPCODE.get(c) == READ_STATUS && ASSOCIATION.get(c) == 0) {
            for (int at = data; at + item.bytes() <= end && t.wantsParts(); at += item.bytes()) {
                t.open(item, at, at + item.bytes());
                t.fields(item, at, at + item.bytes());
                t.fields(peer, at + 2, at + item.bytes());
                t.close();
            }
        } else if (data < end) {
            t.field(DATA, data, end - data);
        }
    }

    /// What the status means depends on who is asked for what.
    private static void status(Cursor c, Tree t) {
        int operation = OPCODE.get(c);
        Layout meaning = ASSOCIATION.get(c) == 0 ? system : peer;
        if (ERROR.is(c)) {
            meaning = error;
        } else if (operation == CLOCK_VARIABLES || operation == SET_CLOCK) {
            meaning = clock;
        } else if (operation > ANSWERS) {
            return;
        }
        t.fields(meaning, c.at + 4, c.at + 6);
    }

    /// Tells the tree the header of a private message.
    static void manage(Cursor c, Tree t) {
        t.fields(manage, c.at, c.end());
    }
}
