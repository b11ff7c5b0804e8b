package net.strata.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import net.strata.decode.Protocol;
import net.strata.live.Ink;
import net.strata.protocol.FieldIndex;
import net.strata.protocol.Protocols;
import net.strata.stats.Glyphs;
import net.strata.wire.Layout;
import org.junit.jupiter.api.Test;

/// Headers without values.
final class BlankTest {
    private static String draw(Anatomy blank, Set<Integer> marked, int width) {
        var sheet = new Sheet(width);
        new DiagramView(marked).draw(blank, blank.layers().getFirst(), sheet);
        return sheet.text(new Ink(Glyphs.UNICODE, false));
    }

    @Test
    void theLayoutOfEveryProtocolAndPartIsDrawn() {
        int drawn = 0;
        for (Protocol p : Protocols.all())
            for (Layout layout : Stream.concat(Stream.of(p.layout()), p.parts().stream()).toList()) {
                Anatomy blank = Blank.of(p, layout);
                assertThat(blank.leaves().stream().mapToInt(Leaf::bits).sum()).as(layout.title())
                        .isEqualTo(layout.bytes() * 8);
                if (layout.bytes() == 0) continue;
                for (int width : new int[]{40, 80, 200})
                    assertThat(draw(blank, Set.of(), width).lines().mapToInt(Ink::cells).max().orElse(0))
                            .as(layout.title())
                            .isLessThanOrEqualTo(width);
                drawn++;
            }
        assertThat(drawn).isGreaterThan(Protocols.all().size());
    }

    /// RFC 2328 appendix A.3.2: network mask, hello interval (16 bits), options and priority (8 bits each), dead interval, two
    /// routers, of 32 bits each.
    @Test
    void aFieldIsMarkedInTheRowOfItsPart() {
        var index = new FieldIndex();
        FieldIndex.Entry interval = Objects.requireNonNull(index.named("ospf.hello.hello_interval"));
        Protocol ospf = index.holders("ospf.hello.hello_interval").getFirst().protocol();
        Anatomy blank = Blank.of(ospf, interval.field().meta().layout());
        Item item = Objects.requireNonNull(blank.named("ospf.hello.hello_interval"));
        assertThat(item.bit()).isEqualTo(32);
        assertThat(item.bits()).isEqualTo(16);
        String drawn = draw(blank, Set.of(item.id()), 80);
        assertThat(drawn).startsWith("Hello: 20 bytes\n")
                .contains("\u25b6 Hello interval", "Network mask", "Dead interval")
                .doesNotContain("\u00b7");
    }
}
