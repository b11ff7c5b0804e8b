package net.strata.os;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.stream.Collectors;

/// The rights that capabilities(7) cuts root's into, in the order of their bits (linux/capability.h).
public enum Capability {
    CHOWN, DAC_OVERRIDE, DAC_READ_SEARCH, FOWNER, FSETID, KILL, SETGID, SETUID, SETPCAP, LINUX_IMMUTABLE,
    //
    NET_BIND_SERVICE, NET_BROADCAST, NET_ADMIN, NET_RAW, IPC_LOCK, IPC_OWNER, SYS_MODULE, SYS_RAWIO, SYS_CHROOT,
    //
    SYS_PTRACE, SYS_PACCT, SYS_ADMIN, SYS_BOOT, SYS_NICE, SYS_RESOURCE, SYS_TIME, SYS_TTY_CONFIG, MKNOD, LEASE,
    //
    AUDIT_WRITE, AUDIT_CONTROL, SETFCAP, MAC_OVERRIDE, MAC_ADMIN, SYSLOG, WAKE_ALARM, BLOCK_SUSPEND, AUDIT_READ,
    //
    PERFMON, BPF, CHECKPOINT_RESTORE;

    /// Those whose bits are set; bits of newer kernels are passed over.
    static EnumSet<Capability> of(long bits) {
        var set = EnumSet.noneOf(Capability.class);
        Capability[] all = values();
        for (int bit = 0; bit < all.length; bit++)
            if ((bits >>> bit & 1) != 0) set.add(all[bit]);
        return set;
    }

    /// As setpriv(1) and setcap(8) write it: `net_raw`.
    public String lower() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Their names; a number where there are most of them.
    public static String list(Collection<Capability> capabilities) {
        return capabilities.size() > Capability.values().length / 2
                ? capabilities.size() + " capabilities"
                : capabilities.stream().map(Capability::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return "CAP_" + name();
    }
}
