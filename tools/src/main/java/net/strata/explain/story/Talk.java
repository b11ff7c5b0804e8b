package net.strata.explain.story;

import java.util.Set;

/// What the data of packets says, in words: DNS and TLS at length, all others in their own line.
final class Talk {
    /// Protocols that say nothing of the data.
    private static final Set<String> CARRIERS = Set.of("TCP", "UDP", "Data", "IPv4", "IPv6", "Ethernet", "ECHO");
    private static final int LONGEST = 160;

    private final DnsTalk dns = new DnsTalk();
    private final TlsTalk tls = new TlsTalk();
    private boolean encrypted;

    /// The chapter that the latest data belongs to.
    String chapter() {
        return encrypted ? tls.chapter() : TcpTeller.DATA;
    }

    /// What a packet's data says, in a clause or several; empty if nothing is known of it.
    String of(Sight s, boolean client) {
        if (s.has("dns.id")) return dns.of(s);
        if (s.has("tls.record.content_type")) {
            encrypted = true;
            return tls.of(s, client);
        }
        String part = dns.part(s, client);
        if (!part.isEmpty()) return part;
        String preview = Say.preview(s.data(), s.payload());
        if (!CARRIERS.contains(s.protocol()))
            return s.info().length() > LONGEST
                    ? s.info().substring(0, s.info().offsetByCodePoints(0, s.info().codePointCount(0, LONGEST))) + "..."
                    : s.info();
        if (encrypted) return "the rest of what came before, or more of it";
        return preview;
    }

    /// Adds what can only be said at the end.
    void tell(Plot plot) {
        dns.tell(plot);
        tls.tell(plot);
    }
}
