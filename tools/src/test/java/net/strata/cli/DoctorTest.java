package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.strata.ChildJava;
import net.strata.JsonValues;
import net.strata.Needs;
import net.strata.os.Capability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {
    private record Ran(int status, String out, String err) {}

    private static Ran strata(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false).run(words);
        return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    @Test
    void rootWithLibpcapHasWhatIsImportant() throws IOException {
        Needs.here().root();
        Needs.here().library("pcap");
        Ran ran = strata("doctor", "--verbose");
        assertThat(ran.status()).isEqualTo(Status.DONE);
        assertThat(ran.out()).containsPattern("(?m)^yes  libpcap +libpcap version 1\\.")
                .containsPattern("(?m)^yes  live capture +lo, EN10MB$").containsPattern("(?m)^yes  raw sockets, IPv4$");
        assertThat(ran.err()).contains("tried socket(AF_INET, SOCK_RAW, IPPROTO_ICMP): works");
    }

    @Test
    void everyCommandHasALine() {
        assertThat(strata("doctor").out().lines().filter(line -> line.startsWith("strata ")).skip(1))
                .hasSameSizeAs(Commands.ALL);
    }

    /// What ordinary users may open is asked of the kernel, and every refusal names the command that grants it.
    @Test
    void anOrdinaryUserIsToldTheCommandThatGrantsEach() {
        var user = new Owner("alice", 1000, 1000, Set.of());
        String command = new Launch("/opt/strata/strata").withCapability(user, Capability.NET_RAW, "capture");
        assertThat(command).isEqualTo("sudo setpriv --reuid=1000 --regid=1000 --init-groups --inh-caps=+net_raw"
                + " --ambient-caps=+net_raw --no-new-privs /opt/strata/strata capture");
        assertThat(new Launch("strata").asRoot("capture")).isEqualTo("sudo strata capture");
    }

    @Test
    void aCommandWorksWithWhatItNeeds() {
        assertThat(Need.CAPTURE.isMet(EnumSet.of(Ability.LIVE_CAPTURE)::contains)).isTrue();
        assertThat(Need.NOTHING.isMet(ability -> false)).isTrue();
        assertThat(Need.CAPTURE.isMet(EnumSet.of(Ability.LIBPCAP)::contains)).isFalse();
        assertThat(Need.TRACE.isMet(EnumSet.of(Ability.UDP_IPV4)::contains)).isTrue();
    }

    @Test
    void jsonIsOneObjectWithEveryCheckAndCommand() throws IOException {
        Ran ran = strata("doctor", "--json");
        assertThat(ran.out().lines()).hasSize(1);
        Map<String, Object> all = JsonValues.objects(ran.out()).getFirst();
        assertThat(all.keySet()).containsExactly("schema", "version", "system", "java", "user", "checks", "commands");
        assertThat(JsonValues.list(all.get("commands"))).extracting(each -> JsonValues.object(each).get("command"))
                .isEqualTo(Commands.names());
    }

    @Test
    void anOrdinaryUserIsToldWhatGrantsLiveCapture(@TempDir Path folder) throws IOException, InterruptedException {
        Needs.here().root();
        Needs.here().program("setpriv");
        Needs.here().library("pcap");
        var ran = new ChildJava(folder).run(ChildJava.asNobody(), Map.of(), Main.class.getName(), List.of("doctor"));
        assertThat(ran.status()).isEqualTo(Status.NEGATIVE);
        assertThat(ran.out()).anyMatch(line -> line.matches("no   live capture +needs CAP_NET_RAW"))
                .contains("For live capture; packet sockets; raw sockets, IPv4; raw sockets, IPv6; whole packets, IPv4;"
                        + " whole packets, IPv6:")
                .anyMatch(line -> line.startsWith("  or: sudo setpriv --reuid=65534 --regid=65534 --init-groups"))
                .anyMatch(line -> line.matches("strata capture +does not work: no live capture"))
                .anyMatch(line -> line.matches("yes  UDP with the error queue, IPv4"))
                .anyMatch(line -> line.matches("strata decode +works"));
        var granted = new ArrayList<>(ChildJava.asNobody());
        granted.addAll(List.of("--inh-caps=+net_raw", "--ambient-caps=+net_raw", "--no-new-privs"));
        assertThat(new ChildJava(folder).run(granted, Map.of(), Main.class.getName(), List.of("doctor")).status())
                .isEqualTo(Status.DONE);
    }

    @Test
    void itTakesNoArgument() {
        assertThat(Stream.of(strata("doctor", "x")).map(Ran::err))
                .containsExactly("strata doctor: takes no argument: what is x for?\n");
    }
}
