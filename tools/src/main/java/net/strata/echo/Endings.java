package net.strata.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.strata.stats.Units;
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

    /// With a datagram, which must be this one.
    ///
    /// @param most how many bytes of a datagram are received
    public static Ending datagram(byte[] expected, int most) {
        return (data, content) -> {
            int differs = data.mismatch(ByteBuffer.wrap(expected, 0, Math.min(expected.length, most)));
            if (differs >= 0)
                throw new AnswerException("the answer is another one: " + (differs < data.remaining()
                        ? "its byte " + (differs + 1) + " is not "
                                + (differs < expected.length ? "the right one" : "wanted")
                        : "it ends after " + Units.count(differs, "byte")));
            content.take(data);
            return true;
        };
    }

    /// With a datagram of so many bytes.
    public static Ending datagram(int length, int most) {
        return (data, content) -> {
            if (data.remaining() != Math.min(length, most))
                throw new AnswerException("the answer is another one: it has " + Units.count(data.remaining(), "byte"));
            content.take(data);
            return true;
        };
    }

    /// When no datagram more comes for a time, of many that may answer.
    ///
    /// @param each is given each datagram
    public static Ending fromMany(Ending each, long nanos) {
        return new Ending() {
            @Override
            public boolean take(ByteBuffer data, Content content) throws IOException {
                each.take(data, content);
                return false;
            }

            @Override
            public long silence() {
                return nanos;
            }
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
        return new Counted(count) {
            @Override
            void check(ByteBuffer data, long before) {}
        };
    }

    /// After exactly as many bytes as a message has.
    public static Ending asLong(byte[] message) {
        return new Counted(message.length) {
            @Override
            void check(ByteBuffer data, long before) throws AnswerException {
                noMore(data.remaining() - (message.length - before));
            }
        };
    }

    /// After as many bytes as a message has, which must be the same ones.
    public static Ending same(byte[] message) {
        return new Counted(message.length) {
            @Override
            void check(ByteBuffer data, long before) throws AnswerException {
                int n = (int) Math.min(data.remaining(), message.length - before);
                int differs = ByteBuffer.wrap(message, (int) before, n).mismatch(data.slice(data.position(), n));
                if (differs >= 0)
                    throw new AnswerException(
                            "byte " + (before + differs + 1) + " of the answer is not that of the message");
                noMore(data.remaining() - n);
            }
        };
    }

    private static void noMore(long bytes) throws AnswerException {
        if (bytes > 0)
            throw new AnswerException("the answer is longer than it may be, by " + Units.count(bytes, "byte"));
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
        return new Prefixed(prefix.getBytes(StandardCharsets.UTF_8), message);
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

    /// After a number of bytes.
    private abstract static class Counted implements Ending {
        private final long wanted;
        private long came;

        Counted(long wanted) {
            this.wanted = wanted;
        }

        /// @param before how many bytes came before
        abstract void check(ByteBuffer data, long before) throws AnswerException;

        @Override
        public boolean take(ByteBuffer data, Content content) throws IOException {
            check(data, came);
            came += data.remaining();
            content.take(data);
            return came >= wanted;
        }

        @Override
        public String missing() {
            return wanted - came + " bytes of its answer have not come";
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
