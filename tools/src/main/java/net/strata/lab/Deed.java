package net.strata.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.os.Call;
import net.strata.os.TcpInfo;
import org.jspecify.annotations.Nullable;

/// A call while it is being understood.
final class Deed {
    final int number;
    final Made made;
    final Call call;
    final Act act;
    /// The socket it is about; null if it is none, or unknown.
    @Nullable
    Sock sock;
    /// The one that it made.
    @Nullable
    Sock opened;
    /// Of one that waits for events: the sockets behind its descriptors.
    final Map<Integer, Sock> watched = new HashMap<>();
    /// Of bytes of a stream that it sent or took: where they stand in the stream.
    long from;
    /// Of a call that waits for several: which of them were ready.
    List<Ready.Found> ready = List.of();
    /// Of one that closes: whether no other descriptor of the socket is known to be open still.
    boolean last;
    private final List<Integer> caused = new ArrayList<>();
    @Nullable
    Passage releasedBy;
    /// What brought what it took, though it was there before the call.
    @Nullable
    Passage brought;
    String state = "";

    Deed(int number, Made made) {
        this.number = number;
        this.made = made;
        call = made.call();
        act = call.name().startsWith("fcntl") && says("F_DUPFD") ? Act.DUPLICATE : Act.of(call.name());
    }

    Side side() {
        return made.side();
    }

    long enter() {
        return call.enter();
    }

    /// By when it was back.
    long latest() {
        return Math.max(made.latest(), call.exit());
    }

    /// When it was back, as views show it: as [Times#exit].
    long back() {
        return releasedBy == null
                ? call.exit()
                : Math.max(call.exit(), Math.min(releasedBy.arrived, latest()));
    }

    /// How long it lasted at least.
    long lasted() {
        return back() - enter();
    }

    boolean failed() {
        return call.result() < 0;
    }

    boolean failed(int errno) {
        return call.result() == -errno;
    }

    /// Whether one of its arguments is, or contains, a word of C.
    boolean says(String word) {
        for (String argument : call.arguments())
            if (argument.contains(word)) return true;
        return false;
    }

    /// An argument, empty if there are not so many.
    String argument(int index) {
        return index < call.arguments().size() ? call.arguments().get(index) : "";
    }

    /// It had a packet sent.
    void cause(Passage packet) {
        if (caused.isEmpty() || caused.getLast() != packet.number) caused.add(packet.number);
    }

    List<Integer> caused() {
        return caused;
    }

    /// A packet let it return, or was there before it began.
    void brought(@Nullable Passage packet) {
        if (packet == null || packet.lost()) return;
        brought = packet;
        if (packet.arrived >= enter()) releasedBy = packet;
    }

    @Nullable
    TcpInfo tcp() {
        return call.tcp();
    }
}
