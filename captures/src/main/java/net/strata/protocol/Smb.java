package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.little;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// Server Message Block, the header (MS-CIFS section 2.2.3.1; versions 2 and 3: MS-SMB2 section 2.2.1.2).
public final class Smb extends Protocol {
    /// What messages of both begin with.
    private static final int SMB_1 = 0xff534d42;
    private static final int SMB_2 = 0xfe534d42;
    private static final int CREDITS_AT = 14;

    private static final Names COMMANDS = new Names("""
            0x04 Close
            0x06 Delete
            0x07 Rename
            0x24 Locking AndX
            0x25 Trans
            0x2b Echo
            0x2d Open AndX
            0x2e Read AndX
            0x2f Write AndX
            0x32 Trans2
            0x71 Tree disconnect
            0x72 Negotiate protocol
            0x73 Session setup AndX
            0x74 Logoff AndX
            0x75 Tree connect AndX
            0xa0 NT Trans
            0xa2 NT create AndX
            0xa4 NT cancel""");
    private static final Names COMMANDS_2 = Names.from0("Negotiate protocol", "Session setup", "Session logoff",
            "Tree connect", "Tree disconnect", "Create", "Close", "Flush", "Read", "Write", "Lock", "Ioctl", "Cancel",
            "Keep alive", "Find", "Notify", "Get info", "Set info", "Break");

    private static final Layout smb = new Layout("smb", "Server Message Block", "MS-CIFS section 2.2.3.1");
    static final Uint COMPONENT = smb.uint(32, "server_component", "Server component", hex(), little());
    static final Uint COMMAND = smb.uint(8, "cmd", "Command", hex(), names(COMMANDS));
    static final Uint STATUS = smb.uint(32, "nt_status", "Status", hex(), little(), says("0: success"));
    static final Uint FLAGS = smb.group(8, "flags", "Flags", hex());
    static final Uint RESPONSE = smb.flag("flags.response", "Response", says("an answer"));
    static final Uint FLAGS_2 = smb.skip(7).uint(16, "flags2", "More flags", hex(), little());
    static final Uint PID_HIGH = smb.uint(16, "pid.high", "Process ID, high half", little());
    static final Octets SIGNATURE = smb.bytes(8, "signature", "Signature", varies());
    static final Octets RESERVED = smb.bytes(2, "reserved", "Reserved");
    static final Uint TREE = smb.uint(16, "tid", "Tree ID", little(), says("the share"));
    static final Uint PROCESS = smb.uint(16, "pid", "Process ID", little());
    static final Uint USER = smb.uint(16, "uid", "User ID", little());
    static final Uint MULTIPLEX = smb.uint(16, "mid", "Multiplex ID", little(), says("the same in the answer"));

    private static final Layout smb2 = new Layout("smb2", "Server Message Block 2", "MS-SMB2 section 2.2.1.2");
    static final Uint PROTOCOL_ID = smb2.uint(32, "protocol_id", "Protocol", hex(), little());
    static final Uint HEADER_LENGTH = smb2.uint(16, "header_len", "Header length", little());
    static final Uint CHARGE = smb2.uint(16, "credit.charge", "Credit charge", little());
    static final Uint STATUS_2 = smb2.uint(32, "nt_status", "Status", hex(), little(),
            says("0: success; in requests of version 3 a channel"));
    static final Uint COMMAND_2 = smb2.uint(16, "cmd", "Command", little(), names(COMMANDS_2));
    static final Uint ASKED = smb2.loose(16, "credits.requested", "Credits requested", little(),
            says("how many more requests it wants to be allowed"));
    static final Uint GRANTED = smb2.loose(16, "credits.granted", "Credits granted", little());
    static final Uint FLAGS_OF_2 = smb2.skip(16).uint(32, "flags", "Flags", hex(), little(),
            says("0x00000001: an answer"));
    static final Uint CHAIN = smb2.uint(32, "chain_offset", "Next command", hex(), little());
    static final Uint MESSAGE = smb2.uint(64, "msg_id", "Message ID", little(), says("the same in the answer"));
    static final Uint PROCESS_2 = smb2.uint(32, "pid", "Process ID", hex(), little());
    static final Uint TREE_2 = smb2.uint(32, "tid", "Tree ID", hex(), little(), says("the share"));
    static final Uint SESSION = smb2.uint(64, "sesid", "Session ID", hex(), little(), varies());
    static final Octets SIGNATURE_2 = smb2.bytes(16, "signature", "Signature", varies());

    static final Smb FIRST = new Smb(smb, "SMB");
    static final Smb SECOND = new Smb(smb2, "SMB2");

    private Smb(Layout layout, String label) {
        super(layout, label, Level.APPLICATION);
    }

    /// The version whose header starts here, null if none does.
    static @Nullable Smb at(byte[] data, int at, int end) {
        if (at + 4 > end) return null;
        int mark = Integer.reverseBytes(COMPONENT.get(data, at));
        return mark == SMB_1 ? FIRST : mark == SMB_2 ? SECOND : null;
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        super.fields(c, t);
        if (equals(SECOND)) t.field(response(c) ? GRANTED : ASKED, c.at + CREDITS_AT, 2);
    }

    private boolean response(Cursor c) {
        return equals(FIRST) ? RESPONSE.is(c) : (FLAGS_OF_2.get(c) & 1) != 0;
    }

    @Override
    public boolean info(Cursor c, Text out) {
        boolean first = equals(FIRST);
        out.ascii(first ? COMMANDS.of(COMMAND.get(c), "Command") : COMMANDS_2.of(COMMAND_2.get(c), "Command"));
        out.ascii(response(c) ? " response" : " request");
        return true;
    }
}
