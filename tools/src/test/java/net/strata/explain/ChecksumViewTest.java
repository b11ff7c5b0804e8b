package net.strata.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.strata.file.Samples;
import net.strata.frame.FrameSource;
import net.strata.live.Ink;
import net.strata.stats.Glyphs;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The arithmetic on the page adds up.
final class ChecksumViewTest {
    private static final Pattern ROW = Pattern.compile("(?:\\d+(?:-\\d+)?|-) +(?:([0-9a-f]{4})  .*|\\d+ words?, .*)"
            + " ([0-9a-f]{4,8})");
    private static final Pattern TOGETHER = Pattern.compile("together ([0-9a-f]{4,8})");
    private static final Pattern SUM = Pattern.compile("Sum: ([0-9a-f]{4,8})");
    private static final Pattern COMPLEMENT = Pattern.compile(
            "Ones' complement: ffff - ([0-9a-f]{4}) = ([0-9a-f]{4}).*");

    @TestFactory
    List<DynamicTest> theWordsOfEverySampleAddUpToTheChecksum() throws Exception {
        var tests = new ArrayList<DynamicTest>();
        for (Samples.Sample sample : Samples.all())
            tests.add(DynamicTest.dynamicTest(sample.name(), () -> {
                try (FrameSource source = sample.open()) {
                    for (Anatomy packet : Packets.choose(source, null, 0, Integer.MAX_VALUE))
                        for (int width : new int[]{80, 200}) {
                            var sheet = new Sheet(width);
                            new ChecksumView().draw(packet, sheet);
                            addUp(sheet.text(new Ink(Glyphs.UNICODE, false)).lines().toList());
                        }
                }
            }));
        return tests;
    }

    private static void addUp(List<String> lines) {
        long sum = 0;
        for (String line : lines) {
            Matcher row = ROW.matcher(line);
            Matcher total = SUM.matcher(line);
            Matcher complement = COMPLEMENT.matcher(line);
            if (row.matches()) {
                Matcher together = TOGETHER.matcher(line);
                String word = row.group(1) != null ? row.group(1) : together.find() ? together.group(1) : "";
                sum += Long.parseLong(word, 16);
                assertThat(Long.parseLong(row.group(2), 16)).as(line).isEqualTo(sum);
            } else if (total.matches()) {
                assertThat(Long.parseLong(total.group(1), 16)).as(line).isEqualTo(sum);
            } else if (complement.matches()) {
                // RFC 1071 section 2: 16-bit ones' complement addition is addition modulo 65535.
                long folded = Long.parseLong(complement.group(1), 16);
                assertThat(folded % 0xffff).isEqualTo(sum % 0xffff);
                assertThat(Long.parseLong(complement.group(2), 16)).isEqualTo(0xffff - folded);
                sum = 0;
            }
        }
        assertThat(sum).isZero();
    }
}
