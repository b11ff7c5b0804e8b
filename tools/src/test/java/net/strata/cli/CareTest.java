package net.strata.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.strata.os.SockAddr;
import net.strata.target.Links;
import org.junit.jupiter.api.Test;

final class CareTest {
    private static final SockAddr.In FAR = new SockAddr.In(0xc0000201, 0); // 192.0.2.1
    private static final SockAddr.In PRIVATE = new SockAddr.In(0x0a000001, 0); // 10.0.0.1

    private static Care care(String... words) throws Exception {
        return new Care(Parser.parse(List.of(Care.MAY), Map.of(), words), new Links(List.of(), List.of()));
    }

    @Test
    void moreThanAThousandPacketsASecondToOthersTakeAPromise() throws Exception {
        assertThatThrownBy(() -> care().check(FAR, 999_999)).isInstanceOf(Care.Refusal.class)
                .hasMessageContaining("192.0.2.1").hasMessageContaining("--i-may");
        assertThatCode(() -> care().check(FAR, 1_000_000)).doesNotThrowAnyException();
        assertThatCode(() -> care().check(PRIVATE, 0)).doesNotThrowAnyException();
        assertThatCode(() -> care("--i-may").check(FAR, 0)).doesNotThrowAnyException();
    }
}
