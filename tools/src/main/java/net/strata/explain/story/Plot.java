package net.strata.explain.story;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.strata.frame.Batch;

/// A story that grows. Of its rows it keeps the first and the last.
final class Plot {
    private static final int FIRST = 900;
    private static final int LAST = 100;
    private static final int HOSTS = 6;
    private static final int PARTS = 60;
    private static final int REMEMBERED = 1024;

    /// A part that grows.
    static final class Chapter {
        private final String heading;
        private final List<String> says = new ArrayList<>();
        private final List<Story.Row> rows = new ArrayList<>();

        private Chapter(String heading) {
            this.heading = heading;
        }

        String heading() {
            return heading;
        }

        /// Adds a sentence; an empty one adds nothing.
        void say(String sentence) {
            if (!sentence.isEmpty()) says.add(sentence);
        }
    }

    private record Late(Chapter chapter, Story.Row row) {}

    private final List<Chapter> chapters = new ArrayList<>();
    private final Deque<Late> late = new ArrayDeque<>();
    /// The latest arrows, by the numbers of their packets.
    private final Map<Long, Late> told = new LinkedHashMap<>();
    /// Packets whose data got to nobody.
    private final Set<Long> unread = new HashSet<>();
    private final List<String> keys = new ArrayList<>();
    private final List<Story.Host> hosts = new ArrayList<>();
    private int rightmost = -1;
    private int rows;
    private long left;
    private long packets;
    private long start = Batch.NO_TIME;

    /// The chapter that a row goes into: the current one if it has that heading, else a new one.
    Chapter chapter(String heading) {
        if (chapters.isEmpty() || !chapters.getLast().heading.equals(heading) && chapters.size() < PARTS)
            chapters.add(new Chapter(heading));
        return chapters.getLast();
    }

    /// A chapter without rows, behind the one with a heading, or else at the start.
    Chapter after(String heading, String added) {
        int at = 0;
        for (int i = 0; i < chapters.size(); i++)
            if (chapters.get(i).heading.equals(heading)) at = i + 1;
        var chapter = new Chapter(added);
        chapters.add(at, chapter);
        return chapter;
    }

    List<Chapter> chapters() {
        return chapters;
    }

    /// Tells a packet once more that has an arrow already, because it was captured at several points.
    void again(long original, Sight s, String says) {
        count(s.time());
        Late first = told.get(original);
        if (first == null || !(first.row instanceof Story.Arrow a)) return;
        add(first.chapter, new Story.Arrow(s.number(), s.time(), a.from(), a.to(), a.label(),
                a.numbers().replaceAll("ttl=\\d+", "ttl=" + s.ttl()), says, List.of(),
                Set.of(Story.Mark.COPY)));
    }

    void add(Chapter chapter, Story.Row row) {
        if (row instanceof Story.Arrow arrow) {
            if (told.size() == REMEMBERED) told.remove(told.keySet().iterator().next());
            told.put(arrow.number(), new Late(chapter, row));
        }
        if (rows < FIRST) {
            rows++;
            chapter.rows.add(row);
            return;
        }
        late.add(new Late(chapter, row));
        if (late.size() > LAST) {
            late.remove();
            left++;
        }
    }

    /// Takes back what the receiver of a packet could do: it did not get there.
    void unread(long number) {
        if (told.containsKey(number)) unread.add(number);
    }

    /// Counts a packet, whether or not it gets a row.
    void count(long time) {
        packets++;
        if (start == Batch.NO_TIME) start = time;
    }

    long packets() {
        return packets;
    }

    /// The index of a host; too many share one.
    ///
    /// @param key what tells it from others
    int host(String key, String role, String address) {
        int known = keys.indexOf(key);
        if (known >= 0) return known;
        if (keys.size() == HOSTS) return HOSTS - 1;
        keys.add(key);
        hosts.add(keys.size() == HOSTS ? new Story.Host("", "other hosts") : new Story.Host(role, address));
        return keys.size() - 1;
    }

    /// Changes what is said of a host.
    void name(int host, String role, String address) {
        hosts.set(host, new Story.Host(role, address));
    }

    String role(int host) {
        return hosts.get(host).role();
    }

    /// Puts a host into the last column.
    void rightmost(int host) {
        rightmost = host;
    }

    private int place(int host) {
        if (rightmost < 0 || host < rightmost) return host;
        return host == rightmost ? hosts.size() - 1 : host - 1;
    }

    Story story(String name, String title, List<String> summary) {
        if (!late.isEmpty()) {
            if (left > 0) {
                Late first = late.element();
                first.chapter.rows.add(new Story.Skip(first.row.time(), left));
            }
            late.forEach(each -> each.chapter.rows.add(each.row));
        }
        var ordered = new ArrayList<Story.Host>(hosts);
        for (int i = 0; i < hosts.size(); i++)
            ordered.set(place(i), hosts.get(i));
        List<Story.Part> parts = chapters.stream()
                .map(each -> new Story.Part(each.heading, List.copyOf(each.says),
                        each.rows.stream().map(this::placed).toList()))
                .toList();
        return new Story(name, title, List.copyOf(ordered), List.copyOf(summary), parts, packets, start);
    }

    private Story.Row placed(Story.Row row) {
        return switch (row) {
            case Story.Arrow a -> new Story.Arrow(a.number(), a.time(), place(a.from()),
                    a.to() == Story.Arrow.ALL ? Story.Arrow.ALL : place(a.to()), a.label(), a.numbers(), a.says(),
                    a.calls().stream().filter(each -> each.host() == a.from() || !unread.contains(a.number()))
                            .map(this::placed).toList(),
                    a.marks());
            case Story.Deed d -> new Story.Deed(d.time(), placed(d.call()), d.says());
            case Story.Skip s -> s;
        };
    }

    private Story.Call placed(Story.Call call) {
        return new Story.Call(place(call.host()), call.text(), call.implied());
    }
}
