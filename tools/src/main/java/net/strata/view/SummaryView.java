package net.strata.view;

import net.strata.decode.Cursor;
import net.strata.decode.Problem;
import net.strata.frame.Batch;
import net.strata.frame.Owners;
import net.strata.protocol.Protocols;
import net.strata.wire.Text;

/// One line a frame, in tshark's default columns: number, time, source, destination, protocol, length, info.
public final class SummaryView implements View {
    private static final int NUMBER_WIDTH = 5;
    private static final int TIME_WIDTH = 10;
    private static final int ADDRESS_WIDTH = 12;

    private final Cursor cursor = new Cursor(Protocols.DATA, null);
    private final ViewOptions options;
    private final TimeColumn time;
    private final Text scratch = new Text(64);
    private final Speaker speaker;

    public SummaryView(ViewOptions options) {
        this.options = options;
        time = new TimeColumn(options.time());
        speaker = new Speaker(options.stable());
    }

    @Override
    public void frame(Batch b, int i, Text out) {
        Cursor c = cursor;
        c.walk(b, i, Protocols.link(b.linkType[i]));
        speaker.find(c);
        options.palette().begin(c, speaker.protocol(), out);
        out.right(b.firstNumber + i, NUMBER_WIDTH).put(' ');
        time(b, i, out);
        c.select(Math.max(c.ownLayers() - 1, 0));
        addresses(c, out);
        out.ascii(speaker.protocol().label()).put(' ').number(b.length[i]).put(' ').append(speaker.info());
        Owners owners = b.owners(i);
        if (owners != null && !options.stable()) out.ascii(" [").raw(owners.comment()).put(']');
        Problem problem = c.problem();
        if (problem != null) problem(problem, out);
        options.palette().end(out);
        out.put('\n');
    }

    private void time(Batch b, int i, Text out) {
        if (options.stable()) {
            out.ascii("         *");
        } else {
            scratch.clear();
            time.write(b, i, options.decimals(b, i), scratch);
            out.spaces(TIME_WIDTH - scratch.length()).append(scratch);
        }
        out.put(' ');
    }

    private void addresses(Cursor c, Text out) {
        scratch.clear();
        address(c, c.source(), scratch);
        out.spaces(ADDRESS_WIDTH - scratch.length()).append(scratch).arrow();
        int start = out.length();
        address(c, c.destination(), out);
        out.pad(start, ADDRESS_WIDTH).put(' ');
    }

    private void address(Cursor c, int at, Text out) {
        switch (c.addressLength()) {
            case 0 -> {
            }
            case 4 -> out.ipv4(c.data, at);
            case 16 -> out.ipv6(c.data, at);
            default -> {
                if (options.stable()) {
                    out.put('*');
                } else {
                    out.mac(c.data, at, c.addressLength());
                }
            }
        }
    }

    private static void problem(Problem problem, Text out) {
        out.ascii(switch (problem.kind()) {
            case CUT -> " [cut by the capture]";
            case SHORT, SMALL, WRONG, DEEP -> " [malformed: ";
        });
        if (problem.kind() != Problem.Kind.CUT) out.ascii(problem.text()).put(']');
    }
}
