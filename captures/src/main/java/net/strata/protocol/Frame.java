package net.strata.protocol;

import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.frame.Batch;
import net.strata.frame.LinkType;
import net.strata.frame.Owner;
import net.strata.frame.Owners;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Text;

/// What the capture says of a frame as a whole. Not a protocol: no byte on the wire holds it.
public final class Frame extends Protocol {
    private static final Layout frame = new Layout("frame", "Frame",
            "draft-ietf-opsawg-pcapng section 4.3");
    static final Made NUMBER = frame.made(Made.Form.NUMBER, "number", "Number",
            says("place in the capture, counted from 1"));
    static final Made TIME_EPOCH = frame.made(Made.Form.SECONDS, "time_epoch", "Time", varies(),
            says("when the frame was captured, in seconds since 1970, UTC"));
    static final Made TIME_DELTA = frame.made(Made.Form.SECONDS, "time_delta", "Time since the previous frame",
            varies(), says("seconds since the frame before it in the capture, 0 for the first"));
    static final Made TIME_RELATIVE = frame.made(Made.Form.SECONDS, "time_relative", "Time since the first frame",
            varies(), says("seconds since the capture's first frame"));
    static final Made LEN = frame.made(Made.Form.NUMBER, "len", "Length on the wire",
            says("bytes that the frame had on the wire, captured or not"));
    static final Made CAP_LEN = frame.made(Made.Form.NUMBER, "cap_len", "Length captured",
            says("bytes kept in the capture; fewer than on the wire where a snap length cut it"));
    static final Made INTERFACE_ID = frame.made(Made.Form.NUMBER, "interface_id", "Interface",
            says("which of the capture's interfaces it passed, counted from 0"));
    static final Made LINK_TYPE = frame.made(Made.Form.NUMBER, "link_type", "Link type number",
            says("LINKTYPE_ number, which decides how the first bytes are read"),
            source("draft-ietf-opsawg-pcaplinktype section 2"));
    static final Made LINK_NAME = frame.made(Made.Form.TEXT, "link_name", "Link type",
            says("what the frame begins with, such as Ethernet"), source("draft-ietf-opsawg-pcaplinktype section 2"));
    static final Made PROTOCOLS = frame.made(Made.Form.TEXT, "protocols", "Protocols in frame",
            says("short names of its layers from the outermost on, with colons between them"));
    static final Made COMMENT = frame.made(Made.Form.TEXT, "comment", "Comment", list(),
            says("what somebody noted about the frame in the capture file"),
            source("draft-ietf-opsawg-pcapng section 3.5"));
    static final Made PROCESS_NAME = frame.made(Made.Form.TEXT, "process.name", "Process", list(),
            says("program at an end of the packet that is on this machine, the sender first; -: its name may not be read"));
    static final Made PROCESS_ID = frame.made(Made.Form.NUMBER, "process.id", "Process number", list(), varies(),
            says("number the system gave that program's process"));

    public Frame() {
        super(frame, "Frame", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {}

    @Override
    public void fields(Cursor c, Tree t) {
        Batch b = c.batch();
        int i = c.frame();
        t.made(NUMBER, b.firstNumber + i);
        long time = b.time[i];
        if (time != Batch.NO_TIME) {
            t.made(TIME_EPOCH, time);
            long before = i > 0 ? b.time[i - 1] : b.timeBefore;
            t.made(TIME_DELTA, before == Batch.NO_TIME ? 0 : time - before);
            t.made(TIME_RELATIVE, b.captureStart == Batch.NO_TIME ? 0 : time - b.captureStart);
        }
        t.made(LEN, b.length[i]);
        t.made(CAP_LEN, b.captured[i]);
        if (b.interfaceId[i] >= 0) t.made(INTERFACE_ID, b.interfaceId[i]);
        if (b.linkType[i] >= 0) t.made(LINK_TYPE, b.linkType[i]);
        if (t.wants(LINK_NAME)) t.made(LINK_NAME, 0, 0, c.scratch().ascii(LinkType.description(b.linkType[i])));
        if (t.wants(PROTOCOLS)) protocols(c, t);
        for (String comment : b.comments(i))
            t.made(COMMENT, 0, 0, c.scratch().text(comment));
        Owners owners = b.owners(i);
        if (owners != null) processes(owners, c, t);
    }

    private static void processes(Owners owners, Cursor c, Tree t) {
        for (Owner owner : owners.all())
            t.made(PROCESS_NAME, 0, 0, c.scratch().utf8(owner.name()));
        for (Owner owner : owners.all()) {
            if (owner.id() != 0) t.made(PROCESS_ID, owner.id());
        }
    }

    private static void protocols(Cursor c, Tree t) {
        Text text = c.scratch();
        for (int i = 0; i < c.layers(); i++) {
            if (i > 0) text.put(':');
            text.ascii(c.protocol(i).layout().prefix());
        }
        t.made(PROTOCOLS, 0, 0, text);
    }
}
