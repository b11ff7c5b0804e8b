package net.strata.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A packet while it is being understood: where it was seen, what it says, and what was found out of it.
final class Passage {
    /// What a packet is for the search of its cause.
    enum Kind {
        TCP, UDP, ICMP, IGMP, ARP, OTHER
    }

    final byte[] bytes;
    final int length;
    Side from;
    long left;
    long arrived;
    int number;

    Kind kind = Kind.OTHER;
    String protocol = "";
    String summary = "";
    List<Packet.Layer> layers = List.of();
    String source = "";
    String destination = "";
    int sourcePort;
    int destinationPort;
    /// Where in the frame the IP packet starts, its payload, and the payload of TCP or UDP; -1 for none. A datagram that was
    /// put together from fragments is in [#whole].
    int ipAt = -1;
    int ipProtocol = -1;
    int ipPayloadAt = -1;
    int ipEnd;
    byte @Nullable [] whole;
    /// What fragments of one packet have in common; empty if it is none.
    String fragment = "";
    int dataAt = -1;
    int headerLength;
    int dataLength;
    int stream = -1;
    int flags;
    long seq;
    long ack;
    int window;
    /// What a SYN says: how much data a segment may have, and how far windows are shifted; -1 if it says nothing.
    int mss = -1;
    int scale = -1;
    /// Of an error of ICMP: the ports of the packet it is about, and its protocol; -1 for none.
    int quotedSourcePort = -1;
    int quotedDestinationPort = -1;
    int quotedProtocol = -1;
    /// And how much data it had, if it was a datagram of UDP; -1 otherwise.
    int quotedLength = -1;
    /// Of ICMP; -1 for none.
    int type = -1;
    int code = -1;
    /// How large a packet may be that fits, of an error that tells so.
    int fits;

    @Nullable
    Deed cause;
    String why = "";
    boolean again;
    final List<Packet.Part> parts = new ArrayList<>();
    String clientState = "";
    String serverState = "";

    Passage(Side from, long left, long arrived, byte[] bytes, int length) {
        this.from = from;
        this.left = left;
        this.arrived = arrived;
        this.bytes = bytes;
        this.length = length;
    }

    boolean lost() {
        return arrived == Packet.LOST;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /// Says that a call had it sent.
    void causedBy(@Nullable Deed deed, String reason) {
        cause = deed;
        why = reason;
        if (deed != null) deed.cause(this);
    }

    Packet packet() {
        Packet.Segment segment = kind != Kind.TCP || stream < 0
                ? null
                : new Packet.Segment(stream, seq, ack, TcpFlags.names(flags), dataLength, again, clientState,
                        serverState);
        return new Packet(number, from, left, arrived, bytes, protocol, summary, layers,
                cause == null ? 0 : cause.number, why, List.copyOf(parts), segment);
    }
}
