package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Messages from RFC 9110 and RFC 9112, and forms of them; unless said otherwise tshark 4.0.17, told not to reassemble,
/// shows the same values.
class HttpTest {
    private static final String GET = """
            GET /hello.txt HTTP/1.1\r
            User-Agent: curl/7.64.1\r
            Host: www.example.com\r
            Accept-Language: en, mi\r
            \r
            """;
    private static final String OK = """
            HTTP/1.1 200 OK\r
            Date: Mon, 27 Jul 2009 12:28:53 GMT\r
            Server: Apache\r
            ETag: "34aa387-d-1568eb00"\r
            Content-Length: 51\r
            Content-Type: text/plain\r
            \r
            Hello World! My content includes a trailing CRLF.\r
            """;
    private static final String CHUNKED = """
            HTTP/1.1 200 OK\r
            Transfer-Encoding: chunked\r
            \r
            """;

    private static Decoded request(String text) {
        return TextBytes.tcp(40000, 80, text);
    }

    private static Decoded response(String text) {
        return TextBytes.tcp(80, 40000, text);
    }

    /// RFC 9110 section 3.9.
    @Test
    void aRequestHasAMethodATargetAndHeaders() {
        Decoded d = request(GET);
        assertThat(d.layers()).containsExactly("ip", "tcp", "http");
        assertThat(d.get("http.request.method")).isEqualTo("GET");
        assertThat(d.get("http.request.uri")).isEqualTo("/hello.txt");
        assertThat(d.get("http.request.version")).isEqualTo("HTTP/1.1");
        assertThat(d.get("http.user_agent")).isEqualTo("curl/7.64.1");
        assertThat(d.get("http.host")).isEqualTo("www.example.com");
        assertThat(d.get("http.accept_language")).isEqualTo("en, mi");
        assertThat(d.all("http.request.line")).containsExactly("User-Agent: curl/7.64.1\\r\\n",
                "Host: www.example.com\\r\\n", "Accept-Language: en, mi\\r\\n");
        assertThat(d.get("http.request.full_uri")).isEqualTo("http://www.example.com/hello.txt");
        assertThat(d.get("http.request")).isEqualTo("1");
        assertThat(d.info()).isEqualTo("GET /hello.txt HTTP/1.1");
    }

    /// RFC 9110 section 3.9, without some of its headers.
    @Test
    void aResponseHasAStatusAndABodyOfTheLengthItSays() {
        Decoded d = response(OK);
        assertThat(d.layers()).containsExactly("ip", "tcp", "http");
        assertThat(d.get("http.response.version")).isEqualTo("HTTP/1.1");
        assertThat(d.get("http.response.code")).isEqualTo("200");
        assertThat(d.get("http.response.phrase")).isEqualTo("OK");
        assertThat(d.get("http.date")).isEqualTo("Mon, 27 Jul 2009 12:28:53 GMT");
        assertThat(d.get("http.content_length_header")).isEqualTo("51");
        assertThat(d.get("http.content_length")).isEqualTo("51");
        assertThat(d.all("http.response.line")).hasSize(5).contains("ETag: \"34aa387-d-1568eb00\"\\r\\n");
        assertThat(d.get("http.file_data"))
                .isEqualTo("Hello World! My content includes a trailing CRLF.\\r\\n");
        assertThat(d.info()).isEqualTo("HTTP/1.1 200 OK (text/plain)");
    }

    @Test
    void aQueryIsTakenApart() {
        Decoded d = request("GET /p?a=1&b=2?c#d HTTP/1.1\r\nHost: h\r\n\r\n");
        assertThat(d.get("http.request.uri.path")).isEqualTo("/p");
        assertThat(d.get("http.request.uri.query")).isEqualTo("a=1&b=2?c#d");
        assertThat(d.all("http.request.uri.query.parameter")).containsExactly("a=1", "b=2?c#d");
    }

    @Test
    void cookiesAreTakenApart() {
        Decoded d = request("GET / HTTP/1.1\r\nCookie: a=b; c=d\r\n\r\n");
        assertThat(d.get("http.cookie")).isEqualTo("a=b; c=d");
        assertThat(d.all("http.cookie_pair")).containsExactly("a=b", "c=d");
    }

    /// RFC 9112 section 3.2.2 and 3.2.3: these targets are whole already.
    @Test
    void anAbsoluteTargetNeedsNoHost() {
        assertThat(request("GET http://x/y HTTP/1.1\r\nHost: a\r\n\r\n").get("http.request.full_uri"))
                .isEqualTo("http://x/y");
        assertThat(request("CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n").get("http.request.full_uri"))
                .isEqualTo("h:443");
    }

    @Test
    void aBodyOfNoKnownTypeIsData() {
        Decoded d = response("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        assertThat(d.layers()).containsExactly("ip", "tcp", "http", "data");
        assertThat(d.get("http.file_data")).isEqualTo("hello");
        assertThat(d.get("data.data")).isEqualTo("68656c6c6f");
    }

    /// RFC 9112 section 9.3.2.
    @Test
    void messagesFollowOneAnotherInASegment() {
        Decoded d = request(GET + GET);
        assertThat(d.layers()).containsExactly("ip", "tcp", "http", "http");
        assertThat(d.get("http.request.method")).isEqualTo("GET,GET");
        d = response(OK + "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        assertThat(d.get("http.response.code")).isEqualTo("200,404");
        assertThat(d.get("http.file_data")).endsWith("CRLF.\\r\\n");
    }

    /// RFC 9112 section 7.1.
    @Test
    void chunksAreJoined() {
        Decoded d = response(CHUNKED + "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nTrailer: x\r\n\r\n");
        assertThat(d.get("http.chunk_size")).isEqualTo("5,6,0");
        assertThat(d.get("http.chunk_data")).isEqualTo("68656c6c6f,20776f726c64");
        assertThat(d.get("http.chunk_boundary")).isEqualTo("0d0a,0d0a");
        assertThat(d.get("http.file_data")).isEqualTo("hello world");
    }

    @Test
    void aMessageBehindChunksIsFound() {
        Decoded d = response(CHUNKED + "1\r\na\r\n0\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");
        assertThat(d.get("http.response.code")).isEqualTo("200,204");
    }

    /// What tshark without reassembly shows of cut chunks is not what it shows of whole ones.
    @Test
    void aChunkMayBeCutOrClaimAnything() {
        assertThat(response(CHUNKED + "ff\r\nhel").get("http.chunk_data")).isEqualTo("68656c");
        assertThat(response(CHUNKED + "7fffffff\r\nhel").get("http.file_data")).isEqualTo("hel");
        assertThat(response(CHUNKED + "ffffffffffffffff\r\nhel").get("http.chunk_size")).isEmpty();
        assertThat(response(CHUNKED + "no\r\nhel").get("http.chunk_size")).isEmpty();
        assertThat(response(CHUNKED + "5").get("http.chunk_size")).isEmpty();
    }

    /// RFC 9112 section 6.3: no body, whatever the headers say. tshark believes the headers.
    @Test
    void noContentHasNoBody() {
        Decoded d = response("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nHTTP/1.1 200 OK\r\n\r\n");
        assertThat(d.get("http.response.code")).isEqualTo("304,200");
    }

    @Test
    void aStatusMeansSomethingByItsFirstDigit() {
        Decoded d = response("HTTP/1.1 299\r\n\r\n");
        assertThat(d.get("http.response.code.desc")).isEqualTo("Success - Others");
        assertThat(d.all("http.response.phrase")).isEmpty();
        assertThat(response("HTTP/1.1 404 Nope\r\n\r\n").get("http.response.code.desc")).isEqualTo("Not Found");
    }

    @Test
    void whatDoesNotStartAMessageIsData() {
        for (String text : new String[]{"rest of a body", "FOO / HTTP/1.1\r\n\r\n", "GET", "get / HTTP/1.1\r\n\r\n",
                "\0\1", " "}) {
            assertThat(request(text).layers()).as(text).containsExactly("ip", "tcp", "data");
        }
    }

    @Test
    void aLineMayEndInLineFeedOrCarriageReturnAlone() {
        assertThat(request("GET / HTTP/1.1\nHost: a\n\n").get("http.host")).isEqualTo("a");
        assertThat(request("POST / HTTP/1.1\rHost: a\rContent-Length: 2\r\rab").get("data.data")).isEqualTo("6162");
    }

    /// RFC 9112 section 5.2. tshark takes the second line for the body.
    @Test
    void aHeaderMayBeFolded() {
        Decoded d = request("GET / HTTP/1.1\r\nX: a,\r\n b\r\nHost: h\r\n\r\n");
        assertThat(d.all("http.request.line")).containsExactly("X: a,\\r\\n b\\r\\n", "Host: h\\r\\n");
    }

    @Test
    void headersMayEndWithTheSegment() {
        assertThat(request("GET / HTTP/1.1\r\nHost: a\r\nX-y: zz").all("http.request.line"))
                .containsExactly("Host: a\\r\\n", "X-y: zz");
        assertThat(request("GET / HTTP/1.1").get("http.request.version")).isEqualTo("HTTP/1.1");
    }

    @Test
    void bytesThatAreNoTextAreEscaped() {
        Decoded d = request("GET /\u001b[31m HTTP/1.1\r\nHost: a\0b\u0080\r\n\r\n");
        assertThat(d.get("http.request.uri")).isEqualTo("/\\x1b[31m");
        assertThat(d.get("http.host")).isEqualTo("a\\x00b\\x80");
        assertThat(d.info()).isEqualTo("GET /\\x1b[31m HTTP/1.1");
    }

    @Test
    void aStartLineWithAVersionIsKnownOnAnyPort() {
        assertThat(TextBytes.tcp(40000, 8881, GET).layers()).containsExactly("ip", "tcp", "http");
        assertThat(TextBytes.tcp(8881, 40000, OK).get("http.response.code")).isEqualTo("200");
        assertThat(TextBytes.tcp(40000, 8881, "GET / or anything\r\n").layers()).containsExactly("ip", "tcp", "data");
    }

    /// UPnP Device Architecture 2.0 section 1.3.2.
    @Test
    void discoveryUsesTheSameMessagesOverUdp() {
        Decoded d = TextBytes.udp(5000, 1900, """
                M-SEARCH * HTTP/1.1\r
                HOST: 239.255.255.250:1900\r
                MAN: "ssdp:discover"\r
                \r
                """);
        assertThat(d.layers()).containsExactly("ip", "udp", "ssdp");
        assertThat(d.get("http.request.method")).isEqualTo("M-SEARCH");
        assertThat(d.get("http.host")).isEqualTo("239.255.255.250:1900");
        assertThat(TextBytes.udp(1900, 1900, "NOTIFY * HTTP/1.1\r\n\r\n").get("http.notification")).isEqualTo("1");
        assertThat(TextBytes.udp(1900, 5000, "whatever").layers()).containsExactly("ip", "udp", "data");
    }
}
