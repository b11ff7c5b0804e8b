package net.strata.explain.route;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Protocol;
import net.strata.explain.Layer;

/// The headers of a message at all points, side by side.
///
/// @param points in the order of time
/// @param lanes the outermost header first
record Comparison(List<Sighting> points, List<Lane> lanes) {
    static Comparison of(List<Sighting> points) {
        List<Lane> lanes = List.of();
        for (int point = 0; point < points.size(); point++) {
            Sighting seen = points.get(point);
            List<Layer> all = seen.packet().layers();
            lanes = joined(lanes, all.subList(0, Math.min(all.size(), seen.message() + 1)), point, points.size());
        }
        for (Lane lane : lanes)
            lane.read(points);
        return new Comparison(points, lanes);
    }

    /// Puts the layers of one more point into the lanes, as many as can be without changing an order; the others get
    /// lanes of their own. Works from the message outwards, so that what a tunnel put around it is what is new.
    private static List<Lane> joined(List<Lane> lanes, List<Layer> layers, int point, int points) {
        int[][] common = common(lanes, layers);
        var joined = new ArrayList<Lane>();
        int lane = lanes.size();
        int layer = layers.size();
        while (lane > 0 || layer > 0) {
            boolean both = lane > 0 && layer > 0;
            if (both && fits(lanes.get(lane - 1), layers.get(layer - 1))) {
                lanes.get(--lane).put(point, layers.get(--layer));
                joined.add(lanes.get(lane));
            } else if (lane == 0 || both && common[lane][layer - 1] >= common[lane - 1][layer]) {
                joined.add(new Lane(layers.get(--layer).protocol(), points));
                joined.getLast().put(point, layers.get(layer));
            } else {
                joined.add(lanes.get(--lane));
            }
        }
        return joined.reversed();
    }

    /// How many layers up to each pair of places correspond at most: their longest common subsequence.
    private static int[][] common(List<Lane> lanes, List<Layer> layers) {
        int[][] common = new int[lanes.size() + 1][layers.size() + 1];
        for (int i = 1; i <= lanes.size(); i++)
            for (int k = 1; k <= layers.size(); k++)
                common[i][k] = fits(lanes.get(i - 1), layers.get(k - 1))
                        ? common[i - 1][k - 1] + 1
                        : Math.max(common[i - 1][k], common[i][k - 1]);
        return common;
    }

    private static boolean fits(Lane lane, Layer layer) {
        return lane.protocol.equals(layer.protocol());
    }

    /// Bytes of payload behind the headers of a point, as these claim.
    int payload(int point) {
        Layer layer = message(point);
        return layer.claimedEnd() - layer.headerEnd();
    }

    /// The layer that the message stands in.
    Layer message(int point) {
        Sighting seen = points.get(point);
        return seen.packet().layers().get(Math.min(seen.message(), seen.packet().layers().size() - 1));
    }
}
