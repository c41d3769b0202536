/** Names bad rows, holds slices back, stops a run whose sums do not add up. */
@NullMarked
package io.daybook.etl.check;

import org.jspecify.annotations.NullMarked;
