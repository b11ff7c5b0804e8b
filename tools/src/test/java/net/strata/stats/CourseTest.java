package net.strata.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class CourseTest {
    @Test
    void whatFitsHasACellForEachProbe() {
        var course = new Course(4);
        for (int i = 0; i < 3; i++)
            course.sent(i);
        course.reply(2, 500);
        course.lost(0);
        assertThat(course.cells()).containsExactly(new Cell(1, 0, 1, Long.MAX_VALUE, 0, 0),
                new Cell(1, 0, 0, Long.MAX_VALUE, 0, 0), new Cell(1, 1, 0, 500, 500, 500));
    }

    /// The fifth probe does not fit: 0 and 1 share a cell, 2 and 3, and 4 begins a third.
    @Test
    void moreProbesShareCells() {
        var course = new Course(4);
        for (int i = 0; i < 5; i++) {
            course.sent(i);
            course.reply(i, 100L * (i + 1));
        }
        assertThat(course.cells()).containsExactly(new Cell(2, 2, 0, 100, 200, 300), new Cell(2, 2, 0, 300, 400, 700),
                new Cell(1, 1, 0, 500, 500, 500));
    }

    @Test
    void nothingIsForgottenHoweverManyThereAre() {
        var course = new Course(64);
        var random = new Random(3);
        long sum = 0;
        for (int i = 0; i < 10_000; i++) {
            long rtt = random.nextInt(1_000_000);
            sum += rtt;
            course.sent(i);
            course.reply(i, rtt);
        }
        assertThat(course.cells()).hasSizeBetween(32, 64);
        Cell all = Cell.sum(course.cells());
        assertThat(all.probes()).isEqualTo(10_000);
        assertThat(all.sum()).isEqualTo(sum);
        course.sent(Long.MAX_VALUE);
        assertThat(Cell.sum(course.cells()).probes()).isEqualTo(10_001);
    }

    @Test
    void theLatestAreKeptOneByOne() {
        var recent = new Recent(3);
        for (int i = 0; i < 5; i++)
            recent.sent(i);
        recent.reply(4, 40);
        recent.lost(3);
        recent.reply(1, 10); // too old
        recent.reply(9, 90); // never sent
        assertThat(recent.cells()).containsExactly(Cell.SENT, Cell.SENT.plus(Cell.LOST),
                Cell.SENT.plus(Cell.answered(40)));
        recent.sent(100);
        assertThat(recent.cells()).containsExactly(Cell.SENT, Cell.SENT, Cell.SENT);
    }
}
