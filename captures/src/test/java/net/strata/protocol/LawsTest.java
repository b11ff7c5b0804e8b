package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.strata.decode.Deferred;
import net.strata.decode.Protocol;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Uint;
import org.junit.jupiter.api.Test;

/// What holds for every protocol, with all its parts.
final class LawsTest {
    private static final Pattern PROTOCOL = Pattern.compile("^public final class \\w+ extends \\w*Protocol ",
            Pattern.MULTILINE);

    private static Set<Layout> layouts() {
        var all = new LinkedHashSet<Layout>();
        for (Protocol p : Protocols.all()) {
            all.add(p.layout());
            all.addAll(p.parts());
        }
        return all;
    }

    private static List<Field> fields(Layout layout) {
        return Stream.concat(Stream.of(layout.placed()), layout.others().stream()).toList();
    }

    private static List<Field> fields() {
        return layouts().stream().flatMap(l -> fields(l).stream()).toList();
    }

    private static List<Uint> numbers() {
        return fields().stream().filter(Uint.class::isInstance).map(Uint.class::cast).toList();
    }

    @Test
    void everyProtocolThatIsWrittenIsInTheListOfAll() throws IOException {
        var known = Protocols.all().stream().map(p -> p.getClass().getSimpleName()).collect(Collectors.toSet());
        var written = new HashSet<String>();
        try (var files = Files.list(Path.of("src/main/java/net/strata/protocol"))) {
            for (Path file : files.toList()) {
                if (PROTOCOL.matcher(Files.readString(file)).find()) {
                    written.add(String.valueOf(file.getFileName()).replace(".java", ""));
                }
            }
        }
        assertThat(known).isEqualTo(written);
    }

    @Test
    void everyFieldHasAMeaningAndASource() {
        var without = new ArrayList<String>();
        for (Protocol p : Protocols.all()) {
            for (Layout layout : Stream.concat(Stream.of(p.layout()), p.parts().stream()).toList()) {
                for (Field field : fields(layout)) {
                    if (field.meta().says().isBlank()) without.add(field.name() + ": meaning");
                    if (field.meta().source().isBlank() && layout.source().isBlank() && p.layout().source().isBlank())
                        without.add(field.name() + ": source");
                }
            }
        }
        assertThat(without).isEmpty();
    }

    /// A meaning says more than the label does.
    @Test
    void noMeaningRepeatsTheLabel() {
        assertThat(fields().stream().filter(f -> words(f.meta().label()).containsAll(words(f.meta().says()))))
                .isEmpty();
    }

    private static List<String> words(String text) {
        return List.of(text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip().split(" "));
    }

    /// By these names a filter finds its protocols without making all.
    @Test
    void everyProtocolIsMadeUnderTheNamesThatItsFieldsHave() {
        for (Deferred deferred : Protocols.deferred()) {
            Protocol p = deferred.get();
            assertThat(deferred.prefix()).isEqualTo(p.layout().prefix());
            var known = deferred.families().collect(Collectors.toSet());
            Stream.concat(Stream.of(p.layout()), p.parts().stream()).flatMap(l -> fields(l).stream())
                    .flatMap(f -> Stream.of(f.name(), Objects.requireNonNullElse(f.meta().also(), f.name())))
                    .forEach(name -> assertThat(known).as(name).contains(name.substring(0, name.indexOf('.'))));
        }
    }

    @Test
    void aProtocolIsOneHoweverOftenItIsFound() {
        assertThat(Protocols.IPV4.get()).isSameAs(Protocols.IPV4.get()).isSameAs(Protocols.ETHER_TYPE.find(0x0800));
        assertThat(Protocols.SCTP_PORT.find(53)).isNotNull().isSameAs(Protocols.UDP_PORT.find(53));
    }

    /// Fields without a fixed place may be forms of one field, of which a header has either: a short and a long one.
    @Test
    void namesOfFieldsAreUniqueWithinALayout() {
        for (Layout layout : layouts()) {
            var names = Stream.concat(Stream.of(layout.placed()).map(Field::name),
                    layout.others().stream().map(Field::name).distinct());
            assertThat(names).as(layout.title()).doesNotHaveDuplicates();
        }
    }

    @Test
    void aNameMeansTheSameTypeInEveryLayout() {
        Map<String, String> types = new HashMap<>();
        for (Field f : fields()) {
            String type = type(f);
            assertThat(type).as(f.name()).isEqualTo(types.getOrDefault(f.name(), type));
            types.put(f.name(), type);
        }
    }

    /// What is read in one header may be computed in another, an address as text.
    private static String type(Field f) {
        return switch (f) {
            case Uint u -> u.form() == Uint.Form.BOOLEAN ? "BOOLEAN" : "NUMBER";
            case Octets o -> o.form() == Octets.Form.BYTES ? "BYTES" : "TEXT";
            case Made m -> m.form().toString();
        };
    }

    @Test
    void theNameOfAFieldBeginsWithThePrefixOfItsLayout() {
        for (Layout layout : layouts()) {
            assertThat(layout.prefix()).matches("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*");
            for (Field f : fields(layout))
                assertThat(f.name()).startsWith(layout.prefix() + ".").matches("[a-zA-Z0-9_.-]+").doesNotEndWith(".");
        }
    }

    @Test
    void everyLayerHasALabelAndEveryLayoutATitle() {
        for (Protocol p : Protocols.all())
            assertThat(p.label()).matches("[!-~]([ -~]*[!-~])?");
        for (Layout layout : layouts())
            assertThat(layout.title()).as(layout.prefix()).matches("[!-~]([ -~]*[!-~])?").doesNotContain("\"", "\\");
    }

    @Test
    void everyFieldHasALabelAndNoTextHasAControlCharacter() {
        for (Field f : fields()) {
            assertThat(f.meta().label()).as(f.name()).isNotBlank().isEqualTo(f.meta().label().strip());
            assertThat(f.meta().label() + f.meta().says()).as(f.name()).matches("\\P{Cntrl}*");
            assertThat(f.meta().says()).as(f.name()).doesNotEndWith(".").isEqualTo(f.meta().says().strip());
        }
    }

    /// A group shares its bits with the fields after it. All others share bits with nobody.
    @Test
    void fieldsFollowOneAnotherWithoutOverlap() {
        for (Layout layout : layouts()) {
            int next = 0;
            int groupEnd = 0;
            for (Field f : layout.placed()) {
                int from = bit(f);
                assertThat(from).as(f.name()).isGreaterThanOrEqualTo(next);
                assertThat(f.meta().depth()).as(f.name() + " within a group").isEqualTo(from < groupEnd ? 1 : 0);
                if (from < groupEnd) assertThat(end(f)).as(f.name()).isLessThanOrEqualTo(groupEnd);
                if (group(layout, f)) {
                    groupEnd = end(f);
                } else {
                    next = end(f);
                }
            }
            assertThat(layout.bytes() * 8).as(layout.title()).isGreaterThanOrEqualTo(Math.max(next, groupEnd));
        }
    }

    private static int bit(Field f) {
        return f instanceof Uint u ? u.bit() : ((Octets) f).bit();
    }

    private static int end(Field f) {
        return bit(f) + (f instanceof Uint u ? u.width() : ((Octets) f).length() * 8);
    }

    /// Whether the next field starts within this one.
    private static boolean group(Layout layout, Field f) {
        List<Field> placed = List.of(layout.placed());
        int i = placed.indexOf(f);
        return i + 1 < placed.size() && bit(placed.get(i + 1)) < end(f);
    }

    @Test
    void bytesStartAtAByteAndNumbersLieInEightBytes() {
        for (Field f : fields()) {
            switch (f) {
                case Octets o -> assertThat(o.bit() % 8).as(f.name()).isZero();
                case Uint u -> {
                    assertThat(u.width()).as(f.name()).isBetween(1, 64);
                    assertThat(u.bit() % 8 + u.width()).as(f.name()).isLessThanOrEqualTo(64);
                    if (u.little()) assertThat((u.bit() | u.width()) % 8).as(f.name()).isZero();
                }
                case Made _ -> {
                }
            }
        }
    }

    @Test
    void everyNumberReadsBackWhatWasWrittenInItsBits() {
        var random = new Random(1);
        for (Uint f : numbers()) {
            for (int i = 0; i < 50; i++) {
                byte[] data = new byte[300];
                random.nextBytes(data);
                int at = random.nextInt(100);
                var value = i == 0
                        ? BigInteger.ONE.shiftLeft(f.width()).subtract(BigInteger.ONE)
                        : new BigInteger(i == 1 ? 0 : f.width(), random);
                write(data, at * 8 + f.bit(), f.width(), value, f.little());
                long expected = value.multiply(BigInteger.valueOf(f.unit())).longValue();
                assertThat(f.value(data, at)).as(f.name()).isEqualTo(expected);
                assertThat(f.get(data, at)).as(f.name()).isEqualTo((int) expected);
            }
        }
    }

    @Test
    void everyNumberReadsBackWhatWasSetAndLeavesItsNeighboursAlone() {
        var random = new Random(2);
        for (Uint f : numbers()) {
            for (int i = 0; i < 50; i++) {
                byte[] data = new byte[300];
                random.nextBytes(data);
                byte[] expected = data.clone();
                int at = random.nextInt(100);
                var number = i == 0
                        ? BigInteger.ONE.shiftLeft(f.width()).subtract(BigInteger.ONE)
                        : new BigInteger(i == 1 ? 0 : f.width(), random);
                write(expected, at * 8 + f.bit(), f.width(), number, f.little());
                f.set(data, at, number.longValue() * f.unit());
                assertThat(data).as(f.name()).isEqualTo(expected);
            }
        }
    }

    @Test
    void noNumberTakesMoreThanItsBitsHoldOrAPartOfItsUnit() {
        for (Uint f : numbers()) {
            if (f.width() == 64) continue;
            byte[] data = new byte[300];
            long over = (1L << f.width()) * f.unit();
            long[] wrong = f.unit() == 1 ? new long[]{over, -1, Long.MIN_VALUE} : new long[]{over, -f.unit(), 1};
            for (long value : wrong)
                assertThatThrownBy(() -> f.set(data, 0, value)).isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith(f.name() + ": " + value + " is not in 0 to " + (over - f.unit()));
            assertThat(data).containsOnly(0);
        }
    }

    /// Writes bit by bit, the first bit the most significant of its byte; bytes in turned order if `little`.
    private static void write(byte[] data, int bit, int width, BigInteger value, boolean little) {
        for (int i = 0; i < width; i++) {
            int at = bit + (little ? width - 8 - (i & ~7) + (i & 7) : i);
            int one = 0x80 >> (at & 7);
            data[at >> 3] = (byte) (value.testBit(width - 1 - i) ? data[at >> 3] | one : data[at >> 3] & ~one);
        }
    }

    @Test
    void whatNumbersMeanIsReadableAndUnambiguous() {
        for (Uint f : numbers()) {
            Names names = f.meta().names();
            if (names == null) continue;
            assertThatCode(() -> names.of(0)).as(f.name()).doesNotThrowAnyException();
            long next = -1;
            for (long[] range : ranges(names)) {
                assertThat(range[0]).as("%s: names overlap", f.name()).isGreaterThan(next);
                assertThat(range[1]).as(f.name()).isGreaterThanOrEqualTo(range[0]);
                next = range[1];
            }
        }
    }

    private static List<long[]> ranges(Names names) {
        var ranges = new ArrayList<long[]>();
        for (String line : names.lines()) {
            assertThat(line).matches("\\S+ \\S.*");
            String[] ends = line.substring(0, line.indexOf(' ')).split("-", -1);
            ranges.add(new long[]{Long.decode(ends[0]), Long.decode(ends[ends.length - 1])});
        }
        ranges.sort((a, b) -> Long.compare(a[0], b[0]));
        return ranges;
    }
}
