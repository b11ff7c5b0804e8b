package net.strata.protocol;

import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;

/// Redis serialization protocol, version 2 (Redis documentation, "RESP protocol specification"). What is in an array is
/// told like what is not; a command may also be a bare line.
public final class Resp extends LineProtocol {
    static final int PORT = 6379;
    private static final Layout resp = new Layout("resp", "Redis Serialization Protocol", "redis.io, RESP2");
    static final Octets STRING = resp.loose(Octets.Form.TEXT, "string", "String", list(),
            says("short answer, such as OK"));
    static final Octets ERROR = resp.loose(Octets.Form.TEXT, "error", "Error", list(), says("why the command failed"));
    static final Made INTEGER = resp.made(Made.Form.NUMBER, "integer", "Integer", list(),
            says("number that the answer is"));
    static final Made BULK_LENGTH = resp.made(Made.Form.NUMBER, "bulk_string.length", "Bulk string length", list(),
            says("bytes of the string that follows; -1: there is no value"));
    static final Octets BULK = resp.loose(Octets.Form.BYTES, "bulk_string.value", "Bulk string", list(),
            says("key, value or word of a command; any bytes"));
    static final Made ARRAY = resp.made(Made.Form.NUMBER, "array.length", "Array length", list(),
            says("how many values follow that belong together; -1: there is none"));
    static final Octets FRAGMENT = resp.loose(Octets.Form.TEXT, "fragment", "Line", list(),
            says("line that starts with no known mark"));

    public Resp() {
        super(resp, "RESP", "Request: ", "Response: ", PORT);
    }

    @Override
    public void fields(Cursor c, Tree t) {
        byte[] data = c.data;
        for (int at = c.at; at < c.end();) {
            int end = Lines.end(data, at, c.end());
            int next = Lines.next(data, end, c.end());
            int text = Math.min(at + 1, end);
            switch (data[at]) {
                case '+' -> t.field(STRING, text, end - text);
                case '-' -> t.field(ERROR, text, end - text);
                case ':' -> number(t, INTEGER, data, text, end);
                case '*' -> number(t, ARRAY, data, text, end);
                case '$' -> {
                    number(t, BULK_LENGTH, data, text, end);
                    int length = (int) Math.min(Lines.number(data, text, end, 10), c.end() - next);
                    if (length > 0) t.field(BULK, next, length);
                    if (length >= 0) next = Lines.next(data, next + length, c.end());
                }
                default -> t.field(FRAGMENT, at, end - at);
            }
            at = next;
        }
    }

    private static void number(Tree t, Made field, byte[] data, int from, int end) {
        boolean negative = from < end && data[from] == '-';
        long n = Lines.number(data, negative ? from + 1 : from, end, 10);
        if (n >= 0) t.made(field, negative ? -n : n);
    }
}
