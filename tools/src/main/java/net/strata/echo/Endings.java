package net.strata.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The ways to know where an answer ends.
public final class Endings {
    private static final int LENGTH_BYTES = 4;

    private Endings() {}

    /// With what one recv gave: a datagram is a message.
    public static Ending first() {
        return (data, content) -> {
            content.take(data);
            return true;
        };
    }

    /// When the server closes.
    public static Ending close() {
        return (data, content) -> {
            content.take(data);
            return false;
        };
    }

    /// When nothing more comes for a time, or the server closes.
    public static Ending silence(long nanos) {
        return new Ending() {
            @Override
            public boolean take(ByteBuffer data, Content content) throws IOException {
                content.take(data);
                return false;
            }

            @Override
            public long silence() {
                return nanos;
            }
        };
    }

    /// After a number of bytes.
    public static Ending bytes(long count) {
        return new Counted() {
            @Override
            long most(ByteBuffer data) {
                return count;
            }
        };
    }

    /// After as many bytes as a message has, which must be the same ones.
    public static Ending same(byte[] message) {
        return new Counted() {
            @Override
            long most(ByteBuffer data) throws AnswerException {
                int n = (int) Math.min(data.remaining(), message.length - came());
                int differs = ByteBuffer.wrap(message, (int) came(), n).mismatch(data.slice(data.position(), n));
                if (differs >= 0)
                    throw new AnswerException(
                            "byte " + (came() + differs + 1) + " of the answer is not that of the message");
                return message.length;
            }
        };
    }

    /// Behind a text.
    public static Ending until(byte[] text) {
        return new Ending() {
            private final Finder finder = new Finder(text);

            @Override
            public boolean take(ByteBuffer data, Content content) throws IOException {
                int found = finder.count(data);
                content.take(data);
                return found > 0;
            }

            @Override
            public String missing() {
                return "the text that its answer should end with has not come";
            }
        };
    }

    /// A message with a text before it, or, where the server received the message in parts, before each part.
    public static Ending prefixed(String prefix, byte[] message) {
        byte[] text = prefix.getBytes(StandardCharsets.UTF_8);
        int own = new Finder(text).count(ByteBuffer.wrap(message));
        return new Counted() {
            private final Finder finder = new Finder(text);
            private int parts;

            @Override
            long most(ByteBuffer data) {
                parts += finder.count(data.duplicate());
                return message.length + (long) Math.max(1, parts - own) * text.length;
            }
        };
    }

    /// Four bytes, in network order, that say how many follow.
    public static Ending lengthFirst() {
        return new Ending() {
            private final ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES);
            private long left = -1;

            @Override
            public boolean take(ByteBuffer data, Content content) throws IOException {
                while (length.hasRemaining() && data.hasRemaining())
                    length.put(data.get());
                if (length.hasRemaining()) return false;
                if (left < 0) left = Integer.toUnsignedLong(length.getInt(0));
                if (data.remaining() > left)
                    throw new AnswerException("the answer is longer than it said, "
                            + Integer.toUnsignedLong(length.getInt(0)) + " bytes");
                left -= data.remaining();
                content.take(data);
                return left == 0;
            }

            @Override
            public @Nullable String missing() {
                return length.hasRemaining()
                        ? "the length of its answer has not come"
                        : left + " bytes of its answer have not come";
            }
        };
    }

    /// After a number of bytes, which may be known only when some came.
    private abstract static class Counted implements Ending {
        private long came;
        private long wanted;

        /// @param data what came, behind [#came] bytes of before
        abstract long most(ByteBuffer data) throws AnswerException;

        long came() {
            return came;
        }

        @Override
        public boolean take(ByteBuffer data, Content content) throws IOException {
            wanted = most(data);
            came += data.remaining();
            content.take(data);
            return came >= wanted;
        }

        @Override
        public String missing() {
            return wanted == 0 ? "it has not answered" : wanted - came + " bytes of its answer have not come";
        }
    }

    /// Finds a text in what comes in parts (Knuth, Morris, Pratt).
    private static final class Finder {
        private final byte[] text;
        private final int[] back;
        private int matched;

        Finder(byte[] text) {
            this.text = text;
            back = new int[text.length + 1];
            for (int i = 1, k = 0; i < text.length; i++) {
                while (k > 0 && text[i] != text[k])
                    k = back[k];
                if (text[i] == text[k]) k++;
                back[i + 1] = k;
            }
        }

        /// How often the text ends in this part. The part's position stays.
        int count(ByteBuffer part) {
            int found = 0;
            for (int i = part.position(); i < part.limit(); i++) {
                byte b = part.get(i);
                while (matched > 0 && b != text[matched])
                    matched = back[matched];
                if (b == text[matched]) matched++;
                if (matched < text.length) continue;
                found++;
                matched = back[matched];
            }
            return found;
        }
    }
}
