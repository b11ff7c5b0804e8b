package net.strata.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.strata.os.SockAddr;
import net.strata.target.TargetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({"192.0.2.1:7, 192.0.2.1, 7", "web-1:7, web-1, 7", "[2001:db8::1]:7, 2001:db8::1, 7",
            "[fe80::1%eth0]:7, fe80::1%eth0, 7", "2001:db8::1, 2001:db8::1, -1", "::1, ::1, -1", "[::1], ::1, -1",
            "localhost, localhost, -1", ":50007, '', 50007", ":0, '', 0", "127.1:65535, 127.1, 65535"})
    void aHostAndPerhapsAPort(String typed, String host, int port) throws TargetException {
        assertThat(Endpoint.parse(typed)).isEqualTo(new Endpoint(typed, host, port, null));
    }

    @ParameterizedTest
    @CsvSource({"unix:app, app", "./app, ./app", "/run/app.socket, /run/app.socket", "unix:/run/a:7, /run/a:7"})
    void aPath(String typed, String path) throws TargetException {
        assertThat(Endpoint.parse(typed).unix()).isEqualTo(new SockAddr.Un(path));
    }

    @ParameterizedTest
    @CsvSource({"@app, app", "unix:@app, app", "@a/b, a/b"})
    void anAbstractName(String typed, String name) throws TargetException {
        assertThat(Endpoint.parse(typed).unix()).isEqualTo(SockAddr.Un.abstractName(name));
    }

    @Test
    void atAloneIsANameThatTheKernelChooses() throws TargetException {
        assertThat(Endpoint.parse("@").unix()).isEqualTo(SockAddr.Un.UNNAMED);
    }

    @Test
    void aUnixNameHas107BytesAtMost() throws TargetException {
        assertThat(Endpoint.parse("/" + "x".repeat(106)).isUnix()).isTrue();
        assertThatThrownBy(() -> Endpoint.parse("/" + "x".repeat(107))).isInstanceOf(TargetException.class)
                .hasMessageEndingWith(": a unix socket's name has 107 bytes at most, and none of them is 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host:", "host:x", "host:65536", "host:-1", "[::1", "[::1]7", "[]:7", "7", "unix:",
            "host:7 ", ":"})
    void anythingElseIsRefusedInOneLine(String typed) {
        assertThatThrownBy(() -> Endpoint.parse(typed)).isInstanceOf(TargetException.class)
                .hasMessageNotContaining("\n").hasMessageStartingWith(typed + ": ");
    }
}
