package net.strata.explain.story;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.strata.decode.Cursor;
import net.strata.explain.Anatomy;
import net.strata.explain.Dissector;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.protocol.Ipv4;
import net.strata.protocol.Ipv6;
import net.strata.protocol.Protocols;
import net.strata.protocol.Tcp;
import net.strata.protocol.Udp;
import net.strata.session.Session;
import net.strata.view.Speaker;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// One pass over a capture, for one conversation of it.
final class Reading {
    private static final int ARENA = 1 << 20;
    /// So many packets of a connection, or of an exchange of datagrams, are taken apart; of those behind only what TCP and
    /// UDP say is looked at. All packets of the other kinds are taken apart: there is nothing else to tell them by.
    private static final int TAKEN_APART = 5000;

    private final Choice choice;
    private final Membership membership = new Membership();
    private final Cursor cursor = new Cursor(Protocols.DATA, null);
    private final Dissector dissector = new Dissector();
    private final Speaker speaker = new Speaker(false);
    private final Map<Kind, Teller> tellers = new EnumMap<>(Kind.class);
    private final Map<Kind, Integer> highest = new EnumMap<>(Kind.class);
    private final Copies copies = new Copies();
    private List<Interface> faces = List.of();
    private int apart;

    Reading(Choice choice) {
        this.choice = choice;
    }

    Story read(FrameSource source) throws IOException, NoSuchConversation {
        var session = new Session();
        var batch = new Batch(ARENA);
        while (source.read(batch)) {
            session.see(batch);
            faces = source.interfaces();
            for (int i = 0; i < batch.count; i++)
                see(batch, i);
        }
        Kind kind = choice.kind();
        if (kind == null) kind = highest.keySet().stream().findFirst().orElse(Kind.TCP);
        Teller teller = tellers.get(kind);
        if (teller == null) throw new NoSuchConversation(missing(kind));
        return teller.end(new Choice(kind, choice.number()).toString());
    }

    private String missing(Kind kind) {
        if (highest.isEmpty()) return "there is no conversation " + choice + ": the capture has none at all";
        Integer last = highest.get(kind);
        if (last != null)
            return "there is no conversation " + kind + ":" + choice.number() + ": the capture has "
                    + (last == 0 ? kind + ":0 only" : kind + ":0 to " + kind + ":" + last);
        return "there is no conversation " + choice + ": the capture has "
                + highest.entrySet().stream().map(each -> each.getKey() + ":0"
                        + (each.getValue() == 0 ? "" : " to " + each.getKey() + ":" + each.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private void see(Batch batch, int i) {
        cursor.walk(batch, i, Protocols.link(batch.linkType[i]));
        Anatomy anatomy = null;
        for (Membership.Member each : membership.of(cursor)) {
            highest.merge(each.kind(), each.number(), Math::max);
            if (each.number() != choice.number() || !wanted(each.kind())) continue;
            boolean carried = each.kind() == Kind.TCP || each.kind() == Kind.UDP;
            if (anatomy == null && (apart < TAKEN_APART || !carried)) {
                anatomy = dissector.dissect(batch, i);
                apart++;
            }
            tell(tellers.computeIfAbsent(each.kind(), Reading::teller), batch, i, each, anatomy);
        }
        if (choice.kind() == null) tellers.keySet().removeIf(kind -> !wanted(kind));
    }

    private void tell(Teller teller, Batch batch, int i, Membership.Member member, @Nullable Anatomy anatomy) {
        Sight s = sight(batch, i, member, anatomy);
        int face = batch.interfaceId[i];
        cursor.select(member.layer());
        Copies.Original original = faces.size() < 2
                ? null
                : copies.of(cursor, s.number(), face, s.time(), member.kind() + s.from() + " " + s.to());
        if (original == null) {
            teller.see(s);
            return;
        }
        String after = Say.between(original.time(), s.time());
        String name = face < faces.size() ? faces.get(face).name() : null;
        teller.plot().again(original.number(), s, "Packet " + original.number() + " once more, "
                + (after.isEmpty() ? "" : after + " later, ") + "at another point of the capture"
                + (name == null ? "" : " (" + new Text(32).text(name) + ")")
                + (s.ttl() < 0 ? "" : ", with TTL " + s.ttl()) + ".");
    }

    /// Whether a kind may still be the one that is meant.
    private boolean wanted(Kind kind) {
        Kind meant = choice.kind();
        if (meant != null) return kind == meant;
        return highest.isEmpty() || kind.compareTo(highest.keySet().iterator().next()) <= 0;
    }

    private static Teller teller(Kind kind) {
        return switch (kind) {
            case TCP -> new TcpTeller();
            case UDP -> new UdpTeller();
            case ICMP -> new IcmpTeller();
            case ARP -> new ArpTeller();
            case ND -> new DiscoveryTeller();
            case DHCP -> new DhcpTeller();
        };
    }

    private Sight sight(Batch batch, int i, Membership.Member member, @Nullable Anatomy anatomy) {
        speaker.find(cursor);
        String info = speaker.info().toString();
        int own = member.quoted() ? cursor.ownLayers() - 1 : member.layer();
        int ttl = ttl(own);
        cursor.select(own);
        String from = Names.address(cursor, cursor.source());
        String to = Names.address(cursor, cursor.destination());
        cursor.select(member.layer());
        Sight.Segment segment = null;
        int source = 0;
        int destination = 0;
        if (cursor.protocol() instanceof Tcp) {
            source = Tcp.SRC_PORT.get(cursor);
            destination = Tcp.DST_PORT.get(cursor);
            if (cursor.whole())
                segment = new Sight.Segment(Tcp.FLAGS.get(cursor), Tcp.seq(cursor), Tcp.ack(cursor),
                        Tcp.SEQ_RAW.get(cursor) & 0xffff_ffffL, Tcp.window(cursor), cursor.headerEnd() - cursor.at);
        } else if (cursor.protocol() instanceof Udp) {
            source = Udp.SRC_PORT.get(cursor);
            destination = Udp.DST_PORT.get(cursor);
        }
        var end = new Sight.Ends(new Sight.End(Names.address(cursor, cursor.source()), source),
                new Sight.End(Names.address(cursor, cursor.destination()), destination));
        int kept = Math.clamp(cursor.end() - cursor.headerEnd(), 0, Sight.KEPT);
        byte[] data = Arrays.copyOfRange(cursor.data, cursor.headerEnd(), cursor.headerEnd() + kept);
        boolean loopback = end.source().address().equals(end.destination().address())
                || from.startsWith("127.") || from.equals("::1");
        return new Sight(batch.firstNumber + i, batch.time[i], batch.length[i], from, to, member.quoted(), end,
                payload(cursor), data, ttl, loopback, faces.size() > 1, segment, speaker.protocol().label(),
                info, anatomy);
    }

    /// Bytes that the transport layer carries; of a layer that is none, all of it.
    private static int payload(Cursor c) {
        boolean transport = c.protocol() instanceof Tcp || c.protocol() instanceof Udp;
        return Math.max(0, transport ? c.payloadLength() : c.claimedEnd() - c.at);
    }

    /// Of the IP header that a layer came in, -1 if it came in none.
    private int ttl(int layer) {
        for (int i = layer; i >= 0; i--) {
            cursor.select(i);
            if (cursor.protocol() instanceof Ipv4) return Ipv4.TTL.get(cursor);
            if (cursor.protocol() instanceof Ipv6) return Ipv6.HLIM.get(cursor);
        }
        return -1;
    }
}
