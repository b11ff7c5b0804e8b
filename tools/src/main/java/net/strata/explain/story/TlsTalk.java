package net.strata.explain.story;

import java.util.ArrayList;
import java.util.List;
import net.strata.explain.Anatomy;
import net.strata.explain.Item;

/// Records of TLS in words (RFC 8446; TLS 1.2: RFC 5246). What is encrypted is not known; where that begins is.
final class TlsTalk {
    private static final String HANDSHAKE = "TLS handshake";
    private static final String ENCRYPTED = "Encrypted data";
    private static final int CHANGE_CIPHER = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKING = 22;
    private static final int DATA = 23;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int CERTIFICATE = 11;
    private static final int TLS13 = 0x0304;
    /// Drafts of TLS 1.3 have this in front of their number (RFC 8446 draft 28, section 4.2.1.1).
    private static final int DRAFT = 0x7f;
    /// The random of a Server Hello that is a Hello Retry Request (RFC 8446 section 4.1.3).
    private static final String RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

    private String offered = "";
    private String chosen = "";
    /// What the client has to do before the server chooses; empty if nothing.
    private String wanted = "";
    private String certificate = "";
    /// Whether TLS 1.3 was chosen.
    private boolean modern;
    private boolean hellos;
    private boolean early;
    private boolean readable;
    /// Per side, client first: whether it switched to encryption; whether it ended its handshake.
    private final boolean[] switched = new boolean[2];
    private final boolean[] finished = new boolean[2];
    /// Whether the client's handshake ends with the packet, as far as can be told from outside.
    private boolean ending;
    private long encryptedFrom;
    private String alert = "";
    private String chapter = TcpTeller.DATA;
    private boolean told;

    String chapter() {
        return chapter;
    }

    String of(Sight s, boolean client) {
        Anatomy a = s.anatomy();
        if (a == null) return s.info();
        int side = client ? 0 : 1;
        var says = new ArrayList<String>();
        boolean over = finished[0] && finished[1];
        for (Item each : a.items()) {
            switch (each.name()) {
                case "tls.record.content_type" -> record(s, side, (int) each.number(), says);
                case "tls.handshake.encrypted" -> secret(side, says);
                case "tls.handshake.type" -> {
                    int type = (int) each.number();
                    boolean hello = type == CLIENT_HELLO || type == SERVER_HELLO;
                    if (switched[side] && !modern && !hello) secret(side, says);
                    else
                        message(s, side, type, says);
                }
                default -> {
                }
            }
            if (says.size() > 8) break;
        }
        if (ending) finished[0] = finished[1] = true;
        chapter = over ? ENCRYPTED : hellos ? HANDSHAKE : TcpTeller.DATA;
        return says.isEmpty() ? s.info() : String.join("; ", says);
    }

    private void record(Sight s, int side, int type, List<String> says) {
        switch (type) {
            case CHANGE_CIPHER -> {
                says.add(modern
                        ? "change cipher spec, without a meaning in TLS 1.3 (for old boxes on the way)"
                        : (chosen.isEmpty() ? "change cipher spec: before TLS 1.3, from here on " : "from here on ")
                                + (side == 0 ? "the client" : "the server") + " encrypts");
                switched[side] = true;
                if (encryptedFrom == 0 && !modern && !chosen.isEmpty()) encryptedFrom = s.number();
            }
            case ALERT -> alert(s, side, says);
            case HANDSHAKING -> {
                // Its messages tell.
            }
            case DATA -> data(s, side, says);
            default -> says.add(s.info());
        }
    }

    /// A message of the handshake after the change of cipher.
    private void secret(int side, List<String> says) {
        if (modern || !switched[side]) return;
        says.add(finished[side]
                ? "a message of a handshake, encrypted"
                : "Finished, encrypted: proves that nobody changed the handshake");
        finished[side] = true;
    }

    private void data(Sight s, int side, List<String> says) {
        if (encryptedFrom == 0) encryptedFrom = s.number();
        String more = "encrypted";
        if (side == 0 && hellos && chosen.isEmpty()) {
            early = true;
            more = "encrypted data before the server has chosen: early data (0-RTT), which somebody may send once more "
                    + "(RFC 8446 section 2.3)";
        } else if (modern && !finished[side]) {
            more = "encrypted: " + (side == 1
                    ? "the rest of the server's handshake (certificate, proof, Finished)"
                    : (early ? "more early data, " : "")
                            + "the rest of the client's handshake (Finished; certificate and proof before it if the "
                            + "server asked for them)")
                    + ", or data behind it";
            ending |= side == 0;
        } else if (hellos) {
            more = told || !modern
                    ? "encrypted"
                    : "encrypted: data of the application, or a message of TLS itself (tickets, alerts), which cannot be told "
                            + "from outside";
            told = true;
        }
        if (!says.contains(more)) says.add(more);
    }

    private void alert(Sight s, int side, List<String> says) {
        String what = s.value("tls.alert_message.desc");
        if (what.isEmpty() || switched[side] && !modern) {
            says.add("an encrypted alert, most likely close_notify: nothing more will come");
        } else {
            alert = what;
            says.add("alert: " + what);
        }
    }

    private void message(Sight s, int side, int type, List<String> says) {
        switch (type) {
            case CLIENT_HELLO -> {
                hellos = true;
                offered = offer(s);
                says.add((wanted.isEmpty() ? "Client Hello: " : "Client Hello, the second, as the server asked: ")
                        + offered);
            }
            case SERVER_HELLO -> {
                hellos = true;
                Item version = s.item("tls.handshake.extensions.supported_version");
                modern = version != null && (version.number() == TLS13 || version.number() >> 8 == DRAFT);
                if (s.value("tls.handshake.random").equals(RETRY)) {
                    retry(s, says);
                    return;
                }
                chosen = (version == null ? s.value("tls.handshake.version") : version.value()) + " with "
                        + s.value("tls.handshake.ciphersuite");
                String protocol = s.value("tls.handshake.extensions_alpn_str");
                if (!protocol.isEmpty()) chosen += ", then " + protocol;
                says.add("Server Hello: chooses " + chosen);
            }
            case CERTIFICATE -> {
                readable = true;
                // The first is the sender's own (RFC 5246 section 7.4.2).
                if (side == 1) certificate = s.value("tls.certificate.subject");
                says.add((side == 0 ? "the client's" : "the server's") + " certificate, readable before TLS 1.3");
            }
            case 4 -> says.add("a ticket with which the client can resume the session later");
            case 12 -> says.add("the server's half of the key exchange, signed");
            case 14 -> says.add("that is all from the server");
            case 16 -> says.add("the client's half of the key exchange: both can compute the keys now");
            default -> {
            }
        }
    }

    /// The server would go on, but has no use for any key that the client sent (RFC 8446 section 4.1.4).
    private void retry(Sight s, List<String> says) {
        String group = s.bare("tls.handshake.extensions_key_share_selected_group");
        wanted = group.isEmpty() ? "once more" : "again with a key share for group " + group;
        says.add("Hello Retry Request: the client must ask " + wanted);
    }

    private static String offer(Sight s) {
        var says = new ArrayList<String>();
        List<String> versions = s.values("tls.handshake.extensions.supported_version");
        says.add("offers " + (versions.isEmpty() ? s.value("tls.handshake.version") : Say.list(versions)));
        int suites = 0;
        if (s.anatomy() != null)
            for (Item each : s.anatomy().items())
            if (each.name().equals("tls.handshake.ciphersuite")) suites++;
        says.add(Say.count(suites, "cipher suite"));
        String name = s.value("tls.handshake.extensions_server_name");
        if (!name.isEmpty()) says.add("wants " + name + " (SNI, readable for all on the way)");
        List<String> protocols = s.values("tls.handshake.extensions_alpn_str");
        if (!protocols.isEmpty()) says.add("would then speak " + String.join(" or ", protocols) + " (ALPN)");
        return String.join(", ", says);
    }

    void tell(Plot plot) {
        if (!hellos) return;
        Plot.Chapter handshake = null;
        Plot.Chapter encrypted = null;
        for (Plot.Chapter each : plot.chapters()) {
            if (each.heading().equals(HANDSHAKE) && handshake == null) handshake = each;
            if (each.heading().equals(ENCRYPTED)) encrypted = each;
        }
        if (handshake != null) {
            if (!offered.isEmpty()) handshake.say(Say.sentence("the client " + offered));
            if (!wanted.isEmpty())
                handshake.say("The server had the client ask " + wanted
                        + ", which takes one more round trip (RFC 8446 section 4.1.4).");
            if (!chosen.isEmpty()) handshake.say(Say.sentence("the server chooses " + chosen));
            if (!certificate.isEmpty()) handshake.say(Say.sentence("the server's certificate is for " + certificate));
            if (encryptedFrom > 0)
                handshake.say("From packet " + encryptedFrom + " on it is encrypted" + (modern
                        ? ": all but the hellos, any certificate included."
                        : chosen.isEmpty()
                                ? "."
                                : ": what follows the change of cipher"
                                        + (readable ? "; certificates went in clear." : ".")));
            if (!alert.isEmpty()) handshake.say("It failed: " + alert + ".");
        }
        if (encrypted != null)
            encrypted.say("Lengths, times and addresses remain readable; the content does not.");
    }
}
