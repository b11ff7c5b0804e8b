/// Documents for browsers, in one file each: [net.strata.page.Markup] escapes all that is written, [net.strata.page.Shell]
/// is the page around it, theme.css its colours and letters.
@NullMarked
package net.strata.page;

import org.jspecify.annotations.NullMarked;
