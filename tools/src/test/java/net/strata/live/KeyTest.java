package net.strata.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyTest {
    private static final int LATE = -2;

    /// As xterm sends them; in its other mode the arrows have an O.
    @ParameterizedTest
    @CsvSource({"q,QUIT", "p,PAUSE", "r,RESET", "?,KEYS", "^[[A,UP", "^[OB,DOWN", "^[[5~,PAGE_UP", "^[[6~,PAGE_DOWN",
            "^[[1;5A,UP", "^[[H,FIRST", "^[[4~,LAST", "^C,QUIT", "x,NONE", "^[[,NONE", "^[,NONE", "^[[200~,NONE"})
    void keysAreKnownByWhatTerminalsSend(String typed, Key key) throws IOException {
        String sent = typed.replace("^[", "\033").replace("^C", "\003");
        Iterator<Integer> source = IntStream.concat(sent.chars(), IntStream.generate(() -> LATE)).iterator();
        assertThat(Key.read(source::next)).isEqualTo(key);
        assertThat(source.next()).isEqualTo(LATE);
    }

    @ParameterizedTest
    @CsvSource({"-1,GONE", "-2,NONE"})
    void theEndOfATerminalIsNotAKeyThatIsLate(int read, Key key) throws IOException {
        assertThat(Key.read(() -> read)).isEqualTo(key);
    }
}
