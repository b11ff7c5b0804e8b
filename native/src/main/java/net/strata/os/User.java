package net.strata.os;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/// A user of this system.
///
/// @param uid unsigned
/// @param gid unsigned
/// @param listed whether the system's table of users has an entry, and so groups, for the user
record User(String name, int uid, int gid, boolean listed) {
    private static final int TEXTS = 1 << 16;

    static User root() {
        return new User("root", 0, 0, true);
    }

    /// Null if there is none of that name, or number.
    static @Nullable User named(String text) throws OsError {
        User user = lookUp("getpwnam_r",
                (entry, texts, found) -> CredentialCalls.getpwnam_r(text, entry, texts, TEXTS, found));
        if (user != null || !text.matches("\\d{1,9}")) return user;
        return numbered(Integer.parseInt(text));
    }

    /// Null if the table has none of that number.
    static @Nullable User numbered(int uid) throws OsError {
        return lookUp("getpwuid_r",
                (entry, texts, found) -> CredentialCalls.getpwuid_r(uid, entry, texts, TEXTS, found));
    }

    private interface Lookup {
        int call(Memory entry, Memory texts, PointerByReference found);
    }

    private static @Nullable User lookUp(String call, Lookup lookup) throws OsError {
        try (var entry = new Memory(Abi.SIZEOF_PASSWD); var texts = new Memory(TEXTS)) {
            var found = new PointerByReference();
            int errno = lookup.call(entry, texts, found);
            // Others than these say that there is none, or cannot tell (getpwnam_r(3)).
            if (errno == Errno.EMFILE || errno == Errno.ENFILE || errno == Errno.ENOMEM || errno == Errno.ERANGE)
                throw new OsError(call, errno, null);
            Pointer p = found.getValue();
            if (errno != 0 || p == null) return null;
            return new User(p.getPointer(0).getString(0), p.getInt(Abi.PW_UID), p.getInt(Abi.PW_GID), true);
        }
    }

    @Override
    public String toString() {
        return name + " (uid " + Integer.toUnsignedString(uid) + ", gid " + Integer.toUnsignedString(gid) + ")";
    }
}
