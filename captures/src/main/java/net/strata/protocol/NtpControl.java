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
    static final Uint FLAGS = control.group(8, "ctrl.flags2", "Flags", hex());
    static final Uint RESPONSE = control.uint(1, "ctrl.flags2.r", "Response", names("Request", "Response"));
    static final Uint ERROR = control.uint(1, "ctrl.flags2.error", "Error");
    static final Uint MORE = control.uint(1, "ctrl.flags2.more", "More", says("another part follows"));
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
            31 unset trap""")));
    static final Uint SEQUENCE = control.uint(16, "ctrl.sequence", "Sequence", varies());
    static final Uint STATUS = control.uint(16, "ctrl.status", "Status", hex());
    static final Uint ASSOCIATION = control.uint(16, "ctrl.associd", "Association", varies(),
            says("the peer meant; 0: the server itself"));
    static final Uint OFFSET = control.uint(16, "ctrl.offset", "Offset", says("of this part in the whole data"));
    static final Uint COUNT = control.uint(16, "ctrl.count", "Count", says("bytes of data"));
    static final Octets DATA = control.loose(Octets.Form.TEXT, "ctrl.data", "Data");

    private static final Layout error = new Layout("ntp", "Status");
    static final Uint ERROR_STATUS = error.uint(8, "ctrl.err_status", "Error", names("unspecified",
            "authentication failure", "invalid length or format", "invalid operation", "unknown association",
            "unknown variable", "invalid value", "prohibited"));

    private static final Layout system = new Layout("ntp", "System status", "RFC 9327 section 3.1");
    static final Uint SYSTEM_LEAP = system.uint(2, "ctrl.sys_status.li", "Leap second", names("no warning",
            "last minute has 61 seconds", "last minute has 59 seconds", "clock not synchronized"));
    static final Uint SOURCE = system.uint(6, "ctrl.sys_status.clksrc", "Clock source", names("unspecified", "atomic",
            "VLF radio", "HF radio", "UHF radio", "local net", "NTP", "UDP/TIME", "wristwatch", "telephone modem"));
    static final Uint SYSTEM_COUNT = system.uint(4, "ctrl.sys_status.count", "Events");
    static final Uint SYSTEM_EVENT = system.uint(4, "ctrl.sys_status.code", "Last event");

    private static final Layout peer = new Layout("ntp", "Peer status", "RFC 9327 section 3.2");
    static final Uint CONFIGURED = peer.flag("ctrl.peer_status.config", "Configured");
    static final Uint AUTHENTICATION = peer.flag("ctrl.peer_status.authenable", "Authentication enabled");
    static final Uint AUTHENTIC = peer.flag("ctrl.peer_status.authentic", "Authentic");
    static final Uint REACHABLE = peer.flag("ctrl.peer_status.reach", "Reachable");
    static final Uint BROADCAST = peer.flag("ctrl.peer_status.bcast", "Broadcast");
    static final Uint SELECTION = peer.uint(3, "ctrl.peer_status.selection", "Selection", names("rejected",
            "falseticker", "excess", "outlier", "candidate", "backup", "system peer", "PPS peer"));
    static final Uint PEER_COUNT = peer.uint(4, "ctrl.peer_status.count", "Events");
    static final Uint PEER_EVENT = peer.uint(4, "ctrl.peer_status.code", "Last event");

    private static final Layout clock = new Layout("ntp", "Clock status", "RFC 9327 section 3.3");
    static final Uint CLOCK_STATUS = clock.uint(8, "ctrl.clock_status.status", "Status");
    static final Uint CLOCK_EVENT = clock.uint(8, "ctrl.clock_status.code", "Last event");

    private static final Layout item = new Layout("ntp", "Association");
    static final Uint ITEM_ASSOCIATION = item.uint(16, "ctrl.associd", "Association", varies());
    static final Uint ITEM_STATUS = item.uint(16, "ctrl.status", "Status", hex());

    private static final Layout manage = new Layout("ntp", "Private message");
    static final Uint MANAGE_RESPONSE = manage.uint(1, "priv.flags.r", "Response", names("Request", "Response"));
    static final Uint MANAGE_MORE = manage.uint(1, "priv.flags.more", "More", says("another part follows"));
    static final Uint MANAGE_VERSION = manage.uint(3, "flags.vn", "Version");
    static final Uint MANAGE_MODE = manage.uint(3, "flags.mode", "Mode");
    static final Uint AUTH_SEQUENCE = manage.group(8, "priv.auth_seq", "Authentication and sequence");
    static final Uint AUTH = manage.uint(1, "priv.auth", "Authenticated");
    static final Uint MANAGE_SEQUENCE = manage.uint(7, "priv.seq", "Sequence");
    static final Uint IMPLEMENTATION = manage.uint(8, "priv.impl", "Implementation",
            names(new Names("0 any\n2 before ntpd 4.1\n3 ntpd")));
    static final Uint REQUEST = manage.uint(8, "priv.reqcode", "Request code");
    static final Uint MANAGE_ERROR = manage.uint(4, "priv.err", "Error", hex());
    static final Uint ITEMS = manage.uint(12, "priv.numitems", "Number of items");
    static final Uint RESERVED = manage.uint(4, "priv.reserved", "Reserved", hex());
    static final Uint ITEM_SIZE = manage.uint(12, "priv.itemsize", "Size of an item", says("bytes"));

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
