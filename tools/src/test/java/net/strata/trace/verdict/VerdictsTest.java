package net.strata.trace.verdict;

import static net.strata.trace.verdict.Made.host;
import static net.strata.trace.verdict.Made.refusing;
import static net.strata.trace.verdict.Made.router;
import static net.strata.trace.verdict.Made.seen;
import static net.strata.trace.verdict.Made.silent;
import static net.strata.trace.verdict.Made.stop;
import static net.strata.trace.verdict.Made.way;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.strata.stats.Losses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VerdictsTest {
    private static final int SEEDS = 200;

    private static List<String> types(Evidence evidence) {
        return Verdicts.of(evidence).stream().map(each -> each.type() + " " + each.hop()).toList();
    }

    private static String words(Evidence evidence) {
        return String.join("\n", Verdicts.lines(evidence));
    }

    @Test
    void whereAllAnswerNothingIsWrong() {
        assertThat(words(way(stop(1, 100, 0, 1), stop(2, 100, 0, 2), silent(3, 100), host(4, 100, 0, 3))))
                .isEqualTo("Nothing wrong is seen: 4 hops, 400 probes; none of 100 lost at the host (95 %: 0 to 3.7 %);"
                        + " 1 hop does not answer, which is no fault.");
    }

    /// Of 400 probes 48 were lost, all of them among the first 100: less than 4⁻⁴⁸ by chance.
    @Test
    void lossThatEndsAtTheNextHopIsALimitOfAnswers() {
        var way = way(stop(1, 100, 0, 1), stop(2, 100, 48, 2), stop(3, 100, 0, 3), stop(4, 100, 0, 4),
                host(5, 100, 0, 5));
        assertThat(types(way)).containsExactly("LIMITS 2");
        assertThat(words(way)).contains("Hop 2 (10.0.2.1) only limits its answers: it left out 48 of 100, 48 %"
                + " (95 %: 38.5 to 57.7 %), and of what went on to hops 3 to 5 none of 300 was lost. Harmless.");
    }

    @Test
    void lossThatStaysIsThePaths() {
        var way = way(stop(1, 100, 0, 1), stop(2, 100, 1, 2), stop(3, 100, 12, 3), stop(4, 100, 9, 4),
                host(5, 100, 11, 5));
        assertThat(types(way)).containsExactly("LOSS 3");
        assertThat(words(way)).startsWith(
                "The path loses, there or on the way back, from hop 3 (10.0.3.1) on: of the probes to hops 3 to 5 32 of 300,"
                        + " 10.7 % (95 %: 7.66 to 14.7 %) were lost; before it 1 of 200 were.");
    }

    @Test
    void lossMayBeginTwice() {
        var way = way(stop(1, 200, 0, 1), stop(2, 200, 20, 2), stop(3, 200, 19, 3), stop(4, 200, 90, 4),
                host(5, 200, 88, 5));
        assertThat(types(way)).containsExactly("LOSS 2", "LOSS 4");
    }

    @Test
    void aLimitIsSeenOnAPathThatLoses() {
        var way = way(stop(1, 100, 0, 1), stop(2, 100, 60, 2), stop(3, 100, 10, 3), stop(4, 100, 12, 4),
                host(5, 100, 9, 5));
        assertThat(types(way)).containsExactly("LOSS 3", "LIMITS 2");
    }

    @Test
    void whatOnlyTheHostLosesMayBeEither() {
        var way = way(stop(1, 50, 0, 1), stop(2, 50, 0, 2), host(3, 50, 25, 3));
        assertThat(types(way)).containsExactly("LOSS_OR_LIMIT 3");
        // At half the rate a limit would leave out 0, and with 95 % less than 2 · 0.634 - 1 = 27 %.
        assertThat(types(way.slower(3, new Losses.Summary(50, 1, 0, 0)))).containsExactly("LIMITS 3");
        assertThat(types(way.slower(3, new Losses.Summary(100, 48, 0, 0)))).containsExactly("LOSS 3");
        assertThat(types(way.slower(3, new Losses.Summary(50, 15, 0, 0)))).containsExactly("LOSS_OR_LIMIT 3");
    }

    /// The host lost none: the path cannot lose half.
    @Test
    void whatIsLostNearTheEndByOneHopIsNotThePathsLoss() {
        var way = way(stop(1, 10, 0, 1), stop(2, 10, 0, 2), stop(3, 10, 0, 3), stop(4, 10, 0, 4), stop(5, 10, 0, 5),
                stop(6, 10, 0, 6), stop(7, 10, 0, 7), stop(8, 10, 0, 8), stop(9, 10, 7, 9), host(10, 10, 0, 10));
        assertThat(types(way)).doesNotContain("LOSS 9", "LOSS 10");
    }

    @Test
    void delayThatStaysBeginsSomewhere() {
        var way = way(stop(1, 10, 0, 1), stop(2, 10, 0, 3), stop(3, 10, 0, 83), stop(4, 10, 0, 84), host(5, 10, 0, 85));
        assertThat(types(way)).containsExactly("DELAY 3");
        assertThat(words(way)).contains("Delay begins at hop 3 (10.0.3.1) and stays: the median of 10 probes rises by"
                + " 80.0 ms, from 3.00 ms to 83.0 ms, and no hop behind is below that; the shortest rise as much");
    }

    @Test
    void aSlowHopAloneIsOnlySlowToAnswer() {
        var way = way(stop(1, 10, 0, 1), stop(2, 10, 0, 90), stop(3, 10, 0, 3), host(4, 10, 0, 4));
        assertThat(types(way)).containsExactly("SLOW 2");
    }

    @Test
    void aCircleOfTwoRouters() {
        var stops = new Stop[10];
        for (int i = 1; i <= 10; i++)
            stops[i - 1] = Made.from(i, router(i < 4 ? i : 4 + i % 2));
        assertThat(types(way(stops))).containsExactly("LOOP 4");
        assertThat(words(way(stops))).startsWith(
                "Packets go in a circle from hop 4 (10.0.4.1) on: 10.0.4.1, 10.0.5.1 and again, every 2 hops up to hop 10");
    }

    @Test
    void aCircleWithASilentRouter() {
        var stops = new Stop[12];
        for (int i = 1; i <= 12; i++)
            stops[i - 1] = i % 3 == 0 ? silent(i, 3) : Made.from(i, router(i % 3));
        assertThat(types(way(stops))).containsExactly("LOOP 1");
    }

    @Test
    void oneAddressForManyHopsIsATranslatorAndNoCircle() {
        assertThat(types(
                way(Made.from(1, router(1)), Made.from(2, router(2)), Made.from(3, router(2)), Made.from(4, router(2)),
                        host(5, 3, 0, 5))))
                .containsExactly("NAT 2");
    }

    @ParameterizedTest
    @CsvSource({"1,UNREACHABLE", "0,UNREACHABLE", "9,PROHIBITED", "10,PROHIBITED", "13,PROHIBITED", "4,MTU",
            "99,UNREACHABLE"})
    void whoRefusesSaysWhy(int code, Verdict.Type type) {
        assertThat(types(way(stop(1, 3, 0, 1), refusing(2, 3, code)))).containsExactly(type + " 2");
    }

    @Test
    void whereNothingAnswersAnyMoreSomethingFilters() {
        var way = way(stop(1, 3, 0, 1), stop(2, 3, 0, 2), silent(3, 3), silent(4, 3));
        assertThat(types(way)).containsExactly("FILTERED 3");
        assertThat(words(way))
                .contains("Nothing answers from hop 3 on: none of 6 probes to hops 3 to 4 was answered; the"
                        + " last that answers is hop 2 (10.0.2.1).");
        assertThat(types(way(silent(1, 3), silent(2, 3)))).containsExactly("SILENT 0");
        assertThat(types(way(stop(1, 3, 0, 1), stop(2, 3, 0, 2)))).containsExactly("TOO_FAR 2");
    }

    @Test
    void whatTheQuoteTells() {
        var same = new Sight(List.of(), 0xb8, 0xb8, 1, 60, 60, 255, 1, List.of());
        assertThat(
                types(way(seen(1, same), seen(2, new Sight(List.of("checksum"), 0xb8, 0, 1, 60, 60, 254, 2, List.of())),
                        host(3, 3, 0, 3))))
                .containsExactly("NAT 2", "DSCP 2");
        assertThat(types(way(seen(1, same), seen(2, new Sight(List.of(), 0xb8, 0xbb, 1, 60, 60, 254, 2, List.of())),
                host(3, 3, 0, 3)))).containsExactly("ECN 2");
        assertThat(types(way(seen(1, same), seen(2, new Sight(List.of(), 0xb8, 0xb8, 2, 60, 60, 254, 2, List.of())),
                host(3, 3, 0, 3)))).containsExactly("TUNNEL 2");
        assertThat(types(way(seen(1, same), seen(2, new Sight(List.of(), 0xb8, 0xb8, 0, 60, 60, 254, 2, List.of())),
                host(3, 3, 0, 3)))).containsExactly("ZERO_TTL 2");
    }

    /// 255 - 250 + 1 = 6 links back from hop 2, and 255 - 249 + 1 = 7 from hop 3: four more than there.
    @Test
    void theWayBackMayBeLonger() {
        var way = way(seen(1, new Sight(List.of(), 0, 0, 1, 60, 60, 255, 1, List.of())),
                seen(2, new Sight(List.of(), 0, 0, 1, 60, 60, 250, 6, List.of())),
                seen(3, new Sight(List.of(), 0, 0, 1, 60, 60, 249, 7, List.of())), silent(4, 3), host(5, 3, 0, 5));
        assertThat(types(way)).containsExactly("RETURN 2");
        assertThat(words(way)).contains("the way back is 4 hops longer");
    }

    private static double[] filled(int count, double value) {
        var all = new double[count];
        Arrays.fill(all, value);
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 100, 400})
    void aHealthyWayNeverHasAVerdict(int probes) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            int hops = 1 + random.nextInt(20);
            double[] delay = random.doubles(hops, 0.2, 6).toArray();
            // Up to 0.5 % of the whole way, there and back, lost anywhere.
            var way = Made.measured(random, probes, filled(hops, random.nextDouble() * 0.005 / hops), filled(hops, 0),
                    delay,
                    4);
            assertThat(Verdicts.of(way)).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void lossOfALinkIsFoundWhereItIs() {
        int exact = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            double[] loss = filled(12, 0.0002);
            loss[6] = 0.1;
            var found = Verdicts.of(Made.measured(new Random(seed), 100, loss, filled(12, 0), filled(12, 2), 3));
            assertThat(found).as("seed %d", seed).hasSize(1);
            assertThat(found.getFirst().type()).isEqualTo(Verdict.Type.LOSS);
            // Hop 7 may have lost few by chance.
            int from = (Integer) found.getFirst().evidence().getOrDefault("earliest", 0);
            assertThat(7).as("seed %d: %s", seed, found).isBetween(from, found.getFirst().hop());
            exact += found.getFirst().hop() == 7 ? 1 : 0;
        }
        assertThat(exact).isGreaterThan(SEEDS * 9 / 10);
    }

    @Test
    void limitsOfAnswersAreFoundAndNoLoss() {
        for (int seed = 0; seed < SEEDS; seed++) {
            double[] limit = filled(12, 0);
            limit[3] = 0.4;
            limit[7] = 0.7;
            assertThat(types(Made.measured(new Random(seed), 100, filled(12, 0.0002), limit, filled(12, 2), 3)))
                    .as("seed %d", seed).containsExactly("LIMITS 4", "LIMITS 8");
        }
    }

    @Test
    void delayOfALinkIsFoundWhereItIs() {
        for (int seed = 0; seed < SEEDS; seed++) {
            double[] delay = filled(12, 2);
            delay[4] = 60;
            assertThat(types(Made.measured(new Random(seed), 3, filled(12, 0), filled(12, 0), delay, 5)))
                    .as("seed %d", seed).containsExactly("DELAY 5");
        }
    }

    /// No numbers are so odd that a rule fails.
    @Test
    void anyNumbersHaveVerdictsOrNone() {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var stops = new Stop[1 + random.nextInt(20)];
            for (int i = 0; i < stops.length; i++) {
                long settled = random.nextInt(4) == 0 ? 0 : random.nextLong(1L << random.nextInt(1, 40));
                long lost = settled == 0 ? 0 : random.nextLong(settled + 1);
                stops[i] = switch (random.nextInt(5)) {
                    case 0 -> silent(i + 1, settled);
                    case 1 -> refusing(i + 1, random.nextInt(256) - 1, random.nextInt(256));
                    case 2 -> seen(i + 1, new Sight(List.of(), random.nextInt(256), random.nextInt(257) - 1,
                            random.nextInt(257) - 1, random.nextInt(65536), random.nextInt(65537) - 1,
                            random.nextInt(257) - 1, random.nextInt(257) - 1, List.of(random.nextInt())));
                    case 3 -> host(i + 1, settled, lost, random.nextDouble() * 1e9);
                    default -> stop(i + 1, settled, lost, random.nextDouble() * 1e9);
                };
            }
            assertThat(Verdicts.lines(way(stops))).isNotEmpty().allMatch(each -> !each.contains("NaN"));
        }
    }
}
