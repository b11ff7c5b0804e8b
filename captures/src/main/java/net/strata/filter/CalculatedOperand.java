package net.strata.filter;

import java.util.function.Consumer;
import net.strata.decode.Cursor;

/// What comes of each value on the left with each on the right. Numbers have 64 bits; divisions by zero give nothing.
final class CalculatedOperand extends Operand {
    private final Arithmetic operator;
    private final Operand left;
    private final Operand right;

    CalculatedOperand(Arithmetic operator, Operand left, Operand right, String text) {
        super(left.type, text);
        this.operator = operator;
        this.left = left;
        this.right = right;
    }

    @Override
    Values in(Cursor c) {
        values.clear();
        Values a = left.in(c);
        Values b = right.in(c);
        boolean divides = operator == Arithmetic.DIVIDE || operator == Arithmetic.REMAINDER;
        int pairs = 0;
        for (int i = 0; i < a.count; i++) {
            for (int k = 0; k < b.count && pairs < Values.MOST; k++, pairs++) {
                if (!type.numeric()) {
                    and(a, i, b, k);
                } else if (!divides || b.number[k] != 0) {
                    values.add(operator.of(a.number[i], b.number[k]));
                }
            }
        }
        return values;
    }

    private void and(Values a, int i, Values b, int k) {
        int size = Math.min(a.length[i], b.length[k]);
        byte[] masked = values.keep(size);
        int to = values.from[values.count - 1];
        for (int n = 0; n < size; n++)
            masked[to + n] = (byte) (a.at(i, n) & b.at(k, n));
    }

    @Override
    boolean constant() {
        return left.constant() && right.constant();
    }

    @Override
    void fields(Consumer<Operand> out) {
        left.fields(out);
        right.fields(out);
    }
}
