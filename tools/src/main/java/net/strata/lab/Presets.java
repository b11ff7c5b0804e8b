package net.strata.lab;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.SHUT_WR;
import static net.strata.os.Abi.SOCK_STREAM;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.strata.echo.Server;
import net.strata.echo.Services;
import net.strata.os.Socket;

/// Pairs of programs to watch in the lab.
public final class Presets {
    /// All of them, in the order in which they are listed.
    public static final List<Preset> ALL = List.of(
            new Preset("echo", "sends back what it gets (RFC 862)", List.of("hello"), true, Presets::echo));

    private Presets() {}

    private static Preset.Pair echo(Preset.Choice choice) {
        int port = 50007;
        return new Preset.Pair(stage -> {
            try (var server = new Server(Services.echo(), stage.address(Side.SERVER, AF_INET, port)).clients(1)) {
                server.run();
            }
        }, stage -> {
            try (var socket = Socket.socket(AF_INET, SOCK_STREAM, 0)) {
                for (var option : choice.options())
                    socket.setsockopt(option.option(), option.value());
                socket.connect(stage.address(Side.SERVER, AF_INET, port));
                for (String each : choice.messages()) {
                    ByteBuffer data = ByteBuffer.wrap(each.getBytes(StandardCharsets.UTF_8));
                    while (data.hasRemaining())
                        socket.send(data, 0);
                }
                socket.shutdown(SHUT_WR);
                var room = ByteBuffer.allocate(1024);
                while (socket.recv(room.clear(), 0) > 0)
                    ;
            }
        });
    }
}
