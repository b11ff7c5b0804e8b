package net.strata.protocol;

import net.strata.wire.Names;

/// What a start line of HTTP may say, and the headers that have a field of their own.
final class HttpNumbers {
    private HttpNumbers() {}

    /// IANA, "Hypertext Transfer Protocol (HTTP) Status Code Registry"; names as in RFC 2616 and the RFCs that added to it.
    static final Names STATUS = new Names("""
            100 Continue
            101 Switching Protocols
            102 Processing
            103 Early Hints
            200 OK
            201 Created
            202 Accepted
            203 Non-authoritative Information
            204 No Content
            205 Reset Content
            206 Partial Content
            207 Multi-Status
            208 Already Reported
            226 IM Used
            300 Multiple Choices
            301 Moved Permanently
            302 Found
            303 See Other
            304 Not Modified
            305 Use Proxy
            307 Temporary Redirect
            308 Permanent Redirect
            400 Bad Request
            401 Unauthorized
            402 Payment Required
            403 Forbidden
            404 Not Found
            405 Method Not Allowed
            406 Not Acceptable
            407 Proxy Authentication Required
            408 Request Time-out
            409 Conflict
            410 Gone
            411 Length Required
            412 Precondition Failed
            413 Request Entity Too Large
            414 Request-URI Too Long
            415 Unsupported Media Type
            416 Requested Range Not Satisfiable
            417 Expectation Failed
            418 I'm a teapot
            421 Misdirected Request
            422 Unprocessable Entity
            423 Locked
            424 Failed Dependency
            425 Too Early
            426 Upgrade Required
            428 Precondition Required
            429 Too Many Requests
            431 Request Header Fields Too Large
            451 Unavailable For Legal Reasons
            500 Internal Server Error
            501 Not Implemented
            502 Bad Gateway
            503 Service Unavailable
            504 Gateway Time-out
            505 HTTP Version not supported
            506 Variant Also Negotiates
            507 Insufficient Storage
            508 Loop Detected
            510 Not Extended
            511 Network Authentication Required""");

    /// What a status says by its first digit (RFC 9110 section 15).
    private static final String[] CLASSES = {"Informational", "Success", "Redirection", "Client Error", "Server Error"};

    /// For [Headers].
    static final String HEADERS = """
            accept accept Accept: media types that are welcome [RFC 9110 section 12.5.1]
            accept-encoding accept_encoding Accept encoding: compressions that are welcome [RFC 9110 section 12.5.3]
            accept-language accept_language Accept language: languages that are welcome [RFC 9110 section 12.5.4]
            authorization authorization Authorization: proves to the server who asks [RFC 9110 section 11.6.2]
            cache-control cache_control Cache control: who may keep it, and how long [RFC 9111 section 5.2]
            connection connection Connection: close, or keep open [RFC 9110 section 7.6.1]
            content-encoding content_encoding Content encoding: how the body is compressed [RFC 9110 section 8.4]
            content-length content_length_header Content length: bytes of the body | the rest of the body would be read as the next message [RFC 9110 section 8.6]
            content-type content_type Content type: media type of the body [RFC 9110 section 8.3]
            cookie cookie Cookie: what the server had set [RFC 6265 section 4.2]
            date date Date: when the message was made [RFC 9110 section 6.6.1]
            host host Host: the server that is meant | a machine with many sites would answer for another, or with 400 [RFC 9110 section 7.2]
            http2-settings http2_settings HTTP/2 settings: what the client wants if both go on with HTTP/2 [RFC 7540 section 3.2.1]
            last-modified last_modified Last modified: when the resource was changed last [RFC 9110 section 8.8.2]
            location location Location: where to ask instead [RFC 9110 section 10.2.2]
            proxy-authenticate proxy_authenticate Proxy authenticate: how to prove to the proxy who asks [RFC 9110 section 11.7.1]
            proxy-authorization proxy_authorization Proxy authorization: proves to the proxy who asks [RFC 9110 section 11.7.2]
            referer referer Referer: the page that led here [RFC 9110 section 10.1.3]
            sec-websocket-accept sec_websocket_accept WebSocket accept: hash of the client's key; the server speaks WebSocket [RFC 6455 section 11.3.3]
            sec-websocket-extensions sec_websocket_extensions WebSocket extensions: such as compression of what is sent [RFC 6455 section 11.3.2]
            sec-websocket-key sec_websocket_key WebSocket key: random; the server shows by its hash that it understood [RFC 6455 section 11.3.1]
            sec-websocket-protocol sec_websocket_protocol WebSocket protocol: what is to be spoken inside [RFC 6455 section 11.3.4]
            sec-websocket-version sec_websocket_version WebSocket version: 13 is the only one in use [RFC 6455 section 11.3.5]
            server server Server: the program that answers [RFC 9110 section 10.2.4]
            set-cookie set_cookie Set cookie: to be sent back from now on [RFC 6265 section 4.1]
            transfer-encoding transfer_encoding Transfer encoding: how the body is wrapped [RFC 9112 section 6.1]
            upgrade upgrade Upgrade: protocols to go on with [RFC 9110 section 7.8]
            user-agent user_agent User agent: the program that asks [RFC 9110 section 10.1.5]
            www-authenticate www_authenticate Authenticate: how to prove who asks [RFC 9110 section 11.6.1]
            x-forwarded-for x_forwarded_for Forwarded for: whom a proxy asks for [RFC 7239 section 7.4]""";

    /// RFC 9110 section 9, RFC 4918 (WebDAV) and its extensions, UPnP, and what Exchange and RPC over HTTP use.
    private static final String[] METHODS = {
            "GET", "PUT", "COPY", "HEAD", "LOCK", "MOVE", "POLL", "POST", "BCOPY", "BMOVE", "LABEL", "MERGE",
            "MKCOL", "PATCH", "TRACE", "DELETE", "NOTIFY", "REPORT", "SEARCH", "UNLOCK", "UPDATE", "BDELETE",
            "CHECKIN", "CONNECT", "M-SEARCH", "OPTIONS", "CCM_POST", "CHECKOUT", "PROPFIND", "BPROPFIND",
            "PROPPATCH", "SUBSCRIBE", "BPROPPATCH", "MKACTIVITY", "UNCHECKOUT", "MKWORKSPACE", "RPC_CONNECT",
            "RPC_IN_DATA", "UNSUBSCRIBE", "RPC_OUT_DATA", "VERSION-CONTROL", "BASELINE-CONTROL"};
    private static final int LONGEST_METHOD = 16;

    /// What a status means.
    static String description(int code) {
        String name = STATUS.of(code);
        if (name != null) return name;
        return code >= 100 && code < 600 ? CLASSES[code / 100 - 1] + " - Others" : "Unknown";
    }

    /// Whether there is never a body behind the status (RFC 9112 section 6.3).
    static boolean bodiless(int code) {
        return code >= 100 && code < 200 || code == 204 || code == 304;
    }

    /// Whether a message starts here: with a version or a method.
    static boolean starts(byte[] data, int at, int end) {
        if (response(data, at, end)) return true;
        if (at == end || data[at] < 'A' || data[at] > 'Z') return false;
        int wordEnd = Lines.word(data, at, Math.min(end, at + LONGEST_METHOD + 1));
        if (wordEnd == end || wordEnd > at + LONGEST_METHOD) return false;
        for (String method : METHODS)
            if (Lines.same(data, at, wordEnd, method)) return true;
        return false;
    }

    static boolean response(byte[] data, int at, int end) {
        return Lines.starts(data, at, end, "http/");
    }

    /// The status in a line, -1 if there is none.
    ///
    /// @param versionEnd where the version before it ends
    static int code(byte[] data, int versionEnd, int lineEnd) {
        int from = Lines.skip(data, versionEnd, lineEnd);
        return (int) Lines.number(data, from, Math.min(from + 3, lineEnd), 10);
    }
}
