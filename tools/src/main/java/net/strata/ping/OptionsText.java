package net.strata.ping;

import java.util.List;
import java.util.function.Function;
import net.strata.os.SockAddr;

/// Options of the IPv4 headers of replies, in the words of iputils. A route is told when it is another than before.
final class OptionsText {
    private final Function<SockAddr.Ip, String> names;
    private List<SockAddr.In> route = List.of();
    private long standard;
    private long other;

    OptionsText(Function<SockAddr.Ip, String> names) {
        this.names = names;
    }

    void append(List<IpOptions.Option> options, StringBuilder line) {
        for (IpOptions.Option each : options)
            switch (each) {
                case IpOptions.Nop _ -> line.append("\nNOP");
                case IpOptions.RecordRoute recorded -> route(recorded.hops(), line);
                case IpOptions.SourceRoute source -> {
                    line.append(source.strict() ? "\nSSRR: " : "\nLSRR: ");
                    addresses(source.hops(), line);
                }
                case IpOptions.Timestamps stamps -> times(stamps, line);
                case IpOptions.Other unknown -> line.append("\nunknown option ")
                        .append(Integer.toHexString(unknown.kind()));
            }
    }

    private void route(List<SockAddr.In> hops, StringBuilder line) {
        if (hops.isEmpty()) return;
        if (hops.equals(route)) {
            line.append("\t(same route)");
            return;
        }
        route = hops;
        addresses(hops, line.append("\nRR: "));
    }

    private void addresses(List<SockAddr.In> hops, StringBuilder line) {
        for (SockAddr.In hop : hops)
            line.append('\t').append(name(hop)).append('\n');
    }

    private String name(SockAddr.In address) {
        return address.address() == 0 ? "0.0.0.0" : names.apply(address);
    }

    private void times(IpOptions.Timestamps option, StringBuilder line) {
        if (option.stamps().isEmpty()) return;
        line.append("\nTS: ");
        standard = 0;
        other = 0;
        for (IpOptions.Stamp stamp : option.stamps()) {
            SockAddr.In address = stamp.address();
            if (address != null) line.append('\t').append(name(address));
            time(stamp, line.append('\t')).append('\n');
        }
        if (option.missed() > 0) line.append("Unrecorded hops: ").append(option.missed()).append('\n');
    }

    /// The first of its kind as it is, the others as what they are later.
    private StringBuilder time(IpOptions.Stamp stamp, StringBuilder line) {
        long before = stamp.standard() ? standard : other;
        line.append(before == 0 ? stamp.value() : stamp.value() - before);
        if (before == 0) line.append(" absolute");
        if (!stamp.standard()) line.append(" not-standard");
        if (stamp.standard()) standard = stamp.value();
        else
            other = stamp.value();
        return line;
    }
}
