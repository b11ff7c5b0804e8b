package net.strata.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.strata.os.SockAddr;
import net.strata.probe.Timing;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// An event that is read, and its members.
public final class Event {
    private static final int SECONDS = 9;
    private static final int MILLIS = 6;
    /// Digits of the largest long.
    private static final int DIGITS = 19;
    /// Longer than any round trip, in ns.
    public static final long DAY = 86_400_000_000_000L;

    private final Map<String, Object> members;

    /// Who is told of events that are read.
    public interface Reader {
        void read(Event event) throws IOException, BadEvent;
    }

    private Event(Map<String, Object> members) {
        this.members = members;
    }

    /// Tells of all events of a file.
    ///
    /// @param name what to call it in messages
    /// @param schema the newest that is understood
    public static void readAll(InputStream in, String name, int schema, Reader reader) throws IOException {
        long line = 1;
        try (JsonParser parser = new JsonFactory().createParser(in)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                line = parser.currentTokenLocation().getLineNr();
                if (token != JsonToken.START_OBJECT) throw new BadEvent("not an event");
                var event = new Event(members(parser));
                if (event.number("schema") > schema)
                    throw new BadEvent("of schema " + event.number("schema") + ", which is newer than this program");
                reader.read(event);
            }
        } catch (JsonProcessingException e) {
            throw new IOException(name + ", line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
        } catch (BadEvent e) {
            throw new IOException(name + ", line " + line + ": " + e.getMessage(), e);
        }
    }

    /// Reads members up to the end of their object.
    private static Map<String, Object> members(JsonParser parser) throws IOException {
        Map<String, Object> members = new HashMap<>();
        for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
            Object value = value(parser, parser.nextToken());
            if (value != null) members.put(member, value);
        }
        return members;
    }

    /// A text, number, truth value, object, or list of these.
    private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case START_OBJECT -> new Event(members(parser));
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    if (next == null) throw new JsonParseException(parser, "an array without an end");
                    Object element = value(parser, next);
                    if (element != null) elements.add(element);
                }
                yield elements;
            }
            default -> null;
        };
    }

    /// What kind of event it is.
    public String kind() throws BadEvent {
        return text("event");
    }

    /// Sets a clock to when it happened.
    public void set(Moment moment) throws BadEvent {
        moment.set(nanos("elapsed"), time());
    }

    /// When it happened, in ns since the epoch.
    public long time() throws BadEvent {
        return nanos("time");
    }

    public boolean has(String member) {
        return members.containsKey(member);
    }

    /// The object that is a member; null if there is none.
    public @Nullable Event object(String member) {
        return members.get(member) instanceof Event event ? event : null;
    }

    /// The objects in the list that is a member; none if there is no such list.
    public List<Event> objects(String member) {
        if (!(members.get(member) instanceof List<?> list)) return List.of();
        return list.stream().filter(Event.class::isInstance).map(Event.class::cast).toList();
    }

    /// The texts in the list that is a member.
    public List<String> texts(String member) throws BadEvent {
        if (members.get(member) instanceof List<?> list && list.stream().allMatch(String.class::isInstance))
            return list.stream().map(String.class::cast).toList();
        throw new BadEvent("no list " + member);
    }

    public boolean is(String member) {
        return Boolean.TRUE.equals(members.get(member));
    }

    public String text(String member) throws BadEvent {
        if (members.get(member) instanceof String text) return text;
        throw new BadEvent("no " + member);
    }

    /// Text that is fit to be shown, whoever wrote it.
    public String shown(String member) throws BadEvent {
        return new Text(64).text(text(member)).toString();
    }

    public SockAddr.Ip address(String member) throws BadEvent {
        return address(member, "");
    }

    /// An address, and a port that another member has.
    ///
    /// @param port the member that is its port, if it is there
    public SockAddr.Ip address(String member, String port) throws BadEvent {
        try {
            return SockAddr.ip(text(member), has(port) ? (int) number(port, 0, 0xffff) : 0);
        } catch (IllegalArgumentException e) {
            throw new BadEvent(member + " is no address: " + shown(member));
        }
    }

    /// By what a round trip was measured.
    public Timing timing() throws BadEvent {
        try {
            return Timing.valueOf(text("timing").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadEvent("timing by " + shown("timing"));
        }
    }

    /// A round trip in ns, of a number of ms.
    public long rtt() throws BadEvent {
        long rtt = millis("rtt_ms");
        if (rtt < 0 || rtt > DAY) throw new BadEvent("a round trip that is negative, or longer than a day");
        return rtt;
    }

    /// What the host added to it, in ns; 0 if that is not told.
    public long host() throws BadEvent {
        long host = has("host_ms") ? millis("host_ms") : 0;
        if (Math.abs(host) > DAY) throw new BadEvent("a host that adds more than a day");
        return host;
    }

    public long number(String member) throws BadEvent {
        return number(member, 0, Long.MAX_VALUE);
    }

    public long number(String member, long least, long most) throws BadEvent {
        long number = scaled(member, 0);
        if (number < least || number > most) throw new BadEvent(member + " is out of range: " + number);
        return number;
    }

    /// A number that need not be whole.
    public double real(String member) throws BadEvent {
        if (members.get(member) instanceof BigDecimal number) return number.doubleValue();
        throw new BadEvent("no number " + member);
    }

    private long nanos(String member) throws BadEvent {
        return scaled(member, SECONDS);
    }

    private long millis(String member) throws BadEvent {
        return scaled(member, MILLIS);
    }

    private long scaled(String member, int decimals) throws BadEvent {
        if (!(members.get(member) instanceof BigDecimal number)) throw new BadEvent("no number " + member);
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
