package net.strata.filter;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.LinkType;
import net.strata.frame.Notes;
import org.jspecify.annotations.Nullable;

/// A source with a capture filter: frames that do not pass are hidden. Where things are in a frame depends on its link
/// type, so each link type that is met has a program of its own.
public final class BpfSource implements FrameSource {
    /// Makes the program for a link type.
    public interface Compiler {
        /// The program for a link type.
        ///
        /// @param linkType a LINKTYPE_ number, see [LinkType]
        /// @throws IOException if there is none, with one line for the user
        BpfProgram compile(int linkType) throws IOException;
    }

    private final FrameSource source;
    private final Compiler compiler;
    private final Map<Integer, BpfMachine> machines = new HashMap<>();
    /// What went wrong behind the frames that were delivered last.
    private @Nullable IOException failure;

    public BpfSource(FrameSource source, Compiler compiler) {
        this.source = source;
        this.compiler = compiler;
    }

    @Override
    public boolean read(Batch b) throws IOException {
        if (failure != null) throw failure;
        if (!source.read(b)) return false;
        BpfMachine machine = null;
        int link = 0;
        for (int i = 0; i < b.count; i++) {
            // What is no packet passes no filter.
            if (b.linkType[i] == LinkType.CUSTOM_BLOCK) {
                b.hidden[i] = true;
                continue;
            }
            int of = linkType(b, i);
            if (machine == null || of != link) {
                machine = machine(b, i, of);
                if (machine == null) return true;
                link = of;
            }
            if (machine.run(b.data, b.offset[i], b.captured[i], b.length[i]) == 0) b.hidden[i] = true;
        }
        return true;
    }

    /// A program for BSD loopback expects the protocol family in the byte order of this machine. Captured on one of the
    /// other order, a frame is like those of OpenBSD loopback, which always have it in network byte order.
    private static int linkType(Batch b, int i) {
        int at = b.offset[i];
        // Families are small numbers.
        boolean big = b.linkType[i] == LinkType.NULL && b.captured[i] >= 4 && b.data[at] == 0 && b.data[at + 1] == 0;
        return big ? LinkType.LOOP : b.linkType[i];
    }

    /// The program for frame `i`; null if there is none, and frames come before it.
    private @Nullable BpfMachine machine(Batch b, int i, int linkType) throws IOException {
        BpfMachine machine = machines.get(linkType);
        if (machine != null) return machine;
        try {
            machine = new BpfMachine(compiler.compile(linkType));
            machines.put(linkType, machine);
            return machine;
        } catch (IOException e) {
            if (i == 0) throw e;
            failure = e;
            b.count = i;
            return null;
        }
    }

    @Override
    public List<Interface> interfaces() {
        return source.interfaces();
    }

    @Override
    public Notes notes() {
        return source.notes();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
