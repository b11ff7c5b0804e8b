package net.strata.lab;

/// What kind of call it is.
enum Act {
    SOCKET, BIND, LISTEN, ACCEPT, CONNECT, SEND, RECEIVE, POLL, SHUTDOWN, CLOSE, SET_OPTION, GET_OPTION, OWN_NAME, PEER_NAME, DUPLICATE, OTHER;

    /// By the name of the function in C, or of the kernel's call.
    static Act of(String name) {
        return switch (name) {
            case "socket" -> SOCKET;
            case "bind" -> BIND;
            case "listen" -> LISTEN;
            case "accept", "accept4" -> ACCEPT;
            case "connect" -> CONNECT;
            case "send", "sendto", "sendmsg", "sendmmsg", "write", "writev", "sendfile", "sendfile64" -> SEND;
            case "recv", "recvfrom", "recvmsg", "recvmmsg", "read", "readv" -> RECEIVE;
            case "poll", "ppoll", "select", "pselect6", "_newselect", "epoll_wait", "epoll_pwait", "epoll_pwait2" ->
                POLL;
            case "shutdown" -> SHUTDOWN;
            case "close" -> CLOSE;
            case "setsockopt" -> SET_OPTION;
            case "getsockopt" -> GET_OPTION;
            case "getsockname" -> OWN_NAME;
            case "getpeername" -> PEER_NAME;
            case "dup", "dup2", "dup3" -> DUPLICATE;
            default -> OTHER;
        };
    }

    /// Whether it makes a descriptor, which is there when it is back.
    boolean opens() {
        return this == SOCKET || this == ACCEPT || this == DUPLICATE;
    }
}
