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
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// GPRS Tunnelling Protocol for the control plane, version 2 (3GPP TS 29.274 section 5).
public final class GtpV2 extends Protocol {
    static final int NUMBER = 2;
    /// The element that holds others, a bearer's.
    private static final int GROUP = 93;
    private static final int DEEPEST = 4;
    private static final Names MESSAGES = new Names("""
            1 Echo Request
            2 Echo Response
            3 Version Not Supported Indication
            32 Create Session Request
            33 Create Session Response
            34 Modify Bearer Request
            35 Modify Bearer Response
            36 Delete Session Request
            37 Delete Session Response
            38 Change Notification Request
            39 Change Notification Response
            64 Modify Bearer Command
            65 Modify Bearer Failure Indication
            66 Delete Bearer Command
            67 Delete Bearer Failure Indication
            68 Bearer Resource Command
            69 Bearer Resource Failure Indication
            70 Downlink Data Notification Failure Indication
            73 Stop Paging Indication
            95 Create Bearer Request
            96 Create Bearer Response
            97 Update Bearer Request
            98 Update Bearer Response
            99 Delete Bearer Request
            100 Delete Bearer Response
            128 Identification Request
            129 Identification Response
            130 Context Request
            131 Context Response
            132 Context Acknowledge
            133 Forward Relocation Request
            134 Forward Relocation Response
            149 Detach Notification
            150 Detach Acknowledge
            162 Suspend Notification
            163 Suspend Acknowledge
            170 Release Access Bearers Request
            171 Release Access Bearers Response
            176 Downlink Data Notification
            177 Downlink Data Notification Acknowledgement""");
    private static final Layout gtp = new Layout("gtpv2", "GPRS Tunnelling Protocol, version 2",
            "3GPP TS 29.274 section 5.1");
    static final Uint FLAGS = gtp.group(8, "flags", "Flags", hex(),
            says("version, and which of the optional fields are there"));
    static final Uint VERSION = gtp.uint(3, "version", "Version", says("2; version 1 has another header"));
    static final Uint P = gtp.uint(1, "p", "Piggybacking",
            says("another message follows this one in the same datagram"));
    static final Uint T = gtp.uint(1, "t", "Tunnel endpoint",
            says("a tunnel endpoint is given; messages about the path itself have none"));
    static final Uint MP = gtp.uint(1, "mp", "Message priority",
            says("a priority stands in the last byte of the header"));
    static final Uint MESSAGE = gtp.skip(2).uint(8, "message_type", "Message", names(MESSAGES),
            says("what is asked, answered or told"));
    static final Uint LENGTH = gtp.uint(16, "msg_length", "Length", says("bytes behind the first four"));
    static final Uint TUNNEL = gtp.loose(32, "teid", "Tunnel endpoint", hex(), varies(),
            says("tunnel the message belongs to, numbered by the side that receives"));
    static final Uint SEQUENCE = gtp.loose(24, "seq", "Sequence number", hex(), varies(),
            says("the same in a request and its response"));
    static final Uint SPARE = gtp.loose(8, "spare", "Spare",
            says("0; with message priority, that stands in its upper half"));

    private static final Layout element = new Layout("gtpv2", "Information element", "3GPP TS 29.274 section 8.2.1");
    static final Uint TYPE = element.uint(8, "ie_type", "Type", names(new Names("""
            1 International mobile subscriber identity
            2 Cause
            3 Recovery
            71 Access point name
            72 Aggregate maximum bit rate
            73 EPS bearer ID
            74 IP address
            75 Mobile equipment identity
            76 MSISDN
            77 Indication
            78 Protocol configuration options
            79 PDN address allocation
            80 Bearer quality of service
            82 RAT type
            83 Serving network
            84 Bearer traffic flow template
            86 User location
            87 Fully qualified tunnel endpoint
            93 Bearer context
            94 Charging ID
            95 Charging characteristics
            99 PDN type
            100 Procedure transaction ID
            114 UE time zone
            127 APN restriction
            128 Selection mode
            136 Fully qualified domain name
            255 Private extension""")), says("what the element holds"));
    static final Uint SIZE = element.uint(16, "ie_len", "Length",
            says("bytes of the value, without type, length, spare bits and instance"));
    static final Uint CR = element.uint(4, "cr", "CR flag", says("spare today; senders set 0, receivers ignore it"));
    static final Uint INSTANCE = element.uint(4, "instance", "Instance",
            says("tells elements of one type within a message apart"));
    static final Octets VALUE = element.loose(Octets.Form.BYTES, "ie_value", "Value",
            says("the element's value as it came"));

    public GtpV2() {
        super(gtp, "GTPv2", Level.APPLICATION);
    }

    @Override
    public void walk(Cursor c) {
        int bytes = bytes() + LENGTH.get(c);
        c.header(bytes, LENGTH);
        if (P.is(c)) {
            c.next(this);
        } else {
            c.limit(bytes, LENGTH);
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int end = c.headerEnd();
        t.fields(gtp, c.at, end);
        int at = c.at + bytes();
        int rest = T.is(c) ? 8 : 4;
        if (at + rest > end) return;
        if (T.is(c)) t.field(TUNNEL, at, 4);
        at += rest;
        t.field(SEQUENCE, at - 4, 3);
        t.field(SPARE, at - 1, 1);
        elements(c, t, at, end, 0);
    }

    private static void elements(Cursor c, Tree t, int from, int end, int depth) {
        for (int at = from; at + element.bytes() <= end;) {
            int value = at + element.bytes();
            int size = Math.min(SIZE.get(c.data, at), end - value);
            t.open(element, at, value + size);
            t.fields(element, at, end);
            if (TYPE.get(c.data, at) == GROUP && depth < DEEPEST) {
                elements(c, t, value, value + size, depth + 1);
            } else if (size > 0) {
                t.field(VALUE, value, size);
            }
            t.close();
            at = value + size;
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(MESSAGES.of(MESSAGE.get(c), "Message")).ascii(" (").number(MESSAGE.get(c)).put(')');
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(element);
    }
}
