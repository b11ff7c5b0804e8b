package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.strata.decode.Protocol;
import net.strata.protocol.FieldIndex;
import net.strata.protocol.Protocols;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import org.junit.jupiter.api.Test;

final class FieldIndexTest {
    private static Set<String> declared() {
        var names = new HashSet<String>();
        for (Protocol p : Protocols.all()) {
            add(p.layout(), names);
            for (Layout part : p.parts())
                add(part, names);
        }
        return names;
    }

    private static void add(Layout layout, Set<String> names) {
        for (Field f : layout.placed())
            add(f, names);
        for (Field f : layout.others())
            add(f, names);
    }

    private static void add(Field f, Set<String> names) {
        names.add(f.name());
        String also = f.meta().also();
        if (also != null) names.add(also);
    }

    @Test
    void theCommandListsEveryFieldOnce() {
        var out = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(OutputStream.nullOutputStream()), Map.of(), false).run("fields");
        assertThat(status).isZero();
        List<String> listed = out.toString(UTF_8).lines().map(line -> line.substring(0, line.indexOf(' '))).toList();
        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(declared());
    }

    @Test
    void aNameForEitherOfTwoFieldsNamesBoth() {
        var out = new ByteArrayOutputStream();
        new Main(out, new PrintStream(OutputStream.nullOutputStream()), Map.of(), false).run("fields", "tcp.port");
        assertThat(out.toString(UTF_8).strip()).matches("tcp\\.port +16-bit number +tcp\\.srcport or tcp\\.dstport .*");
    }

    @Test
    void everyNameIsFoundAndEveryLayerIsKnown() {
        var index = new FieldIndex();
        assertThat(declared()).allMatch(index::has);
        assertThat(Protocols.all()).extracting(p -> p.layout().prefix()).allMatch(index.layers()::contains);
        assertThat(index.has("ip.no_such_field")).isFalse();
    }
}
