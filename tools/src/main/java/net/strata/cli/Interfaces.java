package net.strata.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.strata.os.Link;
import net.strata.os.LinkAddress;
import net.strata.os.Devices.Device;
import net.strata.wire.Nearest;

/// `strata interfaces`: what can be captured from.
final class Interfaces implements Command {
    private static final Option JSON = Option.flag("--json", "one JSON object each, with everything: docs/json.md");
    private static final int SCHEMA = 1;
    private static final int VALUE = 16;

    @Override
    public List<Option> options() {
        return List.of(Namespace.OPTION, JSON);
    }

    @Override
    public String operands() {
        return "[NAME...]";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("strata interfaces", "what there is, a line each; * is what capture takes"),
                new Example("strata interfaces eth0", "one of them, with everything"),
                new Example("strata interfaces --json", "all of them, with everything"));
    }

    @Override
    public Map<String, String> elsewhere() {
        return Map.of("-D", "strata interfaces alone lists them", "-L", "strata interfaces NAME tells its link types",
                "-J", "strata interfaces NAME tells its time stamps");
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        return Namespace.in(arguments, () -> tell(arguments, console));
    }

    private static int tell(Arguments arguments, Console console) throws IOException, UsageException {
        List<Sighting> all = Sighting.all(!arguments.has(Namespace.OPTION));
        List<Sighting> chosen = new ArrayList<>();
        for (String name : arguments.operands())
            chosen.add(named(name, all));
        if (arguments.has(JSON)) {
            for (Sighting each : chosen.isEmpty() ? all : chosen)
                Json.line(json(each), console.out());
        } else if (chosen.isEmpty()) {
            table(all, console.out());
        } else {
            String before = "";
            for (Sighting each : chosen) {
                console.out().text(before);
                details(each, console.out());
                before = "\n";
            }
        }
        return Status.DONE;
    }

    private static Sighting named(String name, List<Sighting> all) throws UsageException {
        for (Sighting each : all)
            if (each.name().equals(name)) return each;
        throw new UsageException("there is no interface " + name
                + Nearest.hint(name, all.stream().map(Sighting::name).toList()));
    }

    private static void table(List<Sighting> all, Output out) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        List<List<String>> beside = new ArrayList<>();
        rows.add(List.of("NAME", "STATE", "MTU", "MAC", "ADDRESSES"));
        for (Sighting each : all) {
            Link link = each.link();
            Device device = each.device();
            String name = each.name() + (each.standard() ? " *" : "");
            if (link == null) {
                beside.add(List.of(name, device == null ? "" : device.description()));
                continue;
            }
            List<String> addresses = each.addresses().stream().map(LinkAddress::prefix).toList();
            rows.add(List.of(name, state(link), Integer.toString(link.mtu()), link.mac(),
                    addresses.isEmpty() ? "" : addresses.getFirst()));
            for (String more : addresses.stream().skip(1).toList())
                rows.add(List.of("", "", "", "", more));
        }
        columns(rows, out);
        if (beside.isEmpty()) return;
        out.line("");
        out.line("No interfaces, but libpcap captures from them:");
        columns(beside, out);
    }

    /// Each as wide as what is in it.
    private static void columns(List<List<String>> rows, Output out) throws IOException {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows)
            for (int i = 0; i < widths.length; i++)
                widths[i] = Math.max(widths[i], row.get(i).length() + 2);
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++)
                line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length());
            out.line(Console.line(line.toString().stripTrailing()));
        }
    }

    private static String state(Link link) {
        List<String> flags = flags(link);
        return !flags.contains("up") ? "down" : flags.contains("running") ? "up" : "no link";
    }

    private static List<String> flags(Link link) {
        return link.flagNames().stream().map(flag -> flag.toLowerCase(Locale.ROOT).replace('_', '-')).toList();
    }

    private static void details(Sighting each, Output out) throws IOException {
        Device device = each.device();
        Link link = each.link();
        String words = device == null ? "" : device.description();
        out.line(Console.line(each.name() + (words.isEmpty() ? "" : ": " + words)));
        fact("capture", device == null
                ? "libpcap does not offer it"
                : each.standard() ? "what strata capture takes without -i" : "strata capture -i " + each.name(), out);
        if (link != null) {
            fact("number", Integer.toString(link.index()), out);
            fact("kind", each.kind(), out);
            fact("flags", String.join(", ", flags(link)), out);
            fact("promiscuous", link.promiscuity() == 0 ? "no" : "yes, for " + link.promiscuity(), out);
            fact("MAC", link.mac(), out);
            fact("MTU", link.mtu() + " bytes", out);
            String name = "addresses";
            for (LinkAddress address : each.addresses()) {
                fact(name, address(address), out);
                name = "";
            }
        }
        Sighting.LinkTypes types = each.linkTypes();
        fact("link types", String.join(", ", types.names())
                + (types.sure() || types.names().isEmpty() ? "" : " (likely; only opening it tells)"), out);
        fact("time stamps", String.join(", ", each.timeStampTypes()), out);
        if (link == null) return;
        Link.Statistics s = link.statistics();
        fact("received", traffic(s.rxPackets(), s.rxBytes(), s.rxErrors(), s.rxDropped()), out);
        fact("sent", traffic(s.txPackets(), s.txBytes(), s.txErrors(), s.txDropped()), out);
    }

    private static void fact(String name, String value, Output out) throws IOException {
        if (value.isEmpty()) return;
        out.line(Console.line("  " + name + " ".repeat(VALUE - 2 - name.length()) + value));
    }

    private static String address(LinkAddress address) {
        var peer = address.peer();
        return address.prefix() + (peer == null ? "" : " to " + peer.host()) + ", " + address.scope()
                + address.flagNames().stream().filter(flag -> !flag.equals("permanent")).map(flag -> ", " + flag)
                        .collect(Collectors.joining());
    }

    private static String traffic(long packets, long bytes, long errors, long dropped) {
        return packets + " packets, " + bytes + " bytes, " + errors + " errors, " + dropped + " dropped";
    }

    private static Map<String, ?> json(Sighting each) {
        Map<String, Object> all = new LinkedHashMap<>();
        Device device = each.device();
        Link link = each.link();
        Sighting.LinkTypes types = each.linkTypes();
        all.put("schema", SCHEMA);
        all.put("name", each.name());
        if (device != null && !device.description().isEmpty()) all.put("description", device.description());
        all.put("interface", link != null);
        all.put("capture", device != null);
        all.put("default", each.standard());
        if (link != null) {
            all.put("index", link.index());
            all.put("kind", each.kind());
            all.put("state", link.state());
            all.put("flags", flags(link));
            all.put("promiscuity", link.promiscuity());
            all.put("mac", link.mac());
            all.put("mtu", link.mtu());
            all.put("addresses", each.addresses().stream().map(Interfaces::json).toList());
        }
        all.put("link_types", types.names());
        all.put("link_types_sure", types.sure());
        all.put("time_stamp_types", each.timeStampTypes());
        if (link != null) {
            Link.Statistics s = link.statistics();
            all.put("received", traffic(List.of(s.rxPackets(), s.rxBytes(), s.rxErrors(), s.rxDropped())));
            all.put("sent", traffic(List.of(s.txPackets(), s.txBytes(), s.txErrors(), s.txDropped())));
        }
        return all;
    }

    private static Map<String, ?> json(LinkAddress address) {
        Map<String, Object> all = new LinkedHashMap<>();
        var peer = address.peer();
        all.put("address", address.address().host());
        all.put("prefix", address.prefixLength());
        if (peer != null) all.put("peer", peer.host());
        all.put("scope", address.scope());
        all.put("flags", address.flagNames());
        return all;
    }

    private static Map<String, ?> traffic(List<Long> counts) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("packets", counts.get(0));
        all.put("bytes", counts.get(1));
        all.put("errors", counts.get(2));
        all.put("dropped", counts.get(3));
        return all;
    }
}
