package net.strata.protocol;

import static net.strata.wire.Trait.says;

import net.strata.decode.Option;
import net.strata.decode.Options;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Uint;

/// The options of an IPv4 header (RFC 791 section 3.1).
final class Ipv4Options {
    private static final Layout head = new Layout("ip", "Option");
    static final Uint TYPE = head.uint(8, "opt.type", "Type");
    static final Uint LENGTH = head.uint(8, "opt.len", "Length", says("bytes, type and length included"));

    static final Names QS_FUNC_NAMES = new Names("0 Rate request\n8 Report of approved rate");

    static final Options OPTIONS = new Options(head, Options.Length.ALL, 1, 0, new Option(new Layout("ip", "Option")));

    private Ipv4Options() {}
}
