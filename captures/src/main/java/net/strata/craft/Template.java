package net.strata.craft;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.strata.decode.Cursor;
import net.strata.decode.Protocol;
import net.strata.protocol.Protocols;
import net.strata.wire.Auto;
import net.strata.wire.Checksum;
import net.strata.wire.Field;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// A packet that was built, and can be changed and sent again.
///
/// ```java
/// Template t = draft.template();
/// t.set(2, "icmp.seq", 8).seal();
/// ```
public final class Template {
    /// What a payload is that no protocol claims: "local experimental EtherType 1" (IEEE 802-2014 clause 9.2.4), "use for
    /// experimentation and testing" (RFC 3692); and where nothing follows, "no next header" (RFC 8200 section 4.7).
    private static final int LOCAL_ETHER_TYPE = 0x88b5;
    private static final int EXPERIMENT = 253;
    private static final int NO_NEXT_HEADER = 59;

    private final List<Header> headers;
    /// Where each header starts, and after them the payload.
    private final int[] starts;
    private final byte[] bytes;
    /// The checksums that were not given, from the innermost layer outwards.
    private final List<Sum> sums = new ArrayList<>();

    /// A checksum over the bytes from `start` to `end`.
    ///
    /// @param nonzero whether 0xffff stands for zero
    private record Sum(Uint field, int start, int end, boolean nonzero, PseudoHeader pseudo) {
        void compute(byte[] bytes) {
            field.set(bytes, start, 0);
            int sum = ~Checksum.fold(Checksum.sum(bytes, start, end - start, pseudo.sum(bytes))) & 0xffff;
            field.set(bytes, start, sum == 0 && nonzero ? 0xffff : sum);
        }
    }

    /// What a checksum covers beside the layer itself: where the addresses start, their length, and two numbers.
    private record PseudoHeader(int source, int destination, int addressLength, int protocol, int length) {
        static final PseudoHeader NONE = new PseudoHeader(0, 0, 0, 0, 0);

        long sum(byte[] bytes) {
            long sum = Checksum.sum(bytes, source, addressLength, protocol + (long) length);
            return Checksum.sum(bytes, destination, addressLength, sum);
        }
    }

    Template(List<Header> headers, byte[] payload, Probe probe) {
        this.headers = List.copyOf(headers);
        int layers = headers.size();
        byte[][] parts = Stream.concat(headers.stream().map(Header::bytes), Stream.of(payload)).toArray(byte[][]::new);
        starts = new int[parts.length];
        for (int i = 0; i < layers; i++)
            starts[i + 1] = starts[i] + parts[i].length;
        bytes = new byte[starts[layers] + payload.length];
        for (int i = 0; i < parts.length; i++)
            System.arraycopy(parts[i], 0, bytes, starts[i], parts[i].length);
        for (int i = 0; i < layers; i++)
            number(i);
        for (int i = layers - 1; i >= 0; i--)
            sum(i, probe);
        seal();
    }

    /// The packet: the same array each time.
    public byte[] bytes() {
        return bytes;
    }

    /// Where a layer starts, the outermost being layer 0; for the number behind the last one, the payload.
    public int start(int layer) {
        return starts[layer];
    }

    /// Changes a field of a layer: any of the fixed part of its header, or one that was given a value before. Lengths and
    /// checksums stay as they are.
    public Template set(int layer, String field, long value) {
        headers.get(layer).change(bytes, starts[layer], field, new Value.Amount(value));
        return this;
    }

    /// Changes a field of a layer that holds bytes.
    public Template set(int layer, String field, byte[] value) {
        headers.get(layer).change(bytes, starts[layer], field, new Value.Bytes(value));
        return this;
    }

    /// Computes the checksums that were not given, from the innermost layer outwards.
    public void seal() {
        for (Sum s : sums)
            s.compute(bytes);
    }

    /// Computes the numbers of a layer that were not given.
    private void number(int layer) {
        for (Field f : headers.get(layer).absent()) {
            if (f instanceof Uint u && f.meta().absent() instanceof Auto auto) {
                int value = number(auto, layer);
                if (value >= 0) u.set(bytes, starts[layer], value);
            }
        }
    }

    /// @return -1 if it is a checksum
    private int number(Auto auto, int layer) {
        int header = starts[layer + 1] - starts[layer];
        return switch (auto) {
            case HEADER_LENGTH -> header;
            case HEADER_UNITS -> header / 8 - 1;
            case LENGTH -> bytes.length - starts[layer];
            case PAYLOAD_LENGTH -> bytes.length - starts[layer + 1];
            case ETHER_TYPE -> {
                int type = layer + 1 < headers.size() ? Protocols.etherType(headers.get(layer + 1).protocol) : -1;
                yield type >= 0 ? type : LOCAL_ETHER_TYPE;
            }
            case IP_PROTOCOL -> {
                int number = layer + 1 < headers.size() ? Protocols.ipProtocol(headers.get(layer + 1).protocol) : -1;
                yield number >= 0 ? number : starts[layer + 1] < bytes.length ? EXPERIMENT : NO_NEXT_HEADER;
            }
            case HEADER_CHECKSUM, CHECKSUM, PSEUDO_CHECKSUM, NONZERO_CHECKSUM -> -1;
        };
    }

    /// Notes the checksum of a layer, if it has one that was not given.
    private void sum(int layer, Probe probe) {
        int start = starts[layer];
        for (Field f : headers.get(layer).absent()) {
            if (!(f instanceof Uint u && f.meta().absent() instanceof Auto auto)) continue;
            switch (auto) {
                case HEADER_CHECKSUM -> sums.add(new Sum(u, start, starts[layer + 1], false, PseudoHeader.NONE));
                case CHECKSUM -> sums.add(new Sum(u, start, bytes.length, false, PseudoHeader.NONE));
                case PSEUDO_CHECKSUM -> sums.add(new Sum(u, start, bytes.length, false, pseudo(layer, probe)));
                case NONZERO_CHECKSUM -> sums.add(new Sum(u, start, bytes.length, true, pseudo(layer, probe)));
                case HEADER_LENGTH, HEADER_UNITS, LENGTH, PAYLOAD_LENGTH, ETHER_TYPE, IP_PROTOCOL -> {
                }
            }
        }
    }

    /// The pseudo-header of a layer, with the addresses of the IP header that it is in. While stops of a route are still
    /// to come, the destination there is only the next one: decoding knows the last.
    private PseudoHeader pseudo(int layer, Probe probe) {
        for (int i = layer - 1; i >= 0; i--) {
            Protocol p = headers.get(i).protocol;
            Octets[] addresses = Stream.of(p.layout().placed()).filter(Template::address).toArray(Octets[]::new);
            if (addresses.length != 2) continue;
            int source = addresses[0].from(starts[i]);
            int destination = addresses[1].from(starts[i]);
            int length = addresses[0].length();
            Cursor c = probe.walk(bytes, starts[i], p);
            for (int k = 0; k < c.layers(); k++) {
                c.select(k);
                if (c.at != starts[layer] || c.addressLength() != length) continue;
                source = c.source();
                destination = c.destination();
            }
            int number = Protocols.ipProtocol(headers.get(layer).protocol);
            return new PseudoHeader(source, destination, length, number, bytes.length - starts[layer]);
        }
        return PseudoHeader.NONE;
    }

    private static boolean address(Field f) {
        return f instanceof Octets o && (o.form() == Octets.Form.IPV4 || o.form() == Octets.Form.IPV6);
    }
}
