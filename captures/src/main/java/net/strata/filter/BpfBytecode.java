package net.strata.filter;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Translates a BPF program into a class of Java: A, X and the scratch memory become local variables, jumps become jumps.
/// Faster than an interpreter from some 100 000 frames on and not slower before: docs/adr/0006-capture-filters.md.
final class BpfBytecode {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final ClassDesc HERE = ClassDesc.of("net.strata.filter.BpfBytecode");
    private static final ClassDesc CODE = ClassDesc.of("net.strata.filter.BpfCode");
    private static final ClassDesc GENERATED = ClassDesc.of("net.strata.filter.BpfGenerated");
    private static final MethodTypeDesc RUN = MethodTypeDesc.ofDescriptor("([BIII)I");
    private static final MethodTypeDesc LOAD = MethodTypeDesc.ofDescriptor("([BI)I");
    private static final MethodTypeDesc CALCULATE = MethodTypeDesc.ofDescriptor("(II)I");

    /// Local variables; 0 is the object.
    private static final int DATA = 1;
    private static final int AT = 2;
    private static final int CAPTURED = 3;
    private static final int LENGTH = 4;
    private static final int A = 5;
    private static final int X = 6;
    private static final int OFFSET = 7;
    private static final int TURNS = 8;
    private static final int MEMORY = 9;

    private final BpfProgram program;
    private final CodeBuilder out;
    /// Of each instruction.
    private final Label[] labels;
    private final Label reject;

    /// @throws IOException if the program is longer than a method of Java can be, with one line for the user
    static BpfCode translate(BpfProgram program) throws IOException {
        try {
            MethodHandles.Lookup generated = MethodHandles.lookup().defineHiddenClass(generate(program), true);
            return (BpfCode) generated.findConstructor(generated.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] generate(BpfProgram program) throws IOException {
        try {
            return ClassFile.of().build(GENERATED, c -> c.withInterfaceSymbols(CODE)
                    .withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, out -> out.aload(0)
                            .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .return_())
                    .withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, out -> new BpfBytecode(program, out).write()));
        } catch (IllegalArgumentException e) {
            throw new IOException("the capture filter is too long: " + program.length() + " instructions", e);
        }
    }

    private BpfBytecode(BpfProgram program, CodeBuilder out) {
        this.program = program;
        this.out = out;
        labels = new Label[program.length()];
        for (int i = 0; i < labels.length; i++)
            labels[i] = out.newLabel();
        reject = out.newLabel();
    }

    private void write() {
        out.iconst_0().istore(A).iconst_0().istore(X);
        // Loops of libpcap's go on through the packet with each turn; one that does not would not end.
        out.iload(CAPTURED).istore(TURNS);
        for (int i = 0; i < BpfProgram.MEMORY; i++) {
            if (program.usesMemory(i)) out.iconst_0().istore(MEMORY + i);
        }
        for (int i = 0; i < labels.length; i++) {
            out.labelBinding(labels[i]);
            instruction(i, program.code[i], program.k[i]);
        }
        out.labelBinding(reject).iconst_0().ireturn();
    }

    private void instruction(int i, int code, int k) {
        switch (Bpf.kind(code)) {
            case Bpf.LD -> load(code, k, A);
            case Bpf.LDX -> load(code, k, X);
            case Bpf.ST -> out.iload(A).istore(MEMORY + k);
            case Bpf.STX -> out.iload(X).istore(MEMORY + k);
            case Bpf.ALU -> calculate(code, k);
            case Bpf.JMP -> jump(i, code, k);
            case Bpf.RET -> {
                if (code == (Bpf.RET | Bpf.A)) out.iload(A);
                else
                    out.loadConstant(k);
                out.ireturn();
            }
            default -> {
                if (Bpf.operation(code) == Bpf.TAX) out.iload(A).istore(X);
                else
                    out.iload(X).istore(A);
            }
        }
    }

    private void load(int code, int k, int to) {
        switch (Bpf.mode(code)) {
            case Bpf.IMM -> out.loadConstant(k);
            case Bpf.MEM -> out.iload(MEMORY + k);
            case Bpf.LEN -> out.iload(LENGTH);
            case Bpf.MSH -> {
                packet(code, k);
                out.bipush(0xf).iand().iconst_2().ishl();
            }
            default -> packet(code, k);
        }
        out.istore(to);
    }

    /// Pushes a number of the packet's.
    private void packet(int code, int k) {
        int size = switch (code & Bpf.SIZE) {
            case Bpf.W -> 4;
            case Bpf.H -> 2;
            default -> 1;
        };
        out.loadConstant(k);
        if (Bpf.mode(code) == Bpf.IND) out.iload(X).invokestatic(HERE, "sum", CALCULATE);
        else if (k < 0) out.pop().loadConstant(Integer.MAX_VALUE);
        out.dup().istore(OFFSET).iload(CAPTURED).loadConstant(size).isub().if_icmpgt(reject);
        String read = size == 4 ? "word" : size == 2 ? "half" : "octet";
        out.aload(DATA).iload(AT).iload(OFFSET).iadd().invokestatic(HERE, read, LOAD);
    }

    private void calculate(int code, int k) {
        int operation = Bpf.operation(code);
        boolean divides = operation == Bpf.DIV || operation == Bpf.MOD;
        if (divides && (code & Bpf.X) != 0) out.iload(X).ifeq(reject);
        out.iload(A);
        if (operation != Bpf.NEG) operand(code, k);
        switch (operation) {
            case Bpf.ADD -> out.iadd();
            case Bpf.SUB -> out.isub();
            case Bpf.MUL -> out.imul();
            case Bpf.DIV -> out.invokestatic(ConstantDescs.CD_Integer, "divideUnsigned", CALCULATE);
            case Bpf.MOD -> out.invokestatic(ConstantDescs.CD_Integer, "remainderUnsigned", CALCULATE);
            case Bpf.AND -> out.iand();
            case Bpf.OR -> out.ior();
            case Bpf.XOR -> out.ixor();
            case Bpf.LSH -> out.invokestatic(HERE, "left", CALCULATE);
            case Bpf.RSH -> out.invokestatic(HERE, "right", CALCULATE);
            default -> out.ineg();
        }
        out.istore(A);
    }

    private void operand(int code, int k) {
        if ((code & Bpf.X) != 0) out.iload(X);
        else
            out.loadConstant(k);
    }

    private void jump(int i, int code, int k) {
        int operation = Bpf.operation(code);
        if (operation == Bpf.JA) {
            if (k < 0) out.iload(TURNS).ifeq(reject).iinc(TURNS, -1);
            out.goto_(labels[i + 1 + k]);
            return;
        }
        Label yes = labels[i + 1 + program.jt[i]];
        Label no = labels[i + 1 + program.jf[i]];
        boolean forYes = program.jt[i] != 0;
        out.iload(A);
        operand(code, k);
        switch (operation) {
            case Bpf.JEQ -> out.branch(forYes ? Opcode.IF_ICMPEQ : Opcode.IF_ICMPNE, forYes ? yes : no);
            case Bpf.JSET -> out.iand().branch(forYes ? Opcode.IFNE : Opcode.IFEQ, forYes ? yes : no);
            default -> {
                out.invokestatic(ConstantDescs.CD_Integer, "compareUnsigned", CALCULATE);
                if (operation == Bpf.JGT) out.branch(forYes ? Opcode.IFGT : Opcode.IFLE, forYes ? yes : no);
                else
                    out.branch(forYes ? Opcode.IFGE : Opcode.IFLT, forYes ? yes : no);
            }
        }
        if (forYes && program.jf[i] != 0) out.goto_(no);
    }

    // What generated code calls.

    static int word(byte[] d, int at) {
        return (int) INT.get(d, at);
    }

    static int half(byte[] d, int at) {
        return (short) SHORT.get(d, at) & 0xffff;
    }

    static int octet(byte[] d, int at) {
        return d[at] & 0xff;
    }

    /// Sum of two numbers without a sign; where it is too large for a place in a frame, so is what is returned.
    static int sum(int a, int b) {
        return (int) Math.min(Integer.MAX_VALUE, (a & 0xffff_ffffL) + (b & 0xffff_ffffL));
    }

    /// Shifted by 32 or more, nothing is left.
    static int left(int a, int bits) {
        return (bits & ~31) == 0 ? a << bits : 0;
    }

    static int right(int a, int bits) {
        return (bits & ~31) == 0 ? a >>> bits : 0;
    }
}
