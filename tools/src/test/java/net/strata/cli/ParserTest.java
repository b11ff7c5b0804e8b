package net.strata.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.strata.wire.Nearest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParserTest {
    private static final Option NO_NAMES = Option.flag("-n", "");
    private static final Option TREE = Option.flag("-V", "");
    private static final Option HEX = Option.flag("-x", "");
    private static final Option FORM = Option.value("-T", "FORM", "");
    private static final Option FIELD = Option.value("-e", "NAME", "");
    private static final Option COUNT = Option.value("-c", "N", "");
    private static final Option STABLE = Option.flag("--stable", "");
    private static final Option PACKET = Option.value("-p,--packet", "RANGE", "");
    private static final List<Option> ALL = List.of(NO_NAMES, TREE, HEX, FORM, FIELD, COUNT, STABLE, PACKET);

    private static Arguments parse(String... words) throws UsageException {
        return Parser.parse(ALL, Map.of("-Y", "filter with --filter", "-2", "one pass is enough"), words);
    }

    @Test
    void lettersCluster() throws UsageException {
        var arguments = parse("-nVx", "f");
        assertThat(List.of(arguments.has(NO_NAMES), arguments.has(TREE), arguments.has(HEX), arguments.has(STABLE)))
                .containsExactly(true, true, true, false);
        assertThat(arguments.operand()).isEqualTo("f");
    }

    @Test
    void aValueIsAttachedOrFollows() throws UsageException {
        assertThat(parse("-Tfields").value(FORM)).isEqualTo("fields");
        assertThat(parse("-T", "fields").value(FORM)).isEqualTo("fields");
        assertThat(parse("-nVTfields").value(FORM)).isEqualTo("fields");
        assertThat(parse("--packet=5,10-20").value(PACKET)).isEqualTo("5,10-20");
        assertThat(parse("--packet", "5").value(PACKET)).isEqualTo("5");
        assertThat(parse("-p5").value(PACKET)).isEqualTo("5");
        assertThat(parse("-p", "5").value(PACKET)).isEqualTo("5");
    }

    @Test
    void aValueIsTakenAsItStands() throws UsageException {
        assertThat(parse("-eseparator=,").value(FIELD)).isEqualTo("separator=,");
        assertThat(parse("-e", "quote=\"").value(FIELD)).isEqualTo("quote=\"");
        assertThat(parse("-e", "separator=,").value(FIELD)).isEqualTo("separator=,");
        assertThat(parse("-c", "-1").value(COUNT)).isEqualTo("-1");
        assertThat(parse("--packet=").value(PACKET)).isEmpty();
    }

    /// What getopt does: the word after an option that takes a value is its value, whatever it looks like.
    @ParameterizedTest
    @ValueSource(strings = {"-V", "-", "-Z", "-nV", "--stable", "--packet=5", "", " a b ", "\"a\"", "'a'", "@file",
            "${sys:user.home}", "a,b", "a|b", "true", "\\t"})
    void anyWordMayBeAValueAsItStands(String word) throws UsageException {
        var arguments = parse("-e", word, "f");
        assertThat(arguments.values(FIELD)).containsExactly(word);
        assertThat(arguments.operand()).isEqualTo("f");
        assertThat(List.of(arguments.has(TREE), arguments.has(NO_NAMES), arguments.has(STABLE))).containsOnly(false);
        assertThat(parse("--packet", word).value(PACKET)).isEqualTo(word);
        assertThat(parse("--packet=" + word).value(PACKET)).isEqualTo(word);
    }

    /// Where picocli differs from getopt; see docs/adr/0002-command-line-parser.md.
    @Test
    void anEqualsSignMayStandBetweenALetterAndItsValueAndTwoDashesAreNone() throws UsageException {
        assertThat(parse("-e=ip.src").value(FIELD)).isEqualTo("ip.src");
        assertThatThrownBy(() -> parse("-e", "--", "f")).hasMessage("-e needs a value: -e NAME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b", "@file", "\"a\"", "${sys:user.home}", "true", "1"})
    void anOperandIsTakenAsItStands(String word) throws UsageException {
        assertThat(parse("-n", word, "-V", "-x", word).operands()).containsExactly(word, word);
    }

    @Test
    void optionsMayFollowOperandsAndBeRepeated() throws UsageException {
        var arguments = parse("a", "-n", "b", "-nV", "-c1", "c", "-c2", "--stable", "--stable");
        assertThat(arguments.operands()).containsExactly("a", "b", "c");
        assertThat(arguments.has(TREE)).isTrue();
        assertThat(arguments.has(STABLE)).isTrue();
        assertThat(arguments.value(COUNT)).isEqualTo("2");
        assertThat(arguments.value(FORM)).isNull();
        assertThat(arguments.values(FORM)).isEmpty();
    }

    @Test
    void repeatedOptionsKeepTheirOrder() throws UsageException {
        var arguments = parse("-e", "ip.src", "f", "-eip.dst");
        assertThat(arguments.values(FIELD)).containsExactly("ip.src", "ip.dst");
        assertThat(arguments.value(FIELD)).isEqualTo("ip.dst");
    }

    @Test
    void aDashIsAnOperandAndAfterTwoAllWordsAre() throws UsageException {
        assertThat(parse("-", "-n").operands()).containsExactly("-");
        assertThat(parse("-n", "--", "-V", "--stable").operands()).containsExactly("-V", "--stable");
        assertThat(parse("a", "--", "-2", "--", "@b").operands()).containsExactly("a", "-2", "--", "@b");
    }

    @Test
    void theWordsBeforeTheFirstOperandAreCounted() throws UsageException {
        assertThat(Parser.beforeOperand(ALL, new String[]{"decode", "-Z", "--", "a"})).isZero();
        assertThat(Parser.beforeOperand(ALL, new String[]{"-n", "-c", "5", "--packet=1", "a", "--", "-5", "b"}))
                .isEqualTo(4);
        assertThat(Parser.beforeOperand(ALL, new String[]{"-n", "--", "a", "b"})).isEqualTo(2);
        assertThat(Parser.beforeOperand(ALL, new String[]{"-n"})).isEqualTo(1);
        assertThat(Parser.beforeOperand(ALL, new String[]{})).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--stabel | no option --stabel; did you mean --stable?",
            "-stable | no option -s (in -stable); did you mean --stable?",
            "-nX | no option -X (in -nX); did you mean -x?",
            "-Z | no option -Z; see --help", "-Y | no option -Y: filter with --filter",
            "-nYtcp | no option -Y: filter with --filter", "-Ytcp | no option -Y: filter with --filter",
            "-2 | no option -2: one pass is enough", "-n2 | no option -2: one pass is enough",
            "-5 | no option -5; see --help", "--stabel=1 | no option --stabel; did you mean --stable?",
            "-nV= | -V takes no value", "--packe=1 | no option --packe; did you mean --packet?",
            "-nT | -T needs a value: -T FORM", "-p | --packet needs a value: --packet RANGE",
            "-T | -T needs a value: -T FORM",
            "--packet | --packet needs a value: --packet RANGE", "--stable=1 | --stable takes no value",
            "--qqqqqqqqq | no option --qqqqqqqqq"})
    void whatIsNotUnderstoodIsAnsweredInOneLine(String word, String answer) {
        assertThatThrownBy(() -> parse(word)).isInstanceOf(UsageException.class).hasMessage(answer);
    }

    @Test
    void numbersAreCheckedAgainstTheirRange() throws UsageException {
        assertThat(parse().number(COUNT, 1, 10, 7)).isEqualTo(7);
        assertThat(parse("-c10").number(COUNT, 1, 10, 7)).isEqualTo(10);
        for (var bad : List.of("0", "11", "x", "1.5", "", "99999999999999999999"))
            assertThatThrownBy(() -> parse("-c", bad).number(COUNT, 1, 10, 7))
                    .hasMessage("-c takes a whole number from 1 to 10, not " + bad);
    }

    @Test
    void twoOperandsWhereOneIsTakenAreRefused() {
        assertThatThrownBy(() -> parse("a", "b").operand()).hasMessageContaining("b");
    }

    /// Optimal string alignment: one change, one swap of neighbours, one letter left out, three added.
    @ParameterizedTest
    @CsvSource({"ping,pong,1", "decode,deocde,1", "trace,trce,1", "send,resends,3", "a,a,0", "'',abc,3"})
    void distanceCountsTypingMistakes(String a, String b, int mistakes) {
        assertThat(Nearest.distance(a, b)).isEqualTo(mistakes);
    }
}
