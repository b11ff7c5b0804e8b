package net.strata.frame;

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
public record Interface(@Nullable String name, @Nullable String description, int linkType, int snapLength,
        List<String> comments, int section, int id, int timeDecimals) {

    public static final int NO_ID = -1;

    public Interface(@Nullable String name, @Nullable String description, int linkType, int snapLength,
            List<String> comments) {
        this(name, description, linkType, snapLength, comments, 0, 0, 9);
    }
}
