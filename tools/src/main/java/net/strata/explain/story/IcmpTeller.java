package net.strata.explain.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;
import net.strata.lab.Spans;
import org.jspecify.annotations.Nullable;

/// Tells requests and replies of ICMP (RFC 792) and ICMPv6 (RFC 4443), and errors about them.
final class IcmpTeller implements Teller {
    private static final String EXCHANGE = "Requests and replies";
    private static final int HEADER = 8;
    private static final int ASKER = 0;
    private static final int ASKED = 1;
    private final Plot plot = new Plot();
    private final Vantage vantage = new Vantage("asker", "answerer");
    /// By the sequence number.
    private final Pending<Long> open = new Pending<>();
    private final Pending<Long> answered = new Pending<>();
    private Sight.@Nullable End asker;
    private Sight.@Nullable End asked;
    private String identifier = "";
    private long requests;
    private long replies;
    /// Replies that are the first to a request.
    private long matched;
    private long errors;
    private long refused;
    private long timed;
    private long least = Long.MAX_VALUE;
    private long most;
    private long sum;

    @Override
    public void see(Sight s) {
        plot.count(s.time());
        boolean reply = Membership.replies(type(s));
        if (asker == null) {
            asker = reply && !s.quoted() ? s.end().destination() : s.end().source();
            asked = reply && !s.quoted() ? s.end().source() : s.end().destination();
            plot.host("asker", "asks", asker.toString());
            plot.host("asked", "answers", asked.toString());
            plot.rightmost(ASKED);
        }
        if (s.quoted()) {
            error(s);
            return;
        }
        if (identifier.isEmpty()) {
            long number = Math.max(s.number("icmp.ident"), s.number("icmpv6.echo.identifier"));
            if (number >= 0) identifier = String.format(Locale.ROOT, "0x%04x", number);
        }
        int from = s.end().source().equals(asker) ? ASKER : ASKED;
        vantage.see(s, from == ASKER);
        long seq = sequence(s);
        String numbers = (seq < 0 ? "" : "seq=" + seq + " ") + (s.ttl() < 0 ? "" : "ttl=" + s.ttl());
        String label = s.bare(s.has("icmp.type") ? "icmp.type" : "icmpv6.type");
        plot.add(plot.chapter(EXCHANGE), new Story.Arrow(s.number(), s.time(), from, 1 - from,
                label.isEmpty() ? s.protocol() : label, numbers.strip(), reply ? replied(s, seq) : requested(s, seq),
                List.of(), Set.of()));
    }

    private String requested(Sight s, long seq) {
        requests++;
        Pending.Question before = open.ask(seq, s, "");
        String whole = s.anatomy() != null && s.anatomy().sources().size() > 1
                ? " It came in fragments, this being the last."
                : "";
        if (before != null) return "The same request once more." + whole;
        return (requests == 1
                ? wanted(s)
                        + ". The identifier tells this run of requests from others, the sequence number one request "
                        + "from the next."
                : "The next request.") + whole;
    }

    private static int type(Sight s) {
        return (int) Math.max(s.number("icmp.type"), s.number("icmpv6.type"));
    }

    private static String wanted(Sight s) {
        return switch (type(s)) {
            case 13 -> "Asks what time it is there, in ms since midnight (RFC 792)";
            case 15 -> "Asks for the number of the network (RFC 792, deprecated by RFC 6918)";
            case 17 -> "Asks for the subnet mask (RFC 950, deprecated by RFC 6918)";
            case 42, 160 -> "Asks about an interface of the other, or of a neighbour of it (RFC 8335)";
            default -> "Asks for the same " + Say.bytes(Math.max(0, s.payload() - HEADER)) + " back";
        };
    }

    private static long sequence(Sight s) {
        return LongStream.of(s.number("icmp.seq"), s.number("icmpv6.echo.sequence_number"),
                s.number("icmp.ext.echo.seq"), s.number("icmpv6.ext.echo.seq")).max().orElse(-1);
    }

    private String replied(Sight s, long seq) {
        replies++;
        Pending.Question request = open.answer(seq);
        if (request == null) {
            Pending.Question first = answered.waiting(seq);
            return first == null
                    ? "A reply to no request that is in the capture."
                    : "One more reply to a request that was answered in packet " + first.number() + ".";
        }
        answered.ask(seq, s, "");
        matched++;
        String after = Say.between(request.time(), s.time());
        if (!after.isEmpty()) {
            long trip = s.time() - request.time();
            timed++;
            sum += trip;
            least = Math.min(least, trip);
            most = Math.max(most, trip);
        }
        return "Answers packet " + request.number() + (after.isEmpty() ? "" : " after " + after)
                + ": identifier and sequence number are the same."
                + (matched == 1 ? " The kernel does this, no program." : "");
    }

    private void error(Sight s) {
        int from = s.from().equals(s.end().destination().address()) ? ASKED : plot.host(s.from(), "router", s.from());
        int to = s.end().source().equals(asker) ? ASKER : ASKED;
        long seq = sequence(s);
        boolean refuses = !Errors.marks(s).isEmpty();
        if (refuses) errors++;
        Pending.Question request = refuses ? open.answer(seq) : open.waiting(seq);
        if (refuses && request != null) refused++;
        plot.add(plot.chapter(EXCHANGE),
                new Story.Arrow(s.number(), s.time(), from, to, refuses ? "ICMP error" : "ICMP", s.info(),
                        Say.sentence(Errors.says(s)) + (request == null
                                ? ""
                                : " It quotes packet " + request.number() + " (seq " + seq
                                        + "): by that the sender knows which request is meant."),
                        List.of(), Errors.marks(s)));
    }

    @Override
    public Plot plot() {
        return plot;
    }

    @Override
    public Story end(String name) {
        Plot.Chapter c = plot.chapter(EXCHANGE);
        c.say("ICMP has no ports: the identifier" + (identifier.isEmpty() ? "" : " " + identifier)
                + " says which program's requests these are.");
        var summary = new ArrayList<String>();
        summary.add(Say.count(requests, "request") + ", " + (replies == 1 ? "1 reply" : replies + " replies")
                + (errors == 0 ? "" : ", " + Say.count(errors, "error")) + ".");
        if (timed > 0)
            summary.add(
                    "Round trips as this capture saw them: least " + Spans.of(least) + ", mean " + Spans.of(sum / timed)
                            + ", most " + Spans.of(most) + ".");
        long silent = requests - matched - refused;
        if (silent > 0) summary.add(Say.count(silent, "request") + " without an answer.");
        summary.addAll(vantage.says());
        String title = asker == null || asked == null
                ? Kind.ICMP.title()
                : "ICMP: " + asker.words() + " asks " + asked.words();
        return plot.story(name, title, summary);
    }
}
