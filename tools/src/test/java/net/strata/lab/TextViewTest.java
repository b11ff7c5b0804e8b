package net.strata.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.strata.live.Ink;
import net.strata.stats.Glyphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Text of sessions made by hand. `-Dgolden.update` writes the approved ones anew.
final class TextViewTest {
    private static final boolean UPDATE = System.getProperty("golden.update") != null;
    private static final Path APPROVED = Path.of("src/test/resources/net/strata/lab");

    private static String text(Timeline timeline, Glyphs glyphs, boolean color, int width, boolean details)
            throws IOException {
        var out = new StringBuilder();
        TextView.write(timeline, new Ink(glyphs, color), width, details, out);
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource({"120,UNICODE,false", "80,UNICODE,false", "80,ASCII,false", "50,UNICODE,false", "120,UNICODE,true"})
    void isAsApproved(int width, Glyphs glyphs, boolean color) throws IOException {
        String text = text(Scene.echo().timeline(), glyphs, color, width, width == 120 && !color);
        Path file = APPROVED
                .resolve("echo-" + width + (glyphs == Glyphs.ASCII ? "-ascii" : "") + (color ? "-color" : "")
                        + ".txt");
        if (UPDATE) {
            Files.createDirectories(APPROVED);
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @CsvSource({"30", "40", "59", "60", "80", "100", "120", "200"})
    void fits(int width) throws IOException {
        String text = text(Scene.echo().timeline(), Glyphs.UNICODE, false, width, false);
        assertThat(text.lines().filter(line -> Ink.cells(line) > width)).isEmpty();
    }

    @Test
    void isTheSameWithoutColors() throws IOException {
        Timeline echo = Scene.echo().timeline();
        assertThat(text(echo, Glyphs.UNICODE, true, 100, true).replaceAll("\033\\[[0-9]+m", ""))
                .isEqualTo(text(echo, Glyphs.UNICODE, false, 100, true));
    }

    @Test
    void asciiIsAscii() throws IOException {
        String text = text(Scene.echo().timeline(), Glyphs.ASCII, false, 100, true);
        assertThat(text.chars().filter(c -> c >= 0x80)).isEmpty();
    }

    @Test
    void controlCharactersOfARecordingDoNotReachTheTerminal() throws IOException {
        Timeline t = new Scene().call(Side.CLIENT, "send\033[2J", 4, 1, 10, 20, "4", "\"\033]0;x\007\"", "1", "0")
                .note(Side.SERVER, 30, "\033[1m").timeline();
        assertThat(text(t, Glyphs.UNICODE, false, 80, true)).doesNotContain("\033").doesNotContain("\007");
    }

    @Test
    void aLostPacketEndsInACross() throws IOException {
        Timeline t = new Scene().client(50).connect(0, 100, 3000).segment(Side.CLIENT, TcpFlags.SYN, 0, 0, "", 105, -1)
                .timeline();
        assertThat(text(t, Glyphs.UNICODE, false, 80, false)).contains("\u2717 lost");
        assertThat(text(t, Glyphs.ASCII, false, 80, false)).contains("x lost");
    }

    /// 300 sends of 2 bytes, and as many receives: the six steps and the four tell of all.
    @Test
    void aStepOfManyCallsTellsWhatTheyMovedInAll() throws IOException {
        Scene scene = new Scene().listener(0)
                .call(Side.SERVER, "accept4", 3, 5, 10, 160, "3", "NULL", "NULL", "0").client(50).connect(0, 100, 130)
                .handshake(105);
        for (int i = 0; i < 300; i++)
            scene.send(Side.CLIENT, 4, "ab", 200 + 2 * i, 201 + 2 * i).recv(Side.SERVER, 5, "ab", 900 + 2 * i,
                    901 + 2 * i);
        Timeline t = scene.recv(Side.SERVER, 5, "", 2000, 2001).call(Side.SERVER, "close", 5, 0, 2010, 2011, "5")
                .call(Side.SERVER, "close", 3, 0, 2020, 2021, "3").timeline();
        String text = text(t, Glyphs.UNICODE, false, 160, false);
        assertThat(text).contains("got 600 bytes in 300 calls. Call 607: 0 is the end of the stream")
                .contains("gave 600 bytes in 300 calls.").contains("Call 608: gives the descriptor back.")
                .contains("Call 609: gives the listener back");
    }

    @Test
    void withoutCallsTimesAreSinceTheBeginning() throws IOException {
        Timeline t = new Scene().note(null, 68_613_760_828L, "stopped").timeline();
        assertThat(text(t, Glyphs.UNICODE, false, 80, false)).contains("    0.000 ").contains("since the beginning");
    }

    /// What poll found is known when it is back.
    @Test
    void whatACallFoundStandsAtItsEnd() throws IOException {
        Timeline t = Scene.echo().call(Side.SERVER, "ppoll", -1, 1, 170, 220,
                "[{fd=5, events=POLLIN, revents=POLLIN}]", "1", "NULL", "NULL").timeline();
        assertThat(text(t, Glyphs.UNICODE, false, 160, false))
                .contains("ppoll([{fd=5, events=POLLIN}], 1, NULL, NULL)").contains("ppoll = 1 fd=5 POLLIN ← packet 4");
    }

    @Test
    void nobodyMeasuresATimeOnLoopback() throws IOException {
        Timeline t = new Scene().loopback().segment(Side.CLIENT, TcpFlags.SYN, 0, 0, "", 105, 105).timeline();
        assertThat(text(t, Glyphs.UNICODE, false, 80, false)).doesNotContain("+0 ns").doesNotContain("how long");
    }
}
