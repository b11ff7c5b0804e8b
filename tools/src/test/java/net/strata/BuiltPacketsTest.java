package net.strata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.strata.craft.Draft;
import net.strata.decode.Protocol;
import net.strata.frame.LinkType;
import net.strata.protocol.Protocols;
import net.strata.wire.Field;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// tshark finds in packets that were built what they were given, nothing malformed and no wrong checksum.
final class BuiltPacketsTest {
    private static final int ROUNDS = 6;
    /// Protocols, fields with a value, fields that take a random one, options by kind, and what is carried.
    private static final String PACKETS = """
            eth.src eth.dst ip ip.dsfield.dscp ip.dsfield.ecn ip.id ip.flags.df ip.ttl ip.src ip.dst icmp icmp.ident icmp.seq data
            vlan vlan.priority vlan.dei vlan.id vlan vlan.id ip ip.src icmp icmp.type=0 icmp.ident icmp.seq data
            ip ip.dst icmp icmp.type=3 icmp.code=4 icmp.mtu quote
            ip icmp icmp.type=5 icmp.code=1 icmp.redir_gw quote
            ip icmp icmp.type=11 quote
            ip icmp icmp.type=12 icmp.pointer quote
            ip icmp icmp.type=13 icmp.ident icmp.seq icmp.originate_timestamp icmp.receive_timestamp icmp.transmit_timestamp
            ip icmp icmp.type=17 icmp.ident icmp.seq icmp.address_mask
            ip ip.ttl option=7:39 icmp icmp.seq
            ip option=68:36 ip.opt.flag=0x00 icmp icmp.seq
            ip option=148 igmp igmp.type=0x11 igmp.max_resp=100 igmp.maddr
            ip igmp igmp.type=0x12 igmp.maddr
            ip igmp igmp.type=0x16 igmp.maddr
            ip igmp igmp.type=0x17 igmp.maddr
            ip igmp igmp.type=0x11 igmp.max_resp=9 igmp.maddr igmp.s igmp.qrv igmp.qqic=20 igmp.saddr
            ip igmp igmp.type=0x22 igmp.record_type=4 igmp.maddr igmp.saddr
            ip ip.src ip.dst udp udp.srcport=40001 udp.dstport=40002 data
            ip udp udp.srcport=40001 udp.dstport=40002
            ip ip.src tcp tcp.srcport=40001 tcp.dstport=40002 tcp.seq_raw tcp.ack_raw tcp.flags tcp.window_size_value tcp.urgent_pointer data
            ip tcp tcp.srcport=40003 tcp.flags.syn=1 option=2 tcp.options.mss_val option=4 option=8 tcp.options.timestamp.tsval tcp.options.timestamp.tsecr option=1 option=3 tcp.options.wscale.shift=7
            arp arp.opcode=1 arp.src.hw_mac arp.src.proto_ipv4 arp.dst.proto_ipv4
            arp arp.opcode=2 arp.src.hw_mac arp.src.proto_ipv4 arp.dst.hw_mac arp.dst.proto_ipv4
            ipv6 ipv6.tclass.dscp ipv6.tclass.ecn ipv6.flow ipv6.hlim ipv6.src ipv6.dst icmpv6 icmpv6.echo.identifier icmpv6.echo.sequence_number data
            ipv6 ipv6.src icmpv6 icmpv6.type=129 icmpv6.echo.identifier data
            ipv6 icmpv6 icmpv6.type=1 icmpv6.code=4 quote6
            ipv6 icmpv6 icmpv6.type=2 icmpv6.mtu quote6
            ipv6 icmpv6 icmpv6.type=3 quote6
            ipv6 icmpv6 icmpv6.type=4 icmpv6.pointer quote6
            ipv6 ipv6.hlim=255 icmpv6 icmpv6.type=133 option=1 icmpv6.opt.src_linkaddr
            ipv6 icmpv6 icmpv6.type=134 icmpv6.nd.ra.cur_hop_limit icmpv6.nd.ra.flag.m icmpv6.nd.ra.flag.prf icmpv6.nd.ra.router_lifetime icmpv6.nd.ra.reachable_time icmpv6.nd.ra.retrans_timer option=3 icmpv6.opt.prefix.length=64 icmpv6.opt.prefix.flag.l icmpv6.opt.prefix.valid_lifetime icmpv6.opt.prefix option=5 icmpv6.opt.mtu
            ipv6 ipv6.src ipv6.dst icmpv6 icmpv6.type=135 icmpv6.nd.ns.target_address option=1 icmpv6.opt.src_linkaddr option=14 icmpv6.opt.nonce=010203040506
            ipv6 icmpv6 icmpv6.type=136 icmpv6.nd.na.flag.r icmpv6.nd.na.flag.s icmpv6.nd.na.flag.o icmpv6.nd.na.target_address option=2 icmpv6.opt.target_linkaddr
            ipv6 ipv6.hopopts option=5 ipv6.opt.router_alert=0 icmpv6 icmpv6.type=131 icmpv6.mld.maximum_response_delay icmpv6.mld.multicast_address
            ipv6 icmpv6 icmpv6.type=143 icmpv6.mldr.mar.record_type=4 icmpv6.mldr.mar.multicast_address icmpv6.mldr.mar.source_address
            ipv6 ipv6.dstopts udp udp.srcport=40001 udp.dstport=40002 data
            ipv6 ipv6.fraghdr ipv6.fraghdr.ident tcp tcp.srcport=40001 tcp.dstport=40002 tcp.seq_raw
            ip ip.ttl ip.id ip ip.ttl ip.id udp udp.srcport=40001 udp.dstport=40002 data
            ip ip.src ipv6 ipv6.dst tcp tcp.srcport=40001 tcp.dstport=40002 tcp.flags.ack""";

    private final Random random = new Random(7);
    @TempDir
    private Path folder = Path.of("");

    /// A packet, and what its fields were given, in order.
    private static final class Packet {
        final Draft draft = Draft.of("eth");
        final Map<String, List<String>> given = new LinkedHashMap<>();
    }

    @Test
    void tsharkSeesWhatWasGiven() throws Exception {
        Needs.here().program("tshark");
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++)
            PACKETS.lines().map(this::packet).forEach(packets::add);
        var columns = new ArrayList<>(List.of("_ws.malformed", "ip.checksum.status", "icmp.checksum.status",
                "igmp.checksum.status", "udp.checksum.status", "tcp.checksum.status", "icmpv6.checksum.status"));
        int statuses = columns.size();
        columns.addAll(packets.stream().flatMap(p -> p.given.keySet().stream()).collect(TreeSet::new, TreeSet::add,
                TreeSet::addAll));
        List<String> lines = tshark(capture(packets), columns);
        assertThat(lines).hasSameSizeAs(packets);
        var soft = new SoftAssertions();
        for (int i = 0; i < lines.size(); i++) {
            String[] told = lines.get(i).split("\t", -1);
            Packet p = packets.get(i);
            soft.assertThat(told[0]).as("malformed %s", p.given).isEmpty();
            for (int k = 1; k < statuses; k++)
                soft.assertThat(told[k]).as("%s of %s", columns.get(k), p.given).doesNotContain("0");
            p.given.forEach((name, given) -> soft.assertThat(List.of(told[columns.indexOf(name)].split(",", -1)))
                    .as("%s of %s", name, p.given).startsWith(given.toArray(String[]::new)));
        }
        soft.assertAll();
    }

    private Packet packet(String line) {
        var p = new Packet();
        Protocol layer = named("eth");
        for (String word : line.split(" ", -1)) {
            Protocol next = word.equals("data") ? null : Protocols.named(word);
            int equals = word.indexOf('=');
            if (next != null) {
                layer = next;
                p.draft.then(word);
            } else if (word.equals("data")) {
                byte[] data = new byte[random.nextInt(100)];
                random.nextBytes(data);
                p.draft.payload(data);
            } else if (word.startsWith("quote")) {
                boolean six = word.endsWith("6");
                p.draft.payload(Draft.of(six ? "ipv6" : "ip").then("udp").set("udp.dstport", 40002)
                        .payload(new byte[50]), six ? 48 : 28);
            } else if (word.startsWith("option=")) {
                String[] kindAndBytes = word.substring(equals + 1).split(":", -1);
                p.draft.option(Integer.parseInt(kindAndBytes[0]),
                        kindAndBytes.length > 1 ? Integer.parseInt(kindAndBytes[1]) : 0);
            } else {
                String name = equals < 0 ? word : word.substring(0, equals);
                String value = equals < 0 ? value(field(layer, name)) : word.substring(equals + 1);
                p.draft.set(name, value);
                p.given.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            }
        }
        return p;
    }

    private static Protocol named(String prefix) {
        return Objects.requireNonNull(Protocols.named(prefix));
    }

    private static Field field(Protocol p, String name) {
        return Stream.concat(Stream.of(p.layout()), p.parts().stream())
                .flatMap(l -> Stream.concat(Stream.of(l.placed()), l.others().stream()))
                .filter(f -> f.name().equals(name) && !(f instanceof Made)).findFirst().orElseThrow();
    }

    /// A random value, written as decoding does.
    private String value(Field f) {
        int length = f instanceof Octets o ? o.form() == Octets.Form.MAC ? 6 : o.length() : 0;
        byte[] data = new byte[f instanceof Uint u ? u.end() : ((Octets) f).from(length)];
        random.nextBytes(data);
        var text = new Text(16);
        f.write(text, data, 0, length);
        return text.toString();
    }

    private Path capture(List<Packet> packets) throws IOException {
        Path file = folder.resolve("built.pcap");
        try (var out = new DataOutputStream(Files.newOutputStream(file))) {
            for (int word : new int[]{0xa1b2c3d4, 0x00020004, 0, 0, 0x40000, LinkType.ETHERNET})
                out.writeInt(word);
            for (Packet p : packets) {
                byte[] frame = p.draft.build();
                for (int word : new int[]{0, 0, frame.length, frame.length})
                    out.writeInt(word);
                out.write(frame);
            }
        }
        return file;
    }

    private static List<String> tshark(Path file, List<String> columns) throws Exception {
        var command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString(), "-T", "fields"));
        for (String protocol : List.of("ip", "udp", "tcp"))
            command.addAll(List.of("-o", protocol + ".check_checksum:TRUE"));
        columns.forEach(c -> command.addAll(Arrays.asList("-e", c)));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out.lines().toList();
    }
}
