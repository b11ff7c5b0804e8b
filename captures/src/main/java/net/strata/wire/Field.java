package net.strata.wire;

/// A field: the only description of it there is. Decoding, tree, hex, JSON, filters and help all come from here.
public sealed interface Field permits Uint, Octets, Made {
    Meta meta();

    /// Full name as Wireshark has it, such as `ip.ttl`.
    default String name() {
        return meta().name();
    }

    /// Appends the value as `-T fields` shows it: Wireshark's format.
    ///
    /// @param at where the field's layout starts, or the field itself if it has no fixed place
    /// @param length bytes of the field, for fields without a fixed width
    void write(Text out, byte[] data, int at, int length);

    /// Type in words, as `strata fields` lists it.
    String type();
}
