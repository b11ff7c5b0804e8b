package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Network Time Protocol, versions 1 to 4 (RFC 5905 section 7). Messages that manage servers are in [NtpControl].
public final class Ntp extends Protocol {
    private static final int SERVER = 4;
    private static final int CONTROL = 6;
    private static final int PRIVATE = 7;
    /// The shortest extension field, and the longest authenticator (RFC 7822 section 3).
    private static final int EXTENSION = 16;
    private static final int LONGEST_MAC = 24;
    /// Seconds from 1900 to 1970, and those of an era.
    private static final long SINCE_1900 = 2_208_988_800L;
    private static final long ERA = 1L << 32;
    private static final double NANOS = 1e9 / ERA;
    private static final String[] MODES = {"reserved", "symmetric active", "symmetric passive", "client", "server",
            "broadcast", "control", "private"};

    private static final Layout ntp = new Layout("ntp", "Network Time Protocol", "RFC 5905 section 7.3");
    static final Uint FLAGS = ntp.group(8, "flags", "Flags", hex(),
            says("leap second, version and what the message is"));
    static final Uint LEAP = ntp.uint(2, "flags.li", "Leap second", names("no warning", "last minute has 61 seconds",
            "last minute has 59 seconds", "clock not synchronized"),
            says("whether the last minute of the day is longer or shorter"),
            otherwise("the client's clock would be a second wrong after the leap"));
    static final Uint VERSION = ntp.uint(3, "flags.vn", "Version",
            says("version of the format; 4 now, 3 is much the same"),
            otherwise("the receiver would drop it, or answer in another format"));
    static final Uint MODE = ntp.uint(3, "flags.mode", "Mode", names(MODES),
            says("who speaks: a client asks, a server answers"), otherwise("the server would not answer"));

    private static final Layout time = new Layout("ntp", "Time", "RFC 5905 section 7.3").skip(8);
    static final Uint STRATUM = time.uint(8, "stratum", "Stratum",
            says("steps from a reference clock: 1 has one, 16 is not synchronized; 0: refused"),
            otherwise("clients would choose a worse clock, or servers follow each other in a circle"));
    static final Uint POLL = time.uint(8, "ppoll", "Poll interval", says("seconds between messages, as a power of two"),
            otherwise("the client would ask too often, and could be refused"));
    static final Uint PRECISION = time.uint(8, "precision", "Precision",
            says("of the sender's clock: seconds, as a power of two"),
            otherwise("the client would trust the clock too much or too little"));
    static final Uint DELAY = time.uint(32, "rootdelay", "Root delay", varies(),
            says("to the reference clock and back, in 1/65536 s"),
            otherwise("clients would choose a server that is farther from its clock"));
    static final Uint DISPERSION = time.uint(32, "rootdispersion", "Root dispersion", varies(),
            says("how wrong the clock may be at most, in 1/65536 s"), otherwise("clients would choose a worse clock"));
    static final Octets REFERENCE = time.bytes(4, "refid", "Reference ID",
            says("the clock or server that time is taken from; stratum 0: why there is none"),
            otherwise("two servers that follow each other would not be found out"));
    private static final Made[] TIMES = {
            stamp("reftime", "Reference time", "when the clock was last set",
                    "a clock that has not been set for long would look fresh"),
            stamp("org", "Origin time", "when the request left the client",
                    "the client would take the answer for an old or forged one and drop it"),
            stamp("rec", "Receive time", "when the request came to the server", "the client would set its clock wrong"),
            stamp("xmt", "Transmit time", "when this message left", "the client would set its clock wrong")};
    private static final int TIMES_AT = 16;
    private static final int HEADER = 48;

    static final Octets KEY_ID = time.loose(Octets.Form.BYTES, "keyid", "Key ID",
            says("which shared key the message was signed with"));
    static final Octets MAC = time.loose(Octets.Form.BYTES, "mac", "Message authentication code", varies(),
            says("over the message, with the shared key"));

    private static final Layout extension = new Layout("ntp", "Extension", "RFC 7822 section 3");
    static final Uint TYPE = extension.uint(16, "ext.type", "Type", hex(), names(new Names("""
            0x0002 Autokey request
            0x0104 Unique identifier
            0x0204 NTS cookie
            0x0304 NTS cookie placeholder
            0x0404 NTS authenticator
            0x2005 UDP checksum complement""")), says("what is added"));
    static final Uint LENGTH = extension.uint(16, "ext.length", "Length", says("bytes, type and length included"));
    static final Octets VALUE = extension.loose(Octets.Form.BYTES, "ext.value", "Value", varies(),
            says("what the type tells it is"));

    public Ntp() {
        super(ntp, "NTP", Level.APPLICATION);
    }

    private static Made stamp(String name, String label, String says, String otherwise) {
        return time.made(Made.Form.TEXT, name, label, varies(), says(says), otherwise(otherwise));
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int mode = MODE.get(c);
        if (mode == PRIVATE) {
            NtpControl.manage(c, t);
            return;
        }
        t.fields(ntp, c.at, c.end());
        if (mode == CONTROL) {
            NtpControl.fields(c, t);
            return;
        }
        t.fields(time, c.at, c.end());
        for (int i = 0; i < TIMES.length; i++) {
            int at = c.at + TIMES_AT + 8 * i;
            if (at + 8 <= c.end() && t.wants(TIMES[i])) t.made(TIMES[i], at, 8, timestamp(c, at));
        }
        int at = c.at + HEADER;
        while (c.end() - at > LONGEST_MAC)
            at = next(c, at);
        if (at + 4 <= c.end()) {
            t.field(KEY_ID, at, 4);
            if (at + 4 < c.end()) t.field(MAC, at + 4, c.end() - at - 4);
        }
        for (int i = c.at + HEADER; i < at && t.wantsParts(); i = next(c, i))
            extension(c, t, i);
    }

    /// Where the extension at `at` ends.
    private static int next(Cursor c, int at) {
        return Math.min(at + Math.max(LENGTH.get(c.data, at), EXTENSION), c.end());
    }

    private static void extension(Cursor c, Tree t, int at) {
        int end = next(c, at);
        t.open(extension, at, end);
        t.fields(extension, at, end);
        t.field(VALUE, at + extension.bytes(), end - at - extension.bytes());
        t.close();
    }

    /// Seconds since 1900 and a fraction. A clear top bit: since 2036, when they begin again (RFC 4330 section 3).
    private static Text timestamp(Cursor c, int at) {
        Text out = c.scratch();
        long seconds = DELAY.value(c.data, at - 4);
        long fraction = DELAY.value(c.data, at);
        if ((seconds | fraction) == 0) return out.ascii("NULL");
        long era = seconds < ERA / 2 ? ERA : 0;
        return Dates.write(out, seconds + era - SINCE_1900, (int) Math.min(fraction * NANOS, 999_999_999));
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int mode = MODE.get(c);
        out.ascii("NTP Version ").number(VERSION.get(c)).ascii(", ").ascii(MODES[mode]);
        if (mode == SERVER && c.at + HEADER <= c.end() && STRATUM.get(c) < 2) {
            int at = REFERENCE.from(c.at);
            boolean kiss = STRATUM.get(c) == 0;
            int end = PieceReader.textEnd(c.data, at, at + 4);
            if (end > at) out.ascii(kiss ? ", kiss-o'-death " : ", reference ").text(c.data, at, end - at);
        }
        return true;
    }

    @Override
    public List<Layout> parts() {
        List<Layout> all = new ArrayList<>(List.of(time, extension));
        all.addAll(NtpControl.LAYOUTS);
        return all;
    }
}
