package net.strata.filter;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import net.strata.frame.Batch;
import net.strata.frame.LinkType;
import org.jspecify.annotations.Nullable;

/// A capture filter on the frames of a file. Where things are in a frame depends on its link type, so each link type
/// that is met has a program of its own.
public final class BpfFilter {
    /// Makes programs.
    public interface Compiler {
        /// The program for a link type.
        ///
        /// @param linkType a LINKTYPE_ number, see [LinkType]
        /// @throws IOException if there is none, with one line for the user
        BpfProgram compile(int linkType) throws IOException;
    }

    private final Compiler compiler;
    private final Map<Integer, BpfCode> programs = new HashMap<>();

    public BpfFilter(Compiler compiler) {
        this.compiler = compiler;
    }

    /// Makes sure that there is a program for a link type.
    ///
    /// @throws IOException if there is none, with one line for the user
    public void prepare(int linkType) throws IOException {
        program(linkType);
    }

    /// Hides the frames that the filter does not choose. A frame that it cannot be compiled for is hidden, and so are all
    /// behind it.
    ///
    /// @return why it cannot be compiled, null if it can
    public @Nullable IOException apply(Batch b) {
        BpfCode program = null;
        int link = 0;
        for (int i = 0; i < b.count; i++) {
            // What is no packet is not chosen.
            if (b.linkType[i] == LinkType.CUSTOM_BLOCK) {
                b.hidden[i] = true;
                continue;
            }
            int of = linkType(b, i);
            if (program == null || of != link) {
                try {
                    program = program(of);
                } catch (IOException e) {
                    while (i < b.count)
                        b.hidden[i++] = true;
                    return e;
                }
                link = of;
            }
            if (program.run(b.data, b.offset[i], b.captured[i], b.length[i]) == 0) b.hidden[i] = true;
        }
        return null;
    }

    private BpfCode program(int linkType) throws IOException {
        BpfCode program = programs.get(linkType);
        if (program == null) {
            program = BpfBytecode.translate(compiler.compile(linkType));
            programs.put(linkType, program);
        }
        return program;
    }

    /// A program for BSD loopback expects the protocol family in the byte order of this machine. Captured on one of the
    /// other order, a frame is like those of OpenBSD loopback, which always have it in network byte order.
    private static int linkType(Batch b, int i) {
        int at = b.offset[i];
        // Families are small numbers.
        boolean big = b.linkType[i] == LinkType.NULL && b.captured[i] >= 4 && b.data[at] == 0 && b.data[at + 1] == 0;
        return big ? LinkType.LOOP : b.linkType[i];
    }
}
