package net.strata.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Files of one folder. The client sends a name in a line, and gets
///
/// ```
/// OK 12345                     how many bytes follow
/// ...                          as many
/// 9f86d081884c7d65...          SHA-256 of them, 64 digits
/// ```
///
/// or one line, `NO` and why. The checksum comes last, so that the file is read once, and it is of what was sent.
///
/// The folder cannot be left: each folder on the way is opened inside the one before it, and no symbolic link is followed
/// (openat(2), O_NOFOLLOW), so that there is no moment between looking and opening in which a link could lead out. That it is
/// a regular file is looked at before: who may write in the folder can put a pipe there in between, and have the server wait
/// for its writer.
final class FileDownload extends Requests {
    private static final int PART = 1 << 15;

    private final Path folder;
    private final MessageDigest sum;
    private final ByteBuffer part = ByteBuffer.allocate(PART);
    private @Nullable SeekableByteChannel file;
    private long left;

    FileDownload(Path folder) {
        this.folder = folder;
        try {
            sum = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    @Override
    void answer(String request, Answer out) throws IOException {
        var opened = open(request);
        if (opened == null) {
            refuse("there is no such file here", out);
            return;
        }
        file = opened;
        left = opened.size();
        sum.reset();
        out.say("OK " + left + "\n");
        goOn(out);
    }

    @Override
    void refuse(String why, Answer out) {
        out.say("NO " + why + "\n");
    }

    @Override
    boolean goOn(Answer out) throws IOException {
        if (file == null) return false;
        int n = file.read(part.clear().limit((int) Math.min(PART, left))); // 0 of an empty file
        if (n < 0) throw new IOException("a file became shorter while it was sent");
        left -= n;
        sum.update(part.flip());
        out.say(part.rewind());
        if (left == 0) {
            out.say(HexFormat.of().formatHex(sum.digest()) + "\n");
            close();
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        var open = file;
        file = null;
        if (open != null) open.close();
    }

    /// Null if there is no such file in the folder.
    private @Nullable SeekableByteChannel open(String name) {
        try {
            Path path = Path.of(name);
            if (path.isAbsolute() || name.isEmpty()) return null;
            for (Path each : path)
                if (each.toString().equals("..")) return null;
            try (var inside = Files.newDirectoryStream(folder)) {
                return inside instanceof SecureDirectoryStream<Path> secure ? open(secure, path) : null;
            }
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    private static @Nullable SeekableByteChannel open(SecureDirectoryStream<Path> folder, Path path)
            throws IOException {
        Path first = path.getName(0);
        if (path.getNameCount() > 1) {
            try (var inside = folder.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
                return open(inside, path.subpath(1, path.getNameCount()));
            }
        }
        var about = folder.getFileAttributeView(first, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        // Opening a pipe would wait for its writer.
        if (!about.readAttributes().isRegularFile()) return null;
        return folder.newByteChannel(first, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }
}
