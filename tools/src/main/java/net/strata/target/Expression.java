package net.strata.target;

import java.util.function.ToIntFunction;
import net.strata.os.SockAddr;

/// A target as users type it.
///
/// | typed | meaning |
/// |---|---|
/// | `example.com`, `web-1` | a host's name |
/// | `192.0.2.1`, `127.1` | an IPv4 address, in all forms of inet_aton(3) |
/// | `2001:db8::1`, `fe80::1%eth0` | an IPv6 address; a link-local one with the interface's name or index behind `%` |
/// | `192.0.2.0/24` | all hosts of a network: without the first and the last address, if it is shorter than /31 |
/// | `2001:db8::/120` | all addresses of a prefix; IPv6 has no broadcast address that would have to be left out |
/// | `192.0.2.1-20` | from `192.0.2.1` to `192.0.2.20`: what is behind `-` stands for the last number |
/// | `2001:db8::1-ff` | from `2001:db8::1` to `2001:db8::ff`: the last group, in hexadecimal as all groups are |
/// | `192.0.2.1-192.0.3.5`, `2001:db8::1-2001:db8::1:5` | from one address to another, both counted |
/// | `192.0.2.1..192.0.2.20`, `192.0.2.1..20` | the same, with two dots |
///
/// In a prefix the interface stands before the slash (RFC 4007 section 11.7): `fe80::%eth0/120`; in a range behind the last
/// address: `fe80::1-ff%eth0`. A name that only looks like a range is a name: `10.0.0.1-web.example.com`.
public sealed interface Expression {
    String typed();

    /// How many addresses it stands for, at most [Long#MAX_VALUE]; 1 for a name.
    long count();

    /// A host's name.
    ///
    /// @param ascii as it is looked up (RFC 5890 section 2.3.2.1)
    record Name(String typed, String ascii) implements Expression {
        @Override
        public long count() {
            return 1;
        }
    }

    /// An address.
    record Literal(String typed, SockAddr.Ip address) implements Expression {
        @Override
        public long count() {
            return 1;
        }
    }

    /// Addresses that follow each other.
    record Span(String typed, SockAddr.Ip first, long count) implements Expression {
        /// One of them, from 0.
        public SockAddr.Ip at(long index) {
            return Prefix.plus(first, index);
        }
    }

    /// Reads one.
    ///
    /// @param interfaces the index of an interface, 0 if there is none of that name
    static Expression parse(String text, ToIntFunction<String> interfaces) throws TargetException {
        return new ExpressionParser(text, interfaces).expression();
    }

    /// All addresses from one to another, both counted; none if the second comes before the first. This is what
    /// `fping -g FROM TO` means, which knows IPv4 alone.
    static Span range(String from, String to, ToIntFunction<String> interfaces) throws TargetException {
        return new ExpressionParser(from + " " + to, interfaces).span(from, to);
    }
}
