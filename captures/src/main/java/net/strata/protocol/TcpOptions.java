package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Option;
import net.strata.decode.Options;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// The options of a TCP header (RFC 9293 section 3.2, and the IANA registry "TCP Option Kind Numbers").
final class TcpOptions {
    private static final int HEAD = 16;
    private static final Layout head = new Layout("tcp", "Option", "RFC 9293 section 3.2");
    static final Uint KIND = head.uint(8, "option_kind", "Kind", names(new Names("""
            0 End of options
            1 No operation
            2 Maximum segment size
            3 Window scale
            4 SACK permitted
            5 SACK
            6 Echo (obsolete)
            7 Echo reply (obsolete)
            8 Timestamps
            14 Alternate checksum request (obsolete)
            15 Alternate checksum data (obsolete)
            18 Trailer checksum
            19 MD5 signature
            27 Quick-Start response
            28 User timeout
            29 Authentication
            30 Multipath TCP
            34 Fast open
            69 Encryption negotiation
            172 Accurate ECN order 0
            174 Accurate ECN order 1
            253-254 Experiment""")), says("what the option tells"),
            otherwise("the receiver skips the option, or takes it for another"));
    static final Uint LENGTH = head.uint(8, "option_len", "Length",
            says("bytes of the option, kind and length included"),
            otherwise("the next option would be read from the wrong byte"));

    private static final Layout end = new Layout("tcp", "End of options");
    private static final Layout nop = new Layout("tcp", "No operation");

    /// RFC 9293 section 3.7.1.
    private static final Layout mss = new Layout("tcp", "Maximum segment size", "RFC 9293 section 3.7.1").skip(HEAD);
    static final Uint MSS = mss.uint(16, "options.mss_val", "Maximum segment size",
            says("bytes of data that the sender of this takes in one segment"),
            otherwise("segments would be cut up on the way, or lost where that is forbidden"));

    /// RFC 7323 section 2.2.
    private static final Layout scale = new Layout("tcp", "Window scale", "RFC 7323 section 2.2").skip(HEAD);
    static final Uint SHIFT = scale.uint(8, "options.wscale.shift", "Shift",
            says("the sender's windows count in units of 2 to this power; 14 at most"),
            otherwise("the other side would send a trickle, or more than fits"));
    static final Made MULTIPLIER = scale.made(Made.Form.NUMBER, "options.wscale.multiplier", "Multiplier",
            says("what the sender's windows are multiplied by: 2 to the power of the shift"));

    /// RFC 2018 section 2.
    private static final Layout permitted = new Layout("tcp", "SACK permitted", "RFC 2018 section 2").skip(HEAD);

    /// RFC 2018 section 3.
    private static final Layout sack = new Layout("tcp", "Selective acknowledgment", "RFC 2018 section 3");
    private static final Layout block = new Layout("tcp", "Block", "RFC 2018 section 3");
    static final Uint LEFT_RAW = block.uint(32, "options.sack_le_raw", "Left edge (raw)", varies(),
            says("number of the first byte of a block that arrived behind a gap"),
            otherwise("the sender would send again what arrived, or forget what is missing"));
    static final Uint RIGHT_RAW = block.uint(32, "options.sack_re_raw", "Right edge (raw)", varies(),
            says("number of the byte behind the block's last"),
            otherwise("the sender would send again what arrived, or forget what is missing"));
    static final Made LEFT = block.made(Made.Form.NUMBER, "options.sack_le", "Left edge",
            says("first byte of a block that arrived behind a gap, counted from the connection's first"));
    static final Made RIGHT = block.made(Made.Form.NUMBER, "options.sack_re", "Right edge",
            says("byte behind the block's last, counted from the connection's first"));

    /// RFC 7323 section 3.2.
    private static final Layout timestamps = new Layout("tcp", "Timestamps", "RFC 7323 section 3.2").skip(HEAD);
    static final Uint TSVAL = timestamps.uint(32, "options.timestamp.tsval", "Timestamp value", varies(),
            says("the sender's clock when it sent this, in ticks of its own"),
            otherwise("old copies of segments would pass for new ones, or new ones be dropped"));
    static final Uint TSECR = timestamps.uint(32, "options.timestamp.tsecr", "Timestamp echo reply", varies(),
            says("the latest clock value from the other side, sent back"),
            otherwise("the round trip would be measured wrong, and data sent again too early or late"));

    /// RFC 5482 section 3.
    private static final Layout timeout = new Layout("tcp", "User timeout", "RFC 5482 section 3").skip(HEAD);
    static final Uint GRANULARITY = timeout.flag("options.user_to_granularity", "Minutes",
            says("set: the value counts minutes, else seconds"),
            otherwise("the wait would be 60 times too long or too short"));
    static final Uint TIMEOUT = timeout.uint(15, "options.user_to_val", "User timeout",
            says("how long data may stay unacknowledged before the connection is given up"),
            otherwise("the connection would be given up too early, or held too long"));

    /// RFC 2385 section 3.
    private static final Layout md5 = new Layout("tcp", "MD5 signature", "RFC 2385 section 3").skip(HEAD);
    static final Octets DIGEST = md5.bytes(16, "options.md5.digest", "Digest", varies(),
            says("proves that the segment comes from who knows the password, and is unchanged"),
            otherwise("the receiver drops the segment without a word"));

    /// RFC 5925 section 2.2.
    private static final Layout auth = new Layout("tcp", "Authentication", "RFC 5925 section 2.2").skip(HEAD);
    static final Uint KEY_ID = auth.uint(8, "options.ao.keyid", "Key ID", says("which key made the code below"),
            otherwise("the receiver would check with the wrong key and drop the segment"));
    static final Uint NEXT_KEY_ID = auth.uint(8, "options.ao.rnextkeyid", "Next key ID",
            says("which key the sender is ready to receive with"),
            otherwise("the other side would go on with a key that is to be replaced"));
    static final Octets MAC = auth.loose(Octets.Form.BYTES, "options.ao.mac", "Message authentication code", varies(),
            says("proves that the segment comes from who knows the key, and is unchanged"),
            otherwise("the receiver drops the segment without a word"));

    /// RFC 8684 section 3.
    private static final Layout mptcp = new Layout("tcp", "Multipath TCP", "RFC 8684 section 3").skip(HEAD);
    static final Uint SUBTYPE = mptcp.uint(4, "options.mptcp.subtype", "Subtype", names("MP_CAPABLE", "MP_JOIN", "DSS",
            "ADD_ADDR", "REMOVE_ADDR", "MP_PRIO", "MP_FAIL", "MP_FASTCLOSE", "MP_TCPRST"),
            says("which message of multipath TCP it is"), otherwise("the connection would go on over one path alone"));

    /// RFC 7413 section 4.1.1.
    private static final Layout fastOpen = new Layout("tcp", "Fast open", "RFC 7413 section 4.1.1");
    static final Octets COOKIE = fastOpen.loose(Octets.Form.BYTES, "options.tfo.cookie", "Cookie", varies(),
            says("proves an earlier connection; empty asks for one"),
            otherwise("the server would take no data before the connection is open"));

    private static final Layout other = new Layout("tcp", "Option", "RFC 9293 section 3.2");
    static final Octets VALUE = other.loose(Octets.Form.BYTES, "options.value", "Value", hex(),
            says("what an option without fields of its own holds"),
            otherwise("receivers that know the option would misread it"));

    static final Options OPTIONS = new Options(head, Options.Length.ALL, 1, 0, new Rest(other, VALUE, 2))
            .add(new Option(end), 0).add(new Option(nop), 1).add(new Option(mss), 2).add(new Scale(), 3)
            .add(new Option(permitted), 4).add(new Sack(), 5).add(new Option(timestamps), 8).add(new Option(md5), 19)
            .add(new Option(timeout), 28).add(new Rest(auth, MAC, 4), 29).add(new Option(mptcp), 30)
            .add(new Rest(fastOpen, COOKIE, 2), 34);

    private TcpOptions() {}

    /// An option that ends with bytes of any length.
    private static final class Rest extends Option {
        private final Octets field;
        private final int from;

        Rest(Layout layout, Octets field, int from) {
            super(layout);
            this.field = field;
            this.from = from;
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            super.fields(c, t, at, end);
            if (at + from < end) t.field(field, at + from, end - at - from);
        }
    }

    private static final class Scale extends Option {
        Scale() {
            super(scale);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            super.fields(c, t, at, end);
            if (end - at >= SHIFT.end()) t.made(MULTIPLIER, 1L << Math.min(SHIFT.get(c.data, at), 14));
        }
    }

    private static final class Sack extends Option {
        Sack() {
            super(sack);
        }

        @Override
        public List<Layout> layouts() {
            return List.of(sack, block);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            for (int i = at + 2; i + 8 <= end; i += 8) {
                t.open(block, i, i + 8);
                t.fields(block, i, i + 8);
                t.made(LEFT, edge(c, LEFT_RAW, i));
                t.made(RIGHT, edge(c, RIGHT_RAW, i));
                t.close();
            }
        }

        /// SACK counts the bytes of the other side.
        static long edge(Cursor c, Uint raw, int at) {
            int row = c.factsRow();
            return raw.get(c.data, at) - (row < 0 ? 0 : c.batch().facts.ackBase[row]) & 0xffff_ffffL;
        }
    }

    static int windowShift(byte[] d, int from, int end) {
        for (int at = from; at < end && d[at] != 0;) {
            int size = OPTIONS.size(d, at, end);
            if (d[at] == 3 && size == 3) return SHIFT.get(d, at);
            at += size;
        }
        return -1;
    }

    /// Appends the options that matter in one line, in tshark's words.
    static void info(Cursor c, Text out, int from, int end) {
        byte[] d = c.data;
        for (int at = from; at < end && d[at] != 0;) {
            int size = OPTIONS.size(d, at, end);
            switch (d[at]) {
                case 2 -> {
                    if (size == 4) out.ascii(" MSS=").number(MSS.get(d, at));
                }
                case 3 -> {
                    if (size == 3) out.ascii(" WS=").number(1L << Math.min(SHIFT.get(d, at), 14));
                }
                case 4 -> out.ascii(" SACK_PERM");
                case 5 -> {
                    for (int i = at + 2; i + 8 <= at + size; i += 8) {
                        out.ascii(" SLE=").number(Sack.edge(c, LEFT_RAW, i)).ascii(" SRE=")
                                .number(Sack.edge(c, RIGHT_RAW, i));
                    }
                }
                case 8 -> {
                    if (size == 10) {
                        out.ascii(" TSval=").varying(TSVAL.value(d, at)).ascii(" TSecr=").varying(TSECR.value(d, at));
                    }
                }
                case 30 -> out.ascii(" MPTCP");
                case 34 -> out.ascii(" TFO");
                default -> {
                }
            }
            at += size;
        }
    }
}
