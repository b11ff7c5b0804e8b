package net.strata.os;

import java.util.List;
import net.strata.wire.Nearest;
import org.pcap4j.core.PcapNativeException;

/// Why an interface cannot be captured on, in one line, and what to do.
final class LiveFault {
    // Results of pcap_activate(3PCAP).
    private static final int NO_SUCH_DEVICE = -5;
    private static final int NOT_PERMITTED = -8;
    private static final int NOT_UP = -9;
    private static final int NO_PROMISCUOUS_MODE = -11;

    private LiveFault() {}

    static OsError of(String name, PcapNativeException e) {
        int result = e.getReturnCode() == null ? 0 : e.getReturnCode();
        return new OsError("cannot capture on " + name + ": " + switch (result) {
            case NO_SUCH_DEVICE -> "there is no such interface" + Nearest.hint(name, names());
            case NOT_PERMITTED -> "it " + Privileges.wayOut(Capability.NET_RAW);
            case NO_PROMISCUOUS_MODE -> "promiscuous mode needs CAP_NET_ADMIN: add -p to do without it";
            case NOT_UP -> "it is down: ip link set " + name + " up";
            default -> String.valueOf(e.getMessage());
        });
    }

    private static List<String> names() {
        try {
            return Devices.load().all().stream().map(Devices.Device::name).toList();
        } catch (OsError e) {
            return List.of();
        }
    }
}
