package net.strata.filter;

import java.util.List;
import java.util.function.Consumer;
import net.strata.decode.Cursor;
import net.strata.wire.Text;

/// A function of the values of its arguments.
final class FunctionOperand extends Operand {
    enum Function {
        LEN, COUNT, UPPER, LOWER, STRING, MAX, MIN, ABS, NEGATE
    }

    private static final int MIXED_CASE = 'a' - 'A';

    private final Function function;
    private final List<Operand> arguments;
    private final Text scratch = new Text(64);
    private final Order order;

    FunctionOperand(Function function, Type type, List<Operand> arguments, String text) {
        super(type, text);
        this.function = function;
        this.arguments = arguments;
        order = Order.of(this, this);
    }

    @Override
    Values in(Cursor c) {
        values.clear();
        if (function == Function.MAX || function == Function.MIN) {
            extreme(c);
            return values;
        }
        Operand argument = arguments.getFirst();
        Values given = argument.in(c);
        if (function == Function.COUNT) {
            if (given.count > 0) values.add(given.count);
            return values;
        }
        for (int i = 0; i < given.count; i++) {
            switch (function) {
                case LEN -> values.add(argument.type.numeric() ? width(argument) : given.length[i]);
                case UPPER -> shift(given, i, 'a', 'z', -MIXED_CASE);
                case LOWER -> shift(given, i, 'A', 'Z', MIXED_CASE);
                case STRING -> string(argument.type, given, i);
                case ABS -> values.add(Math.abs(given.number[i]));
                case NEGATE -> values.add(-given.number[i]);
                case COUNT, MAX, MIN -> throw new IllegalStateException();
            }
        }
        return values;
    }

    /// Bytes of a number: as many as its largest needs.
    private static int width(Operand number) {
        return number.type == Type.IPV4 ? 4 : (Long.SIZE - Long.numberOfLeadingZeros(number.largest()) + 7) / 8;
    }

    private void extreme(Cursor c) {
        int sign = function == Function.MAX ? 1 : -1;
        for (Operand argument : arguments) {
            Values given = argument.in(c);
            for (int i = 0; i < given.count; i++) {
                if (values.count > 0) {
                    if (Integer.signum(order.compare(given, i, values, 0)) != sign) continue;
                    values.count = 0;
                }
                values.add(given, i);
            }
        }
    }

    private void shift(Values given, int i, char first, char last, int by) {
        int size = given.length[i];
        byte[] out = values.keep(size);
        int to = values.from[values.count - 1];
        for (int n = 0; n < size; n++) {
            byte b = given.at(i, n);
            out[to + n] = (byte) (b >= first && b <= last ? b + by : b);
        }
    }

    private void string(Type from, Values given, int i) {
        scratch.clear();
        write(from, given, i, scratch);
        values.keep(scratch.bytes(), 0, scratch.length());
    }

    /// Appends a value as text.
    static void write(Type type, Values given, int i, Text out) {
        switch (type) {
            case NUMBER -> out.signed(given.number[i]);
            case FLAG -> out.ascii(given.number[i] != 0 ? "True" : "False");
            case SPAN, TIME -> out.seconds(given.number[i], 9);
            case IPV4 -> {
                long v = given.number[i];
                out.number(v >> 24).put('.').number(v >> 16 & 255).put('.').number(v >> 8 & 255).put('.')
                        .number(v & 255);
            }
            case IPV6 -> out.ipv6(given.data[i], given.from[i]);
            case MAC -> out.mac(given.data[i], given.from[i], given.length[i]);
            case BYTES, PROTOCOL -> out.hex(given.data[i], given.from[i], given.length[i]);
            case TEXT -> out.text(given.data[i], given.from[i], given.length[i]);
        }
    }

    @Override
    void fields(Consumer<Operand> out) {
        arguments.forEach(a -> a.fields(out));
    }
}
