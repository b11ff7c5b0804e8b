package net.strata.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import net.strata.Needs;

/// Has the forms of sessions compiled, each for itself: what it may know are the sockets that forms before it made, and `data`;
/// in C and in Python also `s`, which may be of a program that had it before.
public final class FormsCheck {
    private static final String C = """
            #define _GNU_SOURCE
            #include <arpa/inet.h>
            #include <fcntl.h>
            #include <linux/netlink.h>
            #include <net/ethernet.h>
            #include <netinet/in.h>
            #include <netinet/ip.h>
            #include <netinet/tcp.h>
            #include <netinet/udp.h>
            #include <netpacket/packet.h>
            #include <poll.h>
            #include <stddef.h>
            #include <sys/socket.h>
            #include <sys/time.h>
            #include <sys/un.h>
            #include <unistd.h>
            extern const char data[];
            """;
    private static final String JAVA = """
            import static java.nio.charset.StandardCharsets.US_ASCII;
            import java.net.*;
            import java.nio.ByteBuffer;
            import java.nio.channels.*;
            import jdk.net.ExtendedSocketOptions;
            """;
    /// Reads lines of known names, a tab and a form. Names are looked up, and the values of options are made.
    private static final String PYTHON = """
            import ast, builtins, os, select, socket, struct, sys
            modules = dict(os=os, select=select, socket=socket, struct=struct)
            for line in sys.stdin:
                names, form = line.rstrip('\\n').split('\\t', 1)
                try:
                    tree = ast.parse(form)
                    nodes = list(ast.walk(tree))
                    known = set(names.split()) | set(modules) | {'data'}
                    known |= {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
                    for n in nodes:
                        if isinstance(n, ast.Name) and n.id not in known: raise NameError(n.id)
                        if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id in modules:
                            getattr(modules[n.value.id], n.attr)
                        if isinstance(n, ast.Call) and getattr(n.func, 'attr', '') == 'setsockopt':
                            for each in n.args: eval(compile(ast.Expression(each), '', 'eval'), modules)
                except Exception as e:
                    print(repr(e), form)
            """;
    private static final Pattern C_MAKES = Pattern.compile("^int (\\w+) = (?:socket|accept)");
    private static final Pattern JAVA_MAKES = Pattern.compile("^(\\w+) (\\w+) = [\\w.]+(?:open|accept)\\(");
    private static final Pattern PYTHON_MAKES = Pattern.compile("^(\\w+)(?:, address)? = [\\w.]+(?:socket|accept)\\(");

    private FormsCheck() {}

    public static void check(List<Timeline> sessions) throws IOException {
        Needs.here().program("gcc");
        Needs.here().program("python3");
        c(sessions);
        python(sessions);
        java(sessions);
    }

    /// Is told of each form, and what was made before.
    private interface Each {
        void form(Map<String, String> known, String form);
    }

    private static void each(List<Timeline> sessions, Function<Step, String> language, Pattern makes, Each each) {
        for (Timeline session : sessions)
            for (Side side : Side.values()) {
                var known = new LinkedHashMap<String, String>();
                if (!makes.equals(JAVA_MAKES)) known.put("s", "");
                for (Step step : session.steps()) {
                    String form = language.apply(step);
                    if (step.made().side() != side || form.isEmpty()) continue;
                    each.form(known, form);
                    Matcher made = makes.matcher(form);
                    if (made.find()) known.put(made.group(made.groupCount()), made.group(1));
                }
            }
    }

    private static void c(List<Timeline> sessions) throws IOException {
        Set<String> functions = new TreeSet<>();
        each(sessions, Step::c, C_MAKES, (known, form) -> functions.add("("
                + (known.isEmpty() ? "void" : "int " + String.join(", int ", known.keySet())) + ") {{ " + form
                + " }}"));
        var source = new StringBuilder(C);
        int number = 0;
        for (String each : functions)
            source.append("void f").append(number++).append(each).append('\n');
        assertThat(
                run(source.toString(), "gcc", "-x", "c", "-std=gnu17", "-fsyntax-only", "-Wall", "-Wextra", "-Werror",
                        "-Wno-unused", "-Wno-unused-result", "-Wno-missing-field-initializers", "-"))
                .isEmpty();
    }

    private static void python(List<Timeline> sessions) throws IOException {
        Set<String> lines = new TreeSet<>();
        each(sessions, Step::python, PYTHON_MAKES,
                (known, form) -> lines.add(String.join(" ", known.keySet()) + "\t" + form));
        assertThat(run(String.join("\n", lines), "python3", "-c", PYTHON)).isEmpty();
    }

    private static void java(List<Timeline> sessions) throws IOException {
        Set<String> classes = new TreeSet<>();
        each(sessions, Step::java, JAVA_MAKES, (known, form) -> {
            var fields = new StringBuilder("{ static byte[] data; ");
            known.forEach((name, type) -> fields.append("static ").append(type).append(' ').append(name).append("; "));
            classes.add(fields + "void f() throws Exception { " + form + "\n}}");
        });
        Path folder = Files.createTempDirectory("strata-forms");
        try {
            var source = new StringBuilder(JAVA);
            int number = 0;
            for (String each : classes)
                source.append("class F").append(number++).append(each).append('\n');
            Path file = Files.writeString(folder.resolve("F.java"), source);
            var compiler = ToolProvider.getSystemJavaCompiler();
            var said = new StringWriter();
            var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
            compiler.getTask(said, files, null, List.of("-proc:none", "-implicit:none", "-d", folder.toString()), null,
                    files.getJavaFileObjects(file)).call();
            assertThat(said).hasToString("");
        } finally {
            try (var all = Files.list(folder)) {
                for (Path each : all.toList())
                    Files.delete(each);
            }
            Files.delete(folder);
        }
    }

    private static String run(String input, String... command) throws IOException {
        Path file = Files.createTempFile("strata-forms", "");
        try {
            Files.writeString(file, input);
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(file.toFile());
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            Files.delete(file);
        }
    }
}
