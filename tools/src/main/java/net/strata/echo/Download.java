package net.strata.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// A file as the server `file` sends it: `OK` and a length in a line, so many bytes, and a line with their SHA-256; or a line
/// that begins with `NO`. It is saved in a folder under the last part of its name, where there was no such file; what is not
/// whole does not stay.
public final class Download implements Ending {
    private static final int LONGEST_LINE = 4200;
    private static final int DIGITS = 64;

    private final Path file;
    private final MessageDigest sum;
    private final StringBuilder line = new StringBuilder();
    private @Nullable WritableByteChannel saved;
    private long length = -1;
    private long left;
    private boolean done;

    /// @param folder where it is saved
    /// @param name as the server is asked for it
    /// @throws AnswerException if it cannot be saved under that name
    public Download(Path folder, String name) throws AnswerException {
        file = folder.resolve(last(name));
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) throw there();
        try {
            sum = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static Path last(String name) throws AnswerException {
        String last = name.substring(name.lastIndexOf('/') + 1);
        try {
            if (!last.isEmpty() && !last.equals(".") && !last.equals("..")) return Path.of(last);
        } catch (InvalidPathException e) {
            // Answered as the others.
        }
        throw new AnswerException(new Text(64).text(name) + ": that is no name of a file");
    }

    private AnswerException there() {
        return new AnswerException(new Text(64).text(file.toString()) + " is there already, and is not overwritten");
    }

    /// Where it is.
    public Path file() {
        return file;
    }

    /// How many bytes it has; -1 before that is known.
    public long length() {
        return length;
    }

    @Override
    public boolean take(ByteBuffer data, Content content) throws IOException {
        if (length < 0 && readLine(data, LONGEST_LINE)) begin(line.toString());
        if (length >= 0 && left > 0) save(data);
        if (length < 0 || left > 0) return false;
        if (!readLine(data, DIGITS)) return false;
        end(line.toString());
        return true;
    }

    /// @return whether it has come to its end
    private boolean readLine(ByteBuffer data, int longest) throws AnswerException {
        while (data.hasRemaining()) {
            char c = (char) (data.get() & 0xff);
            if (c == '\n') return true;
            if (line.length() == longest) throw new AnswerException("the answer is not one of the server file");
            line.append(c);
        }
        return false;
    }

    private void begin(String head) throws IOException {
        if (head.startsWith("NO "))
            throw new AnswerException("the server refuses: " + new Text(64).text(
                    new String(head.substring(3).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)));
        if (!head.matches("OK [0-9]{1,18}")) throw new AnswerException("the answer is not one of the server file");
        length = Long.parseLong(head.substring(3));
        left = length;
        line.setLength(0);
        try {
            saved = Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw there();
        } catch (AccessDeniedException e) {
            throw unsaved("this user may not make a file in that folder", e);
        } catch (NoSuchFileException e) {
            throw unsaved("no file can be made in that folder", e);
        } catch (FileSystemException e) {
            throw unsaved(e.getReason() == null ? "it cannot be made" : e.getReason(), e);
        }
    }

    private IOException unsaved(String why, IOException e) {
        return new IOException(new Text(64).text(file.toString()) + " is not saved: " + why, e);
    }

    private void save(ByteBuffer data) throws IOException {
        ByteBuffer part = data.slice(data.position(), (int) Math.min(left, data.remaining()));
        data.position(data.position() + part.remaining());
        left -= part.remaining();
        sum.update(part.duplicate());
        var open = saved;
        while (open != null && part.hasRemaining())
            open.write(part);
    }

    private void end(String digits) throws IOException {
        if (!digits.equals(HexFormat.of().formatHex(sum.digest())))
            throw new AnswerException("what came has another checksum than the server sent: it is not kept");
        done = true;
    }

    @Override
    public String missing() {
        return length < 0
                ? "it has not answered"
                : left > 0 ? left + " bytes of the file have not come" : "the checksum has not come";
    }

    /// Removes what is not whole.
    @Override
    public void close() throws IOException {
        var open = saved;
        if (open == null) return;
        open.close();
        if (!done) Files.deleteIfExists(file);
    }
}
