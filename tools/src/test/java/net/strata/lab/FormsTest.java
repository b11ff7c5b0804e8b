package net.strata.lab;

import static net.strata.lab.Scene.step;
import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Calls as C, Java and Python have them.
final class FormsTest {
    @Test
    void formsAreWhatProgramsWouldWrite() {
        Timeline t = Scene.echo().timeline();
        Step bind = step(t, SERVER, "bind", 1);
        assertThat(bind.python()).isEqualTo("s.bind((\"10.7.0.2\", 50007))");
        assertThat(bind.java()).isEqualTo("s.bind(new InetSocketAddress(\"10.7.0.2\", 50007), 5);");
        assertThat(bind.c()).isEqualTo("struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(50007)}; "
                + "inet_pton(AF_INET, \"10.7.0.2\", &a.sin_addr); bind(s, (struct sockaddr *)&a, sizeof a);");
        assertThat(step(t, SERVER, "listen", 1).java()).isEmpty();
        assertThat(step(t, SERVER, "accept4", 1).python()).isEqualTo("conn, address = s.accept()");
        assertThat(step(t, CLIENT, "send", 1).python()).isEqualTo("s.send(b\"hello\")");
        assertThat(step(t, SERVER, "recv", 1).java()).isEqualTo("int n = conn.read(ByteBuffer.allocate(1024));");
    }
}
