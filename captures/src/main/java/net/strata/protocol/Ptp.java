package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

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

/// Precision Time Protocol version 2 (IEEE 1588-2019 clause 13): header, and the times of the usual messages.
public final class Ptp extends Protocol {
    private static final int FOLLOW_UP = 8;
    private static final int DELAY_RESPONSE = 9;
    private static final int ANNOUNCE = 11;
    private static final Names TYPES = new Names("""
            0 Sync Message
            1 Delay_Req Message
            2 Peer_Delay_Req Message
            3 Peer_Delay_Resp Message
            8 Follow_Up Message
            9 Delay_Resp Message
            10 Peer_Delay_Resp_Follow_Up Message
            11 Announce Message
            12 Signalling Message
            13 Management Message""");
    private static final Layout ptp = new Layout("ptp", "Precision Time Protocol", "IEEE 1588-2019 clause 13.3");
    static final Uint MAJOR = ptp.uint(4, "v2.majorsdoid", "Major SDO", hex());
    static final Uint TYPE = ptp.uint(4, "v2.messagetype", "Message", hex(), names(TYPES));
    static final Uint MINOR_VERSION = ptp.uint(4, "v2.minorversionptp", "Minor version");
    static final Uint VERSION = ptp.uint(4, "v2.versionptp", "Version");
    static final Uint LENGTH = ptp.uint(16, "v2.messagelength", "Length", says("bytes, header included"));
    static final Uint DOMAIN = ptp.uint(8, "v2.domainnumber", "Domain");
    static final Uint MINOR = ptp.uint(8, "v2.minorsdoid", "Minor SDO");
    static final Uint FLAGS = ptp.group(16, "v2.flags", "Flags", hex());
    static final Uint SECURITY = ptp.flag("v2.flags.security", "Security");
    static final Uint SPECIFIC_2 = ptp.flag("v2.flags.specific2", "Profile-specific 2");
    static final Uint SPECIFIC_1 = ptp.flag("v2.flags.specific1", "Profile-specific 1");
    static final Uint UNICAST = ptp.skip(2).flag("v2.flags.unicast", "Unicast");
    static final Uint TWO_STEP = ptp.flag("v2.flags.twostep", "Two-step", says("the time follows in another message"));
    static final Uint ALTERNATE = ptp.flag("v2.flags.alternatemaster", "Alternate master");
    static final Uint UNCERTAIN = ptp.skip(1).flag("v2.flags.synchronizationUncertain", "Uncertain");
    static final Uint FREQUENCY = ptp.flag("v2.flags.frequencytraceable", "Frequency traceable");
    static final Uint TIME = ptp.flag("v2.flags.timetraceable", "Time traceable");
    static final Uint SCALE = ptp.flag("v2.flags.timescale", "PTP timescale");
    static final Uint UTC = ptp.flag("v2.flags.utcreasonable", "UTC offset valid");
    static final Uint SECONDS_59 = ptp.flag("v2.flags.li59", "Last minute has 59 seconds");
    static final Uint SECONDS_61 = ptp.flag("v2.flags.li61", "Last minute has 61 seconds");
    static final Uint SPECIFIC = ptp.skip(64).uint(32, "v2.messagetypespecific", "Type-specific");
    static final Uint CLOCK = ptp.uint(64, "v2.clockidentity", "Clock", hex(), varies(), says("who sent it"));
    static final Uint PORT = ptp.uint(16, "v2.sourceportid", "Port");
    static final Uint SEQUENCE = ptp.uint(16, "v2.sequenceid", "Sequence", varies());
    static final Uint CONTROL = ptp.uint(8, "v2.controlfield", "Control");
    static final Made PERIOD = ptp.skip(8).made(Made.Form.NUMBER, "v2.logmessageperiod", "Message interval",
            says("seconds: 2 to this power"));
    private static final int PERIOD_AT = 33;
    static final Made CORRECTION = ptp.made(Made.Form.NUMBER, "v2.correction.ns", "Correction", varies(), says("ns"));
    private static final int CORRECTION_AT = 8;

    private static final Layout sync = times("Sync", "v2.sdr.origintimestamp");
    private static final Layout followUp = times("Follow-up", "v2.fu.preciseorigintimestamp");
    private static final Layout response = times("Delay response", "v2.dr.receivetimestamp");
    static final Uint REQUESTER = response.uint(64, "v2.dr.requestingsourceportidentity", "Requesting clock", hex(),
            varies());
    static final Uint REQUESTER_PORT = response.uint(16, "v2.dr.requestingsourceportid", "Requesting port");
    private static final Layout announce = times("Announce", "v2.an.origintimestamp");
    static final Uint UTC_OFFSET = announce.uint(16, "v2.an.origincurrentutcoffset", "UTC offset", says("seconds"));
    static final Uint PRIORITY_1 = announce.skip(8).uint(8, "v2.an.priority1", "Priority 1",
            says("the lowest becomes grandmaster"));
    static final Uint CLASS = announce.uint(8, "v2.an.grandmasterclockclass", "Clock class");
    static final Uint ACCURACY = announce.uint(8, "v2.an.grandmasterclockaccuracy", "Clock accuracy", hex());
    static final Uint VARIANCE = announce.uint(16, "v2.an.grandmasterclockvariance", "Clock variance");
    static final Uint PRIORITY_2 = announce.uint(8, "v2.an.priority2", "Priority 2");
    static final Uint GRANDMASTER = announce.uint(64, "v2.an.grandmasterclockidentity", "Grandmaster", hex(), varies());
    static final Uint STEPS = announce.uint(16, "v2.an.localstepsremoved", "Steps removed");
    static final Uint SOURCE = announce.uint(8, "v2.timesource", "Time source", hex(), names(new Names("""
            0x10 Atomic clock
            0x20 GNSS
            0x30 Terrestrial radio
            0x40 PTP
            0x50 NTP
            0x60 Set by hand
            0x90 Other
            0xa0 Internal oscillator""")));

    public Ptp() {
        super(ptp, "PTPv2", Level.APPLICATION);
    }

    /// A message's own part: a time stamp (clause 5.3.3), and more.
    private static Layout times(String title, String name) {
        Layout layout = new Layout("ptp", title).skip(ptp.bytes() * 8);
        layout.uint(48, name + ".seconds", "Seconds", varies());
        layout.uint(32, name + ".nanoseconds", "Nanoseconds", varies());
        return layout;
    }

    @Override
    public void walk(Cursor c) {
        if (VERSION.get(c) != 2) {
            c.decline();
        } else {
            c.limitPayload(c.at + Math.max(LENGTH.get(c), bytes())).all();
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(ptp, c.at, c.headerEnd());
        t.made(PERIOD, c.data[c.at + PERIOD_AT]);
        long correction = 0;
        for (int i = 0; i < 6; i++)
            correction = correction << 8 | c.data[c.at + CORRECTION_AT + i] & 0xff;
        t.made(CORRECTION, correction << 16 >> 16);
        switch (TYPE.get(c)) {
            case 0, 1 -> t.fields(sync, c.at, c.end());
            case FOLLOW_UP -> t.fields(followUp, c.at, c.end());
            case DELAY_RESPONSE -> t.fields(response, c.at, c.end());
            case ANNOUNCE -> t.fields(announce, c.at, c.end());
            default -> {
            }
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(TYPES.of(TYPE.get(c), "Unknown message"));
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(sync, followUp, response, announce);
    }
}
