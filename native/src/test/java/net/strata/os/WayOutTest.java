package net.strata.os;

import static net.strata.os.Capability.NET_RAW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What users are told where privilege is missing.
final class WayOutTest {
    @Test
    void anOrdinaryUserMayUseSudo() {
        assertThat(told(false, Set.of(), false)).isEqualTo(": run with sudo, or see strata doctor for a way without");
    }

    @Test
    void rootOfAContainerHasAlreadyUsedIt() {
        assertThat(told(true, Set.of(), false)).contains("--cap-add NET_RAW");
    }

    @Test
    void rootOfAUserNamespaceNeedsANetworkOfItsOwn() {
        assertThat(told(true, EnumSet.allOf(Capability.class), true)).contains("unshare --net");
    }

    @Test
    void whoeverHasTheCapabilityIsForbiddenBySomethingElse() {
        assertThat(told(true, EnumSet.of(NET_RAW), false)).contains("seccomp");
    }

    /// linux/capability.h: CAP_NET_RAW is bit 13, CAP_CHECKPOINT_RESTORE 40, the last.
    @Test
    void capabilitiesAreBits() {
        assertThat(Capability.of(1L << 13 | 1L << 40 | 1L << 63)).containsExactly(NET_RAW,
                Capability.CHECKPOINT_RESTORE);
        assertThat(NET_RAW).hasToString("CAP_NET_RAW");
    }

    private static String told(boolean root, Set<Capability> capabilities, boolean namespaced) {
        return Privileges.wayOut(NET_RAW, new Privileges.Here(root, capabilities, namespaced));
    }
}
