package net.strata.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.strata.frame.Batch;
import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Codes of instructions are those of net/bpf.h; what they do is said in McCanne and Jacobson, "The BSD Packet Filter"
/// (1993), table 1.
@Timeout(60)
final class BpfTest {
    /// A frame of 8 bytes that had 100 on the wire, behind and before bytes that are not its own.
    private static final byte[] ARENA = HexFormat.of()
            .parseHex("eeee" + "4512345678 9abcf0".replace(" ", "") + "eeeeeeee");
    private static final int AT = 2;
    private static final int CAPTURED = 8;
    private static final int LENGTH = 100;

    /// Instructions as hexadecimal: code 4 digits, jt 2, jf 2, k 8.
    private static BpfProgram program(String... instructions) {
        return new BpfProgram(ByteBuffer.wrap(HexFormat.of().parseHex(String.join("", instructions).replace(" ", ""))));
    }

    private static int run(BpfProgram program) throws IOException {
        return BpfBytecode.translate(program).run(ARENA, AT, CAPTURED, LENGTH);
    }

    /// What the instructions leave in A.
    private static String left(String instructions) throws IOException {
        return Integer.toHexString(run(program(instructions, "0016 00 00 00000000")));
    }

    @ParameterizedTest
    @CsvSource({"0020 0000 00000000, 45123456", "0028 0000 00000001, 1234", "0030 0000 00000007, f0",
            "0020 0000 00000004, 789abcf0", "0000 0000 fffffffe, fffffffe", "0080 0000 00000000, 64",
            "0001 0000 00000003 0050 0000 00000002, 9a", "0001 0000 00000003 0048 0000 00000002, 9abc",
            "0001 0000 00000003 0040 0000 00000001, 789abcf0", "00b1 0000 00000000 0087 0000 00000000, 14",
            "0081 0000 00000000 0087 0000 00000000, 64"})
    void loadsTakeBigEndianNumbersFromTheFrameOrItsLength(String load, String a) throws IOException {
        assertThat(left(load)).isEqualTo(a);
    }

    @ParameterizedTest
    @CsvSource({"0020 0000 00000005", "0028 0000 00000007", "0030 0000 00000008", "0020 0000 fffffffe",
            "0030 0000 fffff000", "0030 0000 7fffffff", "0020 0000 80000000", "00b1 0000 00000008",
            "00b1 0000 ffffffff", "0001 0000 00000004 0040 0000 00000001", "0001 0000 ffffffff 0050 0000 00000002",
            "0001 0000 ffffffff 0050 0000 ffffffff", "0001 0000 00000001 0050 0000 ffffffff"})
    void aLoadFromOutsideTheCapturedBytesRejects(String load) throws IOException {
        assertThat(run(program(load, "0006 0000 00000001"))).isZero();
    }

    /// A is f0000006, X is 3; the arithmetic has 32 bits and no sign.
    @ParameterizedTest
    @CsvSource({"0004, 00000010, f0000016", "000c, 0, f0000009", "0014, 00000007, efffffff", "001c, 0, f0000003",
            "0024, 00000010, 60", "002c, 0, d0000012", "0034, 00000002, 78000003", "003c, 0, 50000002",
            "0094, 00000010, 6", "009c, 0, 0", "0054, 00000004, 4", "005c, 0, 2", "0044, 00000001, f0000007",
            "004c, 0, f0000007", "00a4, f0000000, 6", "00ac, 0, f0000005", "0064, 00000004, 60", "006c, 0, 80000030",
            "0074, 0000001c, f", "007c, 0, 1e000000", "0064, 00000020, 0", "0074, ffffffff, 0", "0084, 0, ffffffa"})
    void arithmetic(String code, String k, String result) throws IOException {
        assertThat(left("0000 0000 f0000006 0001 0000 00000003" + code + "0000" + "0".repeat(8 - k.length()) + k))
                .isEqualTo(result);
    }

    @Test
    void divisionByZeroRejects() throws IOException {
        for (String code : List.of("003c", "009c"))
            assertThat(run(program("0000 0000 00000006" + code + "0000 00000000", "0006 0000 00000001"))).isZero();
    }

    /// A is 80000000, X is 1: larger without a sign, smaller with one.
    @ParameterizedTest
    @CsvSource({"0015, 80000000, true", "0015, 1, false", "001d, 0, false", "0025, 1, true", "0025, 80000000, false",
            "002d, 0, true", "0035, 80000000, true", "0035, 80000001, false", "003d, 0, true", "0045, c0000000, true",
            "0045, 40000000, false", "004d, 0, false"})
    void jumpsCompareWithoutASign(String code, String k, boolean jumps) throws IOException {
        String operand = "0".repeat(8 - k.length()) + k;
        String before = "0000 0000 80000000 0001 0000 00000001";
        String returns = "0006 0000 00000002 0006 0000 00000003 0006 0000 00000004";
        int whole = jumps ? 3 : 4;
        assertThat(run(program(before, code, "0102", operand, returns))).as("both ways skip").isEqualTo(whole);
        assertThat(run(program(before, code, "0002", operand, returns))).as("goes on if it holds")
                .isEqualTo(jumps ? 2 : 4);
        assertThat(run(program(before, code, "0100", operand, returns))).as("goes on if not").isEqualTo(jumps ? 3 : 2);
        assertThat(run(program(before, code, "0000", operand, returns))).as("goes on").isEqualTo(2);
    }

    @Test
    void scratchMemoryKeepsBothRegisters() throws IOException {
        assertThat(left("0000 0000 00000005 0002 0000 0000000f 0001 0000 00000006 0003 0000 00000000"
                + "0060 0000 00000000 0061 0000 0000000f 000c 0000 00000000")).isEqualTo("b");
        assertThat(left("0000 0000 00000007 0007 0000 00000000 0000 0000 00000000 0087 0000 00000000")).isEqualTo("7");
    }

    /// `protochain` is compiled to a loop; one that goes nowhere is ended.
    @Test
    void aLoopEnds() throws IOException {
        assertThat(run(program("0005 0000 ffffffff", "0006 0000 00000001"))).isZero();
        // Counts to 5.
        assertThat(run(program("0004 0000 00000001", "0015 0100 00000005", "0005 0000 fffffffd", "0016 0000 00000000")))
                .isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"0020 0000 00000000, no return at the end", "'', no return at the end",
            "0005 0000 00000001 0006 0000 00000000, instruction 0: jumps outside",
            "0005 0000 fffffffe 0006 0000 00000000, instruction 0: jumps outside",
            "0005 0000 7fffffff 0006 0000 00000000, instruction 0: jumps outside",
            "0015 0100 00000000 0006 0000 00000000, instruction 0: jumps outside",
            "0015 00ff 00000000 0006 0000 00000000, instruction 0: jumps outside",
            "0002 0000 00000010 0006 0000 00000000, instruction 0: outside scratch memory",
            "0061 0000 ffffffff 0006 0000 00000000, instruction 0: outside scratch memory",
            "0034 0000 00000000 0006 0000 00000000, instruction 0: divides by 0",
            "0006 0000 00000000 0094 0000 00000000 0006 0000 00000000, instruction 1: divides by 0",
            "0038 0000 00000000 0006 0000 00000000, instruction 0: unknown",
            "0055 0000 00000000 0006 0000 00000000, instruction 0: unknown",
            "0120 0000 00000000 0006 0000 00000000, instruction 0: unknown",
            "000e 0000 00000000, instruction 0: unknown"})
    void whatIsNoProgramIsRefused(String instructions, String why) {
        assertThatThrownBy(() -> program(instructions)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("BPF: " + why);
    }

    /// All codes up to 0xff, and operands that are near an edge.
    @Test
    void anyProgramThatIsNoneOfTheseRunsToAnEnd() throws IOException {
        var random = new Random(1);
        int[] edges = {0, 1, 2, 7, 8, 15, 16, -1, -2, -4, -16, Integer.MAX_VALUE, Integer.MIN_VALUE, -0x1000};
        int programs = 0;
        while (programs < 1000) {
            int n = 1 + random.nextInt(8);
            var b = ByteBuffer.allocate(n * BpfProgram.INSTRUCTION);
            for (int i = 0; i < n; i++) {
                int code = i == n - 1 ? 0x16 : random.nextInt(256);
                b.putShort((short) code).put((byte) random.nextInt(3)).put((byte) random.nextInt(3))
                        .putInt(edges[random.nextInt(edges.length)]);
            }
            BpfProgram program;
            try {
                program = new BpfProgram(b.flip());
            } catch (IllegalArgumentException e) {
                continue;
            }
            programs++;
            BpfCode code = BpfBytecode.translate(program);
            for (int captured = 0; captured <= CAPTURED; captured++)
                code.run(ARENA, AT, captured, LENGTH);
            assertThat(program.toString().lines()).hasSize(n);
        }
    }

    @Test
    void aProgramLongerThanAMethodOfJavaIsRefusedInOneLine() {
        String[] instructions = new String[10_000];
        java.util.Arrays.fill(instructions, "0030 0000 00000000");
        instructions[9_999] = "0006 0000 00000001";
        assertThatThrownBy(() -> BpfBytecode.translate(program(instructions))).isInstanceOf(IOException.class)
                .hasMessage("the capture filter is too long: 10000 instructions");
    }

    private static Batch batch(int... linkTypes) {
        var b = new Batch(64);
        for (int link : linkTypes)
            b.add(0, link == LinkType.NULL ? 4 : 0, 60, 0, 0, link, 0);
        return b;
    }

    @Test
    void eachLinkTypeHasItsProgramAndEachIsCompiledOnce() throws IOException {
        var compiled = new java.util.ArrayList<Integer>();
        var filter = new BpfFilter(link -> {
            compiled.add(link);
            return program("0006 0000 0000000" + (link == LinkType.ETHERNET ? 1 : 0));
        });
        Batch b = batch(LinkType.ETHERNET, LinkType.RAW, LinkType.CUSTOM_BLOCK, LinkType.ETHERNET);
        assertThat(filter.apply(b)).isNull();
        assertThat(b.hidden).startsWith(false, true, true, false);
        assertThat(compiled).containsExactly(LinkType.ETHERNET, LinkType.RAW);
    }

    @Test
    void framesBeforeOneThatTheFilterCannotBeCompiledForAreChosen() {
        var filter = new BpfFilter(link -> {
            if (link == LinkType.RAW) throw new IOException("not for RAW");
            return program("0006 0000 00000001");
        });
        Batch b = batch(LinkType.ETHERNET, LinkType.RAW, LinkType.ETHERNET);
        assertThat(filter.apply(b)).hasMessage("not for RAW");
        assertThat(b.hidden).startsWith(false, true, true);
    }

    /// AF_INET is 2 in either byte order.
    @Test
    void bsdLoopbackOfABigEndianMachineIsTakenForThatOfOpenBsd() {
        var compiled = new java.util.ArrayList<Integer>();
        var filter = new BpfFilter(link -> {
            compiled.add(link);
            return program("0006 0000 00000001");
        });
        Batch b = batch(LinkType.NULL);
        b.data[0] = 2;
        filter.apply(b);
        b.data[0] = 0;
        b.data[3] = 2;
        filter.apply(b);
        assertThat(compiled).containsExactly(LinkType.NULL, LinkType.LOOP);
    }
}
