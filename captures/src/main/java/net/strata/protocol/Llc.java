package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.little;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Logical link control (IEEE 802.2-1998 clause 3), with its subnetwork access protocol (IEEE 802-2014 clause 9).
public final class Llc extends Protocol {
    private static final Names SAP = new Names("""
            0x00 Null
            0x02 LLC sublayer management
            0x04 SNA path control
            0x06 IP
            0x0e PROWAY network management
            0x42 Spanning tree
            0x4e EIA RS-511
            0x7e X.25
            0x80 XNS
            0x8e PROWAY active station
            0xaa SNAP
            0xbc VINES
            0xe0 NetWare
            0xf0 NetBIOS
            0xf4 IBM network management
            0xfc Remote program load
            0xfe ISO network layer
            0xff Global""");
    private static final Names OUI = new Names("""
            0x000000 EtherType
            0x00000c Cisco
            0x0000f8 Cisco, bridged EtherType
            0x0080c2 IEEE 802.1
            0x080007 Apple""");
    private static final int SNAP = 0xaa;
    private static final int CISCO = 0x00000c;
    private static final int BRIDGES = 0x0080c2;
    private static final int UNNUMBERED = 3;
    private static final int UNNUMBERED_INFORMATION = 3;

    private static final Layout llc = new Layout("llc", "Logical link control", "IEEE 802.2-1998 clause 3");
    static final Uint DSAP = llc.group(8, "dsap", "Destination SAP", hex(), names(SAP),
            says("the protocol meant at the receiver; 0xaa: SNAP tells it"));
    static final Uint DSAP_SAP = llc.uint(7, "dsap.sap", "SAP", hex(),
            says("number of the service access point, without the group bit"));
    static final Uint GROUP = llc.flag("dsap.ig", "Group",
            says("set: meant for a group of service access points, not for one"));
    static final Uint SSAP = llc.group(8, "ssap", "Source SAP", hex(), names(SAP),
            says("the protocol that sent it; 0xaa: SNAP tells it"));
    static final Uint SSAP_SAP = llc.uint(7, "ssap.sap", "SAP", hex(),
            says("number of the sending service access point, without the response bit"));
    static final Uint RESPONSE = llc.flag("ssap.cr", "Response", says("whether the frame is a response; 0: a command"));
    static final Uint FIRST = llc.loose(8, "control", "Control", hex(),
            says("what kind of frame it is: the lowest bits tell information, supervisory or unnumbered"));
    static final Uint CONTROL = llc.loose(16, "control", "Control", hex(), little(),
            says("kind of frame and sequence numbers, in two bytes, lowest first"));
    static final Uint ORGANIZATION = llc.loose(24, "oui", "Organization", names(OUI),
            says("who gave the number that follows; 0: it is an EtherType"), source("IEEE 802-2014 clause 9"));
    static final Uint TYPE = llc.loose(16, "type", "Type", hex(), names(Iana.ETHER_TYPE),
            says("the protocol inside, by its EtherType"), source("IEEE 802-2014 clause 9"));
    static final Uint PID = llc.loose(16, "pid", "Protocol", hex(),
            says("the protocol inside, by a number that the organization gave"), source("IEEE 802-2014 clause 9"));

    static final Uint CISCO_PID = llc.loose(16, "cisco_pid", "Protocol", hex(),
            names(new Names("0x0104 Port aggregation\n0x010b Per-VLAN spanning tree\n0x0111 UDLD\n0x2000 CDP\n"
                    + "0x2003 VTP\n0x2004 DTP")),
            says("which of Cisco's protocols is inside"), source("Cisco"));

    private static final Layout information = new Layout("llc", "Information frame").skip(16);
    static final Uint N_S = information.uint(7, "control.n_s", "Number sent", says("number of this frame, modulo 128"));
    static final Uint I_TYPE = information.uint(1, "control.ftype", "Frame type",
            says("0: an information frame, which carries data in sequence"));
    static final Uint N_R = information.uint(7, "control.n_r", "Number expected",
            says("number of the frame expected next, which acknowledges those before it"));
    static final Uint I_POLL = information.flag("control.p", "Poll or final",
            says("poll in a command: asks for an answer at once; final in the answer to it"));

    private static final Layout supervisory = new Layout("llc", "Supervisory frame").skip(20);
    static final Uint S_FUNCTION = supervisory.uint(2, "control.s_ftype", "Function",
            names("Receiver ready", "Receiver not ready", "Reject"),
            says("whether the receiver takes frames, holds them up, or wants some again"));
    static final Uint S_TYPE = supervisory.uint(2, "control.ftype", "Frame type",
            says("1: a supervisory frame, which acknowledges and carries no data"));
    static final Uint S_N_R = supervisory.uint(7, "control.n_r", "Number expected",
            says("number of the frame expected next, which acknowledges those before it"));
    static final Uint S_POLL = supervisory.flag("control.p", "Poll or final",
            says("poll in a command: asks for an answer at once; final in the answer to it"));

    /// The command without its poll bit.
    private static final Names COMMANDS = new Names("""
            0x00 Unnumbered information
            0x0c Disconnected mode
            0x40 Disconnect
            0x60 Unnumbered acknowledgment
            0x6c Set asynchronous balanced mode, extended
            0x84 Frame reject
            0xac Exchange identification
            0xe0 Test""");

    public Llc() {
        super(llc, "LLC", Level.LINK);
    }

    private static int first(Cursor c) {
        return c.at + 2 < c.end() ? c.data[c.at + 2] & 0xff : 0;
    }

    private static boolean unnumbered(Cursor c) {
        return (first(c) & 3) == UNNUMBERED;
    }

    private static boolean snap(Cursor c) {
        return DSAP.get(c) == SNAP && SSAP.get(c) == SNAP && first(c) == UNNUMBERED_INFORMATION && c.end() - c.at >= 8;
    }

    @Override
    public void walk(Cursor c) {
        if (snap(c)) {
            c.header(8);
            int type = TYPE.get(c.data, c.at + 6);
            switch (ORGANIZATION.get(c.data, c.at + 3)) {
                case 0x000000, 0x0000f8 -> c.next(c.find(Protocols.ETHER_TYPE, type));
                case BRIDGES -> c.next(c.find(Protocols.SNAP_BRIDGES, type));
                case CISCO -> c.next(c.find(Protocols.SNAP_CISCO, type));
                default -> c.next(null);
            }
        } else {
            c.header(unnumbered(c) ? 3 : 4).next(c.find(Protocols.LLC_SAP, DSAP.get(c)));
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(llc, c.at, c.headerEnd());
        int control = c.at + 2;
        int length = unnumbered(c) ? 1 : 2;
        if (control + length > c.headerEnd()) return;
        t.field(length == 1 ? FIRST : CONTROL, control, length);
        if (snap(c)) {
            int oui = ORGANIZATION.get(c.data, c.at + 3);
            t.field(ORGANIZATION, c.at + 3, 3);
            t.field(oui == 0 || oui == 0x0000f8 ? TYPE : oui == CISCO ? CISCO_PID : PID, c.at + 6, 2);
        }
        if (length == 1) return;
        Layout form = (first(c) & 1) == 0 ? information : supervisory;
        t.open(form, control, control + 2);
        t.fields(form, c.at, control + 2);
        t.close();
    }

    @Override
    public boolean info(Cursor c, Text out) {
        if (unnumbered(c)) {
            out.ascii(COMMANDS.of(first(c) & 0xec, "Unnumbered frame"));
        } else {
            out.ascii((first(c) & 1) == 0 ? "Information frame" : "Supervisory frame");
        }
        out.ascii(", DSAP ").ascii(SAP.of(DSAP.get(c) & 0xfe, "unknown")).ascii(" (0x").hex(DSAP.get(c), 2).put(')');
        if (snap(c)) {
            out.ascii(", SNAP 0x").hex(ORGANIZATION.get(c.data, c.at + 3), 6).ascii(" 0x");
            out.hex(PID.get(c.data, c.at + 6), 4);
        }
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(information, supervisory);
    }
}
