package net.strata.trace.multipath;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.strata.trace.multipath.Maze.Router;

/// Mazes by chance: chains, diamonds, diamonds within diamonds, meshes; some routers are silent, but no two at the same hop, and
/// some balance packet by packet.
final class Mazes {
    private static final List<String> LIMITS = List.of("20%", "50%", "80%", "10/s:5");

    private final Maze maze;
    private final SplittableRandom random;

    private final boolean even;

    private Mazes(long seed, boolean even) {
        this.even = even;
        maze = new Maze();
        random = new SplittableRandom(seed);
    }

    static Maze of(long seed) {
        return new Mazes(seed, true).make();
    }

    /// Ways have different lengths, some end sooner than others at the host, and it limits its answers.
    static Maze uneven(long seed) {
        var mazes = new Mazes(seed, false);
        Maze maze = mazes.make();
        maze.answers = "answers=" + LIMITS.get(mazes.random.nextInt(LIMITS.size()));
        return maze;
    }

    private Maze make() {
        Router last = maze.router();
        int parts = 1 + random.nextInt(3);
        for (int i = 0; i < parts; i++) {
            last = chain(last, random.nextInt(2));
            last = random.nextInt(4) == 0 ? mesh(last) : diamond(last, 1 + random.nextInt(5), 6);
        }
        if (even || random.nextBoolean()) {
            Router host = maze.router();
            last.next.add(host);
        }
        quieten();
        return maze;
    }

    private Router chain(Router from, int length) {
        Router last = from;
        for (int i = 0; i < length; i++) {
            Router next = maze.router();
            last.next.add(next);
            last = next;
        }
        return last;
    }

    private Router diamond(Router from, int length, int widest) {
        Router end = maze.router();
        int width = 2 + random.nextInt(widest - 1);
        for (int i = 0; i < width; i++) {
            Router branch = maze.router();
            from.next.add(branch);
            if (length >= 3 && random.nextInt(3) == 0) branch = diamond(branch, length - 2, 3);
            else
                branch = chain(branch, even ? length - 1 : random.nextInt(length));
            branch.next.add(end);
        }
        from.perPacket = random.nextInt(10) == 0;
        return end;
    }

    private Router mesh(Router from) {
        List<Router> before = List.of(from);
        for (int hops = 2 + random.nextInt(2); hops > 0; hops--) {
            var layer = new ArrayList<Router>();
            for (int width = 2 + random.nextInt(4); width > 0; width--)
                layer.add(maze.router());
            for (Router each : layer)
                before.get(random.nextInt(before.size())).next.add(each);
            for (Router each : before)
                for (Router next : layer)
                    if (!each.next.contains(next) && (each.next.isEmpty() || random.nextInt(3) == 0))
                        each.next.add(next);
            before = layer;
        }
        Router end = maze.router();
        before.forEach(each -> each.next.add(end));
        return end;
    }

    private void quieten() {
        for (int hop = 2; hop < maze.hops().size(); hop++)
            if (random.nextInt(8) == 0) maze.silence(hop, random);
    }
}
