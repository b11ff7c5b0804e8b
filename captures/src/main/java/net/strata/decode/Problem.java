package net.strata.decode;

import net.strata.wire.Field;
import org.jspecify.annotations.Nullable;

/// Why decoding could not go on, or doubts what it read. Layers before it stand.
///
/// @param kind what is wrong
/// @param layer the layer that needs more bytes, or claims too much
/// @param claim the field that claims it, null if the fixed header needs it
/// @param offset where the layer starts, in bytes from the start of the frame
/// @param needed bytes that would be needed
/// @param there bytes that are there
public record Problem(Kind kind, Protocol layer, @Nullable Field claim, int offset, int needed, int there) {
    public enum Kind {
        /// The capture kept less than was on the wire.
        CUT,
        /// The packet itself is shorter than a header or a length in it says.
        SHORT,
        /// A length is smaller than the header that it covers.
        SMALL,
        /// A field does not have the value that it has in every such header; `there` is its value, `needed` that.
        WRONG,
        /// More layers than are followed.
        DEEP
    }

    /// One line for a person.
    public String text() {
        String who = layer.label() + " at byte " + offset;
        String by = claim == null ? "its header" : claim.name();
        return switch (kind) {
            case CUT -> who + ": cut by the capture, " + by + " needs " + needed + " bytes, " + there + " are here";
            case SHORT -> who + ": too short, " + by + " needs " + needed + " bytes, " + there + " are there";
            case SMALL -> who + ": " + by + " says " + there + " bytes, at least " + needed + " are needed";
            case WRONG -> who + ": " + by + " is " + there + ", not " + needed;
            case DEEP -> who + ": more than " + needed + " layers";
        };
    }
}
