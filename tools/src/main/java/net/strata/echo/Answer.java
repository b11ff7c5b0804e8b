package net.strata.echo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What is to be sent to a client: bytes that wait, and whether they are the last.
public final class Answer {
    /// What a long answer grew to is not kept for short ones.
    private static final int KEPT = 1 << 13;

    private ByteBuffer waiting = ByteBuffer.allocate(0);
    private boolean said;
    private boolean last;

    Answer() {}

    public Answer say(ByteBuffer data) {
        said = true;
        room(data.remaining());
        waiting.put(data);
        return this;
    }

    public Answer say(byte[] data) {
        return say(ByteBuffer.wrap(data));
    }

    public Answer say(String text) {
        return say(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The connection is closed when all has been sent.
    public void end() {
        last = true;
    }

    boolean isLast() {
        return last;
    }

    /// Whether something was said, be it nothing but an empty datagram.
    boolean isSaid() {
        return said;
    }

    boolean isEmpty() {
        return waiting.position() == 0;
    }

    private void room(int bytes) {
        if (waiting.remaining() >= bytes) return;
        int needed = waiting.position() + bytes;
        waiting = ByteBuffer.allocate(Math.max(needed, Math.min(2 * waiting.capacity(), needed + KEPT)))
                .put(waiting.flip());
    }

    /// What waits, for sending. What is not sent has to be given back with [#sent].
    ByteBuffer toSend() {
        return waiting.flip();
    }

    /// Forgets what was sent, and keeps the rest.
    void sent() {
        if (waiting.hasRemaining() || waiting.capacity() <= KEPT) waiting.compact();
        else
            waiting = ByteBuffer.allocate(0);
    }
}
