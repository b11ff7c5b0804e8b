package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Messages from RFC 3261 and RFC 8866, shortened, and forms of them; values are those of tshark 4.0.17.
class SipTest {
    private static final String INVITE = """
            INVITE sip:bob@biloxi.com SIP/2.0\r
            Via: SIP/2.0/UDP pc33.atlanta.com:5066;branch=z9hG4bK776asdhds;received=192.0.2.1\r
            Max-Forwards: 70\r
            To: Bob <sip:bob@biloxi.com>\r
            From: Alice <sip:alice@atlanta.com:5070;x=y>;tag=1928301774\r
            Call-ID: a84b4c76e66710@pc33.atlanta.com\r
            CSeq: 314159 INVITE\r
            Contact: <sip:alice@pc33.atlanta.com;transport=tcp>;expires=3600\r
            """;
    private static final String TEXT = "Content-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc";

    private static Decoded udp(String text) {
        return TextBytes.udp(5060, 5060, text);
    }

    /// RFC 3261 section 24.2, F1.
    @Test
    void aRequestHasAMethodAUriAndHeaders() {
        Decoded d = udp(INVITE + "\r\n");
        assertThat(d.layers()).containsExactly("ip", "udp", "sip");
        assertThat(d.get("sip.Request-Line")).isEqualTo("INVITE sip:bob@biloxi.com SIP/2.0");
        assertThat(d.get("sip.Method")).isEqualTo("INVITE");
        assertThat(d.get("sip.r-uri")).isEqualTo("sip:bob@biloxi.com");
        assertThat(d.get("sip.r-uri.user")).isEqualTo("bob");
        assertThat(d.get("sip.r-uri.host")).isEqualTo("biloxi.com");
        assertThat(d.get("sip.Max-Forwards")).isEqualTo("70");
        assertThat(d.get("sip.Call-ID")).isEqualTo("a84b4c76e66710@pc33.atlanta.com");
        assertThat(d.get("sip.CSeq")).isEqualTo("314159 INVITE");
        assertThat(d.get("sip.CSeq.seq")).isEqualTo("314159");
        assertThat(d.get("sip.CSeq.method")).isEqualTo("INVITE");
        assertThat(d.info()).isEqualTo("Request: INVITE sip:bob@biloxi.com");
    }

    @Test
    void anAddressHasANameAUriAndParameters() {
        Decoded d = udp(INVITE + "\r\n");
        assertThat(d.get("sip.From")).isEqualTo("Alice <sip:alice@atlanta.com:5070;x=y>;tag=1928301774");
        assertThat(d.get("sip.from.display.info")).isEqualTo("Alice ");
        assertThat(d.get("sip.from.addr")).isEqualTo("sip:alice@atlanta.com:5070;x=y");
        assertThat(d.get("sip.from.user")).isEqualTo("alice");
        assertThat(d.get("sip.from.host")).isEqualTo("atlanta.com");
        assertThat(d.get("sip.from.port")).isEqualTo("5070");
        assertThat(d.get("sip.from.param")).isEqualTo("x=y");
        assertThat(d.get("sip.from.tag")).isEqualTo("1928301774");
        assertThat(d.get("sip.contact.param")).isEqualTo("transport=tcp");
        assertThat(d.get("sip.contact.parameter")).isEqualTo("expires=3600");
    }

    /// RFC 3261 section 20.10: commas and brackets in quotes part nothing.
    @Test
    void aNameMayBeQuotedAndAUriBare() {
        Decoded d = udp("""
                SIP/2.0 200 OK\r
                f: "A, <B" <sips:ab@b.c>;tag=1\r
                t: sip:xy@[2001:db8::1]:5062;user=phone\r
                m: <sip:a1@h>, <sip:b2@i>;q=1\r
                \r
                """);
        assertThat(d.get("sip.from.display.info")).isEqualTo("\"A, <B\"");
        assertThat(d.get("sip.from.addr")).isEqualTo("sips:ab@b.c");
        assertThat(d.get("sip.to.addr")).isEqualTo("sip:xy@[2001:db8::1]:5062");
        assertThat(d.get("sip.to.host")).isEqualTo("[2001:db8::1]");
        assertThat(d.get("sip.to.port")).isEqualTo("5062");
        assertThat(d.get("sip.contact.uri")).isEqualTo("sip:a1@h,sip:b2@i");
    }

    @Test
    void aStatusLineHasACode() {
        Decoded d = udp("SIP/2.0 486 Busy Here\r\nl: 0\r\n\r\n");
        assertThat(d.get("sip.Status-Line")).isEqualTo("SIP/2.0 486 Busy Here");
        assertThat(d.get("sip.Status-Code")).isEqualTo("486");
        assertThat(d.get("sip.Content-Length")).isEqualTo("0");
        assertThat(d.info()).isEqualTo("Status: 486 Busy Here");
    }

    @Test
    void viaTellsTheWay() {
        Decoded d = udp("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 1.1.1.1:70;rport, SIP/2.0/TCP b;maddr=1;ttl=3\r\n\r\n");
        assertThat(d.get("sip.Via.transport")).isEqualTo("UDP,TCP");
        assertThat(d.get("sip.Via.sent-by.address")).isEqualTo("1.1.1.1,b");
        assertThat(d.get("sip.Via.sent-by.port")).isEqualTo("70");
        assertThat(d.get("sip.Via.rport")).isEqualTo("rport");
        assertThat(d.get("sip.Via.maddr")).isEqualTo("1");
        assertThat(d.get("sip.Via.ttl")).isEqualTo("3");
        assertThat(udp(INVITE + "\r\n").get("sip.Via.branch")).isEqualTo("z9hG4bK776asdhds");
        assertThat(udp(INVITE + "\r\n").get("sip.Via.received")).isEqualTo("192.0.2.1");
    }

    /// RFC 3261 section 7.3.1.
    @Test
    void aHeaderMayBeFolded() {
        Decoded d = udp("SIP/2.0 200 OK\r\nSubject: I know\r\n folded\r\nDate: now\r\n\r\n");
        assertThat(d.get("sip.Subject")).isEqualTo("I know\\r\\n folded");
        assertThat(d.get("sip.Date")).isEqualTo("now");
    }

    /// tshark only says that the header is not known.
    @Test
    void aHeaderOfNoKnownNameIsShownAsItIs() {
        assertThat(udp("SIP/2.0 200 OK\r\nX-Foo: bar\r\n\r\n").get("sip.unrecognized_header"))
                .isEqualTo("X-Foo: bar\\r\\n");
    }

    @Test
    void messagesFollowOneAnotherOverTcp() {
        Decoded d = TextBytes.tcp(40000, 5060, INVITE + TEXT + INVITE + "\r\n");
        assertThat(d.layers()).containsExactly("ip", "tcp", "sip", "sip");
        assertThat(d.get("sip.Method")).isEqualTo("INVITE,INVITE");
    }

    /// RFC 5626 section 3.5.1 has empty lines to keep a way open; other programs send other things.
    @Test
    void whatIsNoMessageIsData() {
        for (String text : new String[]{"\r\n\r\n", "jaK", "hello world\r\n", "\0\0\0\0\0\0\0\0\0\0\0\0"}) {
            assertThat(udp(text).layers()).as(text).containsExactly("ip", "udp", "data");
        }
    }

    /// RFC 8866 section 5.
    @Test
    void aSessionIsDescribed() {
        Decoded d = udp(INVITE + "Content-Type: application/sdp\r\n\r\n" + """
                v=0\r
                o=jdoe 3724394400 3724394405 IN IP4 198.51.100.1\r
                s=Call to John Smith\r
                i=SDP Offer #1\r
                c=IN IP4 233.252.0.1/127\r
                t=1 2\r
                a=recvonly\r
                m=audio 49170/2 RTP/AVP 0\r
                i=music\r
                a=sendrecv\r
                x=y\r
                junk\r
                """);
        assertThat(d.layers()).containsExactly("ip", "udp", "sip", "sdp");
        assertThat(d.get("sdp.version")).isEqualTo("0");
        assertThat(d.get("sdp.owner")).isEqualTo("jdoe 3724394400 3724394405 IN IP4 198.51.100.1");
        assertThat(d.get("sdp.owner.sessionid")).isEqualTo("3724394400");
        assertThat(d.get("sdp.owner.address")).isEqualTo("198.51.100.1");
        assertThat(d.get("sdp.connection_info.address")).isEqualTo("233.252.0.1");
        assertThat(d.get("sdp.connection_info.ttl")).isEqualTo("127");
        assertThat(d.get("sdp.time.start") + d.get("sdp.time.stop")).isEqualTo("12");
        assertThat(d.get("sdp.session_info")).isEqualTo("SDP Offer #1");
        assertThat(d.get("sdp.media_title")).isEqualTo("music");
        assertThat(d.get("sdp.session_attr")).isEqualTo("recvonly");
        assertThat(d.get("sdp.media_attr")).isEqualTo("sendrecv");
        assertThat(d.get("sdp.media.media")).isEqualTo("audio");
        assertThat(d.get("sdp.media.port")).isEqualTo("49170");
        assertThat(d.get("sdp.media.proto")).isEqualTo("RTP/AVP");
        assertThat(d.get("sdp.unknown")).isEqualTo("x=y");
        assertThat(d.get("sdp.invalid")).isEqualTo("junk");
        assertThat(d.info()).isEqualTo("Request: INVITE sip:bob@biloxi.com");
    }
}
