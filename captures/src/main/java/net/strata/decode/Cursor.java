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
    private final Layer[] layers = new Layer[DEEPEST];
    private int depth;
    private int current;
    /// The current layer.
    private Layer here;

    private final Text scratch = new Text(256);
    private Batch batch;
    private int frame;
    private int nextRow;
    private int quotedFrom;
    private @Nullable DecodeAs said;

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
    /// Where the next layer starts, if behind the current layer's header.
    private int payloadStart;

    /// What is known of a layer: offsets in the arena, as far as nothing else is said.
    private static final class Layer {
        Protocol protocol;
        int start;
        int headerEnd;
        int end;
        int claimedEnd;
        int source;
        int destination;
        /// In bytes.
        int addressLength;
        /// In the facts, -1 for none.
        int row;
        /// Where the bytes start that it is a part of.
        int origin;

        Layer(Protocol protocol) {
            this.protocol = protocol;
        }
    }

    /// @param fallback what bytes are that no protocol claims
    /// @param observer the ordered stage, null for everybody who walks after it
    public Cursor(Protocol fallback, @Nullable Observer observer) {
        this.fallback = fallback;
        this.observer = observer;
        for (int i = 0; i < DEEPEST; i++)
            layers[i] = new Layer(fallback);
        here = layers[0];
        batch = new Batch(0, 0);
    }

    /// Walks frame `i` of `b`, from its link layer upwards.
    public void walk(Batch b, int i, Protocol link) {
        batch = b;
        frame = i;
        data = b.data;
        depth = 0;
        problem = null;
        quotedFrom = NOT_QUOTED;
        said = b.advice instanceof DecodeAs d ? d : null;
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
        Layer l = layers[i];
        here = l;
        int start = nextStart;
        l.protocol = p;
        l.start = start;
        l.origin = nextOrigin;
        l.end = nextEnd;
        l.claimedEnd = nextClaimedEnd;
        l.row = -1;
        if (i > 0) {
            Layer below = layers[i - 1];
            l.source = below.source;
            l.destination = below.destination;
            l.addressLength = below.addressLength;
        } else {
            l.addressLength = 0;
        }
        depth = i + 1;
        current = i;
        at = start;
        next = null;
        stuck = false;
        payloadLimit = Integer.MAX_VALUE;
        payloadStart = start;
        int bytes = p.bytes();
        if (nextEnd - start < bytes) {
            l.headerEnd = nextEnd;
            lack(null, bytes, nextEnd - start);
            return;
        }
        l.headerEnd = start + bytes;
        p.walk(this);
        if (next == null && l.headerEnd < l.end && !p.equals(fallback)) next = fallback;
        if (next != null) ready(l);
    }

    /// Where the next layer lies: behind this header, unless a reassembled packet takes its place.
    private void ready(Layer l) {
        if (l.row >= 0 && batch.facts.wholeLength[l.row] > 0) {
            nextStart = batch.facts.wholeAt[l.row];
            nextEnd = nextStart + batch.facts.wholeLength[l.row];
            nextClaimedEnd = nextEnd;
            nextOrigin = nextStart;
        } else {
            nextStart = Math.max(l.headerEnd, payloadStart);
            nextEnd = Math.min(l.end, payloadLimit);
            nextClaimedEnd = Math.min(l.claimedEnd, payloadLimit);
        }
        if (nextStart >= nextEnd && (nextStart >= nextClaimedEnd || quoted(depth))) next = null;
    }

    // What a protocol tells while it walks.

    /// The header of the current layer takes `bytes`, as its field `claim` says.
    public Cursor header(int bytes, Field claim) {
        int start = here.start;
        int least = here.protocol.bytes();
        if (bytes < least) {
            stuck = true;
            trouble(Problem.Kind.SMALL, current, claim, least, bytes);
        } else if (bytes > here.end - start) {
            here.headerEnd = here.end;
            lack(claim, bytes, here.end - start);
        } else {
            here.headerEnd = start + bytes;
        }
        return this;
    }

    /// The current layer's field `claim` must have a value for the header to be what it seems.
    ///
    /// @return false if it has another: what follows the field is then nobody's
    public boolean expect(Uint claim, int value) {
        if (claim.get(this) == value) return true;
        stuck = true;
        here.headerEnd = here.start + claim.end();
        trouble(Problem.Kind.WRONG, current, claim, value, claim.get(this));
        return false;
    }

    /// The header of the current layer takes `bytes`, as far as they are here.
    public Cursor header(int bytes) {
        here.headerEnd = Math.min(here.start + bytes, here.end);
        return this;
    }

    /// The layer is all header: nothing follows.
    public void all() {
        here.headerEnd = here.end;
    }

    /// The current layer, header included, takes `bytes`, as its field `claim` says. What lies behind is a trailer.
    /// A claim of more than there is is noted, and what is there is read on.
    public Cursor limit(int bytes, Field claim) {
        int start = here.start;
        int end = start + bytes;
        if (bytes < here.headerEnd - start) {
            stuck = true;
            trouble(Problem.Kind.SMALL, current, claim, here.headerEnd - start, bytes);
        } else if (end > here.claimedEnd && !quoted(current)) {
            trouble(Problem.Kind.SHORT, current, claim, bytes, here.claimedEnd - start);
        } else {
            here.claimedEnd = end;
            if (end < here.end) here.end = end;
        }
        return this;
    }

    /// What follows `number`: what the user says, or else what a table binds to it; null if neither says anything.
    public @Nullable Protocol find(Bindings table, int number) {
        Protocol p = said(table, number);
        return p != null ? p : table.find(number);
    }

    /// What the user says that follows `number`, null if nothing.
    public @Nullable Protocol said(Bindings table, int number) {
        return said == null ? null : said.find(table, number);
    }

    /// `p` comes next; null: bytes that nobody claims.
    public void next(@Nullable Protocol p) {
        if (next == null && !stuck) next = p;
    }

    /// The bytes are not the current layer's protocol after all: nobody claims them.
    public void decline() {
        become(fallback);
    }

    /// The bytes are of another protocol that shares the current one's number.
    public void become(Protocol p) {
        here.protocol = p;
        int bytes = p.bytes();
        if (here.end - here.start < bytes) {
            here.headerEnd = here.end;
            lack(null, bytes, here.end - here.start);
        } else {
            here.headerEnd = here.start + bytes;
            p.walk(this);
        }
    }

    /// The current layer's addresses.
    public Cursor endpoints(Octets source, Octets destination) {
        return endpoints(source.from(at), destination.from(at), source.length());
    }

    /// The current layer's addresses: where in the arena they start, and their length in bytes.
    public Cursor endpoints(int source, int destination, int length) {
        here.source = source;
        here.destination = destination;
        here.addressLength = length;
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
        here.row = row;
        return row;
    }

    /// What follows is not part of this packet but quoted from another, as in an ICMP error.
    public Cursor quote() {
        if (quotedFrom == NOT_QUOTED) quotedFrom = current + 1;
        return this;
    }

    /// What the current layer carries ends at `end`, or where the layer itself ends if that is nearer.
    public Cursor limitPayload(int end) {
        here.claimedEnd = Math.min(here.claimedEnd, end);
        here.end = Math.min(here.end, end);
        return this;
    }

    /// The payload of the current layer ends at `end`; behind that, the layer itself goes on.
    public Cursor payloadTo(int end) {
        payloadLimit = end;
        return this;
    }

    /// The current layer reads what it carries up to `start` itself: only what is behind is left to the next.
    public Cursor payloadFrom(int start) {
        payloadStart = Math.min(start, here.end);
        return this;
    }

    /// Notes that bytes are missing. A quoted packet is seldom whole: nothing is wrong with that.
    private void lack(@Nullable Field claim, int needed, int there) {
        stuck = true;
        if (quoted(current)) return;
        boolean cut = needed <= here.claimedEnd - here.start;
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
        here = layers[layer];
        at = here.start;
    }

    /// Index of the current layer.
    public int layer() {
        return current;
    }

    public Protocol protocol() {
        return here.protocol;
    }

    public Protocol protocol(int layer) {
        return layers[layer].protocol;
    }

    /// Whether the fixed part of the current layer's header is here.
    public boolean whole() {
        return here.headerEnd - here.start >= here.protocol.bytes();
    }

    /// Where the current layer's header ends, which is where its payload starts.
    public int headerEnd() {
        return here.headerEnd;
    }

    /// Where the current layer's bytes end.
    public int end() {
        return here.end;
    }

    /// Where the current layer ended on the wire: at [#end] or, in a cut frame, behind it.
    public int claimedEnd() {
        return here.claimedEnd;
    }

    /// Where the bytes end in which the current layer was found.
    public int outerEnd() {
        if (current > 0) return layers[current - 1].end;
        return batch.offset[frame] + batch.captured[frame];
    }

    /// Where the payload of the current layer really ends: before a trailer, if there is one.
    public int payloadEnd() {
        for (int i = current; i < depth && !reassembled(i) && !quoted(i); i++) {
            if (layers[i].end < outerEnd()) return layers[i].end;
        }
        return outerEnd();
    }

    /// Bytes of payload that the current layer had on the wire.
    public int payloadLength() {
        return here.claimedEnd - here.headerEnd;
    }

    /// Whether bytes of the current layer are missing from the capture.
    public boolean cut() {
        return here.claimedEnd > here.end;
    }

    /// Where the addresses of the current layer, or else of the nearest below, are in the arena.
    public int source() {
        return here.source;
    }

    public int destination() {
        return here.destination;
    }

    /// Bytes of such an address: 4, 16, 6, or 0 if there is none.
    public int addressLength() {
        return here.addressLength;
    }

    /// The current layer's row of facts, -1 if it has none.
    public int factsRow() {
        return here.row;
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
        return layers[layer].origin != batch.offset[frame];
    }

    /// Where the current layer's byte source starts: the frame, or what was reassembled.
    public int sourceStart() {
        return here.origin;
    }

    /// Whether something is wrong with the frame.
    public boolean troubled() {
        return problem != null;
    }

    /// What is wrong with the frame, null if nothing is.
    public @Nullable Problem problem() {
        if (problem == null) return null;
        return new Problem(problem, layers[problemLayer].protocol, problemClaim,
                layers[problemLayer].start - layers[problemLayer].origin, problemNeeded,
                problemThere);
    }
}
