package net.strata.filter;

import java.util.Locale;

/// A BPF program as text, as `tcpdump -d` prints it.
final class BpfText {
    private static final String[] ALU = {"add", "sub", "mul", "div", "or", "and", "lsh", "rsh", "neg", "mod", "xor"};
    private static final String[] JUMPS = {"ja", "jeq", "jgt", "jge", "jset"};

    private BpfText() {}

    static String of(BpfProgram p) {
        var text = new StringBuilder();
        for (int i = 0; i < p.length(); i++)
            line(p, i, text);
        return text.toString();
    }

    private static void line(BpfProgram p, int i, StringBuilder text) {
        int c = p.code[i];
        String start = String.format(Locale.ROOT, "(%03d) %-8s ", i, name(c));
        String operand = operand(p, i);
        text.append(start);
        if (Bpf.kind(c) == Bpf.JMP && Bpf.operation(c) != Bpf.JA) {
            text.append(operand).repeat(' ', Math.max(0, 16 - operand.length())).append(" jt ")
                    .append(i + 1 + p.jt[i]).append("\tjf ").append(i + 1 + p.jf[i]);
        } else {
            text.append(operand);
        }
        text.append('\n');
    }

    private static String name(int c) {
        return switch (Bpf.kind(c)) {
            case Bpf.LD -> switch (c & Bpf.SIZE) {
                case Bpf.H -> "ldh";
                case Bpf.B -> "ldb";
                default -> "ld";
            };
            case Bpf.LDX -> Bpf.mode(c) == Bpf.MSH ? "ldxb" : "ldx";
            case Bpf.ST -> "st";
            case Bpf.STX -> "stx";
            case Bpf.ALU -> ALU[Bpf.operation(c) >> 4];
            case Bpf.JMP -> JUMPS[Bpf.operation(c) >> 4];
            case Bpf.RET -> "ret";
            default -> Bpf.operation(c) == Bpf.TAX ? "tax" : "txa";
        };
    }

    private static String operand(BpfProgram p, int i) {
        int c = p.code[i];
        int k = p.k[i];
        return switch (Bpf.kind(c)) {
            case Bpf.LD, Bpf.LDX -> switch (Bpf.mode(c)) {
                case Bpf.IMM -> hex(k);
                case Bpf.ABS -> "[" + k + "]";
                case Bpf.IND -> "[x + " + k + "]";
                case Bpf.MEM -> "M[" + k + "]";
                case Bpf.LEN -> "#pktlen";
                default -> "4*([" + k + "]&0xf)";
            };
            case Bpf.ST, Bpf.STX -> "M[" + k + "]";
            case Bpf.ALU -> switch (Bpf.operation(c)) {
                case Bpf.NEG -> "";
                case Bpf.AND, Bpf.OR, Bpf.XOR -> (c & Bpf.X) != 0 ? "x" : hex(k);
                default -> (c & Bpf.X) != 0 ? "x" : "#" + k;
            };
            case Bpf.JMP -> Bpf.operation(c) == Bpf.JA ? "" + (i + 1 + k) : (c & Bpf.X) != 0 ? "x" : hex(k);
            case Bpf.RET -> c == (Bpf.RET | Bpf.A) ? "" : "#" + k;
            default -> "";
        };
    }

    private static String hex(int k) {
        return "#0x" + Integer.toHexString(k);
    }
}
