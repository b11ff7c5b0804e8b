package net.strata.lab;

import static net.strata.lab.Scene.step;
import static net.strata.lab.Side.CLIENT;
import static net.strata.lab.Side.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.strata.os.Call;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;
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

    /// Of all programs that come with Strata.
    @Test
    void formsCompile() throws IOException {
        var sessions = new ArrayList<Timeline>();
        for (Preset each : Presets.ALL)
            sessions.add(Timeline.of(Recorded.read(each.name())));
        FormsCheck.check(sessions);
    }

    private static Forms forms(@Nullable Sock sock, String name, int result, String... arguments) {
        return forms(sock, name, null, result, arguments);
    }

    private static Forms forms(@Nullable Sock sock, String name, @Nullable SockAddr address, int result,
            String... arguments) {
        var deed = new Deed(1, new Made(CLIENT,
                new Call(name, List.of(arguments), 3, result, address, new byte[0], 1, 2, "client", null)));
        deed.sock = sock;
        if (sock != null && deed.act == Act.POLL) deed.watched.put(3, sock);
        return new Forms(deed);
    }

    private static Sock sock(String family, String type) {
        return new Sock(CLIENT, 3, family, type, "");
    }

    private static final Sock TCP = sock("AF_INET", "SOCK_STREAM");
    private static final Sock UDP = sock("AF_INET", "SOCK_DGRAM");

    /// Selector#select takes no number below 0, and 0 for ever.
    @Test
    void pollWaitsAsLongInEveryLanguage() {
        String fds = "[{fd=3, events=POLLIN}]";
        assertThat(forms(TCP, "poll", 0, fds, "1", "-1").java()).endsWith("selector.select();");
        assertThat(forms(TCP, "poll", 0, fds, "1", "0").java()).endsWith("selector.selectNow();");
        assertThat(forms(TCP, "poll", 0, fds, "1", "7").java()).endsWith("selector.select(7);");
        var half = forms(TCP, "ppoll", 0, fds, "1", "{tv_sec=0, tv_nsec=500000}", "NULL");
        assertThat(half.c()).isEqualTo("struct pollfd fds[] = {{.fd = s, .events = POLLIN}}; int n = poll(fds, 1, 1);");
        assertThat(half.python()).endsWith("poller.poll(1)");
        assertThat(forms(null, "poll", 0, fds, "1", "0").java()).startsWith("// ");
    }

    @Test
    void flagsThatALanguageHasNotAreNotDropped() {
        assertThat(forms(TCP, "recv", 1, "3", "\"x\"", "4", "MSG_PEEK").java())
                .isEqualTo("// Java's channels have no MSG_PEEK");
        assertThat(forms(TCP, "recv", 1, "3", "\"x\"", "4", "MSG_PEEK | MSG_WAITALL").python())
                .isEqualTo("data = s.recv(4, socket.MSG_PEEK | socket.MSG_WAITALL)");
        assertThat(forms(UDP, "recvfrom", SockAddr.ip("10.7.0.1", 9), 1, "3", "\"x\"", "4", "MSG_TRUNC", "", "")
                .python()).isEqualTo("data, address = s.recvfrom(4, socket.MSG_TRUNC)");
        assertThat(forms(TCP, "send", 0, "3", "\"\"", "0", "MSG_NOSIGNAL").java()).startsWith("s.write(");
    }

    @Test
    void typesAndProtocolsArePythons() {
        var netlink = forms(null, "socket", -97, "AF_NETLINK", "SOCK_RAW|SOCK_CLOEXEC|SOCK_NONBLOCK", "NETLINK_ROUTE");
        assertThat(netlink.python()).isEqualTo(
                "s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_NONBLOCK, socket.NETLINK_ROUTE)");
        assertThat(netlink.java()).isEqualTo("// Java has no netlink sockets");
        assertThat(forms(null, "socket", -1, "AF_PACKET", "SOCK_RAW", "htons(ETH_P_ALL)").python())
                .isEqualTo("s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0003))");
        assertThat(forms(null, "socket", -1, "AF_INET", "SOCK_DGRAM", "IPPROTO_FUTURE").python())
                .isEqualTo("# Python's socket module has no IPPROTO_FUTURE");
    }

    @Test
    void aFailedAcceptMakesNothingThatHidesItsListener() {
        Sock listener = sock("AF_INET", "SOCK_STREAM");
        listener.listens = true;
        var accept = forms(listener, "accept4", -11, "3", "NULL", "NULL", "SOCK_CLOEXEC | SOCK_NONBLOCK");
        assertThat(accept.c()).isEqualTo("int conn = accept4(s, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);");
        assertThat(accept.java()).isEqualTo("SocketChannel conn = s.accept();");
        assertThat(accept.python()).isEqualTo("conn, address = s.accept()");
    }

    @Test
    void valuesOfOptionsAreOfTheirTypes() {
        var off = forms(TCP, "setsockopt", 0, "3", "SOL_SOCKET", "SO_LINGER", "[off]", "8");
        assertThat(off.java()).isEqualTo("s.setOption(StandardSocketOptions.SO_LINGER, -1);");
        assertThat(off.c()).contains("&(struct linger){0, 0}, sizeof(struct linger)");
        var filter = forms(TCP, "setsockopt", 0, "3", "SOL_SOCKET", "SO_ATTACH_FILTER", "[0400000000000000]", "16");
        assertThat(filter.c()).startsWith("/* ").endsWith(" */");
        assertThat(filter.python()).startsWith("# ");
        assertThat(forms(UDP, "setsockopt", 0, "3", "IPPROTO_TCP", "TCP_NODELAY", "[1]", "4").java())
                .isEqualTo("// a DatagramChannel has no TCP_NODELAY");
        var device = forms(TCP, "setsockopt", 0, "3", "SOL_SOCKET", "SO_BINDTODEVICE", "[eth0]", "5");
        assertThat(device.c()).isEqualTo("setsockopt(s, SOL_SOCKET, SO_BINDTODEVICE, \"eth0\", 4);");
        assertThat(device.python()).endsWith("socket.SO_BINDTODEVICE, b\"eth0\")");
        var info = forms(TCP, "getsockopt", 0, "3", "IPPROTO_TCP", "TCP_INFO", "[0100]", "[104]");
        assertThat(info.c()).startsWith("char value[104]; socklen_t length = sizeof value; ");
        assertThat(info.python()).isEqualTo("value = s.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104)");
    }

    /// unix(7): all bytes up to the address's length are part of an abstract name.
    @Test
    void abstractNamesHaveTheirLength() {
        Sock unix = sock("AF_UNIX", "SOCK_STREAM");
        var connect = forms(unix, "connect", SockAddr.Un.abstractName("1\"x"), 0, "3", "", "");
        assertThat(connect.c()).contains(".sun_path = \"\\0001\\\"x\"}")
                .endsWith("offsetof(struct sockaddr_un, sun_path) + 4);");
        assertThat(connect.java()).startsWith("// Java has no names");
        assertThat(connect.python()).isEqualTo("s.connect(b\"\\x001\\\"x\")");
    }

    /// What strace tells of programs may be anything.
    @Test
    void whatIsNotUnderstoodIsNotShown() {
        assertThat(forms(TCP, "sendmsg", 5, "3", "{msg_name=NULL}", "0").c())
                .isEqualTo("/* sendmsg is shown only as it was called */");
        assertThat(forms(TCP, "send", 5, "3", "\"x\"", "5", "0x4000 /* MSG_??? */").c()).startsWith("/* what")
                .doesNotContain("*/ ");
        assertThat(forms(null, "shutdown", 0, "3", "SHUT_WR").python()).startsWith("# ");
        assertThat(forms(TCP, "recv", 0, "3", "0x7ffd", "n", "0").java()).startsWith("// ");
    }

    @Test
    void readAndWriteAreNotRecvAndSend() {
        assertThat(forms(TCP, "read", 0, "3", "\"\"", "9").c())
                .isEqualTo("char data[9]; ssize_t n = read(s, data, sizeof data);");
        assertThat(forms(TCP, "write", 0, "3", "\"\"", "0").python()).isEqualTo("os.write(s.fileno(), b\"\")");
    }
}
