package net.strata.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.strata.os.SockAddr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What strace writes, understood. The lines are strace 6.1's of small programs, but for the numbers; the forms of other versions
/// are from strace's manual and its source.
final class StraceTest {
    private static final long NEVER = Long.MAX_VALUE;
    private static final ClockOffset SAME = new ClockOffset(0, 0);

    private static Strace read(String... lines) {
        var strace = new Strace(Side.SERVER, () -> {
        });
        for (String line : lines)
            strace.line(line, NEVER);
        return strace;
    }

    private static List<Made> calls(String... lines) {
        return read(lines).calls(SAME);
    }

    /// The only call in it, in strace's form.
    private static Made call(String text) {
        List<Made> calls = calls("7 1.5 " + text);
        assertThat(calls).hasSize(1);
        return calls.getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
            "socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3<socket:[77]> <0.1>"
                    + "~socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) = 3",
            "socket(AF_INET6, SOCK_DGRAM, IPPROTO_UDP) = 3<socket:[77]> <0.1>"
                    + "~socket(AF_INET6, SOCK_DGRAM, IPPROTO_UDP) = 3",
            "bind(3<socket:[77]>, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"127.0.0.1\")}, 16) = 0 <0.1>"
                    + "~bind(3, {sin_family=AF_INET, sin_port=htons(80), sin_addr=127.0.0.1}, 16) = 0",
            "listen(3<socket:[77]>, 5) = -1 EADDRINUSE (Address already in use) <0.1>~listen(3, 5) = -1 EADDRINUSE",
            "accept(3<socket:[77]>, NULL, NULL) = 4<socket:[78]> <0.1>~accept(3, NULL, NULL) = 4",
            "accept4(3<socket:[77]>, 0x7ffd, [128], SOCK_CLOEXEC|SOCK_NONBLOCK) = -1 EAGAIN (Resource temporarily unavailable) <0.1>"
                    + "~accept4(3, {}, [128], SOCK_CLOEXEC | SOCK_NONBLOCK) = -1 EAGAIN",
            "sendto(3<socket:[77]>, \"h\\303\\244\\\"\\n\", 5, MSG_NOSIGNAL, NULL, 0) = 5 <0.1>"
                    + "~send(3, \"h\\xc3\\xa4\\\"\\n\", 5, MSG_NOSIGNAL) = 5",
            "recvfrom(3<socket:[77]>, \"\\0001\", 9, MSG_PEEK|MSG_DONTWAIT, NULL, NULL) = 2 <0.1>"
                    + "~recv(3, \"\\x001\", 9, MSG_PEEK | MSG_DONTWAIT) = 2",
            "recvfrom(3<socket:[77]>, 0x55, 9, 0, NULL, NULL) = -1 ECONNRESET (Connection reset by peer) <0.1>"
                    + "~recv(3, \"\", 9, 0) = -1 ECONNRESET",
            "read(3<socket:[77]>, \"\\x68\\xc3\", 9) = 2 <0.1>~read(3, \"h\\xc3\", 9) = 2",
            "write(3<socket:[77]>, \"hello\", 5) = 2 <0.1>~write(3, \"he\", 5) = 2",
            "writev(3<socket:[77]>, [{iov_base=\"a}\", iov_len=2}, {iov_base=\"b\", iov_len=1}], 2) = 3 <0.1>"
                    + "~writev(3, [{\"a}\", 2}, {\"b\", 1}], 2) = 3",
            "sendmsg(3<socket:[77]>, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"hi\", iov_len=2}], msg_iovlen=1, "
                    + "msg_controllen=0, msg_flags=0}, 0) = 2 <0.1>~sendmsg(3, {msg_name=NULL, msg_iov=[{\"hi\", 2}]}, 0) = 2",
            "setsockopt(3<socket:[77]>, SOL_TCP, TCP_NODELAY, [1], 4) = 0 <0.1>"
                    + "~setsockopt(3, IPPROTO_TCP, TCP_NODELAY, [1], 4) = 0",
            "setsockopt(3<socket:[77]>, SOL_SOCKET, SO_LINGER, {l_onoff=1, l_linger=5}, 8) = 0 <0.1>"
                    + "~setsockopt(3, SOL_SOCKET, SO_LINGER, [5], 8) = 0",
            "setsockopt(3<socket:[77]>, SOL_SOCKET, SO_RCVTIMEO_OLD, \"\\5\\0\\0\\0\\0\\0\\0\\0\\364\\1\\0\\0\\0\\0\\0\\0\", 16) = 0 <0.1>"
                    + "~setsockopt(3, SOL_SOCKET, SO_RCVTIMEO, [5.000500], 16) = 0",
            "setsockopt(3<socket:[77]>, SOL_SOCKET, SO_SNDTIMEO, {tv_sec=2, tv_usec=0}, 16) = 0 <0.1>"
                    + "~setsockopt(3, SOL_SOCKET, SO_SNDTIMEO, [2], 16) = 0",
            "getsockopt(3<socket:[77]>, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0 <0.1>"
                    + "~getsockopt(3, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0",
            "getsockname(3<socket:[77]>, {sa_family=AF_UNIX}, [128 => 2]) = 0 <0.1>"
                    + "~getsockname(3, {sun_family=AF_UNIX}, [2]) = 0",
            "fcntl(3<socket:[77]>, F_GETFL) = 0x802 (flags O_RDWR|O_NONBLOCK) <0.1>~fcntl(3, F_GETFL, 0) = 2050",
            "fcntl(3<socket:[77]>, F_SETFL, O_RDWR|O_NONBLOCK) = 0 <0.1>~fcntl(3, F_SETFL, O_RDWR | O_NONBLOCK) = 0",
            "fcntl(3<socket:[77]>, F_DUPFD_CLOEXEC, 0) = 9<socket:[77]> <0.1>~fcntl(3, F_DUPFD_CLOEXEC, 0) = 9",
            "ioctl(3<socket:[77]>, FIONBIO, [1]) = 0 <0.1>~ioctl(3, FIONBIO, [1]) = 0",
            "shutdown(3<socket:[77]>, SHUT_WR) = 0 <0.1>~shutdown(3, SHUT_WR) = 0",
            "close(3<socket:[77]>) = 0 <0.1>~close(3) = 0",
            "poll([{fd=3<socket:[77]>, events=POLLIN|POLLOUT}, {fd=0</dev/null>, events=POLLIN}], 2, 100) = 1 ([{fd=3, revents=POLLIN|POLLHUP}]) <0.1>"
                    + "~poll([{fd=3, events=POLLIN | POLLOUT, revents=POLLIN | POLLHUP}, {fd=0, events=POLLIN}], 2, 100) = 1",
            "poll([{fd=3<socket:[77]>, events=POLLIN}], 1, 100) = 0 (Timeout) <0.1>~poll([{fd=3, events=POLLIN}], 1, 100) = 0",
            "pselect6(8, [4<socket:[78]> 7<socket:[77]>], [4<socket:[78]>], NULL, {tv_sec=1, tv_nsec=0}, NULL) = 2 (in [7], out [4], left {tv_sec=0, tv_nsec=999997146}) <0.1>"
                    + "~pselect6(8, [4 7] => [7], [4] => [4], NULL, {tv_sec=1, tv_nsec=0}, NULL) = 2",
            "epoll_ctl(4<anon_inode:[eventpoll]>, EPOLL_CTL_ADD, 3<socket:[77]>, {events=EPOLLIN, data={u32=3, u64=3}}) = 0 <0.1>"
                    + "~epoll_ctl(4, EPOLL_CTL_ADD, 3, {events=EPOLLIN, data={u32=3, u64=3}}) = 0"})
    void callsReadAsThoseThatAreWatchedFromInside(String line, String expected) {
        assertThat(call(line).call()).hasToString(expected);
    }

    @Test
    void addressesOfAllFamilies() {
        assertThat(call("connect(3<socket:[7]>, {sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), "
                + "inet_pton(AF_INET6, \"fe80::1\", &sin6_addr), sin6_scope_id=2}, 28) = 0 <0.1>").call().address())
                .isEqualTo(new SockAddr.In6(0xfe80L << 48, 1, 80, 0, 2));
        assertThat(call("sendto(3<socket:[7]>, \"x\", 1, 0, {sa_family=AF_INET, sin_port=htons(9), "
                + "sin_addr=inet_addr(\"10.0.0.1\")}, 16) = 1 <0.1>").call().address())
                .isEqualTo(new SockAddr.In(0x0a000001, 9));
        assertThat(call("bind(3<socket:[7]>, {sa_family=AF_UNIX, sun_path=\"/tmp/a\\303\\244\"}, 110) = 0 <0.1>").call()
                .address()).isEqualTo(new SockAddr.Un("/tmp/aä"));
        assertThat(call("bind(3<socket:[7]>, {sa_family=AF_UNIX, sun_path=@\"app\"}, 6) = 0 <0.1>").call().address())
                .isEqualTo(SockAddr.Un.abstractName("app"));
        assertThat(call("bind(3<socket:[7]>, {sa_family=AF_PACKET, sll_protocol=htons(ETH_P_ALL), "
                + "sll_ifindex=if_nametoindex(\"lo\"), sll_hatype=ARPHRD_NETROM, sll_pkttype=PACKET_HOST, sll_halen=0}, 20) = 0 <0.1>")
                .call().address()).isEqualTo(new SockAddr.Ll(3, 1));
    }

    @Test
    void dataIsGivenByteForByte() {
        byte[] all = new byte[256];
        var octal = new StringBuilder();
        var hex = new StringBuilder();
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
            octal.append(String.format("\\%03o", i));
            hex.append(String.format("\\x%02x", i));
        }
        assertThat(call("write(3<socket:[7]>, \"" + octal + "\", 256) = 256 <0.1>").call().data()).isEqualTo(all);
        assertThat(call("write(3<socket:[7]>, \"" + hex + "\", 256) = 256 <0.1>").call().data()).isEqualTo(all);
        assertThat(call("write(3<socket:[7]>, \"\\t\\n\\v\\f\\r\\\"\\\\\\18\\0\", 10) = 10 <0.1>").call().data())
                .containsExactly(9, 10, 11, 12, 13, '"', '\\', 1, '8', 0);
    }

    @Test
    void onlyWhatIsAboutSocketsIsKept() {
        assertThat(calls("7 1.5 read(3</etc/passwd>, \"x\", 1) = 1 <0.1>", "7 1.6 close(3</etc/passwd>) = 0 <0.1>",
                "7 1.6 write(1<pipe:[9]>, \"x\", 1) = 1 <0.1>",
                "7 1.7 poll([{fd=0</dev/null>, events=POLLIN}], 1, 0) = 0 <0.1>",
                "7 1.7 getpeername(0</dev/null>, 0x7, [16]) = -1 ENOTSOCK (Socket operation on non-socket) <0.1>",
                "7 1.8 epoll_create1(EPOLL_CLOEXEC) = 3<anon_inode:[eventpoll]> <0.1>",
                "7 1.9 epoll_wait(3<anon_inode:[eventpoll]>, [], 2, 0) = 0 <0.1>", "7 2.0 +++ exited with 0 +++"))
                .isEmpty();
    }

    @Test
    void anEpollIsKeptOnceASocketIsInIt() {
        assertThat(calls("7 1.1 epoll_create1(0) = 4<anon_inode:[eventpoll]> <0.1>",
                "7 1.2 epoll_ctl(4<anon_inode:[eventpoll]>, EPOLL_CTL_ADD, 3<socket:[77]>, {events=EPOLLIN, data={u32=3, u64=3}}) = 0 <0.1>",
                "7 1.3 epoll_wait(4<anon_inode:[eventpoll]>, [{events=EPOLLIN, data={u32=3, u64=3}}], 9, -1) = 1 <0.1>"))
                .extracting(made -> made.call().name()).containsExactly("epoll_create1", "epoll_ctl", "epoll_wait");
    }

    @Test
    void socketsThatHaveNothingToDoWithTheOtherSideAreLeftOut() {
        assertThat(calls("7 1.1 socket(AF_UNIX, SOCK_STREAM, 0) = 3<socket:[5]> <0.1>",
                "7 1.2 connect(3<socket:[5]>, {sa_family=AF_UNIX, sun_path=\"/var/run/nscd/socket\"}, 110) = -1 ENOENT (No such file or directory) <0.1>",
                "7 1.3 close(3<socket:[5]>) = 0 <0.1>",
                "7 1.4 socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 3<socket:[6]> <0.1>",
                "7 1.5 close(3<socket:[6]>) = 0 <0.1>",
                "7 1.6 socketpair(AF_UNIX, SOCK_STREAM, 0, [4<socket:[8]>, 5<socket:[9]>]) = 0 <0.1>",
                "7 1.7 write(5<socket:[9]>, \"x\", 1) = 1 <0.1>")).isEmpty();
    }

    @Test
    void aCallThatOthersCutInTwoIsPutTogether() {
        List<Made> calls = calls("7 1.100000000 accept4(3<socket:[77]>,  <unfinished ...>",
                "8 1.200000000 recvfrom(5<socket:[78]>, <unfinished ...>",
                "7 1.300000000 <... accept4 resumed>{sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr(\"10.0.0.1\")}, [16], 0) = 4<socket:[79]> <0.19>",
                "8 1.400000000 <... recvfrom resumed> \"hi\", 9, 0, NULL, NULL) = 2 <0.15>");
        assertThat(calls).extracting(made -> made.call().toString()).containsExactly(
                "accept4(3, {sin_family=AF_INET, sin_port=htons(9), sin_addr=10.0.0.1}, [16], 0) = 4",
                "recv(5, \"hi\", 9, 0) = 2");
        assertThat(calls).extracting(Made::socket).containsExactly(77L, 78L);
        assertThat(calls).extracting(Made::opened).containsExactly(79L, 0L);
    }

    /// `start + duration` is what strace says. It was back no later than when strace wrote the next line, whoever's.
    @Test
    void theEndOfACallIsBoundedByWhatStraceDidNext() {
        List<Made> calls = calls("7 1.000001000 recvfrom(3<socket:[7]>, \"\", 9, 0, NULL, NULL) = 0 <0.000000500>",
                "8 1.000001700 getpid() = 8 <0.1>");
        assertThat(calls.getFirst().call().enter()).isEqualTo(1_000_001_000);
        assertThat(calls.getFirst().call().exit()).isEqualTo(1_000_001_500);
        assertThat(calls.getFirst().latest()).isEqualTo(1_000_001_700);
    }

    @Test
    void itWasBackBeforeItsLineCouldBeRead() {
        var strace = new Strace(Side.CLIENT, () -> {
        });
        strace.line("7 1.000001000 close(3<socket:[7]>) = 0 <0.000000500>", 1_000_001_600);
        strace.line("7 1.000009000 close(4<socket:[8]>) = 0 <0.000000500>", 1_000_010_000);
        // 600 ns after the stamp, and the error of comparing two clocks
        assertThat(strace.calls(new ClockOffset(0, 50)).getFirst().latest()).isEqualTo(1_000_001_650);
    }

    /// Digits that are not written are lost: the next stamp may be up to 999 ns later than it says.
    @Test
    void stampsOfMicrosecondsAreLessExact() {
        List<Made> calls = calls("7 1.000001 close(3<socket:[7]>) = 0 <0.000002>",
                "7 1.000004 close(4<socket:[8]>) = 0 <0.000002>");
        assertThat(calls.getFirst().call().exit()).isEqualTo(1_000_003_000);
        assertThat(calls.getFirst().latest()).isEqualTo(1_000_004_999);
    }

    @Test
    void timesAreToldOnTheCallClock() {
        var strace = read("7 10.5 close(3<socket:[7]>) = 0 <0.25>");
        Made made = strace.calls(new ClockOffset(10_000_000_000L, 0)).getFirst();
        assertThat(made.call().enter()).isEqualTo(500_000_000);
        assertThat(made.call().exit()).isEqualTo(750_000_000);
    }

    @Test
    void threadsBelongToTheirProcessAndForkedOnesDoNot() {
        List<Made> calls = calls(
                "7 1.1 clone3({flags=CLONE_VM|CLONE_FILES|CLONE_THREAD, stack_size=0x7}, 88 <unfinished ...>",
                "8 1.2 close(3<socket:[5]>) = 0 <0.1>", "7 1.3 <... clone3 resumed> => {parent_tid=[8]}) = 8 <0.1>",
                "8 1.4 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7) = 9 <0.1>",
                "9 1.5 close(4<socket:[6]>) = 0 <0.1>");
        assertThat(calls).extracting(Made::process).containsExactly(7, 9);
        assertThat(calls).extracting(made -> made.call().thread()).containsExactly("thread 8", "main");
    }

    @Test
    void aCallThatASignalInterruptedGoesOnAsItself() {
        assertThat(calls(
                "7 1.1 poll([{fd=3<socket:[5]>, events=POLLIN}], 1, 500) = ? ERESTART_RESTARTBLOCK (Interrupted by signal) <0.1>",
                "7 1.2 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=9, si_uid=0} ---",
                "7 1.3 restart_syscall(<... resuming interrupted poll ...>) = 0 <0.1>"))
                .extracting(made -> made.call().toString())
                .containsExactly("poll([{fd=3, events=POLLIN}], 1, 500) = -1 EINTR",
                        "poll([{fd=3, events=POLLIN}], 1, 500) = 0");
    }

    @Test
    void aCallThatItsProcessDidNotSurviveIsKept() {
        var strace = read("7 1.1 accept(3<socket:[5]>,  <unfinished ...>) = ?", "7 1.2 +++ killed by SIGTERM +++");
        assertThat(strace.calls(SAME)).extracting(made -> made.call().toString())
                .containsExactly("accept(3) = -1 EINTR");
        assertThat(strace.notes(SAME)).extracting(Recording.Note::text)
                .containsExactly("process 7 was ended by SIGTERM");
        assertThat(calls("7 1.1 accept(3<socket:[5]>,  <unfinished ...>", "7 1.5 +++ killed by SIGKILL +++"))
                .extracting(made -> made.call().exit()).containsExactly(1_500_000_000L);
    }

    @Test
    void theEndOfAProgramIsACallIfItHasSocketsOpen() {
        assertThat(
                calls("7 1.1 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3<socket:[5]> <0.1>", "7 1.2 exit_group(0) = ?",
                        "7 1.3 +++ exited with 0 +++"))
                .extracting(made -> made.call().toString())
                .containsExactly("socket(AF_INET, SOCK_STREAM, 0) = 3", "exit(0) = 0");
        assertThat(calls("7 1.1 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3<socket:[5]> <0.1>",
                "7 1.2 close(3<socket:[5]>) = 0 <0.1>",
                "7 1.3 exit_group(0) = ?")).extracting(made -> made.call().name()).containsExactly("socket", "close");
    }

    @Test
    void theServerWaitsWhenItHasListenedAndACallForOthersBegins() {
        var waits = new AtomicInteger();
        var strace = new Strace(Side.SERVER, waits::incrementAndGet);
        strace.beginning("7 1.1 recvfrom(3<socket:[5]>, ");
        assertThat(waits).hasValue(0);
        strace.line("7 1.2 listen(3<socket:[5]>, 1) = 0 <0.1>", NEVER);
        strace.beginning("7 1.3 write(1<pipe:[5]>, \"x\"");
        assertThat(waits).hasValue(0);
        strace.beginning("7 1.4 accept4(3<socket:[5]>, ");
        strace.beginning("7 1.4 accept4(3<socket:[5]>, ");
        assertThat(waits).hasValue(1);
    }

    @Test
    void whatIsNoLineOfStraceIsCounted() {
        var strace = read("", "strace: something", "7 1.1 <... read resumed>) = 0 <0.1>", "7 x read(3, \"\", 1) = 0",
                "7 1.2 close(3<socket:[5]>");
        assertThat(strace.calls(SAME)).isEmpty();
        assertThat(strace.notes(SAME)).extracting(Recording.Note::text)
                .containsExactly("of 5 lines of strace's, 5 were not understood");
    }

    @Test
    void anyTextGivesCallsOrIsSkipped() {
        var random = new Random(7);
        List<String> good = List.of("7 1.100000000 accept4(3<socket:[77]>,  <unfinished ...>",
                "7 1.3 <... accept4 resumed>{sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr(\"10.0.0.1\")}, [128 => 16], 0) = 4<socket:[79]> <0.19>",
                "7 1.5 sendmsg(3<socket:[77]>, {msg_name={sa_family=AF_UNIX, sun_path=@\"a\"}, msg_iov=[{iov_base=\"hi\\1\", iov_len=2}], msg_iovlen=1}, MSG_PEEK) = 2 <0.1>",
                "7 1.5 poll([{fd=3<socket:[77]>, events=POLLIN}], 1, 100) = 1 ([{fd=3, revents=POLLIN}]) <0.1>",
                "7 1.5 setsockopt(3<socket:[77]>, SOL_SOCKET, SO_RCVTIMEO, {tv_sec=2, tv_usec=0}, 16) = 0 <0.1>",
                "7 1.5 connect(3<socket:[7]>, {sa_family=AF_INET6, sin6_port=htons(80), inet_pton(AF_INET6, \"::1\", &sin6_addr), sin6_scope_id=2}, 28) = 0 <0.1>",
                "7 1.6 pselect6(8, [4<socket:[78]>], NULL, NULL, NULL, NULL) = 1 (in [4]) <0.1>",
                "7 1.6 epoll_ctl(4<anon_inode:[eventpoll]>, EPOLL_CTL_ADD, 3<socket:[77]>, {events=EPOLLIN}) = 0 <0.1>",
                "7 1.7 socketpair(AF_UNIX, SOCK_STREAM, 0, [4<socket:[8]>, 5<socket:[9]>]) = 0 <0.1>",
                "7 1.8 +++ exited with 0 +++");
        String signs = "<>()[]{}\",.= \\0x7-|:\u0000\u00ff=?";
        assertThatCode(() -> {
            for (int round = 0; round < 20_000; round++) {
                var strace = new Strace(Side.SERVER, () -> {
                });
                for (int i = 0; i < 3; i++) {
                    var line = new StringBuilder(good.get(random.nextInt(good.size())));
                    for (int n = random.nextInt(6); n > 0; n--) {
                        int at = random.nextInt(line.length());
                        if (random.nextInt(4) == 0) line.setLength(Math.max(1, at));
                        else if (random.nextBoolean()) line.deleteCharAt(at).append(' ');
                        else
                            line.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
                    }
                    strace.line(line.toString(), NEVER);
                    strace.beginning(line.toString());
                }
                strace.calls(SAME);
                strace.notes(SAME);
            }
        }).doesNotThrowAnyException();
    }

    @Test
    void linesOfManyBytesAreReadOnce() {
        String data = "\\0".repeat(200_000);
        var parts = new ArrayList<String>();
        for (int i = 0; i < 100; i++)
            parts.add("7 1.5 sendmsg(3<socket:[77]>, {msg_name=NULL, msg_iov=[{iov_base=\"" + data
                    + "\", iov_len=200000}]}, 0) = 200000 <0.1>");
        assertThat(calls(parts.toArray(String[]::new))).hasSize(100)
                .allSatisfy(made -> assertThat(made.call().data()).hasSize(1 << 16));
    }
}
