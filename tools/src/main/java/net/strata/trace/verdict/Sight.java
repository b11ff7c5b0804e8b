package net.strata.trace.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.strata.os.SockAddr;
import net.strata.trace.Answer;
import net.strata.trace.ExtensionObject;
import net.strata.trace.Path;
import net.strata.trace.Probe;
import net.strata.trace.Quote;

/// What an answer tells of the way, beyond its coming: how the packet it quotes differs from the one sent, and how far the
/// answer itself came.
///
/// @param changed what address translators change and is different: words such as `source address`
/// @param sentClass type of service or traffic class, as sent
/// @param seenClass as quoted, -1 if not known
/// @param quotedHops the quoted time to live, -1 if not known
/// @param sentLength bytes of the packet
/// @param seenLength as quoted, -1 if not known
/// @param replyHops time to live of the answer as it came, -1 if not known
/// @param labels with which the packet came, the outermost of each stack (RFC 4950); empty if it had none
/// @param back how many links the answer crossed ([Answer#back]), -1 if not known
public record Sight(List<String> changed, int sentClass, int seenClass, int quotedHops, int sentLength, int seenLength,
        int replyHops, int back, List<Integer> labels) {
    /// Of an answer that tells nothing.
    static final Sight NONE = new Sight(List.of(), 0, -1, -1, 0, -1, -1, -1, List.of());

    static Sight of(Answer answer) {
        Probe probe = answer.probe();
        Quote quote = answer.quote();
        List<String> changed = quote == null ? List.of() : changes(probe, quote);
        return new Sight(changed, probe.trafficClass(), quote == null ? -1 : quote.trafficClass(),
                quote == null ? -1 : quote.hops(), probe.size(), quote == null ? -1 : quote.length(), answer.hops(),
                answer.back(), labels(answer));
    }

    private static List<Integer> labels(Answer answer) {
        var labels = new ArrayList<Integer>();
        for (ExtensionObject each : answer.extensions().objects())
            if (each instanceof ExtensionObject.Mpls mpls) labels.add(mpls.labels().getFirst().label());
        return labels;
    }

    /// What is quoted has no scope.
    private static boolean isSame(SockAddr.Ip quoted, SockAddr.Ip sent) {
        return Arrays.equals(quoted.bytes(), sent.bytes());
    }

    private static List<String> changes(Probe probe, Quote quote) {
        Path path = probe.path();
        var changes = new ArrayList<String>();
        if (!isSame(quote.source(), path.from())) changes.add("source address");
        if (path.next().equals(path.to()) && !isSame(quote.destination(), path.to()))
            changes.add("destination address");
        if (quote.sourcePort() >= 0 && quote.sourcePort() != probe.token()) changes.add("source port");
        if (quote.destinationPort() >= 0 && quote.destinationPort() != probe.destinationPort())
            changes.add("destination port");
        if (quote.checksum() >= 0 && quote.checksum() != probe.checksum()) changes.add("checksum");
        return changes;
    }
}
