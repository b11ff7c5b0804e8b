package net.strata.protocol;

import static net.strata.wire.Trait.counts;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.preset;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Option;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Auto;
import net.strata.wire.Checksum;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Internet Group Management Protocol, version 0 (RFC 988), 1 (RFC 1112), 2 (RFC 2236) and 3 (RFC 3376). DVMRP,
/// router discovery and others share its number: their messages are shown as bytes, traceroute's by [IgmpTrace], those
/// of PIM version 1 by [PimVersion1].
public final class Igmp extends Protocol {
    private static final int QUERY = 0x11;
    private static final int REPORT_1 = 0x12;
    private static final int PIM = 0x14;
    private static final int REPORT_2 = 0x16;
    private static final int LEAVE = 0x17;
    private static final int REPORT_3 = 0x22;
    private static final int LAST_VERSION_0 = 0x08;
    /// A query this long is of version 3 (RFC 3376 section 7.1).
    private static final int QUERY_3_BYTES = 12;

    static final Names TYPES = new Names("""
            0x01 Create group request
            0x02 Create group reply
            0x03 Join group request
            0x04 Join group reply
            0x05 Leave group request
            0x06 Leave group reply
            0x07 Confirm group request
            0x08 Confirm group reply
            0x11 Membership query
            0x12 Membership report, version 1
            0x13 DVMRP
            0x14 PIM version 1
            0x15 Cisco trace
            0x16 Membership report, version 2
            0x17 Leave group
            0x1e Traceroute response
            0x1f Traceroute
            0x22 Membership report, version 3
            0x24 Multicast router advertisement
            0x30 Multicast router advertisement
            0x31 Multicast router solicitation
            0x32 Multicast router termination
            0xfc RGMP leave group
            0xfd RGMP join group
            0xfe RGMP bye
            0xff RGMP hello""");

    private static final Layout igmp = new Layout("igmp", "Internet Group Management Protocol",
            "RFC 3376 section 4");
    static final Uint TYPE = igmp.uint(8, "type", "Type", hex(), names(TYPES), preset(QUERY),
            says("what the message is: 0x11 asks who listens, 0x12, 0x16 and 0x22 report, 0x17 leaves"),
            otherwise("a report would be taken for a query, or be ignored"));
    static final Uint CHECKSUM = igmp.skip(8).uint(16, "checksum", "Checksum", hex(), varies(),
            Auto.CHECKSUM, says("over the whole message"), otherwise("the receiver drops the message without a word"));
    static final Made STATUS = igmp.made(Made.Form.NUMBER, "checksum.status", "Checksum status",
            names(Checksum.STATUS), says("whether the checksum agrees with the message"));
    static final Made WHY = igmp.made(Made.Form.NUMBER, "checksum.why", "Not verified", names(Checksums.WHY),
            says("why the checksum could not be checked"));
    static final Made VERSION = igmp.made(Made.Form.NUMBER, "version", "IGMP version",
            says("told by the type, and for queries by length and second byte"));
    static final Octets MADDR = igmp.loose(Octets.Form.IPV4, "maddr", "Multicast address",
            says("the group that is asked about, joined or left; 0.0.0.0 in a query for all of them"),
            otherwise("the router would forward another group, and this one not at all"));
    static final Octets RESERVED = igmp.loose(Octets.Form.BYTES, "reserved", "Reserved", list(),
            says("senders set 0, receivers ignore it"),
            otherwise("nothing today, but a later use of these bits would misread it"));
    static final Uint MAX_RESP = igmp.loose(8, "max_resp", "Max response time",
            says("hosts answer within this many tenths of a second, each at a random time"),
            otherwise("all hosts would answer at once, or too late to be counted"));
    static final Uint GROUP_TYPE = igmp.loose(8, "group_type", "Type of group", names("public", "private"),
            says("whether anybody may join, or only who has the key"),
            otherwise("the group would be open to everybody"), source("RFC 988 appendix I"));
    static final Uint REPLY = igmp.loose(8, "reply", "Reply", names("granted", "denied, no resources",
            "denied, invalid code", "denied, invalid group address", "denied, invalid key"),
            says("whether the request was granted, and if not why not"),
            otherwise("the host would wait for a group it does not get"), source("RFC 988 appendix I"));
    static final Uint IDENTIFIER = igmp.loose(32, "identifier", "Identifier", varies(),
            says("ties the reply to the request"), otherwise("the host would take another's reply for its own"),
            source("RFC 988 appendix I"));
    static final Octets ACCESS_KEY = igmp.loose(Octets.Form.BYTES, "access_key", "Access key", varies(),
            says("proves that a host may join a private group; 0: the group is public"),
            otherwise("the host would be denied the group"), source("RFC 988 appendix I"));
    static final Octets DATA = igmp.loose(Octets.Form.BYTES, "data", "Data",
            says("what a message of another protocol holds that shares the number"));

    private static final Layout query = new Layout("igmp", "Query", "RFC 3376 section 4.1").skip(68);
    static final Uint SUPPRESS = query.flag("s", "Suppress", says("set: other routers shall not restart their timers"),
            otherwise("other routers would forget the group early, or keep it too long"));
    static final Uint QRV = query.uint(3, "qrv", "Robustness",
            says("how often messages are repeated, as some may be lost; 0: not told"),
            otherwise("routers would stop a group after a single lost report"));
    static final Uint QQIC = query.uint(8, "qqic", "Query interval code",
            says("seconds between the router's queries; from 128 on in the form of a float"),
            otherwise("other routers would take the querying one for gone, or wait too long"));
    static final Uint SOURCES = query.uint(16, "num_src", "Number of sources", counts("igmp.saddr"),
            says("how many senders follow; 0: the query is not about single ones"),
            otherwise("an address would be left out, or bytes behind the last be taken for one"));
    static final Octets SADDR = query.loose(Octets.Form.IPV4, "saddr", "Source", list(),
            says("a sender to the group that is asked about"),
            otherwise("the router would stop a sender that somebody still wants"));
    private static final Layout slow = new Layout("igmp", "Max response code", "RFC 3376 section 4.1.1").skip(9);
    static final Uint EXP = slow.uint(3, "max_resp.exp", "Exponent", hex(),
            says("how far the mantissa is shifted, less 3"),
            otherwise("all hosts would answer at once, or too late to be counted"));
    static final Uint MANT = slow.uint(4, "max_resp.mant", "Mantissa", hex(),
            says("lower bits of the time; 16 is added before it is shifted"),
            otherwise("all hosts would answer a little too early or too late"));
    static final Made DECODED = slow.made(Made.Form.NUMBER, "max_resp", "Max response time",
            says("hosts answer within this many tenths of a second, decoded"));

    private static final Layout report = new Layout("igmp", "Report", "RFC 3376 section 4.2").skip(48);
    static final Uint RECORDS = report.uint(16, "num_grp_recs", "Number of group records", counts("igmp.maddr"),
            says("how many records follow, one for each group"),
            otherwise("groups at the end would be left out and no longer forwarded"));
    private static final Layout record = new Layout("igmp", "Group record", "RFC 3376 section 4.2.4");
    static final Uint RECORD_TYPE = record.uint(8, "record_type", "Record type", names(Multicast.RECORD),
            says("whether the senders are wanted or shut out; as it is, or as it changes"),
            otherwise("the router would stop the senders that are wanted"));
    static final Uint AUX_LENGTH = record.uint(8, "aux_data_len", "Auxiliary data length",
            says("words of 4 bytes behind the senders; 0 so far"),
            otherwise("the next record would be read from the wrong byte"));
    static final Uint RECORD_SOURCES = record.uint(16, "num_src", "Number of sources", counts("igmp.saddr"),
            says("how many senders follow; 0 with exclude: all are wanted"),
            otherwise("the next record would be read from the wrong byte"));
    static final Octets RECORD_GROUP = record.ipv4("maddr", "Multicast address",
            says("the group that the record is about"),
            otherwise("the router would forward another group, and this one not at all"));
    static final Octets RECORD_SOURCE = record.loose(Octets.Form.IPV4, "saddr", "Source", list(),
            says("a sender to the group that is wanted, or shut out"),
            otherwise("the router would forward another sender's packets"));
    static final Octets AUX_DATA = record.loose(Octets.Form.BYTES, "aux_data", "Auxiliary data",
            says("no use is defined: receivers skip it"), otherwise("nothing: receivers skip it"));

    public Igmp() {
        super(igmp, "IGMP", Level.NETWORK);
    }

    @Override
    public void walk(Cursor c) {
        if (TYPE.get(c) == PIM && c.end() - c.at >= PimVersion1.BYTES) {
            c.become(Protocols.PIM_1.get());
        } else {
            c.all();
        }
    }

    /// The version, -1 for messages of other protocols.
    private static int version(Cursor c) {
        int type = TYPE.get(c);
        return switch (type) {
            case QUERY -> c.claimedEnd() - c.at >= QUERY_3_BYTES ? 3 : c.data[c.at + 1] == 0 ? 1 : 2;
            case REPORT_1 -> 1;
            case REPORT_2, LEAVE -> 2;
            case REPORT_3 -> 3;
            default -> type >= 1 && type <= LAST_VERSION_0 ? 0 : -1;
        };
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int version = version(c);
        int type = TYPE.get(c);
        if (version >= 0) t.made(VERSION, version);
        t.field(TYPE, c.at, 1);
        boolean trace = IgmpTrace.is(type);
        if (!trace) second(c, t, version, type);
        t.field(CHECKSUM, c.at, 2);
        if (t.wants(STATUS)) Checksums.tell(t, STATUS, WHY, Checksums.message(c));
        int rest = c.at + 4;
        if (type == REPORT_3) {
            report(c, t);
        } else if (version < 0 && !trace) {
            if (rest < c.end()) t.field(DATA, rest, c.end() - rest);
        } else if (version == 0) {
            if (rest + 4 <= c.end()) t.field(IDENTIFIER, rest, 4);
            if (rest + 8 <= c.end()) t.field(MADDR, rest + 4, 4);
            if (rest + 16 <= c.end()) t.field(ACCESS_KEY, rest + 8, 8);
        } else {
            if (rest + 4 <= c.end()) t.field(MADDR, rest, 4);
            if (trace) IgmpTrace.fields(c, t);
            if (version == 3) query(c, t);
        }
    }

    /// The second byte: something else in each version.
    private static void second(Cursor c, Tree t, int version, int type) {
        int at = c.at + 1;
        int code = c.data[at] & 0xff;
        if (type == REPORT_3) {
            t.field(RESERVED, at, 1);
            if (c.at + 6 <= c.end()) t.field(RESERVED, c.at + 4, 2);
        } else if (version == 3 && code >= 128) {
            t.made(DECODED, Multicast.decode(code, 4));
            t.fields(slow, c.at, c.end());
        } else if (version >= 2) {
            t.field(MAX_RESP, at, 1);
        } else if (version == 1) {
            t.field(RESERVED, at, 1);
        } else if (version == 0) {
            t.field(type == 1 ? GROUP_TYPE : type % 2 == 0 ? REPLY : RESERVED, at, 1);
        }
    }

    private static void query(Cursor c, Tree t) {
        t.fields(query, c.at, c.end());
        if (c.end() - c.at < query.bytes()) return;
        int from = c.at + query.bytes();
        Option.repeat(t, SADDR, 4, from, Math.min(c.end(), from + SOURCES.get(c) * 4));
    }

    private static void report(Cursor c, Tree t) {
        t.fields(report, c.at, c.end());
        if (c.end() - c.at < report.bytes()) return;
        int at = c.at + report.bytes();
        for (int left = RECORDS.get(c); left > 0 && at + record.bytes() <= c.end(); left--) {
            int end = Math.min(recordEnd(c, at), c.end());
            t.open(record, at, end);
            t.fields(record, at, end);
            int from = at + record.bytes();
            int aux = Math.min(from + RECORD_SOURCES.get(c.data, at) * 4, end);
            Option.repeat(t, RECORD_SOURCE, 4, from, aux);
            if (aux < end) t.field(AUX_DATA, aux, end - aux);
            t.close();
            at = end;
        }
    }

    private static int recordEnd(Cursor c, int at) {
        return at + record.bytes() + (RECORD_SOURCES.get(c.data, at) + AUX_LENGTH.get(c.data, at)) * 4;
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int type = TYPE.get(c);
        int version = version(c);
        boolean group = c.end() - c.at >= 8;
        switch (type) {
            case QUERY -> {
                out.ascii("Membership Query v").number(version);
                if (group && version > 1) queryInfo(c, out, version);
            }
            case REPORT_1, REPORT_2 -> {
                out.ascii("Membership Report v").number(version);
                if (group) out.ascii(" group ").ipv4(c.data, c.at + 4);
            }
            case LEAVE -> {
                out.ascii("Leave Group");
                if (group) out.put(' ').ipv4(c.data, c.at + 4);
            }
            case REPORT_3 -> reportInfo(c, out.ascii("Membership Report v3"));
            default -> {
                out.utf8(TYPES.of(type, "Type")).ascii(" (0x").hex(type, 2).put(')');
                if (IgmpTrace.is(type)) IgmpTrace.info(c, out);
            }
        }
        return true;
    }

    private static void queryInfo(Cursor c, Text out, int version) {
        if (c.data[c.at + 4] == 0) {
            out.ascii(", general");
            return;
        }
        out.ascii(", specific for group ").ipv4(c.data, c.at + 4);
        if (version < 3 || c.end() - c.at < query.bytes()) return;
        int from = c.at + query.bytes();
        Multicast.sources(c, out, from, Math.min(c.end(), from + SOURCES.get(c) * 4), 4);
    }

    private static void reportInfo(Cursor c, Text out) {
        if (c.end() - c.at < report.bytes()) return;
        int at = c.at + report.bytes();
        int records = RECORDS.get(c);
        for (int i = 0; i < records && at + record.bytes() <= c.end(); i++) {
            int sources = RECORD_SOURCES.get(c.data, at);
            if (!Multicast.record(out, i, RECORD_TYPE.get(c.data, at), sources)) return;
            out.ipv4(c.data, at + 4);
            int from = at + record.bytes();
            Multicast.sources(c, out, from, Math.min(c.end(), from + sources * 4), 4);
            at = recordEnd(c, at);
        }
    }

    @Override
    public List<Layout> parts() {
        List<Layout> all = new ArrayList<>(List.of(query, slow, report, record));
        all.addAll(IgmpTrace.layouts());
        return all;
    }
}
