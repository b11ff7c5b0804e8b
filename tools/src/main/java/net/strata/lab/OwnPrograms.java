package net.strata.lab;

import java.util.List;

/// Two commands of the user's, in any language.
///
/// @param server and `client`: a program and its arguments each
/// @param keyboard whether the client may read what the user types; nobody else does
/// @param output is told what they say
public record OwnPrograms(List<String> server, List<String> client, boolean keyboard, Output output) {
    /// What programs say.
    public interface Output {
        /// Nobody listens.
        Output NONE = (side, error, line) -> {
        };

        /// A line, or the beginning of one after which nothing came for a while. Each program's come one after another.
        ///
        /// @param error whether it came by standard error
        /// @param line without its end, and not escaped
        void line(Side side, boolean error, String line);
    }

    /// Nobody types, and nobody listens.
    public OwnPrograms(List<String> server, List<String> client) {
        this(server, client, false, Output.NONE);
    }

    List<String> command(Side side) {
        return side == Side.SERVER ? server : client;
    }

    /// Both, as they are typed.
    String name() {
        return String.join(" ", server) + " ::: " + String.join(" ", client);
    }
}
