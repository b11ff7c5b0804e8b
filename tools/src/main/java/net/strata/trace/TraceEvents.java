package net.strata.trace;

import static net.strata.events.EventText.address;
import static net.strata.events.EventText.errno;
import static net.strata.events.EventText.flag;
import static net.strata.events.EventText.loss;
import static net.strata.events.EventText.millis;
import static net.strata.events.EventText.string;
import static net.strata.events.EventText.times;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Supplier;
import net.strata.cli.Output;
import net.strata.events.EventText;
import net.strata.os.Abi;
import net.strata.os.SockAddr;
import net.strata.probe.Clock;
import net.strata.probe.Timing;
import net.strata.protocol.Icmp;
import net.strata.protocol.Icmpv6;
import net.strata.stats.Snapshot;
import net.strata.target.Names;
import net.strata.wire.Text;

/// What happens on the way, as JSON: an object a line for each event (docs/trace-records.md). Times are exact to the ns.
public final class TraceEvents implements Watcher {
    /// Grows when a member changes its meaning or goes away.
    static final int SCHEMA = 1;

    private final EventText events;
    private final Clock clock;
    private final Clock wall;
    private final Supplier<String> here;
    private final Names names;
    private final HopTable table;

    /// Events on `out`.
    ///
    /// @param clock the engine's
    /// @param wall the system's clock, in ns since the epoch
    /// @param here the name of this host
    /// @param names of those who answer
    public TraceEvents(Output out, Clock clock, Clock wall, Supplier<String> here, Names names) {
        events = new EventText(SCHEMA, out, clock, wall);
        this.clock = clock;
        this.wall = wall;
        this.here = here;
        this.names = names;
        table = new HopTable(true, 0);
    }

    @Override
    public void began(Path path) throws IOException {
        table.began(path);
        Text text = path(events.now("start"), path);
        string(path.name(), text.ascii(",\"host\":"));
        address(path.to(), text.ascii(",\"address\":"));
        address(path.from(), text.ascii(",\"source\":"));
        if (!path.next().equals(path.to())) address(path.next(), text.ascii(",\"via\":"));
        text.ascii(",\"protocol\":").number(path.method().protocol());
        string(here.get(), text.ascii(",\"source_name\":"));
        events.end();
    }

    private static Text path(Text text, Path path) {
        return text.ascii(",\"path\":").number(path.number());
    }

    private static Text probe(Text text, Probe probe) {
        return path(text, probe.path()).ascii(",\"probe\":").number(probe.number()).ascii(",\"hop\":")
                .number(probe.hops()).ascii(",\"flow\":").number(probe.flow());
    }

    @Override
    public void sent(Probe probe) throws IOException {
        table.sent(probe);
        Text text = probe(events.event("sent", probe.sentAt(), probe.sentWall()), probe);
        text.ascii(",\"bytes\":").number(probe.size());
        flag("whole", probe.request().whole(), text);
        text.ascii(",\"key\":").number(probe.key()).ascii(",\"tos\":").number(probe.trafficClass());
        known("id", probe.id(), text);
        text.ascii(",\"token\":").number(probe.token());
        if (probe.destinationPort() != 0) text.ascii(",\"destination_port\":").number(probe.destinationPort());
        text.ascii(",\"checksum\":").number(probe.checksum());
        events.end();
    }

    /// A number, unless nobody knows it.
    private static void known(String name, int number, Text text) {
        if (number >= 0) text.ascii(",\"").ascii(name).ascii("\":").number(number);
    }

    @Override
    public void answered(Answer answer) throws IOException {
        table.answered(answer);
        names.find(answer.from(), 0);
        tell(answer, false);
    }

    @Override
    public void again(Answer answer) throws IOException {
        table.again(answer);
        tell(answer, answer.probe().answer() != answer);
    }

    private void tell(Answer answer, boolean duplicate) throws IOException {
        Probe probe = answer.probe();
        Text text = events.event("answer", probe.sentAt() + answer.rtt() + answer.host(), answer.wall());
        probe(text, probe).ascii(",\"kind\":\"").ascii(answer.kind().name().toLowerCase(Locale.ROOT))
                .ascii("\",\"from\":");
        address(answer.from(), text);
        millis(answer.rtt(), text.ascii(",\"rtt_ms\":"));
        text.ascii(",\"timing\":\"").ascii(answer.timing().toString()).ascii("\",\"clock\":\"")
                .ascii(answer.timing().clock()).put('"');
        if (answer.timing() != Timing.CAPTURE) millis(answer.host(), text.ascii(",\"host_ms\":"));
        text.ascii(",\"protocol\":").number(answer.protocol());
        if (answer.type() >= 0) icmp(answer, text);
        if (answer.protocol() == Abi.IPPROTO_TCP) text.ascii(",\"flags\":").number(answer.flags());
        known("ttl", answer.hops(), text);
        known("tos", answer.trafficClass(), text);
        text.ascii(",\"bytes\":").number(answer.length());
        flag("late", answer.isLate(), text);
        flag("duplicate", duplicate, text);
        Quote quote = answer.quote();
        if (quote != null) quote(quote, text);
        if (!answer.extensions().isEmpty()) extensions(answer.extensions(), text);
        events.end();
    }

    private static void icmp(Answer answer, Text text) {
        text.ascii(",\"type\":").number(answer.type()).ascii(",\"code\":").number(answer.code()).ascii(",\"why\":\"");
        if (answer.probe().path().isSix()) Icmpv6.words(answer.type(), answer.code(), text);
        else
            Icmp.words(answer.type(), answer.code(), text);
        text.ascii("\",\"").ascii(isTooBig(answer) ? "mtu" : "info").ascii("\":")
                .number(Integer.toUnsignedLong(answer.info()));
    }

    private static boolean isTooBig(Answer answer) {
        return Quotes.isTooBig(answer.type(), answer.code(), answer.probe().path().isSix());
    }

    private static void quote(Quote quote, Text text) {
        text.ascii(",\"quote\":{\"bytes\":").number(quote.quoted());
        known("ttl", quote.hops(), text);
        known("tos", quote.trafficClass(), text);
        known("length", quote.length(), text);
        known("id", quote.id(), text);
        address(quote.source(), text.ascii(",\"source\":"));
        address(quote.destination(), text.ascii(",\"destination\":"));
        known("source_port", quote.sourcePort(), text);
        known("destination_port", quote.destinationPort(), text);
        known("checksum", quote.checksum(), text);
        text.put('}');
    }

    private static void extensions(Extensions extensions, Text text) {
        text.ascii(",\"extensions\":[");
        boolean first = true;
        for (ExtensionObject each : extensions.objects()) {
            if (!first) text.put(',');
            first = false;
            switch (each) {
                case ExtensionObject.Mpls mpls -> labels(mpls, text);
                case ExtensionObject.Interface of -> facts(of, text);
                case ExtensionObject.Other other -> other(other, text);
            }
        }
        text.put(']');
    }

    private static void labels(ExtensionObject.Mpls mpls, Text text) {
        text.ascii("{\"mpls\":[");
        boolean first = true;
        for (ExtensionObject.Label each : mpls.labels()) {
            text.ascii(first ? "{\"label\":" : ",{\"label\":").number(each.label()).ascii(",\"tc\":")
                    .number(each.exp());
            flag("bottom", each.bottom(), text);
            text.ascii(",\"ttl\":").number(each.ttl()).put('}');
            first = false;
        }
        text.ascii("]}");
    }

    private static void facts(ExtensionObject.Interface of, Text text) {
        text.ascii("{\"interface\":\"").ascii(of.role().name().toLowerCase(Locale.ROOT)).put('"');
        if (of.ifindex() >= 0) text.ascii(",\"ifindex\":").number(of.ifindex());
        SockAddr.Ip address = of.address();
        if (address != null) address(address, text.ascii(",\"address\":"));
        String name = of.name();
        if (name != null) string(name, text.ascii(",\"name\":"));
        if (of.mtu() >= 0) text.ascii(",\"mtu\":").number(of.mtu());
        text.put('}');
    }

    private static void other(ExtensionObject.Other other, Text text) {
        text.ascii("{\"class\":").number(other.number()).ascii(",\"type\":").number(other.type())
                .ascii(",\"data\":\"");
        var bytes = new byte[other.data().limit()];
        other.data().get(0, bytes);
        text.ascii(HexFormat.of().formatHex(bytes)).ascii("\"}");
    }

    @Override
    public void lost(Probe probe) throws IOException {
        table.lost(probe);
        Text text = probe(events.now(probe.errno() == 0 ? "lost" : "refused"), probe);
        if (probe.errno() != 0) errno(probe.errno(), text);
        events.end();
    }

    @Override
    public void waiting() throws IOException {
        events.flush();
    }

    @Override
    public void ended(Path path) throws IOException {
        Way way = table.of(path);
        for (Hop each : MtrReport.hops(way))
            hop(way, each);
        Text text = path(events.now("end"), path);
        string(path.name(), text.ascii(",\"host\":"));
        int end = way.end();
        text.ascii(",\"hops\":").number(end == 0 ? way.answered() : end);
        Answer last = end == 0 ? null : way.hop(end).last();
        flag("reached", last != null && last.kind() == Kind.REACHED, text);
        events.end();
        events.flush();
    }

    private void hop(Way way, Hop hop) throws IOException {
        Snapshot known = hop.snapshot();
        Text text = path(events.event("hop", clock.now(), wall.now()), way.path()).ascii(",\"hop\":")
                .number(hop.hops()).ascii(",\"responders\":[");
        boolean first = true;
        for (Hop.Responder each : hop.responders()) {
            address(each.address(), text.ascii(first ? "{\"address\":" : ",{\"address\":"));
            String name = names.find(each.address(), 0);
            if (name != null) string(name, text.ascii(",\"name\":"));
            text.ascii(",\"answers\":").number(each.count()).put('}');
            first = false;
        }
        text.ascii("],\"sent\":").number(hop.sent()).ascii(",\"answered\":").number(hop.answered())
                .ascii(",\"lost\":").number(hop.lost()).ascii(",\"refused\":").number(hop.refused())
                .ascii(",\"duplicates\":").number(hop.duplicates()).ascii(",\"late\":").number(known.late())
                .ascii(",\"reordered\":").number(known.reordered());
        loss(known.loss().settled() == 0 ? Double.NaN : known.loss().share(), known.loss(), text);
        times(known, text);
        events.end();
    }
}
