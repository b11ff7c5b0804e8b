package net.strata.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// An object of a structure of ICMP extensions (RFC 4884 section 8).
public sealed interface ExtensionObject {
    /// Length, class and type, in bytes.
    int HEADER = 4;

    /// As traceroute prints it.
    String traceroute();

    /// An entry of a label stack (RFC 3032 section 2.1).
    ///
    /// @param label 20 bits
    /// @param exp the traffic class, formerly experimental use: 3 bits (RFC 5462)
    /// @param bottom whether it is the last of its stack
    /// @param ttl hops that are left
    record Label(int label, int exp, boolean bottom, int ttl) {
        static Label of(int word) {
            return new Label(word >>> 12, word >>> 9 & 7, (word >>> 8 & 1) != 0, word & 0xff);
        }
    }

    /// The label stack with which the packet came (RFC 4950): class 1, type 1.
    ///
    /// @param labels the outermost first; at least one
    record Mpls(List<Label> labels) implements ExtensionObject {
        public Mpls {
            labels = List.copyOf(labels);
        }

        @Override
        public String traceroute() {
            return labels.stream()
                    .map(l -> "L=" + l.label + ",E=" + l.exp + ",S=" + (l.bottom ? 1 : 0) + ",T=" + l.ttl)
                    .collect(Collectors.joining("/", "MPLS:", ""));
        }
    }

    /// Which interface an [Interface] is (RFC 5837 section 4.1).
    enum Role {
        /// By which the packet came.
        INCOMING("INC"),
        /// By which it came, below the one that has an IP address.
        SUBORDINATE("SUB"),
        /// By which it would have gone on.
        OUTGOING("OUT"),
        /// Of the router that it would have gone to.
        NEXT_HOP("NXT");

        private final String word;

        Role(String word) {
            this.word = word;
        }

        /// @param bits the first two of a type
        private static Role of(int bits) {
            return switch (bits) {
                case 0 -> INCOMING;
                case 1 -> SUBORDINATE;
                case 2 -> OUTGOING;
                default -> NEXT_HOP;
            };
        }
    }

    /// An interface (RFC 5837): class 2.
    ///
    /// @param ifindex its index (ifIndex, RFC 2863), an unsigned number; -1 if it is not told
    /// @param address null if it is not told
    /// @param name as the router has it, of which nothing is escaped; null if it is not told
    /// @param mtu an unsigned number; -1 if it is not told
    record Interface(Role role, long ifindex, SockAddr.@Nullable Ip address, @Nullable String name, long mtu)
            implements
                ExtensionObject {
        private static final int INDEX = 8;
        private static final int ADDRESS = 4;
        private static final int NAME = 2;
        private static final int MTU = 1;
        /// Of the sub-object that has the name (section 4.3).
        private static final int LONGEST_NAME = 64;

        @Override
        public String traceroute() {
            List<String> parts = new ArrayList<>();
            if (ifindex >= 0) parts.add(Long.toString(ifindex));
            if (address != null) parts.add(address.host());
            if (name != null) parts.add('"' + escaped(name) + '"');
            if (mtu >= 0) parts.add("mtu=" + mtu);
            return role.word + ":" + String.join(",", parts);
        }

        /// With percent signs, as in a URL, what is not a visible character of ASCII.
        private static String escaped(String name) {
            var text = new StringBuilder();
            for (byte b : name.getBytes(UTF_8)) {
                if (b > ' ' && b < 0x7f && b != '%' && b != '"') text.append((char) b);
                else
                    text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
            return text.toString();
        }

        /// @param at where what it holds begins
        /// @return null if that is not as it has to be
        private static @Nullable Interface of(int type, ByteBuffer b, int at, int end) {
            Role role = Role.of(type >>> 6);
            long ifindex = -1;
            SockAddr.Ip address = null;
            String name = null;
            if ((type & INDEX) != 0) {
                if (end - at < 4) return null;
                ifindex = Integer.toUnsignedLong(b.getInt(at));
                at += 4;
            }
            if ((type & ADDRESS) != 0) {
                int family = end - at < 4 ? 0 : b.getShort(at) & 0xffff;
                int length = family == 1 ? 4 : 16;
                if (family != 1 && family != 2 || end - at < 4 + length) return null;
                address = family == 1
                        ? new SockAddr.In(b.getInt(at + 4), 0)
                        : new SockAddr.In6(b.getLong(at + 4), b.getLong(at + 12), 0, 0, 0);
                at += 4 + length;
            }
            if ((type & NAME) != 0) {
                int length = end == at ? 0 : b.get(at) & 0xff;
                if (length == 0 || length % 4 != 0 || length > LONGEST_NAME || length > end - at) return null;
                name = name(b, at + 1, at + length);
                at += length;
            }
            boolean sized = (type & MTU) != 0;
            if (sized && end - at < 4) return null;
            return new Interface(role, ifindex, address, name, sized ? Integer.toUnsignedLong(b.getInt(at)) : -1);
        }

        /// It is padded with zeros.
        private static String name(ByteBuffer b, int from, int to) {
            int end = from;
            while (end < to && b.get(end) != 0)
                end++;
            byte[] bytes = new byte[end - from];
            b.get(from, bytes);
            return new String(bytes, UTF_8);
        }
    }

    /// Any other, also one of a known class that is not as it has to be.
    ///
    /// @param number of its class
    /// @param data what it holds, for reading only: words of four bytes
    record Other(int number, int type, ByteBuffer data) implements ExtensionObject {
        @Override
        public String traceroute() {
            var text = new StringBuilder().append(number).append('/').append(type).append(':');
            for (int at = 0; at < data.limit(); at += 4)
                text.append(at == 0 ? "" : ",").append(HexFormat.of().toHexDigits(data.getInt(at)));
            return text.toString();
        }
    }

    /// Reads an object.
    ///
    /// @param b in network byte order
    /// @param length a multiple of 4, of which all is there
    static ExtensionObject of(ByteBuffer b, int at, int length) {
        int number = b.get(at + 2) & 0xff;
        int type = b.get(at + 3) & 0xff;
        int data = at + HEADER;
        int end = at + length;
        if (number == 1 && type == 1 && data < end) {
            List<Label> labels = new ArrayList<>();
            for (int i = data; i < end; i += 4)
                labels.add(Label.of(b.getInt(i)));
            return new Mpls(labels);
        }
        Interface known = number == 2 ? Interface.of(type, b, data, end) : null;
        if (known != null) return known;
        ByteBuffer copy = ByteBuffer.allocate(end - data).put(0, b, data, end - data);
        return new Other(number, type, copy.asReadOnlyBuffer());
    }
}
