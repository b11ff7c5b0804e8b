package net.strata.explain.story;

import net.strata.explain.Anatomy;
import net.strata.explain.Item;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A packet of a conversation, as its teller sees it.
///
/// @param number from 1 over the capture
/// @param time ns since the epoch, or [net.strata.frame.Batch#NO_TIME]
/// @param length bytes on the wire
/// @param from and `to`: addresses, as a person reads them
/// @param quoted whether it only quotes a packet of the conversation; `end` and `segment` are then of the quoted one
/// @param end the ends of the conversation's own packet
/// @param payload bytes that the transport layer carries
/// @param data the first of them, at most [#KEPT]
/// @param ttl of the packet, -1 if it has none
/// @param loopback whether its addresses say that both ends are one host
/// @param several whether the capture was made at several points
/// @param segment what TCP says, null if it is none or not all of its header is there
/// @param protocol and `info`: as `strata decode` shows it in its last two columns
/// @param anatomy all of it; null once so many packets have been seen that only what TCP says is looked at
@SuppressWarnings("ArrayRecordComponent") // nobody changes the bytes, and nobody compares such records
record Sight(long number, long time, int length, String from, String to, boolean quoted, Ends end, int payload,
        byte[] data, int ttl, boolean loopback, boolean several, @Nullable Segment segment, String protocol,
        String info,
        @Nullable Anatomy anatomy) {
    /// So much of the data is kept.
    static final int KEPT = 64;
    private static final Pattern NUMBER = Pattern.compile(" \\((0x\\p{XDigit}+|\\d+)\\)$");

    /// Who sent it and who shall get it.
    record Ends(End source, End destination) {}

    /// An address, and a port; 0 where there is none.
    record End(String address, int port) {
        @Override
        public String toString() {
            return port == 0 ? address : address.indexOf(':') >= 0 ? "[" + address + "]:" + port : address + ":" + port;
        }

        /// As a sentence has it.
        String words() {
            return port == 0 ? address : address + " port " + port;
        }

        /// Whether everybody, or a group, gets what is sent there (RFC 919, RFC 1112, RFC 4291 section 2.7).
        boolean many() {
            if (address.indexOf(':') >= 0) return address.startsWith("ff");
            if (address.equals("255.255.255.255")) return true;
            int dot = address.indexOf('.');
            if (dot < 1 || dot > 3) return false;
            int first = Integer.parseInt(address.substring(0, dot));
            return first >= 224 && first < 240;
        }
    }

    /// A TCP segment.
    ///
    /// @param seq and `ack`: relative, modulo 2^32
    /// @param raw the sequence number as it stands in the header
    /// @param window in bytes, as far as its scale is known
    record Segment(int flags, long seq, long ack, long raw, long window, int headerLength) {
        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    /// The first item with a field's name, null if there is none.
    @Nullable
    Item item(String name) {
        return anatomy == null ? null : anatomy.named(name);
    }

    /// The value of a field as a person reads it, empty if it is not there.
    String value(String name) {
        Item item = item(name);
        return item == null ? "" : item.value();
    }

    /// The same without the number that stands behind a name: `Echo (ping) request` of `Echo (ping) request (8)`.
    String bare(String name) {
        return bare(item(name));
    }

    static String bare(@Nullable Item item) {
        return item == null ? "" : NUMBER.matcher(item.value()).replaceFirst("");
    }

    /// The value of a number, -1 if it is not there.
    long number(String name) {
        Item item = item(name);
        return item == null ? -1 : item.number();
    }

    boolean has(String name) {
        return item(name) != null;
    }

    /// All values of a field, at most eight.
    List<String> values(String name) {
        var found = new ArrayList<String>();
        if (anatomy == null) return found;
        for (Item each : anatomy.items())
            if (found.size() < 8 && each.name().equals(name)) found.add(each.value());
        return found;
    }
}
