/// Fuzz targets. As ordinary tests they run on their seeds and on every input kept in src/test/resources, where a run that
/// fuzzes leaves what it found; CONTRIBUTING.md says how to start one.
@NullMarked
package net.strata.fuzz;

import org.jspecify.annotations.NullMarked;
