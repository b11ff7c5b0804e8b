package net.strata.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import net.strata.decode.Cursor;
import net.strata.decode.Observer;
import net.strata.filter.Filter;
import net.strata.frame.Batch;
import net.strata.frame.Facts;
import net.strata.protocol.Protocols;
import net.strata.protocol.Tcp;
import net.strata.protocol.Udp;
import org.jspecify.annotations.Nullable;

/// The ordered stage: walks every frame once, in order, and adds to the batch what earlier frames tell about it.
public final class Session implements Observer {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final Cursor cursor = new Cursor(Protocols.DATA, this);
    private final Flows tcp = new Flows();
    private final Flows udp = new Flows();
    private final TcpState tcpState = new TcpState(tcp);
    private final Fragments fragments = new Fragments();
    private final long[] key = new long[Flows.KEY];
    private final @Nullable Filter filter;
    private final @Nullable Filter watch;

    /// A stage that hides no frame.
    public Session() {
        this(null, null);
    }

    /// @param filter what the frames that are to be shown must match; null for all
    public Session(@Nullable Filter filter) {
        this(filter, null);
    }

    /// @param filter what the frames that are to be shown must match; null for all
    /// @param watch what the user waits for; null for nothing
    public Session(@Nullable Filter filter, @Nullable Filter watch) {
        this.filter = filter;
        this.watch = watch;
    }

    /// Adds the facts of a batch's frames, marks those that are awaited, and hides those that the filter does not
    /// choose. A frame that is hidden already is not looked at.
    public void see(Batch b) {
        for (int i = 0; i < b.count; i++) {
            if (b.hidden[i]) continue;
            cursor.walk(b, i, Protocols.link(b.linkType[i]));
            b.awaited[i] = watch != null && watch.matches(cursor);
            if (filter != null && !filter.matches(cursor)) b.hidden[i] = true;
        }
    }

    @Override
    public void conversation(Cursor c, int row) {
        if (c.addressLength() != 4 && c.addressLength() != 16) return;
        boolean isTcp = c.protocol() instanceof Tcp;
        int source = (isTcp ? Tcp.SRC_PORT : Udp.SRC_PORT).get(c);
        int destination = (isTcp ? Tcp.DST_PORT : Udp.DST_PORT).get(c);
        boolean turned = key(c, source, destination);
        Flows flows = isTcp ? tcp : udp;
        int flow = flows.row(key);
        Facts facts = c.batch().facts;
        if (isTcp) tcpState.see(c, flow, turned ? 1 : 0, row, facts);
        Flows.Generation g = flows.current();
        facts.stream[row] = g.stream[flow];
        long now = c.batch().time[c.frame()];
        if (now == Batch.NO_TIME) return;
        if (g.first[flow] == Batch.NO_TIME) g.first[flow] = g.previous[flow] = now;
        facts.sinceFirst[row] = now - g.first[flow];
        facts.sincePrevious[row] = now - g.previous[flow];
        g.previous[flow] = now;
    }

    /// Writes the conversation's key: the same for both directions.
    ///
    /// @return whether the ends had to be turned for that
    private boolean key(Cursor c, int sourcePort, int destinationPort) {
        long s0;
        long s1;
        long d0;
        long d1;
        if (c.addressLength() == 4) {
            s0 = (int) INT.get(c.data, c.source()) & 0xffff_ffffL;
            d0 = (int) INT.get(c.data, c.destination()) & 0xffff_ffffL;
            s1 = d1 = -1;
        } else {
            s0 = (long) LONG.get(c.data, c.source());
            s1 = (long) LONG.get(c.data, c.source() + 8);
            d0 = (long) LONG.get(c.data, c.destination());
            d1 = (long) LONG.get(c.data, c.destination() + 8);
        }
        boolean turn = s0 != d0 ? s0 > d0 : s1 != d1 ? s1 > d1 : sourcePort > destinationPort;
        key[0] = turn ? d0 : s0;
        key[1] = turn ? d1 : s1;
        key[2] = turn ? s0 : d0;
        key[3] = turn ? s1 : d1;
        long ports = turn ? (long) destinationPort << 16 | sourcePort : (long) sourcePort << 16 | destinationPort;
        key[4] = ports | (long) c.addressLength() << 32;
        return turn;
    }

    @Override
    public void fragment(Cursor c, int row, int protocol, int id, int offset, boolean more) {
        fragments.see(c, row, protocol, id, offset, more);
    }
}
