package net.strata.protocol;

import static net.strata.wire.Trait.counts;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Option;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Multicast Listener Discovery, version 1 (RFC 2710) and 2 (RFC 3810): messages of ICMPv6.
final class Mld {
    /// A query this long is of version 2 (RFC 3810 section 8.1).
    private static final int QUERY_2_BYTES = 28;
    private static final int ADDRESS = 16;

    private static final Layout listener = new Layout("icmpv6", "Multicast listener", "RFC 2710 section 3").skip(32);
    static final Uint DELAY = listener.uint(16, "mld.maximum_response_delay", "Maximum response delay",
            says("longest time in ms that hosts may wait before they answer; 0 in reports"),
            otherwise("all hosts would answer at once, or too late to be counted"));
    static final Octets GROUP = listener.skip(16).ipv6("mld.multicast_address", "Multicast address",
            says("the group that is asked about, joined or left; :: in a query for all of them"),
            otherwise("the router would forward another group, and this one not at all"));

    private static final Layout query = new Layout("icmpv6", "Multicast listener query", "RFC 3810 section 5.1")
            .skip(64);
    static final Uint CODE = query.loose(16, "mld.maximum_response_code", "Maximum response delay",
            says("longest time in ms that hosts may wait before they answer"),
            otherwise("all hosts would answer at once, or too late to be counted"), source("RFC 3810 section 5.1.3"));
    static final Octets QUERY_GROUP = query.ipv6("mld.multicast_address", "Multicast address",
            says("the group that is asked about; :: for all of them"),
            otherwise("the router would stop a group that somebody still wants"));
    static final Uint FLAG = query.group(8, "mld.flag", "Flags", hex(),
            says("whether timers are left alone, and how often messages are repeated"),
            otherwise("routers would stop a group after a single lost report"));
    static final Uint FLAG_RESERVED = query.uint(4, "mld.flag.reserved", "Reserved",
            says("senders set 0, receivers ignore it"),
            otherwise("nothing today, but a later use of these bits would misread it"));
    static final Uint SUPPRESS = query.flag("mld.flag.s", "Suppress",
            says("set: other routers shall not restart their timers"),
            otherwise("other routers would forget the group early, or keep it too long"));
    static final Uint QRV = query.uint(3, "mld.flag.qrv", "Robustness",
            says("how often messages are repeated, as some may be lost; 0: not told"),
            otherwise("routers would stop a group after a single lost report"));
    static final Uint INTERVAL = query.loose(8, "mld.qqi", "Query interval",
            says("seconds between the router's queries"),
            otherwise("other routers would take the querying one for gone, or wait too long"));
    static final Uint SOURCES = query.skip(8).uint(16, "mld.nb_sources", "Number of sources",
            counts("icmpv6.mld.source_address"), says("how many senders follow; 0: the query is not about single ones"),
            otherwise("an address would be left out, or bytes behind the last be taken for one"));
    static final Octets SOURCE = query.loose(Octets.Form.IPV6, "mld.source_address", "Source", list(),
            says("a sender to the group that is asked about"),
            otherwise("the router would stop a sender that somebody still wants"));

    /// What numbers are that have the form of a float.
    private static final Layout floats = new Layout("icmpv6", "Multicast listener query", "RFC 3810 section 5.1");
    static final Made CODE_DECODED = floats.made(Made.Form.NUMBER, "mld.maximum_response_code",
            "Maximum response delay", says("longest time that hosts may wait before they answer, in ms, decoded"),
            source("RFC 3810 section 5.1.3"));
    static final Made INTERVAL_DECODED = floats.made(Made.Form.NUMBER, "mld.qqi", "Query interval",
            says("seconds between the router's queries, decoded"), source("RFC 3810 section 5.1.9"));

    private static final Layout report = new Layout("icmpv6", "Multicast listener report", "RFC 3810 section 5.2")
            .skip(48);
    static final Uint RECORDS = report.uint(16, "mldr.nb_mcast_records", "Number of records",
            counts("icmpv6.mldr.mar.multicast_address"), says("how many records follow, one for each group"),
            otherwise("groups at the end would be left out and no longer forwarded"));
    private static final Layout record = new Layout("icmpv6", "Multicast address record", "RFC 3810 section 5.2");
    static final Uint RECORD_TYPE = record.uint(8, "mldr.mar.record_type", "Record type", names(Multicast.RECORD),
            says("whether the senders are wanted or shut out; as it is, or as it changes"),
            otherwise("the router would stop the senders that are wanted"));
    static final Uint AUX_LENGTH = record.uint(8, "mldr.mar.aux_data_len", "Auxiliary data length",
            says("words of 4 bytes behind the senders; 0 so far"),
            otherwise("the next record would be read from the wrong byte"));
    static final Uint RECORD_SOURCES = record.uint(16, "mldr.mar.nb_sources", "Number of sources",
            counts("icmpv6.mldr.mar.source_address"), says("how many senders follow; 0 with exclude: all are wanted"),
            otherwise("the next record would be read from the wrong byte"));
    static final Octets RECORD_GROUP = record.ipv6("mldr.mar.multicast_address", "Multicast address",
            says("the group that the record is about"),
            otherwise("the router would forward another group, and this one not at all"));
    static final Octets RECORD_SOURCE = record.loose(Octets.Form.IPV6, "mldr.mar.source_address", "Source", list(),
            says("a sender to the group that is wanted, or shut out"),
            otherwise("the router would forward another sender's packets"));
    static final Octets AUX_DATA = record.loose(Octets.Form.BYTES, "mldr.mar.auxiliary_data", "Auxiliary data",
            says("no use is defined: receivers skip it"), otherwise("nothing: receivers skip it"));

    private Mld() {}

    static List<Layout> layouts() {
        return List.of(listener, query, floats, report, record);
    }

    private static boolean query2(Cursor c, int type) {
        return type == Icmpv6Numbers.MLD_QUERY && c.end() - c.at >= QUERY_2_BYTES;
    }

    static void fields(Cursor c, Tree t, int type) {
        if (type == Icmpv6Numbers.MLD2_REPORT) {
            report(c, t);
        } else if (query2(c, type)) {
            query(c, t);
        } else {
            t.fields(listener, c.at, c.end());
            Icmpv6.reserved(c, t, 6, 2);
        }
    }

    private static void query(Cursor c, Tree t) {
        int code = DELAY.get(c);
        if (code >> 15 == 0) {
            t.field(CODE, c.at + 4, 2);
        } else {
            t.made(CODE_DECODED, Multicast.decode(code, 12));
        }
        Icmpv6.reserved(c, t, 6, 2);
        t.fields(query, c.at, c.end());
        if (c.data[c.at + 25] >= 0) {
            t.field(INTERVAL, c.at + 25, 1);
        } else {
            t.made(INTERVAL_DECODED, Multicast.decode(c.data[c.at + 25] & 0xff, 4));
        }
        int from = c.at + query.bytes();
        Option.repeat(t, SOURCE, ADDRESS, from, Math.min(c.end(), from + SOURCES.get(c) * ADDRESS));
    }

    private static void report(Cursor c, Tree t) {
        Icmpv6.reserved(c, t, 4, 2);
        t.fields(report, c.at, c.end());
        if (c.end() - c.at < report.bytes()) return;
        int at = c.at + report.bytes();
        for (int left = RECORDS.get(c); left > 0 && at + record.bytes() <= c.end(); left--) {
            int end = Math.min(recordEnd(c, at), c.end());
            t.open(record, at, end);
            t.fields(record, at, end);
            int from = at + record.bytes();
            int aux = Math.min(from + RECORD_SOURCES.get(c.data, at) * ADDRESS, end);
            Option.repeat(t, RECORD_SOURCE, ADDRESS, from, aux);
            if (aux < end) t.field(AUX_DATA, aux, end - aux);
            t.close();
            at = end;
        }
    }

    private static int recordEnd(Cursor c, int at) {
        return at + record.bytes() + RECORD_SOURCES.get(c.data, at) * ADDRESS + AUX_LENGTH.get(c.data, at) * 4;
    }

    static void info(Cursor c, Text out, int type) {
        if (type == Icmpv6Numbers.MLD2_REPORT) {
            reportInfo(c, out);
            return;
        }
        if (c.end() - c.at < listener.bytes()) return;
        int group = GROUP.from(c.at);
        if (type == Icmpv6Numbers.MLD_QUERY && c.data[group] == 0) {
            out.ascii(", general");
            return;
        }
        out.ascii(" group ").ipv6(c.data, group);
        if (!query2(c, type)) return;
        int from = c.at + query.bytes();
        Multicast.sources(c, out, from, Math.min(c.end(), from + SOURCES.get(c) * ADDRESS), ADDRESS);
    }

    private static void reportInfo(Cursor c, Text out) {
        int at = c.at + report.bytes();
        int records = RECORDS.get(c);
        for (int i = 0; i < records && at + record.bytes() <= c.end(); i++) {
            int sources = RECORD_SOURCES.get(c.data, at);
            if (!Multicast.record(out, i, RECORD_TYPE.get(c.data, at), sources)) return;
            out.ipv6(c.data, RECORD_GROUP.from(at));
            int from = at + record.bytes();
            Multicast.sources(c, out, from, Math.min(c.end(), from + sources * ADDRESS), ADDRESS);
            at = recordEnd(c, at);
        }
    }
}
