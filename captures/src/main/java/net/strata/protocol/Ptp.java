package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Precision Time Protocol, version 2 (IEEE 1588-2019 clause 13).
public final class Ptp extends Protocol {
    private static final Names MESSAGES = new Names("""
            0 Sync
            1 Delay request
            2 Peer delay request
            3 Peer delay response
            8 Follow up
            9 Delay response
            10 Peer delay response follow up
            11 Announce
            12 Signaling
            13 Management""");
    private static final Layout ptp = new Layout("ptp", "Precision Time Protocol", "IEEE 1588-2019 clause 13.3");
    static final Uint SDO = ptp.uint(4, "v2.majorsdoid", "Major SDO", hex(),
            says("organization whose profile of the protocol it is, upper 4 bits"));
    static final Uint TYPE = ptp.uint(4, "v2.messagetype", "Message type", hex(), names(MESSAGES),
            says("which step of carrying the time it is"));
    static final Uint MINOR_VERSION = ptp.uint(4, "v2.minorversionptp", "Minor version",
            says("edition within version 2: 0 from 2008, 1 from 2019"));
    static final Uint VERSION = ptp.uint(4, "v2.versionptp", "Version", says("2 for the editions since 2008"));
    static final Uint LENGTH = ptp.uint(16, "v2.messagelength", "Message length",
            says("bytes of the whole message, header included"));
    static final Uint DOMAIN = ptp.uint(8, "v2.domainnumber", "Domain",
            says("clocks of one domain follow one master; others are ignored"));
    static final Uint MINOR_SDO = ptp.uint(8, "v2.minorsdoid", "Minor SDO",
            says("organization whose profile it is, lower 8 bits"));
    static final Uint FLAGS = ptp.group(16, "v2.flags", "Flags", hex(),
            says("how the message is sent and what its time is worth"));
    static final Uint SECURITY = ptp.flag("v2.flags.security", "Security",
            says("set where the message is protected by the extension of the 2008 edition"));
    static final Uint SPECIFIC_2 = ptp.flag("v2.flags.specific2", "Profile specific 2",
            says("left to the profile in use"));
    static final Uint SPECIFIC_1 = ptp.flag("v2.flags.specific1", "Profile specific 1",
            says("left to the profile in use"));
    static final Uint UNICAST = ptp.skip(2).flag("v2.flags.unicast", "Unicast",
            says("sent to one clock, not to the group"));
    static final Uint TWO_STEP = ptp.flag("v2.flags.twostep", "Two steps",
            says("the exact time comes later, in a follow up"));
    static final Uint ALTERNATE = ptp.flag("v2.flags.alternatemaster", "Alternate master",
            says("from a clock that is not the best master but could replace it"));
    static final Uint UNCERTAIN = ptp.skip(1).flag("v2.flags.synchronizationUncertain", "Synchronization uncertain",
            says("the sender's own time is not yet in step, do not rely on it"));
    static final Uint FREQUENCY = ptp.flag("v2.flags.frequencytraceable", "Frequency traceable",
            says("the clock's rate can be traced to a primary reference"));
    static final Uint TIME = ptp.flag("v2.flags.timetraceable", "Time traceable",
            says("the clock's time can be traced to a primary reference"));
    static final Uint TIMESCALE = ptp.flag("v2.flags.timescale", "PTP timescale",
            says("times are TAI since 1970; if not, they count from anywhere"));
    static final Uint UTC = ptp.flag("v2.flags.utcreasonable", "UTC offset valid",
            says("the offset to UTC is known to be right"));
    static final Uint LEAP_59 = ptp.flag("v2.flags.li59", "Leap second 59",
            says("the last minute of the UTC day has 59 seconds"));
    static final Uint LEAP_61 = ptp.flag("v2.flags.li61", "Leap second 61",
            says("the last minute of the UTC day has 61 seconds"));
    static final Uint CORRECTION = ptp.uint(48, "v2.correction.ns", "Correction",
            says("ns that devices on the way add for the time the message spent there"));
    static final Uint SPECIFIC = ptp.skip(16).uint(32, "v2.messagetypespecific", "Message type specific",
            says("left to the kind of message, otherwise 0"));
    static final Uint CLOCK = ptp.uint(64, "v2.clockidentity", "Clock identity", hex(),
            says("the clock that sent it, often named by a MAC address"));
    static final Uint PORT = ptp.uint(16, "v2.sourceportid", "Source port",
            says("which port of that clock sent it, counted from 1"));
    static final Uint SEQUENCE = ptp.uint(16, "v2.sequenceid", "Sequence number",
            says("the same in all messages of one exchange"));
    static final Uint CONTROL = ptp.uint(8, "v2.controlfield", "Control",
            says("the message type as version 1 had it, for old hardware"));
    static final Made INTERVAL = ptp.skip(8).made(Made.Form.NUMBER, "v2.logmessageperiod", "Interval",
            says("seconds between such messages, as a power of 2: -3 is eight in a second"));

    private static final Layout announce = time("Announce", "an.origintimestamp", "it was sent, roughly; may be 0");
    static final Uint UTC_OFFSET = announce.uint(16, "v2.an.origincurrentutcoffset", "UTC offset",
            says("seconds that TAI is ahead of UTC"));
    static final Uint PRIORITY_1 = announce.skip(8).uint(8, "v2.an.priority1", "Priority 1",
            says("the operator's choice, compared first: the clock with the lowest wins"));
    static final Uint CLASS = announce.uint(8, "v2.an.grandmasterclockclass", "Clock class",
            says("what the clock's time comes from; 6: a primary reference; the lower wins"));
    static final Uint ACCURACY = announce.uint(8, "v2.an.grandmasterclockaccuracy", "Clock accuracy", hex(),
            says("how near its time is: 0x20 within 25 ns, 0x31 more than 10 s off"));
    static final Uint VARIANCE = announce.uint(16, "v2.an.grandmasterclockvariance", "Clock variance",
            says("how steady the clock runs, as a logarithm; the lower wins"));
    static final Uint PRIORITY_2 = announce.uint(8, "v2.an.priority2", "Priority 2",
            says("decides where the clocks are equally good; the lower wins"));
    static final Uint GRANDMASTER = announce.uint(64, "v2.an.grandmasterclockidentity", "Grandmaster", hex(),
            says("the clock that all others of the domain follow"));
    static final Uint STEPS = announce.uint(16, "v2.an.localstepsremoved", "Steps removed",
            says("steps from the grandmaster to the sender; each boundary clock passed adds one"));
    static final Uint TIME_SOURCE = announce.uint(8, "v2.timesource", "Time source", hex(), names(new Names("""
            0x10 Atomic clock
            0x20 GPS
            0x30 Terrestrial radio
            0x39 Serial time code
            0x40 PTP
            0x50 NTP
            0x60 Set by hand
            0x90 Other
            0xa0 Internal oscillator""")), says("what the grandmaster itself takes the time from"));

    private static final Layout sync = time("Origin", "sdr.origintimestamp", "it was sent, roughly if in two steps");
    private static final Layout followUp = time("Follow up", "fu.preciseorigintimestamp",
            "the sync message before was sent, exactly");
    private static final Layout response = asked(time("Delay response", "dr.receivetimestamp", "the request arrived"),
            "dr",
            "requestingsourceportidentity");
    private static final Layout peerRequest = time("Peer delay request", "pdrq.origintimestamp",
            "it was sent, roughly; may be 0");
    private static final Layout peerResponse = asked(time("Peer delay response", "pdrs.requestreceipttimestamp",
            "the request arrived"),
            "pdrs", "requestingportidentity");
    private static final Layout peerFollowUp = asked(time("Peer delay follow up", "pdfu.responseorigintimestamp",
            "the response was sent"),
            "pdfu", "requestingportidentity");

    public Ptp() {
        super(ptp, "PTPv2", Level.APPLICATION);
    }

    /// A body that begins with a time: 48 bits of seconds, 32 of nanoseconds (clause 5.3.3).
    private static Layout time(String title, String name, String when) {
        var body = new Layout("ptp", title, "IEEE 1588-2019 clause 13").skip(ptp.bytes() * 8);
        body.uint(48, "v2." + name + ".seconds", "Seconds", says("seconds since 1970, in TAI, when " + when));
        body.uint(32, "v2." + name + ".nanoseconds", "Nanoseconds",
                says("nanoseconds beyond those seconds, when " + when));
        return body;
    }

    /// And goes on with who asked.
    private static Layout asked(Layout body, String message, String name) {
        body.uint(64, "v2." + message + "." + name, "Requesting clock", hex(),
                says("the clock whose request is answered"));
        body.uint(16, "v2." + message + ".requestingsourceportid", "Requesting port",
                says("port of the clock whose request is answered"));
        return body;
    }

    @Override
    public void walk(Cursor c) {
        if (VERSION.get(c) == 2) {
            c.all();
        } else {
            c.decline();
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(ptp, c.at, c.end());
        t.made(INTERVAL, c.data[c.at + ptp.bytes() - 1]);
        Layout body = switch (TYPE.get(c)) {
            case 0, 1 -> sync;
            case 2 -> peerRequest;
            case 3 -> peerResponse;
            case 8 -> followUp;
            case 9 -> response;
            case 10 -> peerFollowUp;
            case 11 -> announce;
            default -> null;
        };
        if (body == null) return;
        t.open(body, c.at + bytes(), Math.min(c.at + body.bytes(), c.end()));
        t.fields(body, c.at, c.end());
        t.close();
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(MESSAGES.of(TYPE.get(c), "Unknown")).ascii(" message");
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(sync, followUp, response, peerRequest, peerResponse, peerFollowUp, announce);
    }
}
