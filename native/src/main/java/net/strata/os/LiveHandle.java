package net.strata.os;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.strata.filter.BpfProgram;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.Interface;
import net.strata.frame.LinkType;
import net.strata.frame.Notes;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.PcapDirection;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.packet.namednumber.DataLinkType;

/// One interface under capture: pcap4j opens, configures, compiles; frames are read by libpcap's own call into memory
/// that is used again. For one thread.
final class LiveHandle implements AutoCloseable {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    @SuppressWarnings("restricted") // libpcap tells addresses
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /// Where pcap_next_ex leaves two addresses.
    private static final int ADDRESSES = 16;
    /// struct pcap_pkthdr: time in seconds and their fraction, bytes captured, bytes on the wire.
    private static final int HEADER = 24;
    private static final int CAPTURED_AT = 16;
    private static final int LENGTH_AT = 20;
    /// struct pcap_stat: packets received, dropped by the kernel, dropped by the interface.
    private static final int STATISTICS = 12;
    /// The program that keeps no byte of any frame: return 0.
    private static final BpfProgram NOTHING = new BpfProgram(
            ByteBuffer.allocate(BpfProgram.INSTRUCTION).order(ByteOrder.nativeOrder()).putShort(0, (short) 0x06));
    private static final int ERROR_BUFFER = 256;
    /// As tcpdump has it: `ip broadcast` is that of all networks.
    private static final Inet4Address NO_MASK = (Inet4Address) InetAddress.ofLiteral("0.0.0.0");

    private final String name;
    private final PcapHandle pcap;
    private final long address;
    private final Socket socket;
    private final int linkType;
    private final int snapLength;
    private final Interface.Details details;
    private final long opened = now();
    private final AtomicLong taken = new AtomicLong();
    private final long fraction;
    private final Memory places = new Memory(ADDRESSES);
    private final Memory statistics = new Memory(STATISTICS);
    private final byte[] facts = new byte[ADDRESSES + HEADER];
    private boolean ready;
    private boolean gone;
    private LiveCounts counts = LiveCounts.NONE;
    private boolean closed;
    private final int[] counted = new int[STATISTICS / Integer.BYTES];

    private LiveHandle(String name, PcapHandle pcap, LiveSettings settings) throws IOException {
        this.name = name;
        this.pcap = pcap;
        address = address(pcap);
        snapLength = settings.snapLength();
        details = details(name, settings.filter());
        fraction = pcap.getTimestampPrecision() == TimestampPrecision.NANO ? 1 : 1000;
        linkType = linkType(pcap.getDlt().value());
        try (var error = new Memory(ERROR_BUFFER)) {
            if (LiveCalls.pcap_setnonblock(address, 1, error) != 0) throw new OsError(error.getString(0));
        }
        if (settings.filter() != null) filter(settings.filter());
        socket = Socket.ofPackets(LiveCalls.pcap_get_selectable_fd(address));
    }

    static LiveHandle open(String name, LiveSettings settings) throws IOException {
        Libpcap.library();
        PcapHandle pcap = activate(name, settings);
        try {
            if (pcap.getDlt().value() == LinkType.LINUX_SLL) cooked(pcap);
            if (settings.direction() != LiveSettings.Direction.INOUT)
                pcap.setDirection(PcapDirection.valueOf(settings.direction().name()));
            return new LiveHandle(name, pcap, settings);
        } catch (PcapNativeException | NotOpenException e) {
            pcap.close();
            throw new OsError("cannot capture on " + name + ": " + e.getMessage());
        } catch (IOException | RuntimeException | Error e) {
            pcap.close();
            throw e;
        }
    }

    private static PcapHandle activate(String name, LiveSettings settings) throws OsError {
        try {
            return new PcapHandle.Builder(name).snaplen(settings.snapLength())
                    .promiscuousMode(settings.promiscuous()
                            ? PromiscuousMode.PROMISCUOUS
                            : PromiscuousMode.NONPROMISCUOUS)
                    .timeoutMillis(settings.blockMillis()).bufferSize(settings.bufferBytes())
                    .timestampPrecision(TimestampPrecision.NANO).build();
        } catch (PcapNativeException e) {
            throw LiveFault.of(name, e);
        }
    }

    /// The newer of the two headers of `any` and the like names the interface.
    private static void cooked(PcapHandle pcap) throws NotOpenException {
        try {
            pcap.setDlt(DataLinkType.getInstance(LinkType.LINUX_SLL2));
        } catch (PcapNativeException e) {
            // An older libpcap.
        }
    }

    /// pcap4j keeps the address of its `pcap_t` for itself.
    private static long address(PcapHandle pcap) {
        try {
            Field handle = PcapHandle.class.getDeclaredField("handle");
            handle.setAccessible(true);
            return Pointer.nativeValue((Pointer) handle.get(pcap));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another pcap4j than 1.8.2", e);
        }
    }

    /// The number that capture files have for one of libpcap's in memory: the same, but for those that differ from
    /// system to system (pcap-common.c in libpcap).
    private static int linkType(int dlt) {
        return switch (dlt) {
            case 11 -> 100; // ATM
            case 12 -> LinkType.RAW;
            case 15 -> 102; // SLIP of BSD/OS
            case 16 -> 103; // PPP of BSD/OS
            case 18 -> 246; // pfsync
            case 19 -> 106; // classical IP over ATM
            default -> dlt;
        };
    }

    private void filter(String text) throws IOException {
        String refusal = FilterNames.refusalOfAllButHosts(text);
        if (refusal == null) refusal = compile(text, true);
        if (refusal == null) return;
        boolean named = FilterNames.refusal(text) != null && FilterNames.refusalOfAllButHosts(text) == null;
        String run = named
                ? text.strip()
                : FilterFault.shortest(text, part -> FilterNames.refusal(part) == null && compile(part, false) == null);
        throw new FilterSyntaxException(CaptureFilter.message(run, refusal, linkType));
    }

    /// Compiles a filter, and lets the kernel run it if it shall be set.
    ///
    /// @return libpcap's reason why it does not compile, null if it does
    private @Nullable String compile(String text, boolean set) throws OsError {
        try {
            var program = pcap.compileFilter(text, BpfCompileMode.OPTIMIZE, NO_MASK);
            try {
                if (set) pcap.setFilter(program);
                return null;
            } finally {
                program.free();
            }
        } catch (PcapNativeException e) {
            return String.valueOf(e.getMessage());
        } catch (NotOpenException e) {
            throw new IllegalStateException(e);
        }
    }

    /// How capture files describe it.
    Interface description(int id) {
        return new Interface(name, null, linkType, snapLength, List.of(), 0, id, fraction == 1 ? 9 : 6, details);
    }

    private static Interface.Details details(String name, @Nullable String filter) {
        String os = System.getProperty("os.name") + " " + System.getProperty("os.version");
        return new Interface.Details(hardwareAddress(name), 0, filter, os, null);
    }

    private static @Nullable ByteBuffer hardwareAddress(String name) {
        try (Netlink netlink = Netlink.open()) {
            for (Link link : netlink.links())
                if (link.name().equals(name) && !link.mac().isEmpty()) return ByteBuffer.wrap(link.macBytes());
        } catch (OsError e) {
            // It is only to be noted.
        }
        return null;
    }

    /// What tells that frames are here.
    Socket socket() {
        return socket;
    }

    /// Whether it captures no more.
    boolean gone() {
        return gone;
    }

    /// Whether a frame is at hand; fetches one if there is one.
    ///
    /// @throws CaptureException once, if the interface captures no more
    boolean ready() throws CaptureException {
        if (ready || gone) return ready;
        long places = Pointer.nativeValue(this.places);
        int result = LiveCalls.pcap_next_ex(address, places, places + Long.BYTES);
        if (result < 0) {
            gone = true;
            throw new CaptureException(name + ": " + LiveCalls.pcap_geterr(address).getString(0));
        }
        if (result == 0) return false;
        MemorySegment.copy(MEMORY, ValueLayout.JAVA_BYTE, places, facts, 0, ADDRESSES);
        MemorySegment.copy(MEMORY, ValueLayout.JAVA_BYTE, (long) LONG.get(facts, 0), facts, ADDRESSES, HEADER);
        ready = true;
        return true;
    }

    /// When the frame at hand came, in ns since the epoch.
    long time() {
        return (long) LONG.get(facts, ADDRESSES) * 1_000_000_000
                + (long) LONG.get(facts, ADDRESSES + Long.BYTES) * fraction;
    }

    /// Moves the frame at hand into a batch.
    ///
    /// @return false if the batch has no room for it
    boolean take(Batch batch, int id) {
        int captured = (int) INT.get(facts, ADDRESSES + CAPTURED_AT);
        if (batch.count > 0 && batch.used + captured > batch.data.length) return false;
        batch.reserve(captured);
        MemorySegment.copy(MEMORY, ValueLayout.JAVA_BYTE, (long) LONG.get(facts, Long.BYTES), batch.data, batch.used,
                captured);
        batch.add(batch.used, captured, (int) INT.get(facts, ADDRESSES + LENGTH_AT), time(), fraction == 1 ? 9 : 6,
                linkType, id);
        batch.used += captured;
        taken.lazySet(taken.getPlain() + 1);
        ready = false;
        return true;
    }

    /// Has the kernel refuse what comes from now on. What it holds already can still be read, and is counted.
    void silence() throws OsError {
        if (!gone) socket.setsockopt(Option.SO_ATTACH_FILTER, NOTHING);
    }

    /// The counts up to now. Any thread may ask: libpcap touches nothing for them that reading does.
    synchronized LiveCounts counts() {
        if (closed || LiveCalls.pcap_stats(address, statistics) != 0) return counts;
        long received = counts.received() + grown(0);
        long dropped = counts.dropped() + grown(1);
        long lost = counts.droppedByInterface() + grown(2);
        counts = new LiveCounts(received, dropped, lost);
        return counts;
    }

    /// libpcap's counters have 32 bits.
    private long grown(int index) {
        int now = statistics.getInt((long) index * Integer.BYTES);
        long more = Integer.toUnsignedLong(now - counted[index]);
        counted[index] = now;
        return more;
    }

    /// Under the names that dumpcap has for libpcap's counters, and under those of the format that fit them better.
    Notes.Statistics statistics() {
        LiveCounts c = counts();
        long now = now();
        return new Notes.Statistics(now, opened, now, c.received(), c.dropped(), c.received(), c.dropped(),
                taken.get());
    }

    private static long now() {
        return System.currentTimeMillis() * 1_000_000;
    }

    @Override
    public synchronized void close() {
        counts();
        closed = true;
        socket.close();
        pcap.close();
        places.close();
        statistics.close();
    }
}
