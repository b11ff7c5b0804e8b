package net.strata.view;

import net.strata.decode.Cursor;
import net.strata.decode.Protocol;
import net.strata.protocol.Protocols;
import net.strata.wire.Text;

/// The layer that gives a frame's Protocol and Info: the highest that has something to say.
public final class Speaker {
    private final Text info;
    private Protocol protocol = Protocols.DATA;

    /// @param stable leaves out what changes from run to run
    public Speaker(boolean stable) {
        info = new Text(256, stable);
    }

    /// Finds it in a frame that was walked.
    public void find(Cursor c) {
        for (int i = c.ownLayers() - 1; i >= 0; i--) {
            c.select(i);
            info.clear();
            if (c.whole() && c.protocol().info(c, info)) {
                protocol = c.protocol();
                return;
            }
        }
        info.clear();
        protocol = c.protocol(0);
    }

    public Protocol protocol() {
        return protocol;
    }

    /// What it says, until the next frame.
    public Text info() {
        return info;
    }
}
