package net.strata.filter;

/// The instruction codes of the BSD packet filter, with the names of net/bpf.h.
final class Bpf {
    static final int LD = 0x00;
    static final int LDX = 0x01;
    static final int ST = 0x02;
    static final int STX = 0x03;
    static final int ALU = 0x04;
    static final int JMP = 0x05;
    static final int RET = 0x06;
    static final int MISC = 0x07;

    /// Sizes of loads: word, half word, byte.
    static final int SIZE = 0x18;
    static final int W = 0x00;
    static final int H = 0x08;
    static final int B = 0x10;
    /// Where loads load from: the instruction, the packet, the packet at X, memory, the packet's length, an IPv4 header's
    /// length.
    static final int IMM = 0x00;
    static final int ABS = 0x20;
    static final int IND = 0x40;
    static final int MEM = 0x60;
    static final int LEN = 0x80;
    static final int MSH = 0xa0;

    static final int ADD = 0x00;
    static final int SUB = 0x10;
    static final int MUL = 0x20;
    static final int DIV = 0x30;
    static final int OR = 0x40;
    static final int AND = 0x50;
    static final int LSH = 0x60;
    static final int RSH = 0x70;
    static final int NEG = 0x80;
    static final int MOD = 0x90;
    static final int XOR = 0xa0;

    static final int JA = 0x00;
    static final int JEQ = 0x10;
    static final int JGT = 0x20;
    static final int JGE = 0x30;
    static final int JSET = 0x40;

    /// The second operand is k, or X.
    static final int K = 0x00;
    static final int X = 0x08;
    /// What is returned is A.
    static final int A = 0x10;

    static final int TAX = 0x00;
    static final int TXA = 0x80;

    private Bpf() {}

    static int kind(int code) {
        return code & 0x07;
    }

    static int mode(int code) {
        return code & 0xe0;
    }

    static int operation(int code) {
        return code & 0xf0;
    }

    static boolean known(int code) {
        return switch (kind(code)) {
            case LD -> switch (code) {
                case LD | IMM, LD | MEM, LD | LEN, LD | W | ABS, LD | H | ABS, LD | B | ABS, LD | W | IND,
                        LD | H | IND, LD | B | IND ->
                    true;
                default -> false;
            };
            case LDX -> code == (LDX | IMM) || code == (LDX | MEM) || code == (LDX | LEN) || code == (LDX | MSH | B);
            case ST, STX -> code == ST || code == STX;
            case ALU -> code == (ALU | NEG)
                    || code < 0x100 && operation(code) <= XOR && operation(code) != NEG;
            case JMP -> code == (JMP | JA)
                    || code < 0x100 && operation(code) != JA && operation(code) <= JSET;
            case RET -> code == (RET | K) || code == (RET | A);
            default -> code == (MISC | TAX) || code == (MISC | TXA);
        };
    }
}
