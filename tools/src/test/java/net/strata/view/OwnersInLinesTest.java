package net.strata.view;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.Batch;
import net.strata.frame.LinkType;
import net.strata.frame.Owner;
import net.strata.frame.Owners;
import net.strata.session.Session;
import net.strata.wire.Text;
import org.junit.jupiter.api.Test;

/// A packet's line ends with the processes that it belongs to, where they are known.
final class OwnersInLinesTest {
    private static String line(int frame, boolean stable) {
        var batch = new Batch(64);
        for (int i = 0; i < 2; i++)
            batch.add(0, 20, 20, 0, 9, LinkType.RAW, 0);
        batch.own(0, requireNonNull(Owners.of(new Owner("curl", 12), null)));
        new Session().see(batch);
        var line = new Text(64, stable);
        new SummaryView(new ViewOptions(TimeStyle.R, stable, new Palette(false))).frame(batch, frame, line);
        return line.toString();
    }

    @Test
    void theLineNamesTheSender() {
        assertThat(line(0, false)).endsWith(" [sent by curl[12]]\n");
        assertThat(line(1, false)).doesNotContain("[");
    }

    @Test
    void numbersOfProcessesAreNotStable() {
        assertThat(line(0, true)).doesNotContain("curl");
    }
}
