package net.strata.protocol;

import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// The certificates of a TLS handshake (RFC 5246 section 7.4.2), and what the JDK reads in each (RFC 5280).
final class TlsCertificate {
    private static final int DNS_NAME = 2;
    static final Layout LAYOUT = new Layout("tls", "Certificate", "RFC 5246 section 7.4.2");
    static final Uint LENGTH = LAYOUT.uint(24, "handshake.certificate_length", "Length",
            says("bytes behind these three"));
    static final Octets BYTES = LAYOUT.loose(Octets.Form.BYTES, "handshake.certificate", "Certificate", varies(),
            says("ties a host's name to its key, signed by an authority (X.509)"));
    static final Made SUBJECT = LAYOUT.made(Made.Form.TEXT, "certificate.subject", "Subject", says("whose key it is"));
    static final Made ISSUER = LAYOUT.made(Made.Form.TEXT, "certificate.issuer", "Issuer", says("who vouches for it"));
    static final Made NOT_BEFORE = LAYOUT.made(Made.Form.TEXT, "certificate.not_before", "Valid from", varies(),
            says("before this time it does not hold"));
    static final Made NOT_AFTER = LAYOUT.made(Made.Form.TEXT, "certificate.not_after", "Valid until", varies(),
            says("after this time it does not hold"));

    static final Layout NAMES = new Layout("x509ce", "Alternative names", "RFC 5280 section 4.2.1.6");
    static final Made DNS = NAMES.made(Made.Form.TEXT, "dNSName", "Host name", list(), says("a host it is good for"));

    private TlsCertificate() {}

    static void tell(FieldReader r, Uint listLength) {
        r.number(listLength);
        while (r.end - r.at >= LAYOUT.bytes()) {
            int start = r.at;
            int length = LENGTH.get(r.data, start);
            r.at += LAYOUT.bytes();
            FieldReader body = r.part(length);
            r.tree.open(LAYOUT, start, body.end);
            r.tree.fields(LAYOUT, start, body.end);
            int from = body.at;
            body.rest(BYTES);
            if (body.end - from == length) read(r, from, length);
            r.tree.close();
            r.at = body.end;
        }
    }

    private static void read(FieldReader r, int from, int length) {
        Tree t = r.tree;
        if (!t.wants(SUBJECT) && !t.wants(ISSUER) && !t.wants(NOT_BEFORE) && !t.wants(NOT_AFTER) && !t.wants(DNS))
            return;
        Facts facts = facts(r.data, from, length);
        if (facts == null) return;
        text(r, SUBJECT, facts.subject);
        text(r, ISSUER, facts.issuer);
        text(r, NOT_BEFORE, facts.notBefore);
        text(r, NOT_AFTER, facts.notAfter);
        if (facts.hosts.isEmpty()) return;
        t.open(NAMES, from, from + length);
        for (String host : facts.hosts)
            text(r, DNS, host);
        t.close();
    }

    private static void text(FieldReader r, Made field, String value) {
        r.tree.made(field, 0, 0, r.cursor.scratch().text(value));
    }

    private record Facts(String subject, String issuer, String notBefore, String notAfter, List<String> hosts) {}

    /// What a certificate says, null if the bytes are none. Whatever they are, nothing escapes.
    private static @Nullable Facts facts(byte[] data, int from, int length) {
        try {
            var stream = new ByteArrayInputStream(data, from, length);
            if (!(CertificateFactory.getInstance("X.509").generateCertificate(stream) instanceof X509Certificate x))
                return null;
            return new Facts(x.getSubjectX500Principal().getName(), x.getIssuerX500Principal().getName(),
                    x.getNotBefore().toInstant().toString(), x.getNotAfter().toInstant().toString(), hosts(x));
        } catch (CertificateException | RuntimeException | StackOverflowError e) {
            return null;
        }
    }

    private static List<String> hosts(X509Certificate x) throws CertificateException {
        Collection<List<?>> names = x.getSubjectAlternativeNames();
        if (names == null) return List.of();
        return names.stream().filter(n -> Integer.valueOf(DNS_NAME).equals(n.getFirst()))
                .map(n -> String.valueOf(n.get(1))).toList();
    }
}
