package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Messages of RFC 2326; values are those of tshark 4.0.17.
class RtspTest {
    /// RFC 2326 section 10.4.
    @Test
    void aRequestHasAMethodAndAUrl() {
        Decoded d = TextBytes.tcp(40000, 554, """
                SETUP rtsp://example.com/foo/bar/baz.rm RTSP/1.0\r
                CSeq: 302\r
                Transport: RTP/AVP;unicast;client_port=4588-4589\r
                \r
                """);
        assertThat(d.layers()).containsExactly("ip", "tcp", "rtsp");
        assertThat(d.get("rtsp.request")).isEqualTo("SETUP rtsp://example.com/foo/bar/baz.rm RTSP/1.0\\r\\n");
        assertThat(d.get("rtsp.method")).isEqualTo("SETUP");
        assertThat(d.get("rtsp.url")).isEqualTo("rtsp://example.com/foo/bar/baz.rm");
        assertThat(d.get("rtsp.transport")).isEqualTo("RTP/AVP;unicast;client_port=4588-4589");
        assertThat(d.info()).isEqualTo("SETUP rtsp://example.com/foo/bar/baz.rm RTSP/1.0");
    }

    /// RFC 2326 section 10.12: `$`, channel, length.
    @Test
    void mediaComeBetweenMessages() {
        Decoded d = TextBytes.tcp(554, 40000,
                "RTSP/1.0 200 OK\r\nSession: 47112344\r\n\r\n$\0\0\4abcd$\1\0\2xy");
        assertThat(d.layers()).containsExactly("ip", "tcp", "rtsp", "rtsp", "rtsp");
        assertThat(d.get("rtsp.status")).isEqualTo("200");
        assertThat(d.get("rtsp.session")).isEqualTo("47112344");
        assertThat(d.get("rtsp.channel")).isEqualTo("0x00,0x01");
        assertThat(d.get("rtsp.data")).isEqualTo("61626364,7879");
        assertThat(d.info()).isEqualTo("Interleaved channel 0x01, 2 bytes");
    }

    @Test
    void aSessionIsDescribed() {
        Decoded d = TextBytes.tcp(554, 40000,
                "RTSP/1.0 200 OK\r\nContent-Type: application/sdp\r\nContent-Length: 5\r\n\r\nv=0\r\n");
        assertThat(d.layers()).containsExactly("ip", "tcp", "rtsp", "sdp");
        assertThat(d.get("rtsp.content-length")).isEqualTo("5");
    }

    @Test
    void mediaThatGoOnAreData() {
        assertThat(TextBytes.tcp(554, 40000, "garbage\r\n").layers()).containsExactly("ip", "tcp", "data");
    }
}
