package net.strata.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Chromium without a window, driven over its pipe (Chrome DevTools Protocol: JSON objects, each ended by a zero byte).
public final class Browser implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("^\\{\"id\":(\\d+)");
    private static final Pattern VALUE = Pattern.compile("\"value\":\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Map<String, Integer> KEYS = Map.of("ArrowLeft", 37, "ArrowUp", 38, "ArrowRight", 39,
            "ArrowDown", 40, "Home", 36, "End", 35, "Tab", 9);

    private final Process process;
    private final OutputStream to;
    private final InputStream from;
    private final List<String> events = new ArrayList<>();
    private String session = "";
    private int sent;

    /// @param folder for the browser's own files
    public Browser(Path folder) throws IOException {
        process = new ProcessBuilder("sh", "-c",
                "exec chromium --headless --no-sandbox --disable-gpu --hide-scrollbars "
                        + "--remote-debugging-pipe --user-data-dir=\"$0\" 3<&0 4>&1 >/dev/null 2>&1 </dev/null",
                folder.toString()).start();
        to = process.getOutputStream();
        from = process.getInputStream();
        String target = field(send("Target.createTarget", "{\"url\":\"about:blank\"}"), "targetId");
        session = field(send("Target.attachToTarget", "{\"targetId\":\"" + target + "\",\"flatten\":true}"),
                "sessionId");
        for (String domain : List.of("Page", "Runtime", "Log", "Network"))
            send(domain + ".enable", "{}");
    }

    /// Opens a file, in a window of that width.
    public void open(Path file, int width, boolean dark) throws IOException {
        send("Emulation.setDeviceMetricsOverride",
                "{\"width\":" + width + ",\"height\":900,\"deviceScaleFactor\":1,\"mobile\":false}");
        send("Emulation.setEmulatedMedia", "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\""
                + (dark ? "dark" : "light") + "\"}]}");
        events.clear();
        send("Page.navigate", "{\"url\":\"" + file.toUri() + "\"}");
        while (events("Page.loadEventFired").isEmpty())
            receive();
    }

    /// Presses a key, such as `ArrowRight`.
    public void press(String key) throws IOException {
        for (String type : List.of("keyDown", "keyUp"))
            send("Input.dispatchKeyEvent", "{\"type\":\"" + type + "\",\"key\":\"" + key + "\",\"code\":\"" + key
                    + "\",\"windowsVirtualKeyCode\":" + KEYS.get(key) + "}");
    }

    /// The value of an expression that is a string.
    public String evaluate(String expression) throws IOException {
        String answer = send("Runtime.evaluate", "{\"expression\":\""
                + expression.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"}");
        Matcher value = VALUE.matcher(answer);
        if (!value.find()) throw new IOException(answer);
        return value.group(1);
    }

    /// What the browser told of the page, of one kind, as JSON.
    public List<String> events(String method) {
        return events.stream().filter(each -> each.startsWith("{\"method\":\"" + method + "\"")).toList();
    }

    private String send(String method, String params) throws IOException {
        int id = ++sent;
        to.write(("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params
                + (session.isEmpty() ? "" : ",\"sessionId\":\"" + session + "\"") + "}\0").getBytes(UTF_8));
        to.flush();
        while (true) {
            String answer = receive();
            Matcher number = ID.matcher(answer);
            if (number.find() && number.group(1).equals(Integer.toString(id))) return answer;
        }
    }

    private String receive() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b; (b = from.read()) != 0;) {
            if (b < 0) throw new EOFException("the browser has ended: " + bytes.toString(UTF_8));
            bytes.write(b);
        }
        String message = bytes.toString(UTF_8);
        if (!ID.matcher(message).find()) events.add(message);
        return message;
    }

    private static String field(String json, String name) throws IOException {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        if (!found.find()) throw new IOException(json);
        return found.group(1);
    }

    @Override
    public void close() throws IOException {
        try {
            send("Browser.close", "{}");
            while (from.read() >= 0) {
            }
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
