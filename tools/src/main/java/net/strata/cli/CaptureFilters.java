package net.strata.cli;

import net.strata.filter.BpfSource;
import net.strata.frame.FrameSource;
import net.strata.os.CaptureFilter;

/// Capture filters, in a class of their own so that they are loaded only where they are used.
final class CaptureFilters {
    private CaptureFilters() {}

    /// `source`, with the frames hidden that the filter does not pass.
    static FrameSource apply(String text, FrameSource source) {
        var filter = new CaptureFilter(text);
        return new BpfSource(source, linkType -> filter.compile(linkType, 0));
    }
}
