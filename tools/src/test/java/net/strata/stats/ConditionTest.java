package net.strata.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionTest {
    private static final Snapshot SILENT = new Snapshot(4, 0, 0, 0, 0, 2, 0, new Losses.Summary(4, 4, 1, 4), null, null,
            null);
    /// 31 probes, one of them lost (1/31 = 3.2258 %), the others answered within 20 to 61.234567 ms.
    private static final Snapshot SLOW = new Snapshot(31, 30, 2, 1, 3, 0, 5, new Losses.Summary(31, 1, 1, 1),
            new RoundTrips.Summary(32, 20_000_000, 61_234_567, 25_000_000, 4_000_000, 24_000_000, 21_000_000),
            new Jitter.Summary(500_000, 9_000_000, 750_000),
            new Distribution.Summary(22_000_000, 40_000_000, 45_000_000, 61_000_000, 61_234_567));

    private static boolean holds(String condition, Snapshot s) throws ConditionException {
        return Condition.parse(condition).holds(s);
    }

    @ParameterizedTest
    @ValueSource(strings = {"loss>1%", "loss > 3.2 %", "loss<3.3%", "lost==1", "sent>=31", "sent<=31", "received!=31",
            "min==20ms", "min == 0.02s", "min==20000us", "min==20000\u00b5s", "min==20000\u03bcs", "avg==25ms",
            "max>61.234566ms", "max<61.234568ms", "mdev<5ms", "p50==22ms", "p90==40ms", "p95==45ms", "p99>50ms",
            "p99.9>61.2ms", "jitter==.5ms", "j==750us", "burst==1", "bursts==1", "reordered==5", "duplicates==2",
            "corrupted==3", "late==1", "errors==0", "loss!=0", "P99 > 50 MS", "\tp99\n>50ms "})
    void holdsWhereItShould(String condition) throws ConditionException {
        assertThat(holds(condition, SLOW)).isTrue();
        assertThat(holds("not " + condition, SLOW)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"loss>3.3%", "lost>1", "sent<31", "sent>31", "received==31", "min<20ms", "max>=61.3ms"})
    void andNowhereElse(String condition) throws ConditionException {
        assertThat(holds(condition, SLOW)).isFalse();
    }

    /// T stands for a comparison that is true, F for one that is false.
    @ParameterizedTest
    @CsvSource({"T or F and F,true", "F and F or T,true", "(T or F) and F,false", "T and F or F,false",
            "not F and F,false", "not (F and F),true", "not not T,true", "T && !F,true", "F || T,true",
            "!(T || F),false", "((T)),true", "T and T and F,false", "F or F or T,true"})
    void andBindsBeforeOr(String condition, boolean expected) throws ConditionException {
        assertThat(holds(condition.replace("T", "sent==31").replace("F", "sent==30"), SLOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p99>50ms", "p99<=50ms", "min>=0", "max==0", "avg!=1ms", "jitter>0", "j<1s"})
    void aComparisonWithTheUnknownIsFalse(String condition) throws ConditionException {
        assertThat(holds(condition, SILENT)).isFalse();
        assertThat(holds("not " + condition, SILENT)).isTrue();
        assertThat(Condition.parse(condition).reason(SILENT)).contains(" unknown, not ");
    }

    @Test
    void whereAllAreLostTheLossIsKnown() throws ConditionException {
        assertThat(holds("loss==100% and lost==4 and burst==4 and errors==2", SILENT)).isTrue();
        assertThat(holds("loss>1% or p99>50ms", SILENT)).isTrue();
    }

    @Test
    void beforeAnythingIsSettledTheLossIsUnknown() throws ConditionException {
        var start = new Statistics(false).snapshot();
        assertThat(holds("loss>=0", start)).isFalse();
        assertThat(holds("lost==0", start)).isTrue();
    }

    /// 0.1 % is 1 of 1000, 1.1 % is 11 of 1000, and so on: no rounding comes between.
    @Test
    void aShareIsComparedExactly() throws ConditionException {
        for (int lost = 0; lost <= 1000; lost++) {
            var s = new Snapshot(1000, 1000 - lost, 0, 0, 0, 0, 0, new Losses.Summary(1000, lost, 1, 1), null, null,
                    null);
            assertThat(holds("loss == " + lost / 10 + "." + lost % 10 + "%", s)).as("%d lost", lost).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            loss>1%                          | loss 3.23 % > 1 %
            loss>1% or p99>50ms              | loss 3.23 % > 1 %, p99 61.000 ms > 50 ms
            loss>10% or p99>50ms             | p99 61.000 ms > 50 ms
            p99>50ms and sent>=10            | p99 61.000 ms > 50 ms, sent 31 >= 10
            loss>10% and sent>=10            | loss 3.23 %, not > 10 %
            not (received>=50 and min<1s)    | received 30, not >= 50
            not received>=50 or loss>50%     | received 30, not >= 50
            j > 100us                        | j 0.7500 ms > 100 us
            """)
    void theReasonNamesTheComparisonsThatDecide(String condition, String reason) throws ConditionException {
        assertThat(Condition.parse(condition).reason(SLOW)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"loss>1%,false", "loss>1% or not (sent>1 and p50>1ms),true", "p99.9>1s,true", "jitter>1ms,false"})
    void itSaysWhetherPercentilesAreNeeded(String condition, boolean needed) throws ConditionException {
        assertThat(Condition.parse(condition).needsPercentiles()).isEqualTo(needed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                 | ``      | the condition ends too early: a comparison begins with a name
            los > 1%           | los     | there is no los; did you mean loss?
            p98 > 1ms          | p98     | there is no p98; did you mean p
            latency > 1ms      | latency | there is no latency; there are loss, lost, sent
            loss               | ``      | a comparison of loss is missing
            loss > and         | and     | a number to compare with is missing
            loss = 1%          | =       | is equal is ==
            loss > 1           | 1       | loss is a share: 1 needs a unit, %
            p99 > 50           | 50      | p99 is a time: 50 needs a unit, us, ms or s
            p99 > 50 or sent>1 | 50      | 50 needs a unit
            loss > 1ms         | ms      | "ms" is no unit of loss, which is a share: %
            p99 > 50%          | %       | "%" is no unit of p99, which is a time: us, ms or s
            sent > 5ms         | ms      | "ms" is no unit of sent, which is a number: none
            p99 > 50msec       | msec    | "msec" is no unit of p99
            50ms < p99         | 50      | a comparison begins with a name
            loss>1% p99>50ms   | p99     | and or or is missing
            (loss > 1%         | ``      | the right bracket is missing
            loss > 1%)         | )       | ")" was unexpected here
            loss > 1% or       | ``      | the condition ends too early
            loss > -1%         | -       | "-" was unexpected here
            sent > 1234567890123456789 | 1234567890123456789 | the number is too long
            """)
    void whatIsNoConditionIsShownWithItsPlace(String condition, String place, String message) {
        error(condition, place, message);
    }

    @Test
    void orIsTwoStrokes() {
        error("loss>1% | p99>1s", "|", "or is ||");
        error("loss>1% & p99>1s", "&", "and is &&");
    }

    private static void error(String condition, String place, String message) {
        ConditionException e = catchThrowableOfType(ConditionException.class, () -> Condition.parse(condition));
        assertThat(e).as(condition).hasMessageContaining(message);
        assertThat(e.getMessage()).doesNotContain("\n");
        String mark = e.place().get(1);
        int from = mark.indexOf('^');
        String line = e.place().getFirst() + "    ";
        assertThat(line.substring(from, mark.length()).strip()).isEqualTo(place);
    }

    @Test
    void nestingHasAnEndAndLengthHasNone() throws ConditionException {
        for (String open : new String[]{"(", "!", "not ", "(not "})
            assertThat(catchThrowableOfType(ConditionException.class, () -> Condition.parse(open.repeat(100_000))))
                    .hasMessageContaining("200");
        assertThat(holds("sent==30" + " or sent==30".repeat(10_000) + " or sent==31", SLOW)).isTrue();
    }

    /// Pieces of the language in any order are a condition or not, and nothing else.
    @Test
    void anyTextIsAConditionOrAnError() {
        String[] pieces = {"loss", "p99", "sent", ">", "<=", "==", "=", "1", "0", "50", ".5", "%", "ms", "s", "(", ")",
                "not", "and", "or", "!", "&&", "||", "\u00e9", "\ud800", "\0", ".", "-", "p99.9", "\u00b5s"};
        var random = new Random(7);
        int sound = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(9); n >= 0; n--)
                text.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            try {
                var condition = Condition.parse(text.toString());
                assertThat(condition.reason(SLOW)).isNotEmpty();
                assertThat(condition.reason(SILENT)).isNotEmpty();
                sound++;
            } catch (ConditionException e) {
                assertThat(e.place()).hasSize(2);
            }
        }
        assertThat(sound).isPositive();
    }
}
