/// A recorded session for the eye: as a page to step through, and as a picture.
///
/// [net.strata.lab.page.Scene] says where everything stands; [net.strata.lab.page.Page] and [net.strata.lab.page.Picture]
/// draw it.
@NullMarked
package net.strata.lab.page;

import org.jspecify.annotations.NullMarked;
