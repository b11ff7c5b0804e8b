package net.strata.craft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A packet to be built: layers from the outermost inwards, and the fields that are given.
///
/// Fields have the names and the units that decoding shows. What is not given is computed (lengths, numbers of the next
/// protocol, checksums), has a preset (such as a TTL of 64), or is zero. What is given stays as it is, however wrong.
/// Whatever cannot be built is an IllegalArgumentException that says in one line which field, and why.
public final class Draft {
    private final Probe probe = new Probe();
    private final List<Header> headers = new ArrayList<>();
    private @Nullable OptionShape option;
    private byte[] payload = new byte[0];

    private Draft() {}

    /// Starts with a protocol, given by what its fields' names start with, such as `eth` or `ip`.
    public static Draft of(String protocol) {
        return new Draft().then(protocol);
    }

    /// Puts another protocol inside the last one.
    public Draft then(String protocol) {
        headers.add(new Header(protocol, probe));
        option = null;
        return this;
    }

    /// Sets a field of the last layer, or of its last option. A field that stands several times takes several values.
    public Draft set(String field, long... values) {
        return give(field, LongStream.of(values).<Value>mapToObj(Value.Amount::new).toList());
    }

    /// Sets a field of the last layer, or of its last option, as decoding writes it: a number in decimal, or with `0x` in
    /// hexadecimal; an address; bytes in hexadecimal; text.
    public Draft set(String field, String... values) {
        return give(field, Stream.of(values).<Value>map(Value.Words::new).toList());
    }

    /// Sets a field of the last layer, or of its last option, that holds bytes.
    public Draft set(String field, byte[] value) {
        return give(field, List.of(new Value.Bytes(value.clone())));
    }

    private Draft give(String field, List<Value> values) {
        Shape shape = option != null && option.has(field) ? option : last();
        shape.give(field, values);
        return this;
    }

    private Header last() {
        return headers.getLast();
    }

    /// Adds an option to the last layer. The fields set next are those of the option, as far as it has them.
    public Draft option(int kind) {
        return option(kind, 0);
    }

    /// Adds an option that takes so many bytes at least, with zeros where no field is set: `option(7, 39)` in IPv4 is room
    /// for nine routers to record themselves.
    public Draft option(int kind, int bytes) {
        option = last().option(kind, bytes);
        return this;
    }

    /// Adds options, as they are, to the last layer.
    public Draft options(byte[] bytes) {
        last().options(bytes);
        option = null;
        return this;
    }

    /// What the last layer carries.
    public Draft payload(byte[] bytes) {
        payload = bytes.clone();
        return this;
    }

    /// Has the last layer quote another packet, as errors of ICMP do: its first bytes, `most` of them if it has as many.
    public Draft payload(Draft quoted, int most) {
        byte[] bytes = quoted.build();
        payload = Arrays.copyOf(bytes, Math.min(bytes.length, most));
        return this;
    }

    /// The packet.
    public byte[] build() {
        return template().bytes();
    }

    /// The packet, in a form in which numbers can be changed again.
    public Template template() {
        return new Template(headers, payload, probe);
    }
}
