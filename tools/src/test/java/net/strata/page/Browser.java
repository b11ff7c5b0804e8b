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
    /// An expression: the texts whose contrast to what is behind them is below 4.5:1 (WCAG 2.2, 1.4.3).
    public static final String FAINT = """
            (() => {
              const parse = (c) => c.match(/[\\d.]+/g).map(Number);
              const light = (c) => {
                const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const behind = (e) => {
                for (; e; e = e.parentElement) {
                  const c = parse(getComputedStyle(e).backgroundColor);
                  if (c.length === 3 || c[3] === 1) return c.slice(0, 3);
                }
                return parse(getComputedStyle(document.documentElement).backgroundColor).slice(0, 3);
              };
              const faint = [];
              for (const e of document.querySelectorAll('body *')) {
                if (!Array.from(e.childNodes).some((n) => n.nodeType === 3 && n.data.trim())) continue;
                if (e.tagName === 'SCRIPT' || !e.getClientRects().length) continue;
                const a = light(parse(getComputedStyle(e).color)), b = light(behind(e));
                const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (ratio < 4.5) faint.push(e.className + ' ' + e.textContent + ' ' + ratio.toFixed(2));
              }
              return faint.join(', ');
            })()
            """;

    private static final Pattern ID = Pattern.compile("^\\{\"id\":(\\d+)");
    private static final Pattern VALUE = Pattern.compile("\"value\":\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Map<String, Integer> KEYS = Map.ofEntries(Map.entry("ArrowLeft", 37),
            Map.entry("ArrowUp", 38), Map.entry("ArrowRight", 39), Map.entry("ArrowDown", 40), Map.entry("Home", 36),
            Map.entry("End", 35), Map.entry("Tab", 9), Map.entry("Enter", 13), Map.entry("Escape", 27),
            Map.entry("j", 74), Map.entry("k", 75), Map.entry("?", 191));

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
        width(width);
        send("Emulation.setEmulatedMedia", "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\""
                + (dark ? "dark" : "light") + "\"}]}");
        events.clear();
        send("Page.navigate", "{\"url\":\"" + file.toUri() + "\"}");
        while (events("Page.loadEventFired").isEmpty())
            receive();
    }

    /// Makes the window so wide.
    ///
    /// @param width in CSS pixels
    public void width(int width) throws IOException {
        send("Emulation.setDeviceMetricsOverride",
                "{\"width\":" + width + ",\"height\":900,\"deviceScaleFactor\":1,\"mobile\":false}");
    }

    /// Shows the page as it is printed, or as on a screen again.
    public void print(boolean printed) throws IOException {
        send("Emulation.setEmulatedMedia", "{\"media\":\"" + (printed ? "print" : "") + "\"}");
    }

    /// Presses a key, such as `ArrowRight`.
    public void press(String key) throws IOException {
        String text = key.equals("Enter") ? ",\"text\":\"\\r\"" : "";
        for (String type : List.of("keyDown", "keyUp"))
            send("Input.dispatchKeyEvent", "{\"type\":\"" + type + "\",\"key\":\"" + key + "\",\"code\":\"" + key
                    + "\",\"windowsVirtualKeyCode\":" + KEYS.get(key) + text + "}");
    }

    /// Moves the mouse over an element.
    ///
    /// @param element an expression
    public void point(String element) throws IOException {
        mouse("mouseMoved", element);
    }

    /// Clicks on an element with the mouse.
    public void click(String element) throws IOException {
        mouse("mousePressed", element);
        mouse("mouseReleased", element);
    }

    private void mouse(String type, String element) throws IOException {
        String[] place = evaluate("(() => { const e = " + element + "; e.scrollIntoView({ block: 'center' });"
                + " const r = e.getClientRects()[0]; return (r.x + r.width / 2) + ' ' + (r.y + r.height / 2); })()")
                .split(" ", 2);
        String button = type.equals("mouseMoved") ? "none" : "left";
        send("Input.dispatchMouseEvent", "{\"type\":\"" + type + "\",\"x\":" + place[0] + ",\"y\":" + place[1]
                + ",\"button\":\"" + button + "\",\"clickCount\":1}");
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
