package net.strata.lab;

import java.util.List;
import net.strata.echo.Setting;

/// Two programs for the lab that know each other: a server of ours and a client.
///
/// @param name such as `echo`
/// @param says what they do, in a few words
/// @param messages what the client sends unless other messages are chosen
/// @param compared what it sends, unless other messages are chosen, where runs with several settings are compared
/// @param takesMessages whether others can be chosen
/// @param maker makes the two
public record Preset(String name, String says, List<String> messages, List<String> compared, boolean takesMessages,
        Maker maker) {
    Preset(String name, String says, List<String> messages, boolean takesMessages, Maker maker) {
        this(name, says, messages, messages, takesMessages, maker);
    }

    /// Several messages one behind the other show what settings do; one does not.
    Preset comparedBy(List<String> others) {
        return new Preset(name, says, messages, others, takesMessages, maker);
    }

    /// The two programs.
    public record Pair(Program server, Program client) {}

    /// What can be chosen.
    ///
    /// @param messages what the client sends
    /// @param options set on the sockets of both sides before they are used
    public record Choice(List<String> messages, List<Setting> options) {}

    /// Makes the two programs.
    public interface Maker {
        Pair make(Choice choice);
    }

    /// The two programs, with their own messages.
    public Pair pair() {
        return pair(new Choice(messages, List.of()));
    }

    public Pair pair(Choice choice) {
        return maker.make(choice);
    }
}
