package net.strata.explain.story;

import java.util.List;
import net.strata.lab.Timeline;

/// A session of the lab, told beside its calls.
final class LabStory {
    private LabStory() {}

    static Story of(Timeline timeline) {
        return new Plot().story(timeline.recording().setting().name(), "", List.of());
    }
}
