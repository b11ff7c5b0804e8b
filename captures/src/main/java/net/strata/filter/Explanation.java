package net.strata.filter;

import java.util.LinkedHashMap;
import java.util.Map;
import net.strata.decode.Cursor;
import net.strata.wire.Text;

/// Why a frame is chosen, or is not: every term with its result, indented as they are nested.
final class Explanation {
    private static final int INDENT = 4;
    private static final int VALUES_COLUMN = 48;
    /// Values and bytes shown of a field.
    private static final int MOST_VALUES = 8;
    private static final int MOST_BYTES = 32;

    private final Cursor c;
    private final Text out;

    Explanation(Cursor c, Text out) {
        this.c = c;
        this.out = out;
    }

    void term(Term term, int depth) {
        int start = out.length();
        out.ascii(term.holds(c) ? "true " : "false").spaces(1 + depth * INDENT);
        out.text(term.text);
        Map<String, Operand> seen = new LinkedHashMap<>();
        for (Operand operand : term.operands())
            operand.fields(f -> seen.putIfAbsent(f.text, f));
        if (!seen.isEmpty()) out.pad(start, VALUES_COLUMN).ascii("  ");
        boolean first = true;
        for (Operand operand : seen.values()) {
            if (!first) out.ascii("; ");
            first = false;
            values(operand);
        }
        out.put('\n');
        for (Term part : term.parts())
            term(part, depth + 1);
    }

    private void values(Operand operand) {
        Values v = operand.in(c);
        if (v.count == 0) {
            out.ascii("there is no ").text(operand.text);
            return;
        }
        out.text(operand.text);
        if (operand.type == Type.PROTOCOL) {
            out.ascii(v.count == 1 ? " is there" : " is there more than once");
            return;
        }
        out.ascii(" is ");
        for (int i = 0; i < Math.min(v.count, MOST_VALUES); i++) {
            if (i > 0) out.ascii(", ");
            value(operand, v, i);
        }
        if (v.count > MOST_VALUES) out.ascii(", ... (").number(v.count).ascii(" values)");
    }

    private void value(Operand operand, Values v, int i) {
        switch (operand.type) {
            case NUMBER -> {
                boolean hex = operand instanceof FieldOperand f && f.hex();
                String name = operand instanceof FieldOperand f ? f.nameOf(v.number[i]) : null;
                if (hex) out.ascii("0x").ascii(Long.toHexString(v.number[i]));
                else
                    FunctionOperand.write(operand.type, v, i, out);
                if (name != null) out.ascii(" (").utf8(name).put(')');
            }
            case BYTES, TEXT -> {
                int length = v.length[i];
                if (length > MOST_BYTES) {
                    v.length[i] = MOST_BYTES;
                    FunctionOperand.write(operand.type, v, i, out);
                    out.ascii("... (").number(length).ascii(" bytes)");
                } else {
                    FunctionOperand.write(operand.type, v, i, out);
                }
            }
            case FLAG, SPAN, TIME, IPV4, IPV6, MAC, PROTOCOL -> FunctionOperand.write(operand.type, v, i, out);
        }
    }
}
