package net.strata.ping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import net.strata.os.SockAddr;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;
import net.strata.probe.Timing;

/// Reads what [JsonEvents] wrote. What follows from the events is found out again, as it was then: which replies were
/// duplicates, late, out of order.
public final class EventReplay {
    /// How many probes are remembered for late replies, once they are settled.
    private static final int REMEMBERED = 1 << 16;
    private static final int MOST = 1 << 20;
    private static final int SECONDS = 9;
    private static final int MILLIS = 6;
    /// Digits of the largest long.
    private static final int DIGITS = 19;

    private final String name;
    private final Replay replay;
    private final Map<String, Object> event = new HashMap<>();
    private final Map<Long, Target> targets = new HashMap<>();
    private final Map<Long, Probe> probes = new LinkedHashMap<>();

    /// An event that is not as it should be.
    private static final class BadEvent extends Exception {
        private static final long serialVersionUID = 1;

        BadEvent(String why) {
            super(why);
        }
    }

    private EventReplay(String name, Replay replay) {
        this.name = name;
        this.replay = replay;
    }

    /// Tells of all events of a file.
    ///
    /// @param name what to call it in messages
    public static void read(InputStream in, String name, Replay replay) throws IOException {
        new EventReplay(name, replay).read(in);
    }

    private void read(InputStream in) throws IOException {
        long line = 1;
        try (JsonParser parser = new JsonFactory().createParser(in)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                line = parser.currentTokenLocation().getLineNr();
                if (token != JsonToken.START_OBJECT) throw new BadEvent("not an event");
                event.clear();
                members(parser, event);
                tell();
            }
        } catch (JsonProcessingException e) {
            throw new IOException(name + ", line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
        } catch (BadEvent e) {
            throw new IOException(name + ", line " + line + ": " + e.getMessage(), e);
        }
        replay.end();
    }

    /// Reads members up to the end of their object: texts, numbers, truth values, and objects of these.
    private static void members(JsonParser parser, Map<String, Object> into) throws IOException {
        for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
            switch (parser.nextToken()) {
                case VALUE_STRING -> into.put(member, parser.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> into.put(member, parser.getDecimalValue());
                case VALUE_TRUE, VALUE_FALSE -> into.put(member, parser.getBooleanValue());
                case START_OBJECT -> {
                    Map<String, Object> inner = new HashMap<>();
                    members(parser, inner);
                    into.put(member, inner);
                }
                default -> parser.skipChildren();
            }
        }
    }

    private void tell() throws IOException, BadEvent {
        if (number("schema") > JsonEvents.SCHEMA)
            throw new BadEvent("of schema " + number("schema") + ", which is newer than this program");
        replay.at(nanos("elapsed", SECONDS), nanos("time", SECONDS));
        switch (text("event")) {
            case "start" -> targets.put(number("target"), replay.start(shown("host"), address("address", "port")));
            case "unresolved" -> replay.unresolved(shown("host"), shown("why"));
            case "sent" -> sent();
            case "refused" -> {
                Probe probe = probe();
                if (probe != null) replay.refused(probe, (int) number("errno", 0, 4095));
            }
            case "reply" -> reply();
            case "error" -> error(false);
            case "advice" -> error(true);
            case "lost" -> {
                Probe probe = probe();
                if (probe != null) replay.settle(probe);
            }
            case "end" -> {
                replay.settleAll();
                targets.clear();
                probes.clear();
            }
            default -> {
                // A summary follows from what it sums up; what a later version tells beside is nothing to this one.
            }
        }
    }

    private void sent() throws IOException, BadEvent {
        Target target = targets.get(number("target"));
        if (target == null) throw new BadEvent("sends to target " + number("target") + ", which was not started");
        Probe probe = replay.sent(target, (int) number("seq", 0, 0xffff), (int) number("bytes", 0, 0xffff));
        probes.put(number("probe"), probe);
        replay.expire(Long.MAX_VALUE); // what is answered is not waited for
        for (Iterator<Probe> oldest = probes.values().iterator(); probes.size() > REMEMBERED;) {
            Probe first = oldest.next();
            if (!first.settled && probes.size() < MOST) return;
            replay.settle(first);
            oldest.remove();
        }
    }

    /// The probe that an event is about; null if the record does not hold it.
    private @Nullable Probe probe() throws BadEvent {
        Probe probe = probes.get(number("probe"));
        if (probe == null) replay.miss();
        return probe;
    }

    @SuppressWarnings("unchecked") // as members made it
    private void reply() throws IOException, BadEvent {
        Probe probe = probe();
        if (probe == null) return;
        long rtt = nanos("rtt_ms", MILLIS);
        if (rtt < 0 || rtt > Replay.DAY) throw new BadEvent("a round trip that is negative, or longer than a day");
        long host = event.containsKey("host_ms") ? nanos("host_ms", MILLIS) : 0;
        if (Math.abs(host) > Replay.DAY) throw new BadEvent("a host that adds more than a day");
        Timing timing;
        try {
            timing = Timing.valueOf(text("timing").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadEvent("timing by " + text("timing"));
        }
        Corruption corruption = event.get("corruption") instanceof Map<?, ?> found
                ? corruption((Map<String, Object>) found)
                : null;
        replay.replied(probe.reply(address("from", ""), (int) number("seq", 0, 0xffff),
                (int) number("bytes", 0, 1 << 20), event.containsKey("ttl") ? (int) number("ttl", 0, 255) : -1, rtt,
                timing, host, nanos("time", SECONDS),
                is("other_address"), is("checksum_wrong"), corruption), null);
    }

    private static Corruption corruption(Map<String, Object> found) throws BadEvent {
        try {
            byte[] expected = HexFormat.of().parseHex(String.valueOf(found.get("expected")));
            byte[] got = HexFormat.of().parseHex(String.valueOf(found.get("got")));
            if (found.get("first") instanceof BigDecimal first && first.compareTo(BigDecimal.ZERO) >= 0
                    && first.compareTo(BigDecimal.valueOf(got.length)) < 0 && got.length == expected.length)
                return new Corruption(first.intValue(), expected, got);
        } catch (IllegalArgumentException e) {
            // Answered below.
        }
        throw new BadEvent("a corruption that is not understood");
    }

    private void error(boolean advice) throws IOException, BadEvent {
        Probe probe = probe();
        if (probe == null) return;
        int info = 0;
        if (event.containsKey("mtu")) info = (int) number("mtu", 0, 0xffffffffL);
        if (event.containsKey("pointer")) info = (int) number("pointer", 0, 0xffffffffL);
        if (event.containsKey("gateway") && address("gateway", "") instanceof SockAddr.In in) info = in.address();
        replay.failed(new Trouble(probe, address("from", ""), (int) number("type", 0, 255),
                (int) number("code", 0, 255), info, nanos("time", SECONDS)), advice, null);
    }

    private boolean is(String member) {
        return Boolean.TRUE.equals(event.get(member));
    }

    private String text(String member) throws BadEvent {
        if (event.get(member) instanceof String text) return text;
        throw new BadEvent("no " + member);
    }

    /// Text that is fit to be shown, whoever wrote it.
    private String shown(String member) throws BadEvent {
        return new Text(64).text(text(member)).toString();
    }

    private SockAddr.Ip address(String member, String port) throws BadEvent {
        try {
            return SockAddr.ip(text(member), event.containsKey(port) ? (int) number(port, 0, 0xffff) : 0);
        } catch (IllegalArgumentException e) {
            throw new BadEvent(member + " is no address: " + shown(member));
        }
    }

    private long number(String member) throws BadEvent {
        return number(member, 0, Long.MAX_VALUE);
    }

    private long number(String member, long least, long most) throws BadEvent {
        long number = scaled(member, 0);
        if (number < least || number > most) throw new BadEvent(member + " is out of range: " + number);
        return number;
    }

    /// A time in ns, of a number with so many decimals.
    private long nanos(String member, int decimals) throws BadEvent {
        return scaled(member, decimals);
    }

    private long scaled(String member, int decimals) throws BadEvent {
        if (!(event.get(member) instanceof BigDecimal number)) throw new BadEvent("no number " + member);
        // What is too large, or as good as zero, is not written out in digits.
        long magnitude = (long) number.precision() - number.scale() + decimals;
        if (magnitude < 0) return 0;
        try {
            if (magnitude <= DIGITS)
                return number.movePointRight(decimals).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
        } catch (ArithmeticException e) {
            // Answered below.
        }
        throw new BadEvent(member + " is out of range");
    }
}
