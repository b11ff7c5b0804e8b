package net.strata.explain;

import net.strata.wire.Field;
import org.jspecify.annotations.Nullable;

/// Something in a packet that has a name: a field, a part such as an option, or bytes that no field has.
///
/// @param id its place among the packet's items
/// @param kind what it is
/// @param layer index of its layer, -1 for what the capture says of the frame as a whole
/// @param parent the part or the group of bits that it belongs to, -1 if it stands in the layer itself
/// @param label name in words
/// @param field the field, null for parts and gaps
/// @param value as a person reads it; empty for parts and gaps
/// @param number the value of a number, also of a generated one; 0 for all else
/// @param specified where it is specified, such as `RFC 791 section 3.1`; empty for gaps
/// @param source index of the bytes that it is in, see [Anatomy#sources]
/// @param bit where it starts, in bits from the start of its source
/// @param bits how many bits it takes; 0 if no byte holds it
public record Item(int id, Kind kind, int layer, int parent, String label, @Nullable Field field, String value,
        long number,
        String specified, int source, int bit, int bits) {
    public enum Kind {
        /// Bits hold it.
        FIELD,
        /// It comes from other fields, from earlier frames, or from bytes that were unfolded first.
        GENERATED,
        /// It has items in it.
        PART,
        /// Bytes that no field has: data, padding, a trailer, or bytes that are not decoded.
        GAP
    }

    /// The field's name as Wireshark has it; empty for parts and gaps.
    public String name() {
        return field == null ? "" : field.name();
    }

    /// What it is for, in one clause; empty for parts and gaps.
    public String says() {
        return field == null ? "" : field.meta().says();
    }

    /// Whether whole bytes hold it.
    public boolean wholeBytes() {
        return (bit & 7) == 0 && (bits & 7) == 0 && bits > 0;
    }

    /// The first byte that holds some of it, from the start of its source.
    public int from() {
        return bit >> 3;
    }

    /// The first byte behind it.
    public int end() {
        return bit + bits + 7 >> 3;
    }
}
