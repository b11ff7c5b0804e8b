package net.strata.lab;

import java.util.List;

/// Finds out what caused what in a recording.
final class Reader {
    private final Recording recording;

    Reader(Recording recording) {
        this.recording = recording;
    }

    Timeline read() {
        return new Timeline(recording, List.of(), List.of(), 0, 0, List.of());
    }
}
