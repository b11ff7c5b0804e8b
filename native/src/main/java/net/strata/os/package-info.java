/// The edge of the operating system: the only package that touches libpcap and libc.
///
/// # Sockets
///
/// A [net.strata.os.Socket] is a socket of the kernel, and its methods are the kernel's calls under the names they have in
/// C and in the manual pages; numbers are in [net.strata.os.Abi], options in [net.strata.os.Option], addresses in
/// [net.strata.os.SockAddr].
///
/// A server takes six steps: a socket, a name for it, a queue for those who come, one of them, talk, and the end.
///
/// ```java
/// try (Socket listener = Socket.socket(AF_INET, SOCK_STREAM, 0)) {     // 1 socket
///     listener.setsockopt(SO_REUSEADDR, 1);
///     listener.bind(SockAddr.ip("127.0.0.1", 50007));                  // 2 bind
///     listener.listen(5);                                              // 3 listen
///     try (Socket connection = listener.accept()) {                    // 4 accept
///         ByteBuffer data = ByteBuffer.allocate(1024);
///         while (connection.recv(data.clear(), 0) > 0) {               // 5 recv, send
///             data.flip();
///             while (data.hasRemaining())
///                 connection.send(data, 0);
///         }
///     }                                                                // 6 close
/// }
/// ```
///
/// A client takes four: a socket, the server, talk, and the end.
///
/// ```java
/// try (Socket socket = Socket.socket(AF_INET, SOCK_STREAM, 0)) {       // 1 socket
///     socket.connect(SockAddr.ip("127.0.0.1", 50007));                 // 2 connect
///     ByteBuffer data = ByteBuffer.wrap("hello".getBytes(UTF_8));
///     while (data.hasRemaining())
///         socket.send(data, 0);                                        // 3 send, recv
///     socket.shutdown(SHUT_WR);
///     ByteBuffer answer = ByteBuffer.allocate(1024);
///     while (socket.recv(answer, 0) > 0);
/// }                                                                    // 4 close
/// ```
///
/// A stream has no messages: one send may be several recvs, and several sends one, so both sides loop until all is there,
/// and `0` from recv is the end. The client needs no bind: connect gives it a port. Datagrams
/// (`socket(AF_INET, SOCK_DGRAM, 0)`) are whole or not there; they need no connection
/// ([sendto][net.strata.os.Socket#sendto], [recvfrom][net.strata.os.Socket#recvfrom]).
///
/// What the kernel tells beside the data (when a packet came, by which interface, with how many hops left, what went wrong
/// with one that was sent) is in the control messages of a [net.strata.os.Message]; many of these go through one call as
/// [net.strata.os.Messages]; [net.strata.os.Stamps] has the kernel tell when packets went and came. A socket that must not wait is [nonblocking][net.strata.os.Socket#nonblocking], and
/// [net.strata.os.Poll] waits for many. [net.strata.os.Netlink] knows links, addresses, routes and neighbours, and
/// [net.strata.os.Netns] opens sockets in other networks of the same host.
///
/// Whatever fails is an [net.strata.os.OsError] of one line: the call, the error, its meaning, what to do.
@NullMarked
package net.strata.os;

import org.jspecify.annotations.NullMarked;
