package net.strata.cli;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The commands, in the order of the help.
final class Commands {
    /// @param name of one word, or two where an option at once makes another command of one
    /// @param summary what it does, in a few words
    /// @param need what it takes of the system
    /// @param make builds it, once it was chosen
    record Entry(String name, String summary, Need need, Supplier<Command> make) {
        int words() {
            return name.indexOf(' ') < 0 ? 1 : 2;
        }
    }

    static final List<Entry> ALL = List.of(
            new Entry("decode", "show what is in a capture", Need.FILTERS, Decode::new),
            new Entry("capture", "show or keep packets as they pass", Need.CAPTURE, Capture::new),
            new Entry("ping", "tell whether hosts answer, and how soon", Need.ECHO, Ping::new),
            new Entry(Fping.NAME, "the same as fping does it, with its letters and lines", Need.ECHO, Fping::new),
            new Entry("trace", "show the way to a host, hop by hop", Need.TRACE, Trace::new),
            new Entry(Echo.NAME, "small servers and clients, to learn sockets with", Need.NOTHING, Echo::new),
            new Entry("echo server", "serve by sockets: echo, and others", Need.NOTHING, EchoServer::new),
            new Entry("echo client", "talk to a server by sockets, and see each call", Need.NOTHING, EchoClient::new),
            new Entry(EchoLab.NAME, "watch a server and a client: every call, every packet", Need.NOTHING,
                    EchoLab::new),
            new Entry(EchoDemo.NAME, "show what people believe of sockets, and how it is", Need.NOTHING,
                    EchoDemo::new),
            new Entry("explain", "explain packets, conversations and terms", Need.NOTHING, Explain::new),
            new Entry("interfaces", "show what can be captured from", Need.NOTHING, Interfaces::new),
            new Entry("fields", "list the fields that are decoded", Need.NOTHING, FieldsCommand::new),
            new Entry("doctor", "tell what works here, and what it takes", Need.NOTHING, Doctor::new),
            new Entry("version", "show the version, and what it runs on", Need.NOTHING, VersionCommand::new));

    /// What bare `strata` shows: command lines to start with.
    static final List<Command.Example> START = List.of(
            new Command.Example("strata decode FILE", "what is in a capture, a line a packet"),
            new Command.Example("strata decode -V -c 1 FILE", "one packet, layer by layer"),
            new Command.Example("sudo strata capture", "packets as they pass, until Ctrl-C"),
            new Command.Example("strata ping HOST", "whether a host answers, and how soon"),
            new Command.Example("strata trace HOST", "by which routers it is reached"),
            new Command.Example("strata echo lab", "a server and a client: every call, every packet"),
            new Command.Example("strata explain FILE --packet 1", "a packet in boxes, rows of bits, bytes and words"),
            new Command.Example("strata fields tcp", "what the fields of a protocol mean"));

    private Commands() {}

    static @Nullable Entry named(String name) {
        for (var entry : ALL)
            if (entry.name().equals(name)) return entry;
        return null;
    }

    /// The command that a word of a line names, or that and the next.
    static @Nullable Entry at(String[] words, int index) {
        Entry both = index + 1 < words.length ? named(words[index] + " " + words[index + 1]) : null;
        return both == null ? named(words[index]) : both;
    }

    static List<String> names() {
        return ALL.stream().map(Entry::name).toList();
    }
}
