package net.strata.craft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.strata.decode.Cursor;
import net.strata.decode.Options;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.file.Captures;
import net.strata.frame.Batch;
import net.strata.protocol.Protocols;
import net.strata.wire.Auto;
import net.strata.wire.Checksum;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Packets that other programs made, decoded and built again from what decoding shows, come out byte for byte. Lengths,
/// numbers of the next protocol and checksums are left to be computed.
final class RebuiltSamplesTest {
    private static final int ECHO_HEADER = 8;
    private static final Set<String> BUILT = Set.of("eth", "vlan", "arp", "ip", "ipv6", "ipv6.hopopts", "ipv6.dstopts",
            "ipv6.fraghdr", "ipv6.routing", "icmp", "icmpv6", "igmp", "udp", "tcp");

    static List<Path> samples() throws IOException {
        try (var files = Files.list(Path.of("samples"))) {
            return files.filter(f -> f.toString().matches(".*\\.pcap(ng)?")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyFrameOfASampleIsBuiltAgain(Path sample) throws IOException {
        try (var source = Captures.open(sample)) {
            var batch = new Batch(1 << 16);
            while (source.read(batch)) {
                for (int i = 0; i < batch.count; i++)
                    compare(sample, batch, i, new TreeSet<>());
            }
        }
    }

    @Test
    void theSamplesHaveWhatOughtToBeBuilt() throws IOException {
        var kinds = new TreeSet<String>();
        for (Path sample : samples()) {
            try (var source = Captures.open(sample)) {
                var batch = new Batch(1 << 16);
                while (source.read(batch)) {
                    for (int i = 0; i < batch.count; i++)
                        compare(sample, batch, i, kinds);
                }
            }
        }
        assertThat(kinds).contains("vlan", "arp", "icmp.type 0", "icmp.type 3", "icmp.type 8", "icmp.type 11",
                "icmpv6.type 128", "icmpv6.type 134", "icmpv6.type 135", "icmpv6.type 136", "icmpv6.type 143",
                "igmp.type 17", "igmp.type 18", "igmp.type 22", "igmp.type 34", "ip option 7", "ip option 68",
                "ip option 148", "ipv6.hopopts option 5", "icmpv6 option 1", "icmpv6 option 3", "tcp option 2",
                "tcp option 3", "tcp option 4", "tcp option 5", "tcp option 8", "udp");
    }

    private static void compare(Path sample, Batch b, int i, Set<String> kinds) {
        var again = new Again(b, i);
        if (again.skipped) return;
        Draft draft = again.draft();
        if (again.skipped) return;
        byte[] frame = Arrays.copyOfRange(b.data, b.offset[i], b.offset[i] + b.captured[i]);
        assertThat(HexFormat.of().formatHex(draft.build())).as("%s frame %d", sample, b.firstNumber + i)
                .isEqualTo(HexFormat.of().formatHex(frame));
        kinds.addAll(again.kinds);
    }

    /// A frame as a draft.
    private static final class Again implements Tree {
        final Set<String> kinds = new TreeSet<>();
        boolean skipped;
        private final Cursor cursor = new Cursor(Protocols.DATA, null);
        private final Deque<Layout> open = new ArrayDeque<>();
        private Draft draft = Draft.of("data");
        private Map<String, List<Object>> values = new LinkedHashMap<>();
        private final List<Runnable> options = new ArrayList<>();

        Again(Batch b, int frame) {
            cursor.walk(b, frame, Protocols.link(b.linkType[frame]));
            skipped = b.captured[frame] < b.length[frame] || !built(0);
        }

        private boolean built(int layer) {
            return layer < cursor.ownLayers() && BUILT.contains(cursor.protocol(layer).layout().prefix());
        }

        Draft draft() {
            int payload = 0;
            for (int i = 0; built(i); i++) {
                cursor.select(i);
                Protocol p = cursor.protocol();
                kinds.add(p.layout().prefix());
                draft = i == 0 ? Draft.of(p.layout().prefix()) : draft.then(p.layout().prefix());
                values = new LinkedHashMap<>();
                p.fields(cursor, this);
                give();
                options.forEach(Runnable::run);
                options.clear();
                payload = echo(p) ? cursor.at + ECHO_HEADER : cursor.headerEnd();
            }
            int end = cursor.batch().offset[cursor.frame()] + cursor.batch().captured[cursor.frame()];
            return draft.payload(Arrays.copyOfRange(cursor.data, payload, end));
        }

        /// Whether the layer is an ICMP echo: a time in its data is told with its header, but is data.
        private boolean echo(Protocol p) {
            return p.label().equals("ICMP") && (cursor.data[cursor.at] == 0 || cursor.data[cursor.at] == 8);
        }

        private void give() {
            for (var e : values.entrySet()) {
                if (e.getValue().getFirst() instanceof byte[] bytes) {
                    draft.set(e.getKey(), bytes);
                } else {
                    draft.set(e.getKey(), e.getValue().toArray(String[]::new));
                }
            }
        }

        @Override
        public void fields(Layout layout, int at, int end) {
            for (Field f : layout.placed()) {
                int fieldEnd = f instanceof Uint u ? u.end() : ((Octets) f).from(0) + ((Octets) f).length();
                if (at + fieldEnd <= end) field(f, at, f instanceof Octets o ? o.length() : 0);
            }
        }

        @Override
        public void field(Field f, int at, int length) {
            if (f.meta().absent() instanceof Auto auto && !unknowable(auto) || optionHead(f)) return;
            var text = new Text(16);
            f.write(text, cursor.data, at, length);
            boolean raw = f instanceof Octets o && o.form() == Octets.Form.TEXT;
            if (f.name().matches("ic?[gm]m?p(v6)?\\.type"))
                kinds.add(f.name() + " " + ((Uint) f).value(cursor.data, at));
            values.computeIfAbsent(f.name(), _ -> new ArrayList<>())
                    .add(raw ? Arrays.copyOfRange(cursor.data, at, at + length) : text.toString());
        }

        /// Whether it cannot be computed: what follows is not built but given as bytes, or has several numbers.
        private boolean unknowable(Auto a) {
            boolean number = a == Auto.ETHER_TYPE || a == Auto.IP_PROTOCOL;
            int next = cursor.layer() + 1;
            return number && (!built(next) || cursor.protocol(next).layout().prefix().equals("vlan"));
        }

        private boolean optionHead(Field f) {
            Options table = cursor.protocol().options();
            return table != null && table.head().equals(f.meta().layout());
        }

        @Override
        public void open(Layout part, int at, int end) {
            open.push(part);
            Options table = cursor.protocol().options();
            if (open.size() > 1 || table == null || !table.option(cursor.data[at] & 0xff).layout().equals(part)) return;
            int kind = cursor.data[at] & 0xff;
            kinds.add(cursor.protocol().layout().prefix() + " option " + kind);
            var own = new LinkedHashMap<String, List<Object>>();
            values = swap(own);
            options.add(() -> {
                draft.option(kind, end - at);
                values = own;
                give();
            });
        }

        private final Deque<Map<String, List<Object>>> outer = new ArrayDeque<>();

        private Map<String, List<Object>> swap(Map<String, List<Object>> inner) {
            outer.push(values);
            return inner;
        }

        @Override
        public void close() {
            open.pop();
            if (open.isEmpty() && !outer.isEmpty()) values = outer.pop();
        }

        @Override
        public void made(Made field, long value) {
            if (field.name().equals("udp.checksum.status") || field.name().equals("tcp.checksum.status"))
                skipped |= value != Checksum.GOOD;
        }

        @Override
        public void made(Made field, int at, int length, Text value) {}
    }
}
