package net.strata.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.strata.Needs;
import net.strata.TestNetwork;
import net.strata.os.Call;
import net.strata.os.SockAddr;
import net.strata.os.TcpInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recordings are written and read again.
final class RecordingsTest {
    @TempDir
    Path folder = Path.of("");

    private static final TcpInfo TCP = new TcpInfo(1, 0, 204000, 1448, 0, 0, 35, 17, 10, 0);

    private static Call call(String name, long enter, int result, SockAddr address, String data) {
        return new Call(name, List.of("3", "\"a\\n\\x00\"...", "{sin_port=htons(7)}"), 3, result, address,
                data.getBytes(UTF_8), enter, enter + 10, "client", TCP);
    }

    /// A call with an address of each family, a frame each way, a note of either side and of the lab.
    private static Recording sample() {
        List<SockAddr> addresses = List.of(SockAddr.ip("10.7.0.2", 50007), SockAddr.ip("fd00:7::2", 80),
                new SockAddr.In6(0xfe80L << 48, 1, 9, 5, 3), new SockAddr.Un("/tmp/\"x\""),
                SockAddr.Un.abstractName("app"), SockAddr.Un.UNNAMED,
                new SockAddr.Ll(0x800, 2, 1, 4, 0x020000000001L, 6), new SockAddr.Other(38));
        var calls = new ArrayList<Made>();
        for (int i = 0; i < addresses.size(); i++)
            calls.add(
                    new Made(Side.CLIENT, 17, call("sendto", -5_000 + i, 5, addresses.get(i), "héllo"), 9_000, 71, 0));
        calls.add(new Made(Side.SERVER, new Call("socket", List.of("AF_INET"), -1, -24, null, new byte[0], 6_000, 6_001,
                "server", null)));
        return new Recording(new Origin("echo", Origin.Place.NAMESPACES, 1, List.of("10.7.0.1"), List.of("10.7.0.2"),
                new Impairment(0.25, 7, 0.5, -3), "Linux 6.1", 1_795_250_607_886_708_077L), calls,
                List.of(new Seen(Side.CLIENT, true, 1_795_250_607_886_708_078L, new byte[]{1, 2, (byte) 0xff}, 3),
                        new Seen(Side.SERVER, false, 1_795_250_607_886_708_079L, new byte[]{1, 2}, 1500)),
                new ClockOffset(1_795_250_607_000_000_000L, 51),
                List.of(new Recording.Note(null, 5, "stopped", true),
                        new Recording.Note(Side.SERVER, 6, "says \u00fc")));
    }

    private static byte[] written(Recording recording) throws IOException {
        var out = new ByteArrayOutputStream();
        Recordings.write(recording, out);
        return out.toByteArray();
    }

    private static Recording read(byte[] text) throws IOException {
        return Recordings.read(new ByteArrayInputStream(text), "r.json");
    }

    private static Recording read(String text) throws IOException {
        return read(text.getBytes(UTF_8));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Recording recording = sample();
        assertThat(read(written(recording))).usingRecursiveComparison().isEqualTo(recording);
    }

    @Test
    void aRecordingThatWasCutIsNotTakenForAWholeOne() throws IOException {
        String whole = new String(written(sample()), UTF_8);
        String[] lines = whole.split("\n", -1);
        assertThatThrownBy(() -> read(whole.substring(0, whole.lastIndexOf("{\"schema"))))
                .isInstanceOf(IOException.class).hasMessage("r.json: the recording is not whole");
        assertThatThrownBy(() -> read(whole.replace(lines[3] + "\n", "")))
                .isInstanceOf(IOException.class).hasMessageEndingWith("some of it is missing");
        assertThatThrownBy(() -> read("")).isInstanceOf(IOException.class)
                .hasMessage("r.json: the recording is not whole");
    }

    @Test
    void whatIsWrongIsToldInOneLine() throws IOException {
        String whole = new String(written(sample()), UTF_8);
        List<List<String>> wrongs = List.of(
                List.of("\"place\":\"namespaces\"", "\"place\":\"moon\\u001b\"", "line 1: a place called moon\\x1b"),
                List.of("\"loss\":0.25", "\"loss\":2", "line 1: loss is from 0 to 1"),
                List.of("\"loss\":0.25", "\"loss\":1e99999999", "line 1: loss is from 0 to 1"),
                List.of("\"schema\":1,\"event\":\"recording\"", "\"schema\":9,\"event\":\"recording\"",
                        "which is newer than this program"),
                List.of("\"event\":\"recording\"", "\"event\":\"call\"", "it does not begin with a recording"),
                List.of("\"side\":\"client\"", "\"side\":\"other\"", "line 2: a side called other"),
                List.of("\"exit_ns\":-4990", "\"exit_ns\":-6000", "line 2: exit_ns is out of range: -6000"),
                List.of("\"enter_ns\":-5000", "\"enter_ns\":-9223372036854775808", "line 2: enter_ns is out of range"),
                List.of("\"data\":\"68", "\"data\":\"6x", "line 2: data is not hexadecimal"),
                List.of("\"host\":\"10.7.0.2\"", "\"host\":\"example.com\"", "line 2: host is no address: example.com"),
                List.of("\"port\":50007", "\"port\":70000", "line 2: port is out of range: 70000"),
                List.of("\"arguments\":[\"3\"", "\"arguments\":[3", "line 2: no list arguments"),
                List.of("\"path\":\"/tmp", "\"path\":\"" + "x".repeat(200), "line 5: an address that is none"));
        for (List<String> wrong : wrongs) {
            assertThat(whole).contains(wrong.get(0));
            String text = whole.replaceFirst(java.util.regex.Pattern.quote(wrong.get(0)),
                    java.util.regex.Matcher.quoteReplacement(wrong.get(1)));
            assertThatThrownBy(() -> read(text)).as(wrong.get(1)).isInstanceOf(IOException.class)
                    .hasMessageContaining(wrong.get(2)).message().doesNotContain("\n").startsWith("r.json");
        }
    }

    @Test
    void anyBytesAreReadOrRefused() throws IOException {
        byte[] whole = written(sample());
        var random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = whole.clone();
            for (int k = random.nextInt(3); k >= 0; k--)
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try {
                read(bytes);
            } catch (IOException e) {
                refused++;
                assertThat(e.getMessage()).doesNotContain("\n").startsWith("r.json");
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void textThatOthersWroteCannotDisturbATerminal() throws IOException {
        String whole = new String(written(sample()), UTF_8).replace("says \u00fc", "says \\u001b[2J\\u009b");
        assertThat(read(whole).notes().getLast().text()).isEqualTo("says \\x1b[2J\\xc2\\x9b");
    }

    @Test
    void aCaptureFileHasAnInterfaceForEachSide() throws IOException {
        Needs.here().program("tshark");
        Path file = folder.resolve("lab.pcapng");
        Frames.write(sample(), file, "strata test");
        assertThat(TestNetwork.run("tshark", "-r", file.toString(), "-T", "fields", "-E", "separator=;", "-e",
                "frame.interface_name", "-e", "frame.comment", "-e", "frame.len", "-e", "frame.time_epoch"))
                .contains("client;left the client;3;1795250607.886708078\n",
                        "server;came to the server;1500;1795250607.886708079\n");
    }
}
