package net.strata.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OwnersTest {
    private static final Owner CURL = new Owner("curl", 12);
    private static final Owner NGINX = new Owner("nginx", 7);

    private static String comment(@Nullable Owner sender, @Nullable Owner receiver) {
        Owners owners = Owners.of(sender, receiver);
        return owners == null ? "none" : new String(owners.comment(), StandardCharsets.UTF_8);
    }

    @Test
    void theCommentTellsWhoSentAndWhoReceived() {
        assertThat(comment(CURL, null)).isEqualTo("sent by curl[12]");
        assertThat(comment(null, CURL)).isEqualTo("received by curl[12]");
        assertThat(comment(CURL, NGINX)).isEqualTo("sent by curl[12], received by nginx[7]");
        assertThat(comment(CURL, Owner.UNKNOWN)).isEqualTo("sent by curl[12], received by -");
        assertThat(comment(null, null)).isEqualTo("none");
    }

    @Test
    void aNameCannotLookLikeANumber() {
        assertThat(comment(new Owner("init[1], rece", 99), null)).isEqualTo("sent by init\\x5b1\\x5d, rece[99]");
    }
}
