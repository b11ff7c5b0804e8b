package net.strata.os;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether this is a system whose calls are known here.
final class Linux {
    private static final String SYSTEM = System.getProperty("os.name", "");
    private static final String PROCESSOR = System.getProperty("os.arch", "");

    private Linux() {}

    /// Refuses other systems, and other processors, on which structures may be laid out differently.
    static void require() throws OsError {
        String refusal = refusal(SYSTEM, PROCESSOR);
        if (refusal != null) throw new OsError(refusal);
    }

    static @Nullable String refusal(String system, String processor) {
        if (!system.equals("Linux")) return "sockets need Linux, and this is " + system;
        if (!Set.of("amd64", "aarch64").contains(processor))
            return "sockets need a 64-bit x86 or Arm processor, and this is " + processor;
        return null;
    }
}
