package net.strata.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.strata.frame.Owner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a /proc made of files and links.
final class ProcessTableTest {
    private static final int MOST = 100;

    @TempDir
    private Path proc;
    private long now;
    private ProcessTable table;

    @BeforeEach
    void make() {
        table = new ProcessTable(proc, () -> now, MOST);
    }

    private void process(int pid, String name) throws IOException {
        Path folder = proc.resolve(Integer.toString(pid));
        Files.createDirectories(folder.resolve("fd"));
        Files.write(folder.resolve("comm"), (name + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private Path link(int pid, int fd, String target) throws IOException {
        return Files.createSymbolicLink(proc.resolve(pid + "/fd/" + fd), Path.of(target));
    }

    @Test
    void theProcessThatHasTheSocketIsFound() throws IOException {
        process(1, "init");
        process(20, "curl");
        link(1, 0, "/dev/null");
        link(1, 3, "pipe:[77]");
        link(20, 5, "socket:[77]");
        assertThat(table.holder(77)).isEqualTo(new Owner("curl", 20));
        assertThat(table.holder(7)).isEqualTo(Owner.UNKNOWN);
    }

    @Test
    void aSocketThatWentToAnotherProcessIsFoundThere() throws IOException {
        process(20, "inetd");
        process(21, "ftpd");
        Path first = link(20, 5, "socket:[77]");
        assertThat(table.holder(77)).isEqualTo(new Owner("inetd", 20));
        Files.delete(first);
        link(21, 0, "socket:[77]");
        assertThat(table.holder(77)).isEqualTo(new Owner("ftpd", 21));
    }

    @Test
    void aDescriptorUsedAgainIsNotTakenForTheOldSocket() throws IOException {
        process(20, "curl");
        Path link = link(20, 5, "socket:[77]");
        assertThat(table.holder(77).id()).isEqualTo(20);
        Files.delete(link);
        link(20, 5, "socket:[78]");
        assertThat(table.holder(77)).isEqualTo(Owner.UNKNOWN);
        assertThat(table.holder(78).id()).isEqualTo(20);
    }

    @Test
    void aSocketWithoutProcessIsSoughtAgainAfterAPause() throws IOException {
        process(20, "curl");
        assertThat(table.holder(77)).isEqualTo(Owner.UNKNOWN);
        link(20, 5, "socket:[77]");
        now += ProcessTable.PAUSE - 1;
        assertThat(table.holder(77)).isEqualTo(Owner.UNKNOWN);
        now += 1;
        assertThat(table.holder(77).id()).isEqualTo(20);
    }

    @Test
    void aNameIsReadAnew() throws IOException {
        process(20, "sh");
        link(20, 5, "socket:[77]");
        table.holder(77);
        process(20, "curl");
        assertThat(table.holder(77).name()).isEqualTo("curl");
    }

    @Test
    void aNameMayBeAnyBytes() throws IOException {
        process(20, "\u001b[2J\n]\u00ff\\");
        link(20, 5, "socket:[77]");
        Owner owner = table.holder(77);
        assertThat(owner.name()).isEqualTo("\\x1b[2J\\n]\\xff\\\\");
        assertThat(owner.toString()).isEqualTo("\\x1b\\x5b2J\\n\\x5d\\xff\\\\[20]");
    }

    @Test
    void oddLinksAreNotSockets() throws IOException {
        process(20, "x");
        for (String target : new String[]{"socket:[", "socket:[]", "socket:[x]", "socket:[99999999999999999999]"})
            link(20, target.length(), target);
        assertThat(table.holder(0)).isEqualTo(Owner.UNKNOWN);
    }

    @Test
    void rememberedSocketsHaveABound() throws IOException {
        for (long inode = 1; inode <= MOST + 10; inode++)
            table.holder(inode);
        assertThat(table.remembered()).isBetween(1, MOST);
    }
}
