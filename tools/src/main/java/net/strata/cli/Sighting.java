package net.strata.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.strata.os.Devices;
import net.strata.os.Devices.Device;
import net.strata.os.Link;
import net.strata.os.LinkAddress;
import net.strata.os.Netlink;
import net.strata.os.OsError;
import org.jspecify.annotations.Nullable;

/// One thing that can be captured from, as far as it can be known with the rights that there are.
///
/// @param link the interface; null for what is none, such as `any`
/// @param device libpcap's side of it; null if libpcap is not there, or does not have it
/// @param standard whether a capture takes it that names none
/// @param driver of its hardware, empty if there is none or it cannot be told
record Sighting(String name, @Nullable Link link, List<LinkAddress> addresses, @Nullable Device device,
        boolean standard, String driver) {
    /// libpcap's name for all interfaces at once.
    private static final String ANY = "any";
    /// By ARPHRD_ number (linux/if_arp.h), what libpcap takes it for.
    private static final Map<Integer, String> LINK_TYPES = Map.ofEntries(Map.entry(1, "EN10MB"),
            Map.entry(772, "EN10MB"), Map.entry(65534, "RAW"), Map.entry(768, "RAW"), Map.entry(776, "RAW"),
            Map.entry(778, "RAW"), Map.entry(801, "IEEE802_11"), Map.entry(803, "IEEE802_11_RADIO"));

    /// All of the network namespace that the thread is in: interfaces by number, then what libpcap has beside them.
    ///
    /// @param mounted whether /sys shows this namespace
    static List<Sighting> all(boolean mounted) throws OsError {
        List<Device> devices = devices();
        String standard = devices.isEmpty() ? "" : devices.getFirst().name();
        List<Sighting> all = new ArrayList<>();
        Set<String> interfaces = new HashSet<>();
        if (System.getProperty("os.name").equals("Linux")) try (var netlink = Netlink.open()) {
            List<LinkAddress> addresses = netlink.addresses();
            for (Link link : netlink.links()) {
                interfaces.add(link.name());
                all.add(new Sighting(link.name(), link,
                        addresses.stream().filter(a -> a.ifindex() == link.index()).toList(),
                        devices.stream().filter(d -> d.name().equals(link.name())).findFirst().orElse(null),
                        link.name().equals(standard), mounted ? driver(link.name()) : ""));
            }
        }
        for (Device device : devices)
            if (!interfaces.contains(device.name()))
                all.add(new Sighting(device.name(), null, List.of(), device, device.name().equals(standard), ""));
        return all;
    }

    private static List<Device> devices() throws OsError {
        return Devices.present() ? Devices.load().all() : List.of();
    }

    private static String driver(String name) {
        try {
            return Files.readSymbolicLink(Path.of("/sys/class/net", name, "device/driver")).getFileName().toString();
        } catch (IOException e) {
            return ""; // Made by software.
        }
    }

    /// What made it, or drives it.
    String kind() {
        if (link == null) return "";
        if (!link.kind().isEmpty()) return link.kind();
        return link.isLoopback() ? "loopback" : driver;
    }

    /// What frames can begin with, the default first; as libpcap tells it of the open device, else as its hardware has it.
    LinkTypes linkTypes() {
        try {
            if (device != null && (link != null || name.equals(ANY)))
                return new LinkTypes(Devices.load().linkTypes(name), true);
        } catch (OsError e) {
            // No privilege, or the interface is down.
        }
        if (name.equals(ANY)) return new LinkTypes(List.of("LINUX_SLL", "LINUX_SLL2"), false);
        String type = link == null ? null : LINK_TYPES.get(link.type());
        return new LinkTypes(type == null ? List.of() : List.of(type), false);
    }

    /// What frames can begin with.
    ///
    /// @param sure whether libpcap was asked
    record LinkTypes(List<String> names, boolean sure) {}

    List<String> timeStampTypes() {
        try {
            return device == null ? List.of() : Devices.load().timeStampTypes(name);
        } catch (OsError e) {
            return List.of();
        }
    }
}
