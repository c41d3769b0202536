/** What a run came to, for Prometheus. */
@NullMarked
package io.daybook.etl.metrics;

import org.jspecify.annotations.NullMarked;
