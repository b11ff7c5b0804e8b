package net.strata.explain.route;

import java.util.ArrayList;
import java.util.List;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.LinkType;

/// A capture of several interfaces, made of frames that a test builds: a frame a millisecond.
final class Taps implements FrameSource {
    private record Tapped(int at, int link, List<Byte> frame) {}

    private final List<Interface> interfaces;
    private final List<Tapped> frames = new ArrayList<>();
    private boolean read;

    Taps(String... names) {
        interfaces = List.of(names).stream().map(name -> new Interface(name, null, LinkType.ETHERNET, 0, List.of()))
                .toList();
    }

    /// Adds a frame of Ethernet that the interface of this index saw.
    Taps saw(int at, byte[] frame) {
        return saw(at, LinkType.ETHERNET, frame);
    }

    Taps saw(int at, int link, byte[] frame) {
        var bytes = new ArrayList<Byte>();
        for (byte each : frame)
            bytes.add(each);
        frames.add(new Tapped(at, link, bytes));
        return this;
    }

    @Override
    public boolean read(Batch batch) {
        batch.clear();
        if (read) return false;
        read = true;
        for (Tapped each : frames) {
            int length = each.frame().size();
            batch.reserve(length);
            for (int i = 0; i < length; i++)
                batch.data[batch.used + i] = each.frame().get(i);
            batch.add(batch.used, length, length, batch.count * 1_000_000L, 9, each.link(), each.at());
            batch.used += length;
        }
        return true;
    }

    @Override
    public List<Interface> interfaces() {
        return interfaces;
    }

    @Override
    public void close() {}
}
