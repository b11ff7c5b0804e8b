package net.strata.explain;

import java.util.HashMap;
import java.util.Map;
import net.strata.decode.Level;
import net.strata.decode.Protocol;

/// What a layer does to a message that goes down through it, and undoes where the message comes up again.
///
/// @param unit what its protocol data unit is called
/// @param down on the sending side
/// @param up on the receiving side
record Deed(String unit, String down, String up) {
    /// By the prefix of the protocol's fields.
    private static final Map<String, Deed> KNOWN = parse(
            """
                    eth | frame | puts the addresses of the next station and of this one in front, and what is inside \
                    | looks whether the frame is for this station, takes the header off, hands on by type
                    vlan | tag | says to which virtual network the frame belongs | takes the tag off, keeps to that network
                    sll | frame | is added by the capture in place of the real link header | is not on the wire
                    null | frame | tells the family alone: nothing goes over a wire | hands on by family
                    llc | frame | says which protocol is inside, after IEEE 802.2 | hands on by service access point
                    arp | message | asks the link who has an address | the owner answers; both remember
                    ip | packet | adds the addresses of the two hosts, a hop limit and a checksum; a router picks the next link \
                    | checks the header, takes it off, joins fragments, hands on by protocol number
                    ipv6 | packet | adds the addresses of the two hosts and a hop limit; no checksum, no fragments on the way \
                    | checks that it is the destination, takes the header off, hands on by next header
                    ipv6.fraghdr | fragment | says which part of a packet too large for the path this is \
                    | waits for all parts, joins them
                    icmp | message | puts what IP has to tell in a packet of IP itself | IP reads it, or tells the program concerned
                    icmpv6 | message | puts what IP has to tell in a packet of IP itself | IP reads it, or tells the program concerned
                    igmp | message | tells routers on the link which groups this host is in | the router forwards the group here, or stops
                    tcp | segment | numbers the bytes, adds ports, window and checksum; keeps a copy until they are acknowledged \
                    | checks, puts in order, acknowledges, hands the bytes to the socket of the port
                    udp | datagram | adds ports, length and checksum, and forgets it | checks, hands it whole to the socket of the port
                    sctp | packet | adds ports, a tag and a checksum around chunks | checks, orders by stream, acknowledges
                    tls | record | encrypts and authenticates what the application says | authenticates and decrypts
                    dns | message | writes question and answer as names and records | finds the answer by its ID
                    """);

    private static final Deed LINK = new Deed("frame", "adds what the next station must know",
            "takes its header off, hands on what is inside");
    private static final Deed NETWORK = new Deed("packet", "adds what it takes to reach the other host",
            "takes its header off, hands on what is inside");
    private static final Deed TRANSPORT = new Deed("segment", "adds what tells the programs apart",
            "takes its header off, hands the data to the program");
    private static final Deed APPLICATION = new Deed("message", "is written by the program", "is read by the program");

    private static Map<String, Deed> parse(String table) {
        var known = new HashMap<String, Deed>();
        table.lines().map(line -> line.split("\\s*\\|\\s*", 4))
                .forEach(cell -> known.put(cell[0], new Deed(cell[1], cell[2], cell[3])));
        return known;
    }

    static Deed of(Protocol p) {
        Deed known = KNOWN.get(p.layout().prefix());
        return known != null ? known : of(p.level());
    }

    private static Deed of(Level level) {
        return switch (level) {
            case LINK -> LINK;
            case NETWORK -> NETWORK;
            case TRANSPORT -> TRANSPORT;
            case SESSION, PRESENTATION, APPLICATION -> APPLICATION;
        };
    }
}
