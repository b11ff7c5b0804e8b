package net.strata.echo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// What a client was answered.
class Heard implements ClientWatcher {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    int answers;
    int silences;
    boolean ended;

    @Override
    public void content(ByteBuffer data) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        content.writeBytes(bytes);
    }

    @Override
    public void answered(Ending ending, long nanos) {
        answers++;
    }

    @Override
    public void silent(boolean some) {
        silences++;
    }

    @Override
    public void ended() {
        ended = true;
    }

    String text() {
        return content.toString(UTF_8);
    }
}
