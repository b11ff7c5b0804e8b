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
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Multicast traceroute, carried in IGMP (draft-ietf-idmr-traceroute-ipm section 4).
final class IgmpTrace {
    private static final String DRAFT = "draft-ietf-idmr-traceroute-ipm section 4";
    private static final int RESPONSE = 0x1e;
    private static final int REQUEST = 0x1f;
    private static final Layout trace = new Layout("igmp", "Multicast traceroute", DRAFT).skip(8);
    static final Uint HOPS = trace.uint(8, "mtrace.max_hops", "Most hops",
            says("how many routers shall enter themselves at most"));
    static final Octets SOURCE = trace.skip(48).ipv4("mtrace.saddr", "Source",
            says("sender whose packets to the group are traced"));
    static final Octets RECEIVER = trace.ipv4("mtrace.raddr", "Receiver",
            says("host at which the path ends, where the trace starts"));
    static final Octets RESPONSE_ADDRESS = trace.ipv4("mtrace.rspaddr", "Response address",
            says("where the complete trace is sent"));
    static final Uint RESPONSE_TTL = trace.uint(8, "mtrace.resp_ttl", "Response TTL",
            says("time to live that the complete trace is sent with, if to a group"));
    static final Uint QUERY_ID = trace.uint(24, "mtrace.q_id", "Query ID", varies(),
            says("tells one trace of a host from another"));

    private static final Layout block = new Layout("igmp", "Router", DRAFT);
    static final Uint ARRIVAL = block.uint(32, "mtrace.q_arrival", "Query arrival", varies(),
            says("when the query arrived here: the middle 32 bits of an NTP time"));
    static final Octets INCOMING = block.ipv4("mtrace.q_inaddr", "Incoming interface",
            says("interface by which the router expects the sender's packets"));
    static final Octets OUTGOING = block.ipv4("mtrace.q_outaddr", "Outgoing interface",
            says("interface by which the packets go on to the receiver"));
    static final Octets PREVIOUS = block.ipv4("mtrace.q_prevrtr", "Previous router",
            says("router from which the sender's packets come here"));
    static final Uint IN_PACKETS = block.uint(32, "mtrace.q_inpkt", "Packets in", varies(),
            says("multicast packets that came in by that interface; all ones: not counted"));
    static final Uint OUT_PACKETS = block.uint(32, "mtrace.q_outpkt", "Packets out", varies(),
            says("multicast packets that went out by that interface; all ones: not counted"));
    static final Uint TOTAL = block.uint(32, "mtrace.q_total", "Packets of this source and group", varies(),
            says("packets of this sender to the group that went on; all ones: not counted"));
    static final Uint ROUTING = block.uint(8, "mtrace.q_rtg_proto", "Routing protocol",
            names("", "DVMRP", "MOSPF", "PIM", "CBT"),
            says("by which protocol the router found the way back to the sender"));
    static final Uint FORWARD_TTL = block.uint(8, "mtrace.q_fwd_ttl", "Forwarding TTL",
            says("least time to live that a packet needs to be sent on"));
    static final Uint ZERO = block.uint(1, "mtrace.q_mbz", "Must be zero", hex(),
            says("senders set 0, receivers ignore it"));
    static final Uint ONLY = block.uint(1, "mtrace.q_s", "Group wide", hex(),
            says("1: the packets are counted for all senders to the group"));
    static final Uint MASK = block.uint(6, "mtrace.q_src_mask", "Source mask", hex(),
            says("bits of the sender's address that the route is for"));
    static final Uint FORWARDING = block.uint(8, "mtrace.q_fwd_code", "Forwarding code", hex(), names(new Names("""
            0x00 no error
            0x01 wrong interface
            0x02 prune sent
            0x03 prune received
            0x04 scoped
            0x05 no route
            0x06 wrong last hop
            0x07 not forwarding
            0x08 rendezvous point reached
            0x09 reverse path interface
            0x0a no multicast
            0x0b hidden
            0x81 no space
            0x82 old router
            0x83 prohibited""")), says("what the router does with such packets, or why the trace ends"));

    private IgmpTrace() {}

    static boolean is(int type) {
        return type == RESPONSE || type == REQUEST;
    }

    static List<Layout> layouts() {
        return List.of(trace, block);
    }

    static void fields(Cursor c, Tree t) {
        t.fields(trace, c.at, c.end());
        for (int at = c.at + trace.bytes(); at + block.bytes() <= c.end(); at += block.bytes()) {
            t.open(block, at, at + block.bytes());
            t.fields(block, at, at + block.bytes());
            t.close();
        }
    }

    static void info(Cursor c, Text out) {
        if (c.end() - c.at < trace.bytes()) return;
        out.ascii(" from ").ipv4(c.data, SOURCE.from(c.at)).ascii(" to ").ipv4(c.data, RECEIVER.from(c.at));
        out.ascii(", routers: ").number((c.end() - c.at - trace.bytes()) / block.bytes());
    }
}
