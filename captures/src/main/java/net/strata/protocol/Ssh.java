package net.strata.protocol;

import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

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

/// Secure Shell (RFC 4253): the line that each side begins with, the packets that agree on keys, and then nothing that
/// can be read.
public final class Ssh extends Protocol {
    static final int PORT = 22;
    private static final int SERVER = 1;
    private static final int KEY_EXCHANGE_INIT = 20;
    private static final int COOKIE_BYTES = 16;
    /// RFC 4253 sections 6 and 6.1.
    private static final int LEAST_PADDING = 4;
    private static final int LONGEST = 35_000;
    private static final Names MESSAGES = new Names("""
            20 Key Exchange Init
            21 New Keys
            30 Key Exchange, first message of the client
            31 Key Exchange, first message of the server
            32 Key Exchange, second message of the client
            33 Key Exchange, second message of the server
            34 Key Exchange, request of a group""");
    private static final Layout ssh = new Layout("ssh", "Secure Shell", "RFC 4253");
    static final Octets PROTOCOL = ssh.loose(Octets.Form.TEXT, "protocol", "Protocol",
            says("versions of the protocol and the program"));
    static final Octets SECRET_LENGTH = ssh.loose(Octets.Form.BYTES, "packet_length_encrypted",
            "Packet length, encrypted", varies(), says("bytes of the packet; the keys are needed to read them"));
    static final Octets SECRET = ssh.loose(Octets.Form.BYTES, "encrypted_packet", "Encrypted packet", varies(),
            says("what programs say to each other; the keys are needed to read it"));
    static final Made DIRECTION = ssh.made(Made.Form.BOOLEAN, "direction", "From the server",
            says("whether the server sent it"));

    private static final Layout packet = new Layout("ssh", "Packet", "RFC 4253 section 6");
    static final Uint LENGTH = packet.uint(32, "packet_length", "Length",
            says("bytes of the packet, these four not counted"));
    static final Uint PADDING = packet.uint(8, "padding_length", "Length of padding",
            says("bytes at the end that fill the packet up; at least 4"));
    static final Uint MESSAGE = packet.uint(8, "message_code", "Message", names(MESSAGES), says("what the packet is"));
    static final Octets PAYLOAD = packet.loose(Octets.Form.BYTES, "payload", "Content", varies(),
            says("what the message's specification tells it is"));

    private static final Layout init = new Layout("ssh", "Key exchange", "RFC 4253 section 7.1");
    static final Octets COOKIE = init.loose(Octets.Form.BYTES, "cookie", "Cookie", varies(),
            says("random, so that neither side alone decides about the keys"));
    /// Names of the lists, and what each is for.
    private static final String[][] LISTS = {
            {"kex_algorithms", "ways to agree on keys"},
            {"server_host_key_algorithms", "kinds of key by which the server proves who it is"},
            {"encryption_algorithms_client_to_server", "ways to encrypt what the client sends"},
            {"encryption_algorithms_server_to_client", "ways to encrypt what the server sends"},
            {"mac_algorithms_client_to_server", "ways to protect what the client sends from changes"},
            {"mac_algorithms_server_to_client", "ways to protect what the server sends from changes"},
            {"compression_algorithms_client_to_server", "ways to compress what the client sends"},
            {"compression_algorithms_server_to_client", "ways to compress what the server sends"},
            {"languages_client_to_server", "languages for texts from the client, mostly none"},
            {"languages_server_to_client", "languages for texts from the server, mostly none"}};
    private static final Uint[] LIST_LENGTH = new Uint[LISTS.length];
    private static final Octets[] LIST = new Octets[LISTS.length];

    static {
        for (int i = 0; i < LISTS.length; i++) {
            String name = LISTS[i][0];
            String words = name.replace('_', ' ');
            LIST_LENGTH[i] = init.loose(32, name + "_length", "Length", says("bytes of the list behind it"));
            LIST[i] = init.loose(Octets.Form.TEXT, name, Character.toUpperCase(words.charAt(0)) + words.substring(1),
                    says(LISTS[i][1] + ", best first"));
        }
    }

    static final Uint FOLLOWS = init.loose(8, "first_kex_packet_follows", "A guess follows",
            says("1: a packet follows that guesses what will be agreed on"));

    public Ssh() {
        super(ssh, "SSH", Level.APPLICATION);
    }

    private static boolean banner(Cursor c) {
        byte[] d = c.data;
        return c.end() - c.at >= 4 && d[c.at] == 'S' && d[c.at + 1] == 'S' && d[c.at + 2] == 'H' && d[c.at + 3] == '-';
    }

    /// Whether a packet that is not encrypted starts at `at`: it is here whole, and so is its padding.
    private static boolean plain(Cursor c, int at) {
        if (c.end() - at < packet.bytes()) return false;
        long length = LENGTH.value(c.data, at);
        int padding = PADDING.get(c.data, at);
        return length <= LONGEST && length <= c.end() - at - 4 && padding >= LEAST_PADDING && padding + 2 <= length
                && (length + 4) % 8 == 0 && MESSAGES.of(MESSAGE.get(c.data, at)) != null;
    }

    private static int next(Cursor c, int at) {
        return at + 4 + LENGTH.get(c.data, at);
    }

    private static boolean fromServer(Cursor c) {
        int layer = c.layer();
        if (layer == 0) return false;
        c.select(layer - 1);
        boolean server = c.protocol() instanceof Tcp && Tcp.SRC_PORT.get(c) == PORT;
        c.select(layer);
        return server;
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int at = c.at;
        if (banner(c)) {
            t.field(PROTOCOL, at, line(c));
        } else if (!plain(c, at)) {
            int split = Math.min(at + 4, c.end());
            t.field(SECRET_LENGTH, at, split - at);
            if (split < c.end()) t.field(SECRET, split, c.end() - split);
        }
        t.made(DIRECTION, fromServer(c) ? SERVER : 0);
        if (banner(c)) return;
        for (; plain(c, at); at = next(c, at)) {
            int end = next(c, at);
            t.open(packet, at, end);
            t.fields(packet, at, end);
            int content = at + packet.bytes();
            int to = end - PADDING.get(c.data, at);
            boolean agreement = MESSAGE.get(c.data, at) == KEY_EXCHANGE_INIT;
            if (!agreement && content < to) t.field(PAYLOAD, content, to - content);
            if (agreement) agreement(new FieldReader(c, t, content, to));
            t.close();
        }
    }

    private static void agreement(FieldReader r) {
        r.tree.open(init, r.at, r.end);
        r.octets(COOKIE, COOKIE_BYTES);
        for (int i = 0; i < LISTS.length; i++)
            r.octets(LIST[i], r.number(LIST_LENGTH[i]));
        r.number(FOLLOWS);
        r.tree.close();
    }

    /// Bytes of the first line.
    private static int line(Cursor c) {
        int at = c.at;
        while (at < c.end() && c.data[at] != '\r' && c.data[at] != '\n')
            at++;
        return at - c.at;
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(fromServer(c) ? "Server: " : "Client: ");
        if (banner(c)) {
            out.ascii("Protocol (").text(c.data, c.at, line(c)).put(')');
        } else if (plain(c, c.at)) {
            out.ascii(String.valueOf(MESSAGES.of(MESSAGE.get(c.data, c.at))));
        } else {
            out.ascii("Encrypted packet (len=").number(c.claimedEnd() - c.at).put(')');
        }
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(packet, init);
    }
}
