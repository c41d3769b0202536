/** Stored sets of ids, merged for any range and filter; only their sizes leave this package. */
@NullMarked
package io.daybook.api.sets;

import org.jspecify.annotations.NullMarked;
