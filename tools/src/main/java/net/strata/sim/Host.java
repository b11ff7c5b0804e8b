package net.strata.sim;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// A host that answers echo requests, and the way there and back. Or a group of hosts that have an address in common, each
/// of which answers from its own.
public final class Host {
    private static final int REQUEST = 8;
    private static final int REPLY = 0;
    private static final int REQUEST6 = 128;
    private static final int REPLY6 = 129;

    private final SockAddr.Ip address;
    private final List<Host> members;
    private List<Rule> out = List.of();
    private List<Rule> back = List.of();
    private LongPredicate refused = _ -> false;
    private int errno;
    long count;

    Host(SockAddr.Ip address, List<Host> members) {
        this.address = address;
        this.members = members.isEmpty() ? List.of(this) : members;
    }

    public SockAddr.Ip address() {
        return address;
    }

    /// The rules of the way there, of a group as a whole.
    public Host out(Rule... rules) {
        out = List.of(rules);
        return this;
    }

    /// The rules of the way back.
    public Host back(Rule... rules) {
        back = List.of(rules);
        return this;
    }

    /// The kernel does not send some of the probes.
    public Host refuse(LongPredicate which, int number) {
        refused = which;
        errno = number;
        return this;
    }

    /// Why the kernel does not send a probe; 0 if it does.
    int refusal(long probe) {
        return refused.test(probe) ? errno : 0;
    }

    /// Sends a probe on its way.
    ///
    /// @param home what comes of it goes there
    void probed(Packet probe, Consumer<Packet> home) {
        along(out, 0, probe, probe.from(), there -> {
            if (there.to().equals(probe.from())) home.accept(there); // It turned back as an error.
            else
                for (Host member : members)
                    member.answer(there, home);
        });
    }

    private void answer(Packet probe, Consumer<Packet> home) {
        int request = probe.isSix() ? REQUEST6 : REQUEST;
        if (!probe.isSound() || probe.type() != request) return;
        byte[] message = probe.message().clone();
        message[0] = (byte) (probe.isSix() ? REPLY6 : REPLY);
        var reply = new Packet(probe.probe(), probe.count(), address, probe.from(), probe.at(), probe.hops(), message);
        along(back, 0, reply.summed(), null, home);
    }

    private static void along(List<Rule> rules, int i, Packet packet, SockAddr.@Nullable Ip home,
            Consumer<Packet> end) {
        if (i == rules.size() || packet.to().equals(home)) end.accept(packet);
        else
            rules.get(i).on(packet, next -> along(rules, i + 1, next, home, end));
    }
}
