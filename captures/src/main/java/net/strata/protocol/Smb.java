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
    static final Uint COMPONENT = smb.uint(32, "server_component", "Server component", hex(), little(),
            says("0xff and the letters SMB, which mark a message of version 1"));
    static final Uint COMMAND = smb.uint(8, "cmd", "Command", hex(), names(COMMANDS),
            says("what the client asks the server to do"));
    static final Uint STATUS = smb.uint(32, "nt_status", "Status", hex(), little(),
            says("what came of the request; 0: success, 0xc0000000 and more: an error"));
    static final Uint FLAGS = smb.group(8, "flags", "Flags", hex(),
            says("above all, whether it is a request or an answer"));
    static final Uint RESPONSE = smb.flag("flags.response", "Response", says("set in what the server sends"));
    static final Uint FLAGS_2 = smb.skip(7).uint(16, "flags2", "More flags", hex(), little(),
            says("what the sender supports, such as long names, Unicode, signatures"));
    static final Uint PID_HIGH = smb.uint(16, "pid.high", "Process ID, high half", little(),
            says("upper 16 bits of the number of the client's process"));
    static final Octets SIGNATURE = smb.bytes(8, "signature", "Signature", varies(),
            says("proves that nobody changed the message, where signing was agreed"));
    static final Octets RESERVED = smb.bytes(2, "reserved", "Reserved", says("no use so far: senders set 0"));
    static final Uint TREE = smb.uint(16, "tid", "Tree ID", little(),
            says("the share the client uses, by the number the server gave it"));
    static final Uint PROCESS = smb.uint(16, "pid", "Process ID", little(),
            says("the client's process that asks, lower 16 bits of its number"));
    static final Uint USER = smb.uint(16, "uid", "User ID", little(),
            says("the login the request belongs to, by the number the server gave it"));
    static final Uint MULTIPLEX = smb.uint(16, "mid", "Multiplex ID", little(),
            says("pairs an answer with its request where several are open"));

    private static final Layout smb2 = new Layout("smb2", "Server Message Block 2", "MS-SMB2 section 2.2.1.2");
    static final Uint PROTOCOL_ID = smb2.uint(32, "protocol_id", "Protocol", hex(), little(),
            says("0xfe and the letters SMB, which mark versions 2 and 3"));
    static final Uint HEADER_LENGTH = smb2.uint(16, "header_len", "Header length", little(),
            says("bytes of this header: always 64"));
    static final Uint CHARGE = smb2.uint(16, "credit.charge", "Credit charge", little(),
            says("credits that the request costs; large reads and writes cost more"));
    static final Uint STATUS_2 = smb2.uint(32, "nt_status", "Status", hex(), little(),
            says("what came of the request, 0: success; in a request of version 3 the channel's state"));
    static final Uint COMMAND_2 = smb2.uint(16, "cmd", "Command", little(), names(COMMANDS_2),
            says("what the client asks the server to do"));
    static final Uint ASKED = smb2.loose(16, "credits.requested", "Credits requested", little(),
            says("how many more requests the client wants to be allowed"));
    static final Uint GRANTED = smb2.loose(16, "credits.granted", "Credits granted", little(),
            says("how many more requests the server allows the client"));
    static final Uint FLAGS_OF_2 = smb2.skip(16).uint(32, "flags", "Flags", hex(), little(),
            says("0x1: an answer, 0x2: to what takes longer, 0x4: goes with the one before, 0x8: signed"));
    static final Uint CHAIN = smb2.uint(32, "chain_offset", "Next command", hex(), little(),
            says("bytes from here to the next message in the same packet; 0: the last"));
    static final Uint MESSAGE = smb2.uint(64, "msg_id", "Message ID", little(),
            says("pairs an answer with its request; each request has a new one"));
    static final Uint PROCESS_2 = smb2.uint(32, "pid", "Process ID", hex(), little(),
            says("clients should send 0, servers may ignore it; once the client's process"));
    static final Uint TREE_2 = smb2.uint(32, "tid", "Tree ID", hex(), little(),
            says("the share the client uses, by the number the server gave it"));
    static final Uint SESSION = smb2.uint(64, "sesid", "Session ID", hex(), little(), varies(),
            says("the login the request belongs to, by the number the server gave it"));
    static final Octets SIGNATURE_2 = smb2.bytes(16, "signature", "Signature", varies(),
            says("proves that nobody changed the message; zero where it is not signed"));

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
