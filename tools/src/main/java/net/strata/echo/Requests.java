package net.strata.echo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/// A conversation in which the client asks in lines, which end with LF or CR LF, and is answered one by one. The last line
/// needs no end.
abstract class Requests implements Conversation {
    /// Longer lines are nobody's.
    private static final int LONGEST = 4096;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Queue<String> asked = new ArrayDeque<>();

    /// Begins to answer.
    abstract void answer(String request, Answer out) throws IOException;

    /// Answers that something cannot be done.
    abstract void refuse(String why, Answer out);

    /// Goes on with the answer to the last request.
    ///
    /// @return whether there was anything left to say
    boolean goOn(Answer out) throws IOException {
        return false;
    }

    @Override
    public final void came(ByteBuffer data, Answer out) {
        while (data.hasRemaining()) {
            byte b = data.get();
            if (b == '\n') whole();
            else if (line.size() < LONGEST) line.write(b);
            else {
                refuse("a request has at most " + LONGEST + " bytes", out);
                out.end();
                return;
            }
        }
    }

    private void whole() {
        String text = line.toString(StandardCharsets.UTF_8);
        asked.add(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        line.reset();
    }

    @Override
    public final boolean more(Answer out) throws IOException {
        if (goOn(out)) return true;
        String request = asked.poll();
        if (request == null) return false;
        answer(request, out);
        return true;
    }

    @Override
    public final void ended(Answer out) {
        if (line.size() > 0) whole();
    }
}
