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
public record Interface(@Nullable String name, @Nullable String description, int linkType, int snapLength,
        List<String> comments) {}
