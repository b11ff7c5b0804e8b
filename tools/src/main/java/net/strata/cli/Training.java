package net.strata.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.strata.frame.LinkType;
import net.strata.os.CaptureFilter;
import net.strata.os.OsError;

/// Runs the commands as users do, while Java records what an ahead-of-time cache should hold: classes, and profiles of
/// the methods that ran often. Packaging calls it; see tools/pom.xml.
final class Training {
    /// Command lines that read no capture.
    private static final List<String> LINES = List.of("", "--help", "--version", "version", "version --help",
            "decode --help", "capture --help", "interfaces --help", "fields", "fields tcp", "echo",
            "echo demo", "echo lab --help", "echo lab --list", "echo lab --recorded",
            "echo lab --recorded --verbose --color always",
            "echo lab --recorded --json", "echo lab --recorded --html -", "echo lab --recorded --svg -",
            "explain --help",
            "explain ttl", "explain backlog --color always", "explain retransmission timer", "explain icmp.type==3",
            "explain --route",
            "explain --samples", "explain --sample tcp-echo", "explain --sample tcp-echo --packet 4",
            "explain --sample tcp-echo --packet 4 --color always", "explain --sample tcp-echo --stream 0",
            "explain --sample dns -Y dns --svg -", "explain --sample arp --html -");

    /// Each output of `decode`, shown of every sample.
    private static final List<String> DECODE = List.of("", "-V", "-x", "-V -x", "-O tcp,ip", "--json",
            "--json --offsets",
            "-T fields -e frame.number -e ip.src -e tcp.dstport -E header=y", "--color always", "-V --color always",
            "-t ad --stable", "-nVx -c 1", "-A", "-w /dev/null", "-w /dev/null -F pcap", "-w /dev/null -P",
            "-Y tcp.port==80&&ip.ttl<65||!(ip.addr==10.0.0.0/8)");

    /// What comes of these depends on the machine and the user: each is run once.
    private static final List<String> HERE = List.of("interfaces", "interfaces lo", "interfaces --json", "doctor",
            "doctor --json", "capture -i lo --duration 100ms", "capture -i lo --duration 100ms -w /dev/null tcp",
            "ping --help",
            "ping -c1 127.0.0.1", "ping -c1 --json --write /dev/null 127.0.0.1", "ping -c3 -i 0.002 ::1",
            "ping -q -c9 -i 0.002 --stats --fail-if loss>1%||p99>1s 127.0.0.1",
            "ping -f -q -c 50000 127.0.0.1", "ping -c2 -i 0.002 127.0.0.1 ::1", "ping --fping -e 127.0.0.1",
            "ping --fping -i 0 -r 0 -g 127.0.0.0/22", "trace --help", "trace 127.0.0.1", "trace -I ::1",
            "trace -T ::1", "trace --report -c 2 --interval 0.01 127.0.0.1", "trace --csv -c 1 ::1",
            "trace --json -q 1 127.0.0.1", "echo server --help", "echo server",
            "echo server echo -u -p 0 --timeout 10ms", "echo client --help", "echo client echo 127.0.0.1:1 hello");

    /// What users mistype is answered from the cache as well.
    private static final List<String> MISTAKES = List.of("deocde", "decode --hlep", "decode -Y tcp.prt==1 x", "decode");

    /// Enough for a profile of the methods that matter, some seconds in all.
    private static final int ROUNDS = 10;

    private Training() {}

    /// Trains, and notes which JDK the cache is for.
    ///
    /// @param words the file for the note, and the folder of the samples
    public static void main(String[] words) throws IOException {
        var samples = samples(Path.of(words[1]));
        var modes = Stream.concat(DECODE.stream(), filters()).toList();
        for (var line : HERE)
            Main.quietly(split(line));
        for (int round = 0; round < ROUNDS; round++) {
            for (var line : LINES)
                expect(Status.DONE, split(line));
            for (var line : MISTAKES)
                expect(Status.FAILED, split(line));
            for (var mode : modes)
                for (var sample : samples)
                    expect(Status.DONE, Stream.concat(Stream.of("decode", sample), split(mode).stream()).toList());
        }
        var home = Path.of(System.getProperty("java.home"));
        Files.writeString(Path.of(words[0]), home + "\n" + Files.readString(home.resolve("release")));
        // As a user's run ends: the environment, the real outputs and the exit belong into the cache.
        Main.main(new String[]{"--version"});
    }

    /// Capture filters, where there is a libpcap to compile them.
    private static Stream<String> filters() throws IOException {
        try {
            new CaptureFilter("tcp").compile(LinkType.ETHERNET, 0);
            return Stream.of("-f tcp", "-f tcp --dump-filter");
        } catch (OsError e) {
            return Stream.empty();
        }
    }

    private static List<String> samples(Path folder) throws IOException {
        var samples = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(folder, "*.{pcap,pcapng}")) {
            files.forEach(file -> samples.add(file.toString()));
        }
        if (samples.isEmpty()) throw new IllegalStateException("training: no samples in " + folder);
        samples.sort(null);
        return samples;
    }

    private static List<String> split(String line) {
        return line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
    }

    private static void expect(int status, List<String> line) {
        int got = Main.quietly(line);
        if (got != status)
            throw new IllegalStateException("training: strata " + String.join(" ", line) + " ended with " + got);
    }
}
