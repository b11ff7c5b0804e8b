package net.strata.os;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Finds the place in a capture filter that does not compile: the shortest run of its words that compiles between no
/// other words.
final class FilterFault {
    private static final Pattern WORD = Pattern.compile("[()]|!(?!=)|(?:[^\\s()!]|!=)+");
    /// What may stand before a run, and behind it, to make it whole.
    private static final List<String> BEFORE = List.of("", "host ", "port ", "ip[0] ", "ip[0] = ", "proto ", "net ",
            "portrange ", "ether host ", "ether proto ", "tcp ", "(tcp ", "(ip[0] ", "(ip[0", "ip[0", "ip[(0 ",
            "net 10.0.0.0 ", "ether ",
            "wlan type ", "less ", "wlan type mgt subtype ", "vlan ", "llc ", "ip6 host ", "(port ", "(host ", "src ");
    private static final List<String> BEHIND = List.of("", " 1", " tcp", " host 10.0.0.1", " proto \\ip",
            " host 00:00:00:00:00:00", " = 0", " 0 = 0", ")", " tcp)", " 1)", " = 0)", "] = 0", " 0] = 0", " 255.0.0.0",
            " port 1", " 1-2", " mgt", " beacon", " \\tcp", " proto \\tcp", ") = 0", " 0) = 0", " 00:00:00:00:00:00",
            " 1] = 0");
    /// Compilations take some µs each.
    private static final int MOST = 30_000;

    /// Whether a filter compiles.
    interface Compiler {
        boolean compiles(String text) throws OsError;
    }

    private record Word(int start, int end) {}

    private final String text;
    private final Compiler compiler;
    private int left = MOST;

    private FilterFault(String text, Compiler compiler) {
        this.text = text;
        this.compiler = compiler;
    }

    static String shortest(String text, Compiler compiler) throws OsError {
        return new FilterFault(text, compiler).find();
    }

    private String find() throws OsError {
        List<Word> words = new ArrayList<>();
        var m = WORD.matcher(text);
        while (m.find())
            words.add(new Word(m.start(), m.end()));
        for (int length = 1; length < words.size() && left > 0; length++) {
            for (int i = 0; i + length <= words.size(); i++) {
                String run = text.substring(words.get(i).start, words.get(i + length - 1).end);
                if (!canBePart(run)) return run;
            }
        }
        return text.strip();
    }

    private boolean canBePart(String run) throws OsError {
        for (String before : BEFORE) {
            for (String behind : BEHIND) {
                if (left-- <= 0 || compiler.compiles(before + run + behind)) return true;
            }
        }
        return false;
    }
}
