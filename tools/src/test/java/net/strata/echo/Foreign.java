package net.strata.echo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.List;

/// A program of others, with what it reads and writes as text of one byte a letter.
final class Foreign implements AutoCloseable {
    private final Process process;

    Foreign(List<String> command) throws IOException {
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    void say(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(ISO_8859_1));
        process.getOutputStream().flush();
    }

    void sayNoMore() throws IOException {
        process.getOutputStream().close();
    }

    /// So many bytes, or fewer if it ended.
    String hear(int bytes) throws IOException {
        return new String(process.getInputStream().readNBytes(bytes), ISO_8859_1);
    }

    /// So many bytes, without the marks `Echo=>` among them, of which there is at least one. No letter of the mark may be
    /// among the bytes.
    String marked(int bytes) throws IOException {
        var heard = new StringBuilder(hear(6));
        while (heard.toString().replaceAll("[Echo=>]", "").length() < bytes) {
            String next = hear(1);
            if (next.isEmpty()) break;
            heard.append(next);
        }
        return heard.toString().startsWith("Echo=>") ? heard.toString().replace("Echo=>", "") : "no mark: " + heard;
    }

    String untilEnd() throws IOException {
        return new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
