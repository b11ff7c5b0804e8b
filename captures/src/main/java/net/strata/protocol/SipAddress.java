package net.strata.protocol;

import static net.strata.wire.Trait.says;

import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import org.jspecify.annotations.Nullable;

/// Fields of an address in a SIP header: a name, a URI with user, host, port and parameters, and parameters of the
/// header itself (RFC 3261 sections 19.1 and 20.10).
///
/// @param tag what each parameter of the header is, or its value if `onlyTag`; null if they are not told
/// @param onlyTag whether only the parameter `tag` counts
record SipAddress(@Nullable Octets display, Octets uri, Octets user, Octets host, Octets port, Octets parameter,
        @Nullable Octets tag, boolean onlyTag) {

    /// @param name of the header, in the names of the fields
    /// @param whose in words
    /// @param uri name of the field that is the whole URI
    /// @param tag name of the field that is the header's tag, or another parameter of it; null for none
    static SipAddress of(Layout sip, String name, String whose, String uri, @Nullable String tag) {
        boolean tagged = "tag".equals(tag);
        return new SipAddress(
                text(sip, name, "display.info", "Display name", "name of " + whose + ", to be shown to people"),
                text(sip, name, uri, "URI", "address of " + whose),
                text(sip, name, "user", "User", "user or number at that host"),
                text(sip, name, "host", "Host", "domain or host of " + whose),
                text(sip, name, "port", "Port", "port of " + whose + ", if not 5060, or 5061 with TLS"),
                text(sip, name, "param", "URI parameter", "how to reach " + whose + ", such as transport=tcp"),
                tag == null
                        ? null
                        : text(sip, name, tag, tagged ? "Tag" : "Parameter", tagged
                                ? "random number by which " + whose + " knows the call among others"
                                : "more about this address, such as how long it is good for"),
                tagged);
    }

    private static Octets text(Layout sip, String name, String field, String label, String says) {
        return sip.loose(Octets.Form.TEXT, name + "." + field, label, says(says));
    }

    /// Tells the tree the addresses between two places, with commas between them.
    void tellAll(Tree t, byte[] data, int from, int end) {
        for (int at = from; at < end;) {
            int comma = find(data, at, end, ',');
            tell(t, data, Lines.skip(data, at, comma), comma);
            at = comma + 1;
        }
    }

    /// The first place of a character outside quotes and angle brackets, `end` if there is none.
    private static int find(byte[] data, int from, int end, char wanted) {
        boolean quoted = false;
        boolean bracketed = false;
        for (int i = from; i < end; i++) {
            byte b = data[i];
            if (b == wanted && !quoted && !bracketed) return i;
            if (b == '\\' && quoted) i++;
            if (b == '"' && !bracketed) quoted = !quoted;
            if (!quoted && (b == '<' || b == '>')) bracketed = b == '<';
        }
        return end;
    }

    private void tell(Tree t, byte[] data, int from, int end) {
        int open = find(data, from, end, '<');
        int uriEnd;
        int rest;
        if (open < end) {
            int nameEnd = data[from] == '"' ? Lines.trim(data, from, open) : open;
            if (display != null && nameEnd > from) t.field(display, from, nameEnd - from);
            uriEnd = Lines.find(data, open + 1, end, '>');
            uri(t, data, open + 1, uriEnd);
            rest = uriEnd;
        } else {
            uriEnd = Lines.find(data, from, end, ';');
            if (uriEnd > from && data[from] != '*') uri(t, data, from, uriEnd);
            rest = uriEnd;
        }
        if (tag != null) parameters(t, data, find(data, rest, end, ';'), end, tag);
    }

    private void parameters(Tree t, byte[] data, int from, int end, Octets tagField) {
        for (int at = from; at < end;) {
            int start = Lines.skip(data, at + 1, end);
            at = find(data, start, end, ';');
            if (!onlyTag) {
                t.field(tagField, start, at - start);
            } else if (Lines.starts(data, start, at, "tag=")) {
                t.field(tagField, start + 4, at - start - 4);
            }
        }
    }

    /// Tells the tree a URI and, if it is one of SIP, its parts.
    void uri(Tree t, byte[] data, int from, int end) {
        t.field(uri, from, end - from);
        int scheme = Lines.starts(data, from, end, "sip:") ? 4 : Lines.starts(data, from, end, "sips:") ? 5 : 0;
        if (scheme == 0) return;
        int start = from + scheme;
        int at = Lines.find(data, start, end, '@');
        if (at < end) {
            t.field(user, start, at - start);
            start = at + 1;
        }
        int stop = start < end && data[start] == '[' ? Lines.find(data, start, end, ']') : start;
        while (stop < end && data[stop] != ':' && data[stop] != ';' && data[stop] != '?')
            stop++;
        t.field(host, start, stop - start);
        if (stop < end && data[stop] == ':') {
            int digits = stop + 1;
            stop = digits;
            while (stop < end && Lines.digit(data[stop]))
                stop++;
            t.field(port, digits, stop - digits);
        }
        int headers = Lines.find(data, stop, end, '?');
        while (stop < headers && data[stop] == ';') {
            int next = Lines.find(data, stop + 1, headers, ';');
            t.field(parameter, stop + 1, next - stop - 1);
            stop = next;
        }
    }
}
