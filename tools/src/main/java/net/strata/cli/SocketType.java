package net.strata.cli;

import java.util.List;
import net.strata.os.Abi;

/// The type of socket that `strata echo server` and `strata echo client` are asked for.
final class SocketType {
    private static final Option TYPE = Option.value("--type", "TYPE",
            "stream (TCP: the default) or datagram (UDP); unix sockets have both");
    private static final Option DATAGRAM = Option.flag("-u,--datagram", "the same as --type datagram");
    static final List<Option> OPTIONS = List.of(TYPE, DATAGRAM);

    private SocketType() {}

    /// The type, such as [Abi#SOCK_STREAM].
    static int of(Arguments arguments) throws UsageException {
        boolean datagram = arguments.choice(TYPE, List.of("stream", "datagram")).equals("datagram");
        if (arguments.has(DATAGRAM) && arguments.has(TYPE) && !datagram)
            throw new UsageException("-u is datagrams, --type stream is not");
        return datagram || arguments.has(DATAGRAM) ? Abi.SOCK_DGRAM : Abi.SOCK_STREAM;
    }
}
