package net.strata.protocol;

import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;

/// Syslog over UDP (RFC 5426): a priority in angle brackets, and text, in the form of RFC 5424 or that of RFC 3164.
public final class Syslog extends Protocol {
    private static final String[] FACILITIES = {"KERN", "USER", "MAIL", "DAEMON", "AUTH", "SYSLOG", "LPR", "NEWS",
            "UUCP", "CRON", "AUTHPRIV", "FTP", "NTP", "LOGAUDIT", "LOGALERT", "CRON", "LOCAL0", "LOCAL1", "LOCAL2",
            "LOCAL3", "LOCAL4", "LOCAL5", "LOCAL6", "LOCAL7"};
    private static final String[] LEVELS = {"EMERG", "ALERT", "CRIT", "ERR", "WARNING", "NOTICE", "INFO", "DEBUG"};
    private static final int MOST_DIGITS = 3;
    /// Bytes of the message that a summary line shows.
    private static final int LONGEST_INFO = 1024;
    /// Bytes of a time such as `Oct 11 22:14:15` (RFC 3164 section 4.1.2).
    private static final int OLD_TIME = 15;

    private static final Layout syslog = new Layout("syslog", "Syslog", "RFC 5424 section 6");
    static final Made FACILITY = syslog.made(Made.Form.NUMBER, "facility", "Facility", names(FACILITIES),
            says("the part of the system that speaks"));
    static final Made LEVEL = syslog.made(Made.Form.NUMBER, "level", "Level", names(LEVELS),
            says("how grave it is: 0 is the worst, 7 is for finding errors"));
    static final Octets MESSAGE = syslog.loose(Octets.Form.TEXT, "msg", "Message", says("what is told, for people"));
    static final Octets VERSION = syslog.loose(Octets.Form.TEXT, "version", "Version",
            says("1 in the form of RFC 5424; the older form has none"));
    static final Made TIME = syslog.made(Made.Form.TEXT, "timestamp", "Time", varies(),
            says("when it happened, with the zone"));
    static final Octets OLD_STAMP = syslog.loose(Octets.Form.TEXT, "timestamp_rfc3164", "Time", varies(),
            says("when it happened, without year and zone"), source("RFC 3164 section 4.1.2"));
    static final Octets HOST = syslog.loose(Octets.Form.TEXT, "hostname", "Host", says("machine that it happened on"));
    static final Octets APPLICATION = syslog.loose(Octets.Form.TEXT, "appname", "Application",
            says("program that tells it"));
    static final Octets PROCESS = syslog.loose(Octets.Form.TEXT, "procid", "Process",
            says("process of that program, mostly by its number"));
    static final Octets MESSAGE_ID = syslog.loose(Octets.Form.TEXT, "msgid", "Message ID",
            says("kind of message, and what follows it"));

    public Syslog() {
        super(syslog, "Syslog", Level.APPLICATION);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    /// Where the message starts: behind the priority, if there is one.
    private static int message(Cursor c) {
        int at = c.at + 1;
        while (at < c.end() && at - c.at <= MOST_DIGITS && digit(c.data[at]))
            at++;
        boolean priority = at > c.at + 1 && c.at < c.end() && c.data[c.at] == '<';
        if (!priority) return c.at;
        return at < c.end() && c.data[at] == '>' ? at + 1 : at;
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    /// Eight times the facility, and the level. There is one if a message starts behind the layer's start.
    private static int priority(Cursor c) {
        int value = 0;
        for (int at = c.at + 1; at < c.end() && at - c.at <= MOST_DIGITS && digit(c.data[at]); at++)
            value = value * 10 + c.data[at] - '0';
        return value;
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int at = message(c);
        if (at > c.at) {
            t.made(FACILITY, priority(c) >> 3);
            t.made(LEVEL, priority(c) & 7);
        }
        int end = PieceReader.textEnd(c.data, at, c.end());
        if (at == end) return;
        t.field(MESSAGE, at, end - at);
        if (end - at > 2 && digit(c.data[at]) && c.data[at + 1] == ' ') {
            fields5424(c, t, at, end);
        } else if (end - at > OLD_TIME && stamp(c.data, at)) {
            fields3164(c, t, at, end);
        }
    }

    private static void fields5424(Cursor c, Tree t, int from, int end) {
        int at = word(c, t, VERSION, from, end);
        int space = space(c, at, end);
        if (space == end) return;
        time(c, t, at, space);
        at = word(c, t, HOST, space + 1, end);
        at = word(c, t, APPLICATION, at, end);
        at = word(c, t, PROCESS, at, end);
        if (at < end) t.field(MESSAGE_ID, at, end - at);
    }

    private static void time(Cursor c, Tree t, int from, int end) {
        try {
            var time = OffsetDateTime.parse(new String(c.data, from, end - from, StandardCharsets.US_ASCII));
            t.made(TIME, from, end - from, Dates.write(c.scratch(), time.toEpochSecond(), time.getNano()));
        } catch (DateTimeParseException e) {
            // It may be left out, as a hyphen.
        }
    }

    /// Whether it looks like `Oct 11 22:14:15 `.
    private static boolean stamp(byte[] d, int at) {
        return d[at + 3] == ' ' && d[at + 6] == ' ' && d[at + 9] == ':' && d[at + 12] == ':' && d[at + OLD_TIME] == ' ';
    }

    private static void fields3164(Cursor c, Tree t, int from, int end) {
        t.field(OLD_STAMP, from, OLD_TIME);
        int at = word(c, t, HOST, from + OLD_TIME + 1, end);
        int tag = at;
        while (tag < end && c.data[tag] > ' ' && c.data[tag] != ':' && c.data[tag] != '[')
            tag++;
        if (at < tag) t.field(PROCESS, at, tag - at);
        if (tag < end) t.field(MESSAGE_ID, tag, end - tag);
    }

    /// Tells the tree the word at `at`, if a space ends it.
    ///
    /// @return where the next one starts
    private static int word(Cursor c, Tree t, Octets field, int at, int end) {
        int space = space(c, at, end);
        if (space == end) return end;
        t.field(field, at, space - at);
        return space + 1;
    }

    private static int space(Cursor c, int from, int end) {
        int at = from;
        while (at < end && c.data[at] != ' ')
            at++;
        return at;
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int at = message(c);
        if (at > c.at) {
            int facility = priority(c) >> 3;
            out.ascii(facility < FACILITIES.length ? FACILITIES[facility] : "UNKNOWN").put('.')
                    .ascii(LEVELS[priority(c) & 7]).ascii(": ");
        }
        int end = PieceReader.textEnd(c.data, at, Math.min(c.end(), at + LONGEST_INFO));
        out.text(c.data, at, end - at);
        return true;
    }
}
