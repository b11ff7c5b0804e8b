package net.strata.explain;

import java.util.HashMap;
import java.util.Map;
import net.strata.decode.Protocol;

/// What a layer does to a message that goes down through it, and undoes where the message comes up again. A protocol that
/// carries nothing tells something itself: then these are what its sender and its receiver do.
///
/// @param unit what its protocol data unit is called
/// @param down on the sending side
/// @param up on the receiving side
record Deed(String unit, String down, String up) {
    /// By the prefix of the protocol's fields: all protocols of link, network and transport, and some of the application.
    private static final Map<String, Deed> KNOWN = parse(
            """
                    eth | frame | puts the addresses of the next station and of this one in front, and what is inside \
                    | looks whether the frame is for this station, takes the header off, hands on by type
                    vlan | tag | says to which virtual network the frame belongs | takes the tag off, keeps to that network
                    ieee8021ad | tag | says to which customer of the provider the frame belongs \
                    | takes the tag off, keeps to that customer's network
                    wlan | frame | adds the addresses of sender, receiver and access point, and numbers the frame \
                    | looks whether the frame is for this station, acknowledges it, takes the header off
                    radiotap | header | is added by the capture: what the radio measured | is not in the air
                    sll | frame | is added by the capture in place of the real link header | is not on the wire
                    pktap | header | is added by the capture: interface, process, direction | is not on the wire
                    ipnet | header | is added by the capture: zones and interfaces | is not on the wire
                    nflog | message | is added by the capture: what the packet filter noted | is not on the wire
                    null | frame | tells the family alone: nothing goes over a wire | hands on by family
                    raw | capture | has no header: it begins with the IP packet \
                    | what carried the packet is not in the capture
                    ppp | frame | says which protocol is inside: the line has two ends, and needs no addresses \
                    | takes the header off, hands on by protocol
                    pppoe | frame | says to which session over Ethernet the frame of PPP belongs, or finds an access server \
                    | takes the header off, hands the frame to its session
                    chdlc | frame | says which protocol is inside: the line has two ends | takes the header off, hands on by type
                    slarp | message | asks the other end for its address, or tells it that this end lives \
                    | the other end answers, or notes it
                    fr | frame | says which virtual circuit of the line it takes | takes the header off, hands on by circuit
                    llc | frame | says which protocol is inside, after IEEE 802.2 | hands on by service access point
                    mpls | label | says which path the packet takes: routers look at the label alone \
                    | the next router swaps the label, the last takes it off
                    vxlan | header | says to which virtual network the frame inside belongs \
                    | takes the header off, hands the frame on in that network
                    geneve | header | says to which virtual network the frame inside belongs, with options \
                    | takes the header off, hands the frame on in that network
                    l2tp | message | says to which tunnel and session the frame inside belongs, or sets them up \
                    | takes the header off, hands the frame to its session
                    erspan | header | says of which monitoring session the mirrored frame inside is \
                    | takes the header off, shows or stores the frame
                    cmd | tag | says to which security group the sender belongs | decides by the group, takes the tag off
                    slow | message | says which of the slow protocols follows | hands on by subtype
                    arp | message | asks the link who has an address | the owner answers; both remember
                    cdp | message | tells neighbours on the link what device this is, and at which port they are \
                    | the neighbour notes it for a while, and does not forward it
                    lldp | message | tells neighbours on the link what device this is, and at which port they are \
                    | the neighbour notes it for a while, and does not forward it
                    lacp | message | tells the neighbour which links may be bundled to one | both ends agree on the links of the bundle
                    marker | message | asks whether all frames of a bundled link have come | the neighbour answers when they have
                    eapol | message | carries the login of a station that wants to use the port | the port is opened, or stays shut
                    loop | message | asks a station to send the frame back | that station sends it back
                    stp | message | tells other bridges which is the root, and how far it is \
                    | bridges choose the links to it, and shut those that would close a loop
                    udld | message | tells the neighbour whom this switch hears | a link that works in one direction alone is shut
                    vtp | message | tells other switches which virtual networks there are | they take these over
                    dtp | message | tells the neighbour whether this port would carry many virtual networks \
                    | both ends agree on a trunk, or on none
                    lcp | message | asks the other end for options of the line | it agrees, refuses, or offers others
                    ipcp | message | asks the other end for IPv4 options, such as addresses | it agrees, refuses, or offers others
                    ipv6cp | message | asks the other end for IPv6 options | it agrees, refuses, or offers others
                    ccp | message | asks the other end to compress | it agrees, refuses, or offers others
                    mplscp | message | asks the other end to use MPLS | it agrees, or refuses
                    pap | message | tells name and password in clear text | the other end accepts or refuses them
                    chap | message | asks for a proof that the other end knows the secret, or is that proof \
                    | the proof is compared; the secret itself is never sent
                    ip | packet | adds the addresses of the two hosts, a hop limit and a checksum; a router picks the next link \
                    | checks the header, takes it off, joins fragments, hands on by protocol number
                    ipv6 | packet | adds the addresses of the two hosts and a hop limit; no checksum, no fragments on the way \
                    | checks that it is the destination, takes the header off, hands on by next header
                    ipv6.hopopts | header | adds options for every router on the way | each router may read it, the host goes on behind it
                    ipv6.dstopts | header | adds options for the destination | the destination reads it, goes on behind it
                    ipv6.routing | header | lists hosts that the packet shall visit | each of them sends it on to the next
                    ipv6.fraghdr | fragment | says which part of a packet too large for the path this is \
                    | waits for all parts, joins them
                    ipx | packet | adds network, host and socket of both ends | takes the header off, hands on by socket
                    dec_dna | packet | adds the nodes of both ends, or tells routers on the link of each other \
                    | takes the header off, or notes it
                    geonw | packet | adds where the sender is, and for which area the message is \
                    | stations in the area take it, others may pass it on
                    nsh | header | says which chain of services the packet goes through, and how far it is \
                    | each service passes it on to the next
                    gre | packet | wraps a packet of whatever protocol for a tunnel | the other end of the tunnel takes it out
                    esp | packet | encrypts and authenticates what is inside, and numbers it | checks, decrypts, drops repetitions
                    ah | header | authenticates the packet and numbers it; all stays readable | checks, drops repetitions
                    udpencap | packet | wraps IPsec in UDP, so that it passes a NAT | takes it out
                    icmp | message | puts what IP has to tell in a packet of IP itself | IP reads it, or tells the program concerned
                    icmpv6 | message | puts what IP has to tell in a packet of IP itself | IP reads it, or tells the program concerned
                    igmp | message | tells routers on the link which groups this host is in | the router forwards the group here, or stops
                    pim | message | tells neighbouring routers which groups are wanted here, and that this router lives \
                    | they forward the group here, or stop
                    ospf | message | tells neighbouring routers that this one lives, and which links there are \
                    | all of them know the same map, and compute the shortest ways
                    isis | message | tells neighbouring routers that this one lives, and which links there are \
                    | all of them know the same map, and compute the shortest ways
                    eigrp | message | tells neighbouring routers that this one lives, and how far networks are through it \
                    | they keep the best way, and one in reserve
                    vrrp | message | tells that the master of a virtual router lives | a backup takes over when these stop coming
                    rsvp | message | asks the routers on a path to reserve capacity, or to set up labels \
                    | each of them does, or refuses
                    mip6 | message | tells where a host is that moved | packets for its home address follow it
                    hip | message | proves who a host is, whatever its address | both agree on keys
                    shim6 | message | tells the other host which addresses this one has besides | both go on with another when one fails
                    gtp | packet | says to which tunnel of a mobile network, and so to which phone, the packet in it belongs \
                    | takes the header off at the tunnel's end, hands on the packet in it
                    aoe | message | asks a disk on the link to read or write | the disk answers
                    tcp | segment | numbers the bytes, adds ports, window and checksum; keeps a copy until they are acknowledged \
                    | checks, puts in order, acknowledges, hands the bytes to the socket of the port
                    udp | datagram | adds ports, length and checksum, and forgets it | checks, hands it whole to the socket of the port
                    udplite | datagram | adds ports, and a checksum over as much as the program wants \
                    | checks that much, hands it whole to the socket of the port
                    sctp | packet | adds ports, a tag and a checksum around chunks | checks, orders by stream, acknowledges
                    dccp | packet | adds ports, a number and a checksum; slows down when the path is full, repeats nothing \
                    | checks, acknowledges, hands it to the socket of the port
                    pgm | packet | numbers the packets for a group | asks again for those that are missing
                    quic | packet | encrypts, numbers and acknowledges; holds the streams of a connection over UDP \
                    | decrypts, puts each stream in order, acknowledges
                    nbss | message | opens a session between two names of NetBIOS, and tells how long each message in it is \
                    | accepts the session, hands on one message after the other
                    tls | record | encrypts and authenticates what the application says, once keys are agreed; the hellos are \
                    in clear text | authenticates and decrypts
                    dns | message | writes question and answer as names and records | finds the answer by its ID
                    bgp | message | tells another network's router which networks can be reached, and through whom \
                    | it picks the best way, and tells its own neighbours
                    rip | message | tells neighbouring routers how many routers away each network is | they keep the shortest way
                    ripng | message | tells neighbouring routers how many routers away each network is | they keep the shortest way
                    babel | message | tells neighbouring routers how far networks are | they keep the best way without loops
                    ldp | message | tells neighbouring routers which label stands for which network | they put that label in front
                    hsrp | message | tells that the active router of a group lives | a standby takes over when these stop coming
                    bfd | message | tells the other end that the path between them works | it raises the alarm when these stop coming
                    dhcp | message | asks for an address, or gives one for a time | the host sets the address up
                    dhcpv6 | message | asks for an address, or gives one for a time | the host sets the address up
                    ntp | message | carries the times at which question and answer left and came \
                    | computes how far the clock is off, and corrects it
                    ptp | message | carries the time of the best clock | computes how far the clock is off, and corrects it
                    """);

    private static final Deed APPLICATION = new Deed("message", "is written by the program", "is read by the program");

    private static Map<String, Deed> parse(String table) {
        var known = new HashMap<String, Deed>();
        table.lines().map(line -> line.split("\\s*\\|\\s*", 4))
                .forEach(cell -> known.put(cell[0], new Deed(cell[1], cell[2], cell[3])));
        return known;
    }

    static Deed of(Protocol p) {
        return KNOWN.getOrDefault(p.layout().prefix(), APPLICATION);
    }
}
