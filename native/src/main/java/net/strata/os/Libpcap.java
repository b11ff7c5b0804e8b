package net.strata.os;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.strata.filter.BpfProgram;

/// The filter compiler of libpcap (pcap_compile(3PCAP)).
///
/// Six functions, called a few times in a run: JNA looks them up by name. Mapping them to methods of a class would
/// take longer than all the rest.
final class Libpcap {
    /// As Debian calls it, and as others do. The last is found only where development files are installed, or by JNA's
    /// own search.
    private static final String[] NAMES = {"libpcap.so.0.8", "libpcap.so.1", "pcap"};
    /// Where pcap4j looks for the name.
    private static final String PCAP4J_NAME = "org.pcap4j.core.pcapLibName";
    /// Until 1.8 the compiler kept its state in global variables.
    private static final Object LOCK = new Object();

    /// PCAP_ERRBUF_SIZE.
    private static final int ERROR_BUFFER = 256;

    private final Function openMemory;
    private final Function open;
    private final Function compile;
    private final Function error;
    private final Function free;
    private final Function close;

    /// What came of a compilation.
    sealed interface Result {}

    record Compiled(BpfProgram program) implements Result {}

    /// @param reason libpcap's, which names no place
    record Refused(String reason) implements Result {}

    private Libpcap(NativeLibrary library) {
        openMemory = NativeLibrary.getProcess().getFunction("fmemopen");
        open = library.getFunction("pcap_fopen_offline");
        compile = library.getFunction("pcap_compile");
        error = library.getFunction("pcap_geterr");
        free = library.getFunction("pcap_freecode");
        close = library.getFunction("pcap_close");
    }

    static Libpcap load() throws OsError {
        return new Libpcap(library());
    }

    /// Else JNA runs ldconfig to learn where libraries are, which the dynamic linker knows.
    static void quicken() {
        if (System.getProperty("jna.platform.library.path") == null)
            System.setProperty("jna.platform.library.path", "");
    }

    /// The library, under whichever name it is here.
    static NativeLibrary library() throws OsError {
        quicken();
        for (String name : NAMES) {
            try {
                NativeLibrary library = NativeLibrary.getInstance(name);
                System.setProperty(PCAP4J_NAME, name);
                return library;
            } catch (LinkageError e) {
                // Perhaps under the next name.
            }
        }
        throw new OsError("libpcap captures packets and compiles capture filters, and is not here:"
                + " apt install libpcap0.8 (dnf install libpcap)");
    }

    /// Compiles `text`, with optimization, for a capture file of the link type: it has nothing but a header. (For
    /// pcap_open_dead the compiler thinks of live packets, and of this system's numbers of protocol families.)
    Result compile(String text, int linkType, int snapLength) {
        try (var header = new Memory(24);
                var message = new Memory(ERROR_BUFFER);
                var program = new Memory(2L * Native.POINTER_SIZE)) {
            header.clear();
            header.setInt(0, 0xa1b2c3d4);
            header.setShort(4, (short) 2);
            header.setShort(6, (short) 4);
            header.setInt(16, snapLength);
            header.setInt(20, linkType);
            Pointer file = openMemory.invokePointer(new Object[]{header, header.size(), "r"});
            synchronized (LOCK) {
                Pointer capture = open.invokePointer(new Object[]{file, message});
                if (capture == null) return new Refused(message.getString(0));
                try {
                    if (compile.invokeInt(new Object[]{capture, program, text, 1, 0}) != 0)
                        return new Refused(error.invokePointer(new Object[]{capture}).getString(0));
                    return new Compiled(take(program));
                } finally {
                    close.invokeVoid(new Object[]{capture});
                }
            }
        }
    }

    private BpfProgram take(Memory program) {
        try {
            long bytes = (long) program.getInt(0) * BpfProgram.INSTRUCTION;
            ByteBuffer instructions = program.getPointer(Native.POINTER_SIZE).getByteBuffer(0, bytes);
            return new BpfProgram(instructions.order(ByteOrder.nativeOrder()));
        } finally {
            free.invokeVoid(new Object[]{program});
        }
    }
}
