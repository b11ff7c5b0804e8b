package net.strata.echo;

import java.util.List;
import net.strata.os.OsError;
import net.strata.os.Option;
import net.strata.os.Socket;

/// A socket option and what it is set to, as text: `TCP_NODELAY=on`.
public record Setting(Option option, String value) {
    public Setting {
        option.check(value);
    }

    /// Reads `NAME=VALUE` or `LEVEL.NAME=VALUE`: `nodelay=on`, `tcp.nodelay=on`, `SOL_SOCKET.SO_SNDBUF=4096`.
    ///
    /// @throws IllegalArgumentException if there is no such option, or it does not take that
    public static Setting parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) throw new IllegalArgumentException("NAME=VALUE or LEVEL.NAME=VALUE is wanted, not " + text);
        return new Setting(Option.of(text.substring(0, equals)), text.substring(equals + 1));
    }

    /// Sets options, in their order. All that matter to bind, connect and listen do so only if they are set before.
    public static void set(List<Setting> settings, Socket socket) throws OsError {
        for (Setting each : settings)
            socket.setsockopt(each.option, each.value);
    }

    @Override
    public String toString() {
        return option + "=" + value;
    }
}
