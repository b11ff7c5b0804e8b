package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.AF_PACKET;
import static net.strata.os.Abi.IPPROTO_ICMP;
import static net.strata.os.Abi.IPPROTO_ICMPV6;
import static net.strata.os.Abi.IPPROTO_RAW;
import static net.strata.os.Abi.SOCK_DGRAM;
import static net.strata.os.Abi.SOCK_RAW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.strata.os.Capability;
import net.strata.os.Devices;
import net.strata.os.Errno;
import net.strata.os.Netns;
import net.strata.os.OsError;
import net.strata.os.PrivateNetwork;
import net.strata.os.Privileges;
import net.strata.os.Socket;
import net.strata.os.Sysctl;
import net.strata.probe.Sockets;
import org.jspecify.annotations.Nullable;

/// Tries what commands need, for real: opens it, and closes it again. Sends nothing.
final class Examination {
    /// What installs a package, by the program that does it; the first that is here.
    private static final Map<String, String> LIBPCAP = Map.of("apt", "apt install libpcap0.8", "dnf",
            "dnf install libpcap", "apk", "apk add libpcap", "pacman", "pacman -S libpcap", "zypper",
            "zypper install libpcap1");
    private static final Map<String, String> UTIL_LINUX = Map.of("apt", "apt install util-linux", "dnf",
            "dnf install util-linux", "apk", "apk add util-linux-misc", "pacman", "pacman -S util-linux", "zypper",
            "zypper install util-linux");
    /// Where sysctl(8) writes, by name: what forbids ordinary users to make user namespaces, the value that does so,
    /// and the one that does not.
    private static final List<List<String>> NAMESPACE_LOCKS = List.of(
            List.of("kernel.unprivileged_userns_clone", "0", "1"), List.of("user.max_user_namespaces", "0", "10000"),
            List.of("kernel.apparmor_restrict_unprivileged_userns", "1", "0"));

    private final Owner owner;
    private final Launch launch;

    private interface Attempt {
        /// What was seen, for those who want to know.
        String run() throws IOException;
    }

    Examination(Owner owner, Launch launch) {
        this.owner = owner;
        this.launch = launch;
    }

    List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        all.add(attempt(Ability.LIBPCAP, "pcap_lib_version()", () -> Devices.load().version(),
                List.of(install(LIBPCAP))));
        String device = easiest();
        if (all.getFirst().works())
            all.add(privileged(Ability.LIVE_CAPTURE, Capability.NET_RAW, "pcap_activate(" + device + ")",
                    () -> device + ", " + String.join(" or ", Devices.load().linkTypes(device))));
        else
            all.add(new Finding(Ability.LIVE_CAPTURE, false, "", "needs libpcap", List.of()));
        if (!System.getProperty("os.name").equals("Linux")) return all;
        all.add(packet());
        all.add(raw(Ability.RAW_IPV4, "AF_INET, SOCK_RAW, IPPROTO_ICMP", AF_INET, IPPROTO_ICMP));
        all.add(raw(Ability.RAW_IPV6, "AF_INET6, SOCK_RAW, IPPROTO_ICMPV6", AF_INET6, IPPROTO_ICMPV6));
        all.add(raw(Ability.WHOLE_IPV4, "AF_INET, SOCK_RAW, IPPROTO_RAW", AF_INET, IPPROTO_RAW));
        all.add(raw(Ability.WHOLE_IPV6, "AF_INET6, SOCK_RAW, IPPROTO_RAW", AF_INET6, IPPROTO_RAW));
        all.add(echo(Ability.ECHO_IPV4, "AF_INET, SOCK_DGRAM, IPPROTO_ICMP", AF_INET, IPPROTO_ICMP));
        all.add(echo(Ability.ECHO_IPV6, "AF_INET6, SOCK_DGRAM, IPPROTO_ICMPV6", AF_INET6, IPPROTO_ICMPV6));
        all.add(udp(Ability.UDP_IPV4, "AF_INET, SOCK_DGRAM, 0); setsockopt(IP_RECVERR", AF_INET));
        all.add(udp(Ability.UDP_IPV6, "AF_INET6, SOCK_DGRAM, 0); setsockopt(IPV6_RECVERR", AF_INET6));
        all.add(networks());
        Finding users = users();
        all.add(users);
        all.add(lab(users));
        return all;
    }

    /// What can be opened wherever anything can: loopback, if it is up.
    private static String easiest() {
        try {
            return Devices.load().all().stream().filter(d -> d.loopback() && d.up()).map(Devices.Device::name)
                    .findFirst().orElse("any");
        } catch (OsError e) {
            return "any";
        }
    }

    private static Finding attempt(Ability ability, String tried, Attempt attempt, List<String> grants) {
        try {
            return new Finding(ability, true, tried, attempt.run(), List.of());
        } catch (IOException e) {
            return new Finding(ability, false, tried, String.valueOf(e.getMessage()), grants);
        }
    }

    /// It binds to no protocol, and so is told nothing.
    private Finding packet() {
        return privileged(Ability.PACKET, Capability.NET_RAW, "socket(AF_PACKET, SOCK_RAW, 0)",
                () -> open(AF_PACKET, SOCK_RAW, 0));
    }

    private Finding raw(Ability ability, String tried, int family, int protocol) {
        return privileged(ability, Capability.NET_RAW, "socket(" + tried + ")", () -> open(family, SOCK_RAW, protocol));
    }

    private static String open(int family, int type, int protocol) throws OsError {
        Socket.socket(family, type, protocol).close();
        return "";
    }

    private Finding privileged(Ability ability, Capability needed, String tried, Attempt attempt) {
        try {
            return new Finding(ability, true, tried, attempt.run(), List.of());
        } catch (OsError e) {
            if (e.errno() != Errno.EPERM)
                return new Finding(ability, false, tried, String.valueOf(e.getMessage()), List.of());
            if (owner.root()) return new Finding(ability, false, tried, Privileges.wayOut(needed), List.of());
            return new Finding(ability, false, tried, "needs " + needed, grants(needed));
        } catch (IOException e) {
            return new Finding(ability, false, tried, String.valueOf(e.getMessage()), List.of());
        }
    }

    private List<String> grants(Capability needed) {
        String asRoot = launch.asRoot("COMMAND");
        // Whoever has this one is root but in name.
        return needed == Capability.SYS_ADMIN
                ? List.of(asRoot)
                : List.of(asRoot, launch.withCapability(owner, needed, "COMMAND"));
    }

    /// What the kernel lets the groups do that a sysctl names (icmp(7)).
    private Finding echo(Ability ability, String tried, int family, int protocol) {
        String call = "socket(" + tried + ")";
        try {
            return new Finding(ability, true, call, open(family, SOCK_DGRAM, protocol), List.of());
        } catch (OsError e) {
            if (e.errno() != Errno.EACCES)
                return new Finding(ability, false, call, String.valueOf(e.getMessage()), List.of());
            return new Finding(ability, false, call, "the user's groups are not in net.ipv4.ping_group_range",
                    List.of(sudo() + "sysctl net.ipv4.ping_group_range='0 2147483647'"));
        }
    }

    /// Nobody may be refused it; a kernel may lack it, or the extensions of errors (Linux 5.9).
    private static Finding udp(Ability ability, String tried, int family) {
        return attempt(ability, "socket(" + tried + ")", () -> {
            try (var socket = Socket.socket(family, SOCK_DGRAM, 0)) {
                return Sockets.errors(socket) ? "" : "without extensions: Linux has them from 5.9 on";
            }
        }, List.of());
    }

    /// Whoever may enter the namespace that he is in may enter those of others.
    private Finding networks() {
        String own = Long.toString(ProcessHandle.current().pid());
        return privileged(Ability.NETWORKS, Capability.SYS_ADMIN, "setns(" + own + ", CLONE_NEWNET)", () -> {
            try {
                return Netns.call(own, () -> "");
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /// What `strata echo lab` runs in: as root namespaces made at once, else by way of a user namespace.
    private Finding lab(Finding users) {
        String tried = "unshare(CLONE_NEWNET)";
        try {
            PrivateNetwork.make("strata doctor").close();
            return new Finding(Ability.LAB, true, tried, "in network namespaces", List.of());
        } catch (OsError e) {
            if (users.works()) return new Finding(Ability.LAB, true, users.tried(), "in a user namespace", List.of());
            List<String> grants = new ArrayList<>(users.grants());
            grants.add(launch.asRoot("COMMAND"));
            return new Finding(Ability.LAB, false, tried, "on loopback only: may make no network namespaces", grants);
        }
    }

    private Finding users() {
        Finding found = program(Ability.USERS, "unshare", "--user", "--map-root-user", "--net", "true");
        if (found.works() || !found.grants().isEmpty()) return found;
        for (List<String> lock : NAMESPACE_LOCKS) {
            String name = lock.get(0);
            if (lock.get(1).equals(sysctl(name)))
                return new Finding(found.ability(), false, found.tried(), name + " is " + lock.get(1),
                        List.of(sudo() + "sysctl " + name + "=" + lock.get(2)));
        }
        return found;
    }

    private static @Nullable String sysctl(String name) {
        try {
            return Sysctl.read(name);
        } catch (IOException e) {
            return null;
        }
    }

    /// Runs a program that ends at once, with status 0 if it can do what it was told.
    private Finding program(Ability ability, String... words) {
        String tried = String.join(" ", words);
        try {
            Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8).lines().findFirst().orElse("");
            boolean works = process.waitFor() == 0;
            return new Finding(ability, works, tried, works ? "" : said, List.of());
        } catch (IOException e) {
            return new Finding(ability, false, tried, words[0] + " is not installed", List.of(install(UTIL_LINUX)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Finding(ability, false, tried, "interrupted", List.of());
        }
    }

    private String sudo() {
        return owner.root() ? "" : "sudo ";
    }

    private String install(Map<String, String> commands) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1))
            for (String program : List.of("apt", "dnf", "zypper", "pacman", "apk"))
                if (Files.isExecutable(Path.of(folder, program))) return sudo() + commands.get(program);
        return sudo() + commands.get("apt");
    }
}
