package net.strata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Network namespaces for one test, made and removed with it: nothing leaves the machine, and nothing stays.
public final class TestNetwork implements AutoCloseable {
    private static final Path OF_NAMESPACES = Path.of("/etc/netns");

    private static int made;

    private final List<String> namespaces = new ArrayList<>();

    /// Needs root and ip(8).
    public TestNetwork() throws IOException {
        Needs.here().root();
        Needs.here().program("ip");
    }

    /// Makes a namespace, with its loopback up, that answers without limits, and gives its name.
    public String namespace() {
        String name = "strata-" + ProcessHandle.current().pid() + "-" + next();
        run("ip", "netns", "add", name);
        namespaces.add(name);
        in(name, "ip", "link", "set", "lo", "up");
        in(name, "sysctl", "-q", "-w", "net.ipv4.icmp_ratelimit=0", "net.ipv4.icmp_ratemask=0",
                "net.ipv6.icmp.ratelimit=0", "net.ipv4.conf.all.rp_filter=0", "net.ipv4.conf.default.rp_filter=0",
                "net.ipv6.conf.default.accept_dad=0", "net.ipv6.conf.all.accept_dad=0");
        return name;
    }

    private static synchronized int next() {
        return ++made;
    }

    /// Joins two namespaces by a veth pair, both ends up, with any number of addresses, such as `10.0.0.1/24`.
    public void link(String a, String deviceOfA, List<String> addressesOfA, String b, String deviceOfB,
            List<String> addressesOfB) {
        run("ip", "link", "add", "name", deviceOfA, "netns", a, "type", "veth", "peer", "name", deviceOfB, "netns", b);
        raise(a, deviceOfA, addressesOfA);
        raise(b, deviceOfB, addressesOfB);
    }

    private void raise(String namespace, String device, List<String> addresses) {
        for (String address : addresses) {
            if (address.indexOf(':') < 0) in(namespace, "ip", "address", "add", address, "dev", device);
            else
                in(namespace, "ip", "address", "add", address, "dev", device, "nodad");
        }
        in(namespace, "ip", "link", "set", "dev", device, "up");
    }

    /// Gives a namespace names of its own, which no server is asked for, as processes have them that `ip netns exec` starts
    /// (ip-netns(8)).
    ///
    /// @param hosts as in hosts(5)
    public void names(String namespace, String hosts) throws IOException {
        Path folder = Files.createDirectories(OF_NAMESPACES.resolve(namespace));
        Files.writeString(folder.resolve("hosts"), hosts);
        Files.writeString(folder.resolve("nsswitch.conf"), "hosts: files\n");
    }

    /// Runs a command inside a namespace, and gives what it printed.
    public String in(String namespace, String... command) {
        var whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        whole.addAll(List.of(command));
        return run(whole.toArray(String[]::new));
    }

    /// Runs a command, and gives what it printed.
    public static String run(String... command) {
        try {
            Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
            p.getOutputStream().close();
            String output = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = p.waitFor();
            if (status != 0)
                throw new AssertionError(String.join(" ", command) + " ended with " + status + ": " + output);
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (String name : namespaces) {
            if (Files.exists(Path.of("/run/netns", name))) run("ip", "netns", "delete", name);
            forget(OF_NAMESPACES.resolve(name));
        }
    }

    private static void forget(Path names) {
        try {
            for (Path each : List.of(names.resolve("hosts"), names.resolve("nsswitch.conf"), names))
                Files.deleteIfExists(each);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
