package net.strata.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.LinkType;
import net.strata.frame.Notes;

/// Frames as they come, put through a recording: a source, a clock, and the stages of a pipeline in one thread. Each
/// frame is its number, as text, and zeros behind it.
final class Kept implements FrameSource, InstantSource {
    /// Noon of a Saturday in UTC: 1 795 262 400 s since the epoch.
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final RecordBuffer records = new RecordBuffer(16);
    private final Batch batch = new Batch(1 << 16);
    private Instant now = NOON;
    private long number;

    /// Puts frames of 84 bytes through in one batch.
    ///
    /// @param times when each was captured, as `12:00:00.5` UTC on that Saturday
    void frames(Recording recording, String... times) throws IOException {
        put(recording, Stream.of(times).map(time -> time(time)).toList(), 84, false);
    }

    /// A frame that was waited for, behind which come others.
    void awaited(Recording recording, String time, String... others) throws IOException {
        var all = new ArrayList<>(List.of(time(time)));
        for (String other : others)
            all.add(time(other));
        put(recording, all, 84, true);
    }

    static Instant time(String text) {
        return Instant.parse("2026-11-21T" + text + "Z");
    }

    /// Frames that are not chosen.
    void hidden(Recording recording, String... times) throws IOException {
        fill(Stream.of(times).map(time -> time(time)).toList(), 84);
        java.util.Arrays.fill(batch.hidden, 0, batch.count, true);
        pass(recording);
    }

    void put(Recording recording, List<Instant> times, int size, boolean awaited) throws IOException {
        fill(times, size);
        batch.awaited[0] = awaited;
        pass(recording);
    }

    private void fill(List<Instant> times, int size) {
        batch.clear();
        batch.firstNumber = number + 1;
        for (Instant time : times) {
            byte[] text = String.valueOf(++number).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            batch.reserve(size);
            java.util.Arrays.fill(batch.data, batch.used, batch.used + size, (byte) 0);
            System.arraycopy(text, 0, batch.data, batch.used, Math.min(text.length, size));
            batch.add(batch.used, size, size, time.getEpochSecond() * 1_000_000_000 + time.getNano(), 9,
                    LinkType.ETHERNET, 0);
            batch.used += size;
        }
    }

    /// A while without frames.
    void pause(Recording recording, String until) throws IOException {
        now = time(until);
        batch.clear();
        batch.firstNumber = number + 1;
        pass(recording);
    }

    private void pass(Recording recording) throws IOException {
        recording.prepare(batch, records);
        recording.frames(batch, records);
        recording.write(batch, records);
        records.clear();
    }

    /// The numbers of the frames in a capture that is whole.
    static List<Long> numbers(Path capture) throws IOException {
        Read read = Read.of(Files.readAllBytes(capture), 4096);
        if (!read.trouble().isEmpty()) throw new IOException(read.trouble());
        return read.frames().stream().map(f -> Long.valueOf(f.bytes().replace("\0", ""))).toList();
    }

    /// The files of a folder, sorted by name.
    static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public boolean read(Batch b) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Interface> interfaces() {
        return List.of(new Interface("eth0", null, LinkType.ETHERNET, 0, List.of()));
    }

    @Override
    public Notes notes() {
        return new Notes(List.of(), List.of(), List.of(), Map.of(0, new Notes.Statistics(0, number, 0)));
    }

    @Override
    public void close() {}
}
