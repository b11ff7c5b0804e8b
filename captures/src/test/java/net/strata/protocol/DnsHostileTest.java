package net.strata.protocol;

import static net.strata.protocol.DnsBytes.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages that nobody sends by mistake.
class DnsHostileTest {
    private static final int ANSWER = 0x8180;
    private static final String LOOP = "<Name contains a pointer that loops>";
    private static final String FORWARD = "<Name contains a pointer that points forward>";

    private static DnsBytes data() {
        return new DnsBytes();
    }

    @ParameterizedTest
    @CsvSource({"c00c, " + LOOP, "0161c00c, " + LOOP, "c012, " + FORWARD, "c0ff, " + FORWARD})
    void aPointerMustPointBeforeItsRunOfLabels(String name, String words) {
        var d = message(ANSWER, 1, 1, 0, 0).hex(name).u16(1, 1).name("z").tail(1, 1, data().u8(1, 2, 3, 4)).dns();
        assertThat(d.get("dns.qry.name")).isEqualTo(words);
        assertThat(d.get("dns.a")).isEqualTo("1.2.3.4");
    }

    @Test
    void twoPointersAtEachOtherLoopNowhere() {
        var d = message(ANSWER, 2, 0, 0, 0).pointer(18).u16(1, 1).pointer(12).u16(1, 1).dns();
        assertThat(d.all("dns.qry.name")).containsExactly(FORWARD, FORWARD);
    }

    /// RFC 1035 section 2.3.4: three labels of 63, one of 61 (or 62), and the root: 3 * 64 + 62 + 1 = 255 (or 256).
    @ParameterizedTest
    @ValueSource(ints = {61, 62})
    void aNameHasAtMost255Octets(int last) {
        String name = "a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(last);
        var d = message(ANSWER, 1, 1, 0, 0).query(name, 1).name("z").tail(1, 1, data().u8(1, 2, 3, 4)).dns();
        assertThat(d.get("dns.qry.name")).isEqualTo(last == 61 ? name : "<Name too long>");
        assertThat(d.get("dns.a")).isEqualTo("1.2.3.4");
    }

    @Test
    void pointersDoNotMakeANameLongerThan255Octets() {
        String name = "a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(63);
        var d = message(ANSWER, 2, 0, 0, 0).query(name, 1).string("d".repeat(62)).pointer(12).u16(1, 1).dns();
        assertThat(d.all("dns.qry.name")).containsExactly(name, "<Name too long>");
    }

    @ParameterizedTest
    @CsvSource({"4161", "8161"})
    void aLabelOfUnknownKindEndsTheReading(String label) {
        var d = message(ANSWER, 1, 0, 0, 0).hex(label).u8(0).u16(1, 1).dns();
        assertThat(d.fields()).doesNotContainKeys("dns.qry.name", "dns.qry.type");
        assertThat(d.get("dns.broken")).isEqualTo("Queries, number 1 of 1");
        assertThat(d.info()).isEqualTo("Standard query response 0x1234 [breaks off]");
    }

    @Test
    void tenThousandRecordsThatAreNotThereAreNotLookedFor() {
        var d = message(ANSWER, 1, 10_000, 10_000, 10_000).query("a.x", 1).record(1, data().u8(1, 2, 3, 4)).dns();
        assertThat(d.all("dns.a")).containsExactly("1.2.3.4");
        assertThat(d.get("dns.broken")).isEqualTo("Answers, number 2 of 10000");
        assertThat(d.info()).isEqualTo("Standard query response 0x1234 A a.x A 1.2.3.4 [breaks off]");
    }

    @Test
    void aNameThatLeavesItsRecordDoesNotHideTheNextOne() {
        var d = message(ANSWER, 1, 2, 0, 0).query("a.x", 2).record(2, data().u8(5, 'a')).record(2, data().name("ns.x"))
                .dns();
        assertThat(d.all("dns.ns")).containsExactly("ns.x");
    }

    /// Every record names a chain of 8000 pointers; followed to the end they would take 4000 * 8000 steps. A message
    /// may have 262144 octets unfolded; what lies beyond is told in at most 45 characters a name.
    @Test
    void aBombOfPointersIsUnfoldedOnlySoFar() {
        var m = message(ANSWER, 0, 4001, 0, 0);
        var chain = data().string("x").u8(0);
        int first = 12 + 1 + 10;
        for (int i = 0; i < 8000; i++)
            chain.pointer(i == 0 ? first : first + 3 + 2 * (i - 1));
        m.name("").tail(10, 1, chain);
        int last = first + 3 + 2 * 7999;
        for (int i = 0; i < 4000; i++)
            m.pointer(last).tail(10, 1, data());
        var names = m.dns().all("dns.resp.name");
        assertThat(names).hasSize(4001);
        assertThat(names.get(1)).isEqualTo("x");
        // 262144 / (8001 pointers * 2 + 2 octets of label) = 16.4 names
        assertThat(names.stream().filter("x"::equals)).hasSize(16);
        assertThat(names.getLast()).isEqualTo("<Names of this message are too many>");
    }

    @Test
    void aLineDoesNotGrowWithTheMessage() {
        var m = message(ANSWER, 1, 3000, 0, 0).query("a".repeat(60) + ".x", 5);
        for (int i = 0; i < 3000; i++)
            m.record(5, data().pointer(12));
        assertThat(m.dns().info()).hasSizeLessThan(2500).endsWith(" ...");
    }

    @Test
    void aMessageCutAnywhereTellsTheFieldsThatFit() {
        byte[] whole = everything().bytes();
        var all = new DnsBytes().raw(whole).dns().fields();
        for (int n = 0; n < whole.length; n++) {
            var cut = new DnsBytes().raw(Arrays.copyOf(whole, n)).dns().fields();
            for (var field : cut.entrySet()) {
                if (!field.getKey().startsWith("dns.") || field.getKey().startsWith("dns.broken")) continue;
                List<String> there = all.getOrDefault(field.getKey(), List.of());
                assertThat(field.getValue().size()).as("%s at %d", field.getKey(), n).isLessThanOrEqualTo(there.size());
            }
        }
    }

    @Test
    void bytesChangedAtRandomNeverThrow() {
        var random = new Random(7);
        byte[] whole = everything().bytes();
        for (int i = 0; i < 3_000; i++) {
            byte[] changed = whole.clone();
            for (int k = 0; k <= i % 4; k++)
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            assertThat(new DnsBytes().raw(changed).dns().info()).isNotEmpty();
            assertThat(new DnsBytes().u16(changed.length).raw(changed).tcp().layers()).endsWith("dns");
        }
    }

    /// A message with a record of every type that is not plain bytes.
    private static DnsBytes everything() {
        int[] types = {1, 2, 6, 11, 13, 15, 16, 20, 24, 25, 27, 28, 29, 30, 33, 35, 37, 42, 43, 44, 45, 46, 47, 48, 50,
                51, 52, 55, 62, 63, 64, 105, 108, 249, 250, 256, 257, 65281, 65282, 65400};
        String[] filled = {"0001020304050607080900", "0161017800010003016100000104016100", "c00cc00cc00c00000000c00c"};
        var m = message(ANSWER, 1, types.length, 0, 2).query("a.example.com", 255);
        for (int i = 0; i < types.length; i++)
            m.record(types[i], data().hex(filled[i % filled.length].repeat(3)));
        m.name("").tail(41, 4096, data().hex("0008000700011800c00002 000a00080102030405060708 000f00020006"));
        return m.record(65, data().hex("0001 00 0001 0006 026832 026833 0003 0002 01bb 0004 0004 c0000201"));
    }
}
