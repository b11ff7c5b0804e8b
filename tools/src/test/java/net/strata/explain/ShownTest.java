package net.strata.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.strata.JsonValues;
import net.strata.file.Samples;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.session.Session;
import net.strata.view.JsonView;
import net.strata.wire.Text;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every byte of every packet of every sample is shown, once, and at the same place wherever it is shown.
final class ShownTest {
    /// A field, and where its bits are.
    private record Place(String name, long bit, long bits) {}

    private interface Check {
        void packet(Anatomy packet, Map<String, Object> json);
    }

    private static List<DynamicTest> samples(Check check) throws Exception {
        var tests = new ArrayList<DynamicTest>();
        for (Samples.Sample sample : Samples.all())
            tests.add(DynamicTest.dynamicTest(sample.name(), () -> assertThat(read(sample, check)).isPositive()));
        return tests;
    }

    private static int read(Samples.Sample sample, Check check) throws Exception {
        var session = new Session();
        var batch = new Batch(1 << 16);
        var dissector = new Dissector();
        var view = new JsonView(true, false);
        int packets = 0;
        try (FrameSource source = sample.open()) {
            while (source.read(batch)) {
                session.see(batch);
                for (int i = 0; i < batch.count; i++, packets++) {
                    var json = new Text(4096);
                    view.frame(batch, i, json);
                    String line = new String(json.bytes(), 0, json.length(), UTF_8);
                    check.packet(dissector.dissect(batch, i), JsonValues.objects(line).getFirst());
                }
            }
        }
        return packets;
    }

    @TestFactory
    List<DynamicTest> eachBitIsInOneLeafWhoseItemHasIt() throws Exception {
        return samples((packet, json) -> {
            for (int source = 0; source < packet.sources().size(); source++) {
                int bit = 0;
                for (Leaf leaf : packet.leaves(source)) {
                    assertThat(leaf.bit()).as("packet %d", packet.number()).isEqualTo(bit);
                    assertThat(leaf.bits()).isPositive();
                    Item item = packet.item(leaf.item());
                    assertThat(item.kind()).isNotEqualTo(Item.Kind.PART);
                    assertThat(item.source()).isEqualTo(source);
                    assertThat(item.bit()).isLessThanOrEqualTo(leaf.bit());
                    assertThat(item.bit() + item.bits()).isGreaterThanOrEqualTo(leaf.bit() + leaf.bits());
                    assertThat(item.label()).isNotEmpty();
                    bit += leaf.bits();
                }
                assertThat(bit).isEqualTo(packet.sources().get(source).length() * 8);
            }
        });
    }

    @TestFactory
    List<DynamicTest> layersPartsAndFieldsAreWhereJsonSaysTheyAre() throws Exception {
        return samples((packet, json) -> {
            List<Object> layers = JsonValues.list(json.get("layers"));
            assertThat(layers).hasSameSizeAs(packet.layers());
            for (Layer layer : packet.layers()) {
                Map<String, Object> object = JsonValues.object(layers.get(layer.index()));
                assertThat(object.get("@")).isEqualTo(List.of((long) layer.at(), (long) layer.headerBytes()));
                assertThat(object.containsKey("source")).isEqualTo(layer.source() > 0);
                var parts = new ArrayList<Place>();
                var fields = new ArrayList<Place>();
                gather(object, parts, fields);
                List<Item> items = packet.items().stream().filter(each -> each.layer() == layer.index()).toList();
                assertThat(items.stream().filter(each -> each.kind() == Item.Kind.PART)
                        .map(each -> new Place(each.label(), each.bit() / 8, each.bits() / 8))).isEqualTo(parts);
                List<Place> placed = items.stream().filter(ShownTest::isPlaced)
                        .map(each -> new Place(each.name(), each.bit(), each.bits())).toList();
                Set<String> names = new HashSet<>(placed.stream().map(Place::name).toList());
                // Fields that only repeat what others say are in JSON alone.
                assertThat(fields.stream().filter(each -> names.contains(each.name())))
                        .as("packet %d, %s", packet.number(), layer.label())
                        .containsExactlyInAnyOrderElementsOf(placed);
            }
        });
    }

    /// Elements of lists have no place in JSON.
    private static boolean isPlaced(Item item) {
        return item.field() != null && item.bits() > 0 && !item.field().meta().list();
    }

    private static void gather(Map<String, Object> object, List<Place> parts, List<Place> fields) {
        object.forEach((name, value) -> {
            if (name.length() < 2 || !name.endsWith("@")) return;
            List<Object> place = JsonValues.list(value);
            fields.add(new Place(name.substring(0, name.length() - 1), (long) place.get(0), (long) place.get(1)));
        });
        if (!object.containsKey("parts")) return;
        for (Object each : JsonValues.list(object.get("parts"))) {
            Map<String, Object> part = JsonValues.object(each);
            List<Object> place = JsonValues.list(part.get("@"));
            parts.add(new Place(String.valueOf(part.get("part")), (long) place.get(0), (long) place.get(1)));
            gather(part, parts, fields);
        }
    }

    @TestFactory
    List<DynamicTest> diagramsHaveTheLeavesOfTheirLayer() throws Exception {
        return samples((packet, json) -> {
            for (Layer layer : packet.layers()) {
                Diagram diagram = Diagram.of(packet, layer, Set.of());
                List<Leaf> own = packet.leaves(layer.source()).stream()
                        .filter(each -> packet.item(each.item()).layer() == layer.index()).toList();
                List<Leaf> drawn = diagram.cells().stream().filter(Diagram.Cell::isField)
                        .map(each -> new Leaf(layer.source(), each.bit(), each.bits(), each.item())).toList();
                assertThat(drawn).as("packet %d, %s", packet.number(), layer.label()).isEqualTo(own);
                int bit = layer.at() * 8;
                for (Diagram.Cell each : diagram.cells()) {
                    assertThat(each.bit()).isEqualTo(bit);
                    bit += each.bits();
                }
                assertThat(bit).isGreaterThanOrEqualTo(layer.end() * 8);
                rowsHaveAllBits(diagram, bit);
            }
        });
    }

    private static void rowsHaveAllBits(Diagram diagram, int end) {
        int bit = diagram.layer().at() * 8;
        for (Diagram.Row row : diagram.rows()) {
            assertThat(row.bit()).isEqualTo(bit);
            for (Diagram.Piece piece : row.pieces()) {
                assertThat(row.bit() + piece.column()).isEqualTo(bit)
                        .isBetween(piece.cell().bit(), piece.cell().bit() + piece.cell().bits() - 1);
                bit += piece.bits();
            }
            bit += (row.count() - 1) * Diagram.ROW;
        }
        assertThat(bit).isEqualTo(end);
    }
}
