package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Octets.Form.TEXT;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Trait;
import net.strata.wire.Uint;

/// Simple Network Management Protocol, versions 1 (RFC 1157), 2c (RFC 1901, RFC 3416) and 3 (RFC 3412, RFC 3414).
public final class Snmp extends Protocol {
    private static final int PDU = 0xa0;
    private static final int TRAP = 4;
    private static final int BULK = 5;
    private static final int VERSION_3 = 3;
    private static final int LONGEST_INFO = 1000;
    private static final String[] OPERATIONS = {"get-request", "get-next-request", "get-response", "set-request",
            "trap", "getBulkRequest", "informRequest", "snmpV2-trap", "report"};

    private static final Layout snmp = new Layout("snmp", "Simple Network Management Protocol", "RFC 3416 section 3");
    static final Made VERSION = number("version", "Version", names("1", "2c", "2u", "3"),
            says("which version's rules it follows"), source("RFC 1901"));
    static final Octets COMMUNITY = snmp.loose(TEXT, "community", "Community", says("a password in clear text"),
            source("RFC 1901"));
    static final Made OPERATION = number("data", "Operation", names(OPERATIONS),
            says("what is asked for, answered or told"));
    static final Made REQUEST = number("request_id", "Request ID", varies(), says("the same in request and response"));
    static final Made ERROR = number("error_status", "Error", names("none", "too big", "no such name", "bad value",
            "read only", "other", "no access", "wrong type", "wrong length", "wrong encoding", "wrong value",
            "no creation", "inconsistent value", "resource unavailable", "commit failed", "undo failed",
            "authorization", "not writable", "inconsistent name"), says("why the request failed; 0: it did not"));
    static final Made ERROR_INDEX = number("error_index", "Error index", says("which binding is in error, from 1"));
    static final Made NON_REPEATERS = number("non_repeaters", "Non-repeaters",
            says("how many bindings, from the first on, want one value only"));
    static final Made REPETITIONS = number("max_repetitions", "Maximum repetitions",
            says("how many values of each of the other bindings are wanted"));
    static final Made BINDINGS = number("variable_bindings", "Variable bindings",
            says("number of names, each with a value"));

    static final Made ENTERPRISE = snmp.made(Made.Form.TEXT, "enterprise", "Enterprise",
            says("kind of device that tells, or whose trap it is"), source("RFC 1157 section 4.1.6"));
    static final Octets AGENT = snmp.loose(Octets.Form.IPV4, "agent_addr", "Agent",
            says("address of the device that tells"), source("RFC 1157 section 4.1.6"));
    static final Made GENERIC = number("generic_trap", "Generic trap", names("cold start", "warm start", "link down",
            "link up", "authentication failure", "EGP neighbour loss", "enterprise specific"),
            says("what happened; 6: what the specific trap says"),
            source("RFC 1157 section 4.1.6"));
    static final Made SPECIFIC = number("specific_trap", "Specific trap",
            says("what happened, by the enterprise's own numbers"), source("RFC 1157 section 4.1.6"));
    static final Made TIME = number("time_stamp", "Time", varies(), says("hundredths of a second since the start"),
            source("RFC 1157 section 4.1.6"));

    static final Made VERSION_OF_3 = number("msgVersion", "Version", names("1", "2c", "2u", "3"),
            says("3: the message has a security part"), source("RFC 3412 section 6.1"));
    static final Made MESSAGE_ID = number("msgID", "Message ID", varies(),
            says("pairs an answer with its request: the same in both"), source("RFC 3412 section 6.2"));
    static final Made LARGEST = number("msgMaxSize", "Largest message", says("bytes the sender takes"),
            source("RFC 3412 section 6.3"));
    static final Octets FLAGS = snmp.loose(BYTES, "msgFlags", "Flags",
            says("whether the message is signed, encrypted, and to be reported on"), source("RFC 3412 section 6.4"));
    static final Made MODEL = number("msgSecurityModel", "Security model", names("any", "1", "2c", "user-based"),
            says("how messages are secured"), source("RFC 3412 section 6.5"));
    static final Octets ENGINE = snmp.loose(BYTES, "msgAuthoritativeEngineID", "Engine",
            says("names the program whose clock and keys count"), source("RFC 3414 section 2.4"));
    static final Made BOOTS = number("msgAuthoritativeEngineBoots", "Engine boots",
            says("how often that program has started, against replay of old messages"), source("RFC 3414 section 2.4"));
    static final Made ENGINE_TIME = number("msgAuthoritativeEngineTime", "Engine time", varies(),
            says("seconds since it booted"), source("RFC 3414 section 2.4"));
    static final Octets USER = snmp.loose(TEXT, "msgUserName", "User", says("whose keys are used"),
            source("RFC 3414 section 2.4"));
    static final Octets AUTHENTICATION = snmp.loose(BYTES, "msgAuthenticationParameters", "Authentication", varies(),
            says("over the message, with the user's key"), source("RFC 3414 section 2.4"));
    static final Octets PRIVACY = snmp.loose(BYTES, "msgPrivacyParameters", "Privacy", varies(),
            says("what besides the key is needed to decrypt"), source("RFC 3414 section 2.4"));
    static final Made DATA = number("msgData", "Data", names("plain", "encrypted"),
            says("whether the rest can be read"), source("RFC 3412 section 6.7"));
    static final Octets CONTEXT_ENGINE = snmp.loose(BYTES, "contextEngineID", "Context engine",
            says("names the program that has the values"), source("RFC 3412 section 6.8"));
    static final Octets CONTEXT = snmp.loose(TEXT, "contextName", "Context",
            says("which of its sets of values is meant; mostly empty"), source("RFC 3412 section 6.8"));
    static final Octets ENCRYPTED = snmp.loose(BYTES, "encryptedPDU", "Encrypted", varies(),
            says("operation and values; the user's key is needed to read them"), source("RFC 3412 section 6.7"));

    private static final Layout flags = new Layout("snmp", "Flags", "RFC 3412 section 6.4").skip(5);
    static final Uint REPORT = flags.flag("v3.flags.report", "Reportable", says("errors shall be reported"));
    static final Uint CRYPT = flags.flag("v3.flags.crypt", "Encrypted", says("the operation is encrypted"));
    static final Uint AUTH = flags.flag("v3.flags.auth", "Authenticated", says("the message is signed"));

    private static final Layout binding = new Layout("snmp", "Variable binding", "RFC 3416 section 3");
    static final Made NAME = binding.made(Made.Form.TEXT, "name", "Name",
            says("object identifier of what is asked or told"));
    static final Made INT = binding.made(Made.Form.NUMBER, "value.int", "Value",
            says("whole number that the object has"));
    static final Octets OCTETS = binding.loose(BYTES, "value.octets", "Value",
            says("bytes or text that the object has"));
    static final Made OBJECT = binding.made(Made.Form.TEXT, "value.oid", "Value",
            says("object identifier that the object has"));
    static final Octets IPV4 = binding.loose(Octets.Form.IPV4, "value.ipv4", "Value",
            says("IPv4 address that the object has"));
    static final Made COUNTER = binding.made(Made.Form.NUMBER, "value.counter", "Value",
            says("only grows, until it starts again from 0"));
    static final Uint LARGE_COUNTER = binding.loose(64, "value.counter", "Value",
            says("only grows, until it starts again from 0"));
    static final Made GAUGE = binding.made(Made.Form.NUMBER, "value.g32", "Value",
            says("number that may rise and fall, such as a load"));
    static final Made TICKS = binding.made(Made.Form.NUMBER, "value.timeticks", "Value",
            says("hundredths of a second"));
    static final Octets OPAQUE = binding.loose(BYTES, "value.opaque", "Value",
            says("bytes that wrap a value of another kind"));
    static final Made NO_OBJECT = binding.made(Made.Form.BOOLEAN, "noSuchObject", "No such object",
            says("the device does not know this kind of object"));
    static final Made NO_INSTANCE = binding.made(Made.Form.BOOLEAN, "noSuchInstance", "No such instance",
            says("the device has the kind, but not this one of it"));
    static final Made END = binding.made(Made.Form.BOOLEAN, "endOfMibView", "End of the view",
            says("there is no name behind this one"));
    static final Octets UNKNOWN = binding.loose(BYTES, "value.unk", "Value", says("value of a type that is not known"));

    public Snmp() {
        super(snmp, "SNMP", Level.APPLICATION);
    }

    private static Made number(String name, String label, Trait... traits) {
        return snmp.made(Made.Form.NUMBER, name, label, traits);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        var outer = new Ber(c.data, c.at, c.end());
        if (!outer.next(Ber.SEQUENCE)) return;
        Ber b = outer.inside();
        if (!b.next(Ber.INTEGER)) return;
        if (b.number() == VERSION_3) {
            t.made(VERSION_OF_3, VERSION_3);
            version3(c, t, b);
        } else {
            t.made(VERSION, b.number());
            if (text(t, COMMUNITY, b) && b.next()) operation(c, t, b);
        }
    }

    /// Tells the next value, which must be an integer.
    private static boolean integer(Tree t, Made field, Ber b) {
        if (!b.next(Ber.INTEGER)) return false;
        t.made(field, b.number());
        return true;
    }

    /// Tells the next value, which must be an octet string.
    private static boolean text(Tree t, Octets field, Ber b) {
        if (!b.next(Ber.OCTETS)) return false;
        if (b.length() > 0) t.field(field, b.from, b.length());
        return true;
    }

    /// RFC 3412 section 6.
    private static void version3(Cursor c, Tree t, Ber b) {
        if (!b.next(Ber.SEQUENCE)) return;
        Ber global = b.inside();
        if (!integer(t, MESSAGE_ID, global) || !integer(t, LARGEST, global) || !text(t, FLAGS, global)) return;
        if (global.length() == 1) t.fields(flags, global.from, global.to);
        if (!integer(t, MODEL, global) || !b.next(Ber.OCTETS)) return;
        Ber security = b.inside();
        if (security.next(Ber.SEQUENCE)) userBased(t, security.inside());
        if (!b.next()) return;
        t.made(DATA, b.tag == Ber.OCTETS ? 1 : 0);
        if (b.tag == Ber.OCTETS) {
            t.field(ENCRYPTED, b.from, b.length());
        } else {
            Ber scoped = b.inside();
            if (text(t, CONTEXT_ENGINE, scoped) && text(t, CONTEXT, scoped) && scoped.next()) operation(c, t, scoped);
        }
    }

    /// RFC 3414 section 2.4.
    private static void userBased(Tree t, Ber b) {
        boolean more = text(t, ENGINE, b) && integer(t, BOOTS, b) && integer(t, ENGINE_TIME, b) && text(t, USER, b)
                && text(t, AUTHENTICATION, b);
        if (more) text(t, PRIVACY, b);
    }

    /// RFC 3416 section 3; the trap of version 1: RFC 1157 section 4.1.6.
    private static void operation(Cursor c, Tree t, Ber b) {
        int operation = b.tag - PDU;
        if (operation < 0 || operation >= OPERATIONS.length) return;
        t.made(OPERATION, operation);
        Ber in = b.inside();
        boolean more;
        if (operation == TRAP) {
            more = trap(c, t, in);
        } else {
            boolean bulk = operation == BULK;
            more = integer(t, REQUEST, in) && integer(t, bulk ? NON_REPEATERS : ERROR, in)
                    && integer(t, bulk ? REPETITIONS : ERROR_INDEX, in);
        }
        if (!more || !in.next(Ber.SEQUENCE)) return;
        Ber count = in.inside();
        int n = 0;
        while (count.next())
            n++;
        t.made(BINDINGS, n);
        if (!t.wantsParts()) return;
        Ber bindings = in.inside();
        while (bindings.next())
            binding(c, t, bindings);
    }

    private static boolean trap(Cursor c, Tree t, Ber b) {
        if (!b.next(Ber.OBJECT)) return false;
        t.made(ENTERPRISE, b.from, b.length(), b.object(c.scratch()));
        if (!b.next()) return false;
        if (b.length() == 4) t.field(AGENT, b.from, 4);
        if (!integer(t, GENERIC, b) || !integer(t, SPECIFIC, b) || !b.next()) return false;
        t.made(TIME, b.number());
        return true;
    }

    private static void binding(Cursor c, Tree t, Ber b) {
        t.open(binding, b.from, b.to);
        Ber in = b.inside();
        if (in.next(Ber.OBJECT)) {
            t.made(NAME, in.from, in.length(), in.object(c.scratch()));
            if (in.next()) value(c, t, in);
        }
        t.close();
    }

    /// RFC 2578 section 7.1.
    private static void value(Cursor c, Tree t, Ber b) {
        switch (b.tag) {
            case Ber.INTEGER -> t.made(INT, b.number());
            case Ber.OCTETS -> bytes(t, OCTETS, b);
            case 0x05 -> {
            }
            case Ber.OBJECT -> t.made(OBJECT, b.from, b.length(), b.object(c.scratch()));
            case 0x40 -> bytes(t, b.length() == 4 ? IPV4 : UNKNOWN, b);
            case 0x41, 0x46 -> {
                if (b.number() < 0 && b.length() > 8) {
                    t.field(LARGE_COUNTER, b.to - 8, 8);
                } else {
                    t.made(COUNTER, b.number());
                }
            }
            case 0x42 -> t.made(GAUGE, b.number());
            case 0x43 -> t.made(TICKS, b.number());
            case 0x44 -> bytes(t, OPAQUE, b);
            case 0x80 -> t.made(NO_OBJECT, 1);
            case 0x81 -> t.made(NO_INSTANCE, 1);
            case 0x82 -> t.made(END, 1);
            default -> bytes(t, UNKNOWN, b);
        }
    }

    private static void bytes(Tree t, Octets field, Ber b) {
        if (b.length() > 0) t.field(field, b.from, b.length());
    }

    /// The operation and the names it is about.
    @Override
    public boolean info(Cursor c, Text out) {
        var outer = new Ber(c.data, c.at, c.end());
        if (!outer.next(Ber.SEQUENCE)) return false;
        Ber b = outer.inside();
        if (!b.next(Ber.INTEGER)) return false;
        boolean third = b.number() == VERSION_3;
        if (!b.skip(third ? 3 : 2)) return false;
        if (third && b.tag == Ber.OCTETS) {
            out.ascii("encryptedPDU");
            return true;
        }
        if (third) {
            b = b.inside();
            if (!b.skip(3)) return false;
        }
        int operation = b.tag - PDU;
        if (operation < 0 || operation >= OPERATIONS.length) return false;
        out.ascii(OPERATIONS[operation]);
        Ber in = b.inside();
        for (int skip = operation == TRAP ? 6 : 4; skip > 0; skip--) {
            if (!in.next()) return true;
            if (in.tag == Ber.OBJECT) in.object(out.put(' '));
        }
        Ber bindings = in.inside();
        int begin = out.length();
        while (bindings.next() && out.length() - begin < LONGEST_INFO) {
            Ber name = bindings.inside();
            if (name.next(Ber.OBJECT)) name.object(out.put(' '));
        }
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(flags, binding);
    }
}
