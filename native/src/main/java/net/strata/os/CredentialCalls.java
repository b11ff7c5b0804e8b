package net.strata.os;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.PointerByReference;

/// libc's calls on users and rights (credentials(7)). Those that set users and groups change every thread of the process,
/// which libc sees to; prctl and capset change the calling thread alone.
final class CredentialCalls {
    static {
        Libpcap.quicken();
        Native.register(CredentialCalls.class, NativeLibrary.getProcess());
    }

    private CredentialCalls() {}

    static native int initgroups(String user, int group);

    static native int setgroups(long count, int[] groups);

    static native int setresgid(int real, int effective, int saved);

    static native int setresuid(int real, int effective, int saved);

    static native int prctl(int option, long second, long third, long fourth, long fifth);

    static native int capset(int[] header, int[] data);

    static native int getpwnam_r(String name, Memory entry, Memory texts, long size, PointerByReference found);

    static native int getpwuid_r(int uid, Memory entry, Memory texts, long size, PointerByReference found);
}
