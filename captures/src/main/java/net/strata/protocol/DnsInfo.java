package net.strata.protocol;

import java.util.List;
import net.strata.decode.Tree;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Text;

/// A message in one line: of every question name and type, of every record type and what its data says.
final class DnsInfo implements Tree {
    /// A line that is longer ends with dots.
    private static final int LONGEST = 2000;
    /// Bytes shown of one value.
    private static final int LONGEST_VALUE = 255;
    private static final int CLASS = 2;
    private static final int DATA = 10;

    private final Text out;
    private final boolean multicast;
    private final PieceReader m;
    private List<Field> shown = List.of();

    DnsInfo(byte[] data, int start, int end, boolean multicast, Text name, Text out) {
        this.out = out;
        this.multicast = multicast;
        m = new PieceReader(data, start, end, this, name);
    }

    void write() {
        int flags = Dns.FLAGS.get(m.data, m.start);
        boolean response = flags >> 15 != 0;
        name(DnsNumbers.OPCODE, flags >> 11 & 15, "Unknown operation");
        if (response) out.ascii(" response");
        out.put(' ').varyingHex(Dns.ID.get(m.data, m.start), 4);
        int rcode = flags & 15;
        if (response && rcode != 0) {
            out.put(' ');
            name(DnsNumbers.RCODE, rcode, "Unknown error");
        }
        int begin = out.length();
        int at = m.start + Dns.HEADER;
        for (int i = 0; i < Dns.COUNTS.length; i++) {
            int count = Dns.COUNTS[i].get(m.data, m.start);
            for (int k = 0; k < count; k++) {
                if (out.length() - begin > LONGEST) {
                    out.ascii(" ...");
                    return;
                }
                at = i == 0 ? question(at) : record(at);
                if (at < 0) {
                    out.ascii(" [breaks off]");
                    return;
                }
            }
        }
    }

    private void name(Names names, int number, String otherwise) {
        String name = names.of(number);
        out.ascii(name != null ? name : otherwise);
        if (name == null) out.ascii(" (").number(number).put(')');
    }

    private int question(int from) {
        int i = m.unfold(from, m.end);
        if (i < 0 || i + 4 > m.end) return -1;
        out.put(' ');
        name(DnsNumbers.TYPE, DnsSections.QUERY_TYPE.get(m.data, i), "Unknown");
        out.put(' ').append(m.text);
        if (multicast) out.ascii(DnsSections.top(m.data, i + CLASS) ? ", \"QU\" question" : ", \"QM\" question");
        return i + 4;
    }

    private int record(int from) {
        int i = m.skipName(from, m.end);
        if (i < 0 || i + DATA > m.end) return -1;
        int type = DnsSections.TYPE.get(m.data, i);
        out.put(' ');
        name(DnsNumbers.TYPE, type, "Unknown");
        if (multicast && DnsSections.top(m.data, i + CLASS)) out.ascii(", cache flush");
        int to = i + DATA + DnsSections.LENGTH.get(m.data, i + DATA - 2);
        Pieces data = DnsTypes.of(type);
        shown = data.shown();
        if (!shown.isEmpty()) data.read(m, i + DATA, Math.min(to, m.end));
        return to > m.end ? -1 : to;
    }

    private boolean shows(Field field) {
        for (int i = 0; i < shown.size(); i++) {
            if (same(shown.get(i), field)) return true;
        }
        return false;
    }

    @SuppressWarnings("ReferenceEquality") // fields are constants; comparing their texts would cost
    private static boolean same(Field a, Field b) {
        return a == b;
    }

    @Override
    public boolean wants(Made field) {
        return shows(field);
    }

    @Override
    public void field(Field field, int at, int length) {
        if (!shows(field)) return;
        out.put(' ');
        field.write(out, m.data, at, Math.min(length, LONGEST_VALUE));
    }

    @Override
    public void made(Made field, int at, int length, Text value) {
        if (shows(field)) out.put(' ').append(value);
    }

    @Override
    public void made(Made field, long value) {}

    @Override
    public void fields(Layout layout, int at, int end) {}

    @Override
    public void open(Layout part, int at, int end) {}

    @Override
    public void close() {}
}
