package net.strata.protocol;

import static net.strata.wire.Trait.also;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.little;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

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

/// IEEE 802.11 (IEEE 802.11-2020 clause 9.2): addresses, and what unprotected data frames carry. The bodies of
/// management frames are not read.
public final class Wireless extends Protocol {
    private static final Names KINDS = new Names("""
            0x00 Association request
            0x01 Association response
            0x02 Reassociation request
            0x03 Reassociation response
            0x04 Probe request
            0x05 Probe response
            0x08 Beacon
            0x0a Disassociation
            0x0b Authentication
            0x0c Deauthentication
            0x0d Action
            0x18 Block acknowledgment request
            0x19 Block acknowledgment
            0x1a Power-save poll
            0x1b Request to send
            0x1c Clear to send
            0x1d Acknowledgment
            0x20 Data
            0x24 Null
            0x28 QoS data
            0x2c QoS null""");
    private static final int DATA = 2;
    private static final int CONTROL = 1;
    private static final int QOS = 8;
    private static final int NO_DATA = 4;
    private static final int ADDRESSES = 24;
    private static final Layout wlan = new Layout("wlan", "IEEE 802.11 wireless LAN", "IEEE 802.11-2020 clause 9.2.4");
    static final Uint SUBTYPE = wlan.uint(4, "fc.subtype", "Subtype",
            says("which frame of its type it is, such as 8 of management, a beacon"));
    static final Uint TYPE = wlan.uint(2, "fc.type", "Type", names("management", "control", "data", "extension"),
            says("management joins and leaves, control shares the air, data carry packets"));
    static final Uint VERSION = wlan.uint(2, "fc.version", "Version",
            says("0 in all but the short frames of 802.11ah"));
    static final Uint ORDER = wlan.flag("fc.order", "HT control or order",
            says("in data with a priority and in management: more control (HT) follows the header"));
    static final Uint PROTECTED = wlan.flag("fc.protected", "Protected",
            says("set where what the frame carries is encrypted"));
    static final Uint MORE_DATA = wlan.flag("fc.moredata", "More data",
            says("the access point keeps more frames for a station that sleeps"));
    static final Uint POWER = wlan.flag("fc.pwrmgt", "Power management",
            says("the station will sleep after this exchange; keep its frames for it"));
    static final Uint RETRY = wlan.flag("fc.retry", "Retry", says("sent again, since no acknowledgment came"));
    static final Uint FRAGMENTS = wlan.flag("fc.frag", "More fragments",
            says("another fragment of the same frame follows"));
    static final Uint FROM_DS = wlan.flag("fc.fromds", "From distribution system",
            says("an access point passes it on to a station"));
    static final Uint TO_DS = wlan.flag("fc.tods", "To distribution system",
            says("a station sends it for an access point to pass on"));
    static final Uint DURATION = wlan.uint(16, "duration", "Duration", little(),
            says("µs for which all others should take the air as busy"));
    static final Octets RECEIVER = wlan.mac("ra", "Receiver", also("addr"), varies(),
            says("the station that shall take the frame from the air"));
    static final Octets TRANSMITTER = address("ta", "Transmitter", "the station that put the frame on the air");
    static final Octets DESTINATION = address("da", "Destination", "the host that the frame is meant for in the end");
    static final Octets SOURCE = address("sa", "Source", "the host that the frame first came from");
    static final Octets BSS = address("bssid", "Network",
            "the cell it belongs to, named by its access point's MAC address");
    static final Made FRAGMENT = wlan.made(Made.Form.NUMBER, "frag", "Fragment",
            says("which fragment of the frame this is, counted from 0"));
    static final Made SEQUENCE = wlan.made(Made.Form.NUMBER, "seq", "Sequence number", varies(),
            says("counts frames modulo 4096; the same in fragments and when sent again"));
    static final Uint SEQUENCE_CONTROL = wlan.loose(16, "seq_control", "Sequence control", hex(), little(), varies(),
            says("number of the frame in the upper 12 bits, of the fragment in the lower 4"));
    static final Uint QUALITY = wlan.loose(16, "qos", "Quality of service", hex(), little(),
            says("priority in the lowest bits, and how the frame is acknowledged"));

    public Wireless() {
        super(wlan, "802.11", Level.LINK);
    }

    private static Octets address(String name, String label, String says) {
        return wlan.loose(Octets.Form.MAC, name, label, also("addr"), varies(), says(says));
    }

    /// Whether the frame passes from one access point to another, and has a fourth address.
    private static boolean relayed(Cursor c) {
        return TO_DS.is(c) && FROM_DS.is(c);
    }

    @Override
    public void walk(Cursor c) {
        int addresses = TYPE.get(c) == CONTROL ? bytes() : ADDRESSES;
        if (TYPE.get(c) != DATA) {
            if (c.end() - c.at >= addresses && addresses == ADDRESSES) c.endpoints(c.at + 10, c.at + 4, 6);
            c.all();
            return;
        }
        boolean quality = (SUBTYPE.get(c) & QOS) != 0;
        int length = addresses + (relayed(c) ? 6 : 0) + (quality ? 2 : 0) + (quality && ORDER.is(c) ? 4 : 0);
        c.header(length, SUBTYPE);
        if (c.headerEnd() - c.at < length) return;
        c.endpoints(source(c), TO_DS.is(c) ? c.at + 16 : c.at + 4, 6);
        if ((SUBTYPE.get(c) & NO_DATA) == 0) c.next(PROTECTED.is(c) ? null : Protocols.LLC.get());
    }

    /// Where the source is: behind the sequence number, third, or second (clause 9.3.2.1, table 9-30).
    private static int source(Cursor c) {
        return c.at + (relayed(c) ? ADDRESSES : FROM_DS.is(c) ? 16 : 10);
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(wlan, c.at, c.headerEnd());
        if (c.headerEnd() - c.at < ADDRESSES || TYPE.get(c) == CONTROL) return;
        t.field(TRANSMITTER, c.at + 10, 6);
        boolean to = TO_DS.is(c);
        boolean from = FROM_DS.is(c);
        t.field(DESTINATION, to ? c.at + 16 : c.at + 4, 6);
        if (source(c) + 6 <= c.headerEnd()) t.field(SOURCE, source(c), 6);
        if (!to || !from) t.field(BSS, to ? c.at + 4 : from ? c.at + 10 : c.at + 16, 6);
        t.field(SEQUENCE_CONTROL, c.at + 22, 2);
        int sequence = SEQUENCE_CONTROL.get(c.data, c.at + 22);
        t.made(FRAGMENT, sequence & 15);
        t.made(SEQUENCE, sequence >> 4);
        int quality = c.at + ADDRESSES + (relayed(c) ? 6 : 0);
        if (TYPE.get(c) == DATA && (SUBTYPE.get(c) & QOS) != 0 && quality + 2 <= c.headerEnd())
            t.field(QUALITY, quality, 2);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(KINDS.of(TYPE.get(c) << 4 | SUBTYPE.get(c), "Frame"));
        if (PROTECTED.is(c)) out.ascii(", protected");
        return true;
    }
}
