package net.strata.explain.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.strata.explain.Anatomy;
import net.strata.explain.story.Choice;
import net.strata.explain.story.Conversation;
import net.strata.explain.story.Conversations;
import net.strata.explain.story.NoSuchConversation;
import net.strata.explain.story.Story;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;

/// Finds the conversations that packets belong to, and tells them.
public final class Stories {
    /// Conversations that are told.
    private static final int MOST = 20;
    /// In a capture of which so many packets would have to be read, none is told.
    private static final long FAR = 20_000;

    private Stories() {}

    /// Opens a capture from its beginning, as often as it is asked to.
    public interface Opening<E extends Exception> {
        FrameSource open() throws IOException, E;
    }

    /// The conversations of packets, in the order in which they begin. The capture is read up to the last of the packets.
    public static <E extends Exception> List<Story> of(Opening<E> capture, List<Anatomy> packets)
            throws IOException, E {
        if (packets.isEmpty() || packets.getLast().number() > FAR) return List.of();
        long last = packets.getLast().number();
        Set<Long> numbers = packets.stream().map(Anatomy::number).collect(Collectors.toSet());
        Conversations all;
        try (FrameSource source = new Beginning(capture.open(), last)) {
            all = Conversations.list(source);
        }
        var stories = new ArrayList<Story>();
        for (Conversation each : all.all().stream().sorted(Comparator.comparingLong(Conversation::first)).toList()) {
            if (stories.size() == MOST) break;
            if (numbers.stream().noneMatch(number -> each.first() <= number && number <= each.last())) continue;
            try (FrameSource source = new Beginning(capture.open(), last)) {
                Story story = Story.of(source, new Choice(each.kind(), each.number()));
                if (story.arrows().stream().anyMatch(arrow -> numbers.contains(arrow.number()))) stories.add(story);
            } catch (NoSuchConversation e) {
                throw new IllegalStateException(each.name(), e);
            }
        }
        return stories;
    }

    /// A capture up to a packet.
    private record Beginning(FrameSource source, long last) implements FrameSource {
        @Override
        public boolean read(Batch batch) throws IOException {
            if (!source.read(batch)) return false;
            if (batch.firstNumber > last) {
                batch.count = 0;
                return false;
            }
            batch.count = (int) Math.min(batch.count, last + 1 - batch.firstNumber);
            return true;
        }

        @Override
        public List<Interface> interfaces() {
            return source.interfaces();
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
