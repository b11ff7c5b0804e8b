package net.strata.file;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.strata.file.packed.Packing;
import net.strata.frame.CaptureException;
import net.strata.frame.FrameSource;

/// Opens captures. What they are is told by their content, never by their name.
public final class Captures {
    /// A pcap file header, and enough to tell anything else.
    private static final int HEAD = 24;

    private Captures() {}

    /// Opens a capture file.
    ///
    /// @throws CaptureException if there is none, or it is no capture: one line that
    /// says why
    public static FrameSource open(Path path) throws IOException {
        String name = path.toString();
        if (Files.isDirectory(path)) throw new CaptureException(name + ": is a folder, not a capture");
        if (!Files.exists(path)) throw new CaptureException(name + ": no such file");
        if (!Files.isReadable(path)) throw new CaptureException(name + ": no permission to read it");
        return open(new Input(new FileInputStream(path.toFile()), name, !Files.isRegularFile(path), ""));
    }

    /// Reads a capture from a stream as it arrives. Closing the source closes the
    /// stream.
    ///
    /// @param name what to call it in messages
    public static FrameSource open(InputStream in, String name) throws IOException {
        return open(new Input(in, name, true, ""));
    }

    private static FrameSource open(Input plain) throws IOException {
        try {
            byte[] head = head(plain);
            if (head.length == 0) throw new CaptureException(plain.name() + ": is empty");
            Packing packing = Packing.of(head);
            if (packing == null) return reader(plain, head);
            InputStream all = new SequenceInputStream(new ByteArrayInputStream(head), plain.stream());
            Input unpacked = new Input(packing.unpack(all), plain.name(), plain.waits(), packing.title());
            byte[] inner = head(unpacked);
            if (inner.length == 0)
                throw new CaptureException(plain.name() + ": holds " + packing.title()
                        + " data that is empty");
            return reader(unpacked, inner);
        } catch (IOException | RuntimeException e) {
            plain.stream().close();
            throw e;
        }
    }

    private static byte[] head(Input input) throws CaptureException {
        byte[] head = new byte[HEAD];
        int length = 0;
        try {
            while (length < HEAD) {
                int n = input.stream().read(head, length, HEAD - length);
                if (n < 0) break;
                length += n;
            }
        } catch (IOException e) {
            if (length == 0) throw new CaptureException(input.name() + ": " + e.getMessage());
            // Whatever is here is looked at; the fault comes up again behind it.
        }
        return Arrays.copyOf(head, length);
    }

    private static FrameSource reader(Input input, byte[] head) throws CaptureException {
        if (PcapReader.starts(head)) return new PcapReader(input, head);
        if (PcapngReader.starts(head)) return new PcapngReader(input, head);
        String inside = input.packing().isEmpty() ? "" : " (inside " + input.packing() + ")";
        throw new CaptureException(input.name() + ": not a pcap or pcapng capture" + inside + guess(head));
    }

    /// What else a file looks like, by its first bytes.
    private static String guess(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String kind = null;
        if (Packing.of(head) != null) kind = "compressed data once more";
        else if (text.startsWith("snoop\0")) kind = "a snoop capture";
        else if (text.startsWith("GMBU") || text.startsWith("RTSS")) kind = "a Network Monitor capture";
        else if (text.startsWith("\u00fd7zXZ")) kind = "xz data";
        else if (text.startsWith("BZh")) kind = "bzip2 data";
        else if (text.startsWith("PK\3\4")) kind = "a zip archive";
        else if (text.startsWith("\177ELF")) kind = "a program";
        else if (text.startsWith("%PDF")) kind = "a PDF document";
        else if (text.chars().allMatch(Captures::isText)) kind = "text";
        return kind == null ? "" : ", it looks like " + kind;
    }

    private static boolean isText(int c) {
        return (c >= ' ' && c < 0x7f) || c == '\n' || c == '\r' || c == '\t';
    }
}
