package net.strata.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Runs a BPF program on frames. As in libpcap, a load from outside the captured bytes rejects the frame, as does a
/// division by 0, and numbers are 32 bits without a sign. For one thread.
final class BpfMachine {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private final int[] code;
    private final int[] jt;
    private final int[] jf;
    private final int[] k;
    private final int[] memory = new int[BpfProgram.MEMORY];

    BpfMachine(BpfProgram program) {
        code = program.code;
        k = program.k;
        jt = program.jt;
        jf = program.jf;
    }

    /// Runs the program on a frame.
    ///
    /// @param at where in `d` the frame starts
    /// @param captured how many of its bytes are there
    /// @param length how many it had on the wire
    /// @return what the program returned: 0 rejects the frame
    int run(byte[] d, int at, int captured, int length) {
        int a = 0;
        int x = 0;
        // Loops of libpcap's go on by bytes of the packet; one that does not would not end.
        int turns = captured;
        for (int pc = 0;; pc++) {
            int v = k[pc];
            switch (code[pc]) {
                case Bpf.RET | Bpf.K -> {
                    return v;
                }
                case Bpf.RET | Bpf.A -> {
                    return a;
                }
                case Bpf.LD | Bpf.W | Bpf.ABS -> {
                    if (v < 0 || v > captured - 4) return 0;
                    a = (int) INT.get(d, at + v);
                }
                case Bpf.LD | Bpf.H | Bpf.ABS -> {
                    if (v < 0 || v > captured - 2) return 0;
                    a = (short) SHORT.get(d, at + v) & 0xffff;
                }
                case Bpf.LD | Bpf.B | Bpf.ABS -> {
                    if (v < 0 || v >= captured) return 0;
                    a = d[at + v] & 0xff;
                }
                case Bpf.LD | Bpf.W | Bpf.IND -> {
                    long from = offset(x, v);
                    if (from > captured - 4) return 0;
                    a = (int) INT.get(d, at + (int) from);
                }
                case Bpf.LD | Bpf.H | Bpf.IND -> {
                    long from = offset(x, v);
                    if (from > captured - 2) return 0;
                    a = (short) SHORT.get(d, at + (int) from) & 0xffff;
                }
                case Bpf.LD | Bpf.B | Bpf.IND -> {
                    long from = offset(x, v);
                    if (from >= captured) return 0;
                    a = d[at + (int) from] & 0xff;
                }
                case Bpf.LDX | Bpf.MSH | Bpf.B -> {
                    if (v < 0 || v >= captured) return 0;
                    x = (d[at + v] & 0xf) << 2;
                }
                case Bpf.LD | Bpf.IMM -> a = v;
                case Bpf.LDX | Bpf.IMM -> x = v;
                case Bpf.LD | Bpf.LEN -> a = length;
                case Bpf.LDX | Bpf.LEN -> x = length;
                case Bpf.LD | Bpf.MEM -> a = memory[v];
                case Bpf.LDX | Bpf.MEM -> x = memory[v];
                case Bpf.ST -> memory[v] = a;
                case Bpf.STX -> memory[v] = x;
                case Bpf.MISC | Bpf.TAX -> x = a;
                case Bpf.MISC | Bpf.TXA -> a = x;
                case Bpf.JMP | Bpf.JA -> {
                    if (v < 0 && turns-- == 0) return 0;
                    pc += v;
                }
                case Bpf.JMP | Bpf.JEQ | Bpf.K -> pc += a == v ? jt[pc] : jf[pc];
                case Bpf.JMP | Bpf.JEQ | Bpf.X -> pc += a == x ? jt[pc] : jf[pc];
                case Bpf.JMP | Bpf.JGT | Bpf.K -> pc += Integer.compareUnsigned(a, v) > 0 ? jt[pc] : jf[pc];
                case Bpf.JMP | Bpf.JGT | Bpf.X -> pc += Integer.compareUnsigned(a, x) > 0 ? jt[pc] : jf[pc];
                case Bpf.JMP | Bpf.JGE | Bpf.K -> pc += Integer.compareUnsigned(a, v) >= 0 ? jt[pc] : jf[pc];
                case Bpf.JMP | Bpf.JGE | Bpf.X -> pc += Integer.compareUnsigned(a, x) >= 0 ? jt[pc] : jf[pc];
                case Bpf.JMP | Bpf.JSET | Bpf.K -> pc += (a & v) != 0 ? jt[pc] : jf[pc];
                case Bpf.JMP | Bpf.JSET | Bpf.X -> pc += (a & x) != 0 ? jt[pc] : jf[pc];
                case Bpf.ALU | Bpf.NEG -> a = -a;
                case Bpf.ALU | Bpf.DIV | Bpf.X, Bpf.ALU | Bpf.MOD | Bpf.X -> {
                    if (x == 0) return 0;
                    a = calculate(code[pc], a, x);
                }
                default -> a = calculate(code[pc], a, (code[pc] & Bpf.X) != 0 ? x : v);
            }
        }
    }

    /// Both are 32 bits without a sign; their sum may be more.
    private static long offset(int x, int v) {
        return (x & 0xffff_ffffL) + (v & 0xffff_ffffL);
    }

    private static int calculate(int code, int a, int operand) {
        return switch (Bpf.operation(code)) {
            case Bpf.ADD -> a + operand;
            case Bpf.SUB -> a - operand;
            case Bpf.MUL -> a * operand;
            case Bpf.DIV -> Integer.divideUnsigned(a, operand);
            case Bpf.MOD -> Integer.remainderUnsigned(a, operand);
            case Bpf.AND -> a & operand;
            case Bpf.OR -> a | operand;
            case Bpf.XOR -> a ^ operand;
            // By 32 or more, nothing is left.
            case Bpf.LSH -> (operand & ~31) == 0 ? a << operand : 0;
            default -> (operand & ~31) == 0 ? a >>> operand : 0;
        };
    }
}
