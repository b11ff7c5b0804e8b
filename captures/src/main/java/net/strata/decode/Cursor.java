package net.strata.decode;

import net.strata.frame.Batch;
import net.strata.wire.Field;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;
import net.strata.wire.Window;
import org.jspecify.annotations.Nullable;

/// Walks the layers of a frame and remembers where each one is. Reused from frame to frame; allocates nothing.
///
/// A layer has a start, a header, and two ends: the end of the bytes that are here, and the end that the packet
/// claims, which lies behind it where the capture cut the frame. After [#walk], [#select] makes a layer current
/// again, for reading its fields.
///
/// ```java
/// var c = new Cursor();
/// c.walk(batch, i, Protocols.link(batch.linkType[i]));
/// for (int layer = 0; layer < c.layers(); layer++) {
///     c.select(layer);
///     c.protocol().fields(c, tree);
/// }
/// ```
public final class Cursor extends Window {
    /// More layers than this are not followed.
    public static final int DEEPEST = 64;
    /// A capture may claim any length; beyond this one it does not matter.
    private static final int LONGEST = 1 << 30;
    private static final int NOT_QUOTED = Integer.MAX_VALUE;

    private final Protocol fallback;
    private final @Nullable Observer observer;
    private final Protocol[] protocols = new Protocol[DEEPEST];
    private final int[] starts = new int[DEEPEST];
    private final int[] headerEnds = new int[DEEPEST];
    private final int[] ends = new int[DEEPEST];
    private final int[] claimedEnds = new int[DEEPEST];
    private final int[] sources = new int[DEEPEST];
    private final int[] destinations = new int[DEEPEST];
    private final int[] addressLengths = new int[DEEPEST];
    private final int[] rows = new int[DEEPEST];
    private final int[] origins = new int[DEEPEST];
    private int depth;
    private int current;

    private final Text scratch = new Text(256);
    private Batch batch;
    private int frame;
    private int nextRow;
    private int quotedFrom;

    private @Nullable Protocol next;
    private int nextOrigin;
    private int nextStart;
    private int nextEnd;
    private int nextClaimedEnd;

    private Problem.@Nullable Kind problem;
    private int problemLayer;
    private @Nullable Field problemClaim;
    private int problemNeeded;
    private int problemThere;
    /// Whether the current layer cannot tell what follows it.
    private boolean stuck;
    /// Where the current layer's payload ends, if before the layer does.
    private int payloadLimit;

    /// @param fallback what bytes are that no protocol claims
    /// @param observer the ordered stage, null for everybody who walks after it
    public Cursor(Protocol fallback, @Nullable Observer observer) {
        this.fallback = fallback;
        this.observer = observer;
        batch = new Batch(0);
    }

    /// Walks frame `i` of `b`, from its link layer upwards.
    public void walk(Batch b, int i, Protocol link) {
        batch = b;
        frame = i;
        data = b.data;
        depth = 0;
        problem = null;
        quotedFrom = NOT_QUOTED;
        if (observer != null) {
            b.facts.firstRow[i] = b.facts.rows;
        } else {
            nextRow = b.facts.firstRow[i];
        }
        next = link;
        nextStart = b.offset[i];
        nextOrigin = nextStart;
        nextEnd = nextStart + b.captured[i];
        nextClaimedEnd = nextStart + Math.min(Math.max(b.length[i], b.captured[i]), LONGEST);
        while (next != null)
            step(next);
        if (depth > 0) select(depth - 1);
    }

    private void step(Protocol p) {
        int i = depth;
        if (i == DEEPEST) {
            trouble(Problem.Kind.DEEP, i - 1, null, DEEPEST, DEEPEST);
            next = null;
            return;
        }
        int start = nextStart;
        protocols[i] = p;
        starts[i] = start;
        origins[i] = nextOrigin;
        ends[i] = nextEnd;
        claimedEnds[i] = nextClaimedEnd;
        rows[i] = -1;
        if (i > 0) {
            sources[i] = sources[i - 1];
            destinations[i] = destinations[i - 1];
            addressLengths[i] = addressLengths[i - 1];
        } else {
            addressLengths[0] = 0;
        }
        depth = i + 1;
        current = i;
        at = start;
        next = null;
        stuck = false;
        payloadLimit = Integer.MAX_VALUE;
        int bytes = p.bytes();
        if (nextEnd - start < bytes) {
            headerEnds[i] = nextEnd;
            lack(null, bytes, nextEnd - start);
            return;
        }
        headerEnds[i] = start + bytes;
        p.walk(this);
        if (next == null && headerEnds[i] < ends[i] && !p.equals(fallback)) next = fallback;
        if (next != null) ready(i);
    }

    /// Where the next layer lies: behind this header, unless a reassembled packet takes its place.
    private void ready(int i) {
        if (rows[i] >= 0 && batch.facts.wholeLength[rows[i]] > 0) {
            nextStart = batch.facts.wholeAt[rows[i]];
            nextEnd = nextStart + batch.facts.wholeLength[rows[i]];
            nextClaimedEnd = nextEnd;
            nextOrigin = nextStart;
        } else {
            nextStart = headerEnds[i];
            nextEnd = Math.min(ends[i], payloadLimit);
            nextClaimedEnd = Math.min(claimedEnds[i], payloadLimit);
        }
        if (nextStart >= nextEnd && (nextStart >= nextClaimedEnd || quoted(i + 1))) next = null;
    }

    // What a protocol tells while it walks.

    /// The header of the current layer takes `bytes`, as its field `claim` says.
    public Cursor header(int bytes, Field claim) {
        int start = starts[current];
        int least = protocols[current].bytes();
        if (bytes < least) {
            stuck = true;
            trouble(Problem.Kind.SMALL, current, claim, least, bytes);
        } else if (bytes > ends[current] - start) {
            headerEnds[current] = ends[current];
            lack(claim, bytes, ends[current] - start);
        } else {
            headerEnds[current] = start + bytes;
        }
        return this;
    }

    /// The current layer's field `claim` must have a value for the header to be what it seems.
    ///
    /// @return false if it has another: what follows the field is then nobody's
    public boolean expect(Uint claim, int value) {
        if (claim.get(this) == value) return true;
        stuck = true;
        headerEnds[current] = starts[current] + claim.end();
        trouble(Problem.Kind.WRONG, current, claim, value, claim.get(this));
        return false;
    }

    /// The header of the current layer takes `bytes`, as far as they are here.
    public Cursor header(int bytes) {
        headerEnds[current] = Math.min(starts[current] + bytes, ends[current]);
        return this;
    }

    /// The layer is all header: nothing follows.
    public void all() {
        headerEnds[current] = ends[current];
    }

    /// The current layer, header included, takes `bytes`, as its field `claim` says. What lies behind is a trailer.
    /// A claim of more than there is is noted, and what is there is read on.
    public Cursor limit(int bytes, Field claim) {
        int start = starts[current];
        int end = start + bytes;
        if (bytes < headerEnds[current] - start) {
            stuck = true;
            trouble(Problem.Kind.SMALL, current, claim, headerEnds[current] - start, bytes);
        } else if (end > claimedEnds[current] && !quoted(current)) {
            trouble(Problem.Kind.SHORT, current, claim, bytes, claimedEnds[current] - start);
        } else {
            claimedEnds[current] = end;
            if (end < ends[current]) ends[current] = end;
        }
        return this;
    }

    /// `p` comes next; null: bytes that nobody claims.
    public void next(@Nullable Protocol p) {
        if (next == null && !stuck) next = p;
    }

    /// The bytes are not the current layer's protocol after all: nobody claims them.
    public void decline() {
        protocols[current] = fallback;
        fallback.walk(this);
    }

    /// The current layer's addresses.
    public Cursor endpoints(Octets source, Octets destination) {
        return endpoints(source.from(at), destination.from(at), source.length());
    }

    /// The current layer's addresses: where in the arena they start, and their length in bytes.
    public Cursor endpoints(int source, int destination, int length) {
        sources[current] = source;
        destinations[current] = destination;
        addressLengths[current] = length;
        return this;
    }

    /// The current layer belongs to a conversation.
    public Cursor conversation() {
        int row = row();
        if (observer != null) observer.conversation(this, row);
        return this;
    }

    /// The current layer carries a fragment. See [Observer#fragment].
    ///
    /// @return whether its payload can be read: the packet is whole with it, and the next layer is read from the
    ///         reassembled bytes; or it is the first fragment of one that can never be
    public boolean fragment(int protocol, int id, int offset, boolean more) {
        if (cut() || quoted(current)) return offset == 0;
        int row = row();
        if (observer != null) {
            observer.fragment(this, row, protocol, id, offset, more);
            data = batch.data;
        }
        return batch.facts.wholeLength[row] > 0;
    }

    private int row() {
        int row = observer != null ? batch.facts.add() : nextRow++;
        rows[current] = row;
        return row;
    }

    /// What follows is not part of this packet but quoted from another, as in an ICMP error.
    public Cursor quote() {
        if (quotedFrom == NOT_QUOTED) quotedFrom = current + 1;
        return this;
    }

    /// What the current layer carries ends at `end`, or where the layer itself ends if that is nearer.
    public Cursor limitPayload(int end) {
        claimedEnds[current] = Math.min(claimedEnds[current], end);
        ends[current] = Math.min(ends[current], end);
        return this;
    }

    /// The payload of the current layer ends at `end`; behind that, the layer itself goes on.
    public Cursor payloadTo(int end) {
        payloadLimit = end;
        return this;
    }

    /// Notes that bytes are missing. A quoted packet is seldom whole: nothing is wrong with that.
    private void lack(@Nullable Field claim, int needed, int there) {
        stuck = true;
        if (quoted(current)) return;
        boolean cut = starts[current] + needed <= claimedEnds[current];
        trouble(cut ? Problem.Kind.CUT : Problem.Kind.SHORT, current, claim, needed, there);
    }

    private void trouble(Problem.Kind kind, int layer, @Nullable Field claim, int needed, int there) {
        if (problem != null) return;
        problem = kind;
        problemLayer = layer;
        problemClaim = claim;
        problemNeeded = needed;
        problemThere = there;
    }

    // What a walked frame tells.

    /// An empty text for values that protocols put together. Whoever asks next empties it again.
    public Text scratch() {
        scratch.clear();
        return scratch;
    }

    public Batch batch() {
        return batch;
    }

    /// Index of the frame in its batch.
    public int frame() {
        return frame;
    }

    /// How many layers there are.
    public int layers() {
        return depth;
    }

    /// Makes a layer current.
    public void select(int layer) {
        current = layer;
        at = starts[layer];
    }

    /// Index of the current layer.
    public int layer() {
        return current;
    }

    public Protocol protocol() {
        return protocols[current];
    }

    public Protocol protocol(int layer) {
        return protocols[layer];
    }

    /// Whether the fixed part of the current layer's header is here.
    public boolean whole() {
        return headerEnds[current] - starts[current] >= protocols[current].bytes();
    }

    /// Where the current layer's header ends, which is where its payload starts.
    public int headerEnd() {
        return headerEnds[current];
    }

    /// Where the current layer's bytes end.
    public int end() {
        return ends[current];
    }

    /// Where the current layer ended on the wire: at [#end] or, in a cut frame, behind it.
    public int claimedEnd() {
        return claimedEnds[current];
    }

    /// Where the bytes end in which the current layer was found.
    public int outerEnd() {
        if (current > 0) return ends[current - 1];
        return batch.offset[frame] + batch.captured[frame];
    }

    /// Where the payload of the current layer really ends: before a trailer, if there is one.
    public int payloadEnd() {
        for (int i = current; i < depth && !reassembled(i) && !quoted(i); i++) {
            if (ends[i] < outerEnd()) return ends[i];
        }
        return outerEnd();
    }

    /// Bytes of payload that the current layer had on the wire.
    public int payloadLength() {
        return claimedEnds[current] - headerEnds[current];
    }

    /// Whether bytes of the current layer are missing from the capture.
    public boolean cut() {
        return claimedEnds[current] > ends[current];
    }

    /// Where the addresses of the current layer, or else of the nearest below, are in the arena.
    public int source() {
        return sources[current];
    }

    public int destination() {
        return destinations[current];
    }

    /// Bytes of such an address: 4, 16, 6, or 0 if there is none.
    public int addressLength() {
        return addressLengths[current];
    }

    /// The current layer's row of facts, -1 if it has none.
    public int factsRow() {
        return rows[current];
    }

    /// Whether the layer is part of a quoted packet.
    public boolean quoted(int layer) {
        return layer >= quotedFrom;
    }

    /// Layers of the packet itself: those before anything quoted.
    public int ownLayers() {
        return Math.min(depth, quotedFrom);
    }

    /// Whether the layer's bytes were reassembled from several frames.
    public boolean reassembled(int layer) {
        return origins[layer] != batch.offset[frame];
    }

    /// Where the current layer's byte source starts: the frame, or what was reassembled.
    public int sourceStart() {
        return origins[current];
    }

    /// Whether something is wrong with the frame.
    public boolean troubled() {
        return problem != null;
    }

    /// What is wrong with the frame, null if nothing is.
    public @Nullable Problem problem() {
        if (problem == null) return null;
        return new Problem(problem, protocols[problemLayer], problemClaim,
                starts[problemLayer] - origins[problemLayer], problemNeeded,
                problemThere);
    }
}
