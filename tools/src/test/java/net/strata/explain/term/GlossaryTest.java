package net.strata.explain.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.strata.decode.Protocol;
import net.strata.file.Samples;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.protocol.FieldIndex;
import net.strata.protocol.Protocols;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every entry.
final class GlossaryTest {
    private static final Pattern SOURCE = Pattern
            .compile("(RFC \\d+|POSIX|IEEE |ISO/IEC |Python |Java |IANA |Linux |ITU-T |ETSI |IETF |3GPP |ONF |UPnP |"
                    + "Cisco|Microsoft |Digital, |Novell |AoEr11|MySQL |redis.io|radiotap.org|tcpdump.org, |[a-z_0-9.-]+\\(\\d\\)).*");
    private static final int MOST_PARAGRAPHS = 3;
    private static final int LONGEST = 600;
    private static final Pattern SENTENCES = Pattern.compile("(?s)[^ ].*[.)]");

    private static final Glossary ALL = new Glossary();

    @Test
    void everyFileIsRead() throws IOException, URISyntaxException {
        var url = Glossary.class.getResource("models.txt");
        try (Stream<Path> files = Files
                .list(Path.of(Objects.requireNonNull(url).toURI()).resolveSibling("."))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())).filter(name -> name.endsWith(".txt"))
                    .map(name -> name.substring(0, name.length() - 4)))
                    .containsExactlyInAnyOrderElementsOf(Glossary.THEMES);
        }
    }

    @Test
    void everyEntryIsCompleteAndShort() {
        assertThat(ALL.all()).hasSizeGreaterThan(300);
        var wrong = new ArrayList<String>();
        for (Entry entry : ALL.all()) {
            if (entry.text().size() > MOST_PARAGRAPHS)
                wrong.add(entry.name() + ": " + entry.text().size() + " paragraphs");
            Stream<String> corrections = entry.corrections().stream()
                    .flatMap(each -> Stream.of(each.wrong(), each.right()));
            Stream.concat(entry.text().stream(), corrections).filter(each -> each.length() > LONGEST
                    || !SENTENCES.matcher(each).matches()).forEach(each -> wrong.add(entry.name() + ": " + each));
            entry.sources().stream().filter(each -> !SOURCE.matcher(each).matches())
                    .forEach(each -> wrong.add(entry.name() + ": " + each));
            if (Set.copyOf(entry.related()).size() < entry.related().size()) wrong.add(entry.name() + ": see twice");
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyNameFindsItsEntry() {
        var wrong = new ArrayList<String>();
        for (Entry entry : ALL.all()) {
            for (String name : Stream.concat(Stream.of(entry.name()), entry.others().stream()).toList()) {
                Entry found = ALL.named(name);
                if (!entry.equals(found))
                    wrong.add(entry.name() + ": " + name + " finds " + (found == null ? "nothing" : found.name()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void relatedTermsAreOtherEntries() {
        var wrong = new ArrayList<String>();
        for (Entry entry : ALL.all())
            for (String each : entry.related()) {
                Entry other = ALL.named(each);
                if (other == null || other.equals(entry)) wrong.add(entry.name() + ": " + each);
            }
        assertThat(wrong).isEmpty();
    }

    @Test
    void fieldsExist() {
        var index = new FieldIndex();
        var wrong = new ArrayList<String>();
        for (Entry entry : ALL.all())
            for (String each : entry.fields())
                if (!index.has(each)) wrong.add(entry.name() + ": " + each);
        assertThat(wrong).isEmpty();
    }

    /// RFCs that another has replaced (rfc-editor.org says by which), as they are often still cited.
    @Test
    void noReplacedDocumentIsCited() {
        var replaced = Set.of("793", "1323", "1883", "1981", "2373", "2460", "2461", "2462", "2463", "2581", "2616",
                "2679",
                "2680", "2821", "2822", "2960", "2988", "3280", "3484", "3501", "3513", "4960", "5226", "5798", "7042",
                "7230",
                "7231", "7540");
        var wrong = new ArrayList<String>();
        var rfc = Pattern.compile("RFC (\\d+)");
        for (Entry entry : ALL.all())
            for (String source : entry.sources())
                rfc.matcher(source).results().filter(each -> replaced.contains(each.group(1)))
                        .forEach(_ -> wrong.add(entry.name() + ": " + source));
        assertThat(wrong).isEmpty();
    }

    private static Entry entry(String name) {
        return Objects.requireNonNull(ALL.named(name));
    }

    /// RFC 2675 is about IPv6's payloads, not about frames of Ethernet.
    @Test
    void jumbogramsAreNoJumboFrames() {
        assertThat(entry("jumbogram").sources()).containsExactly("RFC 2675 section 2");
        assertThat(entry("jumbo frame").sources()).allMatch(each -> each.startsWith("IEEE 802.3"));
    }

    /// RFC 1812 section 5.3.1: a router that would forward a packet with a TTL of 1 drops it.
    @Test
    void aTtlCountsLinks() {
        assertThat(entry("TTL").text().getFirst()).contains("links", "with a TTL of 1 it passes no router");
        assertThat(entry("hop limit").text().getFirst()).contains("links");
    }

    /// `strata fields ip` would list all that has ip anywhere.
    @Test
    void fieldsAreListedByTheirNames() {
        var index = new FieldIndex();
        var wrong = new ArrayList<String>();
        for (Entry entry : ALL.all())
            for (Entry.Command each : entry.commands()) {
                if (!each.line().startsWith("strata fields ")) continue;
                String pattern = each.line().substring("strata fields ".length()).replace("'", "");
                boolean some = pattern.endsWith("*") && index.names().stream()
                        .anyMatch(name -> name.startsWith(pattern.substring(0, pattern.length() - 1)));
                if (!some && !index.has(pattern)) wrong.add(entry.name() + ": " + each.line());
            }
        assertThat(wrong).isEmpty();
    }

    /// That packets are found in them, and that commands can be typed: net.strata.cli.GlossaryLinesTest.
    @Test
    void samplesExist() throws IOException {
        for (Entry entry : ALL.all())
            if (entry.sample() != null) assertThat(Samples.named(entry.sample().name())).as(entry.name()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "socket(), bind, listen, accept, connect, send, sendall, sendto, recv, recvfrom, close, shutdown, getpeername",
            "getsockname, getsockopt, setsockopt, settimeout, setblocking, fileno, makefile, poll, select, epoll",
            "stream, datagram, raw, unix, inet, inet6, SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, AF_INET, AF_INET6, AF_UNIX",
            "protocol 0, backlog, endpoint, five-tuple, socket, socket layer, high-level server, socketserver",
            "ServerSocket, Netty, asyncio, libc calls, server's six steps, client's four steps",
            "OSI, physical layer, data link layer, network layer, transport layer, session layer, presentation layer",
            "application layer, TCP/IP model, link layer, internet layer, PDU, frame, packet, segment, message, header",
            "trailer, payload, encapsulation, decapsulation, port, ephemeral port, loopback, MTU, MSS, path MTU",
            "fragmentation, TTL, hop limit, checksum, pseudo-header, byte order, three-way handshake, four-way close",
            "half close, reset, RST, FIN, SYN, ACK, PSH, URG, sequence number, acknowledgment, window, window scaling",
            "retransmission, congestion control, Nagle, delayed ack, keepalive, zero window, NAT, router, switch, ARP",
            "neighbour discovery, ICMP echo, traceroute, IGMP, multicast, broadcast, unicast, raw socket, promiscuous mode",
            "offload, sticky packets, message framing, blocking, non-blocking, timeout, thread per client, EWOULDBLOCK"})
    void everyTermOfTheTutorialsHasAnEntry(String terms) {
        assertThat(terms.split(", ")).allSatisfy(term -> assertThat(ALL.named(term)).as(term).isNotNull());
    }

    /// Both the protocol's label, as a packet's list of layers has it, and the beginning of its fields' names.
    @Test
    void everyProtocolHasAnEntry() {
        var missing = new ArrayList<String>();
        for (Protocol each : Protocols.all())
            for (String name : List.of(each.label(), each.layout().prefix()))
                if (ALL.named(name) == null) missing.add(name);
        assertThat(missing).isEmpty();
    }

    private static List<String> named(Kind kind) {
        return ALL.all().stream().filter(entry -> entry.kind() == kind).map(Entry::name).toList();
    }

    /// RFC 9293 section 3.3.2, in the names of ss(8).
    @Test
    void everyStateOfTcpHasAnEntry() {
        assertThat(named(Kind.STATE)).containsExactlyInAnyOrder("LISTEN", "SYN_SENT", "SYN_RECV", "ESTABLISHED",
                "FIN_WAIT_1", "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING", "LAST_ACK", "TIME_WAIT", "CLOSED");
    }

    @Test
    void everySocketOptionThatCanBeSetHasAnEntry() {
        assertThat(named(Kind.OPTION))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Option.values()).map(Option::name).toList());
    }

    @Test
    void everyErrorThatIsNamedHasAnEntry() {
        List<String> errors = IntStream.range(1, 200).mapToObj(Errno::of).map(Errno::name)
                .filter(name -> !name.startsWith("errno ")).toList();
        assertThat(errors).hasSizeGreaterThan(60);
        assertThat(named(Kind.ERROR)).containsAll(errors);
    }
}
