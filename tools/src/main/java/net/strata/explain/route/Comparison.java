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
    /// lanes of their own.
    private static List<Lane> joined(List<Lane> lanes, List<Layer> layers, int point, int points) {
        int[][] common = common(lanes, layers);
        var joined = new ArrayList<Lane>();
        int lane = 0;
        int layer = 0;
        while (lane < lanes.size() || layer < layers.size()) {
            boolean both = lane < lanes.size() && layer < layers.size();
            if (both && fits(lanes.get(lane), layers.get(layer))) {
                lanes.get(lane).put(point, layers.get(layer++));
                joined.add(lanes.get(lane++));
            } else if (layer == layers.size() || both && common[lane + 1][layer] >= common[lane][layer + 1]) {
                joined.add(lanes.get(lane++));
            } else {
                Protocol protocol = layers.get(layer).protocol();
                joined.add(new Lane(protocol, points));
                joined.getLast().put(point, layers.get(layer++));
            }
        }
        return joined;
    }

    /// How many layers from each pair of places on correspond at most: their longest common subsequence.
    private static int[][] common(List<Lane> lanes, List<Layer> layers) {
        int[][] common = new int[lanes.size() + 1][layers.size() + 1];
        for (int i = lanes.size() - 1; i >= 0; i--)
            for (int k = layers.size() - 1; k >= 0; k--)
                common[i][k] = fits(lanes.get(i), layers.get(k))
                        ? common[i + 1][k + 1] + 1
                        : Math.max(common[i + 1][k], common[i][k + 1]);
        return common;
    }

    private static boolean fits(Lane lane, Layer layer) {
        return lane.protocol.equals(layer.protocol());
    }

    /// Bytes of payload behind the headers of a point, and what they are.
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
