package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.strata.Needs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher, with JDKs and a Maven that only tell how they were called.
final class LauncherTest {
    private static final Instant THEN = Instant.parse("2025-01-01T00:00:00Z");

    @TempDir
    Path folder = Path.of("");

    private record Ran(int status, String out, String err) {}

    @BeforeEach
    void aCheckout() throws IOException {
        Needs.here().program("bash");
        Needs.here().program("flock");
        var script = Files.readString(Path.of("..", "strata")).replace("/usr/lib/jvm", folder + "/jvm");
        executable("house/strata", script);
        for (var source : List.of("pom.xml", "captures/pom.xml", "native/pom.xml", "tools/pom.xml", "tools/jvm.options",
                "captures/src/main/A.java", "native/src/main/A.java", "tools/src/main/A.java"))
            age(write("house/" + source, ""), 0);
        for (var module : List.of("captures", "native", "tools"))
            age(folder.resolve("house/" + module + "/src/main"), 0);
        Files.createDirectories(folder.resolve("bin"));
        maven("mkdir -p tools/target; : >tools/target/strata.jar; : >tools/target/strata.aot");
    }

    @Test
    void javaStartsWithTheCacheThatItMade() throws IOException, InterruptedException {
        var home = jdk("jvm/jdk-25", "25.0.3", "a");
        built(home);
        var ran = strata(Map.of(), "decode", "a b.pcap", "@x");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines()).contains("-XX:AOTCache=" + folder + "/house/tools/target/strata.aot",
                "net.strata.cli.Main", "decode", "a b.pcap", "@x");
    }

    @Test
    void javaHomeComesFirstThenThePathThenTheFolderOfTheSystem() throws IOException, InterruptedException {
        var system = jdk("jvm/jdk-25", "25.0.3", "system");
        built(system);
        assertThat(strata(Map.of()).out()).startsWith("jdk-25\n");
        var onPath = jdk("opt/path-jdk", "26", "path");
        Files.createSymbolicLink(folder.resolve("bin/java"), onPath.resolve("bin/java"));
        assertThat(strata(Map.of()).out()).startsWith("path-jdk\n");
        var named = jdk("opt/named-jdk", "27-ea", "named");
        assertThat(strata(Map.of("JAVA_HOME", named.toString())).out()).startsWith("named-jdk\n");
    }

    @Test
    void anOlderJavaIsPassedOver() throws IOException, InterruptedException {
        var old = jdk("opt/old-jdk", "17.0.15", "old");
        Files.createSymbolicLink(folder.resolve("bin/java"), old.resolve("bin/java"));
        built(jdk("user/.sdkman/candidates/java/25-tem", "25", "sdkman"));
        assertThat(strata(Map.of("JAVA_HOME", old.toString())).out()).startsWith("25-tem\n");
    }

    @Test
    void aMissingJdkIsOneLine() throws IOException, InterruptedException {
        var ran = strata(Map.of());
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).startsWith("strata: needs a JDK 25 or newer").hasLineCount(1);
    }

    @Test
    void aMissingMavenIsOneLine() throws IOException, InterruptedException {
        jdk("jvm/jdk-25", "25", "a");
        Files.delete(folder.resolve("bin/mvn"));
        var ran = strata(Map.of());
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).startsWith("strata: needs Maven").hasLineCount(1);
    }

    @Test
    void theFirstStartBuildsWithTheJdkFoundAndSaysSo() throws IOException, InterruptedException {
        var home = jdk("jvm/jdk-25", "25", "a");
        maven("echo \"$JAVA_HOME $*\" >called; mkdir -p tools/target; : >tools/target/strata.jar; : >tools/target/strata.aot");
        var ran = strata(Map.of());
        assertThat(ran.status()).isZero();
        assertThat(ran.err()).startsWith("strata: building").hasLineCount(1);
        assertThat(folder.resolve("house/called")).hasContent(home + " -B -Dmaven.test.skip=true package");
    }

    @Test
    void aBuildThatFailsShowsMavensErrorsAndNothingStarts() throws IOException, InterruptedException {
        jdk("jvm/jdk-25", "25", "a");
        maven("echo '[INFO] chatter'; echo '[ERROR] A.java: no such symbol'; exit 1");
        var ran = strata(Map.of());
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("no such symbol").doesNotContain("chatter");
    }

    @Test
    void aSourceNewerThanTheJarIsBuilt() throws IOException, InterruptedException {
        built(jdk("jvm/jdk-25", "25", "a"));
        for (var source : List.of("captures/src/main/A.java", "tools/jvm.options", "native/pom.xml")) {
            built(folder.resolve("jvm/jdk-25"));
            age(folder.resolve("house/" + source), 60);
            assertThat(strata(Map.of()).err()).as(source).startsWith("strata: building");
            age(folder.resolve("house/" + source), 0);
        }
    }

    /// Java would run the old code out of it.
    @Test
    void aCacheOlderThanTheJarIsNeverUsed() throws IOException, InterruptedException {
        built(jdk("jvm/jdk-25", "25", "a"));
        age(folder.resolve("house/tools/target/strata.aot"), 5);
        maven("true");
        assertThat(strata(Map.of()).out()).doesNotContain("AOTCache");
    }

    @Test
    void theCacheOfAnotherJdkIsNotUsedAndNothingIsSaid() throws IOException, InterruptedException {
        built(jdk("jvm/jdk-25", "25", "a"));
        var other = jdk("opt/other-jdk", "25.0.4", "b");
        var ran = strata(Map.of("JAVA_HOME", other.toString()));
        assertThat(ran.out()).startsWith("other-jdk\n").doesNotContain("AOTCache");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void aJdkUpdatedInPlaceGetsANewCache() throws IOException, InterruptedException {
        built(jdk("jvm/jdk-25", "25.0.3", "a"));
        jdk("jvm/jdk-25", "25.0.4", "b");
        assertThat(strata(Map.of()).err()).startsWith("strata: building");
    }

    @Test
    void itStartsThroughLinksAndFromAnyFolder() throws IOException, InterruptedException {
        built(jdk("jvm/jdk-25", "25", "a"));
        Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("elsewhere/first"), Path.of("../house/strata"));
        Files.createSymbolicLink(folder.resolve("elsewhere/strata"), Path.of("first"));
        var jar = folder + "/elsewhere/../house/tools/target/strata.jar";
        assertThat(run(Path.of("/"), Map.of(), List.of(folder + "/elsewhere/strata")).out().lines()).contains(jar);
    }

    /// Java's own files would get their numbers.
    @Test
    void whatTheCallerClosedIsOpenedOnNothing() throws IOException, InterruptedException {
        var home = jdk("jvm/jdk-25", "25", "a");
        executable("jvm/jdk-25/bin/java",
                "#!/bin/sh\nfor n in 0 1; do at=$(readlink /proc/$$/fd/$n); echo \"$at\" >" + folder
                        + "/fd$n; done\n");
        built(home);
        run(folder, Map.of(), List.of("/bin/sh", "-c", "exec " + folder + "/house/strata <&- >&-"));
        assertThat(folder.resolve("fd0")).hasContent("/dev/null");
        assertThat(folder.resolve("fd1")).hasContent("/dev/null");
        run(folder, Map.of(), List.of("/bin/sh", "-c", "exec " + folder + "/house/strata </ >" + folder + "/out"));
        assertThat(folder.resolve("fd0")).hasContent("/");
        assertThat(folder.resolve("fd1")).hasContent(folder + "/out");
    }

    @Test
    void underSudoTheBuildIsTheCallers() throws IOException, InterruptedException {
        Needs.here().root();
        Needs.here().program("setpriv");
        jdk("jvm/jdk-25", "25", "a");
        for (var open : List.of(folder, folder.resolve("house"), folder.resolve("house/tools")))
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        // 65534 is nobody on Linux.
        strata(Map.of("SUDO_UID", "65534", "SUDO_GID", "65534"));
        var target = folder.resolve("house/tools/target");
        assertThat(Files.getAttribute(target, "unix:uid")).isEqualTo(65534);
        assertThat(Files.getAttribute(target.resolve("strata.jar"), "unix:gid")).isEqualTo(65534);
    }

    @Test
    void underSudoAFolderThatIsNotTheCallersIsUsedAsItIs() throws IOException, InterruptedException {
        Needs.here().root();
        Needs.here().program("setpriv");
        built(jdk("jvm/jdk-25", "25", "a"));
        age(folder.resolve("house/tools/src/main/A.java"), 60);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder.resolve("house"), PosixFilePermissions.fromString("rwxr-xr-x"));
        var ran = strata(Map.of("SUDO_UID", "65534", "SUDO_GID", "65534"));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("jdk-25\n");
    }

    /// Makes what a build by the JDK at `home` leaves behind.
    private void built(Path home) throws IOException {
        age(write("house/tools/target/strata.jar", ""), 10);
        age(write("house/tools/target/strata.aot", ""), 20);
        write("house/tools/target/strata.jdk", home + "\n" + Files.readString(home.resolve("release")));
    }

    private Path jdk(String name, String version, String build) throws IOException {
        executable(name + "/bin/java", "#!/bin/sh\necho " + Path.of(name).getFileName() + "\nprintf '%s\\n' \"$@\"\n");
        executable(name + "/bin/javac", "");
        write(name + "/release", "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\nSOURCE=\"" + build + "\"\n");
        return folder.resolve(name);
    }

    private void maven(String does) throws IOException {
        executable("bin/mvn", "#!/bin/sh\n" + does + "\n");
    }

    private Ran strata(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(folder + "/house/strata"));
        command.addAll(List.of(words));
        return run(folder, environment, command);
    }

    private Ran run(Path from, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(from.toFile());
        var err = folder.resolve("err");
        builder.redirectError(err.toFile());
        builder.environment().clear();
        // The system's tools, without its java and mvn.
        builder.environment().put("PATH", folder + "/bin:" + tools());
        builder.environment().put("HOME", folder + "/user");
        builder.environment().putAll(environment);
        var process = builder.start();
        var out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ran(process.waitFor(), out, Files.readString(err));
    }

    private Path tools() throws IOException {
        var tools = folder.resolve("tools");
        if (Files.exists(tools)) return tools;
        Files.createDirectories(tools);
        for (var name : List.of("bash", "sh", "env", "find", "flock", "readlink", "grep", "head", "mkdir", "setpriv",
                "getent", "cut", "test"))
            for (var place : List.of("/bin", "/usr/bin"))
                if (Files.exists(Path.of(place, name)))
                    executable("tools/" + name, "#!/bin/sh\nexec " + place + "/" + name + " \"$@\"\n");
        return tools;
    }

    private Path write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void executable(String name, String text) throws IOException {
        Files.setPosixFilePermissions(write(name, text), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void age(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(THEN.plusSeconds(seconds)));
    }
}
