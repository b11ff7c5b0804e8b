package net.strata.cli;

import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import net.strata.file.CaptureWriter;
import net.strata.file.Recording;
import net.strata.file.Ring;
import net.strata.file.RotatingFiles;
import net.strata.file.Rotation;
import net.strata.filter.Filter;
import net.strata.frame.FrameSource;
import org.jspecify.annotations.Nullable;

/// `-w`: packets of a live capture go into a file, into one file after the other, or into a ring in memory.
///
/// @param prints whether they are shown as well
/// @param rotation when files end, null for a single file
/// @param last what the ring keeps, null for no ring
/// @param trigger the packets that have the ring written, null for none
record Keeping(Target target, boolean prints, @Nullable Rotation rotation, @Nullable Last last,
        @Nullable Filter trigger) {
    private static final Option PRINT = Option.flag("--print", "show the packets that -w writes, too");
    private static final Option SIZE = Option.value("-C", "SIZE",
            "begin another file when one has so many millions of bytes, or 500KB, 2GiB");
    private static final Option TIME = Option.value("-G", "TIME",
            "begin another file when the clock reaches a multiple of so many seconds, or of 10m, 1h");
    private static final Option FILES = Option.value("-W", "N",
            "with -C keep the last N files, the oldest goes; with -G alone end after N files");
    private static final Option PACKETS = Option.flag("-U", "hold no packet of -w back; always so");
    private static final Option RING = Option.value("--ring", "LAST",
            "keep the last 60s, 500MB, or 60s,500MB in memory; -w writes them on a trigger: SIGUSR1, --trigger, --until");
    private static final Option TRIGGER = Option.value("--trigger", "FILTER",
            "write the ring when this display filter chooses a packet");
    static final List<Option> OPTIONS = List.of(Target.FILE, Target.FORMAT, PRINT, SIZE, TIME, FILES, RING, TRIGGER,
            PACKETS);
    private static final List<Option> NEEDING = List.of(Target.FORMAT, PRINT, SIZE, TIME, FILES, RING, TRIGGER);
    private static final List<Option> ROTATING = List.of(SIZE, TIME, FILES);

    private static final int MOST_FILES = 1_000_000;

    /// How much a ring keeps, 0 for what is not limited.
    record Last(long seconds, long bytes) {}

    /// What the command line says of it, null if nothing.
    ///
    /// @param views options that make no sense where no packet is shown
    static @Nullable Keeping of(Arguments arguments, List<Option> views, Console console) throws UsageException {
        Target target = Target.of(arguments, NEEDING, views, PRINT, console);
        if (target == null) return null;
        Rotation rotation = rotation(arguments);
        Last last = last(arguments);
        if (last == null && arguments.has(TRIGGER))
            throw new UsageException("--trigger has a ring written: add --ring 60s");
        for (Option option : ROTATING)
            if (last != null && arguments.has(option))
                throw new UsageException("--ring writes a file when asked, " + option.name()
                        + " begins them on its own: leave out one");
        if (rotation != null || last != null) checkName(arguments, target);
        return new Keeping(target, arguments.has(PRINT), rotation, last, DisplayFilters.of(arguments, TRIGGER));
    }

    private static @Nullable Rotation rotation(Arguments arguments) throws UsageException {
        long bytes = size(arguments);
        long seconds = time(arguments);
        int files = (int) arguments.number(FILES, 1, MOST_FILES, 0);
        if (bytes > 0 || seconds > 0) return new Rotation(bytes, seconds, files, ZoneId.systemDefault());
        if (files > 0) throw new UsageException("-W counts the files that -C or -G begins: add one of them");
        return null;
    }

    /// In bytes, 0 if there is none.
    private static long size(Arguments arguments) throws UsageException {
        String text = arguments.value(SIZE);
        long bytes = text == null ? 0 : Quantity.bytes(text, 1_000_000);
        if (text != null && bytes == 0)
            throw new UsageException("-C takes millions of bytes, or a size such as 500KB, 100MB or 2GiB, not " + text);
        return bytes;
    }

    /// In seconds, 0 if there is none.
    private static long time(Arguments arguments) throws UsageException {
        String text = arguments.value(TIME);
        long seconds = text == null ? 0 : Quantity.seconds(text, 1);
        if (text != null && seconds == 0)
            throw new UsageException("-G takes whole seconds, or a time such as 60s, 10m or 1h, not " + text);
        return seconds;
    }

    private static @Nullable Last last(Arguments arguments) throws UsageException {
        String text = arguments.value(RING);
        if (text == null) return null;
        long seconds = 0;
        long bytes = 0;
        boolean understood = true;
        for (String part : text.split(",", -1)) {
            long time = Quantity.seconds(part, 0);
            long size = Quantity.bytes(part, 0);
            understood &= time > 0 && seconds == 0 || size > 0 && bytes == 0;
            seconds += time;
            bytes += size;
        }
        if (!understood) throw new UsageException("--ring takes 60s, 500MB, or both as in 60s,500MB, not " + text);
        return new Last(seconds, bytes);
    }

    private static void checkName(Arguments arguments, Target target) throws UsageException {
        if (target.isStandardOutput()) {
            String many = arguments.has(RING) ? RING.name() : arguments.has(SIZE) ? SIZE.name() : TIME.name();
            throw new UsageException("-w - is one stream, " + many + " writes files: give -w a file");
        }
        try {
            RotatingFiles.checkName(target.path());
        } catch (IllegalArgumentException e) {
            throw new UsageException("-w " + target + ": " + e.getMessage());
        }
    }

    /// Makes the file, or the first; what it is made of comes from `source`.
    ///
    /// @return a [Ring] if there is one
    Recording recording(FrameSource source, Console console) throws IOException {
        var writer = CaptureWriter.of(target.format(), source, Integer.MAX_VALUE);
        if (last != null)
            return new Ring(target.path(), writer, last.seconds, last.bytes, ZoneId.systemDefault(),
                    InstantSource.system(), console::say);
        if (rotation != null) return RotatingFiles.create(target.path(), writer, rotation, InstantSource.system());
        return target.file(writer, console.out());
    }
}
