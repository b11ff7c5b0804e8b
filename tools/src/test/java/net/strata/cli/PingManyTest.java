package net.strata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.strata.ChildJava;
import net.strata.Needs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `strata ping` of many hosts, by real sockets.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PingManyTest {
    private Path folder = Path.of("");
    private ChildJava java;
    private PingNetwork network;

    @BeforeAll
    void makeNetwork(@TempDir Path fresh) throws Exception {
        folder = fresh;
        Needs.here().root();
        java = new ChildJava(folder);
        network = new PingNetwork();
    }

    @AfterAll
    void removeNetwork() throws Exception {
        if (network != null) network.close();
    }

    private ChildJava.Ran ping(String... words) throws Exception {
        var all = new ArrayList<>(List.of("ping", "-c1", "-W.5"));
        all.addAll(List.of(words));
        return java.run(List.of("timeout", "30", "ip", "netns", "exec", network.sender), Map.of(), Main.class.getName(),
                all);
    }

    @Test
    void bothFamiliesAreProbedInOneRun() throws Exception {
        var ran = ping("far.test", "2001:db8:2::1", "10.4.0.1-3");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).first().isEqualTo("PING 5 hosts, 56 data bytes");
        assertThat(ran.out()).anyMatch(line -> line.startsWith("64 bytes from far.test (10.2.0.1): icmp_seq=1 ttl=63 "))
                .anyMatch(line -> line.startsWith("64 bytes from 2001:db8:2::1: icmp_seq=1 "));
        assertThat(ran.out()).last().asString()
                .startsWith("5 of 5 hosts answered; 5 packets transmitted, 5 received, 0%");
    }

    @Test
    void theStatusTellsWhetherAllAnswered() throws Exception {
        assertThat(ping("10.2.0.1", "10.3.3.1").status()).isEqualTo(1);
        assertThat(ping("10.2.0.1", "nosuch.test").status()).isEqualTo(2);
    }

    @Test
    void hostsAreReadFromAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("hosts"), "# ours\n10.2.0.1 far\n\n10.4.0.0/30\n");
        var ran = ping("-q", "--targets", file.toString());
        assertThat(ran.out()).last().asString().startsWith("3 of 3 hosts answered; ");
        assertThat(ran.status()).isZero();
    }

    @Test
    void aSweepMissesNobodyAndShowsOnlyTheOnesThatAreNotThere() throws Exception {
        var ran = ping("--rate", "5000", "10.4.0.0/22", "10.3.3.1");
        assertThat(ran.out()).contains("1022 hosts lost nothing");
        assertThat(ran.out().stream().filter(line -> line.startsWith("10."))).containsExactly(
                "10.3.3.1        1        0   100%  -");
        assertThat(ran.status()).isEqualTo(1);
    }

    @Test
    void othersAreNotSentMoreThanAThousandPacketsASecondUnawares() throws Exception {
        var ran = ping("-i.002", "--rate", "5000", "192.0.2.1", "192.0.2.2", "192.0.2.3");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).singleElement().asString()
                .startsWith("strata ping: more than 1000 packets/s to 192.0.2.");
    }

    /// The interval of a flood is 10 ms, but each answer lets another probe go.
    @Test
    void aFloodOfOthersTakesAPromiseHoweverFewTheyAre() throws Exception {
        var ran = ping("-f", "192.0.2.1", "192.0.2.2");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).singleElement().asString().contains("--i-may");
    }

    @Test
    void whereManyAnswerIsPingedAlone() throws Exception {
        var ran = ping("224.0.0.1", "10.1.0.255", "10.2.0.1");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.out()).contains("224.0.0.1: many hosts answer there: ping it alone",
                "10.1.0.255: many hosts answer there: ping it alone");
        assertThat(ran.out()).last().asString().startsWith("1 of 3 hosts answered; 1 packets transmitted, 1 received");
    }

    @Test
    void aSourceAddressIsThatOfItsFamily() throws Exception {
        var ran = ping("-I", "10.1.0.1", "10.2.0.1", "2001:db8:2::1");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).last().asString().startsWith("2 of 2 hosts answered; ");
    }
}
