package net.strata.frame;

/// A process that a socket of this machine belongs to.
///
/// @param name as the kernel has it (`comm` in proc(5)), at most 15 bytes; what cannot be printed is escaped
/// @param id the process's number, 0 if it is not known
public record Owner(String name, int id) {
    /// Somebody else's process that this user may not look into, or the kernel itself.
    public static final Owner UNKNOWN = new Owner("-", 0);

    /// Such as `curl[4711]`; no name can look like another's number.
    @Override
    public String toString() {
        return id == 0 ? name : name.replace("[", "\\x5b").replace("]", "\\x5d") + "[" + id + "]";
    }
}
