/// What fping prints: its lines, summaries and exit statuses, of what the engine of [net.strata.ping] tells.
@NullMarked
package net.strata.fping;

import org.jspecify.annotations.NullMarked;
