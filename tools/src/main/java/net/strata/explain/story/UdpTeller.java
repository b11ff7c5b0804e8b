package net.strata.explain.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.strata.explain.story.Story.Call;
import net.strata.frame.Batch;
import org.jspecify.annotations.Nullable;

/// Tells an exchange of datagrams (RFC 768).
final class UdpTeller implements Teller {
    private static final String EXCHANGE = "Exchange";
    private static final int CLIENT = 0;
    private static final int SERVER = 1;
    private static final int WELL_KNOWN = 1024;

    private final Plot plot = new Plot();
    private final Talk talk = new Talk();
    private final Vantage vantage = new Vantage();
    private final long[] datagrams = new long[2];
    private final long[] bytes = new long[2];
    private final long[] latest = {Batch.NO_TIME, Batch.NO_TIME};
    /// How many came from a side since something came back.
    private final long[] waiting = new long[2];
    /// Number of a side's last packet.
    private final long[] last = new long[2];
    private long errors;
    private long whole;
    private Sight.@Nullable End client;
    private Sight.@Nullable End server;

    @Override
    public void see(Sight s) {
        plot.count(s.time());
        if (client == null) begin(s.end());
        int from = s.end().source().equals(client) ? CLIENT : SERVER;
        if (s.quoted()) error(s, from);
        else
            datagram(s, from);
    }

    private void begin(Sight.Ends e) {
        boolean answer = e.source().port() < WELL_KNOWN && e.destination().port() >= WELL_KNOWN;
        client = answer ? e.destination() : e.source();
        server = answer ? e.source() : e.destination();
        plot.host("client", "client", client.toString());
        plot.host("server", server.many() ? "group" : "server", server.toString());
        plot.rightmost(SERVER);
    }

    private void datagram(Sight s, int from) {
        vantage.see(s, from == CLIENT);
        boolean first = datagrams[from] == 0;
        String what = talk.of(s, from == CLIENT);
        boolean unasked = what.startsWith(DnsTalk.UNASKED);
        long waited = unasked ? 0 : waiting[1 - from];
        if (!unasked) waiting[1 - from] = 0;
        waiting[from]++;
        datagrams[from]++;
        bytes[from] += s.payload();
        var says = new ArrayList<String>();
        String length = "A datagram of " + Say.bytes(s.payload());
        says.add(what.isEmpty() ? length : length + ": " + what);
        if (s.anatomy() != null && s.anatomy().sources().size() > 1) {
            whole++;
            says.add(
                    "It was longer than the link takes, and came in fragments, this being the last: a program gets all "
                            + "of it or nothing");
        }
        if (waited == 1) {
            String after = what.contains(" after ") ? "" : Say.between(latest[1 - from], s.time());
            if (from == SERVER)
                says.add((after.isEmpty() ? "It answers" : "It comes " + after + " later")
                        + ": now the client can know that what it sent arrived");
        } else if (waited > 1 && from == SERVER && !what.startsWith(DnsTalk.ANSWERS)) {
            says.add("Something comes back for " + waited + " datagrams: whether all of them arrived it does not tell");
        } else if (waited == 0 && first && !unasked) {
            says.add("Nothing acknowledges it: " + who(from) + " cannot know whether it arrives");
        }
        latest[from] = s.time();
        last[from] = s.number();
        plot.add(plot.chapter(EXCHANGE), new Story.Arrow(s.number(), s.time(), from, 1 - from, s.protocol(),
                "Len=" + s.payload(), Say.sentences(says), calls(from, first, s.payload()), Set.of()));
    }

    private List<Call> calls(int from, boolean first, int length) {
        var calls = new ArrayList<Call>();
        calls.add(implied(from, from == CLIENT && first ? "socket(), sendto()" : "sendto()"));
        if (server == null || from == CLIENT && server.many()) return calls;
        if (from == SERVER && first)
            calls.add(implied(SERVER, "before: socket(), bind() to port " + server.port() + ", recvfrom()"));
        boolean bound = from == SERVER || datagrams[SERVER] > 0;
        calls.add(implied(1 - from, "recvfrom() can return " + Say.bytes(length)
                + (bound ? "" : ", if a socket is bound to port " + server.port())));
        return calls;
    }

    private static Call implied(int host, String text) {
        return new Call(host, text, true);
    }

    private static String who(int side) {
        return side == CLIENT ? "the client" : "the server";
    }

    private void error(Sight s, int to) {
        if (!Errors.marks(s).isEmpty()) {
            errors++;
            if (waiting[to] == 1) plot.unread(last[to]);
            waiting[to] = Math.max(0, waiting[to] - 1);
        }
        int from = s.end().destination().address().equals(s.from()) ? 1 - to : plot.host(s.from(), "router", s.from());
        List<Call> calls = Errors.refuses(s)
                ? List.of(implied(to, "connected: the next call fails: ECONNREFUSED; else it is not told"))
                : List.of();
        plot.add(plot.chapter(EXCHANGE), new Story.Arrow(s.number(), s.time(), from, to, s.protocol(), s.info(),
                Say.sentence(Errors.says(s)), calls,
                Errors.marks(s)));
    }

    @Override
    public Plot plot() {
        return plot;
    }

    @Override
    public Story end(String name) {
        Plot.Chapter c = plot.chapter(EXCHANGE);
        c.say("UDP has no connection: nothing is opened and nothing is closed, nothing is sent again by the kernel, and what "
                + "gets lost is lost unless the program asks again.");
        c.say("Boundaries are kept: what one sendto() gave is one datagram, and one recvfrom() takes it. Where its buffer is "
                + "smaller, the rest is gone.");
        var summary = new ArrayList<String>();
        boolean group = server != null && server.many();
        summary.add("The client sent " + Say.count(datagrams[CLIENT], "datagram") + " with " + Say.bytes(bytes[CLIENT])
                + (group
                        ? " to a group."
                        : ", the server " + Say.count(datagrams[SERVER], "datagram") + " with "
                                + Say.bytes(bytes[SERVER]) + "."));
        if (whole > 0) summary.add(Say.count(whole, "datagram") + " came in fragments.");
        if (errors > 0) summary.add(Say.count(errors, "ICMP error") + " came about them.");
        if (datagrams[SERVER] == 0 && errors == 0 && !group)
            summary.add("Nothing came back from that port: whether anything arrived cannot be known.");
        talk.tell(plot);
        summary.addAll(vantage.says());
        String title = client == null || server == null
                ? Kind.UDP.title()
                : "UDP: " + client.words() + " to " + server.words();
        return plot.story(name, title, summary);
    }
}
