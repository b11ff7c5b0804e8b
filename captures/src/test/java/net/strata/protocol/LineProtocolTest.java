package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// FTP, SMTP, POP, IMAP, IRC, NNTP, Telnet: lines from their RFCs; values, unless said otherwise, are those of tshark
/// 4.0.17.
class LineProtocolTest {
    private static final int CLIENT = 40000;

    private static Decoded ask(int port, String text) {
        return TextBytes.tcp(CLIENT, port, text);
    }

    private static Decoded answer(int port, String text) {
        return TextBytes.tcp(port, CLIENT, text);
    }

    @Test
    void ftpHasCommandsAndCodes() {
        Decoded d = ask(21, "USER anonymous user\r\n");
        assertThat(d.get("ftp.request.command")).isEqualTo("USER");
        assertThat(d.get("ftp.request.arg")).isEqualTo("anonymous user");
        assertThat(d.get("ftp.request")).isEqualTo("1");
        assertThat(d.info()).isEqualTo("Request: USER anonymous user");
        d = answer(21, "331-Guest ok\r\n more\r\n331 send\r\n");
        assertThat(d.get("ftp.response.code")).isEqualTo("331");
        assertThat(d.get("ftp.response.arg")).isEqualTo("Guest ok");
        assertThat(d.get("ftp.response")).isEqualTo("1");
        assertThat(d.info()).isEqualTo("Response: 331-Guest ok");
    }

    /// tshark has no field for lines behind the first.
    @Test
    void ftpShowsFurtherLinesAsTheyAre() {
        assertThat(answer(21, "331-Guest ok\r\n more\r\n331 send\r\n").all("ftp.line"))
                .containsExactly(" more", "331 send");
    }

    /// RFC 959 section 4.1.2: the port is 19 * 256 + 137; RFC 2428 section 3.
    @Test
    void ftpTellsWhereDataWillGo() {
        Decoded d = answer(21, "227 Entering Passive Mode (10,0,0,2,19,137).\r\n");
        assertThat(d.get("ftp.passive.ip")).isEqualTo("10.0.0.2");
        assertThat(d.get("ftp.passive.port")).isEqualTo("5001");
        d = ask(21, "PORT 10,0,0,1,4,5\r\n");
        assertThat(d.get("ftp.active.cip")).isEqualTo("10.0.0.1");
        assertThat(d.get("ftp.active.port")).isEqualTo("1029");
        assertThat(answer(21, "229 Entering Extended Passive Mode (|||6446|)\r\n").get("ftp.epsv.port"))
                .isEqualTo("6446");
        assertThat(answer(21, "227 Entering Passive Mode (10,0,0,256,19\r\n").all("ftp.passive.ip")).isEmpty();
    }

    @Test
    void ftpMayAnswerWithoutACode() {
        assertThat(answer(21, "abc\r\n").get("ftp.response.arg")).isEqualTo("abc");
        assertThat(answer(21, "12\r\n").get("ftp.response.arg")).isEqualTo("12");
        assertThat(answer(21, "200\r\n").get("ftp.response.code")).isEqualTo("200");
        assertThat(answer(21, "200\r\n").all("ftp.response.arg")).isEmpty();
    }

    /// RFC 5321 appendix D.1.
    @Test
    void smtpHasCommandsAndCodes() {
        Decoded d = ask(25, "MAIL FROM:<Smith@bar.com>\r\nRCPT TO:<Jones@foo.com>\r\n");
        assertThat(d.get("smtp.req.command")).isEqualTo("MAIL,RCPT");
        assertThat(d.get("smtp.req.parameter")).isEqualTo("FROM:<Smith@bar.com>,TO:<Jones@foo.com>");
        assertThat(d.all("smtp.command_line")).containsExactly("MAIL FROM:<Smith@bar.com>\\r\\n",
                "RCPT TO:<Jones@foo.com>\\r\\n");
        d = answer(25, "250-foo.com greets bar.com\r\n250-SIZE\r\n250 HELP\r\n");
        assertThat(d.get("smtp.response.code")).isEqualTo("250");
        assertThat(d.get("smtp.response")).isEqualTo("250-foo.com greets bar.com\\r\\n");
        assertThat(d.get("smtp.rsp.parameter")).isEqualTo("foo.com greets bar.com,SIZE,HELP");
        assertThat(answer(587, "250 OK\r\n354 go\r\n").get("smtp.response.code")).isEqualTo("250,354");
    }

    /// Without memory of what was asked before, mail is what does not start with a command.
    @Test
    void smtpCarriesMail() {
        Decoded d = ask(25, "Subject: x\r\n\r\nQUIT\r\n.\r\n");
        assertThat(d.all("smtp.message")).containsExactly("Subject: x\\r\\n", "\\r\\n", "QUIT\\r\\n", ".\\r\\n");
        assertThat(d.all("smtp.req.command")).isEmpty();
        d = ask(25, "DATA\r\nBlah\r\n");
        assertThat(d.get("smtp.req.command")).isEqualTo("DATA");
        assertThat(d.get("smtp.message")).isEqualTo("Blah\\r\\n");
    }

    /// RFC 1939 section 10. tshark shows the lines behind the first only in its tree.
    @Test
    void popHasCommandsAndIndicators() {
        Decoded d = ask(110, "APOP mrose c4c9334bac560ecc979e58001b3e22fb\r\n");
        assertThat(d.get("pop.request.command")).isEqualTo("APOP");
        assertThat(d.get("pop.request.parameter")).isEqualTo("mrose c4c9334bac560ecc979e58001b3e22fb");
        d = answer(110, "+OK 2 messages\r\n1 120\r\n.\r\n");
        assertThat(d.get("pop.response.indicator")).isEqualTo("+OK");
        assertThat(d.get("pop.response.description")).isEqualTo("2 messages");
        assertThat(d.all("pop.response.data")).containsExactly("1 120", ".");
        assertThat(d.info()).isEqualTo("S: +OK 2 messages");
        assertThat(answer(110, "more of a mail\r\n").get("pop.response.data")).isEqualTo("more of a mail");
    }

    /// RFC 9051 section 8.
    @Test
    void imapHasTags() {
        Decoded d = ask(143, "a001 login mrc secret\r\na003 UID FETCH 1 (FLAGS)\r\n");
        assertThat(d.get("imap.request_tag")).isEqualTo("a001,a003");
        assertThat(d.get("imap.request.command")).isEqualTo("login,FETCH");
        assertThat(d.get("imap.command")).isEqualTo("login,UID");
        assertThat(d.get("imap.request.command.uid")).isEqualTo("1");
        assertThat(d.get("imap.request.username")).isEqualTo("mrc");
        d = answer(143, "* 18 EXISTS\r\na002 OK [READ-WRITE] SELECT completed\r\n");
        assertThat(d.all("imap.line")).containsExactly("* 18 EXISTS\\r\\n",
                "a002 OK [READ-WRITE] SELECT completed\\r\\n");
        assertThat(d.get("imap.response")).isEqualTo("a002 OK [READ-WRITE] SELECT completed");
        assertThat(d.get("imap.response_tag")).isEqualTo("a002");
        assertThat(d.get("imap.response.status")).isEqualTo("OK");
        assertThat(d.get("imap.response.command")).isEqualTo("[READ-WRITE]");
        assertThat(ask(143, "a select inbox\r\n").get("imap.request.folder")).isEqualTo("inbox");
    }

    /// RFC 9051 section 4.3.
    @Test
    void imapLiteralsAreNoLines() {
        Decoded d = answer(143, "* 12 FETCH (BODY[HEADER] {6}\r\nDate:\n)\r\na004 OK\r\n");
        assertThat(d.all("imap.line")).containsExactly("* 12 FETCH (BODY[HEADER] {6}\\r\\n", ")\\r\\n",
                "a004 OK\\r\\n");
        assertThat(answer(143, "* 1 FETCH {999999999999}\r\nabc\r\n").all("imap.line")).hasSize(1);
        assertThat(answer(143, "* 1 FETCH {x}\r\n}\r\n").all("imap.line")).hasSize(2);
    }

    /// RFC 2812 sections 3.1.3 and 5.1.
    @Test
    void ircHasPrefixCommandParametersAndTrailer() {
        Decoded d = answer(6667, ":irc.example.com 001 Wiz :Welcome to IRC\r\nPING :x\r\n");
        assertThat(d.get("irc.response.prefix")).isEqualTo("irc.example.com");
        assertThat(d.get("irc.response.command")).isEqualTo("001,PING");
        assertThat(d.get("irc.response.num_command")).isEqualTo("1");
        assertThat(d.get("irc.response.command_parameter")).isEqualTo("Wiz");
        assertThat(d.get("irc.response.trailer")).isEqualTo("Welcome to IRC,x");
        d = ask(6667, "USER guest 0 * :Ronnie Reagan\r\n");
        assertThat(d.get("irc.request.command_parameter")).isEqualTo("guest,0,*");
        assertThat(d.get("irc.request.trailer")).isEqualTo("Ronnie Reagan");
    }

    @Test
    void nntpAsksAndAnswers() {
        assertThat(ask(119, "GROUP misc.test\r\n").get("nntp.request")).isEqualTo("1");
        assertThat(answer(119, "200 ready\r\n").get("nntp.response")).isEqualTo("1");
        assertThat(answer(119, "200 ready\r\n").info()).isEqualTo("Response: 200 ready");
    }

    /// RFC 854: Do Terminal Type, Will Suppress Go Ahead, text; RFC 1073: a window of 80 by 24.
    @Test
    void telnetHasCommandsWithinText() {
        Decoded d = TextBytes.tcp(23, CLIENT, "\u00ff\u00fd\u0018\u00ff\u00fb\u0003hello\r\nlogin: ");
        assertThat(d.get("telnet.cmd")).isEqualTo("253,251");
        assertThat(d.get("telnet.subcmd")).isEqualTo("24,3");
        assertThat(d.all("telnet.data")).containsExactly("hello\\r\\n", "login: ");
        assertThat(d.info()).isEqualTo("Do Terminal type, Will Suppress go ahead, hello");
        d = TextBytes.tcp(CLIENT, 23, "\u00ff\u00fa\u001f\0P\0\u0018\u00ff\u00f0");
        assertThat(d.get("telnet.naws_subopt.width")).isEqualTo("80");
        assertThat(d.get("telnet.naws_subopt.height")).isEqualTo("24");
        assertThat(d.get("telnet.cmd")).isEqualTo("250,240");
        d = TextBytes.tcp(CLIENT, 23, "\u00ff\u00fa\u0018\0xterm\u00ff\u00f0\u00ff\u00f1");
        assertThat(d.get("telnet.string_subopt.value")).isEqualTo("xterm");
        assertThat(d.get("telnet.subcmd")).isEqualTo("24,0");
        assertThat(d.get("telnet.cmd")).isEqualTo("250,240,241");
    }

    @Test
    void telnetMayEndInACommand() {
        for (String text : new String[]{"\u00ff", "\u00ff\u00fb", "\u00ff\u00fa", "\u00ff\u00fa\u0018", "\u00ff\u00ff",
                "\u00ff\u00fa\u0018\0\u00ff", "a\u00ff\u00ff", "\r", "\r\0", "\u00ff\u00fa\u001f\u00ff\u00ff\u00ff"}) {
            assertThat(TextBytes.tcp(CLIENT, 23, text).layers()).containsExactly("ip", "tcp", "telnet");
        }
    }

    /// A TLS record starts with 22 and 3.
    @Test
    void bytesThatStartNoLineAreData() {
        for (int port : new int[]{21, 25, 110, 143, 6667})
            assertThat(ask(port, "\u0016\u0003\u0001").layers()).containsExactly("ip", "tcp", "data");
    }
}
