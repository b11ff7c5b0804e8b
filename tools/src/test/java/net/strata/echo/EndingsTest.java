package net.strata.echo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
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

    private static void isWrong(Ending ending, String answer, String why) {
        assertThatThrownBy(() -> ending.take(ByteBuffer.wrap(bytes(answer)), _ -> {
        })).isInstanceOf(AnswerException.class).hasMessage(why);
    }

    @Test
    void whatIsBehindTheSameMessageIsNotIt() {
        isWrong(Endings.same(bytes("hello")), "helloXYZ", "the answer is longer than it may be, by 3 bytes");
        isWrong(Endings.asLong(bytes("hello")), "HELLOX", "the answer is longer than it may be, by 1 byte");
    }

    @ParameterizedTest
    @CsvSource({"Exho=>hello, byte 2", "hello, byte 1", "Echo=>hexlo, byte 9", "Echo=>Echo=>hello, byte 7"})
    void aPrefixedAnswerIsTheMessage(String answer, String where) {
        isWrong(Endings.prefixed("Echo=>", bytes("hello")), answer,
                where + " of the answer is neither that of the message nor one of the text before it");
    }

    @Test
    void whatIsBehindAPrefixedAnswerIsNotIt() {
        isWrong(Endings.prefixed("Echo=>", bytes("hello")), "Echo=>helloX", "the answer is longer than it may be");
    }

    @Test
    void aPrefixedMessageMayHaveThePrefixInItself() throws IOException {
        // In one part, and cut within what looks like the prefix.
        for (String answer : List.of("Echo=>aEcho=>b", "Echo=>aEEcho=>cho=>b", "Echo=>aEcho=>Echo=>b"))
            assertThat(Endings.prefixed("Echo=>", bytes("aEcho=>b")).take(ByteBuffer.wrap(bytes(answer)), _ -> {
            })).as(answer).isTrue();
    }

    @Test
    void aDatagramIsTheMessageAndNothingElse() throws IOException {
        isWrong(Endings.datagram(bytes("hello"), 99), "help!",
                "the answer is another one: its byte 4 is not the right one");
        isWrong(Endings.datagram(bytes("hello"), 99), "helloX", "the answer is another one: its byte 6 is not wanted");
        isWrong(Endings.datagram(bytes("hello"), 99), "hell", "the answer is another one: it ends after 4 bytes");
        isWrong(Endings.datagram(5, 99), "hell", "the answer is another one: it has 4 bytes");
        // Where 3 bytes are received of it.
        assertThat(Endings.datagram(bytes("hello"), 3).take(ByteBuffer.wrap(bytes("hel")), _ -> {
        })).isTrue();
    }
}
