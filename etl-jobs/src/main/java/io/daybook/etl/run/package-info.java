/** One run of a mart: nightly run, backfill or verification. */
@NullMarked
package io.daybook.etl.run;

import org.jspecify.annotations.NullMarked;
