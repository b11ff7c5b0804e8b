package net.strata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Protocols are made when they are met, on any of several threads. Two classes of which each initializes the other would
/// let two threads wait for each other without end.
final class InitializationTest {
    private static final String START = "<clinit>()V";

    private final Map<String, ClassModel> classes = new HashMap<>();
    private final Map<String, CodeModel> methods = new HashMap<>();

    @Test
    void noClassIsInitializedByOneThatItInitializesItself() throws IOException {
        try (var files = Files.walk(Path.of("target/classes/net/strata"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList())
                read(ClassFile.of().parse(file));
        }
        Map<String, Set<String>> initialized = new HashMap<>();
        for (ClassModel each : classes.values())
            initialized.put(name(each), initializedBy(each));
        assertThat(initialized.get("net/strata/protocol/Tcp")).contains("net/strata/decode/Protocol",
                "net/strata/wire/Layout", "net/strata/protocol/Checksums");
        for (String name : initialized.keySet())
            assertThat(reached(name, initialized)).as("initialized by " + name).doesNotContain(name);
    }

    private void read(ClassModel model) {
        classes.put(name(model), model);
        model.methods().forEach(m -> m.code().ifPresent(code -> methods.put(
                name(model) + '.' + m.methodName().stringValue() + m.methodType().stringValue(), code)));
    }

    private static String name(ClassModel model) {
        return model.thisClass().asInternalName();
    }

    private Set<String> initializedBy(ClassModel model) {
        var found = new HashSet<String>();
        model.superclass().ifPresent(s -> found.add(s.asInternalName()));
        follow(name(model), START, found, new HashSet<>());
        found.retainAll(classes.keySet());
        found.remove(name(model));
        return found;
    }

    /// Adds the classes that a method may initialize, with all that it calls.
    private void follow(String owner, String method, Set<String> found, Set<String> seen) {
        CodeModel code = methods.get(owner + '.' + method);
        ClassModel model = classes.get(owner);
        if (model == null || !seen.add(owner + '.' + method)) return;
        if (code == null) {
            model.superclass().ifPresent(s -> follow(s.asInternalName(), method, found, seen));
            return;
        }
        for (CodeElement e : code) {
            switch (e) {
                case FieldInstruction f when f.opcode() == Opcode.GETSTATIC || f.opcode() == Opcode.PUTSTATIC -> found
                        .add(f.owner().asInternalName());
                case NewObjectInstruction n -> found.add(n.className().asInternalName());
                case InvokeInstruction call -> {
                    String target = call.owner().asInternalName();
                    if (call.opcode() == Opcode.INVOKESTATIC) found.add(target);
                    follow(target, call.name().stringValue() + call.type().stringValue(), found, seen);
                }
                default -> {
                }
            }
        }
    }

    private static Set<String> reached(String from, Map<String, Set<String>> initialized) {
        var reached = new LinkedHashSet<>(initialized.getOrDefault(from, Set.of()));
        for (var left = List.copyOf(reached); !left.isEmpty();) {
            var next = new HashSet<String>();
            for (String each : left)
                next.addAll(initialized.getOrDefault(each, Set.of()));
            next.removeAll(reached);
            reached.addAll(next);
            left = List.copyOf(next);
        }
        return reached;
    }
}
