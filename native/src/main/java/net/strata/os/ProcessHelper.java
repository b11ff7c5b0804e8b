package net.strata.os;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import net.strata.frame.Owner;

/// The program that tells which process has a socket, for one that gave up the right to know: see [HelperHolders], which
/// starts it with no other rights than that needs.
///
/// A line with a socket's inode is answered by a line with the process's number and name. What is no number is not
/// answered. It ends with its input.
final class ProcessHelper {
    /// The first line.
    static final String READY = "ready";
    /// Digits of a request; inodes of sockets have 10 at most.
    private static final int MOST_DIGITS = 18;

    private ProcessHelper() {}

    public static void main(String[] words) throws IOException {
        var in = new BufferedInputStream(new FileInputStream(FileDescriptor.in));
        serve(in, new FileOutputStream(FileDescriptor.out), new ProcessTable());
    }

    static void serve(InputStream in, OutputStream out, SocketHolders holders) throws IOException {
        line(READY, out);
        long inode = 0;
        int digits = 0;
        boolean good = true;
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                if (good && digits > 0) {
                    Owner owner = holders.holder(inode);
                    line(owner.id() + " " + owner.name(), out);
                }
                inode = 0;
                digits = 0;
                good = true;
            } else if (c >= '0' && c <= '9' && digits < MOST_DIGITS) {
                inode = inode * 10 + c - '0';
                digits++;
            } else {
                good = false;
            }
        }
    }

    private static void line(String text, OutputStream out) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
