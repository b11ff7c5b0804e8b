package net.strata.craft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.strata.decode.Cursor;
import net.strata.decode.Options;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.protocol.Protocols;
import net.strata.wire.Auto;
import net.strata.wire.Checksum;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Trait;
import net.strata.wire.Uint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Decoding what was built gives back what was given, for random fields with random values; what was not given is as it
/// is declared.
final class DraftLawsTest {
    /// Fields whose value decides what other fields there are, or whether what follows can be read.
    private static final Set<String> STEERING = Set.of("ip.version", "ipv6.version", "ip.flags", "ip.flags.mf",
            "ip.frag_offset", "arp.hw.type", "arp.hw.size", "arp.proto.type", "arp.proto.size", "icmp.type",
            "icmp.code", "icmpv6.type", "icmpv6.code", "igmp.type", "igmp.max_resp", "icmp.addr_entry_size",
            "ipv6.fraghdr.offset", "ipv6.fraghdr.more", "ipv6.routing.type", "ipv6.routing.segleft", "icmp.unused",
            "icmpv6.reserved", "igmp.reserved");

    private final Random random = new Random(1);
    private final Probe probe = new Probe();

    /// A field that decoding told.
    private record Told(Field field, int length, String value) {}

    /// Collects what it is told of one layer.
    private static final class Collector implements Tree {
        final List<Told> told = new ArrayList<>();
        final Map<String, Long> made = new LinkedHashMap<>();
        private final byte[] data;

        Collector(byte[] data) {
            this.data = data;
        }

        @Override
        public void fields(Layout layout, int at, int end) {
            for (Field f : layout.placed())
                if (at + end(f) <= end) field(f, at, f instanceof Octets o ? o.length() : 0);
        }

        @Override
        public void field(Field f, int at, int length) {
            var text = new Text(16);
            f.write(text, data, at, length);
            told.add(new Told(f, length, text.toString()));
        }

        @Override
        public boolean wantsParts() {
            return false;
        }

        @Override
        public void made(Made field, long value) {
            made.put(field.name(), value);
        }

        @Override
        public void made(Made field, int at, int length, Text value) {}

        @Override
        public void open(Layout part, int at, int end) {}

        @Override
        public void close() {}
    }

    private static Protocol protocol(String prefix) {
        return Objects.requireNonNull(Protocols.named(prefix));
    }

    private static int end(Field f) {
        return f instanceof Uint u ? u.end() : ((Octets) f).from(0) + ((Octets) f).length();
    }

    private static boolean within(Field part, Field group) {
        return group instanceof Uint g && part instanceof Uint p && !p.equals(g) && p.bit() >= g.bit()
                && p.bit() + p.width() <= g.bit() + g.width();
    }

    /// A value of the right kind and length, in the form that decoding gives it.
    private String value(Field f, int length) {
        byte[] data = new byte[Math.max(8, f instanceof Uint u ? u.end() : ((Octets) f).from(length))];
        random.nextBytes(data);
        var text = new Text(16);
        f.write(text, data, 0, length);
        return text.toString();
    }

    @Test
    void everyFieldOfAHeaderHoldsWhatItIsGiven() {
        for (Protocol p : Protocols.all()) {
            if (p.layout().placed().length == 0 || !p.equals(Protocols.named(p.layout().prefix()))) continue;
            for (int i = 0; i < 20; i++)
                fixedPart(p.layout());
        }
    }

    /// Gives some of a layout's fields random values.
    private Map<Field, String> give(Draft draft, Layout layout) {
        var given = new LinkedHashMap<Field, String>();
        for (Field f : layout.placed()) {
            boolean text = f instanceof Octets o && o.form() == Octets.Form.TEXT;
            if (text || random.nextBoolean() || given.keySet().stream().anyMatch(g -> within(f, g))) continue;
            given.put(f, value(f, f instanceof Octets o ? o.length() : 0));
            draft.set(f.name(), given.get(f));
        }
        return given;
    }

    private void fixedPart(Layout layout) {
        Draft draft = Draft.of(layout.prefix());
        Map<Field, String> given = give(draft, layout);
        byte[] bytes = draft.build();
        for (Field f : layout.placed()) {
            boolean covered = given.keySet().stream().anyMatch(g -> within(f, g) || within(g, f));
            String expected = given.get(f);
            if (expected == null && (covered || f.meta().absent() instanceof Auto)) continue;
            var actual = new Text(16);
            f.write(actual, bytes, 0, f instanceof Octets o ? o.length() : 0);
            assertThat(actual).as(f.name()).hasToString(expected != null ? expected : absent(f));
        }
    }

    /// Where options stand in a header without anything else, by protocol.
    private static final Map<String, Integer> OPTIONS = Map.of("ip", 20, "tcp", 20, "ipv6.hopopts", 2, "icmpv6", 8);
    /// In-situ OAM: its type decides what other fields there are.
    private static final Set<String> STEERED = Set.of("ipv6.hopopts 17", "ipv6.hopopts 49");

    @Test
    void everyFieldOfAnOptionHoldsWhatItIsGiven() {
        OPTIONS.forEach((prefix, at) -> {
            Options table = Objects.requireNonNull(protocol(prefix).options());
            for (int kind = 0; kind < 256; kind++) {
                if (!STEERED.contains(prefix + " " + kind)) option(prefix, at, kind, table.option(kind).layout());
            }
        });
    }

    private void option(String prefix, int at, int kind, Layout layout) {
        for (int i = 0; i < 10; i++) {
            Draft draft = Draft.of(prefix);
            if (prefix.equals("icmpv6")) draft.set("icmpv6.type", 133);
            draft.option(kind);
            Map<Field, String> given = give(draft, layout);
            byte[] bytes = draft.build();
            assertThat(bytes[at]).isEqualTo((byte) kind);
            given.forEach((f, value) -> {
                var actual = new Text(16);
                f.write(actual, bytes, at, f instanceof Octets o ? o.length() : 0);
                assertThat(actual).as("%s in option %d of %s", f.name(), kind, prefix).hasToString(value);
            });
        }
    }

    /// What a field is that was not given: its preset, or zero.
    private static String absent(Field f) {
        var text = new Text(16);
        byte[] bytes = new byte[end(f) + 1];
        if (f.meta().absent() instanceof Trait.Preset(long n)) ((Uint) f).set(bytes, 0, n);
        f.write(text, bytes, 0, f instanceof Octets o ? o.length() : 0);
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eth", "eth vlan", "eth vlan vlan arp", "eth arp", "eth ip", "ip icmp", "ip icmp",
            "ip igmp",
            "eth ip udp", "eth vlan ip tcp", "ip ip tcp", "ipv6 icmpv6", "ipv6 icmpv6", "eth ipv6 udp", "ipv6 tcp",
            "ipv6 ipv6.hopopts ipv6.dstopts icmpv6", "ipv6 ipv6.routing udp", "ipv6 ipv6.fraghdr tcp",
            "ip ipv6 icmpv6"})
    void whatIsGivenIsWhatIsDecoded(String stack) {
        var types = new TreeSet<String>();
        for (int i = 0; i < 300; i++)
            types.add(packet(stack.split(" ")));
        assertThat(types).hasSizeGreaterThan(stack.contains("mp") ? 100 : 0);
    }

    /// @return the types of message that were in it
    private String packet(String[] stack) {
        String types = "";
        Draft draft = Draft.of(stack[0]);
        List<Map<String, List<String>>> given = new ArrayList<>();
        for (int i = 0; i < stack.length; i++) {
            if (i > 0) draft.then(stack[i]);
            var values = new LinkedHashMap<String, List<String>>();
            if (Set.of("icmp", "icmpv6", "igmp").contains(stack[i])) {
                int type = random.nextInt(256);
                values.put(stack[i] + ".type", List.of(stack[i].equals("igmp") ? "0x%02x".formatted(type) : "" + type));
                types += stack[i] + type;
            }
            values.putAll(some(stack[i], values));
            values.forEach((name, v) -> draft.set(name, v.toArray(String[]::new)));
            given.add(values);
        }
        boolean carries = types.isEmpty() || Set.of("icmp0", "icmp8", "icmpv6128", "icmpv6129").contains(types);
        byte[] payload = new byte[carries ? random.nextInt(3) * random.nextInt(100) : 0];
        random.nextBytes(payload);
        byte[] bytes = draft.payload(payload).build();
        Cursor c = probe.walk(bytes, 0, protocol(stack[0]));
        for (int i = 0; i < stack.length; i++) {
            c.select(i);
            String what = "%s, layer %d of %s, given %s".formatted(Arrays.toString(bytes), i, Arrays.toString(stack),
                    given);
            assertThat(c.protocol().layout().prefix()).as(what).isEqualTo(stack[i]);
            var collector = new Collector(bytes);
            c.protocol().fields(c, collector);
            given.get(i).forEach((name, values) -> assertThat(
                    collector.told.stream().filter(t -> t.field.name().equals(name)).map(Told::value))
                    .as("%s in %s", name, what).containsExactlyElementsOf(values));
            assertThat(collector.made.getOrDefault(stack[i] + ".checksum.status", 1L)).as(what)
                    .isEqualTo((long) Checksum.GOOD);
        }
        return types;
    }

    /// Random values for some of the fields that decoding shows in such a header.
    private Map<String, List<String>> some(String prefix, Map<String, List<String>> selectors) {
        Draft plain = Draft.of(prefix);
        selectors.forEach((name, v) -> plain.set(name, v.toArray(String[]::new)));
        byte[] bytes = plain.build();
        var collector = new Collector(bytes);
        Cursor c = probe.walk(bytes, 0, protocol(prefix));
        c.protocol().fields(c, collector);
        var some = new LinkedHashMap<String, List<String>>();
        for (Told t : collector.told) {
            Field f = t.field;
            boolean out = f.meta().absent() instanceof Auto || f.meta().absent() instanceof Trait.Counts
                    || STEERING.contains(f.name()) || some.containsKey(f.name());
            boolean covered = collector.told.stream()
                    .anyMatch(g -> some.containsKey(g.field.name()) && within(f, g.field));
            if (out || covered || random.nextBoolean()) continue;
            List<String> values = new ArrayList<>();
            for (Told again : collector.told) {
                if (again.field.name().equals(f.name())) values.add(value(again.field, again.length));
            }
            some.put(f.name(), values);
        }
        return some;
    }
}
