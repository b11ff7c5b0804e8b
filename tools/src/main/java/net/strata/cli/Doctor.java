package net.strata.cli;

import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.strata.os.Capability;

/// `strata doctor`: what works here, and what it takes.
final class Doctor implements Command {
    private static final Option JSON = Option.flag("--json", "one JSON object: docs/json.md");
    private static final int SCHEMA = 1;
    private static final int COLUMN = 32;
    /// Without these strata is only half of itself.
    private static final Set<Ability> IMPORTANT = Set.of(Ability.LIBPCAP, Ability.LIVE_CAPTURE);

    @Override
    public List<Option> options() {
        return List.of(JSON);
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("strata doctor", "what works here, and commands that grant the rest"),
                new Example("strata doctor --verbose", "and what was tried to find out"));
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        var surplus = arguments.operand();
        if (surplus != null) throw new UsageException("takes no argument: what is " + surplus + " for?");
        Owner owner = Owner.here();
        Map<Ability, Finding> findings = new EnumMap<>(Ability.class);
        for (Finding each : new Examination(owner, Launch.here()).findings()) {
            console.detail("tried " + each.tried() + ": " + (each.why().isEmpty() ? "works" : each.why()));
            findings.put(each.ability(), each);
        }
        if (arguments.has(JSON)) Json.line(json(owner, findings), console.out());
        else
            text(owner, findings, console.out());
        return IMPORTANT.stream().allMatch(a -> works(a, findings)) ? Status.DONE : Status.NEGATIVE;
    }

    private static boolean works(Ability ability, Map<Ability, Finding> findings) {
        Finding found = findings.get(ability);
        return found != null && found.works();
    }

    private static void text(Owner owner, Map<Ability, Finding> findings, Output out) throws IOException {
        out.line("strata " + VersionCommand.version() + " on " + property("os.name") + " " + property("os.version")
                + " " + property("os.arch"));
        out.line("Java " + property("java.runtime.version") + ", " + property("java.vendor") + ", "
                + property("java.home"));
        out.line(Launch.cached()
                ? "ahead-of-time cache in use"
                : "no ahead-of-time cache in use: starts slower than it could");
        out.line(owner.name() + (owner.uid() < 0 ? "" : ", user " + owner.uid()) + ", "
                + (owner.capabilities().isEmpty() ? "no capabilities" : Capability.list(owner.capabilities())));
        out.line("");
        for (Finding each : findings.values())
            out.line(((each.works() ? "yes  " : "no   ") + padded(each.ability().toString()) + each.why())
                    .stripTrailing());
        grants(findings, out);
        out.line("");
        for (Commands.Entry entry : Commands.ALL)
            out.line("strata " + padded(entry.name()) + verdict(entry.need(), findings));
    }

    /// What is missing, by what grants it.
    private static void grants(Map<Ability, Finding> findings, Output out) throws IOException {
        Map<List<String>, Set<Ability>> missing = new LinkedHashMap<>();
        for (Finding each : findings.values())
            if (!each.grants().isEmpty())
                missing.computeIfAbsent(each.grants(), g -> new LinkedHashSet<>()).add(each.ability());
        for (var each : missing.entrySet()) {
            out.line("");
            out.line("For " + join(each.getValue()) + ":");
            String before = "  ";
            for (String command : each.getKey()) {
                out.line(before + command);
                before = "  or: ";
            }
        }
    }

    private static String verdict(Need need, Map<Ability, Finding> findings) {
        if (need.isMet(a -> works(a, findings))) {
            Ability best = need.best();
            return best == null || works(best, findings) ? "works" : "works but for " + need.lost() + ": no " + best;
        }
        String without = "no " + need.oneOf().stream().map(Ability::toString).collect(Collectors.joining(" and no "));
        return (need.part().isEmpty() ? "does not work: " : "works but for " + need.part() + ": ") + without;
    }

    private static String join(Set<Ability> abilities) {
        return abilities.stream().map(Ability::toString).collect(Collectors.joining("; "));
    }

    private static String padded(String word) {
        return word + " ".repeat(Math.max(1, COLUMN - word.length()));
    }

    private static String property(String name) {
        return System.getProperty(name, "?");
    }

    private static Map<String, ?> json(Owner owner, Map<Ability, Finding> findings) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("schema", SCHEMA);
        all.put("version", VersionCommand.version());
        all.put("system", members("name", property("os.name"), "version", property("os.version"), "processor",
                property("os.arch")));
        all.put("java", members("version", property("java.runtime.version"), "vendor", property("java.vendor"), "home",
                property("java.home"), "cached", Launch.cached()));
        all.put("user", members("name", owner.name(), "uid", owner.uid(), "capabilities",
                owner.capabilities().stream().map(Capability::toString).toList()));
        all.put("checks",
                findings.values().stream().map(f -> members("check", f.ability().toString(), "works", f.works(),
                        "tried", f.tried(), "why", f.why(), "grants", f.grants())).toList());
        all.put("commands",
                Commands.ALL.stream()
                        .map(entry -> members("command", entry.name(), "works",
                                entry.need().isMet(a -> works(a, findings)) || !entry.need().part().isEmpty(),
                                "verdict",
                                verdict(entry.need(), findings)))
                        .toList());
        return all;
    }

    private static Map<String, Object> members(Object... pairs) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2)
            members.put(String.valueOf(pairs[i]), pairs[i + 1]);
        return members;
    }
}
