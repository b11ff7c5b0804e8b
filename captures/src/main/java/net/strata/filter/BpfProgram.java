package net.strata.filter;

import java.nio.ByteBuffer;

/// A program of the BSD packet filter, which decides on a frame (McCanne and Jacobson, "The BSD Packet Filter", 1993).
/// Its instructions are columns, as they are in libpcap's `struct bpf_insn`. Only programs that can be run exist:
/// instructions are known, jumps end inside, scratch memory is there, and the last instruction returns.
public final class BpfProgram {
    /// Words of scratch memory.
    static final int MEMORY = 16;
    /// Bytes of an instruction: code (2), jt, jf, k (4), in the byte order of the machine.
    public static final int INSTRUCTION = 8;

    final int[] code;
    /// How many instructions a conditional jump skips if its condition holds, and if not.
    final int[] jt;
    final int[] jf;
    final int[] k;

    /// @param instructions as libpcap holds them, in the buffer's byte order
    /// @throws IllegalArgumentException if that is no program
    public BpfProgram(ByteBuffer instructions) {
        int n = instructions.remaining() / INSTRUCTION;
        code = new int[n];
        jt = new int[n];
        jf = new int[n];
        k = new int[n];
        int at = instructions.position();
        for (int i = 0; i < n; i++, at += INSTRUCTION) {
            code[i] = Short.toUnsignedInt(instructions.getShort(at));
            jt[i] = Byte.toUnsignedInt(instructions.get(at + 2));
            jf[i] = Byte.toUnsignedInt(instructions.get(at + 3));
            k[i] = instructions.getInt(at + 4);
        }
        if (n == 0 || Bpf.kind(code[n - 1]) != Bpf.RET) throw new IllegalArgumentException("BPF: no return at the end");
        for (int i = 0; i < n; i++)
            check(i);
    }

    private void check(int i) {
        int c = code[i];
        if (!Bpf.known(c)) throw wrong(i, "unknown");
        switch (Bpf.kind(c)) {
            case Bpf.JMP -> {
                boolean always = Bpf.operation(c) == Bpf.JA;
                // Conditional jumps go forward; `ja` may go back, as libpcap has it do for `protochain`.
                if (always ? outside(i, k[i]) : outside(i, jt[i]) || outside(i, jf[i])) throw wrong(i, "jumps outside");
            }
            case Bpf.ST, Bpf.STX -> checkMemory(i);
            case Bpf.LD, Bpf.LDX -> {
                if (Bpf.mode(c) == Bpf.MEM) checkMemory(i);
            }
            case Bpf.ALU -> {
                boolean divides = Bpf.operation(c) == Bpf.DIV || Bpf.operation(c) == Bpf.MOD;
                if (divides && (c & Bpf.X) == 0 && k[i] == 0) throw wrong(i, "divides by 0");
            }
            default -> {
            }
        }
    }

    private boolean outside(int i, int skips) {
        long target = i + 1L + skips;
        return target < 0 || target >= code.length;
    }

    /// Whether an instruction stores into or loads from a word of scratch memory.
    boolean usesMemory(int word) {
        for (int i = 0; i < code.length; i++) {
            int c = code[i];
            boolean memory = switch (Bpf.kind(c)) {
                case Bpf.ST, Bpf.STX -> true;
                case Bpf.LD, Bpf.LDX -> Bpf.mode(c) == Bpf.MEM;
                default -> false;
            };
            if (memory && k[i] == word) return true;
        }
        return false;
    }

    private void checkMemory(int i) {
        if (k[i] < 0 || k[i] >= MEMORY) throw wrong(i, "outside scratch memory");
    }

    private static IllegalArgumentException wrong(int i, String what) {
        return new IllegalArgumentException("BPF: instruction " + i + ": " + what);
    }

    /// Writes its instructions as the kernel and libpcap take them, in the buffer's byte order.
    ///
    /// @param out with [#length] times [#INSTRUCTION] bytes left
    public void write(ByteBuffer out) {
        for (int i = 0; i < code.length; i++)
            out.putShort((short) code[i]).put((byte) jt[i]).put((byte) jf[i]).putInt(k[i]);
    }

    /// How many instructions it has.
    public int length() {
        return code.length;
    }

    /// The program as text, an instruction a line, as `tcpdump -d` prints it.
    @Override
    public String toString() {
        return BpfText.of(this);
    }
}
