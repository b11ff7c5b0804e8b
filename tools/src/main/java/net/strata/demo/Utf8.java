package net.strata.demo;

import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import net.strata.lab.Stage;
import net.strata.lab.Step;
import net.strata.os.OsError;

/// A text whose characters have more than a byte each, taken in pieces.
final class Utf8 implements Demo {
    private static final String TEXT = "5 € für Zoë";
    /// The euro sign has three bytes, from the third on.
    private static final int PIECE = 4;

    @Override
    public About about() {
        return new About("utf8", "a character can be cut in two",
                "What recv returns is text: recv(1024).decode() gives what was sent.",
                "The text '" + TEXT + "' comes in pieces of " + PIECE + " bytes. Is each piece text?",
                "recv counts bytes, and TCP cuts between any two of them. Collect bytes until a message is whole and decode "
                        + "that, or use a decoder that keeps the beginning of a character until the rest comes.",
                List.of("recv(2)", "utf-8(7)", "RFC 3629 section 3", "RFC 9293 section 3.7"));
    }

    private static void serve(Stage stage) throws OsError {
        try (var connection = Kit.accepted(stage)) {
            var decoder = StandardCharsets.UTF_8.newDecoder();
            var text = new StringBuilder();
            var kept = ByteBuffer.allocate(2 * PIECE);
            while (connection.recv(kept.limit(kept.position() + PIECE), 0) > 0)
                text.append(decoded(decoder, kept));
            Kit.sendAll(connection, text.toString());
        }
    }

    /// All characters that are whole; the beginning of another stays.
    private static String decoded(CharsetDecoder decoder, ByteBuffer kept) {
        var characters = CharBuffer.allocate(kept.capacity());
        decoder.decode(kept.flip(), characters, false);
        kept.compact();
        return characters.flip().toString();
    }

    private static void talk(Stage stage) throws OsError {
        try (var socket = Kit.connected(stage)) {
            Kit.sendAll(socket, TEXT);
            socket.shutdown(net.strata.os.Abi.SHUT_WR);
            Kit.recvAll(socket, 1024);
        }
    }

    /// A piece by itself.
    private static String alone(byte[] piece) {
        try {
            return "'" + StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(piece)) + "'";
        } catch (CharacterCodingException e) {
            return "not UTF-8";
        }
    }

    @Override
    public void show(Trial trial) throws Exception {
        var session = trial.run("the server calls recv for " + PIECE + " bytes at most", Utf8::serve, Utf8::talk);
        List<Step> recvs = session.calls(SERVER, "recv");
        session.show(Session.all(session.calls(CLIENT, "send"), recvs, session.calls(CLIENT, "recv")),
                session.loaded(CLIENT));
        int broken = 0;
        for (Step recv : recvs) {
            byte[] piece = recv.made().call().data();
            if (piece.length == 0) continue;
            String alone = alone(piece);
            if (!alone.startsWith("'")) broken++;
            session.say(String.format("%-14s", HexFormat.ofDelimiter(" ").formatHex(piece)) + alone);
        }
        trial.expect("some piece is no text by itself", broken > 0, "each could be decoded");
        trial.expect("all bytes together are the text", session.text(SERVER, "recv").equals(TEXT),
                session.text(SERVER, "recv"));
        trial.expect("a decoder that keeps what is not whole gives the text, which the server sends back",
                session.text(CLIENT, "recv").equals(TEXT), session.text(CLIENT, "recv"));
    }
}
