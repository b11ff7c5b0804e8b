package net.strata.os;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// One message of a netlink answer (netlink(7)), inside the buffer that it was received into. Behind netlink's header
/// stands one of rtnetlink's, and then attributes. Numbers beyond its end are 0.
///
/// @param start where its header begins
/// @param end where it ends
record NetlinkMessage(ByteBuffer b, int start, int end) {
    private int body() {
        return start + Abi.SIZEOF_NLMSGHDR;
    }

    /// A number of 32 bits of rtnetlink's header.
    int number(int offset) {
        return body() + offset + 4 <= end ? b.getInt(body() + offset) : 0;
    }

    /// A number of 16 bits of rtnetlink's header.
    int small(int offset) {
        return body() + offset + 2 <= end ? Short.toUnsignedInt(b.getShort(body() + offset)) : 0;
    }

    /// A number of 8 bits of rtnetlink's header.
    int tiny(int offset) {
        return body() + offset < end ? b.get(body() + offset) & 0xff : 0;
    }

    /// What stands behind rtnetlink's header.
    Attributes attributes(int header) {
        return new Attributes(b, body() + header, end);
    }

    /// The names of the bits that are set, the lowest first; bits without a name are passed over.
    static List<String> names(int bits, List<String> all) {
        var names = new ArrayList<String>();
        for (int bit = 0; bit < all.size(); bit++)
            if ((bits >>> bit & 1) != 0) names.add(all.get(bit));
        return names;
    }
}
