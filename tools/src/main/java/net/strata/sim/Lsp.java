package net.strata.sim;

import java.util.List;

/// A label-switched path (RFC 3031): from where labels are pushed to where they are gone.
///
/// @param out by which interface packets leave each node on it, but the last
/// @param stacks the labels with which packets reach the second node, the third, and so on; the outermost first
/// @param propagates whether the time to live is copied to the label and back (RFC 3443, uniform model); else the nodes between
/// are hidden (pipe model)
/// @param ultimate whether the last node pops the labels; else the one before it does
/// @param told whether routers tell labels with their errors (RFC 4950)
record Lsp(List<Interface> out, List<int[]> stacks, boolean propagates, boolean ultimate, boolean told) {
    private static final int FULL = 255;

    /// A packet's labels.
    ///
    /// @param at which node of the path it comes to, from 1
    /// @param ttl of the outermost label
    /// @param inner of the others
    record Labels(Lsp lsp, int at, int ttl, int inner) {
        int[] stack() {
            return lsp.stacks.get(at - 1);
        }

        /// Whether the node that it comes to is the path's end.
        boolean last() {
            return at == lsp.out.size();
        }

        /// The interface by which it goes on.
        Interface out() {
            return lsp.out.get(at);
        }

        /// What it has at the next node.
        boolean popped() {
            return !lsp.ultimate && at + 1 == lsp.out.size();
        }

        Labels next() {
            return new Labels(lsp, at + 1, ttl - 1, inner);
        }
    }

    /// The labels of a packet at its second node.
    Labels push(int ttl) {
        int copied = propagates ? ttl : FULL;
        return new Labels(this, 1, copied, copied);
    }

    /// Whether a node is on it, but neither its beginning nor its end.
    boolean passes(Node node) {
        for (int i = 1; i < out.size(); i++)
            if (out.get(i).node() == node.id()) return true;
        return false;
    }
}
