package net.strata.frame;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where frames were captured.
///
/// @param name such as `eth0`, null if the capture does not say
/// @param description in words, null if the capture does not say
/// @param linkType a LINKTYPE_ number, see [LinkType]
/// @param snapLength most bytes kept of a frame, 0 for no limit
/// @param comments what was noted about it
/// @param section the section of the capture it belongs to, counted from 0
/// @param id its number within that section, [#NO_ID] if the format has none
/// @param timeDecimals decimals of the seconds that its frames' times are recorded with, 0 to 9
/// @param details what else is known about it
public record Interface(@Nullable String name, @Nullable String description, int linkType, int snapLength,
        List<String> comments, int section, int id, int timeDecimals, Details details) {

    public static final int NO_ID = -1;

    /// What is known about an interface where it is captured at. Null, or 0 for the speed, is what is not known.
    ///
    /// @param mac its address, 6 bytes
    /// @param speed in bit/s
    /// @param filter what chose the frames, in words
    /// @param os the operating system there
    /// @param hardware what it is
    public record Details(@Nullable ByteBuffer mac, long speed, @Nullable String filter, @Nullable String os,
            @Nullable String hardware) {
        public static final Details NONE = new Details(null, 0, null, null, null);
    }

    public Interface(@Nullable String name, @Nullable String description, int linkType, int snapLength,
            List<String> comments) {
        this(name, description, linkType, snapLength, comments, 0, 0, 9);
    }

    /// An interface of which no more is known.
    public Interface(@Nullable String name, @Nullable String description, int linkType, int snapLength,
            List<String> comments, int section, int id, int timeDecimals) {
        this(name, description, linkType, snapLength, comments, section, id, timeDecimals, Details.NONE);
    }
}
