package net.strata.explain;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What flags say where they are set, and where they are not.
final class FlagWords {
    private record Words(String set, String unset) {}

    /// Name, where it is set, where it is not. Sources are those of the fields.
    private static final Map<String, Words> WORDS = words(
            """
                    ip.flags.rb | not allowed: a firewall may drop the packet | as it must be
                    ip.flags.df | a router that would have to cut it up drops it and reports that \
                    | routers may cut it up where a link takes less
                    ip.flags.mf | more fragments of the packet follow | no fragment follows: it is whole, or the last fragment
                    ipv6.fraghdr.more | more fragments of the packet follow | no fragment follows: this is the last
                    tcp.flags.cwr | the sender slowed down as it was told to; in a SYN with ECN echo it asks for such marks \
                    | the sender does not say that it slowed down
                    tcp.flags.ece | a congestion mark arrived; in a SYN it says that the sender understands such marks \
                    | no congestion mark is reported
                    tcp.flags.urg | the urgent pointer counts | the urgent pointer means nothing
                    tcp.flags.ack | the acknowledgment number counts | the acknowledgment number means nothing
                    tcp.flags.push | the receiver shall hand what it has to the program now | the receiver may wait for more
                    tcp.flags.reset | there is no connection, or none any more | nobody gives the connection up
                    tcp.flags.syn | it opens the sender's direction, whose numbers start here | it opens nothing
                    tcp.flags.fin | the sender will send no more data | the sender may send more data
                    dns.flags.response | it is an answer | it is a query
                    dns.flags.authoritative | whoever answers has the zone itself \
                    | it comes from no server of the zone, or is a query
                    dns.flags.truncated | something did not fit: the asker has to ask again over TCP | nothing was cut off
                    dns.flags.recdesired | the asker wants the server to ask others where it must \
                    | the asker wants what the server knows itself
                    dns.flags.recavail | the server asks others for its clients | the server asks no others, or it is a query
                    dns.flags.z | not allowed: some servers drop it | as it must be
                    dns.flags.authenticated | signatures were checked, says who answers; a query asks to be told \
                    | nobody says that signatures were checked
                    dns.flags.checkdisable | the asker wants also what fails the check of signatures \
                    | what fails the check of signatures is to be withheld
                    dhcp.flags.bc | the answer is to go to all stations | the answer may go to the client alone
                    vlan.dei | where there is no room, it goes before frames without this mark | no frame is dropped later than it
                    ieee8021ad.dei | where there is no room, it goes before frames without this mark \
                    | no frame is dropped later than it
                    icmpv6.nd.ra.flag.m | hosts get their addresses by DHCPv6 | no addresses are to be had by DHCPv6
                    icmpv6.nd.ra.flag.o | the rest, such as DNS servers, comes by DHCPv6 \
                    | where the flag for addresses is not set either, DHCPv6 has nothing to tell
                    icmpv6.nd.ra.flag.h | the router is a home agent | the router is no home agent
                    icmpv6.nd.ra.flag.p | it came through a proxy | it came through no proxy
                    icmpv6.nd.na.flag.r | the sender is a router | the sender is a host
                    icmpv6.nd.na.flag.s | it answers a question | nobody asked for it
                    icmpv6.nd.na.flag.o | it replaces the address that was known | it fills in an address that was not known yet
                    icmpv6.opt.prefix.flag.l | hosts with this prefix are on the link | nothing is said of where such hosts are
                    icmpv6.opt.prefix.flag.a | hosts may make addresses from it | hosts do not make addresses from it
                    icmpv6.opt.prefix.flag.r | it holds the router's whole address | it holds a prefix alone
                    """);

    private FlagWords() {}

    private static Map<String, Words> words(String table) {
        var words = new HashMap<String, Words>();
        table.lines().forEach(line -> {
            String[] parts = line.split(" +\\| ", 3);
            words.put(parts[0], new Words(parts[1], parts[2]));
        });
        return Map.copyOf(words);
    }

    /// The names of the flags that have words.
    static Iterable<String> names() {
        return WORDS.keySet();
    }

    /// What a flag says with this value; empty where nothing more is known.
    static String of(String name, boolean set) {
        @Nullable
        Words words = WORDS.get(name);
        if (words == null) return "";
        return set ? words.set : words.unset;
    }
}
