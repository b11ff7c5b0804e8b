package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.little;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// ATA over Ethernet: a disk's commands in frames (AoEr11 section 2).
public final class AtaOverEthernet extends Protocol {
    private static final Names COMMANDS = Names.from0("Issue ATA command", "Query config information",
            "MAC mask list", "Reserve/release");
    private static final Layout aoe = new Layout("aoe", "ATA over Ethernet", "AoEr11 section 2");
    static final Uint VERSION = aoe.uint(4, "version", "Version", says("1; a target refuses any other"));
    static final Uint RESPONSE = aoe.flag("response", "Response",
            says("set where the disk answers, clear where it is asked"));
    static final Uint FAILED = aoe.flag("flags_error", "Failed", says("the command failed; the error says why"));
    static final Uint ERROR = aoe.skip(2).uint(8, "error", "Error", says(
            "1: unknown command, 2: bad argument, 3: device unavailable, 4: config string set, 5: version, 6: reserved"));
    static final Uint MAJOR = aoe.uint(16, "major", "Shelf", hex(),
            says("number of the enclosure the disk is in; 0xffff: any"));
    static final Uint MINOR = aoe.uint(8, "minor", "Slot", hex(), says("number of the disk in its shelf; 0xff: any"));
    static final Uint COMMAND = aoe.uint(8, "cmd", "Command", names(COMMANDS),
            says("what is asked of the target: disk access, its configuration, who may use it"));
    static final Uint TAG = aoe.uint(32, "tag", "Tag", hex(),
            says("chosen by the client; the response repeats it, so that the two are matched"));

    private static final Layout command = registers("ATA command", "ata.cmd",
            "what the disk shall do, in the numbers of ATA");
    private static final Layout answer = registers("ATA status", "ata.status",
            "how the command ended: the disk's status register");

    /// The disk's registers, the last of which holds a command or a status.
    private static Layout registers(String title, String last, String says) {
        var ata = new Layout("aoe", title, "AoEr11 section 3").skip(aoe.bytes() * 8);
        ata.skip(1).flag("aflags.e", "48-bit address", says("the block address takes 48 bits, not 28"));
        ata.skip(1).flag("aflags.d", "Device",
                says("goes into the bit of the same name in the disk's device register"));
        ata.skip(2).flag("aflags.a", "Asynchronous write",
                says("the disk may answer a write before the data are on its medium"));
        ata.flag("aflags.w", "Write", says("set where data go to the disk, clear where they come from it"));
        ata.uint(8, "err_feature", "Error or feature", hex(),
                says("the feature register in a request, the error register in a response"));
        ata.uint(8, "sector_count", "Sectors", says("sectors of 512 bytes to read or write"));
        ata.uint(8, last, title, hex(), says(says));
        ata.uint(48, "lba", "Block address", hex(), little(), says("number of the first sector, counted from 0"));
        return ata;
    }

    public AtaOverEthernet() {
        super(aoe, "AoE", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(aoe, c.at, c.end());
        if (COMMAND.get(c) != 0 || c.end() <= c.at + bytes()) return;
        Layout ata = RESPONSE.is(c) ? answer : command;
        t.open(ata, c.at + bytes(), Math.min(c.at + ata.bytes(), c.end()));
        t.fields(ata, c.at, c.end());
        t.close();
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(COMMANDS.of(COMMAND.get(c), "Unknown command")).ascii(RESPONSE.is(c) ? " response" : " request");
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(command, answer);
    }
}
