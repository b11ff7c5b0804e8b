package net.strata.protocol;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.filter.Filter;
import net.strata.frame.Batch;
import net.strata.frame.LinkType;
import net.strata.frame.Owner;
import net.strata.frame.Owners;
import net.strata.session.Session;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Text;
import org.junit.jupiter.api.Test;

/// The processes that a frame belongs to, as fields.
final class FrameTest {
    /// `name=value` of the generated fields that begin with `frame.process`.
    private static final class Processes implements Tree {
        final List<String> told = new ArrayList<>();

        @Override
        public void made(Made field, long value) {
            tell(field, Long.toString(value));
        }

        @Override
        public void made(Made field, int at, int length, Text value) {
            tell(field, value.toString());
        }

        private void tell(Made field, String value) {
            if (field.meta().name().startsWith("frame.process.")) told.add(field.meta().name() + "=" + value);
        }

        @Override
        public void fields(Layout layout, int at, int end) {}

        @Override
        public void field(Field field, int at, int length) {}

        @Override
        public void open(Layout part, int at, int end) {}

        @Override
        public void close() {}
    }

    private static Batch batch(Owners owners) {
        var batch = new Batch(64);
        batch.add(0, 20, 20, 0, 9, LinkType.RAW, 0);
        batch.add(20, 20, 20, 0, 9, LinkType.RAW, 0);
        batch.own(0, owners);
        return batch;
    }

    private static Owners owners(Owner sender, Owner receiver) {
        return requireNonNull(Owners.of(sender, receiver));
    }

    private static List<String> told(Owners owners) {
        Batch batch = batch(owners);
        new Session().see(batch);
        var cursor = new Cursor(Protocols.DATA, null);
        cursor.walk(batch, 0, Protocols.link(LinkType.RAW));
        var processes = new Processes();
        Protocols.FRAME.fields(cursor, processes);
        return processes.told;
    }

    @Test
    void namesAndNumbersOfBothEndsAreTold() {
        assertThat(told(owners(new Owner("curl", 12), new Owner("a\\x1b", 7)))).containsExactly(
                "frame.process.name=curl", "frame.process.name=a\\x1b", "frame.process.id=12", "frame.process.id=7");
    }

    @Test
    void aProcessThatMayNotBeReadHasNoNumber() {
        assertThat(told(owners(new Owner("curl", 12), Owner.UNKNOWN))).containsExactly("frame.process.name=curl",
                "frame.process.name=-", "frame.process.id=12");
    }

    @Test
    void filtersKnowThem() throws Exception {
        Batch batch = batch(owners(new Owner("curl", 12), new Owner("nginx", 7)));
        for (String filter : List.of("frame.process.name == \"nginx\"", "frame.process.id == 12")) {
            new Session(Filter.parse(filter)).see(batch);
            assertThat(batch.hidden[0]).as(filter).isFalse();
            assertThat(batch.hidden[1]).as(filter).isTrue();
            batch.hidden[1] = false;
        }
    }

    @Test
    void aBatchUsedAgainHasForgottenThem() {
        Batch batch = batch(owners(new Owner("curl", 12), Owner.UNKNOWN));
        batch.clear();
        assertThat(batch.owners(0)).isNull();
    }
}
