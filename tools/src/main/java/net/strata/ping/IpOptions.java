package net.strata.ping;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// Options of an IPv4 header (RFC 791 section 3.1) that tell which way a packet went, and when: read from what came, and
/// made as a socket takes them (IP_OPTIONS, ip(7)).
public final class IpOptions {
    private static final int HEADER = 20;
    private static final int MOST = 40;
    private static final int END = 0;
    private static final int NOP = 1;
    private static final int RECORD_ROUTE = 7;
    private static final int TIMESTAMP = 68;
    private static final int LOOSE = 131;
    private static final int STRICT = 137;
    /// Behind kind and length: which byte is next, counted from 1 at the kind.
    private static final int POINTER = 2;
    /// Where addresses begin, and timestamps.
    private static final int ROUTE = 3;
    private static final int STAMPS = 4;

    private IpOptions() {}

    /// An option.
    public sealed interface Option {}

    /// One byte of nothing.
    public record Nop() implements Option {}

    /// The addresses that routers wrote.
    ///
    /// @param room for how many more there is
    public record RecordRoute(List<SockAddr.In> hops, int room) implements Option {}

    /// The way that a packet has to go.
    ///
    /// @param strict whether no others may be on it
    /// @param hops the addresses; those it came by were written over with the outgoing ones
    /// @param next which is the next, from 0; as many as there are at the end of the way
    public record SourceRoute(boolean strict, List<SockAddr.In> hops, int next) implements Option {}

    /// The times that routers wrote.
    ///
    /// @param kind what is written
    /// @param missed how many routers found no room
    /// @param room for how many more there is; of prespecified addresses, how many did not write
    public record Timestamps(Kind kind, List<Stamp> stamps, int missed, int room) implements Option {}

    /// A time.
    ///
    /// @param address whose, null where that is not written
    /// @param value ms since midnight UT, if it is standard
    /// @param standard whether it is that; else it is what the router has instead
    public record Stamp(SockAddr.@Nullable In address, int value, boolean standard) {}

    /// Any other.
    ///
    /// @param kind its number
    /// @param length its bytes, with kind and length
    public record Other(int kind, int length) implements Option {}

    /// What timestamps stand with, by its number in the option.
    public enum Kind {
        ONLY(0), ADDRESSES(1), PRESPECIFIED(3);

        private final int flag;

        Kind(int flag) {
            this.flag = flag;
        }

        private static @Nullable Kind of(int flag) {
            for (Kind kind : values())
                if (kind.flag == flag) return kind;
            return null;
        }

        private int size() {
            return this == ONLY ? 4 : 8;
        }
    }

    /// Reads the options of a header, as far as they are whole.
    ///
    /// @param header where the header begins
    /// @param end behind it
    public static List<Option> of(ByteBuffer b, int header, int end) {
        return read(b, header + HEADER, end);
    }

    /// Reads options that stand alone, as far as they are whole.
    public static List<Option> of(ByteBuffer options) {
        return read(options, 0, options.limit());
    }

    private static List<Option> read(ByteBuffer b, int start, int end) {
        var options = new ArrayList<Option>();
        int at = start;
        while (at < end) {
            int kind = b.get(at) & 0xff;
            if (kind == END) break;
            if (kind == NOP) {
                options.add(new Nop());
                at++;
                continue;
            }
            int length = end - at < 2 ? 0 : b.get(at + 1) & 0xff;
            if (length < 2 || length > end - at) break;
            options.add(option(b, at, kind, length));
            at += length;
        }
        return options;
    }

    private static Option option(ByteBuffer b, int at, int kind, int length) {
        // How much of it is written, or passed by.
        int pointer = length < ROUTE ? 0 : Math.clamp((b.get(at + POINTER) & 0xff) - 1, 0, length);
        if (kind == TIMESTAMP && length >= STAMPS) {
            int flags = b.get(at + STAMPS - 1) & 0xff;
            Kind of = Kind.of(flags & 0xf);
            if (of != null) return timestamps(b, at, length, pointer, of, flags >>> 4);
        }
        if (length < ROUTE) return new Other(kind, length);
        int written = Math.max(0, pointer - ROUTE) / 4;
        return switch (kind) {
            case RECORD_ROUTE -> new RecordRoute(addresses(b, at + ROUTE, written), (length - ROUTE) / 4 - written);
            case LOOSE, STRICT -> new SourceRoute(kind == STRICT, addresses(b, at + ROUTE, (length - ROUTE) / 4),
                    written);
            default -> new Other(kind, length);
        };
    }

    private static Timestamps timestamps(ByteBuffer b, int at, int length, int pointer, Kind kind, int missed) {
        int size = kind.size();
        int written = Math.max(0, pointer - STAMPS) / size;
        var stamps = new ArrayList<Stamp>();
        for (int i = 0; i < written; i++) {
            int stamp = at + STAMPS + i * size;
            int value = b.getInt(stamp + size - 4);
            stamps.add(new Stamp(kind == Kind.ONLY ? null : new SockAddr.In(b.getInt(stamp), 0), value & 0x7fffffff,
                    value >= 0));
        }
        return new Timestamps(kind, List.copyOf(stamps), missed, (length - STAMPS) / size - written);
    }

    private static List<SockAddr.In> addresses(ByteBuffer b, int at, int count) {
        var all = new ArrayList<SockAddr.In>(count);
        for (int i = 0; i < count; i++)
            all.add(new SockAddr.In(b.getInt(at + 4 * i), 0));
        return List.copyOf(all);
    }

    /// Has nine routers write their addresses, which is all there is room for.
    public static byte[] recordRoute() {
        return option(RECORD_ROUTE, MOST - 1, ROUTE, 1);
    }

    /// Has routers write when the packet came by, nine of them, or four with their addresses.
    public static byte[] timestamps(Kind kind) {
        return timestamps(kind, STAMPS + (kind == Kind.ONLY ? 9 : 4) * kind.size());
    }

    /// Has routers write when the packet came by, if they have these addresses.
    ///
    /// @param routers at most four
    public static byte[] timestamps(List<SockAddr.In> routers) {
        if (routers.size() > 4) throw new IllegalArgumentException("there is room for four routers");
        byte[] option = timestamps(Kind.PRESPECIFIED, STAMPS + routers.size() * 8);
        for (int i = 0; i < routers.size(); i++)
            ByteBuffer.wrap(option).putInt(STAMPS + 8 * i, routers.get(i).address());
        return option;
    }

    private static byte[] timestamps(Kind kind, int length) {
        byte[] option = option(TIMESTAMP, length, STAMPS, 0);
        option[STAMPS - 1] = (byte) kind.flag;
        return option;
    }

    /// An option that nothing was written in yet.
    ///
    /// @param first where its data begins
    /// @param before how many [Nop] stand before it, which has addresses stand at multiples of four
    private static byte[] option(int kind, int length, int first, int before) {
        byte[] option = new byte[before + length];
        Arrays.fill(option, 0, before, (byte) NOP);
        option[before] = (byte) kind;
        option[before + 1] = (byte) length;
        option[before + POINTER] = (byte) (first + 1);
        return option;
    }
}
