package net.strata.os;

import java.io.IOException;
import net.strata.frame.Owner;
import org.jspecify.annotations.Nullable;

/// Finds the processes that packets of a flow come from and go to.
interface FlowOwners {
    /// Finds them; takes as long as it takes.
    ///
    /// @param device where the flow's packets were captured, null if that is not known
    Ends find(Flow f, @Nullable String device) throws IOException;

    /// The owners of a flow's two ends; null for an end elsewhere, and where no socket is found.
    ///
    /// @param settled false if the answer may soon be another
    record Ends(@Nullable Owner first, @Nullable Owner second, boolean settled) {}
}
