package net.strata.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import net.strata.echo.IcmpResponder;
import net.strata.echo.IgmpListener;
import net.strata.frame.Batch;
import net.strata.frame.LinkType;
import net.strata.os.Link;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.session.Session;
import net.strata.stats.Units;
import net.strata.view.View;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// The servers of `strata echo server` that have no port: they read packets.
enum EchoRaw {
    ICMP("answers echo requests for addresses that the kernel does not have") {
        @Override
        int run(Arguments arguments, Console console) throws IOException, UsageException {
            for (Option each : List.of(TREE, JSON))
                if (arguments.has(each))
                    throw new UsageException(arguments.name(each) + " is an option of the server igmp");
            String device = arguments.value(DEVICE);
            if (device == null || !arguments.has(ADDRESS))
                throw new UsageException("icmp needs a link and addresses: -i eth0 --address 10.0.0.99");
            var teller = new Responses(addresses(arguments), clients(arguments), arguments, console);
            try (var responder = new IcmpResponder(device, teller.addresses, teller); var signals = new Interrupts()) {
                teller.enough = responder::close;
                signals.end(EchoServer.ENDS, responder::close, () -> {
                });
                responder.run();
            }
            console.say(Units.count(teller.answered, "echo request") + " answered, "
                    + Units.count(teller.told, "ARP request"));
            return Status.DONE;
        }
    },
    IGMP("shows what hosts and routers say of multicast groups") {
        @Override
        int run(Arguments arguments, Console console) throws IOException, UsageException {
            if (arguments.has(ADDRESS)) throw new UsageException("--address is an option of the server icmp");
            var shown = new Shown(Views.of(arguments, console).get(), arguments, console);
            try (var listener = new IgmpListener(arguments.values(DEVICE), shown); var signals = new Interrupts()) {
                signals.end(EchoServer.ENDS, listener::close, () -> {
                });
                listener.run(clients(arguments));
            }
            console.say(Units.count(shown.number, "message"));
            return Status.DONE;
        }
    };

    static final Option CLIENTS = Option.value("--clients", "N",
            "serve so many clients (datagrams, requests, messages), then end");
    private static final Option DEVICE = Option.value("-i,--interface", "NAME",
            "of icmp and igmp: the link; igmp without it: all");
    private static final Option ADDRESS = Option.value("--address", "ADDRESS",
            "of icmp: answer for this IPv4 address; may be repeated");
    private static final Option TREE = Option.flag("-V,--tree", "of igmp: every layer, every field");
    private static final Option JSON = Option.flag("--json", "of igmp: one JSON object a line");
    static final List<Option> OPTIONS = List.of(DEVICE, ADDRESS, TREE, JSON);

    final String says;

    EchoRaw(String says) {
        this.says = says;
    }

    abstract int run(Arguments arguments, Console console) throws IOException, UsageException;

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(EchoRaw::title).toList();
    }

    static @Nullable EchoRaw named(String name) {
        for (EchoRaw each : values())
            if (each.title().equals(name)) return each;
        return null;
    }

    static long clients(Arguments arguments) throws UsageException {
        return arguments.number(CLIENTS, 1, Long.MAX_VALUE, 0);
    }

    private static Set<SockAddr.In> addresses(Arguments arguments) throws UsageException {
        var addresses = new LinkedHashSet<SockAddr.In>();
        for (String typed : arguments.values(ADDRESS)) {
            try {
                if (SockAddr.ip(typed, 0) instanceof SockAddr.In four) {
                    addresses.add(four);
                    continue;
                }
            } catch (IllegalArgumentException e) {
                // Answered below, as another family is.
            }
            throw new UsageException("--address takes an IPv4 address, not " + typed);
        }
        return addresses;
    }

    /// What is told of answered pings.
    private static final class Responses implements IcmpResponder.Watcher {
        private final Set<SockAddr.In> addresses;
        private final long most;
        private final Arguments arguments;
        private final Console console;
        private Runnable enough = () -> {
        };
        private long answered;
        private long told;

        Responses(Set<SockAddr.In> addresses, long most, Arguments arguments, Console console) {
            this.addresses = addresses;
            this.most = most;
            this.arguments = arguments;
            this.console = console;
        }

        @Override
        public void listening(Link link) throws OsError {
            Dropping.drop(arguments, console);
            console.say("icmp listening on " + link.name() + " for "
                    + addresses.stream().map(SockAddr.In::host).collect(Collectors.joining(", ")));
        }

        @Override
        public void told(SockAddr.In who, SockAddr.In address) {
            told++;
            console.detail(who.host() + ": " + address.host() + " is here");
        }

        @Override
        public void answered(SockAddr.In who, SockAddr.In address, int ident, int sequence, int bytes) {
            console.detail(who.host() + ": echo request to " + address.host() + ", id " + ident + ", seq " + sequence
                    + ", " + Units.count(bytes, "byte") + ": answered");
            if (++answered == most) enough.run();
        }

        @Override
        public void ignored(String why) {
            console.detail(why + ": not answered");
        }

        @Override
        public void trouble(String what) {
            console.say(what);
        }
    }

    /// Messages of IGMP, decoded.
    private static final class Shown implements IgmpListener.Watcher {
        private final View view;
        private final Arguments arguments;
        private final Console console;
        private final Batch batch = new Batch(1 << 16, 1);
        private final Session session = new Session();
        private final Text text = new Text(256);
        private long number;

        Shown(View view, Arguments arguments, Console console) {
            this.view = view;
            this.arguments = arguments;
            this.console = console;
        }

        @Override
        public void listening(List<Link> links) throws OsError {
            Dropping.drop(arguments, console);
            console.say("igmp listening on " + links.stream().map(Link::name).collect(Collectors.joining(", ")));
        }

        @Override
        public void packet(ByteBuffer packet, int link) throws IOException {
            int bytes = packet.remaining();
            var now = Instant.now();
            batch.clear();
            batch.reserve(bytes);
            packet.get(batch.data, 0, bytes);
            batch.used = bytes;
            batch.firstNumber = ++number;
            batch.add(0, bytes, bytes, now.getEpochSecond() * 1_000_000_000 + now.getNano(), 6, LinkType.RAW, 0);
            if (number == 1) batch.captureStart = batch.time[0];
            session.see(batch);
            text.clear();
            view.frame(batch, 0, text);
            console.out().write(text.bytes(), 0, text.length());
            console.out().flush();
            batch.timeBefore = batch.time[0];
            batch.shownTimeBefore = batch.time[0];
        }

        @Override
        public void trouble(String what) {
            console.say(what);
        }
    }
}
