package net.strata.lab;

import net.strata.os.SockAddr;

/// Where a program of the lab runs: what it needs to know, and how the two sides wait for each other without sockets.
///
/// The client's program begins when the server's waits for somebody: in its first call that may last (accept, recv, poll),
/// [#await] or [#pause].
public interface Stage {
    Side side();

    /// The address of a side in a family, such as [net.strata.os.Abi#AF_INET].
    SockAddr.Ip address(Side side, int family, int port);

    /// The name of this side's network interface.
    String device();

    /// A path for a unix socket, that both sides see and that is gone with the lab.
    SockAddr.Un path(String name);

    /// Tells the other side that something happened, for [#await]: each signal lets one await pass.
    void signal(String what);

    /// Waits until the other side has signalled it.
    ///
    /// @throws InterruptedException also if the lab or the other side ends before
    void await(String what) throws InterruptedException;

    /// Waits for a time.
    void pause(long nanos) throws InterruptedException;

    /// Says something that the recording shall hold.
    void note(String text);
}
