/** What a run has to compute: horizon, snapshot, changed slices, due days, differing days. */
@NullMarked
package io.daybook.etl.plan;

import org.jspecify.annotations.NullMarked;
