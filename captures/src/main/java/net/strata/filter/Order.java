package net.strata.filter;

/// How two values are compared.
enum Order {
    SIGNED, UNSIGNED, IPV4_PREFIX, IPV6_PREFIX, TEXT,
    /// The longer is the greater, as in Wireshark.
    BYTES;

    static Order of(Operand left, Operand right) {
        boolean prefix = right.values.prefix >= 0;
        if (left.type == Type.IPV4) return prefix ? IPV4_PREFIX : SIGNED;
        if (left.type == Type.IPV6) return prefix ? IPV6_PREFIX : BYTES;
        if (left.type == Type.TEXT) return TEXT;
        if (!left.type.numeric()) return BYTES;
        return left.unsigned() || right.unsigned() ? UNSIGNED : SIGNED;
    }

    int compare(Values a, int i, Values b, int k) {
        return switch (this) {
            case SIGNED -> Long.compare(a.number[i], b.number[k]);
            case UNSIGNED -> Long.compareUnsigned(a.number[i], b.number[k]);
            case IPV4_PREFIX -> {
                int shift = 32 - b.prefix;
                yield Long.compare(a.number[i] >> shift, b.number[k] >> shift);
            }
            case IPV6_PREFIX -> Values.comparePrefix(a, i, b, k, b.prefix);
            case TEXT -> Values.compareBytes(a, i, b, k);
            case BYTES -> a.length[i] != b.length[k]
                    ? Integer.compare(a.length[i], b.length[k])
                    : Values.compareBytes(a, i, b, k);
        };
    }
}
