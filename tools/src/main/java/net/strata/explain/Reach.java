package net.strata.explain;

/// How far packets with an IP address go, by the first bytes of the address.
final class Reach {
    private static final int IPV4 = 4;

    private Reach() {}

    /// Whether it is of a group, or of all hosts on the link (RFC 1112 section 4, RFC 919, RFC 4291 section 2.7).
    static boolean isMany(byte[] a) {
        int first = at(a, 0);
        if (a.length != IPV4) return first == 0xff;
        return first >> 4 == 0xe || all(a, 0xff, IPV4);
    }

    /// Whether it says that there is no address (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.2).
    static boolean isNone(byte[] a) {
        return all(a, 0, a.length);
    }

    /// Whether it is of the host itself (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3).
    static boolean isLoopback(byte[] a) {
        return a.length == IPV4 ? at(a, 0) == 127 : all(a, 0, a.length - 1) && at(a, a.length - 1) == 1;
    }

    /// Whether no router may pass on what has it: it means something on its link alone (RFC 3927 section 2.7, RFC 5771
    /// section 4, RFC 919, RFC 4291 sections 2.5.6 and 2.7).
    static boolean isOfLink(byte[] a) {
        if (a.length != IPV4)
            return at(a, 0) == 0xfe && at(a, 1) >> 6 == 2 || at(a, 0) == 0xff && (at(a, 1) & 0xf) <= 2;
        return at(a, 0) == 169 && at(a, 1) == 254 || at(a, 0) == 224 && at(a, 1) == 0 && at(a, 2) == 0
                || all(a, 0xff, IPV4);
    }

    private static int at(byte[] a, int index) {
        return index < a.length ? a[index] & 0xff : 0;
    }

    private static boolean all(byte[] a, int value, int end) {
        for (int i = 0; i < end; i++)
            if (at(a, i) != value) return false;
        return true;
    }
}
