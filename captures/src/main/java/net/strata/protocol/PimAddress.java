package net.strata.protocol;

import static net.strata.wire.Trait.also;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Option;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// An address as PIM sends it: family, encoding, and for groups and sources flags and the length of a mask (RFC 7761
/// section 4.9.1).
final class PimAddress {
    /// An upstream neighbor.
    static final PimAddress UPSTREAM = new PimAddress(2, "upstream_neighbor", "Upstream neighbor",
            "the router the message is meant for, one step nearer to the source");
    /// A rendezvous point.
    static final PimAddress POINT = new PimAddress(2, "rp", "Rendezvous point",
            "router at the root of the tree that all sources of the group share");
    /// The bootstrap router.
    static final PimAddress BOOTSTRAP = new PimAddress(2, "bsr", "Bootstrap router",
            "router that tells all others the rendezvous points");
    /// A source outside join and prune messages.
    static final PimAddress SOURCE = new PimAddress(2, "source", "Source",
            "host that sends to the group");
    /// Another address of the neighbor.
    static final PimAddress LISTED = new PimAddress(2, "address_list", "Address",
            "another address that the same router has on the link");
    /// A group.
    static final PimAddress GROUP = new PimAddress(4, "group", "Group",
            "group, or range of groups, that it is about");
    /// A source to join.
    static final PimAddress JOIN = new PimAddress(4, "join_ip", "Joined source",
            "source whose packets to the group are wanted");
    /// A source to prune.
    static final PimAddress PRUNE = new PimAddress(4, "prune_ip", "Pruned source",
            "source whose packets to the group are no longer wanted");

    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private final Layout layout;
    private final int head;
    private final Octets four;
    private final Octets six;

    private PimAddress(int head, String name, String label, String says) {
        this.head = head;
        layout = new Layout("pim", label, "RFC 7761 section 4.9.1");
        layout.uint(8, "addr_address_family", "Address family", names("", "IPv4", "IPv6"), list(),
                says("1: IPv4, 2: IPv6, as IANA numbers families"));
        layout.uint(8, "addr_encoding_type", "Encoding", list(),
                says("how the address is written: 0, as is usual in its family"));
        if (name.equals("group")) {
            layout.group(8, "group_addr.flags", "Flags", hex(), list(),
                    says("how routers treat the range of groups"));
            layout.flag("group_addr.flags.b", "Bidirectional", list(),
                    says("its packets pass one tree in both directions"));
            layout.uint(6, "group_addr.flags.reserved", "Reserved", hex(), list(),
                    says("senders set 0, receivers ignore it"));
            layout.flag("group_addr.flags.z", "Admin scope", list(),
                    says("the range ends at the border of an administrative zone"));
        } else if (head == 4) {
            layout.group(8, "source_addr.flags", "Flags", hex(), list(), says("for which sources and on which tree"));
            layout.uint(5, "source_addr.flags.reserved", "Reserved", hex(), list(),
                    says("senders set 0, receivers ignore it"));
            layout.flag("source_addr.flags.s", "Sparse", list(),
                    says("always 1 in sparse mode, for version 1's sake"));
            layout.flag("source_addr.flags.w", "Wildcard", list(),
                    says("any source is meant: the address is that of the rendezvous point"));
            layout.flag("source_addr.flags.r", "Shared tree", list(),
                    says("meant for the tree of the rendezvous point, not that of the source"));
        }
        if (head == 4)
            layout.uint(8, "mask_len", "Mask length", list(),
                    says("leading bits of the address that count; the others are any"));
        if (name.equals("group")) {
            four = layout.loose(Octets.Form.IPV4, name, label, list(), says(says));
            six = layout.loose(Octets.Form.IPV6, "group_ip6", label, list(), says(says));
        } else {
            four = layout.loose(Octets.Form.IPV4, name, label, list(), says(says),
                    also(head == 4 ? "source" : "unicast"));
            six = layout.loose(Octets.Form.IPV6, name.replace("_ip", "") + "_ip6", label, list(), says(says),
                    also(head == 4 ? "source_ip6" : "unicast_ipv6"));
        }
    }

    private static int size(int family) {
        return family == IPV4 ? 4 : family == IPV6 ? 16 : 0;
    }

    /// Where what follows the address at `at` starts: at most `end`, and there if the family is unknown.
    int after(byte[] d, int at, int end) {
        if (at + head > end) return end;
        int size = size(d[at]);
        return size == 0 ? end : Math.min(at + head + size, end);
    }

    /// Tells the tree the address.
    ///
    /// @return where what follows starts
    int tell(Cursor c, Tree t, int at, int end) {
        if (at + head > end) return end;
        Option.row(t, layout, at, end);
        int size = size(c.data[at]);
        int from = at + head;
        if (size > 0 && from + size <= end) t.field(size == 4 ? four : six, from, size);
        return after(c.data, at, end);
    }

    static List<Layout> layouts() {
        List<Layout> all = new ArrayList<>();
        for (PimAddress a : List.of(UPSTREAM, POINT, BOOTSTRAP, SOURCE, LISTED, GROUP, JOIN, PRUNE))
            all.add(a.layout);
        return all;
    }

    /// The option that lists more addresses of a neighbor (RFC 7761 section 4.3.4).
    static final class OptionList extends Option {
        OptionList() {
            super(new Layout("pim", "Address list", "RFC 7761 section 4.9.2").skip(32));
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            for (int from = at + layout().bytes(); from < end;)
                from = LISTED.tell(c, t, from, end);
        }
    }
}
