package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Option;
import net.strata.decode.Protocol;
import net.strata.decode.Tlvs;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Unidirectional Link Detection (RFC 5171): finds a link that works in one direction only.
public final class Udld extends Protocol {
    private static final Names OPCODES = Names.from0("Reserved", "Probe", "Echo", "Flush");
    private static final Layout udld = new Layout("udld", "Unidirectional Link Detection", "RFC 5171");
    static final Uint VERSION = udld.uint(3, "version", "Version", says("1, the only version in use"));
    static final Uint OPCODE = udld.uint(5, "opcode", "Opcode", names(OPCODES),
            says("whether it probes for neighbors, echoes what it heard, or says that it stops"));
    static final Uint FLAGS = udld.group(8, "flags", "Flags",
            says("how neighbors should treat the timeout and their memory of the sender"));
    static final Uint RESYNC = udld.skip(6).uint(1, "flags.rsy", "Resynchronize", hex(),
            says("asks the neighbor to begin the exchange anew"));
    static final Uint TIMEOUT = udld.uint(1, "flags.rt", "Recommended timeout", hex(),
            says("a timeout is recommended to the neighbor"));
    static final Uint CHECKSUM = udld.uint(16, "checksum", "Checksum", hex(), varies(),
            says("over the whole message as in IP, but an odd last byte counts as a low half"));

    private static final int HEAD = 32;
    private static final Layout head = new Layout("udld", "Element", "RFC 5171");
    static final Uint TYPE = head.uint(16, "tlv.type", "Type", hex(), names("", "Device ID", "Port ID", "Echo",
            "Message interval", "Timeout interval", "Device name", "Sequence number"),
            says("what the element tells, such as a name, an interval, or neighbors heard"));
    static final Uint LENGTH = head.uint(16, "tlv.len", "Length",
            says("bytes of the element, type and length included"));
    private static final Layout device = new Layout("udld", "Device ID", "RFC 5171").skip(HEAD);
    static final Octets DEVICE = device.loose(Octets.Form.TEXT, "device_id", "Device ID",
            says("the switch that sent it, often by its serial number"));
    private static final Layout port = new Layout("udld", "Port ID", "RFC 5171").skip(HEAD);
    static final Octets PORT = port.loose(Octets.Form.TEXT, "sent_through_interface", "Port ID",
            says("the port it was sent through; a neighbor echoes both"));
    private static final Layout other = new Layout("udld", "Element", "RFC 5171").skip(HEAD);
    static final Octets VALUE = other.loose(Octets.Form.BYTES, "data", "Value", varies(),
            says("bytes of an element that is not taken apart"));
    private static final Tlvs ELEMENTS = new Tlvs(head, TYPE, LENGTH, 0, new Option(other, VALUE))
            .add(new TextOption(device, DEVICE), 1).add(new TextOption(port, PORT), 2);

    public Udld() {
        super(udld, "UDLD", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(udld, c.at, c.headerEnd());
        ELEMENTS.fields(c, t, c.at + bytes(), c.end());
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(OPCODES.of(OPCODE.get(c), "Unknown opcode"));
        for (int type = 1; type <= 2; type++) {
            int at = ELEMENTS.find(c.data, c.at + bytes(), c.end(), type);
            if (at < 0) continue;
            int from = at + HEAD / 8;
            int end = Math.min(at + ELEMENTS.size(c.data, at, c.end()), from + 64);
            out.ascii(type == 1 ? "  Device ID: " : "  Port ID: ").text(c.data, from,
                    TextOption.untilZero(c.data, from, end));
        }
        return true;
    }

    @Override
    public List<Layout> parts() {
        return ELEMENTS.layouts();
    }
}
