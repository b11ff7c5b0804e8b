@NullMarked
package net.strata.view;

import org.jspecify.annotations.NullMarked;
