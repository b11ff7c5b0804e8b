package net.strata.view;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.strata.file.RecordBuffer;
import net.strata.file.Recording;
import net.strata.filter.Filter;
import net.strata.filter.FilterException;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PipelineTest {
    private static final long FRAMES = 3;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// Batches of three empty frames each, and then an end, or an exception.
    private static class Source implements FrameSource {
        private final int batches;
        private final boolean damaged;
        int read;

        Source(int batches, boolean damaged) {
            this.batches = batches;
            this.damaged = damaged;
        }

        @Override
        public boolean read(Batch b) throws IOException {
            b.clear();
            if (read == batches && damaged) throw new CaptureException("damaged");
            if (read == batches) return false;
            b.firstNumber = 1 + read++ * FRAMES;
            for (int i = 0; i < FRAMES; i++)
                b.add(0, 0, 0, 0, 0, -1, 0);
            return true;
        }

        @Override
        public List<Interface> interfaces() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    /// Writes frame numbers, and takes more or less time for each.
    private static final class Numbers implements View {
        private final Random random = new Random(1);

        @Override
        public void head(Text out) {
            out.ascii("head ");
        }

        @Override
        public void frame(Batch b, int i, Text out) {
            int start = out.length();
            for (int k = random.nextInt(20_000); k > 0; k--)
                out.put('x');
            out.cut(start);
            out.number(b.firstNumber + i).put(' ');
        }
    }

    private void run(FrameSource source, Ranges numbers, long limit) throws IOException {
        new Pipeline(source, out, Numbers::new, new Selection(numbers, limit)).run();
    }

    private static String numbers(long last) {
        return LongStream.rangeClosed(1, last).mapToObj(Long::toString).collect(Collectors.joining(" ", "head ", " "));
    }

    @Test
    void batchesAreWrittenInOrderBehindOneHead() throws IOException {
        run(new Source(500, false), Ranges.ALL, Long.MAX_VALUE);
        assertThat(out.toString(US_ASCII)).isEqualTo(numbers(500 * FRAMES));
    }

    @Test
    void anEmptyCaptureWritesNothing() throws IOException {
        run(new Source(0, false), Ranges.ALL, Long.MAX_VALUE);
        assertThat(out.size()).isZero();
    }

    /// A frame of 5 MiB, three in a batch: whole, a batch would be 15 MiB.
    @Test
    void aBatchOfMuchTextIsWrittenInPartsAndInOrder() throws IOException {
        int frame = 5 << 20;
        View large = (b, i, text) -> text.number((b.firstNumber + i) % 10).spaces(frame - 1);
        var digits = new StringBuilder();
        var sizes = new ArrayList<Integer>();
        var sink = new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("one byte at a time");
            }

            @Override
            public void write(byte[] bytes, int from, int count) {
                sizes.add(count);
                for (int i = from; i < from + count; i += frame)
                    digits.append((char) bytes[i]);
            }
        };
        new Pipeline(new Source(5, false), sink, () -> large, new Selection(Ranges.ALL, Long.MAX_VALUE)).run();
        assertThat(digits).hasToString("123456789012345");
        assertThat(sizes).allMatch(size -> size <= 2 * frame);
    }

    @Test
    void allBeforeTheDamageIsWritten() {
        for (int batches : new int[]{0, 1, 2, 50}) {
            out.reset();
            assertThatThrownBy(() -> run(new Source(batches, true), Ranges.ALL, Long.MAX_VALUE))
                    .isInstanceOf(CaptureException.class).hasMessage("damaged");
            assertThat(out.toString(US_ASCII)).isEqualTo(batches == 0 ? "" : numbers(batches * FRAMES));
        }
    }

    @Test
    void readingEndsWithTheLastFrameWanted() throws IOException {
        var source = new Source(1000, true);
        run(source, Ranges.ALL, 7);
        assertThat(out.toString(US_ASCII)).isEqualTo(numbers(7));
        assertThat(source.read).isEqualTo(3);
        out.reset();
        source = new Source(1000, true);
        run(source, Ranges.parse("2,5-6"), Long.MAX_VALUE);
        assertThat(out.toString(US_ASCII)).isEqualTo("head 2 5 6 ");
        assertThat(source.read).isEqualTo(2);
    }

    @Test
    void noFramesWantedMeansNothingIsRead() throws IOException {
        var source = new Source(1000, true);
        run(source, Ranges.ALL, 0);
        assertThat(source.read).isZero();
    }

    @Test
    void aFailedWriteEndsTheRunAndIsToldAsItIs() {
        var failure = new IOException("disk full");
        var sink = new OutputStream() {
            private int writes;

            @Override
            public void write(int b) throws IOException {
                throw new AssertionError("one byte at a time");
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                if (writes++ == 2) throw failure;
                out.write(bytes, from, count);
            }
        };
        var source = new Source(Integer.MAX_VALUE, false);
        var pipeline = new Pipeline(source, sink, Numbers::new, new Selection(Ranges.ALL, Long.MAX_VALUE));
        assertThatThrownBy(pipeline::run).isSameAs(failure);
        assertThat(out.toString(US_ASCII)).isEqualTo(numbers(2 * FRAMES));
    }

    @Test
    void whatWasReadIsKeptEvenWhenNobodyReadsTheText() {
        var failure = new IOException("reader gone");
        var deaf = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw failure;
            }
        };
        var passed = new ArrayList<String>();
        var source = new Source(5, false);
        var pipeline = new Pipeline(source, deaf, Numbers::new, new Selection(Ranges.ALL, Long.MAX_VALUE),
                new Told(passed));
        assertThatThrownBy(pipeline::run).isSameAs(failure);
        assertThat(passed).hasSize(source.read + 1).endsWith("end");
    }

    @Test
    void aFaultOfAViewEndsTheRunAndIsToldAsItIs() {
        var fault = new IllegalStateException("view");
        View view = (_, _, _) -> {
            throw fault;
        };
        var pipeline = new Pipeline(new Source(Integer.MAX_VALUE, false), out, () -> view,
                new Selection(Ranges.ALL, Long.MAX_VALUE));
        assertThatThrownBy(pipeline::run).isSameAs(fault);
        assertThat(out.size()).isZero();
    }

    @Test
    void batchesWithoutFramesPassInOrderAndShowNothing() throws IOException {
        var pauses = List.of(true, false, true, true, false, false).iterator();
        var source = new Source(2, false) {
            @Override
            public boolean read(Batch b) throws IOException {
                if (!pauses.next()) return super.read(b);
                b.clear();
                b.firstNumber = 1 + read * FRAMES;
                return true;
            }
        };
        var passed = new ArrayList<String>();
        var selection = new Selection(Ranges.ALL, Long.MAX_VALUE);
        new Pipeline(source, out, Numbers::new, selection, new Told(passed)).run();
        assertThat(out.toString(US_ASCII)).isEqualTo(numbers(2 * FRAMES));
        assertThat(passed).containsExactly("1+0", "1+3", "4+0", "4+0", "4+3", "end");
        assertThat(selection.shown()).isEqualTo(2 * FRAMES);
    }

    /// Told of each batch: its first number and how many frames it has.
    private record Told(List<String> passed) implements Recording {
        @Override
        public @Nullable CaptureException prepare(Batch b, RecordBuffer out) {
            return null;
        }

        @Override
        public void frames(Batch b, RecordBuffer out) {}

        @Override
        public void write(Batch b, RecordBuffer records) {
            passed.add(b.firstNumber + "+" + b.count);
        }

        @Override
        public long packets() {
            return 0;
        }

        @Override
        public void end() {
            passed.add("end");
        }

        @Override
        public boolean full() {
            return passed.size() >= 6;
        }

        @Override
        public void close() {}
    }

    @Test
    void readingEndsWhenNoMoreCanBeKept() throws IOException {
        var passed = Collections.synchronizedList(new ArrayList<String>());
        var source = new Source(1000, true) {
            @Override
            public boolean read(Batch b) throws IOException {
                while (passed.size() < read)
                    Thread.onSpinWait(); // until the last batch was written
                return super.read(b);
            }
        };
        new Pipeline(source, out, null, new Selection(Ranges.ALL, Long.MAX_VALUE), new Told(passed)).run();
        assertThat(source.read).isBetween(6, 7); // one may be asked for before the sixth is written
    }

    @Test
    void theFrameWaitedForIsTheLast() throws IOException, FilterException {
        Filter fifth = Filter.parse("frame.number >= 5");
        for (Filter shown : new Filter[]{null, Filter.parse("frame.number != 5")}) {
            out.reset();
            var source = new Source(1000, true);
            var selection = new Selection(Ranges.ALL, Long.MAX_VALUE, null, shown, fifth, true);
            new Pipeline(source, out, Numbers::new, selection).run();
            assertThat(out.toString(US_ASCII)).isEqualTo(numbers(shown == null ? 5 : 4));
            assertThat(source.read).isEqualTo(2);
        }
    }

    /// The source does not give its second batch before the first is written.
    @Test
    void aStreamIsShownAsItArrives() throws IOException {
        var written = new CountDownLatch(1);
        var sink = new OutputStream() {
            @Override
            public void write(int b) {
                out.write(b);
            }

            @Override
            public void flush() {
                written.countDown();
            }
        };
        var source = new Source(2, false) {
            @Override
            public boolean read(Batch b) throws IOException {
                try {
                    if (read == 1) assertThat(written.await(30, TimeUnit.SECONDS)).as("written").isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return super.read(b);
            }
        };
        new Pipeline(source, sink, Numbers::new, new Selection(Ranges.ALL, Long.MAX_VALUE)).run();
        assertThat(out.toString(US_ASCII)).isEqualTo(numbers(2 * FRAMES));
    }
}
