package net.strata.os;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the words of a capture filter that libpcap would take for names of hosts or networks, and ask name servers
/// about while it compiles. Words are those of libpcap's scanner (scanner.l).
///
/// What a name is the name of depends on the last keyword before it, as in `port http or https`.
final class FilterNames {
    /// After these libpcap looks names up in tables of its own and files of the system.
    private static final Set<String> LOCAL = words("""
            port portrange proto protochain type subtype dir direction llc
            on ifname rset ruleset reason action""");
    /// After these a name is that of a host or a network.
    private static final Set<String> REMOTE = words("""
            host net mask gateway src dst ra ta addr1 addr2 addr3 addr4 address1 address2 address3 address4""");
    private static final Set<String> TRANSPARENT = words("and or not");
    private static final Set<String> OTHER = words(
            """
                    link ether ppp slip fddi tr wlan arp rarp ip sctp tcp udp icmp igmp igrp pim vrrp carp radio ip6 icmp6 ah esp
                    atalk aarp decnet lat sca moprc mopdl iso esis es-is isis is-is l1 l2 iih lsp snp csnp psnp clnp stp ipx netbeui
                    less greater byte broadcast multicast len length inbound outbound ifindex vlan mpls pppoed pppoes geneve vxlan
                    lane metac bcc oam oamf4 oamf4ec oamf4sc sc ilmic vpi vci connectmsg metaconnect rnr rulenum srnr subrulenum
                    fisu lssu lsu msu hfisu hlssu hmsu sio opc dpc sls hsio hopc hdpc hsls
                    icmptype icmpcode icmp-echoreply icmp-unreach icmp-sourcequench icmp-redirect icmp-echo icmp-routeradvert
                    icmp-routersolicit icmp-timxceed icmp-paramprob icmp-tstamp icmp-tstampreply icmp-ireq icmp-ireqreply
                    icmp-maskreq icmp-maskreply icmp6type icmp6code icmp6-destinationunreach icmp6-packettoobig
                    icmp6-timeexceeded icmp6-parameterproblem icmp6-echo icmp6-echoreply icmp6-multicastlistenerquery
                    icmp6-multicastlistenerreportv1 icmp6-multicastlistenerdone icmp6-routersolicit icmp6-routeradvert
                    icmp6-neighborsolicit icmp6-neighboradvert icmp6-redirect icmp6-routerrenum icmp6-nodeinformationquery
                    icmp6-nodeinformationresponse icmp6-ineighbordiscoverysolicit icmp6-ineighbordiscoveryadvert
                    icmp6-multicastlistenerreportv2 icmp6-homeagentdiscoveryrequest icmp6-homeagentdiscoveryreply
                    icmp6-mobileprefixsolicit icmp6-mobileprefixadvert icmp6-certpathsolicit icmp6-certpathadvert
                    icmp6-multicastrouteradvert icmp6-multicastroutersolicit icmp6-multicastrouterterm
                    tcpflags tcp-fin tcp-syn tcp-rst tcp-push tcp-ack tcp-urg tcp-ece tcp-cwr""");

    /// A name behind a backslash; an AppleTalk address; a word, perhaps with colons.
    private static final Pattern TOKEN = Pattern.compile("""
            \\\\(?<escaped>[^ !()\\n\\t]+)|\\$[0-9A-Fa-f]{1,2}|(?<word>[A-Za-z0-9:][-_.A-Za-z0-9:]*)""");
    /// A number, an IPv4 address or its first parts, an Ethernet address, each whole.
    private static final Pattern NUMBER = Pattern.compile("N(\\.N){0,3}|B(-B){5}|B(\\.B){5}|B2(\\.?B2){2}"
            .replace("N", "([0-9]+|0[xX][0-9A-Fa-f]+)").replace("B2", "[0-9A-Fa-f]{4}")
            .replace("B", "[0-9A-Fa-f]{1,2}"));
    /// An Ethernet or an IPv6 address.
    private static final Pattern WITH_COLONS = Pattern.compile("B(:B){5}|(W:){7}W|(W:){6}[0-9.]+|(?=.*::)[0-9A-Fa-f:.]+"
            .replace("B", "[0-9A-Fa-f]{1,2}").replace("W", "[0-9A-Fa-f]{1,4}"));

    /// What a name is where none can be: a keyword with a typing error, most likely.
    private static final String STRAY = "syntax error";

    /// The last keyword, "" before the first.
    private String keyword = "";
    /// Whether there is a name of a host or network.
    private boolean host;
    /// Whether there is a name where none can be.
    private boolean stray;

    private FilterNames(String text) {
        Matcher m = TOKEN.matcher(text);
        while (m.find()) {
            String escaped = m.group("escaped");
            String word = m.group("word");
            if (escaped != null) name();
            else if (word != null && !WITH_COLONS.matcher(word).matches())
                for (String part : word.split(":", -1))
                word(part);
        }
    }

    /// Why a filter may not be compiled as it is, null if it may.
    static @Nullable String refusal(String text) {
        var names = new FilterNames(text);
        if (names.host) return "names are not resolved, give an address";
        return names.stray ? STRAY : null;
    }

    /// As [#refusal], of a filter that may name hosts: libpcap asks name servers about them.
    static @Nullable String refusalOfAllButHosts(String text) {
        return new FilterNames(text).stray ? STRAY : null;
    }

    private void word(String word) {
        if (TRANSPARENT.contains(word) || word.isEmpty() || NUMBER.matcher(word).matches()) return;
        if (LOCAL.contains(word) || REMOTE.contains(word) || OTHER.contains(word)) keyword = word;
        else
            name();
    }

    private void name() {
        if (LOCAL.contains(keyword)) return;
        if (REMOTE.contains(keyword)) host = true;
        else
            stray = true;
    }

    private static Set<String> words(String text) {
        return Set.of(text.split("\\s+"));
    }
}
