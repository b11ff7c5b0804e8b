package net.strata.echo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// However a stream is cut, an answer ends at the same byte.
class EndingsTest {
    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /// Gives an answer in two parts, cut at every place, and tells what was taken of it when it was complete.
    private static void cutAnywhere(Supplier<Ending> ending, byte[] answer, String content) throws IOException {
        for (int cut = 0; cut < answer.length; cut++) {
            var heard = new Heard();
            Ending each = ending.get();
            if (cut > 0) assertThat(each.take(ByteBuffer.wrap(answer, 0, cut), heard::content)).isFalse();
            assertThat(each.missing()).isNotNull();
            assertThat(each.take(ByteBuffer.wrap(answer, cut, answer.length - cut), heard::content)).isTrue();
            assertThat(heard.text()).isEqualTo(content);
        }
    }

    @Test
    void afterANumberOfBytes() throws IOException {
        cutAnywhere(() -> Endings.bytes(5), bytes("hello"), "hello");
    }

    @Test
    void behindAText() throws IOException {
        cutAnywhere(() -> Endings.until(bytes("\r\n.\r\n")), bytes("a\r\n\r\n\r\n.\r\n"), "a\r\n\r\n\r\n.\r\n");
        cutAnywhere(() -> Endings.until(bytes("aab")), bytes("xaaab"), "xaaab");
    }

    @Test
    void whatTheFirstFourBytesSay() throws IOException {
        cutAnywhere(Endings::lengthFirst, new byte[]{0, 0, 0, 3, 'a', 'b', 'c'}, "abc");
        assertThat(Endings.lengthFirst().take(ByteBuffer.wrap(new byte[4]), data -> {
        })).isTrue();
        assertThatThrownBy(() -> Endings.lengthFirst().take(ByteBuffer.wrap(new byte[5]), data -> {
        })).isInstanceOf(AnswerException.class).hasMessage("the answer is longer than it said, 0 bytes");
    }

    @Test
    void theSameMessage() throws IOException {
        cutAnywhere(() -> Endings.same(bytes("hello")), bytes("hello"), "hello");
        assertThatThrownBy(() -> Endings.same(bytes("hello")).take(ByteBuffer.wrap(bytes("helo")), data -> {
        })).isInstanceOf(AnswerException.class).hasMessage("byte 4 of the answer is not that of the message");
    }

    @ParameterizedTest
    @CsvSource({"hello, Echo=>hello", "hello, Echo=>helEcho=>lo", "hello, Echo=>hEcho=>eEcho=>llo",
            "Echo=>, Echo=>Echo=>"})
    void aMessageWithATextBeforeEachPart(String message, String answer) throws IOException {
        var heard = new Heard();
        assertThat(Endings.prefixed("Echo=>", bytes(message)).take(ByteBuffer.wrap(bytes(answer)), heard::content))
                .isTrue();
        assertThat(heard.text()).isEqualTo(answer);
        assertThat(Endings.prefixed("Echo=>", bytes(message))
                .take(ByteBuffer.wrap(bytes(answer), 0, bytes(answer).length - 1), heard::content)).isFalse();
    }
}
