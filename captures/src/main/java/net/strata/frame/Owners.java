package net.strata.frame;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The processes at those ends of a packet that are on this machine. One object serves all packets of a flow in one
/// direction.
public final class Owners {
    private final List<Owner> all;
    private final byte[] comment;

    private Owners(List<Owner> all, String comment) {
        this.all = all;
        this.comment = comment.getBytes(StandardCharsets.UTF_8);
    }

    /// Those of a packet; null if neither is known.
    public static @Nullable Owners of(@Nullable Owner sender, @Nullable Owner receiver) {
        if (sender == null && receiver == null) return null;
        var all = new ArrayList<Owner>();
        var comment = new StringBuilder();
        if (sender != null) {
            all.add(sender);
            comment.append("sent by ").append(sender);
        }
        if (receiver != null) {
            all.add(receiver);
            comment.append(sender == null ? "" : ", ").append("received by ").append(receiver);
        }
        return new Owners(List.copyOf(all), comment.toString());
    }

    /// Those known, the sender first.
    public List<Owner> all() {
        return all;
    }

    /// What a capture file says of such a packet, in UTF-8; not to be changed.
    public byte[] comment() {
        return comment;
    }
}
