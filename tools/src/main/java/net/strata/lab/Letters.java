package net.strata.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.live.Ink;

/// A letter and a colour for the bytes of each sending call: what a send gave is found again in segments and in recvs.
public final class Letters {
    /// Of sends, so that neighbours differ.
    public static final List<Integer> COLORS = List.of(Ink.GREEN, Ink.MAGENTA, Ink.YELLOW, Ink.CYAN, Ink.BLUE);
    private static final int ALPHABET = 26;
    /// So many runs of bytes are shown at one place.
    private static final int SHOWN = 8;

    private final Map<Integer, Integer> index = new HashMap<>();
    private final Map<Integer, List<Placed>> taken = new HashMap<>();

    /// @param position of its first byte in the stream
    private record Placed(long position, Packet.Part part) {}

    /// Sees which calls sent bytes that were seen again.
    public Letters(Timeline timeline) {
        for (Packet packet : timeline.packets()) {
            long start = packet.segment() == null ? packet.number() : packet.segment().seq();
            for (Packet.Part part : packet.parts()) {
                index.putIfAbsent(part.sent(), 0);
                if (part.received() != 0)
                    taken.computeIfAbsent(part.received(), _ -> new ArrayList<>())
                            .add(new Placed(start + part.offset(), part));
            }
        }
        taken.values().forEach(parts -> parts.sort(Comparator.comparingLong(Placed::position)));
        int next = 0;
        for (Step step : timeline.steps())
            if (index.containsKey(step.number())) index.put(step.number(), next++);
    }

    /// The letter of a sending call: `a` for the first; empty if no bytes of it were seen again.
    public String of(int step) {
        Integer i = index.get(step);
        return i == null ? "" : letter(i);
    }

    boolean none() {
        return index.isEmpty();
    }

    /// Adds the letter of a sending call, if bytes of it were seen again.
    void of(int step, int length, Words out) {
        Integer i = index.get(step);
        if (i != null) out.word(letter(i) + length, COLORS.get(i % COLORS.size()));
    }

    private static String letter(int i) {
        String last = String.valueOf((char) ('a' + i % ALPHABET));
        return i < ALPHABET ? last : letter(i / ALPHABET - 1) + last;
    }

    /// Adds whose bytes these are, and how many of each: `a5 b3`.
    void in(List<Packet.Part> parts, Words out) {
        int shown = 0;
        for (int i = 0; i < parts.size();) {
            int sent = parts.get(i).sent();
            int length = 0;
            for (; i < parts.size() && parts.get(i).sent() == sent; i++)
                length += parts.get(i).length();
            if (shown++ == SHOWN) {
                out.word("...");
                return;
            }
            of(sent, length, out);
        }
    }

    /// Whose bytes a call took, in the order of the stream.
    public List<Packet.Part> takenBy(int step) {
        return taken.getOrDefault(step, List.of()).stream().map(Placed::part).toList();
    }
}
